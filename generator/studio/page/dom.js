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

/** A name of a manifest for people: `reason_at` is "Reason at". */
export const spaced = (name) => (name.charAt(0).toUpperCase() + name.slice(1)).replaceAll("_", " ");

/** Put other children into a node. What had the focus there has it again where there is one of its id still; else what `otherwise` finds. */
export function refill(root, children, otherwise = "button") {
  const had = root.contains(document.activeElement) ? document.activeElement : null;
  root.replaceChildren(...children);
  if (had) ((had.id && root.querySelector(`#${CSS.escape(had.id)}`)) || root.querySelector(otherwise))?.focus({ preventScroll: true });
}

let count = 0;
export const unique = (stem) => `${stem}-${++count}`;
