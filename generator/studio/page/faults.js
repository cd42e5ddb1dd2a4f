// Faults in plain words: what is wrong, and at which field, without a word of code. The template's author reads file and line beside them.

import { make, titled } from "./dom.js";
import { inWords, t } from "./words.js";

const LETTERS = 8; // so many missing letters are named in one sentence

/** What is wrong, in a sentence of the desk's language where there is one. */
export function plain(problem) {
  if (problem.kind === "overflow") return problem.spare > 1 ? t("fault_overflow", { n: problem.spare }) : t(problem.spare ? "fault_overflow_one" : "fault_overflow_high");
  if (problem.kind === "letters") return t("fault_letters", { letters: letters(problem.what.split("\n")) });
  if (problem.kind === "word") return t("fault_word", { key: problem.what });
  return inWords(problem);
}

function letters(missing) {
  const codes = (chars) => [...chars].map((char) => `U+${char.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`).join(" ");
  return missing.slice(0, LETTERS).map((chars) => `${chars} (${codes(chars)})`).join(", ") + (missing.length > LETTERS ? "…" : "");
}

let known = []; // the parameters of the plate that is shown

/** Whose fields are spoken of from now on. */
export function know(parameters) {
  known = parameters;
}

/** The field that a path leads to, as people call it: "History, row 2". */
function fieldName(path) {
  let inner = known;
  return path.map((part) => {
    const spec = typeof part === "number" ? inner.of : (inner.fields ?? inner).find?.((one) => one.name === part);
    inner = spec ?? {};
    return typeof part === "number" ? `${t("row").toLowerCase()} ${part + 1}` : titled(spec ?? { name: part });
  }).join(", ");
}

/** What a problem is about: its fields, or else the text itself. */
function subject(problem) {
  if (problem.fields?.length) return [...new Set(problem.fields.map(fieldName))].join("; ");
  return problem.text ? `«${problem.text.length > 40 ? `${problem.text.slice(0, 39)}…` : problem.text}»` : "";
}

/** Problems of the same kind and subject together, the gravest of them first. */
export function gathered(problems) {
  const groups = new Map();
  for (const problem of problems) {
    const key = problem.kind ? JSON.stringify([problem.kind, subject(problem), problem.kind === "overflow" ? "" : problem.what]) : JSON.stringify(problem);
    groups.set(key, [...(groups.get(key) ?? []), problem]);
  }
  return [...groups.values()].map((group) => group.sort((a, b) => (b.spare ?? 0) - (a.spare ?? 0)));
}

/** A group of problems in plain words. */
export function sentence(group) {
  const about = subject(group[0]);
  const later = marked(group).find((problem) => problem.later)?.later;
  return make("p", {}, about ? make("strong", {}, `${about}: `) : null, plain(group[0]), later ? ` ${t("fault_later", { n: later })}` : null);
}

/** Files and lines of a group, with what a template's author is told there; `brief`: all of them before one message. */
export function authored(group, brief = false) {
  const lines = group.filter((problem) => problem.file).map((problem) => [problem.line ? `${problem.file}:${problem.line}` : problem.file, problem.kind ? problem.message : ""]);
  const row = (places, message, title) => make("p", { class: "code", title }, ...places.map((place) => make("code", {}, place)), message);
  if (!brief || !lines.length) return lines.map(([place, message]) => row([place], message));
  return [row([...new Set(lines.map(([place]) => place))], lines[0][1], lines.map((line) => line.join(" ")).join("\n"))];
}

/** What is marked on the picture: of a group what the picture shows, else what its frame would show, else where it is in another one. */
export function marked(problems) {
  return gathered(problems).flatMap((group) => {
    const boxed = group.filter((problem) => problem.boxes?.length);
    const now = boxed.filter((problem) => !problem.later);
    const there = now.filter((problem) => problem.there);
    return there.length ? there : now.length ? now : boxed;
  });
}

/** What the list of warnings calls a fault. */
export const rule = (problem) => t(`rule_${problem.kind || "fault"}`);
