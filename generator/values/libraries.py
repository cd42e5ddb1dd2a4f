"""Libraries that few plates need, imported when they are first used: a still without sound waits for no movie library.

if TYPE_CHECKING:
    import av
else:
    av = lazily("av")
"""

from __future__ import annotations

import importlib
from types import ModuleType
from typing import Any


class Lazy(ModuleType):
    """Stands for a module; the first name that is asked of it imports it. Safe between threads, as imports are."""

    def __getattr__(self, name: str) -> Any:
        return getattr(importlib.import_module(self.__name__), name)


def lazily(name: str) -> Lazy:
    """A module by its full name. Raises ImportError where it is used, not here."""
    return Lazy(name)
