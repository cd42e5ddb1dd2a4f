"""Kind: what a type of value is, to the code that reads attributes and to the code that animates them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from generator.motion.track import Value, combine

if TYPE_CHECKING:
    from generator.elements.context import Context

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """How a type of value is read from text and animated.

    ``parse(text, context)`` raises ValueError with a sentence for text that is none. ``mix(a, b, u)`` is between two values, or None
    where the type only steps. ``add(a, b)`` for additive animation, or None. ``distance(a, b)`` for ``calcMode="paced"``, or None.
    ``within(a)`` is the nearest value within bounds, for what is declared and for what animations come to, but never for a part of an
    animation: it may go down by an amount.
    """

    name: str
    parse: Callable[[str, Context], T]
    mix: Callable[[T, T, float], T] | None = None
    add: Callable[[T, T], T] | None = None
    distance: Callable[[T, T], float] | None = None
    within: Callable[[T], T] | None = None

    def bounded(self, value: Value[T]) -> Value[T]:
        """A value within the bounds."""
        return combine(self.within, value) if self.within else value
