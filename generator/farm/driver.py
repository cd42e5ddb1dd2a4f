"""The driver: keeps an engine busy with a batch's items, tries again what may mend, isolates what does not, and verifies all at the end.

Ctrl-C once: what is in hand is finished, nothing more begins. Twice: workers stop before their next frame. A rerun goes on from there.
"""

from __future__ import annotations

import contextlib
import signal
import threading
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import FrameType
from typing import Protocol

from generator.batch.expand import Asked
from generator.batch.items import Done, Item, Outcome, Piece, Settings
from generator.batch.report import Line
from generator.batch.sizing import WHOLE, PlannedItem
from generator.deliver.manifest import read
from generator.deliver.naming import MANIFEST
from generator.farm.journal import Journal
from generator.problems import BriefError, RenderError, VerifyError
from generator.values.frames import FrameRange

RETRIES = 2


class Runs(Protocol):
    """What does items: see pool.py."""

    def run(self, items: deque[Item]) -> Iterator[Outcome]: ...
    def halt(self) -> None: ...


class Board(Protocol):
    """Who watches: hears of every asset whose state changes, and of what has to be said at once."""

    def told(self, line: Line, lines: Sequence[Line]) -> None: ...
    def say(self, text: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Work:
    """A batch: its assets in order, what their plates are called, its items as they are planned, and what all have in common."""

    assets: Sequence[Asked]
    plates: Sequence[str]
    planned: Sequence[PlannedItem]
    settings: Settings

    def piece(self, asset: int, frames: str = WHOLE) -> Piece:
        """What a worker is told of an asset, by its number."""
        return Piece(asset, self.assets[asset - 1].fields, frames)

    def items(self) -> Iterator[Item]:
        """What workers are told of the items."""
        for item in self.planned:
            pieces = tuple(self.piece(share.asset, share.frames) for share in item.shares)
            yield Item(item.number, item.kind, pieces, self.settings)


@dataclass(slots=True)
class Driver:
    """See the module."""

    work: Work
    engine: Runs
    journal: Journal
    board: Board
    lines: list[Line] = field(init=False)
    stopped: str = ""
    """Why nothing more was begun, where that was so."""
    interrupted: bool = False
    _queue: deque[Item] = field(default_factory=deque)
    _parts: Counter[int] = field(default_factory=Counter)
    _tries: Counter[tuple[str, int, str]] = field(default_factory=Counter)
    _number: int = 0
    _stood: list[int] = field(init=False)
    """When each plate's manifest was written that was there at the beginning, in nanoseconds."""

    def __post_init__(self) -> None:
        self.lines = [
            Line(asked=asked, state="waiting", plate=plate) for asked, plate in zip(self.work.assets, self.work.plates, strict=True)
        ]
        self._stood = [_written(self._manifest(plate)) for plate in self.work.plates]

    def run(self) -> list[Line]:
        """Make everything, verify everything, make again what was not as it should be; the end of every asset."""
        with self._patience(), self._told():
            items = list(self.work.items())
            self._parts.update(piece.asset for item in items if item.kind == "part" for piece in item.pieces)
            self._through(items)
            broken = self._verified(range(1, len(self.lines) + 1))
            if broken and not self.stopped:
                which = "1 plate is not as it was made" if len(broken) == 1 else f"{len(broken)} plates are not as they were made"
                self.board.say(f"{which}: once more")
                self._through([self._item("make", piece) for piece in map(self.work.piece, broken)])
                self._verified(broken)
        return self.lines

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Whatever ends the batch, its status is written."""
        try:
            yield
        finally:
            self.journal.tell(self.lines, last=True)

    def _through(self, items: Sequence[Item]) -> None:
        """Items until none is left, or until the batch is stopped."""
        self._number = max([self._number, *(item.number + 1 for item in items)])
        self._queue.extend(items)
        if self.stopped:
            self._queue.clear()
        try:
            for outcome in self.engine.run(self._queue):
                for piece, done in zip(outcome.item.pieces, outcome.done, strict=False):
                    self._heard(outcome, piece, done)
                self.journal.tell(self.lines)
        except RenderError as gone:  # whoever did the items: what came home until then is told all the same
            self._stop(str(gone))

    def _heard(self, outcome: Outcome, piece: Piece, done: Done) -> None:
        """One piece came home: note it, try it again, or see to what comes next."""
        asked = self.work.assets[piece.asset - 1]
        if done.status != "failed" and outcome.item.kind == "make" and (outcome.again or self._tries["make", piece.asset, piece.frames]):
            done = self._own(done)
        self.journal.note(asked, outcome, done)
        if done.status == "failed" and self._again(outcome.item, piece, done):
            return
        kind = outcome.item.kind
        if done.status == "failed" or kind != "verify":
            before = self.lines[piece.asset - 1]
            self.lines[piece.asset - 1] = before if before.state == "failed" and kind == "part" else before.after(done, kind != "part")
        if kind == "part" and done.status != "failed":
            self._parts[piece.asset] -= 1
            if not self._parts[piece.asset] and not self.stopped:
                self._queue.append(self._item("assemble", replace(piece, frames=WHOLE)))
        elif kind != "verify":
            self.board.told(self.lines[piece.asset - 1], self.lines)

    def _own(self, done: Done) -> Done:
        """What a worker made in this very run before it died is made, although whoever came after it found it there, or some of its
        frames."""
        manifest = self._manifest(done.plate)
        stood, now = self._stood[done.asset - 1], _written(manifest)
        known = self.lines[done.asset - 1].plate == done.plate and (now not in (0, stood) if done.status == "kept" else not stood)
        with contextlib.suppress(VerifyError, BriefError):
            if known and (found := read(manifest)):
                return replace(done, status="made", painted=len(FrameRange.parse(found.frames)), kept=0)
        return done

    def _manifest(self, plate: str) -> Path:
        return self.work.settings.out / plate / f"{plate}{MANIFEST}"

    def _again(self, item: Item, piece: Piece, done: Done) -> bool:
        """Whether a failed piece gets another try, by itself."""
        if done.ends:
            self._stop(f"{done.message}: nothing more is begun; make room and run the same command again")
            return False
        key = (item.kind, piece.asset, piece.frames)
        if not done.mends or self._tries[key] >= RETRIES or self.stopped or item.kind == "verify":
            return False
        self._tries[key] += 1
        self._queue.append(self._item(item.kind, piece))
        return True

    def _item(self, kind: str, piece: Piece) -> Item:
        self._number += 1
        return Item(self._number, kind, (piece,), self.work.settings)  # type: ignore[arg-type]

    def _verified(self, assets: Sequence[int]) -> list[int]:
        """Open every file of these assets; those that are not as their manifests say, or not there."""
        there = [asset for asset in assets if self.lines[asset - 1].state in ("made", "kept")]
        self._through([self._item("verify", piece) for piece in map(self.work.piece, there)])
        return [asset for asset in there if self.lines[asset - 1].state == "failed"]

    def _stop(self, why: str) -> None:
        if not self.stopped:
            self.stopped = why
            self.board.say(why)
        self._queue.clear()
        self.engine.halt()

    @contextmanager
    def _patience(self) -> Iterator[None]:
        """Hear Ctrl-C."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return

        def pressed(_signal: int, _frame: FrameType | None) -> None:
            if self.stopped:
                raise KeyboardInterrupt
            self.interrupted = True
            self._stop("stopping: what is in hand is finished; press Ctrl-C again to stop at once")

        before = signal.signal(signal.SIGINT, pressed)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)


def _written(path: Path) -> int:
    """When a file was written; 0 where there is none."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
