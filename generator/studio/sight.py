"""A frame as it is looked at: a picture and a Sight in, a PNG out. All is done in the plate's own light, before the transfer curve."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from string import digits

import numpy as np

from generator.deliver import pixels
from generator.deliver.stills.png import file_of
from generator.documents.manifest import Manifest
from generator.paint import memory
from generator.paint.layers import GLOW, recompose
from generator.problems import BriefError
from generator.studio.wish import Sight
from generator.values.compiled import kernel
from generator.values.css_colour import parse_colour
from generator.values.picture import Picture, Plane

_TILE = 16
_DARK, _PALE = 0.133, 0.216
"""The checker's two greys, linear."""
_LUMA = np.array([0.2126, 0.7152, 0.0722], np.float32)

Still = Callable[[str, tuple[int, int]], Plane]
"""A still by name, as an opaque linear plane of a size (width, height)."""


def shown(picture: Picture, sight: Sight, manifest: Manifest, still: Still) -> bytes:
    """The frame as a PNG: straight alpha where there is no ground, exactly as a plate's; else over the ground, opaque."""
    linear = picture.light == "linear"
    plane = picture.beauty if sight.layers is None else _chosen(picture, sight.layers, manifest)
    if sight.stops:
        plane = plane * np.array([2.0**sight.stops] * 3 + [1.0], np.float32)
    if sight.channel != "colour":
        plane = _grey(plane[..., 3] if sight.channel == "alpha" else plane[..., :3] @ _LUMA)
        linear = linear and sight.channel != "alpha"  # alpha is a share, not light
    elif sight.ground != "none":
        plane = _over(plane, sight.ground, linear, still)
    return file_of(pixels.straight8(np.ascontiguousarray(plane, np.float32), linear), picture.size[0], 8, {})


def _chosen(picture: Picture, names: Iterable[str], manifest: Manifest) -> Plane:
    """The layers of a list over one another, in the plate's order; light is added."""
    wanted, known = set(names), manifest.layers
    chosen = {  # one that comes back is numbered
        name: layer for name, layer in picture.layers.items() if (name if name in known else name.rstrip(digits)) in wanted
    }
    light = {GLOW, *(name for name, note in known.items() if note.operation != "over")}
    return recompose(chosen, light) if chosen else np.zeros_like(picture.beauty)


def _grey(values: Plane) -> Plane:
    plane = np.ones((*values.shape, 4), np.float32)
    plane[..., :3] = values[..., None]
    return plane


def _over(plane: Plane, ground: str, linear: bool, still: Still) -> Plane:
    """A plane over a ground, opaque: what the ground gives where the plate lets it through, and the plate's light."""
    height, width = plane.shape[:2]
    behind = _ground(ground, (width, height), still)
    rows = np.tile(behind if linear else _encoded(behind), (1, -(-width // behind.shape[1]), 1))
    out = memory.plane(height, width)
    _onto(plane, np.ascontiguousarray(rows[:, :width, :3], np.float32), out)
    return out


@kernel
def _onto(plane: Plane, behind: Plane, out: Plane) -> None:
    """``behind`` is as wide as the plane, and its rows repeat: one colour is one row, a checker two tiles."""
    high = behind.shape[0]
    one, zero = np.float32(1.0), np.float32(0.0)
    for y in range(plane.shape[0]):
        over, below, row = plane[y], behind[y % high], out[y]
        for x in range(np.uint64(over.shape[0])):
            rest = one - over[x, 3]
            rest = rest if rest > zero else zero
            row[x, 0] = over[x, 0] + below[x, 0] * rest
            row[x, 1] = over[x, 1] + below[x, 1] * rest
            row[x, 2] = over[x, 2] + below[x, 2] * rest
            row[x, 3] = one


def _ground(name: str, size: tuple[int, int], still: Still) -> Plane:
    """What lies behind, as linear light: ``(height, width, 3 or more)``, of the size, or a part that repeats."""
    if name == "checker":
        odd = (np.arange(2 * _TILE)[:, None] // _TILE + np.arange(2 * _TILE)[None, :] // _TILE) % 2
        return np.repeat(np.where(odd, np.float32(_PALE), np.float32(_DARK))[..., None], 3, axis=2)
    if name.startswith("still:"):
        return still(name.removeprefix("still:"), size)
    try:
        colour = parse_colour(name)
    except ValueError as error:
        raise BriefError(f"ground: {error}") from None
    return np.array([[[colour.r, colour.g, colour.b]]], np.float32)


def _encoded(linear: Plane) -> Plane:
    """Linear light as sRGB codes in 0..1 (IEC 61966-2-1)."""
    light = np.clip(linear, 0, 1)
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * np.maximum(light, 0.0031308) ** (1 / 2.4) - 0.055).astype(np.float32)
