"""Picture: what painting gives and delivering takes. What its pixels mean is said here and nowhere else.

Every plane is ``(height, width, 4)`` float32, C-contiguous, top row first, red green blue alpha, **premultiplied**, unbounded above.
``light`` says what the numbers are: ``"linear"`` is scene-linear Rec. 709 light (plates); ``"srgb"`` are sRGB-encoded values that
were composited as such (plain SVGs, as their specification asks, and plates of ``--blend srgb``). Only ``deliver/`` converts.
A plane whose alpha is 0 where its colour is not (glow) is additive light.

Planes may be views of a painter's buffers: they are valid until that painter paints again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from generator.values.geometry import Affine, Rect

Plane = NDArray[np.float32]
Light = Literal["linear", "srgb"]
CITIZEN, ELEMENT = "citizen", "element"
"""The kinds of mattes and marks."""
Bounds = tuple[int, int, int, int]
"""Left, top, right and bottom in whole pixels; right and bottom are not included."""
BEAUTY = ""
TAKEN = frozenset(("all", "alpha", "backward", "beauty", "combined", "deep", "depth", "forward", "mask", "motion", "none", "rgb", "rgba"))
"""Names, in small letters, that a layer cannot have: ``rgba`` is the beauty's part in OpenEXR and ``Combined`` its socket in Blender, Nuke
has channels or meanings of its own for the others, and ``all`` and ``beauty`` are what layers are asked for with."""


@dataclass(frozen=True, slots=True, eq=False)
class Matte:
    """How much of each pixel belongs to one thing or person, 0 to 1, within ``bounds`` of the planes; it has nothing of any other pixel.

    ``cover`` is ``(height, width)`` float32 of those bounds. The mattes of one kind never come to more than 1 at a pixel.
    """

    name: str
    bounds: Bounds
    cover: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Mark:
    """Where one thing or person is, in the plate's pixels from its top left corner, x to the right and y down.

    ``box`` is around all that is painted of it, ``None`` where nothing of it is in the picture; it may reach beyond. ``space`` is the map
    of its own coordinates to the plate's (a, b, c, d, e, f as in SVG).
    """

    kind: str
    name: str
    box: Rect | None
    space: Affine


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """One painted frame: the beauty, and the layers that recompose to it in their order.

    ``bounds`` say of layers (and of the beauty, under :data:`BEAUTY`) outside of which box there is nothing: a plane that is not named may
    hold something anywhere. ``margin``: planes reach so many pixels beyond the plate on the left and right, and above and below.
    ``mattes``: by kind, where they are asked for, and ``marks`` too. ``strip``: what a review shows under the picture.
    """

    beauty: Plane
    layers: Mapping[str, Plane]
    light: Light
    bounds: Mapping[str, Bounds] = field(default_factory=dict)
    margin: tuple[int, int] = (0, 0)
    mattes: Mapping[str, tuple[Matte, ...]] = field(default_factory=dict)
    marks: tuple[Mark, ...] = ()
    strip: Picture | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of its planes in pixels."""
        return self.beauty.shape[1], self.beauty.shape[0]

    def within(self, name: str) -> Bounds:
        """The box outside of which a plane holds nothing."""
        return self.bounds.get(name, (0, 0, *self.size))

    def trimmed(self) -> Picture:
        """The beauty of the plate itself, without what lies beyond it. Marks are the plate's already."""
        x, y = self.margin
        if not x and not y:
            return self
        width, height = self.size
        plane = np.ascontiguousarray(self.beauty[y : height - y, x : width - x])
        return replace(self, beauty=plane, layers={}, bounds={}, margin=(0, 0), mattes={})
