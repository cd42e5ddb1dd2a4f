// Compare: two versions under one wipe, and a wall of variants of which a click opens one.

import { frame, Stale, tell } from "./api.js";
import { open } from "./dialog.js";
import { $, called, make } from "./dom.js";
import { Frames } from "./frames.js";
import { momentless, story } from "./people.js";
import { language, t } from "./words.js";

export class Compare {
  constructor(stage, store, { sight, plate, changed, notice }) {
    Object.assign(this, { stage, store, sight, plate, changed, notice });
    this.other = null;
    this.frames = new Frames("b", { shown: (found) => stage.show("b", found.bitmap), failed: (error) => notice(error.message, true), busy: (yes) => $("#stage").classList.toggle("waiting", yes) });
    this.#handle();
  }

  /** Ask what to compare with, or stop comparing. */
  choose() {
    if (this.other) return this.stop();
    const plate = this.plate();
    const pinned = structuredClone(this.store.wish);
    const options = [["version", t("this_version"), () => pinned]];
    for (const look of plate.looks) if (look !== plate.look) options.push([`look ${look}`, `${t("look")}: ${called(plate.names.looks, look)}`, (wish) => ({ ...wish, look })]);
    for (const code of plate.languages) if (code !== plate.language) options.push([`language ${code}`, `${t("language")}: ${t(code)}`, (wish) => ({ ...wish, language: code })]);
    const pick = make("select", { id: "compare-with", "aria-label": t("compare_with") }, ...options.map(([value, text]) => make("option", { value }, text)));
    open(t("compare"), make("label", {}, t("compare_with"), pick, make("p", { class: "help" }, t("compare_help"))), [[t("compare"), () => {
      const [, text, wish] = options.find(([value]) => value === pick.value);
      this.start(text, wish);
    }, true]]);
  }

  start(name, wish) {
    this.other = wish;
    this.stage.wipe = 0.5;
    $("#compare").setAttribute("aria-pressed", "true");
    $("#wipe-name").textContent = name;
    this.want();
  }

  stop() {
    this.other = null;
    this.stage.wipe = null;
    this.stage.show("b", null);
    $("#compare").setAttribute("aria-pressed", "false");
  }

  want() {
    if (this.other) this.frames.want(this.other(this.store.wish), this.sight());
  }

  #handle() {
    const handle = $("#wipe");
    const put = (share) => {
      this.stage.wipe = Math.min(1, Math.max(0, share));
      handle.setAttribute("aria-valuenow", String(Math.round(100 * this.stage.wipe)));
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
  }

  choose() {
    if (!this.root.hidden) return this.close();
    const kind = make("select", { id: "wall-of", "aria-label": t("wall_of") }, make("option", { value: "looks" }, t("looks_languages")), make("option", { value: "cast" }, t("wall_cast")), make("option", { value: "crowd" }, t("wall_crowd")));
    open(t("wall"), make("label", {}, t("wall_of"), kind), [[t("show_wall"), () => void this.show(kind.value), true]]);
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
      const { cast, crowd } = await tell("/api/people", { text: "", seed: 1, language: language(), slot: "wall" });
      cells = (kind === "cast" ? cast : crowd).slice(0, 12).map((one) => ({ wish: { ...wish, citizen: one.id || String(one.number) }, name: one.name }));
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
    this.root.replaceChildren(make("header", {}, make("h2", {}, t("wall")), make("button", { type: "button", class: "small", onclick: () => this.close() }, t("close"))), grid);
    this.root.hidden = false;
    $("#walls").setAttribute("aria-pressed", "true");
    cells[0]?.node.focus();
    await this.#fill(cells, this.round);
  }

  async #fill(cells, round) {
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
