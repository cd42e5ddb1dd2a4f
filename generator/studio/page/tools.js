// The tools over the stage: how the picture is looked at.

import { get } from "./api.js";
import { $, make, vector } from "./dom.js";
import { upload } from "./files.js";
import { t } from "./words.js";

const GROUNDS = [["none", "ground_none"], ["checker", "checker"], ["#808080", "grey"], ["#000000", "black"], ["#ffffff", "white"]];
const SHARE = 0.05; // of the shorter side: where titles are safe, as the looks' margins have it

export class Tools {
  /** `changed()` hears that the picture is to be looked at in another way. */
  constructor(stage, view, { changed, compare, wall, notice }) {
    Object.assign(this, { stage, view, changed, compare, wall, notice });
    this.guides = { safe: false, device: false, warnings: true };
  }

  build() {
    const button = (id, key, onclick) => make("button", { id, type: "button", class: "small", onclick }, t(key));
    const select = (id, key, options, onchange) => {
      const node = make("select", { id, "aria-label": t(key), title: t(key), onchange: () => onchange(node.value) });
      node.append(...options.map(([value, text]) => make("option", { value }, text)));
      return node;
    };
    this.zoomed = make("output", { class: "mono", id: "zoomed" });
    this.part = select("part", "size", [["auto", t("auto")], ["1", t("whole")], ["2", "1/2"], ["4", "1/4"], ["8", "1/8"]], (value) => this.#set("part", value === "auto" ? value : Number(value)));
    this.channel = select("channel", "channel", [["colour", t("colour")], ["alpha", t("alpha")], ["luminance", t("luminance")]], (value) => this.#set("channel", value));
    this.ground = select("ground", "ground", [], (value) => (value === "upload" ? this.chosen.click() : this.#set("ground", value)));
    this.chosen = make("input", { type: "file", accept: "image/png,image/jpeg,image/webp", hidden: true, onchange: () => this.#uploaded() });
    this.stops = make("input", { id: "stops", type: "range", min: -6, max: 6, step: 0.5, value: 0, "aria-label": t("exposure") });
    this.stopped = make("output", { class: "mono" });
    this.stops.addEventListener("input", () => this.#set("stops", Number(this.stops.value)));
    this.stops.addEventListener("dblclick", () => this.#set("stops", 0));
    const guide = (name) => {
      const node = make("button", { id: `guide-${name}`, type: "button", class: "small", "aria-pressed": String(this.guides[name]) }, t(`guide_${name}`));
      node.addEventListener("click", () => ((this.guides[name] = !this.guides[name]), node.setAttribute("aria-pressed", String(this.guides[name])), this.draw()));
      return node;
    };
    $("#tools").replaceChildren(
      make("div", { class: "group", role: "group", "aria-label": t("zoom") },
        button("fit", "fit", () => this.stage.zoomTo("fit")), button("pixels", "pixels", () => this.stage.zoomTo(1, this.#middle())),
        make("button", { id: "closer", type: "button", class: "small", "aria-label": t("closer"), title: t("closer"), onclick: () => this.stage.step(1.5) }, "+"),
        make("button", { id: "farther", type: "button", class: "small", "aria-label": t("farther"), title: t("farther"), onclick: () => this.stage.step(1 / 1.5) }, "−")),
      this.zoomed, this.part, this.channel, this.ground, this.chosen,
      make("label", { class: "inline", title: t("exposure") }, make("span", { "aria-hidden": "true" }, "EV"), this.stops, this.stopped),
      make("div", { class: "group", role: "group", "aria-label": t("guides") }, guide("safe"), guide("device"), guide("warnings")),
      make("div", { class: "group", role: "group", "aria-label": t("compare") }, button("compare", "compare", () => this.compare()), button("walls", "wall", () => this.wall())));
    this.grounds();
    this.show();
  }

  async grounds() {
    this.#offer(); // those that are known, until the others are
    this.stills = (await get("/api/files")).stills;
    this.#offer();
  }

  #offer() {
    const stills = this.stills ?? [];
    this.ground.replaceChildren(...GROUNDS.map(([value, key]) => make("option", { value }, t(key))), ...stills.map((name) => make("option", { value: `still:${name}` }, name.split("/").pop())), make("option", { value: "upload" }, t("other_still")));
    this.ground.value = this.view.ground;
  }

  async #uploaded() {
    const file = this.chosen.files[0];
    this.chosen.value = "";
    try {
      if (file) this.view.ground = `still:${await upload(file)}`;
      await this.grounds();
      this.changed();
    } catch (error) {
      this.ground.value = this.view.ground;
      this.notice(error.message, true);
    }
  }

  #middle() {
    return { x: this.stage.node.clientWidth / 2, y: this.stage.node.clientHeight / 2 };
  }

  #set(name, value) {
    this.view[name] = value;
    this.show();
    this.changed();
  }

  show() {
    if (!this.part) return;
    this.part.value = String(this.view.part);
    this.channel.value = this.view.channel;
    this.stops.value = this.view.stops;
    this.stopped.textContent = `${this.view.stops > 0 ? "+" : ""}${this.view.stops.toFixed(1)}`;
    this.zoomed.textContent = `${Math.round(this.stage.scale * 100)} %`;
    $("#fit")?.setAttribute("aria-pressed", String(this.stage.zoom === "fit"));
  }

  /** A plate: its canvas, and the device that it is the screen of. */
  plate(plate) {
    this.shape = plate.canvas;
    this.device = plate.canvases.find((canvas) => canvas.name === plate.canvas.name)?.device;
    const here = $("#guide-device");
    if (here) here.disabled = !this.device;
    this.draw();
  }

  warn(remarks) {
    this.remarks = remarks;
    this.draw();
  }

  draw() {
    if (!this.shape) return;
    const { width, height } = this.shape;
    const safe = (share, name) => {
      const inset = share * Math.min(width, height);
      return vector("rect", { class: `safe ${name}`, x: inset, y: inset, width: width - 2 * inset, height: height - 2 * inset });
    };
    this.stage.overlay("safe", this.guides.safe ? [safe(SHARE, "title"), safe(SHARE / 2, "action")] : []);
    this.stage.overlay("device", this.guides.device && this.device ? device(this.device) : []);
    this.stage.overlay("warnings", this.guides.warnings ? (this.remarks ?? []).flatMap((remark, i) => marks(remark, i)) : []);
  }
}

/** The glass of a device: its corners, its cut-out, and where nothing may stand. */
function device(d) {
  const { width, height, radius, cutout, safe } = d;
  const corners = `M0 0H${width}V${height}H0zM${radius} 0A${radius} ${radius} 0 0 0 0 ${radius}V${height - radius}A${radius} ${radius} 0 0 0 ${radius} ${height}H${width - radius}A${radius} ${radius} 0 0 0 ${width} ${height - radius}V${radius}A${radius} ${radius} 0 0 0 ${width - radius} 0z`;
  const parts = [vector("path", { class: "glass", d: corners, "fill-rule": "evenodd" }),
    vector("rect", { class: "safe title", x: safe.left, y: safe.top, width: width - safe.left - safe.right, height: height - safe.top - safe.bottom })];
  if (cutout) {
    const round = cutout.shape === "notch" ? cutout.radius : cutout.height / 2;
    parts.push(vector("rect", { class: "glass", x: cutout.x - cutout.width / 2, y: cutout.y, width: cutout.width, height: cutout.height, rx: round }));
  }
  return parts;
}

function marks(remark, i) {
  const kind = ["remark", remark.note ? "note" : "", remark.later ? "later" : ""].filter(Boolean).join(" ");
  const box = (kind) => ([x, y, width, height]) => vector("rect", { class: kind, x, y, width, height, "data-remark": i });
  const boxes = remark.boxes ?? [];
  return [...(remark.beyond ?? []).map(box("beyond")), ...boxes.map(box("halo")), ...boxes.map(box(kind))]; // seen on red, too
}
