// What is wished for: one plain object, its history, and what is locked. Whoever listens is told of every change.

const LIMIT = 200;
const MERGE = 700; // ms in which changes of one field are one step

export class Store {
  constructor() {
    this.wish = { template: "", parameters: {} };
    this.locks = new Set();
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

  /** Begin anew with a wish: nothing to undo. */
  begin(wish) {
    this.wish = wish;
    this.past = [];
    this.future = [];
    this.locks.clear();
    this.tell("begin");
  }

  undo() {
    this.#go(this.past, this.future);
  }

  redo() {
    this.#go(this.future, this.past);
  }

  #go(from, to) {
    if (!from.length) return;
    to.push(this.wish);
    this.wish = from.pop();
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

  lock(name, value) {
    if (this.locks.delete(name)) return this.tell("lock");
    this.locks.add(name);
    this.give(name, value);
    this.tell("lock");
  }
}

export const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
