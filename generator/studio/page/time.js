// Time: where the plate is, how it plays, and what is marked on it.

import { $, called, make, vector } from "./dom.js";
import { icon, signed } from "./icons.js";
import { t } from "./words.js";

const SLOW = 48; // frames that a slow machine may be behind

export class Time {
  /** `at(frame)` hears where the plate is; `ahead(frames)` which frames will soon be wanted; `ready(frame)` says whether one is there. */
  constructor({ at, ahead, ready }) {
    Object.assign(this, { told: at, ahead, ready });
    this.range = { first: 1001, last: 1001 };
    this.rate = { numerator: 24, denominator: 1, nominal: 24 };
    this.frame = 1001;
    this.in = this.out = null;
    this.looping = true;
    this.playing = 0;
    this.turn = 0;
    this.root = $("#time");
  }

  build() {
    const button = (id, key, sign, onclick) => signed(sign, t(key), onclick, { id });
    this.play = button("play", "play", "play", () => this.toggle());
    this.scrub = make("input", { id: "scrub", type: "range", step: 1, "aria-label": t("scrub") });
    this.scrub.addEventListener("input", () => (this.pause(), this.go(Number(this.scrub.value))));
    this.marks = vector("svg", { id: "marks", "aria-hidden": "true", preserveAspectRatio: "none" });
    this.number = make("input", { id: "frame", type: "number", class: "mono", "aria-label": t("frame") });
    this.number.addEventListener("change", () => this.go(Number(this.number.value)));
    this.code = make("output", { id: "timecode", class: "mono", "aria-label": t("timecode") });
    this.loops = signed("loop", t("loop"), () => this.loop(!this.looping), { id: "loop", "aria-pressed": String(this.looping) });
    this.pace = make("output", { id: "pace", class: "mono" });
    this.root.replaceChildren(
      make("div", { class: "keys" },
        button("first", "first", "first", () => this.go(this.start)), button("back", "back", "back", () => this.step(-1)), this.play,
        button("on", "on", "on", () => this.step(1)), button("last", "last", "last", () => this.go(this.end)), this.loops,
        button("in", "mark_in", "in", () => this.mark("in")), button("out", "mark_out", "out", () => this.mark("out")),
        button("unmark", "clear_marks", "unmark", () => this.unmark())),
      make("div", { class: "line" }, this.marks, this.scrub),
      make("div", { class: "where" }, this.number, this.code, this.pace, this.extra?.() ?? null));
    if (this.playing) this.#offer("pause");
    this.#draw();
  }

  /** A plate's frames, rate, beats and loop. A template that is new here begins where it holds, when most
   *  is to be seen: a second after that beat, or after its last. */
  show(plate) {
    this.#from(plate.frames.first);
    if (this.template !== plate.template) {
      this.template = plate.template;
      const beat = plate.beats.hold ?? Math.max(plate.frames.first, ...Object.values(plate.beats));
      this.frame = Math.min(plate.frames.last, beat + plate.rate.nominal);
    }
    this.rate = plate.rate;
    this.range = plate.frames;
    this.beats = plate.beats;
    this.names = plate.names.beats;
    this.repeats = plate.loop;
    for (const mark of ["in", "out"]) if (this[mark] !== null && (this[mark] < this.range.first || this[mark] > this.range.last)) this[mark] = null;
    this.frame = Math.min(this.range.last, Math.max(this.range.first, this.frame));
    this.#draw();
  }

  /** The plate's first frame has another number: where it is, and what is marked, goes with it. */
  #from(first) {
    const by = first - this.range.first;
    this.range = { first, last: this.range.last + by };
    this.frame += by;
    for (const mark of ["in", "out"]) if (this[mark] !== null) this[mark] += by;
  }

  get start() {
    return this.in ?? this.range.first;
  }

  get end() {
    return this.out ?? this.range.last;
  }

  get perSecond() {
    return this.rate.numerator / this.rate.denominator;
  }

  get seconds() {
    return ((this.frame - this.range.first) * this.rate.denominator) / this.rate.numerator;
  }

  go(frame, quiet = false) {
    this.frame = Math.min(this.range.last, Math.max(this.range.first, Math.round(frame) || this.range.first));
    this.#say();
    if (!quiet) this.told(this.frame);
  }

  step(by) {
    this.pause();
    this.go(this.frame + by);
  }

  /** To the next beat, or (-1) back to the last one. */
  leap(way) {
    const beats = Object.values(this.beats ?? {}).filter((frame) => (frame - this.frame) * way > 0);
    this.pause();
    if (beats.length) this.go(way > 0 ? Math.min(...beats) : Math.max(...beats));
  }

  mark(which) {
    this[which] = this.frame;
    if (this.in !== null && this.out !== null && this.in > this.out) this[which === "in" ? "out" : "in"] = null;
    this.#draw();
  }

  unmark() {
    this.in = this.out = null;
    this.#draw();
  }

  loop(yes) {
    this.looping = yes;
    this.loops.setAttribute("aria-pressed", String(yes));
  }

  toggle() {
    if (this.playing) this.pause();
    else this.run(1);
  }

  /** Play so many times as fast, backwards below 0. Frames that are not there in time are left out: sound and clock stay right. */
  run(speed) {
    if (this.playing) this.onpause?.();
    this.playing = speed;
    const turn = ++this.turn;
    this.#offer("pause");
    if (speed > 0 && this.frame >= this.end) this.frame = this.start;
    this.since = { at: performance.now(), frame: this.frame };
    this.seen = [];
    if (speed === 1) this.onplay?.();
    const beat = () => {
      if (!this.playing || turn !== this.turn) return;
      this.#advance();
      requestAnimationFrame(beat);
    };
    requestAnimationFrame(beat);
  }

  #advance() {
    const per = this.perSecond;
    const heard = this.playing === 1 ? (this.heard?.() ?? null) : null;
    let now = heard === null ? Math.floor(this.since.frame + ((performance.now() - this.since.at) / 1000) * per * this.playing) : this.range.first + Math.floor(heard * per + 1e-6);
    if (heard !== null) this.since = { at: performance.now(), frame: now };
    if (now > this.end || now < this.start) {
      if (!this.looping) return (this.go(now > this.end ? this.end : this.start), this.pause());
      now = this.playing > 0 ? this.start : this.end;
      this.since = { at: performance.now(), frame: now };
      this.frame = now;
      if (this.playing === 1) this.onplay?.();
    }
    const way = Math.sign(this.playing);
    const soon = [];
    for (let i = 0; i <= 24; i++) {
      const frame = now + i * way;
      soon.push(frame > this.end ? this.start + (frame - this.end - 1) : frame < this.start ? this.end - (this.start - frame - 1) : frame);
    }
    this.ahead(soon);
    const there = this.#latest(now, way);
    if (there !== null) {
      this.go(there);
      this.seen.push(performance.now());
      this.seen = this.seen.filter((moment) => moment > performance.now() - 1000);
      this.pace.textContent = `${this.seen.length}/${Math.round(per * Math.abs(this.playing))}`;
    }
  }

  /** The frame to be seen now: this one, or the last before it that is there and was not seen yet. */
  #latest(now, way) {
    for (let back = 0; back < SLOW; back++) {
      const frame = now - back * way;
      if (frame === this.frame || frame < this.start || frame > this.end) return null;
      if (this.ready(frame)) return frame;
    }
    return null;
  }

  pause() {
    if (!this.playing) return;
    this.playing = 0;
    this.#offer("play");
    this.onpause?.();
  }

  /** What the button would do now. */
  #offer(key) {
    this.play.replaceChildren(icon(key));
    for (const name of ["aria-label", "title"]) this.play.setAttribute(name, t(key));
  }

  #say() {
    this.scrub.value = this.frame;
    this.scrub.setAttribute("aria-valuetext", `${t("frame")} ${this.frame}`);
    if (document.activeElement !== this.number) this.number.value = this.frame;
    this.code.textContent = this.timecode(this.frame);
    this.root.style.setProperty("--at", this.share(this.frame));
  }

  /** Non-drop: hours, minutes, seconds and frames since the first frame. */
  timecode(frame) {
    const count = frame - this.range.first;
    const nominal = this.rate.nominal;
    const two = (value) => String(value).padStart(2, "0");
    const seconds = Math.floor(count / nominal);
    return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}:${two(count % nominal)}`;
  }

  share(frame) {
    return (frame - this.range.first) / Math.max(1, this.range.last - this.range.first);
  }

  #draw() {
    if (!this.scrub) return;
    for (const node of [this.scrub, this.number]) Object.assign(node, { min: this.range.first, max: this.range.last });
    const x = (frame) => 1000 * this.share(frame);
    const parts = [];
    if (this.repeats) parts.push(vector("rect", { class: "loop", x: x(this.repeats.first), width: x(this.repeats.last) - x(this.repeats.first), y: 26, height: 3 }));
    if (this.in !== null || this.out !== null) parts.push(vector("rect", { class: "inout", x: x(this.start), width: Math.max(2, x(this.end) - x(this.start)), y: 13, height: 8 }));
    this.marks.setAttribute("viewBox", "0 0 1000 34");
    this.marks.replaceChildren(...parts);
    this.root.querySelectorAll(".beat").forEach((node) => node.remove());
    const line = this.root.querySelector(".line");
    const beats = Object.entries(this.beats ?? {}).sort((a, b) => a[1] - b[1]);
    for (const [i, [name, frame]] of beats.entries()) {
      const text = called(this.names, name);
      const beat = make("button", { type: "button", class: "beat", tabindex: -1, title: `${text} ${frame}`, "data-name": name, onclick: () => (this.pause(), this.go(frame)) }, text);
      beat.style.setProperty("--x", this.share(frame));
      beat.style.setProperty("--room", (beats[i + 1] ? this.share(beats[i + 1][1]) : 1.1) - this.share(frame));
      line.append(beat);
    }
    this.#say();
  }
}

/** Keys as in players, wherever nothing is being typed. */
export function keys(time, more = {}) {
  const speeds = { faster: (now, way) => (Math.sign(now) === way ? Math.max(-8, Math.min(8, now * 2)) : way) };
  document.addEventListener("keydown", (event) => {
    const field = event.target.closest("input:not([type=range]):not([type=radio]):not([type=checkbox]),textarea,select,dialog,[contenteditable]");
    if (field || event.altKey) return;
    const command = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    if (command && key === "z") return (event.preventDefault(), event.shiftKey ? more.redo() : more.undo());
    if (command && key === "y") return (event.preventDefault(), more.redo());
    if (command) return;
    if (key === " " && event.target.closest("button,summary,[role=tab],[type=checkbox],[type=radio],a")) return;
    if (key.startsWith("arrow") && event.target.closest("[role=tab],[type=radio],[type=range],[role=slider]")) return;
    if (["arrowup", "arrowdown"].includes(key) && event.target.closest("#side,#wall")) return; // there they scroll
    const done = {
      " ": () => time.toggle(), k: () => time.pause(), l: () => time.run(speeds.faster(time.playing, 1)), j: () => time.run(speeds.faster(time.playing, -1)),
      arrowleft: () => time.step(event.shiftKey ? -10 : -1), arrowright: () => time.step(event.shiftKey ? 10 : 1),
      arrowup: () => time.leap(-1), arrowdown: () => time.leap(1),
      home: () => (time.pause(), time.go(time.start)), end: () => (time.pause(), time.go(time.end)),
      i: () => time.mark("in"), o: () => time.mark("out"), ...more.keys,
    }[key];
    if (done) (event.preventDefault(), done());
  });
}
