// What is wished for: one plain object, its history, and what is locked. Whoever listens is told of every change.
// A lock is no step of the history: whatever is done, undone or taken, a locked value stays what it is until it is unlocked.

const LIMIT = 200;
const MERGE = 700; // ms in which changes of one field are one step

export class Store {
  constructor() {
    this.wish = { template: "", parameters: {} };
    this.locks = new Map(); // what is locked, and at what value
    this.past = [];
    this.future = [];
    this.listeners = new Set();
    this.last = { what: "", at: 0 };
  }

  listen(listener) {
    this.listeners.add(listener);
  }

  tell(why) {
    for (const listener of this.listeners) listener(why);
  }

  /** Change the wish by a function of a copy. Changes of the same `what` in quick succession are one step back. */
  change(what, edit) {
    const next = structuredClone(this.wish);
    edit(next);
    this.#hold(next);
    if (same(next, this.wish)) return;
    const now = performance.now();
    if (this.last.what !== what || now - this.last.at > MERGE) {
      this.past.push(this.wish);
      if (this.past.length > LIMIT) this.past.shift();
    }
    this.last = { what, at: now };
    this.future = [];
    this.wish = next;
    this.tell(what);
  }

  /** Begin anew with a wish: nothing to undo; or with what was kept of its history and locks. */
  begin(wish, { past = [], future = [], locks = [] } = {}) {
    this.locks = new Map(locks);
    this.wish = this.#hold(wish);
    this.past = past;
    this.future = future;
    this.last = { what: "", at: 0 };
    this.tell("begin");
  }

  /** Drop, everywhere, what a plate (as the studio tells it) does not take; says whether the wish was touched. */
  fit(plate) {
    const before = this.wish;
    const taken = new Set(plate.parameters.map((one) => one.name));
    const choices = { look: plate.looks, language: plate.languages, canvas: plate.canvases.map((one) => one.name) };
    const fitted = (wish) => {
      const next = { ...wish, parameters: Object.fromEntries(Object.entries(wish.parameters).filter(([name]) => taken.has(name))) };
      for (const [name, values] of Object.entries(choices)) if (!values.includes(next[name])) delete next[name];
      if (next.treatments) next.treatments = next.treatments.filter((name) => name in plate.treatments);
      return same(next, wish) ? wish : next;
    };
    this.wish = fitted(this.wish);
    for (const steps of [this.past, this.future]) steps.splice(0, Infinity, ...steps.map(fitted));
    for (const name of this.locks.keys()) if (!taken.has(name)) this.locks.delete(name);
    return this.wish !== before;
  }

  /** Go back to what was planned for everything, but for what is locked: one step, which can be undone. */
  anew() {
    this.change("preset", (wish) => {
      for (const name of Object.keys(wish)) if (name !== "template") delete wish[name];
      wish.parameters = {};
    });
  }

  /** Whether there is something that `anew` would change. */
  get changed() {
    return Object.keys(this.wish).length > 2 || Object.keys(this.wish.parameters).some((name) => !this.locks.has(name));
  }

  undo() {
    this.#go(this.past, this.future);
  }

  redo() {
    this.#go(this.future, this.past);
  }

  #go(from, to) {
    if (!from.length) return;
    const before = this.wish;
    while (from.length && same(this.wish, before)) { // a step that only changed what is locked now is none
      to.push(this.wish);
      this.wish = this.#hold(structuredClone(from.pop()));
    }
    this.last = { what: "", at: 0 };
    this.tell("history");
  }

  set(name, value) {
    this.change(name, (wish) => {
      if (value === undefined || value === null || value === "") delete wish[name];
      else wish[name] = value;
    });
  }

  /** Give a parameter, or (undefined) go back to what was planned for it. */
  give(name, value) {
    this.change(`parameter ${name}`, (wish) => {
      if (value === undefined) delete wish.parameters[name];
      else wish.parameters[name] = value;
    });
  }

  /** Lock a parameter at a value, or unlock it: then it keeps that value, and can be changed again. */
  lock(name, value) {
    if (!this.locks.delete(name)) {
      this.locks.set(name, value);
      this.wish = this.#hold(structuredClone(this.wish));
    }
    this.last = { what: "", at: 0 };
    this.tell("lock");
  }

  #hold(wish) {
    for (const [name, value] of this.locks) wish.parameters[name] = structuredClone(value);
    return wish;
  }
}

export const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
