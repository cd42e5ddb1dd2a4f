"""Frame rates as rationals, the moments of frames, and timecode.

24000/1001 is not 23.976: a :class:`Rate` keeps the fraction and every time is made from it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from generator.problems import BriefError

# What people write for the NTSC family, and what they mean (SMPTE ST 12-1's nominal rates).
_NTSC = {"23.976": 24, "23.98": 24, "29.97": 30, "47.952": 48, "47.95": 48, "59.94": 60, "119.88": 120}


@dataclass(frozen=True, slots=True, order=True)
class Rate:
    """Frames a second."""

    fraction: Fraction

    @classmethod
    def parse(cls, text: str | int | float | Fraction) -> Rate:
        """``24``, ``25``, ``24000/1001``, ``23.976`` (meaning 24000/1001), ``29.97``; 1 to 240.

        Raises :class:`BriefError` for anything else.
        """
        plain = str(text).strip()
        if plain in _NTSC:
            return cls(Fraction(_NTSC[plain] * 1000, 1001))
        if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?(/[1-9][0-9]{0,8})?", plain) or ("." in plain and "/" in plain):
            raise BriefError(f"{plain!r} is no frame rate; write 24, 25, 24000/1001 or 23.976")
        value = Fraction(plain)
        if not 1 <= value <= 240:
            raise BriefError(f"a frame rate of {plain} is outside 1 to 240")
        return cls(value)

    @property
    def nominal(self) -> int:
        """The whole number that timecode counts to: 24 for 24000/1001."""
        return round(self.fraction)

    @property
    def exact(self) -> bool:
        return self.fraction.denominator == 1

    def seconds(self, frames: int) -> float:
        """When frame ``frames`` (counted from 0) begins."""
        return float(Fraction(frames) / self.fraction)

    def frames(self, seconds: float | Fraction) -> int:
        """The nearest whole number of frames in some seconds."""
        return round(Fraction(seconds) * self.fraction)

    def timecode(self, frame: int) -> str:
        """Non-drop ``HH:MM:SS:FF`` of frame number ``frame``, counted at the nominal rate, as slates count."""
        n = self.nominal
        seconds, ff = divmod(frame, n)
        minutes, ss = divmod(seconds, 60)
        hours, mm = divmod(minutes, 60)
        return f"{hours % 24:02d}:{mm:02d}:{ss:02d}:{ff:02d}"

    def __str__(self) -> str:
        f = self.fraction
        return str(f.numerator) if f.denominator == 1 else f"{f.numerator}/{f.denominator}"
