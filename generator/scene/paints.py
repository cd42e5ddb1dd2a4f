"""What fills an outline. All coordinates are in the space of the node that carries the paint: bounding-box units are resolved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from generator.motion.track import Value
from generator.values.colour import Colour
from generator.values.geometry import IDENTITY, Affine, Rect

if TYPE_CHECKING:
    from generator.scene.nodes import Group

Spread = Literal["pad", "reflect", "repeat"]


@dataclass(frozen=True, slots=True)
class Solid:
    """One colour."""

    colour: Value[Colour]


@dataclass(frozen=True, slots=True)
class Stop:
    """A gradient's colour at ``offset`` in 0..1; offsets never decrease along a gradient."""

    offset: Value[float]
    colour: Value[Colour]


@dataclass(frozen=True, slots=True)
class LinearGradient:
    """From ``(x1, y1)`` to ``(x2, y2)`` in a space that ``transform`` maps to the node's. Colours mix in ``space`` values.

    A gradient with fewer than two stops, or of no length, never gets here: it is a Solid or nothing.
    """

    x1: Value[float]
    y1: Value[float]
    x2: Value[float]
    y2: Value[float]
    stops: tuple[Stop, ...]
    spread: Spread = "pad"
    transform: Value[Affine] = IDENTITY
    space: Literal["srgb", "linear"] = "srgb"


@dataclass(frozen=True, slots=True)
class RadialGradient:
    """SVG 2's two-circle gradient: from the focal circle ``(fx, fy, fr)`` to ``(cx, cy, r)``."""

    cx: Value[float]
    cy: Value[float]
    r: Value[float]
    fx: Value[float]
    fy: Value[float]
    fr: Value[float]
    stops: tuple[Stop, ...]
    spread: Spread = "pad"
    transform: Value[Affine] = IDENTITY
    space: Literal["srgb", "linear"] = "srgb"


@dataclass(frozen=True, slots=True)
class Pattern:
    """``content`` repeated with the period of ``tile``; ``transform`` maps the pattern's space to the node's.

    ``content`` is in the pattern's space and is clipped to ``tile``.
    """

    content: Group
    tile: Value[Rect]
    transform: Value[Affine] = IDENTITY


Paint = Solid | LinearGradient | RadialGradient | Pattern


@dataclass(frozen=True, slots=True)
class Fill:
    """How the inside is painted; ``opacity`` multiplies the paint's alpha."""

    paint: Value[Paint]
    opacity: Value[float] = 1.0
    rule: Value[Literal["nonzero", "evenodd"]] = "nonzero"


@dataclass(frozen=True, slots=True)
class Stroke:
    """How the line is painted. ``dashes`` has an even number of lengths, or none; ``unscaled``: the width is in canvas pixels
    and does not scale with the node's transform (``vector-effect: non-scaling-stroke``)."""

    paint: Value[Paint]
    width: Value[float]
    opacity: Value[float] = 1.0
    cap: Value[Literal["butt", "round", "square"]] = "butt"
    join: Value[Literal["miter", "round", "bevel"]] = "miter"
    miter: float = 4.0
    dashes: Value[tuple[float, ...]] = ()
    dash_offset: Value[float] = 0.0
    unscaled: bool = False
