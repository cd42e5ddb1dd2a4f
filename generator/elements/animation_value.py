"""``animate`` and ``set``: values of any :class:`Kind`."""

from __future__ import annotations

from typing import TypeVar

from generator.documents.element import Element
from generator.elements.animation_course import read_course, read_forms
from generator.elements.animation_sandwich import Effect
from generator.elements.context import Context
from generator.elements.kind import Kind
from generator.motion.timing import Interval, Spec

T = TypeVar("T")


def steps(element: Element) -> bool:
    """Whether an animation goes from value to value without any between them."""
    return element.tag == "set" or element.get("calcMode").strip() == "discrete"


def value_effect(
    element: Element, spec: Spec, intervals: tuple[Interval, ...], kind: Kind[T], target: tuple[Element, str], context: Context
) -> Effect:
    """The effect on a value of an attribute or property, the ``target``; raises ValueError with a sentence where it is void."""
    form, values = read_forms(element, lambda text: context.said(*target, text, kind, steps(element)), kind.add)
    if form != "values":
        return _relative(element, spec, intervals, kind, values[0], form == "by")
    course = read_course(element, values, kind.mix, kind.distance)
    join = kind.add if element.get("additive") == "sum" else None
    mix, add = kind.mix, kind.add
    if mix is None or add is None or element.get("accumulate") != "sum":
        return Effect(spec, intervals, course.over, join)
    last = course.values[-1]
    twice = add(last, last)

    def gather(own: T, rounds: int) -> T:
        """``rounds`` times the last value below this one: mixing from it to its double goes on beyond it."""
        return add(mix(last, twice, rounds - 1.0), own)

    return Effect(spec, intervals, course.over, join, gather)


def _relative(element: Element, spec: Spec, intervals: tuple[Interval, ...], kind: Kind[T], target: T, by: bool) -> Effect:
    """``to`` or ``by`` alone: from what is below to the target, or onwards by it. The own value is how much of the way is gone."""
    mix, add = kind.mix, kind.add
    if mix is None:
        return Effect(spec, intervals, lambda begin, dur: target)
    progress = read_course(element, (0.0, 1.0), lambda a, b, u: a + (b - a) * u)
    if not by or add is None:
        if progress.mix is None:
            return Effect(spec, intervals, lambda begin, dur: target)
        return Effect(spec, intervals, progress.over, lambda under, part: mix(under, target, part))
    gather = (lambda part, rounds: part + rounds) if element.get("accumulate") == "sum" else None
    return Effect(spec, intervals, progress.over, lambda under, part: mix(under, add(under, target), part), gather)
