// Warnings: what is weak in the plate at the frame that is looked at, as a list and on the picture.

import { Stale, tell } from "./api.js";
import { $, make } from "./dom.js";
import { t } from "./words.js";

const QUIET = 500; // ms after which somebody may want to know

export class Warnings {
  constructor(shown) {
    this.shown = shown;
    this.remarks = [];
  }

  /** Ask soon, unless something else is wanted before. */
  soon(wish, sight) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#ask(wish, sight), QUIET);
  }

  async #ask(wish, sight) {
    try {
      const { remarks } = await tell("/api/remarks", { wish, sight, slot: "remarks" });
      this.show(remarks);
    } catch (error) {
      if (!(error instanceof Stale)) this.show([]);
    }
  }

  show(remarks) {
    this.remarks = remarks;
    const grave = remarks.filter((remark) => !remark.note);
    $("#warning-count").textContent = grave.length;
    $("#warning-count").hidden = !grave.length;
    const item = (remark, i) => make("li", { class: remark.note ? "note" : "grave", "data-remark": i },
      make("strong", {}, t(`rule_${remark.rule.replaceAll(" ", "_")}`)), make("p", {}, remark.message), remark.file ? make("code", {}, remark.line ? `${remark.file}:${remark.line}` : remark.file) : null);
    $("#panel-warnings").replaceChildren(
      remarks.length ? make("p", { class: "help" }, t("warnings_help")) : make("p", {}, t("no_warnings")),
      make("ol", { class: "remarks" }, ...remarks.map(item)));
    this.shown(remarks);
  }
}
