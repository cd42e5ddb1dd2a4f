"""How far an element of ours is: its ``begin``, ``dur``, ``end`` and repeats, as a value from 0 to 1."""

from __future__ import annotations

import bisect
import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from generator.documents.element import Element
from generator.elements.context import Context
from generator.motion.loop import ticks
from generator.motion.timing import Interval, Spec
from generator.motion.track import Span, Track, Value
from generator.values.rate import Rate

T = TypeVar("T")

_RATE = Rate(Fraction(24))
_EARLY = 1e-6  # a step that belongs to a frame comes this much before it, so that no rounding puts it after


@dataclass(frozen=True, slots=True)
class Clock:
    """Counts moments in whole units, ``second`` to the second; a moment is rounded to one of ``ticks`` first, which hold every frame. So
    frames that are some rounds apart come to the same bits, and none falls before a beginning that it stands on."""

    ticks: int
    second: int

    @classmethod
    def of(cls, rate: Rate | None, *moments: Fraction) -> Clock:
        """A clock on which some moments fall."""
        whole = ticks(rate)
        return cls(whole, whole * math.lcm(*((moment * whole).denominator for moment in moments)))

    def now(self, t: float) -> int:
        return round(t * self.ticks) * (self.second // self.ticks)

    def count(self, moment: Fraction) -> int:
        return int(moment * self.second)


@dataclass(frozen=True, slots=True, eq=False)
class Progress(Track[float]):
    """0 before the first of its intervals, then along each one in time with its rounds of ``dur``, and held where it ended.

    ``begins``, ``ends`` (or infinity) and ``dur`` are counted by the clock.
    """

    clock: Clock
    begins: tuple[int, ...]
    ends: tuple[float, ...]
    dur: int

    @classmethod
    def of(cls, intervals: tuple[Interval, ...], dur: Fraction, rate: Rate | None) -> Progress:
        finite = [i.end for i in intervals if isinstance(i.end, Fraction)]
        clock = Clock.of(rate, dur, *(i.begin for i in intervals), *finite)
        ends = tuple(clock.count(i.end) if isinstance(i.end, Fraction) else math.inf for i in intervals)
        return cls(clock, tuple(clock.count(i.begin) for i in intervals), ends, clock.count(dur))

    @property
    def seconds(self) -> float:
        """How long one round takes."""
        return self.dur / self.clock.second

    def at(self, t: float) -> float:
        now = self.clock.now(t)
        n = bisect.bisect_right(self.begins, now) - 1
        if n < 0:
            return 0.0
        done = now >= self.ends[n]
        gone = (int(self.ends[n]) if done else now) - self.begins[n]
        rounds, rest = divmod(gone, self.dur)
        return 1.0 if done and rounds and not rest else rest / self.dur

    def span(self, t: float) -> Span:
        now = self.clock.now(t)
        n = bisect.bisect_right(self.begins, now) - 1
        until = self.begins[n + 1] / self.clock.second - _EARLY if n + 1 < len(self.begins) else math.inf
        if n < 0:
            return -math.inf, until
        end = self.ends[n] / self.clock.second
        return (end, until) if end <= t < until else (t, t)


@dataclass(frozen=True, slots=True, eq=False)
class Stepped(Track[T]):
    """``values[i]`` while a progress is between ``edges[i]`` and ``edges[i + 1]``; edges ascend from 0 and may include 1."""

    progress: Progress
    edges: tuple[float, ...]
    values: tuple[T, ...]

    def at(self, t: float) -> T:
        return self.values[max(0, bisect.bisect_right(self.edges, self.progress.at(t + _EARLY)) - 1)]

    def span(self, t: float) -> Span:
        still = self.progress.span(t)
        if still[0] < still[1]:
            return still
        gone = self.progress.at(t + _EARLY)
        n = max(0, bisect.bisect_right(self.edges, gone) - 1)
        dur = self.progress.seconds
        until = self.edges[n + 1] if n + 1 < len(self.edges) else 1.0
        return t + (self.edges[n] - gone) * dur + _EARLY, t + (until - gone) * dur - _EARLY


@dataclass(frozen=True, slots=True, eq=False)
class Blink(Track[bool]):
    """On for some seconds, off for as many, from the first frame on."""

    seconds: float

    def at(self, t: float) -> bool:
        return self._half(t) % 2 == 0

    def _half(self, t: float) -> int:
        return math.floor((t + _EARLY) / self.seconds)

    def span(self, t: float) -> Span:
        n = self._half(t)
        return n * self.seconds - _EARLY, (n + 1) * self.seconds - _EARLY


def stepped(progress: Value[float], edges: tuple[float, ...], values: tuple[T, ...]) -> Value[T]:
    """One of some values by how far something is."""
    if isinstance(progress, Progress) and len(values) > 1:
        return Stepped(progress, edges, values)
    return values[-1] if isinstance(progress, Progress) or progress >= 1 else values[0]  # type: ignore[operator]


def timing_of(element: Element, context: Context) -> tuple[Spec, tuple[Interval, ...]]:
    """When an element is active."""
    return context.book.animations.timing(element)


def progress_of(element: Element, context: Context, dur: Fraction | None = None) -> Value[float]:
    """How far an element is through its ``dur``; ``dur`` stands in where it says none. 1 where neither is there."""
    spec, intervals = timing_of(element, context)
    one = Fraction(spec.dur) if not math.isinf(spec.dur) else dur
    if one is None or one <= 0:
        return 1.0
    if math.isinf(spec.dur):
        intervals = tuple(Interval(i.begin, min(i.end, i.begin + one)) for i in intervals)
    return Progress.of(intervals, one, context.book.rate) if intervals else 0.0


def begin_of(element: Element, context: Context) -> Fraction:
    """When an element begins for the first time; 0 where it never does."""
    intervals = timing_of(element, context)[1]
    return intervals[0].begin if intervals else Fraction(0)


def rate_of(context: Context) -> Rate:
    """The frames a second that discrete values are counted in."""
    return context.book.rate or _RATE


@dataclass(frozen=True, slots=True, eq=False)
class Framed(Track[T]):
    """``function`` of a value at every step from ``begin`` on, both counted by a clock, and held between."""

    function: Callable[[float], T]
    source: Track[float]
    clock: Clock
    begin: int
    step: int

    def _index(self, t: float) -> int:
        return (self.clock.now(t) - self.begin) // self.step

    def _moment(self, n: int) -> float:
        return (self.begin + n * self.step) / self.clock.second

    def at(self, t: float) -> T:
        n = self._index(t)
        return self.function(self.source.at(self._moment(n) if n >= 0 else t))

    def span(self, t: float) -> Span:
        still = self.source.span(t)
        n = self._index(t)
        if n < 0 or still[0] < still[1]:
            return still
        return self._moment(n) - _EARLY, self._moment(n + 1) - _EARLY


def framed(function: Callable[[float], T], value: Value[float], element: Element, context: Context, by: int = 1) -> Value[T]:
    """``function`` of a value in steps of ``by`` frames, counted from where the element begins."""
    if not isinstance(value, Track):
        return function(value)
    begin, step = begin_of(element, context), Fraction(by) / rate_of(context).fraction
    clock = Clock.of(context.book.rate, begin, step)
    return Framed(function, value, clock, clock.count(begin), clock.count(step))
