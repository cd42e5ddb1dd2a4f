"""What a person or a script sees: results on stdout, everything else on stderr, JSON when it was asked for.

Progress is a live bar on a terminal and a plain line every few seconds elsewhere.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

SECONDS_BETWEEN_LINES = 4.0
INTERRUPTED = 130
"""The exit code of what somebody stopped, as shells have it."""


def result(text: str) -> None:
    """One line of the verb's result."""
    _write(text + "\n")


def document(data: Any) -> None:
    """The verb's whole result as one JSON document."""
    _write(json.dumps(data, ensure_ascii=False, indent=2, default=str) + "\n")


def _write(text: str) -> None:
    """To stdout, as long as somebody reads it: ``| head`` has had enough, and the rest of the work counts all the same."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(text: str) -> None:
    """A message for whoever watches."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def lasting(seconds: float) -> str:
    """A time as people say it: ``45 s``, ``12 min``, ``3.2 h``."""
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 6000 else f"{seconds / 3600:.1f} h"


def counted(number: int, noun: str) -> str:
    """``1 item``, ``2,000 items``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def coloured() -> bool:
    """Whether stderr may carry colours: a terminal, and no NO_COLOR (no-color.org)."""
    return sys.stderr.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


class Advance(Protocol):
    """Called as work goes on: how much is done of all, and what is being made."""

    def __call__(self, done: int, total: int, doing: str) -> None: ...


@contextmanager
def progress(unit: str = "frames") -> Iterator[Advance]:
    """Shows how far a job is."""
    if sys.stderr.isatty():
        with _bar(unit) as advance:
            yield advance
    else:
        yield _lines(unit)


@dataclass(slots=True)
class _Pace:
    """How fast one job goes; a new job begins anew."""

    doing: str = ""
    began: float = 0.0
    last: float = 0.0
    ended: bool = False

    def rate(self, done: int, doing: str) -> float:
        now = time.monotonic()
        if doing != self.doing:
            self.doing, self.began, self.last, self.ended = doing, now, now, False
        return done / max(now - self.began, 1e-3)

    def due(self, done: int, total: int) -> bool:
        """Whether a line is due: every few seconds, and once at the end."""
        now = time.monotonic()
        end = done >= total and not self.ended
        if not end and (self.ended or now - self.last < SECONDS_BETWEEN_LINES):
            return False
        self.last, self.ended = now, end
        return True


def _lines(unit: str) -> Advance:
    pace = _Pace()

    def advance(done: int, total: int, doing: str) -> None:
        rate = pace.rate(done, doing)
        if pace.due(done, total):
            left = (total - done) / rate if rate else 0.0
            say(f"{done}/{total} {unit}, {rate:.1f} {unit}/s, {lasting(left)} left, {doing}")

    return advance


@contextmanager
def _bar(unit: str) -> Iterator[Advance]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True, no_color=not coloured())
    columns = (
        BarColumn(32),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    pace = _Pace()
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as bar:  # which would take a thread
        task = bar.add_task("compiling", total=None, rate="")

        def advance(done: int, total: int, doing: str) -> None:
            bar.update(task, completed=done, total=total, description=doing, rate=f"{pace.rate(done, doing):.1f} {unit}/s", refresh=True)

        yield advance
