// Layers: which of the plate's are shown. All of them is the beauty itself.

import { $, called, make, refill } from "./dom.js";
import { t } from "./words.js";

const UNNAMED = ["base", "glow"]; // what a plate has beside the manifest's: they go with the rest

export class Layers {
  constructor(view, changed) {
    this.view = view;
    this.changed = changed;
    this.off = new Set();
    this.solo = new Set();
  }

  show(plate) {
    this.names = plate.layers.map((layer) => layer.name);
    for (const set of [this.off, this.solo]) for (const name of set) if (!this.names.includes(name)) set.delete(name);
    this.plate = plate;
    const rows = [...plate.layers].reverse().map((layer) => {
      const name = called(plate.names.layers, layer.name);
      const input = make("input", { type: "checkbox", class: "switch", id: `layer-${layer.name}`, checked: !this.off.has(layer.name), onchange: () => this.#flip(this.off, layer.name) });
      const solo = make("button", { type: "button", class: "small", id: `solo-${layer.name}`, "aria-pressed": String(this.solo.has(layer.name)), "aria-label": `${t("solo")}: ${name}`, onclick: () => this.#flip(this.solo, layer.name) }, t("solo"));
      return make("li", {}, make("div", { class: "head" }, input, make("label", { for: input.id }, name), make("span", { class: "state" }, layer.operation === "plus" ? t("added_light") : ""), solo), make("p", { class: "help" }, layer.help));
    });
    refill($("#panel-layers"), [
      make("p", { class: "help" }, t("layers_help")),
      make("ol", { class: "layers" }, ...rows),
      make("button", { type: "button", id: "all-layers", disabled: !this.off.size && !this.solo.size, onclick: () => (this.off.clear(), this.solo.clear(), this.#told()) }, t("all_layers"))], "input");
    this.#set();
  }

  #flip(set, name) {
    if (!set.delete(name)) set.add(name);
    this.#told();
  }

  #told() {
    this.show(this.plate);
    this.changed();
  }

  #set() {
    if (this.solo.size) this.view.layers = this.names.filter((name) => this.solo.has(name));
    else if (this.off.size) this.view.layers = [...this.names, ...UNNAMED].filter((name) => !this.off.has(name));
    else this.view.layers = null;
  }
}
