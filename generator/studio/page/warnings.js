// Warnings: what is weak in the plate at the frame that is looked at, as a list and on the picture.

import { Stale, tell } from "./api.js";
import { $, make } from "./dom.js";
import { t } from "./words.js";

const QUIET = 900; // ms after which somebody may want to know

export class Warnings {
  constructor(shown) {
    this.shown = shown;
    this.remarks = [];
    this.round = 0;
  }

  /** Ask soon, unless something else is wanted before. */
  soon(wish, sight) {
    this.hush();
    this.timer = setTimeout(() => this.#ask(wish, sight, this.round), QUIET);
  }

  /** Nothing that was asked is to be shown any more. */
  hush() {
    clearTimeout(this.timer);
    this.round += 1;
  }

  async #ask(wish, sight, round) {
    let found = [];
    try {
      found = (await tell("/api/remarks", { wish, sight, slot: "remarks" })).remarks;
    } catch (error) {
      if (error instanceof Stale) return;
    }
    if (round === this.round) this.show(found);
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
