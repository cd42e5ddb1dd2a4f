// One dialog at a time; Escape closes it, and the focus goes back to where it was.

import { Stale } from "./api.js";
import { $, make } from "./dom.js";
import { t } from "./words.js";

/** Open a dialog with a title, a body and buttons `[[text, action, primary]]`; an action that gives false keeps it open, and so does one that
 *  fails: then it says why. Gives what closes it, with `say(text)` (nothing: unsaid) and its `primary` button. */
export function open(title, body, buttons = [], wide = false) {
  const dialog = $("#dialog");
  const close = () => form.isConnected && dialog.close();
  const problem = make("p", { class: "problem", role: "alert" });
  const say = (text = "") => (problem.textContent = text);
  let busy = false;
  const tried = async (action) => {
    if (busy) return;
    busy = true;
    say();
    try {
      if ((await action()) !== false) close();
    } catch (error) {
      if (!(error instanceof Stale)) say(error.message);
    }
    busy = false;
  };
  const row = make("div", { class: "buttons" }, buttons.length ? problem : null, ...buttons.map(([text, action, primary]) =>
    make("button", { type: primary ? "submit" : "button", class: primary ? "primary" : "", onclick: primary ? undefined : () => tried(action) }, text)));
  const primary = buttons.find((button) => button[2]);
  const form = make("form", { method: "dialog" }, make("header", {}, make("h2", { id: "dialog-title" }, title),
    make("button", { type: "button", class: "small", onclick: close }, t("close"))), body, row);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (primary) tried(primary[1]);
  });
  dialog.replaceChildren(form);
  dialog.className = wide ? "wide" : "";
  dialog.setAttribute("aria-labelledby", "dialog-title");
  if (!dialog.open) dialog.showModal();
  return Object.assign(close, { say, primary: row.querySelector(".primary") });
}
