"""What is worn on the head. Each gives a mesh, and says where on the neutral head the hair below it is not seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from generator.faces.arrays import Floats
from generator.faces.hull import AXIS, MIDDLE, Hull
from generator.faces.mesh import COVER, Mesh, grid

COLUMNS = 120
_AROUND = np.linspace(-np.pi, np.pi, COLUMNS, endpoint=False, dtype=np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Cover:
    """``hidden`` is 1 at neutral places whose hair is not seen."""

    meshes: tuple[Mesh, ...]
    hidden: Callable[[Floats], Floats]


def _dome(
    hull: Hull, edge: Floats, lift: Floats | float, rows: int = 28, bumps: Callable[[Floats, Floats], Floats] | None = None
) -> Floats:
    """Rows from the top of the head down to the elevation ``edge`` (radians, for each column)."""
    made = []
    for k in range(rows):
        t = (k / (rows - 1)) ** 0.85
        elevation = np.pi / 2 * (1 - t) + edge * t
        more = bumps(_AROUND, elevation) if bumps else 0.0
        made.append(hull.dome(_AROUND, elevation.astype(np.float32), lift + more))
    return np.array(made, np.float32)


def _level(front: float, side: float, back: float) -> Floats:
    """Elevations in degrees that go round from front over the sides to the back, as radians."""
    angle = np.degrees(abs(_AROUND))
    smooth = np.interp(angle, (0, 20, 90, 160, 180), (front, front, side, back, back))
    made: Floats = np.radians(smooth).astype(np.float32)
    return made


def _above(front: float, side: float, back: float) -> Callable[[Floats], Floats]:
    def hidden(rest: Floats) -> Floats:
        away = rest - np.array(MIDDLE, np.float32)
        angle = np.degrees(abs(np.arctan2(away[:, 0], away[:, 2])))
        edge = np.interp(angle, (0, 90, 180), (front, side, back))
        made: Floats = (np.degrees(np.arctan2(away[:, 1], np.hypot(away[:, 0], away[:, 2]))) > edge).astype(np.float32)
        return made

    return hidden


def cap(hull: Hull) -> Cover:
    """A cap with a peak."""
    top = grid(
        _dome(hull, _level(24, 14, 2), 0.075, bumps=lambda a, e: 0.05 * np.clip(np.cos(a), 0, 1) * np.sin(2 * np.clip(e, 0, 1.57))),
        COVER,
        True,
    )
    across = np.linspace(-1.05, 1.05, 41, dtype=np.float32)
    rows = []
    for far in np.linspace(0, 1, 12):
        base = hull.dome(across, np.full_like(across, np.radians(25)), 0.07)
        reach = far * 0.78 * np.clip(np.cos(across * 1.42), 0, 1) ** 0.6
        fall = 0.1 * far + 0.16 * (across**2) * far
        rows.append(base + np.stack((across * 0 + 0.12 * np.sin(across) * far, -fall, reach), axis=1))
    rows += [rows[round(far * 11)] - np.array((0, 0.03, 0)) for far in np.linspace(1, 0, 6)]
    return Cover((top, grid(np.array(rows, np.float32), COVER)), _above(25, 15, 5))


def _knit(azimuth: Floats, elevation: Floats) -> Floats:
    """Ribs, a hem turned up at the edge, and a crown that stands off the head."""
    hem = 0.05 * np.clip((np.radians(38) - elevation) / 0.06, 0, 1) + 0.14 * np.clip(elevation - 0.8, 0, 1)
    return np.asarray(hem + 0.012 * np.cos(azimuth * 44) * (elevation < 1.3))


def beanie(hull: Hull) -> Cover:
    """A knitted hat with its hem turned up."""
    return Cover((grid(_dome(hull, _level(19, 9, -4), 0.085, 60, _knit), COVER, True),), _above(20, 10, 0))


def turban(hull: Hull) -> Cover:
    """Cloth wound around the head, crossing over the forehead."""

    def wound(a: Floats, e: Floats) -> Floats:
        band = e * 9 + 1.5 * abs(np.sin(a / 2)) * np.sign(np.sin(a)) * 1.2
        made: Floats = 0.3 * np.maximum(0, np.sin(np.clip(e + 0.25, 0, 1.75) / 1.75 * np.pi)) ** 0.7 + 0.05 * abs(np.sin(band * 1.6))
        return made

    return Cover((grid(_dome(hull, _level(21, 8, -6), 0.04, 64, wound), COVER, True),), _above(18, 0, -20))


def _draped(hull: Hull, lift: float, flare: float, low: float, fold: float) -> tuple[Floats, Floats]:
    """A veil from the crown down to a height: over the skull, then hanging, never as close as the neck. Points and neutral places."""
    sky = [hull.dome(_AROUND, np.full_like(_AROUND, e), lift) for e in np.radians(np.linspace(90, -2, 40))]
    fall = []
    last = sky[-1]
    base = np.hypot(last[:, 0], last[:, 2] - AXIS)
    heights = np.linspace(float(last[:, 1].mean()) - 0.05, low, 44)
    for y in heights:
        t = (heights[0] - y) / (heights[0] - low)
        skin = hull.radius(_AROUND, np.full_like(_AROUND, y)) + lift
        skin = np.minimum(skin, base * 1.02) if flare < 0 else skin
        draped = base * np.interp(t, (0, 0.25, 0.45, 0.62, 1), (1, 0.98, 0.86, 0.86, 1.0 + flare))
        skin = skin + np.float32(0.1 * min(1.0, max(0.0, (6.35 - y) * 4)))
        wave = fold * t * np.sin(_AROUND * 9 + 5 * np.sin(_AROUND * 2) + 3 * t) + fold * np.clip(t - 0.3, 0, 1) * np.sin(
            _AROUND * 5 + 11 * t
        )
        # One end is thrown over the other: its edge runs across from one cheek to the opposite shoulder.
        edge = 0.035 * np.clip((6.3 + 0.45 * np.sin(_AROUND) - y) / 0.04, 0, 1) * np.clip(np.cos(_AROUND) * 2, 0, 1)
        r = np.maximum(skin, draped) + wave + edge
        fall.append(np.stack((r * np.sin(_AROUND), np.full_like(r, y), AXIS + r * np.cos(_AROUND)), axis=1))
    points = np.array(sky + fall, np.float32)
    return points, points


def _opening(points: Floats, wide: float, top: float, bottom: float) -> Floats:
    """An oval in front of the face: under 0 inside."""
    x, y, z = points[..., 0], points[..., 1], points[..., 2]
    middle, half = (top + bottom) / 2, (top - bottom) / 2
    oval = np.sqrt((x / wide) ** 2 + ((y - middle) / half) ** 2) - 1
    made: Floats = np.where(z > 0.55, oval, 1.0).astype(np.float32)
    return made


def hijab(hull: Hull) -> Cover:
    """A scarf that leaves the face free and lies over the shoulders."""
    points, rest = _draped(hull, 0.085, 0.32, 5.35, 0.05)
    under = grid(_dome(hull, _level(34, -2, -8), 0.045), COVER, True)
    return Cover((grid(points, COVER, True, rest, _opening(points, 0.6, 8.14, 6.42)), under), _everywhere)


def scarf(hull: Hull) -> Cover:
    """A kerchief: hair shows at the front, the ends are tied below the chin."""
    points, rest = _draped(hull, 0.08, -0.16, 6.15, 0.025)
    open_ = _opening(points, 0.66, 8.3, 6.36)
    knot = grid(_ball(np.array((0.0, 6.3, 1.22), np.float32), (0.13, 0.1, 0.1)), COVER, True)
    ends = [grid(_flap(side), COVER) for side in (-1.0, 1.0)]
    return Cover((grid(points, COVER, True, rest, open_), knot, *ends), _above(52, 20, -90))


def hood(hull: Hull) -> Cover:
    """A hood drawn up, well clear of the head."""
    points, rest = _draped(hull, 0.24, 0.35, 5.5, 0.03)
    return Cover((grid(points, COVER, True, rest, _opening(points, 0.72, 8.42, 6.0)),), _above(90, 90, -90))


def _ball(at: Floats, size: tuple[float, float, float]) -> Floats:
    u, v = np.meshgrid(np.linspace(0, np.pi, 12), np.linspace(0, 2 * np.pi, 20, endpoint=False), indexing="ij")
    made: Floats = (
        np.stack((np.sin(u) * np.cos(v) * size[0], np.cos(u) * size[1], np.sin(u) * np.sin(v) * size[2]), axis=-1).astype(np.float32) + at
    )
    return made


def _flap(side: float) -> Floats:
    u, v = np.meshgrid(np.linspace(0, 1, 12), np.linspace(-1, 1, 7), indexing="ij")
    wide = 0.05 + 0.13 * u
    made: Floats = np.stack((side * (0.06 + 0.22 * u) + v * wide, 6.27 - 0.5 * u, 1.25 - 0.05 * u + 0.03 * np.cos(v * 5)), axis=-1).astype(
        np.float32
    )
    return made


def _everywhere(rest: Floats) -> Floats:
    return np.ones(len(rest), np.float32)


COVERS: Mapping[str, Callable[[Hull], Cover]] = {
    "hijab": hijab,
    "scarf": scarf,
    "cap": cap,
    "beanie": beanie,
    "hood": hood,
    "turban": turban,
}
