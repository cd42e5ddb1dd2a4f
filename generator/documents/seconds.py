"""Seconds: an exact stretch of story time.

Templates count in frames of 24 to a second, whatever rate the plate is delivered at: ``f(12)`` is half a second at every rate.
Written as SMIL clock text (``0.5s``) when it meets a document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

FRAMES_A_SECOND = 24
LONGEST = 24 * 3600

_TEXT = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)\s*(f|frames?|s|seconds?|ms)?")
_UNITS = {"f": Fraction(1, FRAMES_A_SECOND), "s": Fraction(1), "m": Fraction(1, 1000)}


@dataclass(frozen=True, slots=True, order=True)
class Seconds:
    """A time or a stretch of it; adds to others, and is scaled by numbers."""

    exact: Fraction

    @classmethod
    def of_frames(cls, frames: float) -> Seconds:
        """From frames at 24 to a second."""
        return cls(Fraction(frames) / FRAMES_A_SECOND)

    @classmethod
    def parse(cls, value: object) -> Seconds:
        """``12`` or ``12f`` (frames), ``0.5s``, ``500ms``; raises ValueError with a sentence for what is none or is over a day."""
        if isinstance(value, cls):
            return value
        match = _TEXT.fullmatch(str(value).strip().lower()) if not isinstance(value, bool) else None
        if not match:
            raise ValueError(f"{value!r} is no duration; write 48 (frames at 24), 48f, 2s or 500ms")
        found = Fraction(match[1]) * _UNITS[(match[2] or "f")[0]]
        if found > LONGEST:
            raise ValueError(f"{value!r} is longer than a day")
        return cls(found)

    @property
    def seconds(self) -> float:
        return float(self.exact)

    @property
    def frames(self) -> float:
        """Frames at 24 to a second."""
        return float(self.exact * FRAMES_A_SECOND)

    def __add__(self, other: object) -> Seconds:
        return Seconds(self.exact + other.exact) if isinstance(other, Seconds) else NotImplemented

    def __sub__(self, other: object) -> Seconds:
        return Seconds(self.exact - other.exact) if isinstance(other, Seconds) else NotImplemented

    def __mul__(self, factor: object) -> Seconds:
        return Seconds(self.exact * Fraction(factor)) if isinstance(factor, (int, float, Fraction)) else NotImplemented

    __rmul__ = __mul__

    def __truediv__(self, other: object) -> Seconds | float:
        if isinstance(other, Seconds):
            return float(self.exact / other.exact)
        return Seconds(self.exact / Fraction(other)) if isinstance(other, (int, float, Fraction)) else NotImplemented

    def __neg__(self) -> Seconds:
        return Seconds(-self.exact)

    def __str__(self) -> str:
        """``0.5s``: nine decimals at most, which is far below a frame of any rate."""
        return f"{float(self.exact):.9f}".rstrip("0").rstrip(".") + "s"
