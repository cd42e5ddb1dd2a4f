"""The pool: worker processes of this machine, forked where that can be, so that they begin with everything imported and compiled."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Self

from generator.batch.items import Done, Item, Outcome
from generator.plan.crew import TRIES, Crew
from generator.render.batch import do


class Pool:
    """An engine; a context manager. ``frames(n)`` hears now and then how many frames are painted."""

    def __init__(self, jobs: int, frames: Callable[[int], None]) -> None:
        self._crew: Crew[Item, Outcome] = Crew(do, jobs, frames)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._crew.__exit__(*error)

    def halt(self) -> None:
        """Nothing more is begun; what is in hand is finished by whoever has it."""

    def run(self, items: deque[Item]) -> Iterator[Outcome]:
        """Outcomes as they come; ``items`` may grow meanwhile, or be emptied."""
        for outcome in self._crew.run(items, lambda item: f"item {item.number}", lambda item: lost(item, mends=len(item.pieces) > 1)):
            again = any(item.number == outcome.item.number for item in self._crew.suspects)
            yield replace(outcome, again=True) if again else outcome


def lost(item: Item, mends: bool) -> Outcome:
    """The outcome of an item that killed whoever took it."""
    message = f"worker processes died {TRIES} times while they made it: killed, or out of memory"
    return Outcome(item, tuple(Done(asset=piece.asset, status="failed", message=message, mends=mends) for piece in item.pieces), "nobody")
