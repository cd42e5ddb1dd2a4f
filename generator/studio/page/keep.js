// Keep: presets, the command of a plate, and renders with how far they are.

import { get, tell } from "./api.js";
import { open } from "./dialog.js";
import { $, make } from "./dom.js";
import { t } from "./words.js";

export class Keep {
  constructor(store, { time, plate, notice }) {
    Object.assign(this, { store, time, plate, notice });
    this.renders = new Map();
    this.presets = [];
    $("#copy").addEventListener("click", () => this.copy());
    $("#save").addEventListener("click", () => this.save());
    $("#render").addEventListener("click", () => this.render());
  }

  async #tried(doing) {
    try {
      return await doing();
    } catch (error) {
      this.notice(error.message, true);
      return false;
    }
  }

  copy() {
    return this.#tried(async () => {
      const { command } = await tell("/api/command", { wish: this.store.wish });
      try {
        await navigator.clipboard.writeText(command);
        this.notice(t("copied"));
      } catch {
        open(t("copy_command"), make("textarea", { class: "mono", rows: 5, readonly: true, "aria-label": t("copy_command") }, command));
      }
    });
  }

  save() {
    const name = make("input", { type: "text", id: "preset-name", maxlength: 60, required: true, autofocus: true, value: this.last ?? "" });
    open(t("save_preset"), make("label", {}, t("preset_name"), name, make("p", { class: "help" }, t("preset_help"))), [[t("save"), () => this.#tried(async () => {
      this.last = name.value.trim();
      const { path } = await tell("/api/presets", { name: this.last, wish: this.store.wish });
      this.notice(t("saved_as", { path }));
    }), true]]);
  }

  async refresh() {
    await this.#tried(async () => {
      this.presets = (await get(`/api/presets/${this.store.wish.template}`)).presets;
      this.show();
    });
  }

  take(name) {
    return this.#tried(async () => {
      const { wish } = await get(`/api/presets/${this.store.wish.template}/${encodeURIComponent(name)}`);
      this.store.change("preset", (next) => {
        for (const key of Object.keys(next)) delete next[key];
        Object.assign(next, wish);
      });
      this.last = name;
    });
  }

  render() {
    const formats = Object.entries(this.plate().formats).map(([name, help]) => {
      const input = make("input", { type: "checkbox", value: name, checked: name === "h264" });
      return { input, node: make("label", { class: "format", title: help }, input, " ", name) };
    });
    const { start, end, range } = this.time;
    const marked = start !== range.first || end !== range.last;
    const frames = make("input", { type: "text", id: "render-frames", class: "mono", value: marked ? `${start}-${end}` : `${range.first}-${range.last}` });
    const shot = make("input", { type: "text", id: "render-shot", class: "mono", value: "000_000" });
    const version = make("input", { type: "text", id: "render-version", class: "mono", value: "next" });
    const row = (key, node) => make("label", { class: "row" }, make("span", {}, t(key)), node);
    const body = make("div", { class: "rows-form" }, make("fieldset", { class: "formats" }, make("legend", {}, t("formats")), ...formats.map((one) => one.node)), row("frames", frames), row("shot", shot), row("version", version), make("p", { class: "help" }, t("render_help")));
    open(t("render"), body, [[t("start_render"), () => this.#tried(async () => {
      const to = formats.filter((one) => one.input.checked).map((one) => one.input.value).join(",");
      const options = { formats: to, frames: frames.value, shot: shot.value, version: version.value };
      this.heard(await tell("/api/renders", { wish: this.store.wish, options }));
      this.opened?.();
    }), true]]);
  }

  /** News of a render. */
  heard(render) {
    const before = this.renders.get(render.number)?.state;
    this.renders.set(render.number, render);
    if (before === "running" && render.state !== "running") this.notice(t(`render_${render.state}`), render.state === "failed");
    this.show();
  }

  show() {
    const preset = (name) => make("li", {}, make("button", { type: "button", class: "preset", "data-preset": name, onclick: () => this.take(name) }, name));
    const render = (one) => {
      const share = one.state === "done" ? 1 : one.total ? one.done / one.total : 0;
      const bar = make("progress", { max: 1, value: share, "aria-label": `${one.template} ${one.number}` });
      const tools = make("div", { class: "pair" },
        one.state === "running" ? make("button", { type: "button", class: "small", onclick: () => this.#tried(() => tell("/api/renders/stop", { number: one.number })) }, t("stop")) : null,
        one.folder ? make("button", { type: "button", class: "small", onclick: () => this.#tried(() => tell("/api/reveal", { folder: one.folder })) }, t("open_folder")) : null,
        make("button", { type: "button", class: "small", onclick: () => navigator.clipboard.writeText(one.command).then(() => this.notice(t("copied"))) }, t("copy_command")));
      return make("li", { class: one.state, "data-render": one.number }, make("div", { class: "head" }, make("strong", {}, one.what || one.template), make("span", { class: "state" }, one.state === "running" && one.total ? `${one.done}/${one.total}` : t(`render_${one.state}`))), bar, one.folder ? make("code", { class: "path" }, one.folder) : null, one.message ? make("p", { class: "help" }, one.message) : null, tools);
    };
    $("#panel-kept").replaceChildren(
      make("h2", {}, t("presets")), this.presets.length ? make("ul", { class: "presets" }, ...this.presets.map(preset)) : make("p", { class: "help" }, t("no_presets")),
      make("h2", {}, t("renders")), this.renders.size ? make("ul", { class: "renders" }, ...[...this.renders.values()].reverse().map(render)) : make("p", { class: "help" }, t("no_renders")));
  }
}
