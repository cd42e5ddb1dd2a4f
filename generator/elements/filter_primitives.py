"""Filter primitives that need nothing but their attributes: one function each, from an element to what it does.

What is wrong in a primitive is dealt with as the specification says: it passes its input on, or its result is transparent black.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, cast, get_args

from generator.documents.element import Element
from generator.elements.context import Context
from generator.elements.filter_led import led
from generator.elements.filter_light import diffuse, specular
from generator.elements.filter_space import Space, number_of
from generator.elements.kinds import COLOUR, NUMBERS, OPACITY
from generator.motion.track import Value, at, combine
from generator.scene.effects import (
    NOTHING,
    Blend,
    Blur,
    ColourMatrix,
    Composite,
    Convolve,
    Curve,
    Displacement,
    Flood,
    Morphology,
    Offset,
    Primitive,
    Transfer,
    Turbulence,
)
from generator.scene.nodes import BlendMode
from generator.values.colour import Colour

Edge = Literal["none", "duplicate", "wrap"]
Make = Callable[[Element, Context, Space], Primitive]


def _word(element: Element, name: str, words: tuple[str, ...], default: str) -> str:
    """An attribute that is one of some words; they are case-sensitive, as XML's are."""
    text = element.get(name).strip()
    return text if text in words else default


def _edge(element: Element, default: Edge) -> Edge:
    return cast("Edge", _word(element, "edgeMode", get_args(Edge), default))


def blur(element: Element, context: Context, space: Space) -> Primitive:
    """``feGaussianBlur``."""
    return Blur(*space.pair(element, context, "stdDeviation"), _edge(element, "none"))


def offset(element: Element, context: Context, space: Space) -> Primitive:
    """``feOffset``."""
    return Offset(space.across(number_of(element, context, "dx")), space.down(number_of(element, context, "dy")))


def flood_colour(context: Context) -> Value[Colour]:
    """``flood-color`` with ``flood-opacity``."""
    return combine(Colour.faded, context.value("flood-color", COLOUR), context.value("flood-opacity", OPACITY))


def flood(_element: Element, context: Context, _space: Space) -> Primitive:
    """``feFlood``."""
    return Flood(flood_colour(context))


def blend(element: Element, _context: Context, _space: Space) -> Primitive:
    """``feBlend``."""
    return Blend(_word(element, "mode", get_args(BlendMode), "normal"))


def composite(element: Element, context: Context, _space: Space) -> Primitive:
    """``feComposite``."""
    operator = _word(element, "operator", get_args(_OPERATOR), "over")
    k = combine(lambda *k: k, *(number_of(element, context, f"k{i}") for i in range(1, 5)))
    return Composite(cast("_OPERATOR", operator), k if operator == "arithmetic" else (0.0, 0.0, 0.0, 0.0))


_OPERATOR = Literal["over", "in", "out", "atop", "xor", "lighter", "arithmetic"]
_IDENTITY = (1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0)


def saturation(s: float) -> tuple[float, ...]:
    """The matrix of ``saturate``: 0 is grey, 1 as it is, more is more colourful."""
    rows = (
        (0.213 + 0.787 * s, 0.715 - 0.715 * s, 0.072 - 0.072 * s),
        (0.213 - 0.213 * s, 0.715 + 0.285 * s, 0.072 - 0.072 * s),
        (0.213 - 0.213 * s, 0.715 - 0.715 * s, 0.072 + 0.928 * s),
    )
    return matrix_of(rows)


def hue_rotation(degrees: float) -> tuple[float, ...]:
    """The matrix of ``hueRotate``."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    rows = (
        (0.213 + c * 0.787 - s * 0.213, 0.715 - c * 0.715 - s * 0.715, 0.072 - c * 0.072 + s * 0.928),
        (0.213 - c * 0.213 + s * 0.143, 0.715 + c * 0.285 + s * 0.140, 0.072 - c * 0.072 - s * 0.283),
        (0.213 - c * 0.213 - s * 0.787, 0.715 - c * 0.715 + s * 0.715, 0.072 + c * 0.928 + s * 0.072),
    )
    return matrix_of(rows)


def matrix_of(rows: tuple[tuple[float, float, float], ...], shift: float = 0.0, alpha: float = 1.0) -> tuple[float, ...]:
    """A colour matrix from its part among the colours, what is added to each, and what alpha is multiplied by."""
    r, g, b = rows
    return (*r, 0.0, shift, *g, 0.0, shift, *b, 0.0, shift, 0.0, 0.0, 0.0, alpha, 0.0)


_LUMINANCE = (0.0,) * 15 + (0.2125, 0.7154, 0.0721, 0.0, 0.0)


def colour_matrix(element: Element, context: Context, _space: Space) -> Primitive:
    """``feColorMatrix``."""
    kind = _word(element, "type", ("matrix", "saturate", "hueRotate", "luminanceToAlpha"), "matrix")
    values = context.attribute(element, "values", NUMBERS, ())
    if kind == "luminanceToAlpha":
        return ColourMatrix(_LUMINANCE)
    if kind == "matrix":
        return ColourMatrix(combine(lambda v: v if len(v) == 20 else _IDENTITY, values))
    if kind == "saturate":
        return ColourMatrix(combine(lambda v: saturation(max(0.0, v[0])) if len(v) == 1 else _IDENTITY, values))
    return ColourMatrix(combine(lambda v: hue_rotation(v[0]) if len(v) == 1 else _IDENTITY, values))


def transfer(element: Element, context: Context, _space: Space) -> Primitive:
    """``feComponentTransfer``: the last function of a channel counts."""
    found = {child.tag: _curve(child, context.child(child)) for child in element.elements()}
    return Transfer(combine(lambda *c: c, *(found.get(f"feFunc{channel}", Curve()) for channel in "RGBA")))


def _curve(element: Element, context: Context) -> Value[Curve]:
    kind = element.get("type").strip()
    if kind in ("table", "discrete"):
        table = context.attribute(element, "tableValues", NUMBERS, ())
        return combine(lambda values: Curve("table" if kind == "table" else "discrete", values) if values else Curve(), table)
    if kind == "linear":
        line = number_of(element, context, "slope", 1.0), number_of(element, context, "intercept")
        return combine(lambda *values: Curve("linear", values), *line)
    if kind == "gamma":
        power = (number_of(element, context, name, default) for name, default in (("amplitude", 1.0), ("exponent", 1.0), ("offset", 0.0)))
        return combine(lambda *values: Curve("gamma", values), *power)
    return Curve()


def morphology(element: Element, context: Context, space: Space) -> Primitive:
    """``feMorphology``."""
    operator = _word(element, "operator", ("erode", "dilate"), "erode")
    return Morphology("dilate" if operator == "dilate" else "erode", *space.pair(element, context, "radius"))


def turbulence(element: Element, context: Context, _space: Space) -> Primitive:
    """``feTurbulence``; negative frequencies or fewer than one octave are errors."""
    frequency = context.attribute(element, "baseFrequency", NUMBERS, (0.0,))
    octaves = at(number_of(element, context, "numOctaves", 1.0), 0.0)
    first = at(frequency, 0.0)
    if not 1 <= len(first) <= 2 or min(first) < 0 or octaves < 1:
        return NOTHING
    return Turbulence(
        "fractalNoise" if element.get("type").strip() == "fractalNoise" else "turbulence",
        combine(lambda f: (max(0.0, f[0]), max(0.0, f[-1])), frequency),
        min(int(octaves), _OCTAVES),
        number_of(element, context, "seed"),
        element.get("stitchTiles").strip() == "stitch",
    )


_OCTAVES = 12
"""Octave 12 changes a pixel by less than one part in 4,000."""


def displacement(element: Element, context: Context, space: Space) -> Primitive:
    """``feDisplacementMap``."""
    x, y = (_word(element, name, ("R", "G", "B", "A"), "A") for name in ("xChannelSelector", "yChannelSelector"))
    return Displacement(space.off(number_of(element, context, "scale")), cast("_CHANNEL", x), cast("_CHANNEL", y))


_CHANNEL = Literal["R", "G", "B", "A"]
_KERNEL = 1024
"""The most weights of a convolution."""


def convolution(element: Element, context: Context, _space: Space) -> Primitive:
    """``feConvolveMatrix``; an order, a kernel or a target that does not fit is an error. It does not move."""
    order = at(context.attribute(element, "order", NUMBERS, (3.0,)), 0.0)
    kernel = at(context.attribute(element, "kernelMatrix", NUMBERS, ()), 0.0)
    if not 1 <= len(order) <= 2 or min(order) < 1 or any(n % 1 for n in order):
        return NOTHING
    columns, rows = int(order[0]), int(order[-1])
    target = tuple(
        int(at(number_of(element, context, name, n // 2), 0.0)) for name, n in (("targetX", columns), ("targetY", rows))
    )  # fmt: skip
    if len(kernel) != columns * rows or len(kernel) > _KERNEL or not (0 <= target[0] < columns and 0 <= target[1] < rows):
        return NOTHING
    divisor = at(number_of(element, context, "divisor"), 0.0) or round(math.fsum(kernel), 9)
    bias = at(number_of(element, context, "bias"), 0.0)
    keep = element.get("preserveAlpha").strip() == "true"
    return Convolve(kernel, columns, (target[0], target[1]), divisor or 1.0, bias, _edge(element, "duplicate"), keep)


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one tag is made: the attributes that name its inputs, and what it does."""

    inputs: tuple[str, ...]
    make: Make


ONE, TWO = ("in",), ("in", "in2")
PRIMITIVES: dict[str, Recipe] = {
    "feBlend": Recipe(TWO, blend),
    "feColorMatrix": Recipe(ONE, colour_matrix),
    "feComponentTransfer": Recipe(ONE, transfer),
    "feComposite": Recipe(TWO, composite),
    "feConvolveMatrix": Recipe(ONE, convolution),
    "feDiffuseLighting": Recipe(ONE, diffuse),
    "feDisplacementMap": Recipe(TWO, displacement),
    "feFlood": Recipe((), flood),
    "feGaussianBlur": Recipe(ONE, blur),
    "feMorphology": Recipe(ONE, morphology),
    "feSpecularLighting": Recipe(ONE, specular),
    "feTurbulence": Recipe((), turbulence),
    "ui:led": Recipe(ONE, led),
}
