// Questions to the studio, and its news.

import { inWords } from "./words.js";

/** What went wrong, as the studio tells it: problems with a file and a line each. */
export class Fault extends Error {
  constructor(problems, status) {
    super(problems.map(inWords).join("\n"));
    this.problems = problems;
    this.status = status;
  }
}

/** Thrown where a later question took the place of this one. */
export class Stale extends Error {}

// Not randomUUID: at an address beyond loopback, which has no certificate, browsers do not offer it.
export const page = crypto.getRandomValues(new Uint32Array(1))[0].toString(16).padStart(8, "0");

/** An answer, or what went wrong thrown as a Fault. */
export async function answered(response) {
  if (response.status === 204) throw new Stale();
  if (response.ok) return response;
  const text = await response.text();
  let problems;
  try {
    problems = JSON.parse(text).problems;
  } catch {
    problems = [{ message: text || response.statusText, file: "", line: 0 }];
  }
  throw new Fault(problems, response.status);
}

export async function get(path) {
  return (await answered(await fetch(path))).json();
}

/** `slot` in the body: a later question of this page for the same place takes this one's place. */
export async function ask(path, body) {
  if (body.slot) body = { ...body, slot: `${page}.${body.slot}` };
  const response = await fetch(path, {
    method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body),
  });
  return answered(response);
}

export async function tell(path, body) {
  return (await ask(path, body)).json();
}

/** One frame as a bitmap with what is said of it. `slot`: a later question for it takes this one's place. */
export async function frame(wish, sight, slot, aside = false) {
  const response = await ask("/api/frame", { wish, sight, slot, aside });
  const facts = JSON.parse(response.headers.get("x-studio"));
  return { bitmap: await createImageBitmap(await response.blob()), ...facts };
}

/** News from the studio, as long as the page is open. */
export function news(listen) {
  const source = new EventSource("/api/events");
  source.onmessage = (event) => listen(JSON.parse(event.data));
  source.onerror = () => listen({ kind: "lost" });
}
