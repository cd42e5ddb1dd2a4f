"""Track: a value over time, as data.

``Value[T]`` is a ``T`` or a ``Track[T]``. Three rules make random access and caching safe:

1. ``at(t)`` is a pure function of ``t`` (seconds from the first frame, which is 0.0; never the frames before).
2. ``span(t)`` is the half-open interval ``[since, until)`` around ``t`` in which ``at`` is known to give an equal value. ``(t, t)`` means
   "known for this moment alone". It too depends on ``t`` only, so a cache that trusts it gives the same bytes in any order.
3. A Track never becomes text: ``str`` and ``format`` raise.
"""

from __future__ import annotations

import bisect
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NoReturn, TypeAlias, TypeVar, Union

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Span: TypeAlias = tuple[float, float]
ALWAYS: Span = (-math.inf, math.inf)


class Track(Generic[T_co]):
    """A value over time; see the module for the three rules. (No ABC: whether something is a Track is asked all the time.)"""

    __slots__ = ()

    def at(self, t: float) -> T_co:
        """The value at ``t`` seconds."""
        raise NotImplementedError

    def span(self, t: float) -> Span:
        """The interval around ``t`` in which the value is known not to change."""
        return (t, t)

    def __str__(self) -> NoReturn:
        raise TypeError("a value that moves cannot be written as text; give it to an attribute as it is")

    def __format__(self, spec: str) -> NoReturn:
        self.__str__()


Value: TypeAlias = Union[T, Track[T]]  # noqa: UP007 - a generic alias over a union with a TypeVar


def moves(value: object) -> bool:
    """Whether a value is a Track."""
    return isinstance(value, Track)


def at(value: Value[T], t: float) -> T:
    """The value at ``t``, whether or not it moves."""
    return value.at(t) if isinstance(value, Track) else value


def span(value: object, t: float) -> Span:
    """The interval around ``t`` in which a value does not change."""
    return value.span(t) if isinstance(value, Track) else ALWAYS


def overlap(one: Span, two: Span) -> Span:
    """What two spans around one moment share."""
    return max(one[0], two[0]), min(one[1], two[1])


@dataclass(frozen=True, slots=True, eq=False)
class Combined(Track[T]):
    """``function`` of values of which at least one moves."""

    function: Callable[..., T]
    inputs: tuple[Any, ...]

    def at(self, t: float) -> T:
        return self.function(*[v.at(t) if isinstance(v, Track) else v for v in self.inputs])

    def span(self, t: float) -> Span:
        since, until = ALWAYS
        for v in self.inputs:
            if isinstance(v, Track):
                a, b = v.span(t)
                since, until = max(since, a), min(until, b)
        return since, until


def combine(function: Callable[..., T], *inputs: Any) -> Value[T]:
    """``function(*inputs)`` now when nothing moves, else a Track of it. ``function`` is pure."""
    if any(isinstance(v, Track) for v in inputs):
        return Combined(function, inputs)
    return function(*inputs)


@dataclass(frozen=True, slots=True, eq=False)
class Steps(Track[T]):
    """``values[i]`` from ``times[i]`` on until ``times[i + 1]``; the first value also before the first time."""

    times: tuple[float, ...]
    values: tuple[T, ...]

    def _index(self, t: float) -> int:
        return max(0, bisect.bisect_right(self.times, t) - 1)

    def at(self, t: float) -> T:
        return self.values[self._index(t)]

    def span(self, t: float) -> Span:
        i = self._index(t)
        return (self.times[i] if i else -math.inf), (self.times[i + 1] if i + 1 < len(self.times) else math.inf)


def _blend(a: float, b: float, u: float) -> float:
    return a + (b - a) * u


@dataclass(frozen=True, slots=True, eq=False)
class Keys(Track[T]):
    """Values at times with a mix between them; held before the first and after the last.

    ``mix(a, b, u)`` gives what lies between two values; ``eases[i]`` (or none for linear) bends the way from key i to key i + 1. Between
    equal values nothing moves.
    """

    times: tuple[float, ...]
    values: tuple[T, ...]
    mix: Callable[[T, T, float], T] = _blend  # type: ignore[assignment]
    eases: tuple[Callable[[float], float] | None, ...] = ()

    def at(self, t: float) -> T:
        i = bisect.bisect_right(self.times, t) - 1
        if i < 0:
            return self.values[0]
        if i + 1 >= len(self.times):
            return self.values[-1]
        if self._rests(i):
            return self.values[i]
        u = (t - self.times[i]) / (self.times[i + 1] - self.times[i])
        ease = self.eases[i] if i < len(self.eases) else None
        return self.mix(self.values[i], self.values[i + 1], ease(u) if ease else u)

    def span(self, t: float) -> Span:
        if t < self.times[0]:
            return -math.inf, self.times[0]
        if t >= self.times[-1]:
            return self.times[-1], math.inf
        i = bisect.bisect_right(self.times, t) - 1
        return (self.times[i], self.times[i + 1]) if self._rests(i) else (t, t)

    def _rests(self, i: int) -> bool:
        a, b = self.values[i], self.values[i + 1]
        return a is b or a == b


def sequence(times: Sequence[float], values: Sequence[T]) -> Value[T]:
    """Steps, or the plain value where there is only one."""
    return values[0] if len(values) == 1 else Steps(tuple(times), tuple(values))
