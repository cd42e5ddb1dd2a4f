"""Cue sheet: ``sound.yaml.j2``, what a template wants heard. In: a template and what it is asked for. Out: validated cues, or all faults.

    compose_sound(template, request, clock) -> CueSheet, or None where the template has no sound

The text is rendered by the same sandbox with the same names as the scene, then read as YAML. What a value writes between quotes stays
between them: it is escaped as for a document and read back here. Each line knows which line of the template wrote it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal

from jinja2 import FunctionLoader
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup, escape
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from generator.documents.compose import Request, loader, names_for, rendered, words_of
from generator.documents.helpers import FILTERS, Writer, language_filters
from generator.documents.manifest import Name
from generator.documents.meter import Limits, Meter
from generator.documents.sandbox import Sandbox
from generator.documents.seconds import Seconds
from generator.documents.sheet import Plain, Sheet, read
from generator.documents.template import SOUND, Source, Template
from generator.languages import of as language_of
from generator.problems import Origin, Problem, TemplateError, did_you_mean

_CLOSED = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)
_EDGES: tuple[Literal["after", "before", "with"], ...] = ("after", "before", "with")
_SHIFTS = ("plus", "minus")
MOST = 200
LONGEST = 3_600
_MARK = re.compile("\u2063line:(\\d+)\u2063")

_ONLY_FOR: Mapping[str, tuple[str, ...]] = {
    "country": ("ringback", "busy"),
    "text": ("voice", "file", "dtmf"),
    "say": ("voice",),
    "language": ("voice", "file"),
    "file": ("voice", "file"),
    "words": ("voice", "file"),
    "pace": ("voice",),
    "motif": ("motif",),
}


@dataclass(frozen=True, slots=True)
class When:
    """When a cue begins: with the plate (no ``edge``) or beside another cue (``before``: it ends where that begins), later by ``shift``."""

    shift: Seconds
    edge: Literal["", "after", "before", "with"] = ""
    cue: str = ""


def _when(value: object) -> When:
    if not isinstance(value, Mapping):
        return When(Seconds.parse(value))
    known = (*_EDGES, *_SHIFTS)
    wrong = next((str(key) for key in value if key not in known), None)
    if wrong is not None:
        raise ValueError(f"there is no {wrong} here{did_you_mean(wrong, known)}")
    edges = [edge for edge in _EDGES if edge in value]
    if len(edges) != 1 or len(value) > 2:
        raise ValueError("write a time, or one of after, before and with and the name of a cue, and plus or minus a time")
    shift = Seconds.parse(value.get("plus", value.get("minus", "0s")))
    return When(-shift if "minus" in value else shift, edges[0], str(value[edges[0]]))


Time = Annotated[Seconds, BeforeValidator(Seconds.parse)]
Text = Annotated[str, Field(max_length=2_000)]


class CueModel(BaseModel):
    """One cue as it is written; docs/sound.md says what each key means."""

    model_config = _CLOSED

    name: Name
    kind: Literal["ringback", "busy", "sit", "dtmf", "click", "motif", "voice", "file", "silence"]
    at: Annotated[When, BeforeValidator(_when)] = When(Seconds.parse("0s"))
    length: Time | None = Field(default=None, alias="for")
    gain: Annotated[float, Field(ge=-60, le=24)] = 0.0
    country: Annotated[str, Field(max_length=40)] = "es"
    text: Text = ""
    say: Text = ""
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")] | None = None
    file: Text = ""
    words: Text = ""
    pace: Annotated[float, Field(ge=0.5, le=2)] = 1.0
    motif: Annotated[str, Field(max_length=40)] = "warning"
    treatment: Literal["telephone", "dry"] | None = None
    bus: Literal["call", "interface", "voice"] | None = None

    @model_validator(mode="after")
    def _fits_its_kind(self) -> CueModel:
        for key, kinds in _ONLY_FOR.items():
            if key in self.model_fields_set and self.kind not in kinds:
                raise ValueError(f"{key} is for {' and '.join(kinds)}, not for {self.kind}")
        needed = {"voice": "text", "file": "file", "dtmf": "text", "silence": "length"}.get(self.kind)
        if needed and not getattr(self, needed):
            raise ValueError(f"{self.kind} needs {'for: how long it is' if needed == 'length' else needed}")
        if self.length is not None and not 0 < self.length.seconds <= LONGEST:
            raise ValueError(f"for is between 0 and {LONGEST} s")
        return self


class CueModels(BaseModel):
    """The file: its cues, and how loud their mix is to be in LUFS."""

    model_config = _CLOSED

    cues: Annotated[tuple[CueModel, ...], Field(max_length=MOST)]
    loudness: Annotated[float, Field(ge=-40, le=-9)] = -23.0


@dataclass(frozen=True, slots=True)
class CueSheet:
    """The cues of one plate, where each of them was written, and the text that they were read from."""

    cues: tuple[CueModel, ...]
    origins: tuple[Origin, ...]
    loudness: float
    text: str


def compose_sound(template: Template, request: Request, clock: Callable[[], float], limits: Limits | None = None) -> CueSheet | None:
    """Render and read a template's cues. Raises TemplateError with all faults, each at its line."""
    source = template.sources.get(SOUND)
    if source is None:
        return None
    language = language_of(request.language)
    names = names_for(template, request, language, words_of(template, language))
    filters = {**FILTERS, **language_filters(language)}
    sandbox = Sandbox(FunctionLoader(loader(template)), Meter(limits or Limits(), clock), _Quoting(), names, filters, _Lines)
    marked = rendered(sandbox, template, SOUND)
    sheet = _read(marked, source)
    found = sheet.fill(CueModels)
    origins = tuple(sheet.origin(("cues", i)) for i in range(len(found.cues)))
    return CueSheet(found.cues, origins, found.loudness, _MARK.sub("", marked))


class _Quoting(Writer):
    """Writes values so that none of them can end the quotes that it stands in."""

    def __call__(self, value: Any) -> str:
        if isinstance(value, Markup):
            return value
        return Markup(str(escape(super().__call__(value))).replace("\\", "&#92;").replace("\n", "&#10;"))

    def _handle(self, track: object) -> str:
        raise TypeError("a value that moves has no place in a sound")


class _Lines(Extension):
    """The Jinja extension that ends each line of a cue sheet with its number; what other files write has none."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        """The tokens with marks in their text."""
        return _marked(stream) if stream.name == SOUND else stream


def _marked(tokens: Iterable[Token]) -> Iterator[Token]:
    last = 1
    for token in tokens:
        last = token.lineno
        if token.type != "data":
            yield token
            continue
        lines = token.value.split("\n")
        parts = [f"{line}{_mark(last + i)}" for i, line in enumerate(lines[:-1])]
        yield Token(last, "data", "\n".join([*parts, lines[-1]]))
        last += len(lines) - 1
    yield Token(last, "data", _mark(last))


def _mark(line: int) -> str:
    return f"\u2063line:{line}\u2063"


def _read(marked: str, source: Source) -> Sheet:
    """The sheet with the template's lines and with its texts as they were; raises TemplateError."""
    lines: list[int] = []
    last = 1
    for line in marked.split("\n"):
        found = _MARK.findall(line)
        last = int(found[-1]) if found else last
        lines.append(last)
    try:
        sheet = read(_MARK.sub("", marked), source.file)
    except TemplateError as error:
        raise TemplateError([_moved(problem, lines) for problem in error.problems]) from None
    if not isinstance(sheet.value, dict):
        raise TemplateError("a sound is written as cues: and a list", Origin(source.file))
    own = {path: lines[line - 1] if 0 < line <= len(lines) else 0 for path, line in sheet.lines.items()}
    return replace(sheet, value=_unescaped(sheet.value), lines=own)


def _moved(problem: Problem, lines: list[int]) -> Problem:
    """A fault of the rendered text, where the template wrote it."""
    origin = problem.origin
    if origin is None or not 0 < origin.line <= len(lines):
        return problem
    return Problem(problem.message, Origin(origin.file, lines[origin.line - 1]))


def _unescaped(value: Plain) -> Plain:
    if isinstance(value, str):
        return html.unescape(value)
    if isinstance(value, list):
        return [_unescaped(item) for item in value]
    return {key: _unescaped(item) for key, item in value.items()} if isinstance(value, dict) else value
