"""The board of a batch: rows and frames done, how fast, how long still, and every failure at once. Live on a terminal, else lines."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from generator.batch.report import Line
from generator.cli.console import SECONDS_BETWEEN_LINES, coloured, lasting, say


class Screen(Protocol):
    """Where a board is seen."""

    def show(self, text: str, done: int, total: int) -> None: ...
    def say(self, text: str) -> None: ...


class Board:
    """Counts what it hears of; ``frames`` are those of all assets by number."""

    def __init__(self, screen: Screen, frames: Sequence[int]) -> None:
        self._screen, self._frames, self._began = screen, frames, time.monotonic()
        self._total, self._ended, self._failed, self._rows = sum(frames), 0, 0, set[int]()
        self._painted = 0

    def frames(self, painted: int) -> None:
        """So many frames are painted, of assets that are still in the making too."""
        self._painted = max(painted, self._painted)
        self._show()

    def told(self, line: Line, _lines: Sequence[Line]) -> None:
        """An asset came to its end."""
        number = line.asked.number
        if line.state == "failed":
            self._failed += number not in self._rows
            self.say(f"{line.asked.origin}: row {line.asked.row}, {line.plate}: {line.message}")
        if number not in self._rows:
            self._rows.add(number)
            self._ended += max(0, self._frames[number - 1] - line.painted)
        self._show()

    def say(self, text: str) -> None:
        self._screen.say(text)

    def _show(self) -> None:
        done = min(self._total, self._painted + self._ended)
        rate = self._painted / max(time.monotonic() - self._began, 1e-3)
        left = f"{lasting((self._total - done) / rate)} left" if rate else "starting"
        failed = f", {self._failed} failed" if self._failed else ""
        self._screen.show(f"{len(self._rows)}/{len(self._frames)} assets{failed}, {rate:.1f} frames/s, {left}", done, self._total)


class _Plain:
    """A line every few seconds."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def show(self, text: str, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._last >= SECONDS_BETWEEN_LINES:
            self._last = now
            say(f"{done}/{total} frames, {text}")

    def say(self, text: str) -> None:
        say(text)


@contextmanager
def screen() -> Iterator[Screen]:
    """A bar on a terminal, else lines."""
    if not sys.stderr.isatty():
        yield _Plain()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True, no_color=not coloured(), highlight=False)
    columns = (BarColumn(20), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as bar:  # which would take a thread
        task = bar.add_task("starting", total=None)

        class Bar:
            def show(self, text: str, done: int, total: int) -> None:
                bar.update(task, completed=done, total=total, description=text, refresh=True)

            def say(self, text: str) -> None:
                console.print(text, markup=False, soft_wrap=True)

        yield Bar()
