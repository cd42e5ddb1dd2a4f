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

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias, TypeVar

from generator.documents.element import Document, Element
from generator.documents.properties import PROPERTIES
from generator.elements.animation_motion import motion_effect
from generator.elements.animation_sandwich import Effect, stack
from generator.elements.animation_timing import Report, schedule
from generator.elements.animation_transform import transform_effect
from generator.elements.animation_value import steps, value_effect
from generator.elements.context import Context
from generator.elements.kind import Kind
from generator.motion.loop import ticks
from generator.motion.timing import Interval, Spec
from generator.motion.track import Track, Value, at
from generator.problems import Problems, did_you_mean
from generator.values.geometry import IDENTITY, Affine
from generator.values.rate import Rate

T = TypeVar("T")

TAGS = frozenset({"animate", "animateColor", "animateMotion", "animateTransform", "set"})
Timing: TypeAlias = tuple[Spec, tuple[Interval, ...]]
TIMING = ("begin", "dur", "end", "repeatCount", "repeatDur", "restart")
"""What elements of ours take from SMIL."""
_MOTION = "\0motion"  # what animateMotion animates: no attribute has such a name

_ATTRIBUTES = frozenset(
    (
        "amplitude", "azimuth", "baseFrequency", "bias", "clipPathUnits", "diffuseConstant", "divisor", "dx", "dy", "edgeMode", "elevation",
        "exponent", "filterUnits", "fr", "fx", "fy", "gradientTransform", "gradientUnits", "href", "in", "in2", "intercept", "k1", "k2",
        "k3", "k4", "kernelMatrix", "lengthAdjust", "limitingConeAngle", "markerHeight", "markerUnits", "markerWidth", "maskContentUnits",
        "maskUnits", "mode", "numOctaves", "offset", "operator", "order", "orient", "path", "pathLength", "patternContentUnits",
        "patternTransform", "patternUnits", "points", "pointsAtX", "pointsAtY", "pointsAtZ", "preserveAlpha", "preserveAspectRatio",
        "primitiveUnits", "radius", "refX", "refY", "result", "rotate", "scale", "seed", "slope", "specularConstant", "specularExponent",
        "spreadMethod", "startOffset", "stdDeviation", "stitchTiles", "surfaceScale", "tableValues", "targetX", "targetY", "textLength",
        "type", "values", "viewBox", "x1", "x2", "xChannelSelector", "y1", "y2", "yChannelSelector", "z",
    )
)  # fmt: skip
"""What can be animated beside the properties, by the specification."""
_STILL = frozenset(
    (
        "bias", "clip-path", "clipPathUnits", "color-interpolation", "color-interpolation-filters", "direction", "divisor", "edgeMode",
        "filter", "filterUnits", "font-optical-sizing", "gradientUnits", "href", "image-rendering", "in", "in2", "isolation",
        "kernelMatrix", "marker-end", "marker-mid", "marker-start", "markerUnits", "mask", "mask-type", "maskContentUnits", "maskUnits",
        "mode", "numOctaves", "operator", "order", "orient", "overflow", "paint-order", "pathLength", "patternContentUnits",
        "patternUnits", "preserveAlpha", "primitiveUnits", "refX", "refY", "result", "shape-rendering", "spreadMethod", "stitchTiles",
        "stroke-miterlimit", "targetX", "targetY", "text-decoration", "text-decoration-color", "text-decoration-line",
        "text-decoration-style", "transform-box", "type", "unicode-bidi", "vector-effect", "writing-mode", "xChannelSelector",
        "yChannelSelector",
    )
)  # fmt: skip
"""What is read once here, while a document is built: docs/templates.md says so."""


@dataclass(frozen=True, slots=True)
class _Animation:
    """An animation element whose target and times are known."""

    element: Element
    spec: Spec
    intervals: tuple[Interval, ...]


@dataclass(frozen=True, slots=True)
class CompiledAnimations:
    """The animation elements of a document by what they animate; what :class:`~generator.elements.context.Animations` asks for."""

    _targets: Mapping[tuple[Element, str], tuple[_Animation, ...]]
    _ticks: int
    _timed: Mapping[Element, Timing]

    def animates(self, element: Element, name: str) -> bool:
        """Whether any animation targets an attribute or property."""
        return (element, name) in self._targets

    def value(self, element: Element, name: str, base: Value[T], kind: Kind[T], context: Context) -> Value[T]:
        """``base`` as the animations of an attribute or property change it over time."""
        found: list[Effect] = []
        animations = self._targets.get((element, name), ())
        for animation in animations:
            try:
                found.append(self._effect(animation, base, kind, (element, name), context))
            except ValueError as error:
                context.problem(f"<{animation.element.tag}> of {name}: {error}", animation.element)
        if not all(steps(animation.element) for animation in animations):
            base = context.mixable(base, kind)
        return stack(base, found, self._ticks)

    def _effect(self, animation: _Animation, base: Value[T], kind: Kind[T], target: tuple[Element, str], context: Context) -> Effect:
        if animation.element.tag != "animateTransform":
            return value_effect(animation.element, animation.spec, animation.intervals, kind, target, context)
        if isinstance(at(base, 0.0), Affine):
            return transform_effect(animation.element, animation.spec, animation.intervals)
        raise ValueError("animateTransform is for transforms alone; use animate")

    def timing(self, element: Element) -> Timing:
        """When an element of ours is active; always, for one that is not of this document."""
        return self._timed.get(element, (Spec(), (Interval(Fraction(0), math.inf),)))

    def motion(self, element: Element, context: Context) -> Value[Affine] | None:
        """The map that ``animateMotion`` puts outside the element's own transform (``motion @ transform``); None where nothing does."""
        found: list[Effect] = []
        for animation in self._targets.get((element, _MOTION), ()):
            try:
                found.append(motion_effect(animation.element, context, animation.spec, animation.intervals))
            except ValueError as error:
                context.problem(f"<animateMotion>: {error}", animation.element)
        return stack(IDENTITY, found, self._ticks) if found else None


def compile_animations(document: Document, rate: Rate | None, problems: Problems) -> CompiledAnimations:
    """All animations of a document with their times. ``rate`` is what ``12f`` counts in. Faults are noted."""

    def report(element: Element, message: str) -> None:
        problems.add(f"<{element.tag}>: {message}", element.origin)

    elements = [element for element in document.root.walk() if element.tag in TAGS and _still(element, report)]
    ours = [element for element in document.root.walk() if element.tag.startswith("ui:")]
    times = schedule(document, [*elements, *ours], rate, report)
    targets: dict[tuple[Element, str], list[_Animation]] = {}
    for element in elements:
        target = _target(document, element, report)
        spec, intervals = times[element]
        if target and intervals:
            targets.setdefault(target, []).append(_Animation(element, spec, intervals))
    return CompiledAnimations({key: tuple(found) for key, found in targets.items()}, ticks(rate), {e: times[e] for e in ours})


def _still(element: Element, report: Report) -> bool:
    """Whether all that an animation says is text."""
    moving = [name for name, value in element.attributes.items() if isinstance(value, Track)]
    if moving:
        report(element, f"{moving[0]} moves by itself; an animation takes texts")
    return not moving


def _target(document: Document, element: Element, report: Report) -> tuple[Element, str] | None:
    """The element that an animation is for (by ``href``, else its parent) and what of it."""
    href = element.get("href").strip()
    target = document.ids.get(href.removeprefix("#")) if href else document.parents.get(element)
    default = {"animateMotion": _MOTION, "animateTransform": "transform"}.get(element.tag, "")
    name = element.get("attributeName").strip().removeprefix("xlink:") or default
    if target is None:
        report(element, f"there is no element {href!r}")
    elif not name:
        report(element, "attributeName is missing")
    elif element.tag == "animateMotion":
        return target, _MOTION
    else:
        ours = target.tag.startswith("ui:")
        if name in _STILL and not (ours and name not in PROPERTIES):
            report(element, f"{name} cannot be animated here")
        elif name not in PROPERTIES and name not in _ATTRIBUTES and not (name.startswith("ui:") or ours):
            report(element, f"unknown attribute {name!r}{did_you_mean(name, (*PROPERTIES, *_ATTRIBUTES))}")
        return target, name
    return None
