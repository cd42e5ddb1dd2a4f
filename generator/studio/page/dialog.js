// One dialog at a time; Escape closes it, and the focus goes back to where it was.

import { $, make } from "./dom.js";
import { t } from "./words.js";

/** Open a dialog with a title, a body and buttons `[[text, action, primary]]`; an action that gives false keeps it open. */
export function open(title, body, buttons = [], wide = false) {
  const dialog = $("#dialog");
  const close = () => dialog.close();
  const row = make("div", { class: "buttons" }, ...buttons.map(([text, action, primary]) =>
    make("button", { type: primary ? "submit" : "button", class: primary ? "primary" : "", onclick: primary ? undefined : () => action() !== false && close() }, text)));
  const primary = buttons.find((button) => button[2]);
  const form = make("form", { method: "dialog" }, make("header", {}, make("h2", { id: "dialog-title" }, title),
    make("button", { type: "button", class: "small", onclick: close }, t("close"))), body, row);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (primary && (await primary[1]()) !== false) close();
  });
  dialog.replaceChildren(form);
  dialog.className = wide ? "wide" : "";
  dialog.setAttribute("aria-labelledby", "dialog-title");
  dialog.showModal();
  return close;
}
