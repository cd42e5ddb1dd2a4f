"""``animateMotion``: an element carried along a path, as an extra map outside its own transform.

All of its forms come to one: an outline, and a moving fraction of its length. ``path`` and ``mpath`` give the outline (as it stands at the
first moment), points of ``values`` or of ``from``, ``to`` and ``by`` the corners of one; the values are its vertices, or ``keyPoints``.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from generator.documents.element import Element
from generator.elements.animation_course import Course, Even, Form, read_course, read_forms, read_mode
from generator.elements.animation_sandwich import Effect
from generator.elements.animation_transform import Numbers, add_numbers
from generator.elements.context import Context
from generator.elements.lengths import number, numbers
from generator.elements.shapes import OUTLINES
from generator.motion.timing import Interval, Spec
from generator.motion.track import Value, at, combine
from generator.values.geometry import Affine, Outline
from generator.values.measure import Measure
from generator.values.outlines import polyline
from generator.values.path_data import parse_path


def motion_effect(element: Element, context: Context, spec: Spec, intervals: tuple[Interval, ...]) -> Effect:
    """The effect of an ``animateMotion``; raises ValueError with a sentence where it is void."""
    form, outline = _way(element, context)
    measure = Measure(outline)
    course = _course(element, measure)
    place = _placing(element, measure)

    def over(begin: Fraction, dur: Fraction) -> Value[Affine]:
        return combine(place, course.over(begin, dur))

    end = place(course.values[-1])
    adds = form == "by" or (form == "values" and element.get("additive") == "sum")
    gathers = form != "to" and element.get("accumulate") == "sum"
    return Effect(
        spec, intervals, over, _outside if adds else None, (lambda v, k: Affine.translation(k * end.e, k * end.f) @ v) if gathers else None
    )


def _outside(under: Affine, own: Affine) -> Affine:
    """Both ways gone, one after the other; both turns."""
    return Affine.translation(own.e, own.f) @ under @ Affine(own.a, own.b, own.c, own.d)


def _way(element: Element, context: Context) -> tuple[Form, Outline]:
    """The outline, and how its points were given; ``to`` and ``by`` alone start from where the element stands."""
    linked = next((child for child in element.elements() if child.tag == "mpath"), None)
    if linked is not None:
        name = linked.get("href").strip()
        target = context.book.document.ids.get(name.removeprefix("#"))
        if target is None or target.tag not in OUTLINES:
            raise ValueError(f"mpath: there is no path {name!r}")
        return "values", at(OUTLINES[target.tag](target, context.home(target)), 0.0)
    if "path" in element.attributes:
        return "values", parse_path(element.get("path"))
    form, points = read_forms(element, _point, add_numbers)
    if form != "values":
        points = [(0.0, 0.0), *points]
    return form, polyline([coordinate for point in points for coordinate in point])


def _point(text: str) -> Numbers:
    found = numbers(text)
    if len(found) != 2:
        raise ValueError(f"a point is two numbers, not {text!r}")
    return found


def _course(element: Element, measure: Measure) -> Course[float]:
    """The fraction of the length that is gone. ``keyPoints`` without a ``calcMode`` are linear: paced motion has no use for them."""
    points = element.get("keyPoints").strip()
    mode = read_mode(element, "linear" if points else "paced")
    if mode == "paced":
        return Course(Even(2, 1), (0.0, 1.0), _mix)
    if points:
        stops = [number(word) for word in points.removesuffix(";").split(";")]
        if any(not 0 <= stop <= 1 for stop in stops):
            raise ValueError("keyPoints are numbers from 0 to 1")
        if len(stops) != len(element.get("keyTimes").strip().removesuffix(";").split(";")):
            raise ValueError("keyPoints wants as many keyTimes as points")
    else:
        stops = [stop / measure.length if measure.length else 0.0 for stop in measure.stops]
    return read_course(element, stops, _mix, None, mode)


def _mix(a: float, b: float, u: float) -> float:
    return a + (b - a) * u


def _placing(element: Element, measure: Measure) -> Callable[[float], Affine]:
    """From a fraction of the length to the map that carries the element there and turns it as ``rotate`` says."""
    rotate = element.get("rotate").strip() or "0"
    turned = {"auto": 0.0, "auto-reverse": 180.0}.get(rotate)
    fixed = 0.0 if turned is not None else number(rotate)

    def place(part: float) -> Affine:
        x, y, degrees = measure.at(part * measure.length)
        turn = fixed if turned is None else degrees + turned
        moved = Affine.translation(x, y)
        return moved @ Affine.rotation(turn) if turn else moved

    return place
