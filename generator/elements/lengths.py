"""Numbers, lengths and angles of CSS and SVG as text -> numbers in user units and degrees.

number("1.5e1")              15.0
length("2em", context, "x")  in user units; percentages are of the viewport along the axis
angle("0.25turn")            90.0
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from generator.elements.context import Context

Axis = Literal["x", "y", "other"]

NUMBER = r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
_ONE = re.compile(rf"\s*({NUMBER})\s*")
_UNIT = re.compile(rf"\s*({NUMBER})([a-zA-Z]*|%)\s*")
_SEPARATOR = re.compile(r"[\s,]+")

_INCH = 96.0
_ABSOLUTE = {"": 1.0, "px": 1.0, "in": _INCH, "cm": _INCH / 2.54, "mm": _INCH / 25.4, "q": _INCH / 101.6, "pt": _INCH / 72, "pc": _INCH / 6}
_ANGLES = {"": 1.0, "deg": 1.0, "grad": 0.9, "rad": 180 / math.pi, "turn": 360.0}


def _finite(text: str, of: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"{of!r} is out of bounds")
    return value


def number(text: str) -> float:
    """A plain number; raises ValueError with a sentence for text that is none."""
    match = _ONE.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is no number")
    return _finite(match[1], text)


def fraction(text: str) -> float:
    """A number or a percentage: ``0.5`` and ``50%`` are the same."""
    plain = text.strip()
    return number(plain[:-1]) / 100 if plain.endswith("%") else number(plain)


def numbers(text: str) -> tuple[float, ...]:
    """Numbers with blanks or commas between them."""
    return tuple(number(word) for word in _SEPARATOR.split(text.strip()) if word)


def length(text: str, context: Context, axis: Axis) -> float:
    """A length in user units; percentages are of the viewport's width, its height, or its normalised diagonal."""
    value, unit = _measure(text)
    if unit in _ABSOLUTE:
        return value * _ABSOLUTE[unit]
    if unit == "%":
        return value / 100 * _reference(context, axis)
    return value * _relative(unit, context, text)


@lru_cache(maxsize=4096)
def _measure(text: str) -> tuple[float, str]:
    """How many of which unit. Documents say the same lengths over and over."""
    match = _UNIT.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is no length")
    return _finite(match[1], text), match[2].lower()


def _reference(context: Context, axis: Axis) -> float:
    width, height = context.viewport
    if axis == "x":
        return width
    return height if axis == "y" else math.hypot(width, height) / math.sqrt(2)


def _relative(unit: str, context: Context, text: str) -> float:
    """What one of a relative unit is in user units. ``ex`` and ``ch`` are half an em where no font says otherwise (CSS Values 4, 6.1.1)."""
    if unit == "em":
        return context.font_size
    if unit in ("ex", "ch"):
        return context.font_size / 2
    if unit == "rem":
        return context.root.font_size
    width, height = context.root.viewport
    share = {"vw": width, "vh": height, "vmin": min(width, height), "vmax": max(width, height)}.get(unit)
    if share is None:
        raise ValueError(f"{text!r} has the unknown unit {unit!r}")
    return share / 100


def angle(text: str) -> float:
    """Degrees."""
    match = _UNIT.fullmatch(text)
    if not match or match[2].lower() not in _ANGLES:
        raise ValueError(f"{text!r} is no angle")
    return _finite(match[1], text) * _ANGLES[match[2].lower()]
