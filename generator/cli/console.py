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
from typing import Any, Protocol

SECONDS_BETWEEN_LINES = 4.0


def result(text: str) -> None:
    """One line of the verb's result."""
    sys.stdout.write(text + "\n")


def document(data: Any) -> None:
    """The verb's whole result as one JSON document."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2, default=str) + "\n")


def say(text: str) -> None:
    """A message for whoever watches."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def coloured() -> bool:
    """Whether stderr may carry colours: a terminal, and no NO_COLOR (no-color.org)."""
    return sys.stderr.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


class Advance(Protocol):
    """Called as work goes on: frames done of all, and what is being written."""

    def __call__(self, done: int, total: int, doing: str) -> None: ...


@contextmanager
def progress(quiet: bool = False) -> Iterator[Advance]:
    """Shows how far a job is."""
    if quiet:
        yield lambda done, total, doing: None
    elif sys.stderr.isatty():
        with _bar() as advance:
            yield advance
    else:
        yield _lines()


def _lines() -> Advance:
    began = last = time.monotonic()

    def advance(done: int, total: int, doing: str) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < SECONDS_BETWEEN_LINES and done != total:
            return
        last = now
        rate = done / max(now - began, 1e-9)
        left = (total - done) / rate if rate else 0.0
        say(f"{done}/{total} frames, {rate:.1f} frames/s, {left:.0f} s left, {doing}")

    return advance


@contextmanager
def _bar() -> Iterator[Advance]:
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
    began = time.monotonic()
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("compiling", total=None, rate="")

        def advance(done: int, total: int, doing: str) -> None:
            rate = done / max(time.monotonic() - began, 1e-9)
            bar.update(task, completed=done, total=total, description=doing, rate=f"{rate:.1f} frames/s")

        yield advance
