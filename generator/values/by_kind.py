"""ByKind: what follows from the type of a value alone, worked out once for each; as quick to ask as a dictionary."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
_MOST = 256
"""Types: a composition makes one of its own, so they are not kept for ever."""


class ByKind(dict[type, T]):
    """``by_kind[type(value)]`` is what ``read`` says of that type."""

    def __init__(self, read: Callable[[type], T]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, kind: type) -> T:
        if len(self) >= _MOST:
            self.clear()
        found = self[kind] = self._read(kind)
        return found
