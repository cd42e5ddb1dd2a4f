// Warnings: what is wrong with the plate, else what is weak in it at the frame that is looked at, as a list and on the picture.

import { Fault, Stale, tell } from "./api.js";
import { $, make } from "./dom.js";
import { authored, gathered, marked, rule, sentence } from "./faults.js";
import { inWords, t } from "./words.js";

const QUIET = 900; // ms after which somebody may want to know

export class Warnings {
  constructor(shown) {
    this.shown = shown;
    this.remarks = null; // not known yet
    this.faults = [];
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

  /** What keeps the picture from being made; nothing, once it is made again. */
  faulty(problems) {
    if (!problems.length && !this.faults.length) return this.shown([]);
    this.hush();
    this.faults = problems;
    this.show(null);
  }

  async #ask(wish, sight, round) {
    let found = null;
    try {
      found = (await tell("/api/remarks", { wish, sight, slot: "remarks" })).remarks;
    } catch (error) {
      if (error instanceof Stale) return;
      if (error instanceof Fault && round === this.round) return this.faulty(error.problems);
    }
    if (round === this.round) this.show(found);
  }

  show(remarks) {
    this.remarks = remarks;
    const groups = gathered(this.faults);
    const grave = groups.length || (remarks ?? []).filter((remark) => !remark.note).length;
    $("#warning-count").textContent = grave;
    $("#warning-count").hidden = !grave;
    const fault = (group) => make("li", { class: "grave" }, make("strong", {}, rule(group[0])), sentence(group), ...authored(group));
    const item = (remark, i) => make("li", { class: remark.note ? "note" : "grave", "data-remark": i },
      make("strong", {}, t(`rule_${remark.rule.replaceAll(" ", "_")}`)), make("p", {}, inWords(remark)), remark.file ? make("code", {}, remark.line ? `${remark.file}:${remark.line}` : remark.file) : null);
    $("#panel-warnings").replaceChildren(
      groups.length ? make("p", { class: "help" }, t("faults_help")) : remarks?.length ? make("p", { class: "help" }, t("warnings_help")) : make("p", {}, t(remarks ? "no_warnings" : "looking")),
      make("ol", { class: "remarks" }, ...(groups.length ? groups.map(fault) : (remarks ?? []).map(item))));
    this.shown(groups.length ? marked(this.faults) : remarks ?? []);
  }
}
