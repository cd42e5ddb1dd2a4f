"""``animateTransform``: numbers of one kind of transform, moving.

The numbers are mixed, not the matrices. ``additive="sum"`` puts the result after the transform below it, ``accumulate="sum"`` after
what earlier rounds came to; ``by`` alone starts from zero, for ``scale`` too, as the SVG 1.1 suite shows.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

from generator.documents.element import Element
from generator.elements.animation_course import read_course, read_forms
from generator.elements.animation_sandwich import Effect
from generator.elements.lengths import numbers
from generator.motion.timing import Interval, Spec
from generator.motion.track import Value, at, combine
from generator.problems import did_you_mean
from generator.values.geometry import IDENTITY, Affine

Numbers = tuple[float, ...]


def _skew_x(v: Numbers) -> Affine:
    return Affine(c=math.tan(math.radians(v[0])))


def _skew_y(v: Numbers) -> Affine:
    return Affine(b=math.tan(math.radians(v[0])))


# For each type: how many numbers may be written, the numbers of no transform, and the map.
_TYPES: dict[str, tuple[tuple[int, ...], Numbers, Callable[[Numbers], Affine]]] = {
    "translate": ((1, 2), (0.0, 0.0), lambda v: Affine.translation(v[0], v[1])),
    "scale": ((1, 2), (1.0, 1.0), lambda v: Affine.scaling(v[0], v[1])),
    "rotate": ((1, 3), (0.0, 0.0, 0.0), lambda v: Affine.rotation(v[0], v[1], v[2])),
    "skewX": ((1,), (0.0,), _skew_x),
    "skewY": ((1,), (0.0,), _skew_y),
}


def mix_numbers(a: Numbers, b: Numbers, u: float) -> Numbers:
    """Number by number."""
    return tuple([p + (q - p) * u for p, q in zip(a, b, strict=True)])


def add_numbers(a: Numbers, b: Numbers) -> Numbers:
    """Number by number."""
    return tuple([p + q for p, q in zip(a, b, strict=True)])


def _distance(kind: str) -> Callable[[Numbers, Numbers], float]:
    """Rotations are as far apart as their angles, the others as their numbers."""
    return (lambda a, b: abs(b[0] - a[0])) if kind == "rotate" else math.dist


def transform_effect(element: Element, spec: Spec, intervals: tuple[Interval, ...]) -> Effect:
    """The effect of an ``animateTransform``; raises ValueError with a sentence where it is void."""
    kind = element.get("type").strip() or "translate"
    if kind not in _TYPES:
        raise ValueError(f"unknown type {kind!r}{did_you_mean(kind, _TYPES)}")
    counts, neutral, to_map = _TYPES[kind]

    def parse(text: str) -> Numbers:
        found = numbers(text)
        if len(found) not in counts:
            raise ValueError(f"{kind} takes {' or '.join(map(str, counts))} numbers, not {text!r}")
        if kind == "scale":
            return found[0], found[-1]
        return (*found, *(0.0,) * (len(neutral) - len(found)))

    form, values = read_forms(element, parse, add_numbers)
    if form != "values":
        values = [(0.0,) * len(neutral) if form == "by" else neutral, *values]
    course = read_course(element, values, mix_numbers, _distance(kind))

    def over(begin: Fraction, dur: Fraction) -> Value[Affine]:
        return combine(to_map, course.over(begin, dur))

    last = at(over(Fraction(0), Fraction(1)), 1.0)
    adds = form == "by" or (form == "values" and element.get("additive") == "sum")
    gathers = form != "to" and element.get("accumulate") == "sum"
    return Effect(spec, intervals, over, Affine.__matmul__ if adds else None, (lambda v, k: power(last, k) @ v) if gathers else None)


def power(map_: Affine, times: int) -> Affine:
    """A map carried out some times, by squaring."""
    found = IDENTITY
    while times:
        if times & 1:
            found = found @ map_
        map_ = map_ @ map_
        times >>= 1
    return found
