"""The attributes and properties of a text's parts as one value each: what the layout takes, still with its Tracks in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from generator.elements.context import Context
from generator.elements.kind import Kind
from generator.elements.kinds import KEYWORD, LENGTH_X, NUMBERS
from generator.elements.lengths import Axis, fraction, length, number
from generator.elements.text_now import Now
from generator.elements.text_path import rail_of
from generator.elements.text_source import Part
from generator.elements.text_style import style_of
from generator.motion.track import Value, at, combine

_SEPARATOR = re.compile(r"[\s,]+")
_ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}
Lengths = tuple[float, ...]


def _mix(a: float, b: float, u: float) -> float:
    return a + (b - a) * u


def _mix_lists(a: Lengths, b: Lengths, u: float) -> Lengths:
    if len(a) != len(b):
        return a if u < 0.5 else b
    return tuple(_mix(p, q, u) for p, q in zip(a, b, strict=True))


def _add_lists(a: Lengths, b: Lengths) -> Lengths:
    return tuple(p + q for p, q in zip(a, b, strict=True)) if len(a) == len(b) else b


def _lengths(axis: Axis) -> Kind[Lengths]:
    def parse(text: str, context: Context) -> Lengths:
        return tuple(length(word, context, axis) for word in _SEPARATOR.split(text.strip()) if word)

    return Kind(f"lengths along {axis}", parse, _mix_lists, _add_lists)


def _shift(text: str, context: Context) -> float | str:
    word = text.strip().lower()
    if word in ("sub", "super"):
        return word
    if word == "baseline":
        return 0.0
    return context.font_size * fraction(word) if word.endswith("%") else length(word, context, "y")


def _leading(text: str, context: Context) -> float | None:
    """In user units; None is what the font says."""
    word = text.strip().lower()
    if word == "normal":
        return None
    if word.endswith("%"):
        return context.font_size * fraction(word)
    return length(word, context, "y") if word[-1:].isalpha() else context.font_size * number(word)


def _mix_words(a: float | str | None, b: float | str | None, u: float) -> float | str | None:
    return _mix(a, b, u) if isinstance(a, float) and isinstance(b, float) else a if u < 0.5 else b


def _dominant(text: str, context: Context) -> str:
    """A keyword; ``no-change`` is the parent's."""
    word = text.strip().lower()
    return at(context.parent.value("dominant-baseline", _DOMINANT), 0.0) if word == "no-change" and context.parent else word


_DOMINANT: Kind[str] = Kind("dominant baseline", _dominant)
LENGTHS_X, LENGTHS_Y = _lengths("x"), _lengths("y")
_SHIFT: Kind[float | str] = Kind("baseline shift", _shift, lambda a, b, u: _mix_words(a, b, u) or 0.0)
LEADING: Kind[float | None] = Kind("line height", _leading, lambda a, b, u: a if u < 0.5 else b)


@dataclass(frozen=True, slots=True)
class Start:
    """A part's lists ``x`` and ``y``; ``single`` says that neither ever has more than one number."""

    x: Value[Lengths]
    y: Value[Lengths]
    single: bool


def start_of(part: Part) -> Start:
    """Where a part says that it starts, at any moment."""
    seen = {0}

    def counted(kind: Kind[Lengths]) -> Kind[Lengths]:
        def parse(text: str, context: Context) -> Lengths:
            found = kind.parse(text, context)
            seen.add(len(found))
            return found

        return replace(kind, parse=parse)

    x, y = (part.context.attribute(part.element, name, counted(kind), ()) for name, kind in (("x", LENGTHS_X), ("y", LENGTHS_Y)))
    return Start(x, y, max(seen) <= 1)


def now_of(part: Part, start: Start) -> Value[Now]:
    """A part of a text at any moment."""
    element, context = part.element, part.context

    def lists(name: str, kind: Kind[Lengths]) -> Value[Lengths]:
        return context.attribute(element, name, kind, ())

    align = combine(
        lambda own, around: around if own in ("auto", "baseline") else own,
        context.value("alignment-baseline", KEYWORD),
        context.value("dominant-baseline", _DOMINANT),
    )
    return combine(
        Now,
        style_of(context),
        start.x,
        start.y,
        lists("dx", LENGTHS_X),
        lists("dy", LENGTHS_Y),
        lists("rotate", NUMBERS),
        _text_length(part),
        combine(lambda word: word == "spacingandglyphs", context.attribute(element, "lengthAdjust", KEYWORD, "spacing")),
        combine(_anchor, context.value("text-anchor", KEYWORD), context.text("direction") == "rtl"),
        context.value("baseline-shift", _SHIFT),
        align,
        context.value("line-height", LEADING),
        rail_of(element, context) if element.tag == "textPath" else None,
    )


def _text_length(part: Part) -> Value[float | None]:
    if "textLength" not in part.element.attributes and not part.context.book.animations.animates(part.element, "textLength"):
        return None
    value = part.context.attribute(part.element, "textLength", LENGTH_X, -1.0)
    return combine(lambda v: v if v >= 0 else None, value)


def _anchor(word: str, backwards: bool) -> float:
    anchor = _ANCHORS.get(word, 0.0)
    return 1.0 - anchor if backwards else anchor
