"""A window onto something that moves behind it: cut at its sides, perhaps faded there, and going round without a seam."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from generator.documents.element import Element
from generator.elements.context import Context
from generator.elements.ui_timing import begin_of, timing_of
from generator.motion.loop import Loop, pieces, ticks
from generator.motion.track import Keys, Value, combine
from generator.scene.nodes import Group, Mask, Node, Path
from generator.scene.paints import Fill, LinearGradient, Solid, Stop
from generator.values.colour import BLACK, TRANSPARENT
from generator.values.geometry import Rect
from generator.values.outlines import rectangle


def window(content: Sequence[Node], box: Value[Rect], fade: tuple[Value[float], Value[float]], element: Element) -> Group:
    """Content cut at a box; ``fade`` is how far in from the sides, and from the top and bottom, it comes up."""
    outline = combine(rectangle, box)
    clip = Group((Path(outline, Fill(Solid(BLACK))),))
    inner = Group(tuple(content), clip=clip, origin=element.origin)
    for depth, upright in zip(fade, (False, True), strict=True):
        if depth != 0.0:
            inner = Group((inner,), mask=_faded(box, depth, upright), origin=element.origin)
    return inner


def _faded(box: Value[Rect], depth: Value[float], upright: bool) -> Mask:
    """A mask that is clear at two sides and full from ``depth`` inwards."""
    share = combine(lambda b, d: min(0.5, max(0.0, d / ((b.height if upright else b.width) or 1.0))), box, depth)
    stops = (
        Stop(0.0, TRANSPARENT),
        Stop(share, BLACK),
        Stop(combine(lambda s: 1.0 - s, share), BLACK),
        Stop(1.0, TRANSPARENT),
    )
    left, top = combine(lambda b: b.x, box), combine(lambda b: b.y, box)
    right = left if upright else combine(lambda b: b.right, box)
    bottom = combine(lambda b: b.bottom, box) if upright else top
    paint = LinearGradient(left, top, right, bottom, stops)
    return Mask(Group((Path(combine(rectangle, box), Fill(paint)),)), "alpha", box)


_MOST = 20_000
"""Rows or letters behind a window at most, its content and all repeats of it."""


def repeats(side: float, length: float, parts: int, element: Element, context: Context) -> int | None:
    """How often content of a ``length`` and so many ``parts`` stands behind a window's ``side``, once more than it takes to fill it; None,
    and a problem, where that is out of all proportion."""
    if length > 0 and (side / length + 2) * parts <= _MOST:
        return math.ceil(side / length) + 1
    context.problem(f"<{element.tag}> would repeat its content of {length:g} px over {side:g} px; make the content larger", element)
    return None


def round_of(element: Element, context: Context, length: float, speed: float) -> Fraction | None:
    """How long one round takes: ``dur``, else ``length`` at ``speed``; None where nothing moves, or too fast or slowly to be seen."""
    spec = timing_of(element, context)[0]
    if isinstance(spec.dur, Fraction):
        return spec.dur
    if not speed or length <= 0:
        return None
    seconds = length / abs(speed)
    return Fraction(seconds).limit_denominator(1_000_000) if 1e-6 < seconds < 1e9 else None


def travel(element: Element, context: Context, length: float, dur: Fraction | None, stops: int = 0) -> Value[float]:
    """How far something has gone that covers ``length`` in each round and starts anew, resting at ``stops`` places."""
    if dur is None:
        return 0.0
    way = _halting(length, float(dur), stops) if stops else Keys((0.0, float(dur)), (0.0, length))
    return Loop.of(way, begin_of(element, context), dur, ticks(context.book.rate))


_SLIDE = 0.3  # the share of a stop's time that the way to the next one takes


def _smooth(u: float) -> float:
    return u * u * (3 - 2 * u)


def _halting(length: float, dur: float, stops: int) -> Value[float]:
    """Rests, with a slide from each to the next."""
    times: list[float] = []
    values: list[Value[float]] = [0.0]
    for n in range(stops):
        start, end = dur * (n + 1 - _SLIDE) / stops, dur * (n + 1) / stops
        there = length * (n + 1) / stops
        times += [start, end]
        values += [Keys((start, end), (length * n / stops, there), eases=(_smooth,)), there]
    return pieces(times, values)
