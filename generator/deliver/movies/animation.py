"""What GIF and WebP share: animations for mails, decks and pages, in chunks that join without encoding again.

A frame is a tile: the smallest box that holds all that changed since the frame before, laid down as it is. The first of a chunk is
whole, so chunks know nothing of each other. How long a tile stands is written when they are joined: both formats count in parts of a
second that 24 frames do not divide, so frames last a tick more or less and the sum is right to the tick.
"""

from __future__ import annotations

import itertools
import struct
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.deliver.files import Written, folder, write_bytes
from generator.deliver.icc import profile
from generator.deliver.sink import Seen, Sink, Stamp, damaged, mark, marked
from generator.sound.cues import Samples
from generator.values.picture import Picture
from generator.values.rate import Rate

Pixels = NDArray[np.uint8]
"""``(height, width, channels)``, sRGB-encoded."""


class Tile(NamedTuple):
    """A box of a frame, coded: where it lies, its size, and what the format keeps of it."""

    left: int
    top: int
    width: int
    height: int
    coded: bytes


@dataclass(frozen=True, slots=True)
class Reel:
    """An animation as it is kept: its size, its tiles in order, how many ticks each stands, what it says of itself, and its
    colour as an ICC profile."""

    width: int
    height: int
    tiles: tuple[Tile, ...]
    ticks: tuple[int, ...]
    words: str = ""
    profile: bytes = b""


class Animated(ABC):
    """A format of animations. ``grid``: tiles begin at multiples of it; ``per_second``: its ticks."""

    name: str
    grid: int
    per_second: int

    @abstractmethod
    def pixels(self, picture: Picture, stamp: Stamp) -> Pixels:
        """What is seen of a picture."""

    @abstractmethod
    def coded(self, pixels: Pixels) -> bytes:
        """One tile."""

    @abstractmethod
    def packed(self, reel: Reel) -> bytes:
        """A whole file."""

    @abstractmethod
    def unpacked(self, content: bytes) -> Reel:
        """A file that :meth:`packed` made; raises ValueError, IndexError or struct.error where it is not whole."""

    def open(self, target: Path, stamp: Stamp) -> Sink:
        """A sink of one chunk."""
        return _Chunk(target, stamp, self)

    def join(self, chunks: Sequence[Path], final: Path, stamp: Stamp, _sound: Samples | None = None) -> Written:
        """One file of all tiles, each for as long as it stands. There is no sound in it. Raises :class:`WriteError`."""
        tiles: list[Tile] = []
        for chunk in chunks:
            tiles += _reel(chunk, self).tiles
        words = mark(stamp, stamp.frames)
        stands, colour = ticks(len(tiles), stamp.rate, self), profile(stamp.colour.screen)
        return write_bytes(final, self.packed(Reel(stamp.width, stamp.height, tuple(tiles), stands, words, colour)))

    def look(self, path: Path) -> Seen:
        """Read a file to its end; raises :class:`DamagedError`."""
        reel = _reel(path, self)
        return Seen(*marked(reel.words), len(reel.tiles), self.name)


def ticks(count: int, rate: Rate, form: Animated) -> tuple[int, ...]:
    """How long each of so many frames stands: together they last as long as the frames do."""
    ends = [round(form.per_second * i / rate.fraction) for i in range(count + 1)]
    return tuple(after - before for before, after in itertools.pairwise(ends))


def changed(before: Pixels, after: Pixels, grid: int) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what differs, its corner on the grid; one pixel where nothing does."""
    differs: Any = (before != after).any(axis=2)
    rows, columns = np.flatnonzero(differs.any(axis=1)), np.flatnonzero(differs.any(axis=0))
    if not rows.size:
        return 0, 0, 1, 1
    return int(columns[0]) // grid * grid, int(rows[0]) // grid * grid, int(columns[-1]) + 1, int(rows[-1]) + 1


class _Chunk(Sink):
    """One closed chunk: a file of its own."""

    def __init__(self, target: Path, stamp: Stamp, form: Animated) -> None:
        super().__init__()
        folder(target.parent)
        self._target, self._stamp, self._form = target, stamp, form
        self._tiles: list[Tile] = []
        self._last: Pixels | None = None

    def write(self, picture: Picture, frame: int) -> None:
        now = self._form.pixels(picture, self._stamp)
        box = (0, 0, *picture.size) if self._last is None else changed(self._last, now, self._form.grid)
        left, top, right, bottom = box
        part = np.ascontiguousarray(now[top:bottom, left:right])
        self._tiles.append(Tile(left, top, right - left, bottom - top, self._form.coded(part)))
        self._last = now

    def close(self) -> None:
        stamp, count = self._stamp, len(self._tiles)
        reel = Reel(stamp.width, stamp.height, tuple(self._tiles), ticks(count, stamp.rate, self._form))
        self.written.append(write_bytes(self._target, self._form.packed(reel)))

    def abort(self) -> None:
        return None


def _reel(path: Path, form: Animated) -> Reel:
    try:
        return form.unpacked(path.read_bytes())
    except (ValueError, IndexError, struct.error) as fault:
        raise damaged(path, f"is cut short, or no {form.name}") from fault
