// The page: one store, one stage, one line of time, and what joins them.

import { Fault, get, news, Stale, tell } from "./api.js";
import { Compare, Wall } from "./compare.js";
import { $, make } from "./dom.js";
import { authored, gathered, marked, sentence } from "./faults.js";
import { Form } from "./form.js";
import { Frames } from "./frames.js";
import { Keep } from "./keep.js";
import { Layers } from "./layers.js";
import { Memory } from "./memory.js";
import { story, who } from "./people.js";
import { Sound } from "./sound.js";
import { Stage } from "./stage.js";
import { Store } from "./store.js";
import { keys, Time } from "./time.js";
import { Tools } from "./tools.js";
import { Warnings } from "./warnings.js";
import { choose, language, speak, t } from "./words.js";

const store = new Store();
const view = { part: "auto", ground: "#808080", channel: "colour", stops: 0, layers: null };
const AHEAD = 3; // frames that are fetched at once while the plate plays
let plate = null;
let described = null; // the wish that `plate` is of
let edition = "";
let uploads = {};
let latest = null; // the frame that is shown
let problems = []; // what keeps the one that is wanted from being made
let memory = null;

function notice(text, bad = false) {
  $("#notice").textContent = text;
  $("#notice").classList.toggle("bad", bad);
}

const frames = new Frames("main", { shown, failed, busy: (yes) => $("#desk").classList.toggle("busy", yes) });
const stage = new Stage(() => (tools.show(), picture()));
const time = new Time({ at: () => picture(), ahead: fetchAhead, ready: (frame) => Boolean(frames.has(store.wish, sight(frame))) });
const sound = new Sound(time, notice);
time.extra = () => sound.button();
const context = { notice, who: () => who(store, () => plate, notice), story: (at, chosen) => story({ ...store.wish, at }, chosen, notice, true), files };
const form = new Form($("#form"), store, context);
const layers = new Layers(view, () => picture());
const warnings = new Warnings((remarks) => tools.warn(remarks));
const compare = new Compare(stage, store, { sight, plate: () => plate, presets: () => keep.presets, preset: (name) => keep.preset(name), notice });
const wall = new Wall(store, { sight, plate: () => plate, notice });
const keep = new Keep(store, { time, plate: () => plate, notice });
keep.opened = () => tab("kept");
const tools = new Tools(stage, view, { changed: () => picture(), compare: () => compare.choose(), wall: () => wall.choose(), notice });

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
  if (!plate) return;
  frames.want(store.wish, sight());
  compare.want();
}

/** Say how large a picture is, and what it took. */
function told(frame) {
  const n = Math.round(plate.canvas.width / frame.size[0]);
  $("#size").textContent = `${frame.size[0]} × ${frame.size[1]}, ${n === 1 ? t("part_1") : t("part_n", { n })}`;
  const ms = (value) => ({ ms: Math.round(value) });
  $("#spent").textContent = [frame.ms.compile >= 1 ? t("compiled", ms(frame.ms.compile)) : "", t("painted", ms(frame.ms.paint))].filter(Boolean).join(", ");
}

function shown(frame, key) {
  if (!plate) return; // it is of a template that was left
  stage.show("a", frame.bitmap);
  latest = frame;
  told(frame);
  $("#picture").dataset.frame = JSON.parse(key)[2].frame;
  $("#picture").dataset.key = key;
  $("#picture").dataset.cpu = frame.ms.cpu;
  $("#picture").dataset.shown = performance.now();
  problems = [];
  $("#fault").hidden = true;
  form.faults([]);
  warnings.faulty([]);
  if (!time.playing) warnings.soon(store.wish, sight());
}

function failed(error) {
  const found = error instanceof Fault ? error.problems : [{ message: String(error), file: "", line: 0 }];
  // The form's question finds some of the same faults, but has no picture to show where they are.
  problems = found.map((problem) => (problem.boxes ? problem : { ...problems.find((one) => one.message === problem.message), ...problem }));
  faulty();
}

/** Say what keeps the picture from being made: over it, at the fields, and among the warnings. */
function faulty() {
  form.faults(problems);
  warnings.faulty(problems);
  const banner = $("#fault");
  banner.hidden = false;
  banner.replaceChildren(make("p", { class: "quiet" }, t("faulty")), make("ul", {}, ...gathered(problems).slice(0, 12).map((group) => make("li", {}, sentence(group), ...authored(group, true)))));
  banner.classList.remove("above");
  const { y: top, zoom } = stage.box();
  const boxes = marked(problems).flatMap((problem) => problem.boxes ?? []);
  const under = boxes.filter(([, y, , height]) => top + (y + height) * zoom > banner.offsetTop).length;
  const over = boxes.filter(([, y]) => top + y * zoom < 16 + banner.offsetHeight).length;
  banner.classList.toggle("above", under > over); // what is marked is not to be covered
}

const ahead = new Set();
let spacing = 0; // ms from one frame that was made ahead to the next, smoothed
let made = 0;

/** Have the next frames made while the plate plays. Where that takes longer than they last, only every second, third, ... one is. */
function fetchAhead(soon) {
  const stride = Math.max(1, Math.ceil((spacing / 1000) * time.perSecond - 0.1));
  for (const frame of soon) {
    if (ahead.size >= AHEAD) return;
    if (stride > 1 && (frame % stride || Math.abs(frame - soon[0]) < stride)) continue;
    if (ahead.has(frame) || frames.has(store.wish, sight(frame))) continue;
    ahead.add(frame);
    const began = performance.now();
    frames.fetch(store.wish, sight(frame), undefined, `ahead ${frame % 64}`).catch(() => {}).finally(() => {
      ahead.delete(frame);
      const now = performance.now();
      spacing = 0.8 * spacing + 0.2 * (now - Math.max(made, began));
      made = now;
    });
  }
}

async function describe() {
  const { wish } = store;
  try {
    const found = await tell("/api/plate", { wish, slot: "plate", speak: language() });
    if (found.template !== store.wish.template) return;
    if (!plate) store.fit(found); // what was kept may know parameters that are gone
    plate = found;
    described = wish;
    form.show(plate);
    time.show(plate);
    layers.show(plate);
    tools.plate(plate);
    sound.show(plate, store.wish, edition);
    stage.size(plate.canvas.width, plate.canvas.height);
    picture();
  } catch (error) {
    if (error instanceof Stale) return;
    if (!plate && (await fitted())) return describe();
    if (wish === store.wish) failed(error); // else somebody mended it meanwhile
  }
}

/** Work that was kept and fits its template no more: have the form without it, so that it can be mended, and drop what is not there any more.
 *  Says whether that was something. */
async function fitted() {
  const { template } = store.wish;
  try {
    const found = await tell("/api/plate", { wish: { template, parameters: {} }, slot: "plate", speak: language() });
    if (template !== store.wish.template) return false;
    const dropped = store.fit(found);
    form.show((plate = found));
    return dropped;
  } catch {
    return false; // the template itself is faulty: that is told
  }
}

/** The files of a kind that may be named, as a list that inputs offer. */
function files(kind) {
  const id = `files-${kind}`;
  const list = document.getElementById(id) ?? document.body.appendChild(make("datalist", { id }));
  list.replaceChildren(...(uploads[kind] ?? []).map((value) => make("option", { value })));
  return id;
}

async function refreshFiles() {
  uploads = (await get("/api/files")).uploads;
  for (const kind of Object.keys(uploads)) files(kind);
}

store.listen((why) => {
  $("#undo").disabled = !store.past.length;
  $("#redo").disabled = !store.future.length;
  $("#anew").disabled = !store.changed;
  if (why === "begin") {
    plate = null;
    form.faults((problems = []));
    compare.stop();
    for (const which of ["a", "b"]) stage.show(which, null);
    for (const panel of document.querySelectorAll("[role=tabpanel]")) panel.scrollTop = 0;
    keep.refresh();
  }
  memory.soon();
  form.mark();
  if (why !== "lock" && store.wish.start === described?.start) picture(); // else the frames have other numbers, which are not known yet
  describe();
});

/** Go on with a template where this tab left it, or begin with it. */
function begin(name) {
  memory.keep();
  memory.at(name, desk.template);
  const kept = memory.of(name);
  store.begin(kept?.wish ?? { template: name, parameters: {} }, kept ?? {});
}

const TABS = ["plate", "layers", "warnings", "kept"];

function tab(name, focused = false) {
  for (const one of TABS) {
    const node = $(`#tab-${one}`);
    node.setAttribute("aria-selected", String(one === name));
    node.tabIndex = one === name ? 0 : -1;
    $(`#panel-${one}`).hidden = one !== name;
    if (one === name && focused) node.focus();
  }
}

for (const [i, name] of TABS.entries()) {
  $(`#tab-${name}`).addEventListener("click", () => tab(name));
  $(`#tab-${name}`).addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by) (event.preventDefault(), tab(TABS[(i + by + TABS.length) % TABS.length], true));
  });
}

/** The templates' titles in the desk's language. */
async function titles() {
  const { templates } = await get(`/api/desk?speak=${language()}`);
  for (const option of $("#template").options) option.textContent = templates.find((one) => one.name === option.value)?.title ?? option.value;
}

function localise() {
  speak();
  time.build();
  tools.build();
  for (const code of ["es", "en"]) $(`#speak-${code}`).setAttribute("aria-pressed", String(document.documentElement.lang === code));
  if (plate) for (const part of [form, time, layers]) part.show(plate);
  if (plate) tools.plate(plate);
  if (plate && latest) told(latest);
  warnings.show(warnings.remarks);
  if (problems.length) faulty();
  keep.show();
}

function light(day) {
  document.documentElement.dataset.day = day;
  localStorage.setItem("ministerio.day", day);
  $("#day").setAttribute("aria-pressed", String(day === "dark"));
}

for (const code of ["es", "en"]) $(`#speak-${code}`).addEventListener("click", () => (choose(code), localise(), titles(), plate && describe()));
$("#day").addEventListener("click", () => light(document.documentElement.dataset.day === "dark" ? "light" : "dark"));
$("#undo").addEventListener("click", () => store.undo());
$("#redo").addEventListener("click", () => store.redo());
$("#anew").addEventListener("click", () => store.anew());
$("#template").addEventListener("change", () => begin($("#template").value));

history.replaceState(null, "", "/"); // the token is in a cookie by now, and need not be seen
light(localStorage.getItem("ministerio.day") ?? "light");
localise();
keys(time, { undo: () => store.undo(), redo: () => store.redo(), keys: { f: () => stage.zoomTo("fit"), "+": () => stage.step(1.5), "-": () => stage.step(1 / 1.5), escape: () => !$("#wall").hidden && wall.close() } });

let lost = false;
const HEARD = {
  render: (item) => keep.heard(item),
  presets: () => keep.refresh(),
  uploads: () => refreshFiles(),
  lost: () => ((lost = true), notice(t("lost"), true)),
};
news((item) => {
  HEARD[item.kind]?.(item);
  if (item.kind !== "lost" && lost) ((lost = false), notice(t("found_again")));
  if (!item.edition || item.edition === edition) return;
  const first = !edition;
  edition = item.edition;
  frames.forget(edition);
  compare.frames.forget(edition);
  if (!first) (picture(), describe());
});

const desk = await get(`/api/desk?speak=${language()}`);
for (const render of desk.renders) keep.heard(render);
await refreshFiles();
// The choice is offered and made in one turn: between the two, somebody else's choice would be lost.
memory = new Memory(store, desk.project);
const last = memory.last(desk.template);
const wanted = desk.templates.some((one) => one.name === last) ? last : desk.template || (desk.templates.some((one) => one.name === "score_hud") ? "score_hud" : desk.templates[0]?.name);
$("#template").replaceChildren(...desk.templates.map((one) => make("option", { value: one.name }, one.title)));
$("#template").value = wanted;
begin(wanted);
