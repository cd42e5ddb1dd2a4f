// What the desk says, in Spanish and English. A key that is missing is shown as it is, and a test finds it.

export const WORDS = {
  es: {
    studio: "Estudio", skip: "Ir al formulario", template: "Plantilla", history: "Historial", undo: "Deshacer", redo: "Rehacer",
    copy_command: "Copiar orden", save_preset: "Guardar ajuste", render: "Producir", interface: "Idioma y luz de la mesa", night: "Mesa oscura",
    panels: "Paneles", plate: "Placa", layers: "Capas", warnings: "Avisos", kept: "Archivo", picture: "Imagen", look_closer: "Mirar de cerca",
    picture_keys: "Imagen. Espacio reproduce; flechas, un fotograma; J K L, atrás, pausa y adelante; I y O, entrada y salida.",
    wipe: "Cortina entre las dos versiones", time: "Tiempo",
    look: "Estilo", language: "Idioma", canvas: "Lienzo", rate: "Cadencia", start: "Primer fotograma", treatments: "Tratamientos", seed: "Semilla", who: "Quién y cuándo",
    parameters: "Palabras y valores", reset: "Volver a lo previsto", lock: "Fijar", given: "Cambiado",
    from_world: "Del mundo", add: "Añadir", remove: "Quitar", up: "Subir", down: "Bajar", none: "Nada", row: "Fila",
    es: "Español", en: "English", zh: "中文", ar: "العربية",
    play: "Reproducir", pause: "Pausa", first: "Al principio", last: "Al final", back: "Un fotograma atrás", on: "Un fotograma adelante",
    loop: "Repetir", frame: "Fotograma", timecode: "Código de tiempo", mark_in: "Entrada aquí", mark_out: "Salida aquí", clear_marks: "Quitar entrada y salida", scrub: "Posición", sound: "Sonido",
    part_1: "tamaño entero", part_n: "1/{n} del tamaño", compiled: "compuesto en {ms} ms", painted: "pintado en {ms} ms",
    choose_file: "Elegir archivo", pick_colour: "Elegir color", slide: "Deslizador", story: "Historia", frames_24: "fotogramas a 24", locked_word: "Fijado",
    close: "Cerrar", ground_none: "Sin fondo", checker: "Damero", grey: "Gris", black: "Negro", white: "Blanco", other_still: "Otra imagen…",
    size: "Tamaño de la imagen", auto: "Auto", whole: "Entero", channel: "Canal", colour: "Color", alpha: "Alfa",
    luminance: "Luminancia", ground: "Fondo", exposure: "Exposición", guide_safe: "Márgenes", guide_device: "Aparato", guide_warnings: "Avisos",
    zoom: "Ampliación", fit: "Encajar", pixels: "Píxeles", closer: "Acercar", farther: "Alejar", guides: "Guías", compare: "Comparar", wall: "Muro",
    solo: "Sola", added_light: "luz que se suma", layers_help: "De arriba abajo, como se apilan. Todas juntas son la imagen exacta de la placa.",
    all_layers: "Mostrar todas", choose_citizen: "Elegir ciudadano", another_citizen: "Elegir a otro", nobody: "Nadie",
    nobody_help: "Nadie del mundo: valen las palabras y los valores de abajo.", own_moment: "el momento propio de la plantilla",
    own_moment_again: "El propio", moment: "Momento", search_citizen: "Nombre, número, teléfono o expediente", other_people: "Otras personas",
    cast: "Reparto", crowd: "Población", nobody_found: "Nadie se llama así.", scenes: "Escenas", take_moment: "Usar este momento",
    rule_hairline: "Línea fina", rule_small_text: "Letra pequeña", rule_overflow: "Desborda", rule_contrast: "Contraste",
    rule_letters: "Faltan letras", warnings_help: "Lo que es flojo en la placa; los recuadros señalan lo que se ve en este fotograma.",
    no_warnings: "Nada que objetar.", this_version: "Esta versión, tal como está", compare_with: "A la derecha",
    compare_help: "A la izquierda, lo que se edita; a la derecha, lo elegido. La cortina se arrastra o se mueve con las flechas.",
    wall_of: "Variantes", looks_languages: "Estilos × idiomas", wall_cast: "El reparto", wall_crowd: "Doce personas de la población",
    show_wall: "Mostrar", copied: "Copiado.", preset_name: "Nombre del ajuste",
    preset_help: "Se guarda en la carpeta del proyecto; `ministerio batch` también lo produce.", save: "Guardar", saved_as: "Guardado: {path}",
    formats: "Formatos", frames: "Fotogramas", shot: "Plano", version: "Versión",
    render_help: "La orden exacta se puede copiar después. «next» es la primera versión libre.", start_render: "Empezar",
    presets: "Ajustes guardados", no_presets: "Ninguno todavía.", renders: "Producciones", no_renders: "Ninguna en esta sesión.", stop: "Parar",
    open_folder: "Abrir carpeta", render_running: "en marcha", render_done: "terminada", render_failed: "no salió", render_stopped: "parada",
    lost: "Se perdió la conexión con el estudio.", found_again: "Conectado de nuevo.",
    faulty: "La última imagen buena sigue aquí. Hay que arreglar:",
  },
  en: {
    studio: "Studio", skip: "Go to the form", template: "Template", history: "History", undo: "Undo", redo: "Redo",
    copy_command: "Copy command", save_preset: "Save preset", render: "Render", interface: "Language and light of the desk", night: "Dark desk",
    panels: "Panels", plate: "Plate", layers: "Layers", warnings: "Warnings", kept: "Kept", picture: "Picture", look_closer: "Look closer",
    picture_keys: "Picture. Space plays; arrows step a frame; J K L go back, pause, go on; I and O mark in and out.",
    wipe: "Wipe between the two versions", time: "Time",
    look: "Look", language: "Language", canvas: "Canvas", rate: "Rate", start: "First frame", treatments: "Treatments", seed: "Seed", who: "Who and when",
    parameters: "Words and values", reset: "Back to what was", lock: "Lock", given: "Changed",
    from_world: "From the world", add: "Add", remove: "Remove", up: "Up", down: "Down", none: "Nothing", row: "Row",
    es: "Español", en: "English", zh: "中文", ar: "العربية",
    play: "Play", pause: "Pause", first: "To the start", last: "To the end", back: "One frame back", on: "One frame on",
    loop: "Loop", frame: "Frame", timecode: "Timecode", mark_in: "In here", mark_out: "Out here", clear_marks: "Clear in and out", scrub: "Position", sound: "Sound",
    part_1: "full size", part_n: "1/{n} size", compiled: "compiled in {ms} ms", painted: "painted in {ms} ms",
    choose_file: "Choose file", pick_colour: "Pick a colour", slide: "Slider", story: "Story", frames_24: "frames at 24", locked_word: "Locked",
    close: "Close", ground_none: "No ground", checker: "Checker", grey: "Grey", black: "Black", white: "White", other_still: "Another still…",
    size: "Size of the picture", auto: "Auto", whole: "Whole", channel: "Channel", colour: "Colour", alpha: "Alpha", luminance: "Luminance",
    ground: "Ground", exposure: "Exposure", guide_safe: "Margins", guide_device: "Device", guide_warnings: "Warnings", zoom: "Zoom", fit: "Fit",
    pixels: "Pixels", closer: "Closer", farther: "Farther", guides: "Guides", compare: "Compare", wall: "Wall", solo: "Solo",
    added_light: "added light", layers_help: "Top to bottom, as they are stacked. All of them together are the plate's exact picture.",
    all_layers: "Show all", choose_citizen: "Choose citizen", another_citizen: "Choose another", nobody: "Nobody",
    nobody_help: "Nobody of the world: the words and values below hold.", own_moment: "the template's own moment", own_moment_again: "Its own",
    moment: "Moment", search_citizen: "Name, number, telephone or file", other_people: "Other people", cast: "Cast", crowd: "Population",
    nobody_found: "Nobody is called so.", scenes: "Scenes", take_moment: "Take this moment", rule_hairline: "Hairline", rule_small_text: "Small text",
    rule_overflow: "Overflow", rule_contrast: "Contrast", rule_letters: "Missing letters",
    warnings_help: "What is weak in the plate; boxes show what of it is in this frame.", no_warnings: "Nothing to remark.",
    this_version: "This version, as it is now", compare_with: "On the right",
    compare_help: "On the left is what you edit, on the right what you choose. Drag the wipe, or move it with the arrow keys.", wall_of: "Variants",
    looks_languages: "Looks × languages", wall_cast: "The cast", wall_crowd: "Twelve of the population", show_wall: "Show", copied: "Copied.",
    preset_name: "Name of the preset", preset_help: "Saved in the project's folder; `ministerio batch` renders it, too.", save: "Save",
    saved_as: "Saved: {path}", formats: "Formats", frames: "Frames", shot: "Shot", version: "Version",
    render_help: "The exact command can be copied afterwards. “next” is the first free version.", start_render: "Start", presets: "Presets",
    no_presets: "None yet.", renders: "Renders", no_renders: "None in this session.", stop: "Stop", open_folder: "Open folder",
    render_running: "running", render_done: "done", render_failed: "failed", render_stopped: "stopped",
    lost: "The connection with the studio is lost.", found_again: "Connected again.",
    faulty: "The last good picture stays. To be mended:",
  },
};

let spoken = localStorage.getItem("ministerio.interface") || (navigator.language.startsWith("es") ? "es" : "en");

export const t = (key, values = {}) =>
  (WORDS[spoken][key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

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
