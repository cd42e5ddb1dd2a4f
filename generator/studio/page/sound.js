// Sound: the plate's mix, fetched when it is first played, and played with the frames.

import { ask, Stale } from "./api.js";
import { make } from "./dom.js";
import { t } from "./words.js";

const QUIET = 1500; // ms after which nobody is changing anything

export class Sound {
  constructor(time, notice) {
    this.audio = new Audio();
    this.key = null;
    this.time = time;
    this.notice = notice;
    this.on = true;
    time.onplay = () => this.play();
    time.onpause = () => this.audio.pause();
    time.heard = () => (this.playing ? this.audio.currentTime : null);
  }

  button() {
    this.node = make("button", { id: "sound", type: "button", class: "small", "aria-pressed": String(this.on), onclick: () => this.#flip() }, t("sound"));
    this.node.disabled = !this.there;
    return this.node;
  }

  get playing() {
    return this.there && this.on && !this.audio.paused && this.audio.readyState >= 2;
  }

  /** Another plate, or another wish of the same. */
  show(plate, wish, edition) {
    this.there = plate.heard;
    this.wish = wish;
    if (this.node) this.node.disabled = !this.there;
    const key = JSON.stringify([edition, wish]);
    if (key === this.wanted) return;
    this.wanted = key;
    clearTimeout(this.timer);
    if (this.there && this.on) this.timer = setTimeout(() => this.#load(true).catch(() => {}), QUIET); // so that it is there when it is to be heard
  }

  async #load(later = false) {
    if (this.key === this.wanted) return;
    const key = this.wanted;
    const response = await ask("/api/sound", { wish: this.wish, slot: "sound", later });
    if (!response.headers.get("content-type").startsWith("audio/")) return;
    URL.revokeObjectURL(this.audio.src);
    this.audio.src = URL.createObjectURL(await response.blob());
    this.key = key;
  }

  async play() {
    if (!this.there || !this.on) return;
    try {
      await this.#load();
      if (this.time.playing !== 1) return;
      this.audio.currentTime = this.time.seconds;
      await this.audio.play();
    } catch (error) {
      if (!(error instanceof Stale) && error.name !== "AbortError") this.notice(error.message, true);
    }
  }

  #flip() {
    this.on = !this.on;
    this.node.setAttribute("aria-pressed", String(this.on));
    if (!this.on) this.audio.pause();
    else if (this.time.playing === 1) this.play();
  }
}
