"""Canvas: the size that a document is composed for, and the named sizes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.problems import BriefError, did_you_mean

LARGEST = 16_384

_SIZE = re.compile(r"([1-9]\d{0,4})\s*[xX×]\s*([1-9]\d{0,4})")


@dataclass(frozen=True, slots=True)
class Canvas:
    """A width and a height in pixels, and the name that asked for them (``WxH`` where there is none)."""

    name: str
    width: int
    height: int

    @property
    def u(self) -> float:
        """The module of the layout: the shorter side / 135, so 8 px at 1080p."""
        return min(self.width, self.height) / 135

    @property
    def scale(self) -> float:
        """What sizes given for 1080p are multiplied by: type and lines scale with the canvas height."""
        return self.height / 1080

    @property
    def wide(self) -> bool:
        return self.width >= self.height

    def __str__(self) -> str:
        return self.name


CANVASES: Mapping[str, Canvas] = {
    name: Canvas(name, width, height)
    for name, (width, height) in {
        "hd": (1920, 1080),
        "uhd": (3840, 2160),
        "dci2k": (2048, 1080),
        "dci4k": (4096, 2160),
        "scope": (2048, 858),
        "scope4k": (4096, 1716),
        "phone": (1170, 2532),
        "square": (1080, 1080),
        "wall-3x1": (5760, 1920),
        "wall-16x9": (1920, 1080),
        "wall-9x16": (1080, 1920),
        "wall-1x1": (1080, 1080),
    }.items()
}


def parse_canvas(text: str, others: Iterable[str] = ()) -> Canvas:
    """A name of the table or ``1280x720``; raises BriefError for anything else, and for sides over 16384. ``others`` are further names that
    could have been meant."""
    plain = text.strip().lower()
    if plain in CANVASES:
        return CANVASES[plain]
    match = _SIZE.fullmatch(plain)
    if not match:
        raise BriefError(f"{text.strip()!r} is neither a canvas nor a size such as 1280x720{did_you_mean(plain, (*CANVASES, *others))}")
    width, height = int(match[1]), int(match[2])
    if max(width, height) > LARGEST:
        raise BriefError(f"a canvas of {width}x{height} is over {LARGEST} pixels on a side")
    return Canvas(f"{width}x{height}", width, height)
