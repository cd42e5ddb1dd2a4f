// One field for each type of parameter. A field is { node, set(value), focus id }; it calls `changed(value)` with what can be sent.

import { called, make, titled, unique } from "./dom.js";
import { signed } from "./icons.js";
import { t } from "./words.js";
import { fileField } from "./files.js";
import { momentField } from "./moments.js";

/** @returns {{node: Element, id: string, set: (value: any) => void}} */
export function fieldFor(spec, changed, context) {
  return (FIELDS[spec.type] ?? text)(spec, changed, context);
}

/** The field inside of another one that a path leads to; that one itself where it leads no further. */
export function inside(field, path) {
  return (path.length && field.at?.(path)) || field;
}

/** An input whose value is not overwritten while somebody types in it. */
function typed(input, changed, read) {
  let before;
  const told = () => {
    const value = read();
    if (value !== before) changed((before = value));
  };
  input.addEventListener("input", told);
  return {
    node: input,
    id: input.id,
    set(value) {
      before = value;
      if (document.activeElement !== input) input.value = value ?? "";
    },
  };
}

function text(spec, changed) {
  const long = spec.max_length > 100;
  const input = make(long ? "textarea" : "input", {
    id: unique("f"), dir: "auto", spellcheck: "false", maxlength: spec.max_length, ...(long ? { rows: 3 } : { type: "text" }),
  });
  return typed(input, changed, () => input.value);
}

function number(spec, changed) {
  const whole = spec.type === "integer";
  const bounded = spec.min !== undefined && spec.max !== undefined && spec.max - spec.min <= 5000;
  const step = whole ? 1 : bounded ? (spec.max - spec.min) / 200 : "any";
  const input = make("input", { id: unique("f"), type: "number", min: spec.min, max: spec.max, step: whole ? 1 : "any", inputmode: "decimal" });
  const read = () => (input.value === "" ? undefined : Number(input.value));
  const field = typed(input, (value) => (sync(value), changed(value)), read);
  if (!bounded) return field;
  const slider = make("input", { type: "range", min: spec.min, max: spec.max, step, "aria-label": t("slide"), tabindex: -1 });
  const sync = (value) => (slider.value = value ?? spec.min);
  slider.addEventListener("input", () => {
    const value = whole ? Math.round(Number(slider.value)) : Number(Number(slider.value).toPrecision(6));
    input.value = value;
    changed(value);
  });
  return { id: field.id, node: make("div", { class: "pair" }, slider, input), set: (value) => (field.set(value), sync(value)) };
}

function boolean(_spec, changed) {
  const input = make("input", { id: unique("f"), type: "checkbox", class: "switch", onchange: () => changed(input.checked) });
  return { node: input, id: input.id, set: (value) => (input.checked = Boolean(value)) };
}

function colour(_spec, changed) {
  const words = make("input", { id: unique("f"), type: "text", spellcheck: "false", class: "mono" });
  const well = make("input", { type: "color", "aria-label": t("pick_colour"), tabindex: 0 });
  const field = typed(words, (value) => (hex(value), changed(value)), () => words.value);
  const hex = (value) => /^#[0-9a-f]{6}$/i.test(value ?? "") && (well.value = value);
  well.addEventListener("input", () => ((words.value = well.value), changed(well.value)));
  return { id: field.id, node: make("div", { class: "pair" }, well, words), set: (value) => (field.set(value), hex(value)) };
}

function choice(spec, changed) {
  const input = make("select", { id: unique("f"), onchange: () => changed(input.value) });
  input.append(...spec.choices.map((value) => make("option", { value }, called(spec.choices_called, value))));
  return { node: input, id: input.id, set: (value) => (input.value = value) };
}

function duration(spec, changed) {
  const input = make("input", { id: unique("f"), type: "number", min: spec.min ?? 0, max: spec.max, step: 1 });
  const seconds = make("span", { class: "unit mono" });
  const field = typed(input, (value) => (said(value), changed(value)), () => (input.value === "" ? undefined : `${input.value}f`));
  const frames = (value) => parseFloat(value ?? "0");
  const said = (value) => (seconds.textContent = `${t("frames_24")} · ${(frames(value) / 24).toFixed(2)} s`);
  return { id: field.id, node: make("div", { class: "pair" }, input, seconds), set: (value) => (field.set(frames(value)), said(value)) };
}

function record(spec, changed, context) {
  let value = {};
  const fields = spec.fields.map((inner) => ({
    inner,
    field: fieldFor(inner, (given) => changed((value = { ...value, [inner.name]: given })), context),
  }));
  const node = make("div", { class: "record" });
  for (const { inner, field } of fields) {
    (field.node.id === field.id ? field.node : field.node.querySelector(`#${field.id}`))?.setAttribute("aria-description", inner.help);
    node.append(make("div", { class: `part ${inner.type}` }, make("label", { for: field.id, title: inner.help }, titled(inner)), field.node, make("p", { class: "help hint", "aria-hidden": "true" }, inner.help)));
  }
  return {
    node,
    whole: node,
    id: fields[0]?.field.id,
    at([name, ...rest]) {
      const found = fields.find(({ inner }) => inner.name === name);
      return found && inside(found.field, rest);
    },
    set(given) {
      value = { ...given };
      for (const { inner, field } of fields) field.set(value[inner.name] ?? inner.default);
    },
  };
}

function list(spec, changed, context) {
  let values = [];
  const rows = make("ol", { class: "rows" });
  const id = unique("f");
  const add = make("button", { type: "button", id, class: "small", onclick: () => send([...values, fresh(spec.of, values.at(-1))], true) }, t("add"));
  const fields = [];
  const send = (next, rebuilt) => {
    values = next;
    if (rebuilt) draw();
    changed(values);
  };
  const moved = (i, by) => {
    const next = [...values];
    [next[i], next[i + by]] = [next[i + by], next[i]];
    send(next, true);
    focus(i + by, by < 0 ? "up" : "down");
  };
  const removed = (i) => {
    send(values.filter((_, k) => k !== i), true);
    focus(Math.min(i, values.length - 1), "remove");
  };
  /** The focus goes with its row, or stays where a row was. */
  const focus = (i, key) => {
    const tools = rows.children[i]?.querySelector(".tools");
    (tools ? (tools.querySelector(`.${key}:enabled`) ?? tools.querySelector("button:enabled")) : add).focus();
  };
  const button = (key, onclick, disabled) => signed(key, t(key), onclick, { class: `small ${key}`, disabled });
  const draw = () => {
    rows.replaceChildren();
    fields.length = 0;
    values.forEach((value, i) => {
      const field = fieldFor(spec.of, (given) => send(values.map((old, k) => (k === i ? given : old))), context);
      field.set(value);
      fields.push(field);
      const tools = make("div", { class: "tools" },
        button("up", () => moved(i, -1), i === 0),
        button("down", () => moved(i, 1), i === values.length - 1),
        button("remove", () => removed(i)));
      rows.append(make("li", {}, make("fieldset", {}, make("legend", {}, `${t("row")} ${i + 1}`), tools, field.node)));
    });
    add.disabled = spec.max !== undefined && values.length >= spec.max;
  };
  const node = make("div", { class: "list" }, rows, add);
  return {
    node,
    whole: node,
    id,
    at: ([i, ...rest]) => fields[i] && inside(fields[i], rest),
    set(given) {
      const next = Array.isArray(given) ? given : [];
      const anew = next.length !== values.length;
      values = next;
      if (anew) draw();
      else fields.forEach((field, i) => field.set(values[i]));
    },
  };
}

/** What a new row of a list begins as: what is planned for it, else what the last row has. */
function fresh(spec, last) {
  if (spec.fields) return Object.fromEntries(spec.fields.map((inner) => [inner.name, fresh(inner, last?.[inner.name])]));
  const known = spec.default ?? last;
  if (known !== null && known !== undefined) return structuredClone(known);
  if (spec.type in EMPTY) return EMPTY[spec.type];
  if (spec.choices) return spec.choices[0];
  const least = Math.min(spec.max ?? 0, Math.max(spec.min ?? 0, 0));
  return spec.type === "duration" ? `${least}f` : spec.type === "integer" ? Math.ceil(least) : least;
}

const EMPTY = { text: "…", moment: "2041-10-14 12:00:00", boolean: false, colour: "#808080", image: "", sound: "", track: "", list: [] };

const FIELDS = {
  text, number, integer: number, boolean, colour, choice, duration, record, list,
  moment: momentField, image: fileField, sound: fileField, track: fileField,
};
