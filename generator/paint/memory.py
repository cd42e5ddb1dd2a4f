"""Planes whose memory is used again: fresh memory costs more than most of what is done with it.

A plane goes back by itself when nobody holds it, or any view of it, any more. What it holds at first is whatever it held last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generator.values.picture import Plane

_SMALL = 1 << 14
"""Numbers; below, the system's own memory is as quick."""
_MOST = 3 << 27
"""Bytes that are kept while nobody uses them."""


class _Store:
    """Memory that nobody uses, by its size."""

    def __init__(self) -> None:
        self._free: defaultdict[int, list[NDArray[np.float32]]] = defaultdict(list)
        self.held = 0

    def take(self, size: int) -> tuple[NDArray[np.float32], bool]:
        """At least ``size`` numbers, and whether they are new: zeros, that take no memory until they are touched."""
        room = _rounded(size)
        fits = next((kept for kept in _larger(room) if self._free.get(kept)), 0)
        if not fits:
            return np.zeros(room, np.float32), True
        self.held -= 4 * fits
        return self._free[fits].pop(), False

    def give(self, memory: NDArray[np.float32]) -> None:
        """Keep memory for the next who asks; where too much is kept already, let it go."""
        if self.held + memory.nbytes <= _MOST:
            self.held += memory.nbytes
            self._free[memory.size].append(memory)

    def clear(self) -> None:
        """Let go of what nobody uses."""
        self._free.clear()
        self.held = 0


def _rounded(size: int) -> int:
    """The next of four sizes to an octave, so that planes of about one size share memory."""
    step = 1 << max(0, size.bit_length() - 3)
    return (size + step - 1) // step * step


def _larger(room: int) -> Iterator[int]:
    """A size and those above it, up to twice as much: memory that was touched before is worth some waste."""
    size = room
    while size <= 2 * room:
        yield size
        size = _rounded(size + 1)


class _Loan:
    """Lent memory. The array that numpy makes of it, and every view of that, keep it alive; with the last of them it goes back."""

    __slots__ = ("__array_interface__", "_memory", "_store", "new")

    def __init__(self, store: _Store, shape: tuple[int, ...], size: int) -> None:
        self._store = store
        self._memory, self.new = store.take(size)
        address = self._memory.__array_interface__["data"][0]
        self.__array_interface__: dict[str, Any] = {"version": 3, "shape": shape, "typestr": "<f4", "data": (address, False)}

    def __del__(self) -> None:
        self._store.give(self._memory)


_store = _Store()


def plane(height: int, width: int) -> Plane:
    """A plane ``(height, width, 4)`` of any numbers, C-contiguous."""
    return used(height, width)[0]


def used(height: int, width: int) -> tuple[Plane, bool]:
    """A plane as :func:`plane` gives it, and whether it may hold anything but zeros."""
    size = height * width * 4
    if size < _SMALL:
        return np.zeros((height, width, 4), np.float32), False
    loan = _Loan(_store, (height, width, 4), size)
    return np.asarray(loan), not loan.new


def blank(height: int, width: int) -> Plane:
    """A plane of zeros."""
    made, dirty = used(height, width)
    if dirty:
        made.fill(0)
    return made


def release() -> None:
    """Let go of the memory that nobody uses just now."""
    _store.clear()
