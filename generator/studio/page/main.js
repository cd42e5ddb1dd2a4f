// The page: one store, one stage, one line of time, and what joins them.

import { Fault, get, news, page, Stale, tell } from "./api.js";
import { $, make } from "./dom.js";
import { Form } from "./form.js";
import { Frames } from "./frames.js";
import { ICONS } from "./icons.js";
import { Stage } from "./stage.js";
import { Store } from "./store.js";
import { keys, Time } from "./time.js";
import { addIcons, choose, speak, t } from "./words.js";

addIcons(ICONS);

const store = new Store();
const view = { part: "auto", ground: "#808080", channel: "colour", stops: 0, layers: null };
let plate = null;
let edition = "";

const notice = (text, bad = false) => {
  $("#notice").textContent = text;
  $("#notice").classList.toggle("bad", bad);
};

const frames = new Frames("main", { shown, failed, busy: (yes) => $("#desk").classList.toggle("busy", yes) });
const stage = new Stage(() => picture());
const time = new Time({ at: () => picture(), ahead: fetchAhead, ready: (frame) => Boolean(frames.has(store.wish, sight(frame))) });
const form = new Form($("#form"), store, { notice, who: () => make("section", { class: "who", hidden: true }) });

function sight(frame = time.frame) {
  return { frame, part: part(), channel: view.channel, ground: view.ground, stops: view.stops, layers: view.layers };
}

/** How much smaller the picture is made than the plate: as the screen can show it, at most half as wide, and whole once one looks closer. */
function part() {
  if (view.part !== "auto") return view.part;
  if (stage.scale > 0.75) return 1;
  return Math.min(8, Math.max(2, Math.floor(1 / stage.scale)));
}

function picture() {
  if (plate) frames.want(store.wish, sight());
}

function shown(frame) {
  stage.show("a", frame.bitmap);
  $("#size").textContent = `${frame.size[0]} × ${frame.size[1]}, ${part() === 1 ? t("part_1") : t("part_n", { n: part() })}`;
  $("#spent").textContent = [frame.ms.compile >= 1 ? t("compiled", { ms: Math.round(frame.ms.compile) }) : "", t("painted", { ms: Math.round(frame.ms.paint) })].filter(Boolean).join(", ");
  $("#picture").dataset.frame = time.frame;
  $("#fault").hidden = true;
  form.faults([]);
}

function failed(error) {
  const problems = error instanceof Fault ? error.problems : [{ message: String(error), file: "", line: 0 }];
  const rest = form.faults(problems);
  $("#fault").hidden = false;
  $("#fault").replaceChildren(
    make("p", {}, t("faulty")),
    make("ul", {}, ...(rest.length ? rest : problems).slice(0, 12).map((problem) => make("li", {}, problem.file ? make("code", {}, problem.line ? `${problem.file}:${problem.line}` : problem.file) : null, problem.message))));
}

const ahead = new Set();
function fetchAhead(soon) {
  for (const frame of soon) {
    if (ahead.size >= 3) return;
    if (ahead.has(frame) || frames.has(store.wish, sight(frame))) continue;
    ahead.add(frame);
    frames.fetch(store.wish, sight(frame), undefined, `ahead${frame % 64}`).catch(() => {}).finally(() => ahead.delete(frame));
  }
}

async function describe() {
  try {
    const found = await tell("/api/plate", { wish: store.wish, slot: page });
    plate = found;
    form.show(plate);
    time.show(plate);
    stage.size(plate.canvas.width, plate.canvas.height);
    picture();
  } catch (error) {
    if (!(error instanceof Stale)) failed(error);
  }
}

store.listen((why) => {
  $("#undo").disabled = !store.past.length;
  $("#redo").disabled = !store.future.length;
  if (why === "begin") plate = null;
  if (why !== "lock") picture();
  describe();
});

async function begin(name) {
  store.begin({ template: name, parameters: {} });
}

function localise() {
  speak();
  time.build();
  $("#speak-es").setAttribute("aria-pressed", String(document.documentElement.lang === "es"));
  $("#speak-en").setAttribute("aria-pressed", String(document.documentElement.lang === "en"));
  if (plate) (form.show(plate), time.show(plate));
}

for (const code of ["es", "en"]) $(`#speak-${code}`).addEventListener("click", () => (choose(code), localise()));
$("#undo").addEventListener("click", () => store.undo());
$("#redo").addEventListener("click", () => store.redo());
$("#template").addEventListener("change", () => begin($("#template").value));

localise();
keys(time, { undo: () => store.undo(), redo: () => store.redo() });
news((item) => {
  if (item.edition && item.edition !== edition) {
    const first = !edition;
    edition = item.edition;
    frames.forget(edition);
    if (!first) (picture(), describe());
  }
});

const desk = await get("/api/desk");
$("#template").replaceChildren(...desk.templates.map((one) => make("option", { value: one.name }, one.title)));
const wanted = desk.template || (desk.templates.some((one) => one.name === "score_hud") ? "score_hud" : desk.templates[0]?.name);
$("#template").value = wanted;
begin(wanted);
