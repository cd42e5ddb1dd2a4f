"""The vertices of an outline and the directions there: where markers stand (SVG 2, 9.5.1 and 13.7)."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from generator.values.geometry import Outline
from generator.values.measure import Curve, Point, direction
from generator.values.path_data import ArcOutline, Command, arc_cubics


@dataclass(frozen=True, slots=True)
class Vertex:
    """A point between segments; ``angle`` in degrees bisects the way in and the way out."""

    x: float
    y: float
    angle: float


@dataclass(slots=True)
class _Way:
    """One segment: where it ends, and its directions (``None``: it has no length)."""

    end: Point
    leaves: Point | None
    arrives: Point | None


@dataclass(slots=True)
class _Run:
    """A subpath: its start, its segments, whether it is closed."""

    start: Point
    ways: list[_Way]
    closed: bool = False
    implied: bool = False


def vertices(outline: Outline) -> tuple[Vertex, ...]:
    """Every vertex in order, with those of movetos and closepaths; an arc has its two ends only."""
    return tuple(vertex for run in _runs(outline) for vertex in _turned(run))


def _turned(run: _Run) -> list[Vertex]:
    """A zero-length segment takes the direction of what comes before it, else of what follows, else that of the x axis."""
    known: Point | None = next((way.leaves for way in run.ways if way.leaves), None) or (1.0, 0.0)
    for way in run.ways:
        way.leaves = way.leaves or known
        way.arrives = way.arrives or known
        known = way.arrives
    ins = [run.ways[-1].arrives if run.closed else None, *(way.arrives for way in run.ways)]
    outs = [*(way.leaves for way in run.ways), run.ways[0].leaves if run.closed else None]
    points = [run.start, *(way.end for way in run.ways)]
    if not run.ways:
        outs = [None]
    found = [Vertex(x, y, _bisector(a, b)) for (x, y), a, b in zip(points, ins, outs, strict=True)]
    return found[1:] if run.implied else found


def _bisector(arrives: Point | None, leaves: Point | None) -> float:
    if arrives is None or leaves is None:
        x, y = arrives or leaves or (1.0, 0.0)
        return math.degrees(math.atan2(y, x))
    a, b = math.atan2(arrives[1], arrives[0]), math.atan2(leaves[1], leaves[0])
    turn = (b - a + math.pi) % math.tau - math.pi
    return (math.degrees(a + turn / 2) + 180) % 360 - 180


def _way(curve: Curve) -> _Way:
    if all(p == curve[0] for p in curve):
        return _Way(curve[-1], None, None)
    return _Way(curve[-1], direction(curve, 0.0), direction(curve, 1.0))


def _runs(outline: Outline) -> list[_Run]:
    runs: list[_Run] = []
    for letter, curve in _segments(outline):
        if letter == "M":
            runs.append(_Run(curve[0], []))
            continue
        if runs[-1].closed:
            runs.append(_Run(curve[0], [], implied=True))
        runs[-1].ways.append(_way(curve))
        runs[-1].closed = letter == "Z"
    return runs


def _segments(outline: Outline) -> list[tuple[str, Curve]]:
    """Letters with curves; an arc is one curve through the handles at its two ends, a moveto its point."""
    commands: Iterable[Command] = ((chr(verb), c) for verb, c in outline.segments())
    if isinstance(outline, ArcOutline):
        commands = outline.commands
    found: list[tuple[str, Curve]] = []
    pen = start = (0.0, 0.0)
    for letter, c in commands:
        points = _pairs(c) or (start,)
        if letter == "A":
            cubics = arc_cubics(pen, c) or [c[-2:]]
            points = _pairs((*cubics[0][:2], *cubics[-1][-4:]))
        found.append((letter, points if letter == "M" else (pen, *points)))
        pen = points[-1]
        start = pen if letter == "M" else start
    return found


def _pairs(flat: tuple[float, ...]) -> tuple[Point, ...]:
    return tuple(zip(flat[0::2], flat[1::2], strict=False))
