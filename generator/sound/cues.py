"""Cue: one thing that is heard, as a template asks for it. Times are exact seconds from the plate's first frame."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from generator.problems import Origin

RATE = 48_000
Samples: TypeAlias = npt.NDArray[np.float64]
Edge = Literal["begin", "after", "before", "with"]
Bus = Literal["call", "interface", "voice"]
Treatment = Literal["telephone", "dry"]

BUSES: tuple[Bus, ...] = ("call", "interface", "voice")
SPOKEN = frozenset(("voice", "file"))
"""Kinds whose length is that of what is said, and which may have words."""
DEFAULTS: Mapping[str, tuple[Bus, Treatment]] = {
    "ringback": ("call", "telephone"),
    "busy": ("call", "telephone"),
    "sit": ("call", "telephone"),
    "dtmf": ("call", "telephone"),
    "click": ("call", "telephone"),
    "motif": ("interface", "dry"),
    "voice": ("voice", "telephone"),
    "file": ("voice", "telephone"),
    "silence": ("call", "dry"),
}
"""The bus and the treatment of each kind, where a cue says neither."""


@dataclass(frozen=True, slots=True)
class At:
    """When a cue begins: with the plate (``begin``), at another's end (``after``), at its begin (``with``), or so that it ends there
    (``before``); and then ``offset`` later."""

    edge: Edge = "begin"
    cue: str = ""
    offset: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Cue:
    """See docs/sound.md. ``length`` is ``None`` where the cue has a length of its own; ``gain`` is in dB; ``say`` is what a voice reads
    in the place of ``text``; ``pace`` scales how fast."""

    name: str
    kind: str
    at: At = At()
    length: Fraction | None = None
    gain: float = 0.0
    country: str = "es"
    text: str = ""
    say: str = ""
    language: str = "es"
    file: str = ""
    motif: str = "warning"
    pace: float = 1.0
    treatment: Treatment = "dry"
    bus: Bus = "call"
    origin: Origin | None = None


def samples_of(seconds: Fraction | float) -> int:
    """The nearest whole number of samples."""
    return round(Fraction(seconds) * RATE)
