"""A production's own picture of a person, in the place of a made one: cut to the face, and seen by the same styles."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.faces.arrays import Floats
from generator.faces.shot import Shot, View

POINTLESS = ("points", "wire")
"""Styles that need more than a picture."""


@dataclass(frozen=True, slots=True, eq=False)
class Still:
    """``pixels``: (height, width, 4) straight sRGB bytes; ``face``: left, top, width and height of what is shown, as shares of them."""

    pixels: NDArray[np.uint8]
    face: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)
    seed: int = 0


def shot_of(still: Still, view: View) -> Shot:
    """The picture as a shot of the view's size: the face's box grown to its shape, nothing where the picture ends; no relief."""
    height, width = still.pixels.shape[:2]
    x, y, w, h = still.face[0] * width, still.face[1] * height, still.face[2] * width, still.face[3] * height
    scale = max(w / view.width, h / view.height)
    left, top = x + w / 2 - scale * view.width / 2, y + h / 2 - scale * view.height / 2
    straight = _averaged(_linear(still.pixels), left, top, scale, view)
    return Shot(straight, np.zeros((view.height, view.width), np.float32), _NOBODY)


_NOBODY = np.zeros((0, 3), np.float32)


def _linear(pixels: NDArray[np.uint8]) -> Floats:
    """Premultiplied linear light."""
    coded = pixels.astype(np.float32) / np.float32(255)
    light = np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4).astype(np.float32)
    light[..., 3] = coded[..., 3]
    light[..., :3] *= light[..., 3:]
    return light


def _averaged(light: Floats, left: float, top: float, scale: float, view: View) -> Floats:
    """Means over the pixels' own squares (sums over prefixes), between pixels where the picture is enlarged."""
    rows = _prefix(light, top + np.arange(view.height + 1) * scale)
    both = _prefix(rows.transpose(1, 0, 2), left + np.arange(view.width + 1) * scale).transpose(1, 0, 2)
    return np.ascontiguousarray(both / np.float32(scale * scale)).astype(np.float32)


def _prefix(values: Floats, edges: Floats) -> Floats:
    """Sums of rows between edges, parts of a row by their share; rows outside are nothing."""
    sums = np.concatenate((np.zeros((1, *values.shape[1:])), np.cumsum(values, axis=0, dtype=np.float64)))
    at = np.clip(edges, 0, len(values))
    first = np.minimum(at.astype(int), len(values) - 1)
    share = (at - first)[:, None, None]
    whole = sums[first] * (1 - share) + sums[first + 1] * share
    made: Floats = np.diff(whole, axis=0)
    return made
