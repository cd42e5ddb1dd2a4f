// Signs on buttons: outlines in a box of 24.

import { make, vector } from "./dom.js";

const ICONS = {
  undo: "M9 6 4 11l5 5M4.500 11H14a5.500 5.500 0 0 1 0 11h-2",
  redo: "M15 6l5 5-5 5M19.500 11H10a5.500 5.500 0 0 0 0 11h2",
  night: "M20 14.500A8.500 8.500 0 1 1 9.500 4 7 7 0 0 0 20 14.500z",
  play: "M7 4v16l13-8z",
  pause: "M7 4v16M17 4v16",
  first: "M5 4v16M20 5 9 12l11 7z",
  last: "M19 4v16M4 5l11 7-11 7z",
  back: "M16 5 7 12l9 7z",
  on: "M8 5l9 7-9 7z",
  loop: "M17 3l4 4-4 4M21 7H8a5 5 0 0 0-5 5M7 21l-4-4 4-4M3 17h13a5 5 0 0 0 5-5",
  in: "M14 4H8v16h6",
  out: "M10 4h6v16h-6",
  unmark: "M8 4H4v16h4M16 4h4v16h-4M9 9l6 6M15 9l-6 6",
  up: "M12 19V6M6 11l6-6 6 6",
  down: "M12 5v13M6 13l6 6 6-6",
  remove: "M6 6l12 12M18 6 6 18",
  reset: "M4 4v6h6M4.500 10A8.500 8.500 0 1 1 4 14",
  lock: "M6 11h12v10H6zM8.500 11V7.500a3.500 3.500 0 0 1 7 0V11",
};

export const icon = (name) => vector("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, vector("path", { d: ICONS[name] }));

/** A button that shows a sign and goes by a name; `more` are further attributes. */
export const signed = (sign, name, onclick, { class: classes = "", ...more } = {}) =>
  make("button", { type: "button", class: `icon ${classes}`, "aria-label": name, title: name, onclick, ...more }, icon(sign));
