"""Animations of a document: SMIL in, Tracks out.

    compile_animations   Document -> CompiledAnimations, timing resolved once
    animation_timing     begin, dur, end ... and the syncbases between elements
    animation_course     values, keyTimes, calcMode ... as a way from 0 to 1
    animation_transform  animateTransform
    animation_motion     animateMotion
    animation_sandwich   all animations of one attribute over its base value

Values are read when an element asks for its attribute, since only then is it known what type they are. What cannot be read is a problem
at the animation's line and has no effect. Animations belong to elements, not to instances: what ``use`` repeats moves with its original.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from generator.documents.element import Document, Element
from generator.elements.animation_course import multiple, read_course, read_forms
from generator.elements.animation_motion import motion_effect
from generator.elements.animation_sandwich import Effect, stack
from generator.elements.animation_timing import schedule
from generator.elements.animation_transform import transform_effect
from generator.elements.context import Context
from generator.elements.kind import Kind
from generator.motion.loop import ticks
from generator.motion.timing import Interval, Spec
from generator.motion.track import Keys, Value, at
from generator.problems import Problems
from generator.values.geometry import IDENTITY, Affine
from generator.values.rate import Rate

T = TypeVar("T")

TAGS = frozenset({"animate", "animateColor", "animateMotion", "animateTransform", "set"})
_MOTION = "\0motion"  # what animateMotion animates: no attribute has such a name


@dataclass(frozen=True, slots=True)
class _Animation:
    """An animation element whose target and times are known."""

    element: Element
    spec: Spec
    intervals: tuple[Interval, ...]


@dataclass(frozen=True, slots=True)
class CompiledAnimations:
    """The animation elements of a document by what they animate; what :class:`~generator.elements.context.Animations` asks for."""

    document: Document
    _targets: Mapping[tuple[Element, str], tuple[_Animation, ...]]
    _ticks: int

    def animates(self, element: Element, name: str) -> bool:
        """Whether any animation targets an attribute or property."""
        return (element, name) in self._targets

    def value(self, element: Element, name: str, base: Value[T], kind: Kind[T], context: Context) -> Value[T]:
        """``base`` as the animations of an attribute or property change it over time."""
        found: list[Effect] = []
        for animation in self._targets.get((element, name), ()):
            try:
                found.append(self._effect(animation, base, kind, context))
            except (ValueError, TypeError) as error:
                context.problem(f"<{animation.element.tag}> of {name}: {error}", animation.element)
        return stack(base, found, self._ticks)

    def _effect(self, animation: _Animation, base: Value[T], kind: Kind[T], context: Context) -> Effect:
        if animation.element.tag != "animateTransform":
            return value_effect(animation, kind, context)
        if not isinstance(at(base, 0.0), Affine):
            raise ValueError("animateTransform is for transforms alone; use animate")
        return transform_effect(animation.element, animation.spec, animation.intervals)

    def motion(self, element: Element, context: Context) -> Value[Affine] | None:
        """The map that ``animateMotion`` puts outside the element's own transform (``motion @ transform``); None where nothing does."""
        found: list[Effect] = []
        for animation in self._targets.get((element, _MOTION), ()):
            try:
                found.append(motion_effect(animation.element, self.document, animation.spec, animation.intervals))
            except (ValueError, TypeError) as error:
                context.problem(f"<animateMotion>: {error}", animation.element)
        return stack(IDENTITY, found, self._ticks) if found else None


def value_effect(animation: _Animation, kind: Kind[T], context: Context) -> Effect:
    """The effect of ``animate`` or ``set`` on a value of some kind; raises ValueError with a sentence where it is void."""
    element, spec, intervals = animation.element, animation.spec, animation.intervals
    mix, add = kind.mix, kind.add
    form, values = read_forms(element, lambda text: kind.parse(text, context), add)
    if form == "values":
        course = read_course(element, values, mix, kind.distance)
        gather = None
        if mix and add and element.get("accumulate") == "sum":
            last, sum_of, mixed = course.values[-1], add, mix
            gather = lambda own, rounds: sum_of(multiple(last, rounds, mixed, sum_of), own)  # noqa: E731 - a closure over three
        return Effect(spec, intervals, course.over, add if element.get("additive") == "sum" else None, gather)
    target = values[0]
    if mix is None:
        if form == "by":
            raise ValueError("by does not suit a value of this type")
        return Effect(spec, intervals, lambda begin, dur: target)
    progress = read_course(element, (0.0, 1.0), _straight)
    if form == "to":
        if progress.mix is None:
            return Effect(spec, intervals, lambda begin, dur: target)
        return Effect(spec, intervals, progress.over, lambda under, u: mix(under, target, u))
    assert add is not None
    gather_part = (lambda u, rounds: u + rounds) if element.get("accumulate") == "sum" else None
    return Effect(spec, intervals, progress.over, lambda under, u: mix(under, add(under, target), u), gather_part)


def _straight(a: float, b: float, u: float) -> float:
    return a + (b - a) * u


def compile_animations(document: Document, rate: Rate | None, problems: Problems, lenient: bool) -> CompiledAnimations:
    """All animations of a document with their times. ``rate`` is what ``12f`` counts in. Faults are noted unless ``lenient``."""

    def report(element: Element, message: str) -> None:
        if not lenient:
            problems.add(f"<{element.tag}>: {message}", element.origin)

    elements = [element for element in document.root.walk() if element.tag in TAGS]
    targets: dict[tuple[Element, str], list[_Animation]] = {}
    for element, (spec, intervals) in schedule(document, elements, rate, report).items():
        href = element.get("href").strip()
        target = document.ids.get(href.removeprefix("#")) if href else document.parents.get(element)
        name = element.get("attributeName").strip().removeprefix("xlink:")
        if element.tag == "animateMotion":
            name = _MOTION
        elif element.tag == "animateTransform":
            name = name or "transform"
        if target is None:
            report(element, f"there is no element {href!r}")
        elif not name:
            report(element, "attributeName is missing")
        elif intervals:
            targets.setdefault((target, name), []).append(_Animation(element, spec, intervals))
    return CompiledAnimations(document, {key: tuple(found) for key, found in targets.items()}, ticks(rate))
