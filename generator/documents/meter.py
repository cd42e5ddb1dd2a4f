"""Meter: what one composition may cost, and the counting of it. Every bound ends in :class:`SpentError`, which says which one it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from generator.values.by_kind import ByKind

T = TypeVar("T")
_CONTAINERS = (list, tuple, dict, set, frozenset)
_SIZED = (str, *_CONTAINERS)
_CHECK_EVERY = 200


class SpentError(Exception):
    """A template went over a bound; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one composition. ``steps`` counts rounds of loops, calls, filters and the items that they look at."""

    output: int = 16 * 1024 * 1024
    steps: int = 1_000_000
    seconds: float = 10.0
    text: int = 4_000_000
    items: int = 100_000
    depth: int = 40
    bits: int = 2_048


class Meter:
    """Counts for one composition. ``clock`` gives seconds of work; this room reads none itself."""

    def __init__(self, limits: Limits, clock: Callable[[], float]) -> None:
        self.limits = limits
        self._clock = clock
        self._deadline = clock() + limits.seconds
        self._steps = 0
        self._next_look = _CHECK_EVERY
        self._written = 0
        self._depth = 0

    def tick(self, steps: int = 1) -> None:
        """Some work was done, or is about to be."""
        self._steps += steps
        if self._steps >= self._next_look:
            self._look()

    def _look(self) -> None:
        self._next_look = self._steps + _CHECK_EVERY
        if self._steps > self.limits.steps:
            raise SpentError(f"the template does more than {self.limits.steps:,} steps (loops, calls, filters)")
        if self._clock() > self._deadline:
            raise SpentError(f"the template takes longer than {self.limits.seconds:g} s of the processor")

    def wrote(self, characters: int) -> None:
        """So many characters went into the document, or into what a macro gives."""
        self._written += characters
        if self._written > self.limits.output:
            raise SpentError(f"the template writes more than {self.limits.output:,} characters")
        self.tick()

    def deeper(self) -> None:
        """A macro, a block or a recursive loop was entered."""
        self._depth += 1
        if self._depth > self.limits.depth:
            raise SpentError(f"macros call each other more than {self.limits.depth} deep")

    def back(self) -> None:
        """It was left again."""
        self._depth -= 1

    def counted(self, items: Iterable[T]) -> Iterable[T]:
        """The same items, each one counted as it is taken. What knows its length keeps it."""
        return _Counted(items, self) if isinstance(items, Sized) else self._each(items)

    def _each(self, items: Iterable[T]) -> Iterator[T]:
        for item in items:
            self.tick()
            yield item

    def held(self, value: T) -> T:
        """A text or container that was just made, if it is not too large to keep."""
        if isinstance(value, _SIZED):
            self.room(len(value), value)
        return value

    def room(self, size: int, kind: object = ()) -> None:
        """Whether a text (where ``kind`` is one) or a list of a size may be made."""
        if isinstance(kind, str):
            if size > self.limits.text:
                raise SpentError(f"the template makes a text of {_large(size)} characters; at most {self.limits.text:,} are held")
            self.tick(1 + max(0, size) // 1000)
        else:
            if size > self.limits.items:
                raise SpentError(f"the template makes a list of {_large(size)} items; at most {self.limits.items:,} are held")
            self.tick(1 + max(0, size) // 100)

    def looked_through(self, value: Any) -> None:
        """A value that is about to be compared, sorted or hashed: all that is nested in it counts, as often as it is nested."""
        if not _inside[type(value)]:
            return
        waiting = [value]
        while waiting:
            here = waiting.pop()
            inside = _inside[type(here)]
            if inside == "letters":
                self.tick(len(here) // 1000)
            elif inside:
                self.tick(len(here))
                waiting += here.values() if inside == "values" else here if inside == "items" else ()


def _counts(kind: type) -> Literal["letters", "numbers", "values", "items", ""]:
    """What of a kind of value counts where it is looked through; nothing of most."""
    if issubclass(kind, str):
        return "letters"
    if issubclass(kind, range):
        return "numbers"
    if issubclass(kind, Mapping):
        return "values"
    return "items" if issubclass(kind, _CONTAINERS) else ""


_inside = ByKind(_counts)


class _Counted(Iterable[T]):
    """Sized items that count."""

    def __init__(self, items: Iterable[T], meter: Meter) -> None:
        self._items = items
        self._meter = meter

    def __len__(self) -> int:
        return len(self._items)  # type: ignore[arg-type]

    def __iter__(self) -> Iterator[T]:
        return self._meter._each(self._items)


def _large(size: int) -> str:
    """A count for messages, however absurd."""
    return f"{size:,}" if size < 10**15 else "a great many"
