"""Filter primitives, resolved: numbers in the space of the group that carries the filter, inputs by index.

A :class:`Filter` is a list of steps; each reads earlier results and writes one. ``inputs`` are indices into the earlier steps, or one of
the names ``"source"`` and ``"alpha"`` (the source's alpha as black). The last step is the result. ``linear`` says that a step works on
linear light (``color-interpolation-filters: linearRGB``), else on sRGB-encoded values. ``region`` crops a step's result.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.motion.track import Value
from generator.scene.nodes import Group
from generator.values.colour import Colour
from generator.values.geometry import Rect

Input = int | Literal["source", "alpha"]


@dataclass(frozen=True, slots=True)
class Blur:
    """Gaussian; standard deviations in the group's units, 0 is none along that axis."""

    x: Value[float]
    y: Value[float]
    edge: Literal["none", "duplicate", "wrap"] = "none"


@dataclass(frozen=True, slots=True)
class Offset:
    """Moved by ``(x, y)`` of the group's units."""

    x: Value[float]
    y: Value[float]


@dataclass(frozen=True, slots=True)
class Flood:
    """The region filled with one colour."""

    colour: Value[Colour]


@dataclass(frozen=True, slots=True)
class Merge:
    """All inputs over one another, the first at the bottom."""


NOTHING = Merge()
"""Without inputs: transparent black, which is what a primitive in error gives."""


@dataclass(frozen=True, slots=True)
class Blend:
    """``inputs[0]`` blended onto ``inputs[1]`` with a CSS blend mode."""

    mode: str


@dataclass(frozen=True, slots=True)
class Composite:
    """Porter-Duff of ``inputs[0]`` and ``inputs[1]``; ``arithmetic`` is ``k1 a b + k2 a + k3 b + k4`` on premultiplied values."""

    operator: Literal["over", "in", "out", "atop", "xor", "lighter", "arithmetic"]
    k: Value[tuple[float, float, float, float]] = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class ColourMatrix:
    """A 4 x 5 matrix, row by row, on straight values."""

    values: Value[tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Curve:
    """One channel's transfer function; ``values`` are the table, or (slope, intercept), or (amplitude, exponent, offset)."""

    kind: Literal["identity", "table", "discrete", "linear", "gamma"] = "identity"
    values: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Transfer:
    """A curve for each of red, green, blue and alpha, on straight values."""

    curves: Value[tuple[Curve, Curve, Curve, Curve]]


@dataclass(frozen=True, slots=True)
class Morphology:
    """Thinner or thicker by ``x`` and ``y`` of the group's units."""

    operator: Literal["erode", "dilate"]
    x: Value[float]
    y: Value[float]


@dataclass(frozen=True, slots=True)
class Turbulence:
    """Perlin's noise as the SVG specification writes it down."""

    kind: Literal["turbulence", "fractalNoise"]
    frequency: Value[tuple[float, float]]
    octaves: int
    seed: Value[float]
    stitch: bool


@dataclass(frozen=True, slots=True)
class Displacement:
    """``inputs[0]`` moved by ``scale`` times two channels of ``inputs[1]``."""

    scale: Value[float]
    x: Literal["R", "G", "B", "A"]
    y: Literal["R", "G", "B", "A"]


@dataclass(frozen=True, slots=True)
class Tile:
    """``inputs[0]``, cropped to its own step's region, repeated over this one's."""


@dataclass(frozen=True, slots=True)
class Content:
    """A drawing of its own (``feImage``), in the group's space."""

    content: Group


@dataclass(frozen=True, slots=True)
class Convolve:
    """``feConvolveMatrix``: ``kernel`` row by row, ``columns`` wide; applied turned by 180 degrees, as specified."""

    kernel: tuple[float, ...]
    columns: int
    target: tuple[int, int]
    divisor: float
    bias: float
    edge: Literal["none", "duplicate", "wrap"]
    preserve_alpha: bool


@dataclass(frozen=True, slots=True)
class Lamp:
    """A light source in the group's space: ``distant`` (azimuth, elevation in degrees), ``point`` (x, y, z) or ``spot`` (x, y, z, at
    x, y, z, exponent, cone angle or nan)."""

    kind: Literal["distant", "point", "spot"]
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Lighting:
    """Diffuse or specular light on the alpha of the input as a height map."""

    kind: Literal["diffuse", "specular"]
    surface_scale: Value[float]
    constant: Value[float]
    exponent: Value[float]
    colour: Value[Colour]
    lamp: Value[Lamp]


@dataclass(frozen=True, slots=True)
class Scan:
    """How the rows of a wall take turns, and what a camera sees of it. ``rows`` share a driver: each is lit for one part in ``rows`` of
    every cycle, and there are ``refresh`` cycles a second. The camera's shutter is open for ``shutter`` seconds from ``time`` on, and it
    reads its picture from top to bottom in ``readout`` seconds (0: all at once)."""

    rows: int
    refresh: float
    shutter: float
    readout: float
    time: Value[float]


@dataclass(frozen=True, slots=True)
class Led:
    """A wall of light-emitting diodes: each shows the mean of what lies in its cell, ``pitch`` of the group's units wide and high from
    the origin on. Light is neither lost nor made: what a dot gathers is as much as its cell had.

    ``size`` is the emitter's share of the pitch, ``soft`` how much of its radius its edge takes; ``black`` is what the dark face between
    emitters throws back. Modules of ``module`` diodes differ in light by ``error`` and in each colour by ``tint``, single diodes by
    ``grain``, and the rows along the edges of modules by ``seam``: standard deviations, as shares. ``scan`` is None where the shutter
    sees whole cycles.
    """

    pitch: float
    shape: Literal["round", "square", "rgb"]
    size: float
    soft: float
    black: float
    module: tuple[int, int]
    error: float
    tint: float
    grain: float
    seam: float
    seed: int
    scan: Scan | None


Primitive = (
    Blur
    | Offset
    | Flood
    | Merge
    | Blend
    | Composite
    | ColourMatrix
    | Transfer
    | Morphology
    | Turbulence
    | Displacement
    | Tile
    | Content
    | Convolve
    | Lighting
    | Led
)


@dataclass(frozen=True, slots=True)
class Step:
    """One primitive with its inputs, its region and the light that it works in."""

    primitive: Primitive
    inputs: tuple[Input, ...]
    region: Value[Rect]
    linear: bool = True


@dataclass(frozen=True, slots=True)
class Filter:
    """The steps, and the region outside of which nothing is drawn."""

    steps: tuple[Step, ...]
    region: Value[Rect]
