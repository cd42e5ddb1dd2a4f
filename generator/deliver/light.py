"""A painted picture as a format is to hold it: the scene's light for float files, what a screen shows for all others.

Most plates hold what is painted, and then a picture goes through here untouched. Conversion proper is :mod:`generator.colour`'s.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

import numpy as np

from generator.deliver import pixels
from generator.deliver.sink import MARKS, Format, Stamp
from generator.values.colour import Colour
from generator.values.picture import BEAUTY, Picture, Plane


class Held:
    """One picture for all formats of a plate; each form of it is made once, when it is asked for."""

    def __init__(self, picture: Picture, stamp: Stamp) -> None:
        self._picture, self._stamp = picture, stamp

    def by(self, form: Format) -> Picture:
        """What this format is given: the plate alone, unless it takes what lies beyond."""
        return (self if form.overscan else self._plate)._lit(form)

    @cached_property
    def _plate(self) -> Held:
        return Held(self._picture.trimmed(), self._stamp)

    def _lit(self, form: Format) -> Picture:
        colour = self._stamp.colour
        if form.scene:
            return self._picture if colour.keeps_light else self._scene
        if not colour.through or form.wants == MARKS:  # which are no light
            return self._picture
        return self._grounded if form.alpha == "none" else self._bare

    def _linear(self, name: str, plane: Plane) -> Plane:
        return pixels.linear_light(plane, self._picture.light == "linear")

    @cached_property
    def _scene(self) -> Picture:
        picture, colour = self._picture, self._stamp.colour
        planes = {BEAUTY: picture.beauty, **picture.layers}
        made = {name: colour.scene(self._linear(name, plane), picture.within(name)) for name, plane in planes.items()}
        return replace(picture, beauty=made.pop(BEAUTY), layers=made, light="linear")

    @cached_property
    def _bare(self) -> Picture:
        return self._shown(None)

    @cached_property
    def _grounded(self) -> Picture:
        return self._shown(self._stamp.ground)

    def _shown(self, ground: Colour | None) -> Picture:
        """Codes of the screen. A ground is light too: it comes beneath before anything is converted."""
        picture = self._picture
        plane, box = self._linear(BEAUTY, picture.beauty), picture.within(BEAUTY)
        if ground is not None:
            plane, box = _over(plane, ground), (0, 0, *picture.size)
        return replace(picture, beauty=self._stamp.colour.shown(plane, box), layers={}, light="srgb")


def ground(picture: Picture, stamp: Stamp) -> tuple[float, float, float]:
    """What lies under a picture, in its own light."""
    colour = stamp.ground
    red, green, blue = (colour.r, colour.g, colour.b) if picture.light == "linear" else colour.encoded()[:3]
    return red, green, blue


def _over(plane: Plane, ground: Colour) -> Plane:
    """Linear light over an opaque ground."""
    below = np.array((ground.r, ground.g, ground.b, 1.0), np.float32)
    return plane + below * np.maximum(1 - plane[..., 3:], np.float32(0))
