// Memory: what was done to each template, for this tab alone: it is there again after a reload, and when the template is chosen again.

const VERSION = 1;
const STEPS = 100; // so many steps are kept of the past, and of the future
const MOST = 400_000; // characters of one template's work; where it has more, its oldest steps go first
const ALL = 3_000_000; // characters of all of them; where they have more, those that were left first go
const WAIT = 250; // ms after the last change

const untouched = (store) => !store.past.length && !store.future.length && !store.locks.size && !store.changed;

export class Memory {
  /** Of the studio of one project: `project` is its sign, since others may be opened at the same address. */
  constructor(store, project) {
    this.store = store;
    this.stem = `ministerio.${project}.`;
    window.addEventListener("pagehide", () => this.keep());
  }

  /** Keep the work, once nobody changes anything for a moment. */
  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), WAIT);
  }

  keep() {
    clearTimeout(this.timer);
    const { store } = this;
    if (!store.wish.template) return;
    const key = `${this.stem}work.${store.wish.template}`;
    sessionStorage.removeItem(key);
    if (untouched(store)) return;
    let [past, future] = [store.past.slice(-STEPS), store.future.slice(-STEPS)];
    const text = () => JSON.stringify({ version: VERSION, at: Date.now(), wish: store.wish, locks: [...store.locks], past, future });
    let told = text();
    while (told.length > MOST && past.length + future.length) {
      [past, future] = [past, future].map((steps) => steps.slice(Math.ceil(steps.length / 2)));
      told = text();
    }
    this.#room(told.length);
    this.#put(key, told);
  }

  /** What was kept of a template: `{ wish, past, future, locks }`, or nothing. */
  of(template) {
    const found = this.#read(`${this.stem}work.${template}`);
    const fits = (wish) => wish?.template === template && wish.parameters?.constructor === Object;
    if (found?.version !== VERSION || !fits(found.wish)) return null;
    const steps = (given) => (Array.isArray(given) ? given.filter(fits) : []);
    return { wish: found.wish, past: steps(found.past), future: steps(found.future), locks: Array.isArray(found.locks) ? found.locks.filter(Array.isArray) : [] };
  }

  /** The template that this tab was left at, unless the studio was opened anew for another one than then (`asked`). */
  last(asked) {
    const found = this.#read(`${this.stem}template`);
    return found?.asked === asked ? found.template : null;
  }

  at(template, asked) {
    this.#put(`${this.stem}template`, JSON.stringify({ template, asked }));
  }

  #room(wanted) {
    const others = Object.keys(sessionStorage).filter((key) => /^ministerio\.\w*\.work\./.test(key));
    others.sort((a, b) => (this.#read(a)?.at ?? 0) - (this.#read(b)?.at ?? 0));
    let all = others.reduce((sum, key) => sum + sessionStorage.getItem(key).length, wanted);
    for (const key of others) {
      if (all <= ALL) return;
      all -= sessionStorage.getItem(key).length;
      sessionStorage.removeItem(key);
    }
  }

  #read(key) {
    try {
      return JSON.parse(sessionStorage.getItem(key));
    } catch {
      return null;
    }
  }

  #put(key, text) {
    try {
      sessionStorage.setItem(key, text);
    } catch {
      // a tab without room keeps nothing: the desk works as it did
    }
  }
}
