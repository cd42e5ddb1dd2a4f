"""Parameters: what a template may be asked, typed. In: text from a command line, or values from YAML and JSON. Out: typed values.

type       value in a template
text       str, no control characters
number     float            integer   int            boolean   bool
colour     Colour           choice    str            duration  Seconds
moment     datetime         image     str (a relative name or data URI; no URL)
track, sound   str (a file's name; the shelf reads it)
list       tuple of ``of``  record    View of ``fields``
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

from generator.documents.seconds import Seconds
from generator.documents.sheet import read
from generator.documents.unfit import UnfitError
from generator.documents.view import View
from generator.languages.writing import moment
from generator.problems import About, BriefError, Problem, TemplateError, did_you_mean
from generator.values.css_colour import parse_colour

Type = Literal[
    "text", "number", "integer", "boolean", "colour", "choice", "duration", "moment", "image", "sound", "track", "list", "record",
]  # fmt: skip
TYPES: tuple[str, ...] = get_args(Type)
MAX_TEXT = 2_000
MAX_ITEMS = 1_000
TRACKS = (".csv", ".json")

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2063\ud800-\udfff\ufffe\uffff]")
_LANGUAGE = re.compile(r"[a-z]{2}(-[A-Za-z]{2,4})?")
_BOOLEANS = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}


class Parameter(BaseModel):
    """One parameter of a manifest. ``default`` may be a mapping of language codes for types that hold words."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: Type
    help: str = Field(default="", max_length=300)
    default: Any = None
    min: float | None = None
    max: float | None = None
    choices: tuple[str, ...] = ()
    max_length: int = Field(default=MAX_TEXT, ge=1, le=MAX_TEXT)
    of: Parameter | None = None
    fields: dict[str, Parameter] = Field(default_factory=dict)
    fact: str = Field(default="", pattern=r"^([a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*)?$", max_length=80)
    """What fills it where a citizen is asked for: a path into the world's facts."""

    @model_validator(mode="after")
    def _fits_its_type(self) -> Parameter:
        for key, types in _ONLY_FOR.items():
            if key in self.model_fields_set and self.type not in types:
                raise ValueError(f"{key} is for {' and '.join(types)}, not for {self.type}")
        for key, kind in _NEEDED.items():
            if self.type == kind and not getattr(self, key):
                raise ValueError(f"a {kind} needs {key}")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"the range {_plain(self.min)} to {_plain(self.max)} is empty")
        return self

    def parse(self, value: object, name: str) -> Any:
        """A given value as its type's; raises UnfitError, whose sentence begins with ``name``."""
        return _READERS[self.type](self, value, name)

    def default_for(self, language: str) -> object:
        """The default in a language; where it has none for it, that of the manifest's first."""
        if self.by_language:
            given: Mapping[str, object] = self.default
            return given.get(language, next(iter(given.values())))
        return self.default

    @property
    def by_language(self) -> bool:
        """Whether the default is given per language."""
        given = self.default
        return isinstance(given, dict) and bool(given) and self.type != "record" and all(_LANGUAGE.fullmatch(str(k)) for k in given)

    @property
    def range(self) -> str:
        """``0 to 1000``, ``at least 0``, or nothing."""
        if self.min is not None and self.max is not None:
            return f"{_plain(self.min)} to {_plain(self.max)}"
        return f"at least {_plain(self.min)}" if self.min is not None else f"at most {_plain(self.max)}" if self.max is not None else ""


_ONLY_FOR: Mapping[str, tuple[str, ...]] = {
    "min": ("number", "integer", "duration", "list"),
    "max": ("number", "integer", "duration", "list"),
    "choices": ("choice",),
    "max_length": ("text",),
    "of": ("list",),
    "fields": ("record",),
}
_NEEDED: Mapping[str, str] = {"choices": "choice", "of": "list", "fields": "record"}


def _plain(value: float | None) -> str:
    return f"{value:g}" if value is not None else ""


def _text(spec: Parameter, value: object, name: str) -> str:
    if not isinstance(value, (str, int, float)) or isinstance(value, bool):
        raise UnfitError("text", name, given=_what(value))
    text = str(value)
    if _FORBIDDEN.search(text):
        raise UnfitError("letters", name)
    if len(text) > spec.max_length:
        raise UnfitError("long", name, given=len(text), most=spec.max_length)
    return text


def _number(spec: Parameter, value: object, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise UnfitError("number", name, given=_what(value))
    try:
        found = float(str(value).strip().replace("\u2212", "-"))
    except ValueError:
        raise UnfitError("number", name, given=_what(value)) from None
    if not math.isfinite(found):
        raise UnfitError("finite", name)
    return _within(spec, found, name)


def _within(spec: Parameter, found: float, name: str, kind: str = "range") -> float:
    if (spec.min is not None and found < spec.min) or (spec.max is not None and found > spec.max):
        bounds = {key: bound for key, bound in (("least", spec.min), ("most", spec.max)) if bound is not None}
        raise UnfitError(kind, name, given=_plain(found), range=spec.range, **bounds)
    return found


def _integer(spec: Parameter, value: object, name: str) -> int:
    found = _number(spec, value, name)
    if found != int(found):
        raise UnfitError("whole", name, given=_what(value))
    return int(found)


def _boolean(_spec: Parameter, value: object, name: str) -> bool:
    found = _BOOLEANS.get(str(value).strip().lower())
    if found is None:
        raise UnfitError("boolean", name, given=_what(value))
    return found


def _colour(_spec: Parameter, value: object, name: str) -> object:
    try:
        return parse_colour(str(value))
    except ValueError as error:
        raise UnfitError("colour", name, given=_what(value), why=str(error)) from None


def _choice(spec: Parameter, value: object, name: str) -> str:
    text = str(value).strip()
    if text not in spec.choices:
        raise UnfitError("choice", name, given=_what(value), nearest=did_you_mean(text, spec.choices))
    return text


def _duration(spec: Parameter, value: object, name: str) -> Seconds:
    try:
        found = Seconds.parse(value)
    except ValueError as error:
        raise UnfitError("duration", name, given=_what(value), why=str(error)) from None
    _within(spec, found.frames, name, "frames")
    return found


def _moment(_spec: Parameter, value: object, name: str) -> object:
    try:
        return moment(value)
    except ValueError as error:
        raise UnfitError("moment", name, given=_what(value), why=str(error)) from None


def _image(spec: Parameter, value: object, name: str) -> str:
    if not isinstance(value, str):
        raise UnfitError("image", name, given=_what(value))
    if not value.startswith("data:image/") and re.match(r"[a-zA-Z][a-zA-Z0-9+.-]+:|//", value):
        raise UnfitError("picture_address", name, given=value[:80])
    return value if value.startswith("data:") else _text(spec, value, name)


def _track(spec: Parameter, value: object, name: str) -> str:
    if not isinstance(value, str) or (value and not value.lower().endswith(TRACKS)):
        raise UnfitError("track", name, endings=" or ".join(TRACKS), given=_what(value))
    return _text(spec, value, name)


def _sound(spec: Parameter, value: object, name: str) -> str:
    if not isinstance(value, str):
        raise UnfitError("sound", name, given=_what(value))
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]+:|//", value):
        raise UnfitError("address", name, given=value[:80])
    return _text(spec, value, name)


def _list(spec: Parameter, value: object, name: str) -> tuple[Any, ...]:
    assert spec.of is not None
    if isinstance(value, str):
        value = _structured(value, name) if value.lstrip().startswith("[") else [part.strip() for part in value.split(",") if part.strip()]
    if not isinstance(value, (list, tuple)):
        raise UnfitError("list", name, given=_what(value))
    _within(spec, len(value), name, "items")
    if len(value) > MAX_ITEMS:
        raise UnfitError("many", name, given=len(value), most=MAX_ITEMS)
    return tuple(spec.of.parse(item, f"{name}[{i + 1}]") for i, item in enumerate(value))


def _record(spec: Parameter, value: object, name: str) -> View:
    if isinstance(value, str) and value.lstrip().startswith("{"):
        value = _structured(value, name)
    if isinstance(value, View):
        value = {key: value[key] for key in value}
    if not isinstance(value, Mapping):
        raise UnfitError("record", name, fields=", ".join(spec.fields), given=_what(value))
    for key in value:
        if key not in spec.fields:
            raise UnfitError("field", name, given=str(key), nearest=did_you_mean(str(key), spec.fields))
    return View(f"{name.split('[', maxsplit=1)[0]} field", {key: _field(field, value, key, name) for key, field in spec.fields.items()})


def _field(field: Parameter, value: Mapping[Any, object], key: str, name: str) -> Any:
    given = value.get(key, field.default)
    if given is None:
        raise UnfitError("field_needed", f"{name}.{key}")
    return field.parse(given, f"{name}.{key}")


def _structured(text: str, name: str) -> object:
    """A list or record typed on a command line as JSON or YAML."""
    try:
        return read(text, name).value
    except TemplateError as error:
        raise UnfitError("structure", name, why=error.problems[0].message) from None


def _what(value: object) -> str:
    """A value as messages show it."""
    if isinstance(value, Mapping):
        return "a record"
    if isinstance(value, (list, tuple)):
        return "a list"
    shown = json.dumps(value, ensure_ascii=False, default=str)
    return shown if len(shown) <= 60 else shown[:57] + "..."


_READERS: Mapping[str, Callable[[Parameter, object, str], Any]] = {
    "text": _text,
    "number": _number,
    "integer": _integer,
    "boolean": _boolean,
    "colour": _colour,
    "choice": _choice,
    "duration": _duration,
    "moment": _moment,
    "image": _image,
    "sound": _sound,
    "track": _track,
    "list": _list,
    "record": _record,
}


def parse_parameters(specs: Mapping[str, Parameter], given: Mapping[str, object], language: str) -> dict[str, Any]:
    """Every parameter's value: the given one, else its default in the language. Raises BriefError with all that is wrong."""
    faults = [
        Problem(
            f"unknown parameter {name}{did_you_mean(name, specs)}",
            about=About("parameter", what=name, said="unfit_unknown", values={"name": name}),
        )
        for name in given
        if name not in specs
    ]
    found: dict[str, Any] = {}
    for name, spec in specs.items():
        value = given[name] if given.get(name) is not None else spec.default_for(language)
        if value is None:
            faults.append(UnfitError("needed", name, help=spec.help or spec.type).problem)
            continue
        try:
            found[name] = spec.parse(value, name)
        except UnfitError as error:
            faults.append(error.problem)
    if faults:
        raise BriefError(faults)
    return found
