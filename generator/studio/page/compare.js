// Compare: two versions under one wipe, and a wall of variants of which a click opens one.

import { frame, Stale, tell } from "./api.js";
import { open } from "./dialog.js";
import { $, called, make } from "./dom.js";
import { Frames } from "./frames.js";
import { momentless, story } from "./people.js";
import { language, t } from "./words.js";

const CROWD = 60; // so many people are on a wall at most

export class Compare {
  /** `presets()` are the names of those that there are, `preset(name)` one of them as a wish. */
  constructor(stage, store, { sight, plate, presets, preset, notice }) {
    Object.assign(this, { stage, store, sight, plate, presets, preset, notice });
    this.other = null;
    this.frames = new Frames("b", { shown: (found) => stage.show("b", found.bitmap), failed: (error) => notice(error.message, true), busy: (yes) => $("#stage").classList.toggle("waiting", yes) });
    this.#handle();
  }

  /** Ask what to compare with, or stop comparing. */
  choose() {
    if (this.other) return this.stop();
    const plate = this.plate();
    const pinned = structuredClone(this.store.wish);
    const hour = new Date().toTimeString().slice(0, 5);
    const look = (name) => `${t("look")}: ${called(this.plate().names.looks, name)}`;
    const tongue = (code) => `${t("language")}: ${t(code)}`;
    const edited = () => t("edited");
    // What is offered: its value, what it is called there, how the right and the left are named, and what gives the right side's wish.
    const groups = [
      [null, [["version", t("this_version"), () => t("as_at", { hour }), edited, () => () => pinned]]],
      [t("presets"), this.presets().map((name) => [`preset ${name}`, name, () => t("preset_named", { name }), edited, async () => {
        const wish = await this.preset(name);
        return () => wish;
      }])],
      [t("look"), plate.looks.filter((name) => name !== plate.look).map((name) => [`look ${name}`, called(plate.names.looks, name), () => look(name), () => look(this.plate().look), () => (wish) => ({ ...wish, look: name })])],
      [t("language"), plate.languages.filter((code) => code !== plate.language).map((code) => [`language ${code}`, t(code), () => tongue(code), () => tongue(this.plate().language), () => (wish) => ({ ...wish, language: code })])],
    ];
    const offered = (options) => options.map(([value, text]) => make("option", { value }, text));
    const pick = make("select", { id: "compare-with", "aria-label": t("compare_with") },
      ...groups.flatMap(([label, options]) => (label && options.length ? [make("optgroup", { label }, ...offered(options))] : offered(options))));
    open(t("compare"), make("label", {}, t("compare_with"), pick, make("p", { class: "help" }, t("compare_help"))), [[t("compare"), async () => {
      const [, , right, left, wish] = groups.flatMap(([, options]) => options).find(([value]) => value === pick.value);
      this.start(left, right, await wish());
    }, true]]);
  }

  /** `left()` and `right()` name the sides, `wish(edited)` is what the right one shows. */
  start(left, right, wish) {
    this.other = wish;
    this.names = [left, right];
    this.stage.wipe = 0.5;
    $("#compare").setAttribute("aria-pressed", "true");
    this.want();
  }

  stop() {
    this.other = null;
    this.stage.wipe = null;
    this.stage.show("b", null);
    $("#compare").setAttribute("aria-pressed", "false");
  }

  want() {
    if (!this.other) return;
    const { start } = this.store.wish; // the frames of both go by the same numbers
    this.frames.want({ ...this.other(this.store.wish), start }, this.sight());
    this.#name();
  }

  #name() {
    const [left, right] = this.names.map((name) => name());
    $("#wipe-left").textContent = left;
    $("#wipe-right").textContent = right;
    const share = Math.round(100 * this.stage.wipe);
    $("#wipe").setAttribute("aria-valuenow", String(share));
    $("#wipe").setAttribute("aria-valuetext", `${share} %: ${left} / ${right}`);
  }

  #handle() {
    const handle = $("#wipe");
    const put = (share) => {
      this.stage.wipe = Math.min(1, Math.max(0, share));
      this.#name();
      this.stage.draw();
    };
    handle.addEventListener("pointerdown", (event) => {
      handle.setPointerCapture(event.pointerId);
      const move = (now) => {
        const box = this.stage.box();
        put((now.clientX - this.stage.node.getBoundingClientRect().x - box.x) / box.width);
      };
      handle.addEventListener("pointermove", move);
      handle.addEventListener("pointerup", () => handle.removeEventListener("pointermove", move), { once: true });
    });
    handle.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: -0.02, ArrowRight: 0.02, Home: -1, End: 1 }[event.key];
      if (by) (event.preventDefault(), event.stopPropagation(), put(this.stage.wipe + by));
    });
  }
}

export class Wall {
  constructor(store, { sight, plate, notice }) {
    Object.assign(this, { store, sight, plate, notice });
    this.root = $("#wall");
    this.count = 12;
    this.seed = 1;
  }

  choose() {
    if (!this.root.hidden) return this.close();
    const kind = make("select", { id: "wall-of", "aria-label": t("wall_of") }, make("option", { value: "looks" }, t("looks_languages")), make("option", { value: "cast" }, t("wall_cast")), make("option", { value: "crowd" }, t("wall_crowd")));
    const count = this.#counter("wall-count");
    const many = make("label", { class: "row", hidden: true }, make("span", {}, t("wall_count", { most: CROWD })), count);
    kind.addEventListener("change", () => (many.hidden = kind.value !== "crowd"));
    open(t("wall"), make("div", { class: "rows-form" }, make("label", {}, t("wall_of"), kind), many), [[t("show_wall"), () => {
      this.#counted(count);
      void this.show(kind.value);
    }, true]]);
  }

  /** A field for how many of the population are shown. */
  #counter(id, more = {}) {
    return make("input", { id, type: "number", min: 1, max: CROWD, step: 1, value: this.count, ...more });
  }

  #counted(field) {
    this.count = Math.min(CROWD, Math.max(1, Math.round(field.valueAsNumber) || this.count));
  }

  async show(kind, at = this.store.wish.at) {
    const plate = this.plate();
    const wish = at ? { ...this.store.wish, at } : this.store.wish;
    if (kind !== "looks" && momentless(plate, wish)) return story({}, (chosen) => this.show(kind, chosen), this.notice);
    let cells;
    let columns;
    if (kind === "looks") {
      cells = plate.languages.flatMap((code) => plate.looks.map((look) => ({ wish: { ...wish, look, language: code }, name: `${called(plate.names.looks, look)}, ${t(code)}` })));
      columns = plate.looks.length;
    } else {
      const { cast, crowd } = await this.#people();
      cells = (kind === "cast" ? cast : crowd).map((one) => ({ wish: { ...wish, citizen: one.id || String(one.number) }, name: one.name }));
      columns = plate.canvas.width > plate.canvas.height ? 4 : 6;
    }
    this.round = (this.round ?? 0) + 1;
    const grid = make("div", { class: "variants" });
    grid.style.setProperty("--columns", columns);
    grid.style.setProperty("--shape", `${plate.canvas.width} / ${plate.canvas.height}`);
    for (const cell of cells) {
      cell.canvas = make("canvas", {});
      cell.node = make("button", { type: "button", class: "variant", onclick: () => this.#take(cell.wish) }, cell.canvas, make("span", {}, cell.name));
      grid.append(cell.node);
    }
    const held = document.activeElement?.id; // where others are asked for, more may be
    this.root.replaceChildren(this.#head(kind, at), grid);
    this.root.hidden = false;
    $("#walls").setAttribute("aria-pressed", "true");
    ((held && this.root.querySelector(`#${held}`)) || cells[0]?.node)?.focus();
    this.root.scrollTop = 0;
    await this.#fill(cells, this.round);
  }

  async #people() {
    try {
      return await tell("/api/people", { text: "", seed: this.seed, count: this.count, language: language(), slot: "wall" });
    } catch (error) {
      if (!(error instanceof Stale)) this.notice(error.message, true);
      return { cast: [], crowd: [] };
    }
  }

  #head(kind, at) {
    const tools = make("div", { class: "pair" });
    if (kind === "crowd") {
      const count = this.#counter("wall-many", { "aria-label": t("wall_count", { most: CROWD }) });
      count.addEventListener("change", () => (this.#counted(count), this.show(kind, at)));
      tools.append(count, make("button", { type: "button", class: "small", id: "wall-others", onclick: () => ((this.seed += 1), this.show(kind, at)) }, t("other_people")));
    }
    tools.append(make("button", { type: "button", class: "small", onclick: () => this.close() }, t("close")));
    return make("header", {}, make("h2", {}, t({ looks: "looks_languages", cast: "wall_cast", crowd: "wall_crowd" }[kind])), tools);
  }

  async #fill(cells, round) {
    if (!cells.length) return;
    const wide = cells[0].canvas.clientWidth * (window.devicePixelRatio || 1);
    const part = Math.min(16, Math.max(2, Math.floor(this.plate().canvas.width / Math.max(1, wide))));
    for (const cell of cells) {
      if (this.round !== round || this.root.hidden) return;
      try {
        const found = await frame(cell.wish, { ...this.sight(), part, layers: null }, "wall", true);
        Object.assign(cell.canvas, { width: found.bitmap.width, height: found.bitmap.height });
        cell.canvas.getContext("2d").drawImage(found.bitmap, 0, 0);
        cell.node.classList.add("there");
      } catch (error) {
        if (error instanceof Stale) return;
        cell.node.classList.add("faulty");
        cell.node.append(make("span", { class: "problem" }, error.message.split("\n")[0]));
      }
    }
  }

  #take(wish) {
    this.close();
    this.store.change("variant", (next) => Object.assign(next, wish));
  }

  close() {
    this.root.hidden = true;
    this.round += 1;
    $("#walls").setAttribute("aria-pressed", "false");
    $("#walls").focus();
  }
}
