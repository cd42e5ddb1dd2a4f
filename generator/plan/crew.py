"""Tasks to worker processes, results home. In: items that pickle and a function of one. Out: results, in the order in which they are done.

A worker that dies (killed, out of memory) breaks the pool: a new one is made and what was in its hands is tried again, twice. An error
that a worker raises comes home as itself and ends the work. Workers ignore Ctrl-C, which is the first process's to handle; they stop
before their next frame once it says so, and end when it is gone.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait as wait_for
from typing import Any, Generic, TypeVar

from generator.plan import nursery
from generator.problems import RenderError

Item = TypeVar("Item")
Result = TypeVar("Result")
TRIES = 3
_TICK = 0.1


class StoppedError(Exception):
    """The work was called off."""


class Clerk:
    """Counts finished frames across processes and passes on the word to stop.

    Shared memory without a lock, because a worker that is killed would keep it: cell 0 is the word to stop, the others are counts, and each
    process writes to one of them. Should two share a cell, progress may lag a little; nothing else depends on it.
    """

    _CELLS = 1024

    def __init__(self, context: Any = None) -> None:
        self._cells = context.RawArray("q", self._CELLS) if context else [0] * self._CELLS

    def frame_done(self) -> None:
        self._cells[1 + os.getpid() % (self._CELLS - 1)] += 1

    def check(self) -> None:
        """Raise :class:`StoppedError` where the work was called off."""
        if self._cells[0]:
            raise StoppedError

    def stop(self) -> None:
        self._cells[0] = 1

    @property
    def frames(self) -> int:
        return sum(self._cells[1:])


_clerk = Clerk()


def clerk() -> Clerk:
    """This process's way to report frames."""
    return _clerk


def _enlist(shared: Clerk) -> None:
    """Begin as a worker."""
    global _clerk  # noqa: PLW0603 - a worker process has one employer
    _clerk = shared
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=lambda: (wait_for([parent.sentinel]), os._exit(1)), daemon=True).start()


class Crew(Generic[Item, Result]):
    """``jobs`` worker processes that do ``work(item)``; a context manager. ``told(frames)`` hears now and then how many frames are done."""

    def __init__(self, work: Callable[[Item], Result], jobs: int, told: Callable[[int], None]) -> None:
        self._work, self._jobs, self._told = work, jobs, told
        self._clerk = Clerk(nursery.context())
        self._pool = self._hire()
        self.suspects: list[Item] = []
        """What was in the hands of workers when one of them died, and was given out again."""

    def _hire(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._jobs, nursery.context(), _enlist, (self._clerk,))

    def __enter__(self) -> Crew[Item, Result]:
        return self

    def __exit__(self, *_: object) -> None:
        self._clerk.stop()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def run(
        self, items: Sequence[Item] | deque[Item], name: Callable[[Item], str], lost: Callable[[Item], Result] | None = None
    ) -> Iterator[Result]:
        """Results as they come. A deque of items may grow while they do, or be emptied.

        Raises what a worker raised. An item on which workers died too often gets the result of ``lost``, or raises :class:`RenderError`
        with its name. Once a worker died, whatever was in the workers' hands is tried item by item, so that the blame is right.
        """
        waiting = items if isinstance(items, deque) else deque(items)
        running: dict[Future[Result], Item] = {}
        tries: Counter[int] = Counter()
        while waiting or running:
            try:
                self._submit(waiting, running, tries)
                done, _ = wait(running, _TICK, FIRST_COMPLETED)
                for future in done:
                    result = future.result()
                    tries.pop(id(running.pop(future)), None)
                    yield result
                self._told(self._clerk.frames)
            except BrokenProcessPool:
                suspects = list(running.values())
                running.clear()
                tries.update(id(item) for item in suspects)
                self.suspects += suspects
                self._replace()
                for item in reversed(suspects):
                    if tries[id(item)] < TRIES:
                        waiting.appendleft(item)
                    elif lost is None:
                        raise RenderError(f"worker processes died {TRIES} times while they made {name(item)}") from None
                    else:
                        yield lost(item)

    def _submit(self, waiting: deque[Item], running: dict[Future[Result], Item], tries: Counter[int]) -> None:
        """As much as keeps the workers busy; a suspect only by itself."""
        with nursery.deaf():
            while waiting and len(running) <= self._jobs:
                if running and (tries[id(waiting[0])] or any(tries[id(item)] for item in running.values())):
                    return
                running[self._pool.submit(self._work, waiting[0])] = waiting[0]
                waiting.popleft()

    def _replace(self) -> None:
        """A new pool for a broken one."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = self._hire()
