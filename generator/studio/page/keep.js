// Keep: presets, the command of a plate, and renders with how far they are.

import { get, tell } from "./api.js";
import { open } from "./dialog.js";
import { $, make } from "./dom.js";
import { signed } from "./icons.js";
import { t } from "./words.js";

const NAME = /^[\p{L}\p{N}_][\p{L}\p{N}_ .-]{0,59}$/u;
const PART = /^(\d{1,9})(?:-(\d{1,9})(?:[x:](\d{1,9}))?)?$/;

/** Whether a text lists frames as renders are asked for them. */
function listed(text) {
  const parts = text.replaceAll(" ", "").split(",").map((part) => PART.exec(part));
  return parts.every((found) => found && Number(found[2] ?? found[1]) >= Number(found[1]) && Number(found[3] ?? 1) > 0);
}

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
    return this.#tried(async () => this.#give((await tell("/api/command", { wish: this.store.wish })).command));
  }

  /** A command to the clipboard, or, where there is none, to be seen. */
  async #give(command) {
    try {
      await navigator.clipboard.writeText(command);
      this.notice(t("copied"));
    } catch {
      open(t("copy_command"), make("textarea", { class: "mono", rows: 5, readonly: true, "aria-label": t("copy_command") }, command));
    }
  }

  save() {
    const { wish } = this.store;
    const name = make("input", { type: "text", id: "preset-name", maxlength: 60, required: true, autofocus: true, value: this.last?.template === wish.template ? this.last.name : "" });
    let asked = null; // the name that is taken, once that was said
    const dialog = open(t("save_preset"), make("label", {}, t("preset_name"), name, make("p", { class: "help" }, t("preset_help"))), [[t("save"), async () => {
      const wanted = name.value.trim();
      if (!NAME.test(wanted) || wanted.includes("..")) throw new Error(t("preset_misnamed"));
      const { path, there } = await tell("/api/presets", { name: wanted, wish, replace: asked === wanted });
      if (there) {
        asked = wanted;
        dialog.say(t("preset_there", { name: wanted }));
        dialog.primary.textContent = t("replace");
        return false;
      }
      this.last = { template: wish.template, name: wanted };
      this.notice(t("saved_as", { path }));
    }, true]]);
    name.addEventListener("input", () => ((asked = null), dialog.say(), (dialog.primary.textContent = t("save"))));
  }

  remove(name) {
    const { template } = this.store.wish;
    open(t("delete_preset"), make("p", {}, t("delete_help", { name })), [[t("delete"), async () => {
      await tell("/api/presets/remove", { template, name });
      this.notice(t("deleted", { name }));
      await this.refresh();
      $("#tab-kept").focus();
    }, true]]);
  }

  async refresh() {
    await this.#tried(async () => {
      this.presets = (await get(`/api/presets/${this.store.wish.template}`)).presets;
      this.show();
    });
  }

  take(name) {
    return this.#tried(async () => {
      const wish = await this.preset(name);
      this.store.change("preset", (next) => {
        for (const key of Object.keys(next)) delete next[key];
        Object.assign(next, wish);
      });
      this.last = { template: wish.template, name };
    });
  }

  /** A preset as the wish that it was. */
  async preset(name) {
    return (await get(`/api/presets/${this.store.wish.template}/${encodeURIComponent(name)}`)).wish;
  }

  render() {
    const meaning = make("p", { class: "help", id: "format-help", "aria-hidden": "true" }, `h264: ${t("format_h264")}`);
    const formats = Object.keys(this.plate().formats).map((name) => {
      const help = t(`format_${name}`);
      const input = make("input", { type: "checkbox", value: name, checked: name === "h264", "aria-description": help });
      const tell = () => (meaning.textContent = `${name}: ${help}`);
      return { input, node: make("label", { class: "format", onmouseenter: tell, onfocusin: tell }, input, " ", name) };
    });
    const { start, end, range } = this.time;
    const marked = start !== range.first || end !== range.last;
    const frames = make("input", { type: "text", id: "render-frames", class: "mono", value: marked ? `${start}-${end}` : `${range.first}-${range.last}` });
    const shot = make("input", { type: "text", id: "render-shot", class: "mono", value: "000_000" });
    const version = make("input", { type: "text", id: "render-version", class: "mono", value: "next" });
    const row = (key, node) => make("label", { class: "row" }, make("span", {}, t(key)), node);
    const body = make("div", { class: "rows-form" }, make("fieldset", { class: "formats" }, make("legend", {}, t("formats")), ...formats.map((one) => one.node), meaning), row("frames", frames), row("shot", shot), row("version", version), make("p", { class: "help" }, t("render_help")));
    const { wish } = this.store;
    const dialog = open(t("render"), body, [[t("start_render"), async () => {
      if (!listed(frames.value)) throw new Error(t("frames_misread"));
      const to = formats.filter((one) => one.input.checked).map((one) => one.input.value).join(",");
      const options = { formats: to, frames: frames.value, shot: shot.value, version: version.value };
      this.heard(await tell("/api/renders", { wish, options }));
      this.opened?.();
    }, true]]);
    for (const { input } of formats) {
      input.addEventListener("change", () => {
        dialog.primary.disabled = !formats.some((one) => one.input.checked);
        dialog.say(dialog.primary.disabled ? t("no_format") : "");
      });
    }
  }

  /** News of a render. */
  heard(render) {
    const before = this.renders.get(render.number)?.state;
    this.renders.set(render.number, render);
    if (before === "running" && render.state !== "running") this.notice(t(`render_${render.state}`), render.state === "failed");
    this.show();
  }

  show() {
    const preset = (name) => make("li", { class: "pair" }, make("button", { type: "button", class: "preset", "data-preset": name, onclick: () => this.take(name) }, name),
      signed("remove", `${t("delete_preset")}: ${name}`, () => this.remove(name), { "data-remove": name }));
    const render = (one) => {
      const share = one.state === "done" ? 1 : one.total ? one.done / one.total : 0;
      const bar = make("progress", { max: 1, value: share, "aria-label": `${one.template} ${one.number}` });
      const tools = make("div", { class: "pair" },
        one.state === "running" ? make("button", { type: "button", class: "small", onclick: () => this.#tried(() => tell("/api/renders/stop", { number: one.number })) }, t("stop")) : null,
        one.folder ? make("button", { type: "button", class: "small", onclick: () => this.#tried(() => tell("/api/reveal", { folder: one.folder })) }, t("open_folder")) : null,
        make("button", { type: "button", class: "small", onclick: () => this.#give(one.command) }, t("copy_command")));
      return make("li", { class: one.state, "data-render": one.number }, make("div", { class: "head" }, make("strong", {}, one.what || one.template), make("span", { class: "state" }, one.state === "running" && one.total ? `${one.done}/${one.total}` : t(`render_${one.state}`))), bar, one.folder ? make("code", { class: "path" }, one.folder) : null, one.message ? make("p", { class: "help" }, one.message) : null, tools);
    };
    $("#panel-kept").replaceChildren(
      make("h2", {}, t("presets")), this.presets.length ? make("ul", { class: "presets" }, ...this.presets.map(preset)) : make("p", { class: "help" }, t("no_presets")),
      make("h2", {}, t("renders")), this.renders.size ? make("ul", { class: "renders" }, ...[...this.renders.values()].reverse().map(render)) : make("p", { class: "help" }, t("no_renders")));
  }
}
