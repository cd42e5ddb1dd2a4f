"""Animations of a document: SMIL in, Tracks out.

    compile_animations   Document -> CompiledAnimations, timing resolved once
    animation_timing     begin, dur, end ... and the syncbases between elements
    animation_course     values, keyTimes, calcMode ... as a way from 0 to 1
    animation_value      animate, set
    animation_transform  animateTransform
    animation_motion     animateMotion
    animation_sandwich   all animations of one attribute over its base value

Values are read when an element asks for its attribute, since only then is it known what type they are. What cannot be read is a problem
at the animation's line and has no effect. Animations belong to elements, not to instances: what ``use`` repeats moves with its original.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from generator.documents.element import Document, Element
from generator.elements.animation_motion import motion_effect
from generator.elements.animation_sandwich import Effect, stack
from generator.elements.animation_timing import schedule
from generator.elements.animation_transform import transform_effect
from generator.elements.animation_value import value_effect
from generator.elements.context import Context
from generator.elements.kind import Kind
from generator.motion.loop import ticks
from generator.motion.timing import Interval, Spec
from generator.motion.track import Track, Value, at
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
            except ValueError as error:
                context.problem(f"<{animation.element.tag}> of {name}: {error}", animation.element)
        return stack(base, found, self._ticks)

    def _effect(self, animation: _Animation, base: Value[T], kind: Kind[T], context: Context) -> Effect:
        if animation.element.tag != "animateTransform":
            return value_effect(animation.element, animation.spec, animation.intervals, kind, context)
        if isinstance(at(base, 0.0), Affine):
            return transform_effect(animation.element, animation.spec, animation.intervals)
        raise ValueError("animateTransform is for transforms alone; use animate")

    def motion(self, element: Element, context: Context) -> Value[Affine] | None:
        """The map that ``animateMotion`` puts outside the element's own transform (``motion @ transform``); None where nothing does."""
        found: list[Effect] = []
        for animation in self._targets.get((element, _MOTION), ()):
            try:
                found.append(motion_effect(animation.element, self.document, animation.spec, animation.intervals))
            except ValueError as error:
                context.problem(f"<animateMotion>: {error}", animation.element)
        return stack(IDENTITY, found, self._ticks) if found else None


def compile_animations(document: Document, rate: Rate | None, problems: Problems, lenient: bool) -> CompiledAnimations:
    """All animations of a document with their times. ``rate`` is what ``12f`` counts in. Faults are noted unless ``lenient``."""

    def report(element: Element, message: str) -> None:
        if not lenient:
            problems.add(f"<{element.tag}>: {message}", element.origin)

    elements: list[Element] = []
    for element in document.root.walk():
        if element.tag in TAGS:
            moving = [name for name, value in element.attributes.items() if isinstance(value, Track)]
            if moving:
                report(element, f"{moving[0]} moves by itself; an animation takes texts")
            else:
                elements.append(element)
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
