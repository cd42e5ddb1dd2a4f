// Frames: fetched as they are wanted, the latest first, and kept while there is room.

import { frame, Stale } from "./api.js";

const ROOM = 256 * 1024 * 1024;
const PATIENCE = 800; // ms without a new picture after which one that is under way is let finish

export class Frames {
  /** `shown(which, frame, key)`, `failed(error)`, `busy(yes)`. */
  constructor(slot, { shown, failed, busy }) {
    this.slot = slot;
    this.shown = shown;
    this.failed = failed;
    this.busy = busy ?? (() => {});
    this.kept = new Map();
    this.bytes = 0;
    this.under = null;
    this.next = null;
    this.edition = "";
    this.lastShown = 0;
    this.wanted = ""; // the frame that should be seen, and whether it is
    this.met = false;
  }

  key(wish, sight) {
    return JSON.stringify([this.edition, wish, sight]);
  }

  has(wish, sight) {
    return this.kept.get(this.key(wish, sight));
  }

  /** Show a frame, as soon as it is there. Where another plate is under way, that is called off; where it is another frame of the same, it is
   *  let finish, so that scrubbing shows something. */
  want(wish, sight) {
    const key = this.key(wish, sight);
    const found = this.kept.get(key);
    this.wanted = key;
    this.met = Boolean(found);
    if (found) {
      this.next = null;
      this.#show(found, key);
      return;
    }
    const order = { wish, sight, key, plate: JSON.stringify([this.edition, wish]) };
    if (this.under?.key === key) {
      this.next = null;
      return;
    }
    const patient = this.under && (this.under.plate === order.plate || performance.now() - this.lastShown > PATIENCE);
    if (patient) this.next = order;
    else this.#fetch(order);
  }

  async #fetch(order) {
    this.under = order;
    this.next = null;
    this.busy(true);
    try {
      const found = await this.fetch(order.wish, order.sight, order.key, this.slot);
      if (this.under === order && !this.met) {
        this.met = order.key === this.wanted;
        this.#show(found, order.key);
      }
    } catch (error) {
      if (this.under === order && !this.met && !(error instanceof Stale)) this.failed(error); // met: another one was wanted, and is there
    }
    if (this.under !== order) return;
    this.under = null;
    this.busy(false);
    if (this.next) this.#fetch(this.next);
  }

  /** One frame, kept. */
  async fetch(wish, sight, key = this.key(wish, sight), slot = this.slot) {
    const began = performance.now();
    const found = await frame(wish, sight, slot);
    found.took = performance.now() - began;
    this.keep(key, found);
    return found;
  }

  keep(key, found) {
    if (!this.kept.has(key)) this.bytes += weight(found);
    this.kept.set(key, found);
    for (const [old, thing] of this.kept) {
      if (this.bytes <= ROOM) break;
      this.kept.delete(old);
      this.bytes -= weight(thing);
    }
  }

  forget(edition) {
    this.edition = edition;
    this.kept.clear();
    this.bytes = 0;
  }

  #show(found, key) {
    this.lastShown = performance.now();
    this.shown(found, key);
  }
}

const weight = (found) => found.bitmap.width * found.bitmap.height * 4;
