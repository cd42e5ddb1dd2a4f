"""How animations of one attribute lie on one another (SMIL's sandwich), worked out once for all time.

Which animations act, and in which order, changes only where an interval begins or ends. So time is cut there, and each piece gets the value
that its own stack of animations makes of the base.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple, TypeVar

from generator.motion.loop import Loop, pieces
from generator.motion.timing import Interval, Spec, Time, locate
from generator.motion.track import Value, at, combine, moves

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Effect:
    """One animation of one attribute.

    ``over(begin, dur)`` is one round of its own value. ``join(under, own)`` makes the result of it (None: the own value replaces what is
    under it). ``gather(own, rounds)`` adds earlier rounds (None: they leave nothing).
    """

    spec: Spec
    intervals: tuple[Interval, ...]
    over: Callable[[Fraction, Fraction], Value[Any]]
    join: Callable[[Any, Any], Any] | None = None
    gather: Callable[[Any, int], Any] | None = None


@dataclass(frozen=True, slots=True)
class _Window:
    """A stretch of time in which one effect has a value; what began later lies higher."""

    since: Fraction
    until: Time
    began: Fraction
    own: Value[Any]
    join: Callable[[Any, Any], Any] | None


class _Layered(NamedTuple):
    order: int
    window: _Window


def stack(base: Value[T], effects: Sequence[Effect], ticks: int) -> Value[T]:
    """``base`` under all effects, given in document order, which decides between those that began together."""
    windows = [_Layered(order, window) for order, effect in enumerate(effects) for window in _windows(effect, ticks)]
    cuts = sorted({moment for _, w in windows for moment in (w.since, w.until) if isinstance(moment, Fraction)})
    windows.sort(key=lambda layered: layered.window.since)
    values: list[Value[T]] = [base]
    active: list[_Layered] = []
    for cut in cuts:
        active = [layered for layered in active if cut < layered.window.until]
        while windows and windows[0].window.since <= cut:
            active.append(windows.pop(0))
        value = base
        for _, window in sorted(active, key=lambda layered: (layered.window.began, layered.order)):
            value = window.own if window.join is None else combine(window.join, value, window.own)
        values.append(value)
    return pieces([float(cut) for cut in cuts], values)


def _windows(effect: Effect, ticks: int) -> Iterator[_Window]:
    """Where an effect is active, and where it is frozen: from its end until it begins again."""
    for i, interval in enumerate(effect.intervals):
        shown = min(interval.end, interval.begin + effect.spec.intrinsic)
        yield _Window(interval.begin, shown, interval.begin, _active(effect, interval.begin, shown, ticks), effect.join)
        if effect.spec.freeze and isinstance(shown, Fraction):
            again = effect.intervals[i + 1].begin if i + 1 < len(effect.intervals) else math.inf
            yield _Window(shown, again, interval.begin, _frozen(effect, shown - interval.begin), effect.join)


def _active(effect: Effect, begin: Fraction, end: Time, ticks: int) -> Value[Any]:
    dur = effect.spec.dur
    if not isinstance(dur, Fraction):
        return at(effect.over(Fraction(0), Fraction(1)), 0.0)
    if end - begin <= dur:
        return effect.over(begin, dur)
    own = effect.over(Fraction(0), dur)
    if not effect.gather and not moves(own):
        return own
    return Loop.of(own, begin, dur, ticks, effect.gather)


def _frozen(effect: Effect, elapsed: Fraction) -> Any:
    """The value that stays when an interval has lasted ``elapsed`` seconds."""
    dur = effect.spec.dur
    if not isinstance(dur, Fraction):
        return at(effect.over(Fraction(0), Fraction(1)), 0.0)
    place = locate(elapsed, dur, frozen=True)
    own = at(effect.over(Fraction(0), dur), float(place.seconds))
    return effect.gather(own, place.iteration) if effect.gather and place.iteration else own
