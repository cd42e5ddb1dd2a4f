// How elements are made and found.

/** An element with attributes and children: `make("button", { class: "icon", onclick: f }, "text")`. */
export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name in node && typeof value === "boolean") node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export function vector(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

export const $ = (selector) => document.querySelector(selector);

/** A key of a manifest for people: `reason_at` is "Reason at". */
const spaced = (key) => (key.charAt(0).toUpperCase() + key.slice(1)).replaceAll(/[_-]/g, " ");

/** What the key of a look, a choice, a layer, ... is called, among those that have a name in the desk's language. */
export const called = (names, key) => names?.[key] ?? spaced(key);

/** What a parameter or a field of a record is called. */
export const titled = (spec) => spec.called ?? spaced(spec.name);

/** Put other children into a node. What had the focus there has it again where there is one of its id still; else what `otherwise` finds. */
export function refill(root, children, otherwise = "button") {
  const had = root.contains(document.activeElement) ? document.activeElement : null;
  root.replaceChildren(...children);
  if (had) ((had.id && root.querySelector(`#${CSS.escape(had.id)}`)) || root.querySelector(otherwise))?.focus({ preventScroll: true });
}

let count = 0;
export const unique = (stem) => `${stem}-${++count}`;
