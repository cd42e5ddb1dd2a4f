"""Devices: telephones and other screens as data, in a manifest's ``devices``. Lengths are pixels of the device's own screen.

    devices:
      phone:
        title: Service telephone
        width: 1170
        height: 2532
        ratio: 3                      # pixels to a point
        radius: 140                   # of the screen's corners
        smoothing: 0.6                # 0: arcs; towards 1 the curve begins earlier and bends more evenly
        cutout: {shape: pill, y: 33, width: 372, height: 110}
        safe: {top: 177, bottom: 102}

A device that cannot be is told with its line: corners that meet, a cut-out that leaves the screen or reaches into the safe area.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from generator.documents.canvas import LARGEST

_CLOSED = ConfigDict(extra="forbid", frozen=True, defer_build=True)
Pixels = Annotated[float, Field(ge=0, le=LARGEST)]
Side = Annotated[int, Field(ge=64, le=LARGEST)]


class Cutout(BaseModel):
    """Where the glass has no picture: a ``pill`` or a ``hole`` (a pill as high as it is wide), or a ``notch`` that hangs from the upper
    edge with rounded lower corners (``radius``). ``x`` is its middle; without one, the screen's."""

    model_config = _CLOSED

    shape: Literal["pill", "hole", "notch"]
    x: Pixels | None = None
    y: Pixels = 0.0
    width: Annotated[float, Field(gt=0, le=LARGEST)]
    height: Annotated[float, Field(gt=0, le=LARGEST)] | None = None
    radius: Pixels = 0.0

    @property
    def high(self) -> float:
        """Its height; that of a hole is its width."""
        return self.width if self.height is None else self.height

    @model_validator(mode="after")
    def _is_possible(self) -> Cutout:
        if self.shape == "hole" and self.high != self.width:
            raise ValueError(f"a hole is as high as it is wide, not {self.width:g} by {self.high:g}")
        if self.shape != "hole" and self.height is None:
            raise ValueError(f"a {self.shape} needs a height")
        if self.shape != "notch" and self.radius:
            raise ValueError(f"a {self.shape} has round ends; radius is for a notch")
        if self.shape == "notch" and self.y:
            raise ValueError("a notch hangs from the upper edge; it has no y")
        if self.radius > min(self.width / 2, self.high):
            raise ValueError(f"radius {self.radius:g} is too large for a notch of {self.width:g} by {self.high:g}")
        return self


class Safe(BaseModel):
    """How far from each edge nothing may stand that is to be read or pressed."""

    model_config = _CLOSED

    top: Pixels = 0.0
    right: Pixels = 0.0
    bottom: Pixels = 0.0
    left: Pixels = 0.0


class Device(BaseModel):
    """A screen: its size, the radius of its corners, its cut-out and its safe areas; ``ratio`` pixels make a point."""

    model_config = _CLOSED

    title: Annotated[str, Field(min_length=1, max_length=80)]
    width: Side
    height: Side
    ratio: Annotated[float, Field(ge=1, le=6)] = 3.0
    radius: Pixels = 0.0
    smoothing: Annotated[float, Field(ge=0, le=1)] = 0.0
    cutout: Cutout | None = None
    safe: Safe = Safe()

    @property
    def reach(self) -> float:
        """How far along an edge a corner's curve reaches."""
        return self.radius * (1 + self.smoothing)

    @model_validator(mode="after")
    def _is_possible(self) -> Device:
        shorter = min(self.width, self.height)
        if self.reach > shorter / 2:
            curve = f"radius {self.radius:g}" + (f" with smoothing {self.smoothing:g} reaches {self.reach:g}," if self.smoothing else " is")
            raise ValueError(f"{curve} over half of the shorter side ({shorter / 2:g}): the corners would meet")
        if self.safe.left + self.safe.right >= self.width or self.safe.top + self.safe.bottom >= self.height:
            raise ValueError("the safe areas leave nothing of the screen")
        if self.cutout:
            self._holds(self.cutout)
        return self

    def middle(self, cutout: Cutout) -> float:
        """The x of a cut-out's middle."""
        return self.width / 2 if cutout.x is None else cutout.x

    def _holds(self, cutout: Cutout) -> None:
        """The cut-out is in the screen, out of the corners' curves and above the safe area."""
        left, right = self.middle(cutout) - cutout.width / 2, self.middle(cutout) + cutout.width / 2
        bottom = cutout.y + cutout.high
        if left < 0 or right > self.width or bottom > self.height:
            raise ValueError(f"the cut-out reaches from {left:g} to {right:g} and down to {bottom:g}: out of the screen")
        if bottom > self.safe.top:
            raise ValueError(f"the cut-out reaches down to {bottom:g}, into the safe area, which begins at {self.safe.top:g}")
        if cutout.y < self.reach and (left < self.reach - cutout.y or right > self.width - self.reach + cutout.y):
            raise ValueError("the cut-out runs into a corner")
