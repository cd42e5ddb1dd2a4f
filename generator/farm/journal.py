"""The journal: a log for each row and the status of all, beside the plates in ``OUT/_batch/SHEET``.

Nothing here stops a batch: where a log cannot be written (a full disk, a folder that somebody removed) the plates matter more.
"""

from __future__ import annotations

import contextlib
import csv
import json
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.batch.expand import Asked
from generator.batch.items import Done, Outcome
from generator.batch.report import Line, status
from generator.batch.sizing import Cost
from generator.deliver.files import sweep, write_bytes
from generator.problems import WriteError

FOLDER = "_batch"
_BETWEEN = 10.0


class Journal:
    """See the module; ``sheet`` is what the sheet is called: its name without its suffix, where that tells it from others."""

    def __init__(self, out: Path, sheet: str) -> None:
        self.folder = out / FOLDER / sheet
        self.status = self.folder / "status.csv"
        self.written = False
        """Whether the status could be written when it was told last."""
        self._costs = self.folder / "costs.json"
        self._last = time.monotonic()

    def costs(self) -> dict[tuple[str, ...], Cost]:
        """What frames cost when they were measured last; nothing where that is not known."""
        try:
            return {tuple(kind.split(" ")): Cost(*map(float, both)) for kind, both in json.loads(self._costs.read_bytes()).items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def plates(self) -> set[str]:
        """The plates of the last run, by its status; none where there is no such thing."""
        try:
            return {line["plate"] for line in csv.DictReader(self.status.read_text("utf-8-sig").splitlines()) if line["plate"]}
        except (OSError, ValueError, KeyError, csv.Error):
            return set()

    def keep_costs(self, costs: Mapping[tuple[str, ...], Cost]) -> None:
        """Remember what frames cost, for the next run."""
        with contextlib.suppress(WriteError, OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            told = {" ".join(kind): [round(cost.opening, 4), round(cost.frame, 4)] for kind, cost in costs.items()}
            write_bytes(self._costs, json.dumps(told, indent=1).encode())

    def log(self, asked: Asked) -> Path:
        """A row's log; the assets of one row share it."""
        return self.folder / "logs" / f"row_{asked.row:05d}.log"

    def note(self, asked: Asked, outcome: Outcome, done: Done) -> None:
        """What happened to an asset: when, what, by whom, how long, and why it failed."""
        what = f"{outcome.item.kind} {done.plate or f'asset {asked.number}'}"
        head = f"{time.strftime('%Y-%m-%d %H:%M:%S')} {what}: {done.status}, {done.painted} frames, {done.seconds:.2f} s, {outcome.worker}"
        text = "\n".join(part for part in (head, done.message, *done.notes, done.trace.rstrip()) if part)
        self.append(asked, text)

    def append(self, asked: Asked, text: str) -> None:
        """A few lines more in a row's log."""
        path = self.log(asked)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("a", encoding="utf-8") as file:
                file.write(text + "\n")

    def tell(self, lines: Sequence[Line], last: bool = False) -> None:
        """Write the status of all, every few seconds and at the end; what a killed run left half-written goes then."""
        if not last and time.monotonic() - self._last < _BETWEEN:
            return
        self.written = False
        with contextlib.suppress(WriteError, OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            write_bytes(self.status, status(lines).encode("utf-8-sig"))
            self.written = True
            if last:
                sweep(self.folder)
        self._last = time.monotonic()
