// The stage: the picture on its neutral surround, fitted or zoomed, with what is drawn over it.

import { $, vector } from "./dom.js";

const LEAST = 0.05;
const MOST = 32;
const NUDGE = 64; // CSS pixels that a key moves the picture

export class Stage {
  /** `moved(scale)` hears how large the picture is seen: screen pixels to a pixel of the plate. */
  constructor(moved) {
    this.node = $("#stage");
    this.canvas = $("#picture");
    this.over = $("#over");
    this.moved = moved;
    this.zoom = "fit";
    this.pan = { x: 0, y: 0 };
    this.plate = { width: 16, height: 9 };
    this.pictures = { a: null, b: null };
    this.wipe = null;
    new ResizeObserver(() => this.draw()).observe(this.node);
    this.#listen();
  }

  get density() {
    return window.devicePixelRatio || 1;
  }

  /** Screen pixels (not CSS pixels) to a pixel of the plate. */
  get scale() {
    return this.#zoomed() * this.density;
  }

  #zoomed() {
    if (this.zoom !== "fit") return this.zoom / this.density;
    const room = 24;
    return Math.min((this.node.clientWidth - room) / this.plate.width, (this.node.clientHeight - room) / this.plate.height);
  }

  /** Where the picture is, in CSS pixels of the stage. */
  box() {
    const zoom = this.#zoomed();
    const width = this.plate.width * zoom;
    const height = this.plate.height * zoom;
    return { x: (this.node.clientWidth - width) / 2 + this.pan.x, y: (this.node.clientHeight - height) / 2 + this.pan.y, width, height, zoom };
  }

  size(width, height) {
    if (this.plate.width === width && this.plate.height === height) return;
    this.plate = { width, height };
    this.draw();
    this.moved(this.scale);
  }

  show(which, bitmap) {
    this.pictures[which] = bitmap;
    this.draw();
  }

  zoomTo(zoom, about) {
    const before = this.box();
    this.zoom = zoom === "fit" ? zoom : Math.min(MOST, Math.max(LEAST, zoom));
    if (zoom === "fit") this.pan = { x: 0, y: 0 };
    else if (about) {
      const at = { x: (about.x - before.x) / before.zoom, y: (about.y - before.y) / before.zoom };
      const after = this.box();
      this.pan.x += about.x - (after.x + at.x * after.zoom);
      this.pan.y += about.y - (after.y + at.y * after.zoom);
    }
    this.draw();
    this.moved(this.scale);
  }

  step(by) {
    const middle = { x: this.node.clientWidth / 2, y: this.node.clientHeight / 2 };
    this.zoomTo(this.scale * by, middle);
  }

  draw() {
    const { clientWidth: wide, clientHeight: high } = this.node;
    const d = this.density;
    if (this.canvas.width !== Math.round(wide * d) || this.canvas.height !== Math.round(high * d)) {
      this.canvas.width = Math.round(wide * d);
      this.canvas.height = Math.round(high * d);
      this.moved(this.scale);
    }
    const pen = this.canvas.getContext("2d");
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    const box = this.box();
    const place = [box.x * d, box.y * d, box.width * d, box.height * d].map(Math.round);
    const { a, b } = this.pictures;
    const split = this.wipe !== null && b ? this.wipe : 1; // until the other version is there, this one is all there is
    for (const [bitmap, from, to] of [[a, 0, split], [b, split, 1]]) {
      if (!bitmap || to <= from) continue;
      pen.save();
      pen.beginPath();
      pen.rect(place[0] + place[2] * from, place[1], place[2] * (to - from), place[3]);
      pen.clip();
      // Whole pixels are shown as such once they are larger than the screen's; reduced pictures are never sharpened.
      pen.imageSmoothingEnabled = (box.width * d) / bitmap.width < 2;
      pen.imageSmoothingQuality = "high";
      pen.drawImage(bitmap, ...place);
      pen.restore();
    }
    Object.assign(this.over.style, { left: `${box.x}px`, top: `${box.y}px`, width: `${box.width}px`, height: `${box.height}px` });
    this.over.setAttribute("viewBox", `0 0 ${this.plate.width} ${this.plate.height}`);
    this.over.style.setProperty("--unit", 1 / box.zoom);
    const handle = $("#wipe");
    handle.hidden = this.wipe === null;
    if (this.wipe !== null) Object.assign(handle.style, { left: `${box.x + box.width * this.wipe}px`, top: `${box.y}px`, height: `${box.height}px` });
  }

  /** Draw over the picture, in the plate's pixels: groups by name, each replaced as a whole. */
  overlay(name, nodes) {
    this.over.querySelector(`[data-name="${name}"]`)?.remove();
    if (nodes?.length) this.over.append(vector("g", { "data-name": name }, ...nodes));
  }

  #listen() {
    this.node.addEventListener("wheel", (event) => {
      if (event.target.closest("#fault,#wall")) return; // they scroll
      event.preventDefault();
      const at = this.#at(event);
      if (event.ctrlKey || event.metaKey || !event.shiftKey) this.zoomTo(this.scale * Math.exp(-event.deltaY / 400), at);
    }, { passive: false });
    this.node.addEventListener("pointerdown", (event) => {
      if (event.target.closest("#wipe,#fault,#wall") || event.button !== 0 || this.zoom === "fit") return;
      this.node.setPointerCapture(event.pointerId);
      const from = { x: event.clientX - this.pan.x, y: event.clientY - this.pan.y };
      const move = (now) => ((this.pan = { x: now.clientX - from.x, y: now.clientY - from.y }), this.draw());
      this.node.addEventListener("pointermove", move);
      this.node.addEventListener("pointerup", () => this.node.removeEventListener("pointermove", move), { once: true });
    });
    this.node.addEventListener("keydown", (event) => {
      const way = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
      if (!way || !event.altKey || this.zoom === "fit") return;
      event.preventDefault();
      this.pan = { x: this.pan.x + NUDGE * way[0], y: this.pan.y + NUDGE * way[1] };
      this.draw();
    });
    this.node.addEventListener("dblclick", (event) => this.zoomTo(this.zoom === "fit" ? 1 : "fit", this.#at(event)));
  }

  #at(event) {
    const box = this.node.getBoundingClientRect();
    return { x: event.clientX - box.x, y: event.clientY - box.y };
  }
}
