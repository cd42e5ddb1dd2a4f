"""Now: a part of a text with all its numbers at one moment, as the layout takes them."""

from __future__ import annotations

from dataclasses import dataclass

from generator.typography.shape import Style
from generator.values.measure import Measure


@dataclass(frozen=True, slots=True)
class Rail:
    """The path of a ``textPath`` and how far along it the text starts."""

    measure: Measure
    start: float


@dataclass(frozen=True, slots=True)
class Now:
    """One part of a text at one moment. ``x`` ... ``rotate`` are the lists of its attributes; ``length`` is its ``textLength``."""

    style: Style
    x: tuple[float, ...] = ()
    y: tuple[float, ...] = ()
    dx: tuple[float, ...] = ()
    dy: tuple[float, ...] = ()
    rotate: tuple[float, ...] = ()
    length: float | None = None
    stretch: bool = False
    anchor: float = 0.0
    shift: float | str = 0.0
    """``baseline-shift``: upwards, or ``sub`` or ``super``."""
    align: str = "auto"
    """``alignment-baseline``, or ``dominant-baseline`` where that says nothing."""
    leading: float | None = None
    rail: Rail | None = None
