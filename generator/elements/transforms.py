"""Transform lists, SVG's and CSS's spelling alike -> :class:`Affine`; origins, view boxes and how they fit."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.elements.lengths import angle, length, number, numbers
from generator.values.geometry import IDENTITY, Affine, Rect

if TYPE_CHECKING:
    from generator.elements.context import Context

_FUNCTION = re.compile(r"\s*,?\s*([a-zA-Z]+)\s*\(([^()]*)\)\s*")
_SEPARATOR = re.compile(r"\s*,\s*|\s+")


def parse_transform(text: str, context: Context) -> Affine:
    """A list of transform functions as one map; ``none`` and nothing are the identity."""
    if text.strip().lower() in ("none", ""):
        return IDENTITY
    whole, at = IDENTITY, 0
    while at < len(text):
        match = _FUNCTION.match(text, at)
        if not match:
            raise ValueError(f"{text.strip()!r} is no transform at {text[at:].strip()[:16]!r}")
        whole = whole @ _function(match[1], match[2], context)
        at = match.end()
    return whole


def _function(name: str, body: str, context: Context) -> Affine:
    words = [word for word in _SEPARATOR.split(body.strip()) if word]
    known = _FUNCTIONS.get(name)
    if known is None:
        raise ValueError(f"unknown transform {name}()")
    counts, make = known
    if len(words) not in counts:
        raise ValueError(f"{name}({body.strip()}) takes {' or '.join(map(str, counts))} values, not {len(words)}")
    return make(words, context)


def _matrix(words: list[str], _context: Context) -> Affine:
    return Affine(*(number(word) for word in words))


def _translate(words: list[str], context: Context) -> Affine:
    return Affine.translation(length(words[0], context, "x"), length(words[1], context, "y") if len(words) > 1 else 0.0)


def _scale(words: list[str], _context: Context) -> Affine:
    return Affine.scaling(number(words[0]), number(words[-1]))


def _rotate(words: list[str], context: Context) -> Affine:
    centre = (length(words[1], context, "x"), length(words[2], context, "y")) if len(words) == 3 else (0.0, 0.0)
    return Affine.rotation(angle(words[0]), *centre)


def _skew(words: list[str], _context: Context) -> Affine:
    y = angle(words[1]) if len(words) > 1 else 0.0
    return Affine(b=math.tan(math.radians(y)), c=math.tan(math.radians(angle(words[0]))))


_FUNCTIONS: dict[str, tuple[tuple[int, ...], Callable[[list[str], Context], Affine]]] = {
    "matrix": ((6,), _matrix),
    "translate": ((1, 2), _translate),
    "translateX": ((1,), lambda w, c: Affine.translation(length(w[0], c, "x"), 0.0)),
    "translateY": ((1,), lambda w, c: Affine.translation(0.0, length(w[0], c, "y"))),
    "scale": ((1, 2), _scale),
    "scaleX": ((1,), lambda w, _: Affine.scaling(number(w[0]), 1.0)),
    "scaleY": ((1,), lambda w, _: Affine.scaling(1.0, number(w[0]))),
    "rotate": ((1, 3), _rotate),
    "skew": ((1, 2), _skew),
    "skewX": ((1,), _skew),
    "skewY": ((1,), lambda w, _: Affine(b=math.tan(math.radians(angle(w[0]))))),
}
"""Each function by name: how many values it takes, and what it makes of them."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """``transform-origin``: shares of a box's width and height, and lengths on top."""

    across: float = 0.0
    down: float = 0.0
    x: float = 0.0
    y: float = 0.0

    def within(self, box: Rect) -> tuple[float, float]:
        """The point that it means in a box."""
        return box.x + self.across * box.width + self.x, box.y + self.down * box.height + self.y


CORNER = Anchor()
_SIDES = {"left": 0.0, "right": 1.0, "top": 0.0, "bottom": 1.0, "center": 0.5}


def parse_anchor(text: str, context: Context) -> Anchor:
    """``transform-origin`` as text; a third value, along z, changes nothing."""
    words = text.lower().split()
    if not 1 <= len(words) <= 3:
        raise ValueError(f"{text!r} is no transform-origin")
    x, y = words[0], (words[1] if len(words) > 1 else "center")
    if x in ("top", "bottom") or y in ("left", "right"):
        x, y = y, x
    (across, dx), (down, dy) = _place(x, context), _place(y, context)
    return Anchor(across, down, dx, dy)


def _place(word: str, context: Context) -> tuple[float, float]:
    """A share and a length."""
    if word in _SIDES:
        return _SIDES[word], 0.0
    return (number(word[:-1]) / 100, 0.0) if word.endswith("%") else (0.0, length(word, context, "other"))


def about(map_: Affine, x: float, y: float) -> Affine:
    """A map carried out around a point."""
    if x == 0 and y == 0:
        return map_
    return Affine.translation(x, y) @ map_ @ Affine.translation(-x, -y)


@dataclass(frozen=True, slots=True)
class Fit:
    """``preserveAspectRatio``: where the rest goes along x and y (0, 0.5, 1), whether the view box covers, or is stretched."""

    x: float = 0.5
    y: float = 0.5
    slice: bool = False
    stretch: bool = False


_ALIGN = {"min": 0.0, "mid": 0.5, "max": 1.0}
_FIT = re.compile(r"(?:defer\s+)?(?:(none)|x(Min|Mid|Max)Y(Min|Mid|Max))(?:\s+(meet|slice))?")


def parse_fit(text: str) -> Fit:
    """``preserveAspectRatio`` as text."""
    match = _FIT.fullmatch(text.strip())
    if not match:
        raise ValueError(f"{text!r} is no preserveAspectRatio")
    if match[1]:
        return Fit(stretch=True)
    return Fit(_ALIGN[match[2].lower()], _ALIGN[match[3].lower()], match[4] == "slice")


def parse_view_box(text: str) -> Rect | None:
    """Four numbers with a positive size; ``None`` for nothing. A size of 0 gives an empty box: nothing is drawn."""
    if not text.strip():
        return None
    found = numbers(text)
    if len(found) != 4 or found[2] < 0 or found[3] < 0:
        raise ValueError(f"{text!r} is no viewBox")
    return Rect(*found)


def fit(box: Rect, into: Rect, how: Fit) -> Affine:
    """The map that puts a view box into a viewport."""
    sx, sy = into.width / box.width, into.height / box.height
    if not how.stretch:
        sx = sy = max(sx, sy) if how.slice else min(sx, sy)
    x = into.x + how.x * (into.width - box.width * sx) if not how.stretch else into.x
    y = into.y + how.y * (into.height - box.height * sy) if not how.stretch else into.y
    return Affine(sx, 0.0, 0.0, sy, x - box.x * sx, y - box.y * sy)


def box_map(box: Rect) -> Affine:
    """From the unit square to a box: what ``objectBoundingBox`` means."""
    return Affine(box.width, 0.0, 0.0, box.height, box.x, box.y)
