// What the desk says, in Spanish and English. A key that is missing is shown as it is, and a test finds it.

export const WORDS = {
  es: {
    studio: "Estudio", skip: "Ir al formulario", template: "Plantilla", history: "Historial", undo: "Deshacer", redo: "Rehacer",
    copy_command: "Copiar orden", save_preset: "Guardar ajuste", render: "Producir", interface: "Idioma y luz de la mesa", night: "Mesa oscura",
    panels: "Paneles", plate: "Placa", layers: "Capas", warnings: "Avisos", kept: "Archivo", picture: "Imagen", look_closer: "Mirar de cerca",
    picture_keys: "Imagen. Espacio reproduce; flechas, un fotograma; J K L, atrás, pausa y adelante; I y O, entrada y salida.",
    wipe: "Cortina entre las dos versiones", time: "Tiempo",
    look: "Estilo", language: "Idioma", canvas: "Lienzo", rate: "Cadencia", treatments: "Tratamientos", seed: "Semilla", who: "Quién y cuándo",
    parameters: "Palabras y valores", reset: "Volver a lo previsto", lock: "Fijar", locked: "Fijado: nada lo cambia", given: "Cambiado",
    from_world: "Del mundo", add: "Añadir", remove: "Quitar", up: "Subir", down: "Bajar", none: "Nada", row: "Fila",
    es: "Español", en: "English", zh: "中文", ar: "العربية",
    play: "Reproducir", pause: "Pausa", first: "Al principio", last: "Al final", back: "Un fotograma atrás", on: "Un fotograma adelante",
    loop: "Repetir", frame: "Fotograma", timecode: "Código de tiempo", mark_in: "Entrada aquí", mark_out: "Salida aquí", clear_marks: "Quitar entrada y salida", scrub: "Posición", sound: "Sonido",
    part_1: "tamaño entero", part_n: "1/{n} del tamaño", compiled: "compuesto en {ms} ms", painted: "pintado en {ms} ms",
    choose_file: "Elegir archivo", pick_colour: "Elegir color", slide: "Deslizador", story: "Historia", frames_24: "fotogramas a 24", locked_word: "Fijado",
    faulty: "La última imagen buena sigue aquí. Hay que arreglar:", yes: "sí", no: "no",
  },
  en: {
    studio: "Studio", skip: "Go to the form", template: "Template", history: "History", undo: "Undo", redo: "Redo",
    copy_command: "Copy command", save_preset: "Save preset", render: "Render", interface: "Language and light of the desk", night: "Dark desk",
    panels: "Panels", plate: "Plate", layers: "Layers", warnings: "Warnings", kept: "Kept", picture: "Picture", look_closer: "Look closer",
    picture_keys: "Picture. Space plays; arrows step a frame; J K L go back, pause, go on; I and O mark in and out.",
    wipe: "Wipe between the two versions", time: "Time",
    look: "Look", language: "Language", canvas: "Canvas", rate: "Rate", treatments: "Treatments", seed: "Seed", who: "Who and when",
    parameters: "Words and values", reset: "Back to what was", lock: "Lock", locked: "Locked: nothing changes it", given: "Changed",
    from_world: "From the world", add: "Add", remove: "Remove", up: "Up", down: "Down", none: "Nothing", row: "Row",
    es: "Español", en: "English", zh: "中文", ar: "العربية",
    play: "Play", pause: "Pause", first: "To the start", last: "To the end", back: "One frame back", on: "One frame on",
    loop: "Loop", frame: "Frame", timecode: "Timecode", mark_in: "In here", mark_out: "Out here", clear_marks: "Clear in and out", scrub: "Position", sound: "Sound",
    part_1: "full size", part_n: "1/{n} size", compiled: "compiled in {ms} ms", painted: "painted in {ms} ms",
    choose_file: "Choose file", pick_colour: "Pick a colour", slide: "Slider", story: "Story", frames_24: "frames at 24", locked_word: "Locked",
    faulty: "The last good picture stays. To be mended:", yes: "yes", no: "no",
  },
};

let spoken = localStorage.getItem("ministerio.interface") || (navigator.language.startsWith("es") ? "es" : "en");

export const t = (key, values = {}) =>
  (WORDS[spoken][key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

export const has = (key) => key in WORDS[spoken];
export const language = () => spoken;

const ICONS = {};

/** Put the words of the desk's language on everything below a node that asks for some. */
export function speak(root = document) {
  document.documentElement.lang = spoken;
  for (const node of root.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  for (const node of root.querySelectorAll("[data-l]")) {
    node.setAttribute("aria-label", t(node.dataset.l));
    if (node.matches("button,select,input")) node.title = t(node.dataset.l);
  }
  for (const node of root.querySelectorAll("[data-i]")) if (!node.firstChild) node.append(icon(node.dataset.i));
}

export function choose(language) {
  spoken = language;
  localStorage.setItem("ministerio.interface", language);
  speak();
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

export function addIcons(more) {
  Object.assign(ICONS, more);
}
