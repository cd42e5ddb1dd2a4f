"""What became of a batch: a line for each asset, counts, the failures as a table, and the status of all as CSV."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from generator.batch.expand import Asked
from generator.batch.items import Done, Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Tally):
    """One asset's end: ``state`` is made, kept, failed, or waiting where nobody came to it; ``tries`` counts failures."""

    asked: Asked
    state: str
    tries: int = 0

    def after(self, done: Done, ends: bool = True) -> Line:
        """With one more thing done to it: parts add up, and only what ``ends`` it, or fails, changes its state."""
        fine = done.status != "failed"
        state = ("made" if self.painted else done.status) if fine and ends else self.state if fine else "failed"
        return replace(
            self,
            state=state,
            tries=self.tries + (not fine),
            plate=done.plate or self.plate,
            painted=self.painted + done.painted,
            kept=self.kept + done.kept,
            files=done.files or self.files,
            size=done.size or self.size,
            seconds=round(self.seconds + done.seconds, 3),
            message="" if fine else done.message,
        )


@dataclass(frozen=True, slots=True)
class Summary:
    """A batch in numbers."""

    made: int
    kept: int
    failed: int
    waiting: int
    painted: int
    size: int

    @property
    def missing(self) -> int:
        """Assets that are not there as they were asked for."""
        return self.failed + self.waiting


def summary(lines: Iterable[Line]) -> Summary:
    """Counts over all assets."""
    found = list(lines)
    states = Counter(line.state for line in found)
    return Summary(
        states["made"], states["kept"], states["failed"], states["waiting"], sum(x.painted for x in found), sum(x.size for x in found)
    )


def failures(lines: Iterable[Line], most: int = 30) -> list[str]:
    """A table of what failed: row, plate, why; at most so many lines."""
    found = [line for line in lines if line.state == "failed"]
    cells = [(f"row {x.asked.row}", x.plate or "-", (x.message.splitlines() or [""])[0]) for x in found[:most]]
    widths = [max((len(row[i]) for row in cells), default=0) for i in (0, 1)]
    table = [f"{row:<{widths[0]}}  {plate:<{widths[1]}}  {why}" for row, plate, why in cells]
    return [*table, f"and {len(found) - most:,} more"] if len(found) > most else table


HEAD = ("asset", "row", "line", "plate", "status", "frames_rendered", "files_kept", "files", "bytes", "seconds", "failed_tries", "message")


def status(lines: Sequence[Line]) -> str:
    """A CSV with a line for each asset, as spreadsheets read it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    for x in lines:
        numbers = (x.painted, x.kept, x.files, x.size, f"{x.seconds:.3f}", x.tries)
        writer.writerow((x.asked.number, x.asked.row, x.asked.origin.line, x.plate, x.state, *numbers, x.message))
    return out.getvalue()
