// A moment of the story: a date and an hour, typed, or chosen on the story's own line.

import { make, unique } from "./dom.js";
import { t } from "./words.js";

const toInput = (value) => (value ?? "").replace(" ", "T");
const fromInput = (value) => value.replace("T", " ");

export function momentField(_spec, changed, context) {
  const input = make("input", { id: unique("f"), type: "datetime-local", step: 1 });
  input.addEventListener("input", () => input.value && changed(fromInput(input.value)));
  const open = make("button", { type: "button", class: "small", onclick: () => context.story?.(fromInput(input.value), (value) => ((input.value = toInput(value)), changed(value))) }, t("story"));
  return {
    node: make("div", { class: "pair" }, input, context.story ? open : null),
    id: input.id,
    set: (value) => document.activeElement !== input && (input.value = toInput(value)),
  };
}
