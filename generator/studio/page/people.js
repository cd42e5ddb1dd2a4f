// Who is shown and when: a picker of citizens with their faces, and the story's own line.

import { tell } from "./api.js";
import { open } from "./dialog.js";
import { make, refill, vector } from "./dom.js";
import { language, t } from "./words.js";

const face = (who, size) => make("img", { src: `/api/face/${encodeURIComponent(who)}`, width: size, height: size, alt: "", loading: "lazy" });
const called = (one) => one.id || String(one.number);

/** Whether somebody can be shown only at a moment that is said: the template has none of its own. */
export const momentless = (plate, wish) => !wish.at && plate !== null && !plate.parameters.some((one) => one.fact === "at" && one.type === "moment");

/** The part of the form that says who and when. */
export function who(store, plate, notice) {
  const root = make("section", { class: "who", "aria-label": t("who") });
  const show = async () => {
    const { citizen, at } = store.wish;
    const buttons = make("div", { class: "pair" },
      make("button", { type: "button", id: "choose-citizen", onclick: () => pick(store, plate, notice) }, citizen ? t("another_citizen") : t("choose_citizen")),
      citizen ? make("button", { type: "button", id: "nobody", onclick: () => store.change("citizen", (wish) => (delete wish.citizen, delete wish.at)) }, t("nobody")) : null);
    const parts = [make("h2", {}, t("who"))];
    if (citizen) {
      parts.push(make("div", { class: "card" }, face(citizen, 80), make("div", {}, make("strong", { id: "citizen-name" }, citizen), make("p", { class: "help", id: "citizen-about" }))));
    } else parts.push(make("p", { class: "help" }, t("nobody_help")));
    parts.push(buttons);
    if (citizen) {
      parts.push(make("div", { class: "pair" }, make("output", { class: at ? "mono" : "help", id: "when" }, at ?? t("own_moment")), make("button", { type: "button", class: "small", id: "choose-moment", onclick: () => story(store.wish, (value) => store.set("at", value), notice) }, t("moment")),
        at ? make("button", { type: "button", class: "small", id: "own-moment", onclick: () => store.set("at", undefined) }, t("own_moment_again")) : null));
    }
    refill(root, parts, "#choose-citizen");
    if (!citizen) return;
    try {
      const { cast } = await tell("/api/people", { text: citizen, seed: 0, language: language(), slot: `who ${citizen}` });
      const one = cast.find((found) => called(found) === citizen) ?? cast[0];
      if (one && store.wish.citizen === citizen) {
        root.querySelector("#citizen-name").textContent = one.name;
        root.querySelector("#citizen-about").textContent = about(one);
      }
    } catch {
      // whoever it is, the picture's own fault says that there is nobody of that name
    }
  };
  const told = (why) => {
    if (!root.isConnected) store.listeners.delete(told); // the form was built anew
    else if (["citizen", "at", "history", "begin", "preset", "variant"].includes(why)) show();
  };
  store.listen(told);
  show();
  return root;
}

const about = (one) => `${one.age}, ${one.work}, ${one.district}`;

export function pick(store, plate, notice) {
  let seed = 1;
  const search = make("input", { type: "search", id: "search", placeholder: t("search_citizen"), "aria-label": t("search_citizen"), autofocus: true });
  const found = make("div", { class: "faces", "aria-live": "polite" });
  const more = make("button", { type: "button", onclick: () => ((seed += 1), look()) }, t("other_people"));
  const take = (citizen, more) => store.change("citizen", (wish) => Object.assign(wish, { citizen, ...more }));
  const chosen = (citizen) => {
    close();
    if (momentless(plate(), store.wish)) story({ ...store.wish, citizen }, (at) => take(citizen, { at }), notice);
    else take(citizen);
  };
  const card = (one) => make("button", { type: "button", class: "face", "data-citizen": called(one), onclick: () => chosen(called(one)) },
    face(called(one), 96), make("strong", {}, one.name), make("span", { class: "help" }, about(one)));
  const look = async () => {
    try {
      const { cast, crowd } = await tell("/api/people", { text: search.value, seed, language: language(), slot: "search" });
      const part = (title, people) => (people.length ? [make("h3", {}, title), make("div", { class: "grid" }, ...people.map(card))] : []);
      found.replaceChildren(...part(t("cast"), cast), ...part(t("crowd"), crowd));
      if (!cast.length && !crowd.length) found.replaceChildren(make("p", {}, t("nobody_found")));
      more.hidden = !crowd.length;
    } catch (error) {
      if (error.problems) notice(error.message, true);
    }
  };
  search.addEventListener("input", look);
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    found.querySelector(".face")?.click();
  });
  const close = open(t("choose_citizen"), make("div", {}, search, found, more), [], true);
  look();
}

/** The film's days on a line: its scenes, and how somebody's score stood. `dated`: a scene is chosen as its date and hour. */
export async function story(wish, chosen, notice, dated = false) {
  let told;
  try {
    told = await tell("/api/story", { who: wish.citizen ?? null, language: language(), slot: "story" });
  } catch (error) {
    if (error.problems) notice(error.message, true);
    return;
  }
  const time = (text) => Date.parse(`${text.replace(" ", "T")}Z`);
  const text = (at) => new Date(at).toISOString().slice(0, 19).replace("T", " ");
  const [from, to] = [time(told.begins), time(told.ends)];
  const inside = told.scenes.filter((scene) => time(scene.at) >= from && time(scene.at) <= to);
  const share = (at) => ((time(at) - from) / (to - from)) * 1000;
  const plot = vector("svg", { class: "story", viewBox: "0 0 1000 120", preserveAspectRatio: "none", "aria-hidden": "true" });
  for (const scene of inside) plot.append(vector("line", { class: "scene", x1: share(scene.at), x2: share(scene.at), y1: 0, y2: 120 }));
  if (told.events?.length) {
    const high = (balance) => 112 - (balance / 1000) * 104;
    let d = `M0 ${high(told.opening)}`;
    for (const event of told.events) d += `H${share(event.at).toFixed(1)}V${high(event.balance).toFixed(1)}`;
    plot.append(vector("path", { class: "score", d: `${d}H1000` }));
  }
  const line = make("input", { type: "range", min: 0, max: Math.round((to - from) / 60000), step: 1, "aria-label": t("moment") });
  const exact = make("input", { type: "datetime-local", step: 1, "aria-label": t("moment") });
  const happened = make("p", { class: "help", "aria-live": "polite" });
  const put = (at, from_) => {
    if (from_ !== line) line.value = Math.round((at - from) / 60000);
    if (from_ !== exact) exact.value = text(at).replace(" ", "T");
    const last = told.events?.filter((event) => time(event.at) <= at).pop();
    happened.textContent = last ? `${last.balance}  ${last.points > 0 ? "+" : "−"}${Math.abs(last.points)} ${last.what}, ${last.at}` : "";
  };
  line.addEventListener("input", () => put(from + Number(line.value) * 60000, line));
  exact.addEventListener("input", () => exact.value && put(time(exact.value), exact));
  const scenes = make("div", { class: "scenes" }, ...told.scenes.map((scene) => make("button", { type: "button", class: "small scene", onclick: () => (chosen(dated ? scene.at : `scene:${scene.id}`), close()) }, make("code", {}, scene.id), make("span", {}, ` ${scene.title}`), make("span", { class: "help mono" }, ` ${scene.at.slice(0, 16)}`))));
  const close = open(told.who ? `${t("story")}: ${told.who.name}` : t("story"), make("div", { class: "when" }, plot, line, make("p", { class: "days help mono" }, make("span", {}, told.begins.slice(0, 10)), make("span", {}, told.ends.slice(0, 10))), make("div", { class: "pair" }, exact, happened), make("h3", {}, t("scenes")), scenes),
    [[t("take_moment"), () => void chosen(exact.value.replace("T", " ")), true]], true);
  const own = wish.at && !wish.at.startsWith("scene:") ? time(wish.at) : NaN;
  const named = told.scenes.find((scene) => wish.at === `scene:${scene.id}`);
  put(Number.isNaN(own) ? time(named?.at ?? told.begins) : own);
}
