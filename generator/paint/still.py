"""What a sampled frame says about time: its values no longer move, and how long they hold."""

from __future__ import annotations

from typing import TypeVar

from generator.motion.track import Span, Value

T = TypeVar("T")


def now(value: Value[T]) -> T:
    """The value of a sampled node, in which no Track is left: a word for the type checker, nothing happens here."""
    return value  # type: ignore[return-value]


HOLD = 0.2
"""Seconds that something stands still for it to be worth remembering."""


def holds(span: Span) -> bool:
    """Whether a span is long enough to remember what does not change in it. It looks at the frame alone, never at the frames before."""
    return span[1] - span[0] >= HOLD
