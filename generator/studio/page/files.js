// A picture, a recording or a track: what was uploaded before, or a file of this computer.

import { answered } from "./api.js";
import { make, unique } from "./dom.js";
import { t } from "./words.js";

const TAKES = { image: "image/png,image/jpeg,image/webp,image/gif", sound: ".wav,.flac,.mp3,.m4a,.ogg", track: ".csv,.json" };

/** Send a file to the project's uploads; gives the name that parameters call it by. */
export async function upload(file) {
  const sent = fetch(`/api/upload?name=${encodeURIComponent(file.name)}`, { method: "POST", headers: { "content-type": "application/octet-stream" }, body: file });
  return (await (await answered(await sent)).json()).name;
}

export function fileField(spec, changed, context) {
  const words = make("input", { id: unique("f"), type: "text", spellcheck: "false", placeholder: t("none"), list: context.files?.(spec.type) });
  words.addEventListener("change", () => changed(words.value));
  const chosen = make("input", { type: "file", accept: TAKES[spec.type], hidden: true });
  const button = make("button", { type: "button", class: "small", onclick: () => chosen.click() }, t("choose_file"));
  chosen.addEventListener("change", async () => {
    const file = chosen.files[0];
    chosen.value = "";
    if (!file) return;
    try {
      changed((words.value = await upload(file)));
    } catch (error) {
      context.notice(error.message, true);
    }
  });
  return { node: make("div", { class: "pair" }, words, button, chosen), id: words.id, set: (value) => document.activeElement !== words && (words.value = value ?? "") };
}
