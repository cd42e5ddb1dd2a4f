"""Helpers: the functions and filters that templates call. docs/templates.md describes each for those who write templates.

Functions are made for one composition (they know its canvas, language, words and seed); filters are a closed table, without those of
Jinja's that can be made to run for ever, that draw lots, or that have no use in a drawing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from jinja2 import filters as jinja
from markupsafe import Markup

from generator.documents.canvas import Canvas
from generator.documents.layout import Box, plain
from generator.documents.namespaces import handle
from generator.documents.rights import kind
from generator.documents.sandbox import formatted
from generator.documents.seconds import Seconds
from generator.documents.view import View
from generator.documents.words import Words
from generator.languages.language import Language
from generator.languages.writing import digits, number, percent, write_date, write_hour
from generator.motion.track import Track
from generator.values.colour import Colour, mix
from generator.values.css_colour import parse_colour
from generator.values.seeds import Dice

_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\u2063\ud800-\udfff\ufffe\uffff]")
LONGEST = 1_000_000  # characters that a filter may make
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


class Writer:
    """Turns values into the text of a document; Tracks become handles, and are kept in ``tracks``."""

    def __init__(self) -> None:
        self.tracks: list[Track[object]] = []

    def __call__(self, value: Any) -> str:
        """The text of a value; raises TypeError for what has none."""
        if isinstance(value, str):
            if _ILLEGAL.search(value):
                raise ValueError("a text has a character in it that no document can hold")
            return value
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, (int, float)):
            if not math.isfinite(value):
                raise ValueError(f"{value} is no number that can be written")
            return plain(value) if isinstance(value, float) else str(value)
        if isinstance(value, Colour):
            return css(value)
        if isinstance(value, Track):
            return self._handle(value)
        if isinstance(value, Seconds):
            return str(value)
        raise TypeError(f"{kind(value)} cannot be written into a document")

    def _handle(self, track: Track[object]) -> str:
        for i, known in enumerate(self.tracks):
            if known is track:
                return handle(i)
        self.tracks.append(track)
        return handle(len(self.tracks) - 1)


def css(colour: Colour) -> str:
    """A colour as CSS writes it: ``#rrggbb`` or ``rgb(r g b / a)`` where eight bits hold it, else ``color(srgb-linear r g b / a)``."""
    steps = [v * 255 for v in colour.encoded()[:3]]
    alpha = f" / {plain(colour.a)}" if colour.a < 1 else ""
    if all(abs(v - round(v)) < 1e-4 and 0 <= round(v) <= 255 for v in steps):
        r, g, b = (round(v) for v in steps)
        return f"rgb({r} {g} {b}{alpha})" if alpha else f"#{r:02x}{g:02x}{b:02x}"
    return f"color(srgb-linear {plain(colour.r)} {plain(colour.g)} {plain(colour.b)}{alpha})"


def colour(value: Any) -> Colour:
    """A token, a parameter or a CSS text as a colour."""
    return value if isinstance(value, Colour) else parse_colour(str(value))


def alpha(value: Any, opacity: float) -> Colour:
    """The colour with its opacity multiplied."""
    return colour(value).faded(opacity)


def light(value: Any, factor: float) -> Colour:
    """The colour with ``factor`` times the light: over 1 for emitters."""
    return colour(value).brighter(factor)


def blend(one: Any, two: Any, share: float) -> Colour:
    """Between two colours; ``share`` 0 is the first."""
    return mix(colour(one), colour(two), share)


def frames(count: float) -> Seconds:
    """Frames at 24 to a second as a time."""
    return Seconds.of_frames(count)


class Uniques:
    """Ids that no other call gives: for clips and gradients inside of macros."""

    def __init__(self) -> None:
        self._count: dict[str, int] = {}

    def __call__(self, name: str = "id") -> str:
        """``name-1``, then ``name-2``, ..."""
        if not _ID.fullmatch(name):
            raise ValueError(f"{name!r} cannot begin an id")
        self._count[name] = self._count.get(name, 0) + 1
        return f"{name}-{self._count[name]}"


def named(kind: str, *records: Mapping[str, Any]) -> View:
    """Several records as one, which tells of a name that is not there by what its names are called; a name may not be there twice. What is
    a record itself knows its own ``name``."""
    found: dict[str, Any] = {}
    for record in records:
        if twice := found.keys() & record.keys():
            raise ValueError(f"there is more than one {kind} {min(twice)}")
        found |= {name: {"name": name, **value} if isinstance(value, Mapping) else value for name, value in record.items()}
    return View(kind, found)


def functions(canvas: Canvas, language: Language, words: Words, seed: int) -> dict[str, Any]:
    """The functions of one composition (and one constant), by the names that templates use."""
    mirrored = language.rtl
    return {
        "px": lambda size: size * canvas.scale,
        "stroke": lambda width: max(1.0, width * canvas.scale),
        "box": lambda x, y, width, height: Box(x, y, width, height, mirrored),
        "f": frames,
        "w": words.say,
        "has_word": lambda key: key in words,
        "alpha": alpha,
        "light": light,
        "mix": blend,
        "colour": colour,
        "dice": lambda *names: Dice(seed, *names),
        "unique": Uniques(),
        "named": named,
        "abs": abs,
        "min": _least,
        "max": _greatest,
        "round": round_to,
        "sin": lambda degrees: math.sin(math.radians(degrees)),
        "cos": lambda degrees: math.cos(math.radians(degrees)),
        "sqrt": math.sqrt,
        "log": math.log,
        "pi": math.pi,
        "zip": _zip,
    }


def _least(*values: Any) -> Any:
    return min(values[0]) if len(values) == 1 else min(values)


def _greatest(*values: Any) -> Any:
    return max(values[0]) if len(values) == 1 else max(values)


def _zip(*lists: Any) -> list[tuple[Any, ...]]:
    return list(zip(*lists, strict=False))


def round_to(value: float, step: float = 1) -> float:
    """The nearest multiple of ``step``."""
    if step <= 0:
        raise ValueError("round needs a step over 0")
    found = math.floor(value / step + 0.5) * step
    return int(found) if float(step).is_integer() else found


def language_filters(language: Language) -> dict[str, Callable[..., Any]]:
    """Filters that write as a language writes."""
    return {
        "number": lambda value, decimals=0, sign=False, group=True: number(value, language, decimals=decimals, sign=sign, group=group),
        "signed": lambda value, decimals=0: number(value, language, decimals=decimals, sign=True),
        "percent": lambda value, decimals=0: percent(value, language, decimals=decimals),
        "digits": lambda value: digits(str(value), language),
        "date": lambda value, style="short": write_date(value, language, style),
        "hour": lambda value, style="short": write_hour(value, language, style),
        "quoted": lambda value: f"{language.quotes[0][0]}{value}{language.quotes[0][1]}",
    }


def _join(values: Iterable[Any], between: str = "") -> str:
    """Plain values one after another; markup where one of them is."""
    items = list(values)
    if len(str(between)) * len(items) > LONGEST:
        raise ValueError("join would make too long a text")
    if any(isinstance(item, Markup) for item in (between, *items)):
        return Markup.escape(between).join(_scalar(item) for item in items)
    return str(between).join(_scalar(item) for item in items)


def _sum(values: Iterable[Any], attribute: str | None = None) -> Any:
    """Of numbers or of times; by a field of records where ``attribute`` names one."""
    total: Any = 0
    for value in values:
        item = value[attribute] if attribute else value
        if not isinstance(item, (int, float, Seconds)):
            raise TypeError(f"{kind(item)} cannot be added up")
        total = item if total == 0 and isinstance(item, Seconds) else total + item
    return total


_write = Writer()


def _scalar(value: Any) -> str:
    """A value as text; nothing that moves."""
    if isinstance(value, Track):
        str(value)
    return _write(value)


def _replace(value: Any, old: Any, new: Any) -> str:
    text, old, new = _scalar(value), _scalar(old), _scalar(new)
    if not old or len(text) + text.count(old) * len(new) > LONGEST:
        raise ValueError("replace would make too long a text")
    return text.replace(old, new)


def _format(text: Any, *values: Any) -> str:
    return formatted(str(text), values)


def _pad(value: Any, width: int, fill: str = "0") -> str:
    return _scalar(value).rjust(min(int(width), 99), str(fill)[:1] or " ")


def _batch(values: Iterable[Any], size: int) -> list[list[Any]]:
    items, size = list(values), int(size)
    if size < 1:
        raise ValueError("batch needs a size of at least 1")
    return [items[i : i + size] for i in range(0, len(items), size)]


def _case(function: Callable[[str], str]) -> Callable[[Any], str]:
    return lambda value: function(_scalar(value))


FILTERS: Mapping[str, Callable[..., Any]] = {
    **{name: jinja.FILTERS[name] for name in (
        "abs", "count", "default", "d", "dictsort", "escape", "e", "first", "float", "groupby", "int", "items", "last", "length",
        "list", "map", "max", "min", "reject", "rejectattr", "reverse", "safe", "select", "selectattr", "sort", "unique",
    )},
    "upper": _case(str.upper),
    "lower": _case(str.lower),
    "title": _case(str.title),
    "capitalize": _case(str.capitalize),
    "trim": _case(str.strip),
    "string": _scalar,
    "round": round_to,
    "sum": _sum,
    "join": _join,
    "replace": _replace,
    "format": _format,
    "pad": _pad,
    "batch": _batch,
}  # fmt: skip
