"""Remembered: a costly Track that several others are taken from is worked out once for a moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from generator.motion.track import Span, Track, Value, span

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Remembered(Track[T], Generic[T]):
    """Gives what ``source`` gives, and keeps the last value for as long as it is known to hold."""

    source: Track[T]
    _last: list[tuple[Span, float, T]] = field(default_factory=list)

    def at(self, t: float) -> T:
        if self._last:
            (since, until), moment, value = self._last[0]
            if t == moment or since <= t < until:
                return value
        value = self.source.at(t)
        self._last[:] = [(span(self.source, t), t, value)]
        return value

    def span(self, t: float) -> Span:
        return self.source.span(t)


def remembered(value: Value[T]) -> Value[T]:
    """A value that stands still as it is; a Track that remembers."""
    return Remembered(value) if isinstance(value, Track) else value
