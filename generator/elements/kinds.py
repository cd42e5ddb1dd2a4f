"""The types of values that attributes and properties hold, as :class:`Kind`: how each is read, mixed, added and measured."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from generator.elements.kind import Kind
from generator.elements.lengths import Axis, fraction, length, number, numbers
from generator.elements.transforms import Anchor, Fit, parse_anchor, parse_fit, parse_transform, parse_view_box
from generator.values.colour import Colour, mix
from generator.values.css_colour import parse_colour
from generator.values.geometry import Affine, Outline, Rect
from generator.values.outlines import EMPTY, lerp
from generator.values.path_data import parse_path_report

if TYPE_CHECKING:
    from generator.elements.context import Context


def _mix(a: float, b: float, u: float) -> float:
    return a + (b - a) * u


def _add(a: float, b: float) -> float:
    return a + b


def _distance(a: float, b: float) -> float:
    return abs(b - a)


def _length(name: str, axis: Axis) -> Kind[float]:
    return Kind(name, lambda text, context: length(text, context, axis), _mix, _add, _distance)


NUMBER: Kind[float] = Kind("number", lambda text, _: number(text), _mix, _add, _distance)
FRACTION: Kind[float] = Kind("number or percentage", lambda text, _: fraction(text), _mix, _add, _distance)
OPACITY: Kind[float] = Kind("opacity", lambda text, _: fraction(text), _mix, _add, _distance, lambda value: min(1.0, max(0.0, value)))
LENGTH_X = _length("length along x", "x")
LENGTH_Y = _length("length along y", "y")
LENGTH_OTHER = _length("length", "other")
TEXT: Kind[str] = Kind("text", lambda text, _: text.strip())
KEYWORD: Kind[str] = Kind("keyword", lambda text, _: text.strip().lower())


def _auto(of: Kind[float]) -> Kind[float | None]:
    """A length or ``auto``, which is ``None``."""

    def parse(text: str, context: Context) -> float | None:
        return None if text.strip() == "auto" else of.parse(text, context)

    def mixed(a: float | None, b: float | None, u: float) -> float | None:
        if a is None or b is None:
            return a if u < 0.5 else b
        return _mix(a, b, u)

    def added(a: float | None, b: float | None) -> float | None:
        return b if a is None or b is None else a + b

    def distance(a: float | None, b: float | None) -> float:
        return 0.0 if a is None or b is None else _distance(a, b)

    return Kind(f"{of.name} or auto", parse, mixed, added, distance)


AUTO_X = _auto(LENGTH_X)
AUTO_Y = _auto(LENGTH_Y)


def _mix_tuple(a: tuple[float, ...], b: tuple[float, ...], u: float) -> tuple[float, ...]:
    if len(a) != len(b):
        return a if u < 0.5 else b
    return tuple([p + (q - p) * u for p, q in zip(a, b, strict=True)])


def _add_tuple(a: tuple[float, ...], b: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(p + q for p, q in zip(a, b, strict=True)) if len(a) == len(b) else b


NUMBERS: Kind[tuple[float, ...]] = Kind("numbers", lambda text, _: numbers(text), _mix_tuple, _add_tuple)


def _points(text: str, _context: Context) -> tuple[float, ...]:
    """Coordinates up to the first fault, where the specification says that drawing stops; an odd last one is dropped."""
    found: list[float] = []
    for word in _POINT.finditer(text.strip()):
        if word[2] is None:
            break
        found.append(float(word[2]))
    return tuple(found[: len(found) // 2 * 2])


_POINT = re.compile(r"(\s*,?\s*)(?:([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)|.+)", re.DOTALL)
POINTS: Kind[tuple[float, ...]] = Kind("points", _points, _mix_tuple, _add_tuple)


def _dashes(text: str, context: Context) -> tuple[float, ...]:
    """Lengths, doubled where their count is odd; none where one is negative or all are 0."""
    words = [word for word in re.split(r"[\s,]+", text.strip()) if word]
    if words == ["none"]:
        return ()
    found = tuple(length(word, context, "other") for word in words)
    if any(dash < 0 for dash in found) or not sum(found):
        return ()
    return found * 2 if len(found) % 2 else found


DASHES: Kind[tuple[float, ...]] = Kind("dashes", _dashes, _mix_tuple, _add_tuple)


def _add_colour(a: Colour, b: Colour) -> Colour:
    """Sums of sRGB-encoded components, as SVG adds colours."""
    p, q = a.encoded(), b.encoded()
    return Colour.srgb(p[0] + q[0], p[1] + q[1], p[2] + q[2], min(1.0, p[3] + q[3]))


def _colour_distance(a: Colour, b: Colour) -> float:
    return math.dist(a.encoded(), b.encoded())


def _colour(text: str, context: Context) -> Colour:
    return parse_colour(text, context.current_colour if text.strip().lower() == "currentcolor" else None)


COLOUR: Kind[Colour] = Kind("colour", _colour, mix, _add_colour, _colour_distance)


@dataclass(frozen=True, slots=True)
class Server:
    """``url(#id)`` as a paint, and what stands after it: a colour, ``none``, or nothing."""

    id: str
    fallback: PaintSpec | None = None


PaintSpec = Colour | Server | Literal["none", "currentcolor", "context-fill", "context-stroke"]
"""What ``fill`` and ``stroke`` say, before servers are looked up."""

_URL = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*?))\s*\)\s*(.*)""", re.DOTALL)


def url(text: str) -> tuple[str, str] | None:
    """What stands inside ``url()`` and what follows it; ``None`` where the text does not start so."""
    match = _URL.fullmatch(text.strip())
    if not match:
        return None
    return (match[1] or match[2] or match[3] or "").strip(), match[4].strip()


def reference(text: str) -> str | None:
    """The id of ``url(#id)`` or ``#id``; ``None`` for anything else."""
    found = url(text)
    target = found[0] if found else text.strip()
    return target[1:] if target.startswith("#") else None


def _paint(text: str, context: Context) -> PaintSpec:
    found = url(text)
    if found:
        fallback = _paint(found[1], context) if found[1] else None
        return Server(found[0].removeprefix("#"), fallback)
    word = text.strip().lower()
    for known in ("none", "currentcolor", "context-fill", "context-stroke"):
        if word == known:
            return known
    return parse_colour(text)


def _mix_paint(a: PaintSpec, b: PaintSpec, u: float) -> PaintSpec:
    if isinstance(a, Colour) and isinstance(b, Colour):
        return mix(a, b, u)
    return a if u < 0.5 else b


def _add_paint(a: PaintSpec, b: PaintSpec) -> PaintSpec:
    return _add_colour(a, b) if isinstance(a, Colour) and isinstance(b, Colour) else b


PAINT: Kind[PaintSpec] = Kind("paint", _paint, _mix_paint, _add_paint)


def _outline(text: str, context: Context) -> Outline:
    """Drawn up to the first fault, as the specification says; a template's fault is told all the same."""
    if text.strip() == "none":
        return EMPTY
    outline, fault = parse_path_report(text)
    if fault:
        context.problem(fault)
    return outline


def _mix_outline(a: Outline, b: Outline, u: float) -> Outline:
    return lerp(a, b, u) or (a if u < 0.5 else b)


OUTLINE: Kind[Outline] = Kind("path data", _outline, _mix_outline)
TRANSFORM: Kind[Affine] = Kind("transform", parse_transform)
ANCHOR: Kind[Anchor] = Kind("transform-origin", parse_anchor)


def _mix_box(a: Rect | None, b: Rect | None, u: float) -> Rect | None:
    if a is None or b is None:
        return a if u < 0.5 else b
    return Rect(_mix(a.x, b.x, u), _mix(a.y, b.y, u), max(0.0, _mix(a.width, b.width, u)), max(0.0, _mix(a.height, b.height, u)))


VIEW_BOX: Kind[Rect | None] = Kind("viewBox", lambda text, _: parse_view_box(text), _mix_box)
FIT: Kind[Fit] = Kind("preserveAspectRatio", lambda text, _: parse_fit(text))
DISPLAYED: Kind[bool] = Kind("display", lambda text, _: text.strip().lower() != "none")
SHOWN: Kind[bool] = Kind("visibility", lambda text, _: text.strip().lower() == "visible")

_SIZES = {"xx-small": 0.6, "x-small": 0.75, "small": 8 / 9, "medium": 1.0, "large": 1.2, "x-large": 1.5, "xx-large": 2.0, "xxx-large": 3.0}
MEDIUM = 12.0
"""The font size of ``medium``, in user units: what the renderers that the public suite was made with use."""


def _font_size(text: str, context: Context) -> float:
    """A font size; ``em`` and percentages are of the parent's."""
    word, parent = text.strip().lower(), context.parent
    if word in _SIZES or parent is None:
        return MEDIUM * _SIZES.get(word, 1.0)
    if word in ("larger", "smaller"):
        return parent.font_size * (1.2 if word == "larger" else 1 / 1.2)
    if word.endswith("%"):
        return parent.font_size * number(word[:-1]) / 100
    return length(word, parent, "other")


FONT_SIZE: Kind[float] = Kind("font size", _font_size, _mix, _add, _distance, lambda value: max(0.0, value))
