"""What an animation element says about values: ``values``, ``from``, ``to`` and ``by``, ``keyTimes``, ``keySplines`` and ``calcMode``.

A :class:`Course` is a simple animation function of SMIL: values on a way from 0 to 1, without begin or duration. ``read_forms`` and
``read_course`` raise ValueError with a sentence for what makes an animation void.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Generic, Literal, TypeVar

from generator.documents.element import Element
from generator.elements.lengths import numbers
from generator.motion.easing import Ease, bezier, linear
from generator.motion.track import Keys, Steps, Value
from generator.problems import did_you_mean

T = TypeVar("T")
Form = Literal["values", "by", "to"]
MODES = ("linear", "discrete", "paced", "spline")
_DECIMAL = re.compile(r"[0-9]+\.?[0-9]*|\.[0-9]+")


@dataclass(frozen=True, slots=True)
class Even:
    """The first ``count`` times of so many equal parts. Most courses are even, and many are so alike: their moments are worked out once."""

    count: int
    parts: int

    def moments(self, begin: Fraction, dur: Fraction) -> tuple[float, ...]:
        """In seconds, of a round that lasts ``dur``."""
        return _even_moments(self, begin, dur)


@dataclass(frozen=True, slots=True)
class Told:
    """Times that somebody chose, as fractions of the simple duration."""

    times: tuple[Fraction, ...]

    def moments(self, begin: Fraction, dur: Fraction) -> tuple[float, ...]:
        """In seconds, of a round that lasts ``dur``."""
        return tuple(_moment(begin, time, dur) for time in self.times)


Times = Even | Told


@dataclass(frozen=True, slots=True)
class Course(Generic[T]):
    """Values at fractions of the simple duration; ``mix`` is None where it steps from one to the next."""

    times: Times
    values: tuple[T, ...]
    mix: Callable[[T, T, float], T] | None
    eases: tuple[Ease | None, ...] = ()

    def over(self, begin: Fraction, dur: Fraction) -> Value[T]:
        """One round of it, from ``begin`` on."""
        if len(self.values) == 1:
            return self.values[0]
        times = self.times.moments(begin, dur)
        return Steps(times, self.values) if self.mix is None else Keys(times, self.values, self.mix, self.eases)


def _moment(begin: Fraction, time: Fraction, dur: Fraction) -> float:
    """``float(begin + time * dur)``, to the same bit, without reducing a fraction for each of thousands of keys."""
    below = time.denominator * dur.denominator
    return (begin.numerator * below + begin.denominator * time.numerator * dur.numerator) / (begin.denominator * below)


@lru_cache(maxsize=64)
def _even_moments(times: Even, begin: Fraction, dur: Fraction) -> tuple[float, ...]:
    return tuple(_moment(begin, Fraction(i, times.parts), dur) for i in range(times.count))


def read_forms(element: Element, parse: Callable[[str], T], add: Callable[[T, T], T] | None) -> tuple[Form, list[T]]:
    """The values that an element names, and how: ``to`` and ``by`` alone give one value, which the underlying value completes."""
    text = element.get("values").strip()
    if text and element.tag != "set":
        return "values", [parse(item.strip()) for item in text.removesuffix(";").split(";")]
    given = {name: parse(element.get(name).strip()) for name in ("from", "to", "by") if name in element.attributes}
    if element.tag == "set":
        if "to" not in given:
            raise ValueError("it says no value: to is missing")
        return "values", [given["to"]]
    if "to" in given:
        return ("values", [given["from"], given["to"]]) if "from" in given else ("to", [given["to"]])
    if "by" not in given:
        raise ValueError("it says no values: write values, or from and to, or to, or by")
    if add is None:
        raise ValueError("by does not suit a value of this type")
    return ("values", [given["from"], add(given["from"], given["by"])]) if "from" in given else ("by", [given["by"]])


def read_mode(element: Element, default: str) -> str:
    """``calcMode``."""
    mode = element.get("calcMode").strip() or default
    if mode not in MODES:
        raise ValueError(f"unknown calcMode {mode!r}{did_you_mean(mode, MODES)}")
    return mode


def read_course(
    element: Element,
    values: Sequence[T],
    mix: Callable[[T, T, float], T] | None,
    distance: Callable[[T, T], float] | None = None,
    default: str = "linear",
) -> Course[T]:
    """Values with their times and the ways between them, as ``calcMode`` says.

    What has no ``mix`` steps; what has no ``distance`` is not paced but linear.
    """
    mode = read_mode(element, default) if mix else "discrete"
    if len(values) == 1:
        return Course(Even(1, 1), tuple(values), None)
    if mode == "paced" and distance:
        return Course(_paced(values, distance), tuple(values), mix)
    told = _key_times(element, len(values), mode) if element.get("keyTimes").strip() and mode != "paced" else None
    if mode == "discrete":
        return Course(told or Even(len(values), len(values)), tuple(values), None)
    return Course(
        told or Even(len(values), len(values) - 1), tuple(values), mix, _key_splines(element, len(values) - 1) if mode == "spline" else ()
    )


def _paced(values: Sequence[T], distance: Callable[[T, T], float]) -> Times:
    """Times in proportion to the way gone; even ones where there is no way."""
    gone = [Fraction(0)]
    for a, b in pairwise(values):
        gone.append(gone[-1] + Fraction(distance(a, b)))
    if not gone[-1]:
        return Even(len(values), len(values) - 1)
    return Told(tuple(way / gone[-1] for way in gone))


def _key_times(element: Element, count: int, mode: str) -> Told:
    """``keyTimes`` as exact fractions: as many as values, never falling, from 0 and (where it does not step) to 1."""
    words = [word.strip() for word in element.get("keyTimes").strip().removesuffix(";").split(";")]
    if any(not _DECIMAL.fullmatch(word) for word in words):
        raise ValueError("keyTimes are numbers from 0 to 1 with semicolons between them")
    times = tuple(Fraction(word) for word in words)
    if len(times) != count:
        raise ValueError(f"keyTimes has {len(times)} times for {count} values")
    if times[0] != 0 or any(a > b for a, b in pairwise(times)) or times[-1] > 1 or (mode != "discrete" and times[-1] != 1):
        raise ValueError(f"keyTimes starts at 0, never falls{'' if mode == 'discrete' else ' and ends at 1'}")
    return Told(times)


def _key_splines(element: Element, count: int) -> tuple[Ease | None, ...]:
    """``keySplines``: four numbers for each way between two values."""
    words = [word for word in element.get("keySplines").split(";") if word.strip()]
    if len(words) != count:
        raise ValueError(f"keySplines has {len(words)} curves for {count} ways between values")
    eases: list[Ease | None] = []
    for word in words:
        handles = numbers(word)
        if len(handles) != 4 or any(not 0 <= handle <= 1 for handle in handles):
            raise ValueError(f"keySplines wants four numbers from 0 to 1, not {word.strip()!r}")
        ease = bezier(*handles)
        eases.append(None if ease is linear else ease)
    return tuple(eases)
