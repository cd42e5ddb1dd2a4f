"""What a citizen wears below the neck: a shell over the shoulders with a neckline, and collars."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from generator.faces.compiled import Floats
from generator.faces.heads import Heads
from generator.faces.hull import AXIS, Hull
from generator.faces.mesh import CLOTH, COLLAR, Mesh, grid
from generator.faces.portrait import Portrait


def _crew(angle: Floats) -> Floats:
    """The height of a round neckline by degrees from the front, on the neutral head."""
    made: Floats = np.interp(angle, (0, 30, 70, 110, 180), (5.86, 5.93, 6.08, 6.16, 6.2))
    return made


_NECKLINES: Mapping[str, Callable[[Floats, Floats], Floats]] = {
    "crew": lambda angle, x: _crew(angle),
    "vneck": lambda angle, x: np.minimum(_crew(angle), np.where(angle < 90, 5.42 + 1.25 * x, 9.0)),
    "shirt": lambda angle, x: np.minimum(_crew(angle) + 0.07, np.where(angle < 90, 5.72 + 1.5 * x, 9.0)),
    "coat": lambda angle, x: np.minimum(_crew(angle) + 0.08, np.where(angle < 90, 5.2 + 1.35 * x, 9.0)),
    "turtleneck": lambda angle, x: _crew(angle) + 0.08,
    "tunic": lambda angle, x: _crew(angle) + 0.1,
    "hoodie": lambda angle, x: _crew(angle) + 0.02,
}
"""Heights of the necklines by degrees from the front and distance from the middle."""


def clothes(heads: Heads, points: Floats, normals: Floats, portrait: Portrait, hull: Hull) -> list[Mesh]:
    """The shell, its skirt below the picture, and the collar."""
    made = [_shell(heads, points, normals, portrait.clothes, 0.05), _skirt(hull)]
    if portrait.clothes == "coat":
        made[:0] = [_shell(heads, points, normals, "crew", 0.025, COLLAR)]
    collar = _COLLARS.get(portrait.clothes)
    return made + (collar(hull) if collar else [])


def _shell(heads: Heads, points: Floats, normals: Floats, kind: str, lift: float, material: int = CLOTH) -> Mesh:
    rest = heads.neutral
    low = (rest[heads.quads, 1].max(axis=1) < 6.5) & (heads.group == 0)
    quads = heads.quads[low]
    used, index = np.unique(quads, return_inverse=True)
    angle = np.degrees(abs(np.arctan2(rest[used, 0], rest[used, 2] - AXIS)))
    cut = _NECKLINES[kind](angle, abs(rest[used, 0])) - rest[used, 1]
    swell = lift + 0.05 * np.clip(cut / 0.4, 0, 1)
    return Mesh.of(points[used] + normals[used] * swell[:, None], index.reshape(quads.shape), material, rest[used], cut)


def _skirt(hull: Hull) -> Mesh:
    """From the shoulders downwards, so that no edge of the data is ever seen."""
    around = np.linspace(0, 2 * np.pi, 96, endpoint=False, dtype=np.float32)
    rows = []
    for y in np.linspace(5.9, 2.6, 16):
        wide = 2.02 - 0.35 * max(0.0, (y - 5.45) / 0.45) ** 2
        rows.append(np.stack((wide * np.sin(around), np.full_like(around, y), 0.12 + (0.72 + 0.2 * (5.6 - y) / 3) * np.cos(around)), axis=1))
    return grid(np.array(rows, np.float32), CLOTH, closed=True)


def _band(hull: Hull, heights: tuple[float, ...], lifts: tuple[float, ...], gap: float, dip: float, material: int) -> Mesh:
    """A strip around the neck: rows of heights and distances; ``gap`` degrees stay open in front, where it falls by ``dip``."""
    around = np.radians(np.linspace(gap, 360 - gap, 90)).astype(np.float32)
    front = np.clip(np.cos(around), 0, 1) ** 2
    back = np.clip(-np.cos(around), 0, 1)
    rows = [hull.ring(around, (y + 0.1 * back - dip * front).astype(np.float32), lift) for y, lift in zip(heights, lifts, strict=True)]
    return grid(np.array(rows, np.float32), material)


def _shirt_collar(hull: Hull) -> list[Mesh]:
    return [_band(hull, (6.0, 6.12, 6.26, 6.27, 6.14, 6.0, 5.93), (0.05, 0.06, 0.07, 0.1, 0.17, 0.22, 0.24), 9, 0.22, COLLAR)]


def _coat_collar(hull: Hull) -> list[Mesh]:
    return [_band(hull, (5.95, 6.15, 6.28, 6.28, 6.1, 5.9), (0.08, 0.1, 0.13, 0.18, 0.3, 0.4), 24, 0.35, CLOTH)]


def _roll(hull: Hull) -> list[Mesh]:
    return [_band(hull, (5.9, 6.1, 6.34, 6.37, 6.3, 6.12, 6.0), (0.05, 0.05, 0.05, 0.08, 0.12, 0.13, 0.1), 0.0, 0.1, CLOTH)]


def _stand(hull: Hull) -> list[Mesh]:
    return [_band(hull, (5.95, 6.1, 6.22, 6.23, 6.1), (0.06, 0.06, 0.07, 0.1, 0.1), 5, 0.17, CLOTH)]


def _fallen_hood(hull: Hull) -> list[Mesh]:
    return [_band(hull, (5.9, 6.1, 6.25, 6.28, 6.15, 5.95, 5.85), (0.05, 0.12, 0.2, 0.28, 0.38, 0.36, 0.3), 13, 0.3, CLOTH)]


_COLLARS: Mapping[str, Callable[[Hull], list[Mesh]]] = {
    "shirt": _shirt_collar,
    "coat": _coat_collar,
    "turtleneck": _roll,
    "tunic": _stand,
    "hoodie": _fallen_hood,
}
