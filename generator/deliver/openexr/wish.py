"""What is asked of OpenEXR files: the choices that the brief offers and the writer keeps."""

from __future__ import annotations

import math
from dataclasses import dataclass

PARTS = ("single", "multi")
COMPRESSIONS = ("zips", "zip", "piz", "dwaa", "none")
LOSSY = frozenset(("dwaa",))
"""Those that change pixels, of each layer by itself."""


@dataclass(frozen=True, slots=True)
class ExrWish:
    """One part or one for each layer; how pixels are stored; whether data windows are cropped to what is not empty."""

    parts: str = PARTS[0]
    compression: str = COMPRESSIONS[0]
    crop: bool = False

    def __str__(self) -> str:
        return ", ".join((self.parts, self.compression, *(["crop"] if self.crop else [])))


AS_USUAL = ExrWish()
MOST = 100.0
"""Per cent of overscan at most."""


def beyond(side: int, overscan: float) -> int:
    """How many pixels lie beyond either end of a side, for so many per cent more of it in all."""
    return math.ceil(side * overscan / 200)
