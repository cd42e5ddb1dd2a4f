"""Compose: a template, and what it is asked, to the text of one document.

    compose(template, request, clock) -> Composed(text, tracks, file, base)

Every fault is a TemplateError with the template's file and line. The text's elements carry the file and line that wrote them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

from jinja2 import FunctionLoader, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2 import Template as JinjaTemplate
from jinja2.parser import Parser

from generator.documents.canvas import Canvas
from generator.documents.crowd import Crowd
from generator.documents.helpers import FILTERS, Writer, functions, language_filters
from generator.documents.layout import Box
from generator.documents.looks import OWN, look_view, read_look
from generator.documents.meter import Limits, Meter, SpentError
from generator.documents.namespaces import UI
from generator.documents.sandbox import Sandbox
from generator.documents.screens import device_for, screen_view
from generator.documents.seconds import Seconds
from generator.documents.sheet import read
from generator.documents.template import SCENE, Source, Template
from generator.documents.view import View
from generator.documents.words import MissingWordError, Words, read_words
from generator.languages import of as language_of
from generator.languages.language import Language
from generator.motion.track import Track
from generator.problems import About, MinisterioError, Origin, Problem, TemplateError, did_you_mean
from generator.values.rate import Rate

_ROOT = re.compile(r"<svg\b[^>]*>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Request:
    """What a template is asked for. ``parameters`` are typed (:meth:`Manifest.values`); ``facts`` are further names for the template, of
    which those that move are Tracks."""

    parameters: Mapping[str, Any]
    look: str
    language: str
    canvas: Canvas
    rate: Rate
    seed: int = 0
    treatments: frozenset[str] = frozenset()
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Composed:
    """A document's text, the Tracks that its handles stand for, the file it comes from, and what its relative names start from."""

    text: str
    tracks: tuple[Track[object], ...]
    file: str
    base: str


def compose(template: Template, request: Request, clock: Callable[[], float], limits: Limits | None = None) -> Composed:
    """Render a template's scene. ``clock`` gives seconds, for the time limit. Raises TemplateError."""
    scene = template.sources.get(SCENE)
    if scene is None:
        raise TemplateError(f"the template has no {SCENE}", Origin(template.file or template.name))
    language = language_of(request.language)
    writer = Writer()
    words = words_of(template, language)
    names = names_for(template, request, language, words)
    meter = Meter(limits or Limits(), clock)
    sandbox = Sandbox(FunctionLoader(loader(template)), meter, writer, names, {**FILTERS, **language_filters(language)})
    text = rendered(sandbox, template, SCENE)
    _check_root(text, scene)
    return Composed(text, tuple(writer.tracks), scene.file, template.base)


def names_for(template: Template, request: Request, language: Language, words: Words) -> dict[str, Any]:
    """Every name that a template sees, but for ``range`` and ``namespace``."""
    manifest, canvas = template.manifest, request.canvas
    page = Box(0, 0, canvas.width, canvas.height, language.rtl)
    margin = 6 * canvas.u
    return {
        **functions(canvas, language, words, request.seed),
        "p": View("parameter", request.parameters),
        "look": _look(template, request, language),
        "canvas": canvas,
        **_device(template, canvas, language),
        "page": page,
        "safe": page.inset(margin),
        "u": canvas.u,
        "people": Crowd(canvas, request.rate, manifest.duration.seconds, language.rtl),
        "language": _view("property of a language", language, ("code", "direction", "rtl", "script")),
        "duration": manifest.duration,
        "beat": View("beat", manifest.beats),
        "rate": View("property of a rate", _rate(request.rate)),
        "treatment": View("treatment", {name: name in request.treatments for name in manifest.treatments}),
        **request.facts,
    }


def _device(template: Template, canvas: Canvas, language: Language) -> dict[str, Any]:
    """The screen that the canvas is, where the template is made for some."""
    devices = template.manifest.devices
    if not devices:
        return {}
    name = device_for(devices, canvas)
    return {"device": screen_view(name, devices[name], canvas, language.rtl)}


def _view(kind: str, value: object, names: tuple[str, ...]) -> View:
    return View(kind, {name: getattr(value, name) for name in names})


def _rate(rate: Rate) -> dict[str, Any]:
    return {"fps": float(rate.fraction), "nominal": rate.nominal, "frame": Seconds(1 / rate.fraction)}


def _look(template: Template, request: Request, language: Language) -> View:
    name = f"looks/{request.look}.yaml"
    found = template.find(name)
    if not found:
        raise TemplateError(
            f"unknown look {request.look}{did_you_mean(request.look, template.looks)}", Origin(template.file or template.name)
        )
    look = read_look(found[0].text, found[0].file)
    chosen = template.manifest.variant
    return look_view(look, request.look, request.canvas, language, request.parameters[chosen] if chosen else OWN)


def words_of(template: Template, language: Language) -> Words:
    """A template's words, and the kit's."""
    return read_words([read(s.text, s.file) for s in template.find(f"words/{language.code}.yaml")], language)


def loader(template: Template) -> Callable[[str], tuple[str, str, None] | None]:
    """Jinja's way to a text: the template's own files and the kit's, by name, and no other."""

    def load(name: str) -> tuple[str, str, None] | None:
        source = template.sources.get(name)
        return (source.text, source.file, None) if source and name.endswith((".j2", ".svg")) else None

    return load


def rendered(sandbox: Sandbox, template: Template, name: str) -> str:
    """One of a template's sources, rendered; or the one TemplateError that all that can go wrong becomes."""
    scene = template.sources[name]
    try:
        page = sandbox.get_template(name)
        parts: list[str] = []
        size = 0
        for part in page.root_render_func(page.new_context()):
            size += len(part)
            if size > sandbox.meter.limits.output:
                raise SpentError(f"the template writes more than {sandbox.meter.limits.output:,} characters")
            parts.append(part)
        return "".join(parts)
    except MinisterioError:
        raise
    except TemplateSyntaxError as error:
        file = error.filename or scene.file
        raise TemplateError(_syntax(error.message or "a syntax error", sandbox), Origin(file, error.lineno)) from None
    except TemplateNotFound as error:
        known = [key for key in template.sources if key.endswith((".j2", ".svg"))]
        where = _where(error.__traceback__, scene)
        raise TemplateError(f"there is no file {error.name}{did_you_mean(str(error.name), known)}", where) from None
    except RecursionError as error:
        deep = _read_to(error.__traceback__, scene)
        if deep:
            raise TemplateError(_DEEP, deep) from None
        raise TemplateError("the template includes or calls itself without end", _where(error.__traceback__, scene)) from None
    except SyntaxError as error:  # of what Jinja made of it, which Python takes so many levels of
        raise TemplateError(_DEEP, _written_at(error, sandbox, template, scene)) from None
    except Exception as error:  # whatever a template's code can raise is the template's mistake
        about = About("word", what=error.key) if isinstance(error, MissingWordError) else None
        raise TemplateError([Problem(_told(error), _where(error.__traceback__, scene), about)]) from None


_FEW = 100
"""Calls that reading a template takes which is not nested: one that includes itself may come to its end while it is read again."""
_DEEP = "blocks, loops or an expression are nested too deeply; use macros, or set parts of it to names"


def _read_to(trace: TracebackType | None, scene: Source) -> Origin | None:
    """How far Jinja had come where it was still reading or translating a template; None where the template ran."""
    found: Origin | None = None
    file, since = scene.file, 0
    for frame, _ in _frames(trace):
        since += 1
        names = frame.f_locals
        room = frame.f_globals.get("__name__", "")
        if isinstance(frame.f_globals.get("__jinja_template__"), JinjaTemplate):
            found, since = None, 0
        elif room == "jinja2.parser" and isinstance(names.get("self"), Parser):
            file = names["self"].filename or file
            found = Origin(file, names["self"].stream.current.lineno)
        elif room in ("jinja2.compiler", "jinja2.visitor", "jinja2.optimizer", "jinja2.idtracking", "jinja2.nodes"):
            file = getattr(names.get("self"), "filename", None) or file
            line = getattr(names.get("self" if room == "jinja2.nodes" else "node"), "lineno", 0)
            found = Origin(file, line or (found.line if found else 0))
        elif found is None and room == "jinja2.environment" and frame.f_code.co_name == "_compile":
            found = Origin(names.get("filename") or file)
    return found if since > _FEW else None


def _written_at(error: SyntaxError, sandbox: Sandbox, template: Template, scene: Source) -> Origin:
    """The line of a template that a line of Python was made of."""
    name, source = next(((name, s) for name, s in template.sources.items() if s.file == error.filename), (scene.file, scene))
    table = _LINES.search(sandbox.compile(source.text, name, source.file, raw=True))
    pairs = [pair.split("=") for pair in table[1].split("&")] if table and table[1] else []
    return Origin(source.file, max((int(line) for line, python in pairs if int(python) <= (error.lineno or 0)), default=0))


_LINES = re.compile(r"^debug_info = '(.*)'$", re.MULTILINE)


def _told(error: Exception) -> str:
    """An exception as a sentence."""
    if isinstance(error, (SpentError, UndefinedError)):
        return _sentence(str(error))
    if isinstance(error, MemoryError):
        return "the template needs more memory than there is"
    if isinstance(error, ZeroDivisionError):
        return "a division by zero"
    return _sentence(str(error)) or type(error).__name__


def _syntax(message: str, sandbox: Sandbox) -> str:
    """Jinja's message, with the nearest filter or test where it knows none of a name."""
    unknown = re.match(r"No (filter|test) named '(\w+)'", message)
    if unknown:
        known = sandbox.filters if unknown[1] == "filter" else sandbox.tests
        return f"there is no {unknown[1]} {unknown[2]}{did_you_mean(unknown[2], known)}"
    return _sentence(message)


def _sentence(text: str) -> str:
    """A message of Jinja's or Python's in the way that ours are written."""
    text = text.strip().rstrip(".")
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _where(trace: TracebackType | None, scene: Source) -> Origin:
    """The innermost line of a template in a traceback."""
    found = Origin(scene.file)
    for frame, line in _frames(trace):
        page = frame.f_globals.get("__jinja_template__")
        if isinstance(page, JinjaTemplate):
            found = Origin(page.filename or page.name or scene.file, page.get_corresponding_lineno(line))
    return found


def _frames(trace: TracebackType | None) -> Iterator[tuple[Any, int]]:
    while trace is not None:
        yield trace.tb_frame, trace.tb_lineno
        trace = trace.tb_next


def _check_root(text: str, scene: Source) -> None:
    """The root declares our namespace, since every element carries our stamp."""
    root = _ROOT.search(text)
    if root and UI not in root[0]:
        stamp = re.search(r'ui:at="[^"]*:(\d+)"', root[0])
        raise TemplateError(f'the root <svg> needs xmlns:ui="{UI}"', Origin(scene.file, int(stamp[1]) if stamp else 0))
