// The form: what a plate may be asked, from its manifest. Built anew when that changes; else only its values are.

import { called, make, titled, unique } from "./dom.js";
import { gathered, know, plain } from "./faults.js";
import { fieldFor, inside } from "./fields.js";
import { same } from "./store.js";
import { signed } from "./icons.js";
import { t } from "./words.js";

const INPUT = "input, select, textarea";
const MANY = 12; // fields, from which on one is looked for by name
const RATES = ["24", "25", "30", "24000/1001", "30000/1001"];

export class Form {
  constructor(root, store, context) {
    this.root = root;
    this.store = store;
    this.context = context;
    this.fields = new Map();
    this.shape = null;
    this.sought = "";
    this.problems = [];
    this.told = [];
    root.addEventListener("submit", (event) => event.preventDefault());
  }

  /** Show a plate: its fields, and what is in them. */
  show(plate) {
    const shape = [plate.template, plate.names, plate.parameters, plate.looks, plate.languages, plate.canvases, plate.treatments, document.documentElement.lang];
    if (plate.template !== this.shape?.[0]) this.sought = "";
    if (!this.shape || !same(shape, this.shape)) {
      this.shape = structuredClone(shape);
      this.#build(plate);
    }
    this.plate = plate;
    know(plate.parameters);
    this.#fill(plate);
    this.faults(this.problems); // rows may be new ones
  }

  #build(plate) {
    this.fields.clear();
    this.switches = [
      this.#switch("look", plate.looks, (name) => called(plate.names.looks, name)),
      this.#switch("language", plate.languages, (code) => t(code)),
      this.#switch("canvas", plate.canvases.map((canvas) => canvas.name), (name) => called(plate.names.canvases, name)),
    ];
    const parameters = make("div", { class: "fields" });
    const find = make("input", { type: "search", id: "find-field", placeholder: t("find_field"), "aria-label": t("find_field"), value: this.sought, oninput: () => this.#seek((this.sought = find.value)) });
    for (const spec of plate.parameters) parameters.append(this.#field(spec));
    this.root.replaceChildren(
      make("section", { class: "switches" }, ...this.switches.map((part) => part.node), this.#treatments(plate), this.#pace()),
      this.context.who(),
      make("section", { class: "parameters", "aria-label": t("parameters") }, make("h2", {}, t("parameters")), plate.parameters.length > MANY ? find : null, parameters),
    );
    this.#seek(plate.parameters.length > MANY ? this.sought : "");
  }

  /** Show the fields whose name or sentence has a text, however it is accented. */
  #seek(text) {
    for (const { node } of this.fields.values()) {
      const said = [".head label", ":scope > .help"].map((part) => node.querySelector(part).textContent).join(" ");
      node.hidden = !bare(said).includes(bare(text.trim()));
    }
  }

  #switch(name, choices, said) {
    const id = `switch-${name}`;
    const buttons = choices.map((value) => {
      const input = make("input", { type: "radio", name: id, value, onchange: () => this.store.set(name, value) });
      return { input, node: make("label", { class: "option" }, input, make("span", {}, said(value))) };
    });
    return {
      name,
      node: make("fieldset", { class: "switch-row", id }, make("legend", {}, t(name)), make("div", { class: "choices" }, ...buttons.map((b) => b.node))),
      set: (value) => buttons.forEach((button) => (button.input.checked = button.input.value === value)),
    };
  }

  /** The rate, the number of the first frame, and the number that decides what is random. */
  #pace() {
    this.rate = make("select", { id: "rate", onchange: () => this.store.set("rate", this.rate.value) }, ...RATES.map((value) => make("option", { value }, value)));
    this.seed = make("input", { id: "seed", type: "number", min: 0, step: 1, onchange: () => this.store.set("seed", Number(this.seed.value) || undefined) });
    this.start = make("input", { id: "start", type: "number", min: 0, max: 10_000_000, step: 1, onchange: () => this.store.set("start", this.start.valueAsNumber >= 0 ? Math.round(this.start.valueAsNumber) : undefined) });
    return make("div", { class: "record three" }, ...[["rate", this.rate], ["start", this.start], ["seed", this.seed]].map(([key, node]) => make("div", { class: "part" }, make("label", { for: node.id }, t(key)), node)));
  }

  #treatments(plate) {
    const names = Object.keys(plate.treatments);
    if (!names.length) return null;
    this.treated = names.map((name) => {
      const input = make("input", { type: "checkbox", class: "switch", id: `treat-${name}`, "aria-describedby": `treat-${name}-help`, onchange: () => this.store.set("treatments", this.treated.filter((one) => one.input.checked).map((one) => one.name)) });
      return { name, input, node: make("div", {}, make("label", { class: "treat" }, input, " ", called(plate.names.treatments, name)), make("p", { class: "help", id: `treat-${name}-help` }, plate.treatments[name])) };
    });
    return make("fieldset", { class: "switch-row" }, make("legend", {}, t("treatments")), ...this.treated.map((one) => one.node));
  }

  #field(spec) {
    const field = fieldFor(spec, (value) => this.store.give(spec.name, value), this.context);
    const button = (key, onclick, more) => signed(key, t(key), onclick, { class: `tiny ${key}`, "aria-label": `${t(key)}: ${titled(spec)}`, ...more });
    const reset = button("reset", () => (this.store.give(spec.name, undefined), lock.focus()));
    const lock = button("lock", () => this.store.lock(spec.name, this.store.wish.parameters[spec.name] ?? this.plate.values[spec.name]), { "aria-pressed": "false" });
    const hold = make("fieldset", { class: "hold", role: "presentation" }, field.node); // disabled, it holds whatever is in it
    const help = make("p", { class: "help", id: `${field.id}-help` }, spec.help);
    const problem = make("p", { class: "problem", id: `${field.id}-problem`, role: "alert", hidden: true });
    const state = make("span", { class: "state" });
    const node = make("div", { class: `field ${spec.type}`, "data-name": spec.name },
      make("div", { class: "head" }, make("label", { for: field.id }, titled(spec)), state, reset, lock), hold, problem, help);
    const input = described(field);
    input.setAttribute("aria-describedby", `${help.id} ${problem.id}`);
    if (field.whole) for (const [key, value] of [["role", "group"], ["aria-label", titled(spec)]]) input.setAttribute(key, value);
    this.fields.set(spec.name, { ...field, spec, node, reset, lock, hold, state, problem });
    return node;
  }

  #fill(plate) {
    const { wish } = this.store;
    for (const part of this.switches) part.set(part.name === "canvas" ? plate.canvas.name : plate[part.name]);
    for (const one of this.treated ?? []) one.input.checked = (wish.treatments ?? []).includes(one.name);
    this.rate.value = RATES.includes(plate.rate.text) ? plate.rate.text : "";
    this.start.value = plate.start;
    this.seed.value = wish.seed ?? 0;
    for (const [name, field] of this.fields) {
      const given = name in wish.parameters;
      field.set(given ? wish.parameters[name] : plate.values[name]);
    }
    this.mark();
  }

  /** Say of every field whether it is as planned, changed or locked: that needs no answer from the studio. */
  mark() {
    const { wish, locks } = this.store;
    for (const [name, field] of this.fields) {
      const given = name in wish.parameters;
      field.reset.disabled = !given || locks.has(name);
      field.lock.setAttribute("aria-pressed", String(locks.has(name)));
      field.hold.disabled = locks.has(name);
      field.node.classList.toggle("given", given);
      field.state.textContent = locks.has(name) ? t("locked_word") : given ? t("given") : wish.citizen && field.spec.fact ? t("from_world") : "";
    }
  }

  /** Put problems at the fields that they are about, those of a row at its input. */
  faults(problems) {
    this.problems = problems;
    const about = new Map();
    for (const problem of problems) {
      for (const path of problem.fields ?? []) {
        const field = this.fields.get(path[0]);
        if (!field) continue;
        const target = inside(field, path.slice(1));
        about.set(target, [...(about.get(target) ?? []), problem]);
      }
    }
    const told = [...about].map(([target, found]) => ({ target, text: gathered(found).map(([first]) => capital(plain(first))).join("\n") }));
    const still = (one) => told.some((other) => other.target === one.target && other.text === one.text) && one.problem.isConnected;
    this.told = this.told.filter((one) => still(one) || this.#untold(one));
    for (const one of told) if (!this.told.some((other) => other.target === one.target)) this.told.push(this.#tell(one));
    for (const field of this.fields.values()) field.node.classList.toggle("faulty", this.told.some((one) => field.node.contains(one.problem)));
  }

  #tell({ target, text }) {
    const own = target.problem; // a field of the form has a place for it, what is inside of one gets it
    const problem = own ?? make("p", { class: "problem", id: unique("problem"), role: "alert" });
    problem.textContent = text;
    problem.hidden = false;
    if (!own) target.node.after(problem);
    const input = described(target);
    if (!own) input.setAttribute("aria-describedby", problem.id);
    if (input.matches(INPUT)) input.setAttribute("aria-invalid", "true");
    return { target, text, own, problem, input };
  }

  #untold({ own, problem, input }) {
    if (own) Object.assign(problem, { hidden: true, textContent: "" });
    else (problem.remove(), input.removeAttribute("aria-describedby"));
    input.removeAttribute("aria-invalid");
  }
}

/** What a message about a field belongs to: its input; all of a list or record. */
function described({ whole, node, id }) {
  return whole ?? (node.matches(INPUT) ? node : node.querySelector(`#${id}`));
}

const bare = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
