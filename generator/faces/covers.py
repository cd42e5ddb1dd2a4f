"""What is worn on the head. Each gives a mesh, and says where on the neutral head the hair below it is not seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from generator.faces.arrays import Floats
from generator.faces.hull import AXIS, MIDDLE, Hull
from generator.faces.mesh import COVER, Mesh, grid

COLUMNS = 180
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


@dataclass(frozen=True, slots=True)
class _Drape:
    """A veil: ``lift`` off the skull, how much it ``flares`` on the shoulders (under 0 it hugs the neck), how ``low`` it hangs, how deep
    its hanging folds are, and the oval it leaves ``open``: half width, top, bottom."""

    lift: float
    flare: float
    low: float
    fold: float
    open: tuple[float, float, float]


def _draped(hull: Hull, drape: _Drape) -> Floats:
    """A veil from the crown down to a height: over the skull and the ears, then hanging, never as close as the neck."""
    sky = [hull.dome(_AROUND, np.full_like(_AROUND, e), drape.lift) for e in np.radians(np.linspace(90, -2, 48))]
    fall = []
    base = np.hypot(sky[-1][:, 0], sky[-1][:, 2] - AXIS)
    heights = np.linspace(float(sky[-1][:, 1].mean()) - 0.04, drape.low, 56)
    for y in heights:
        t = (heights[0] - y) / (heights[0] - drape.low)
        skin = hull.radius(_AROUND, np.full_like(_AROUND, y)) + drape.lift
        skin = np.minimum(skin, base * 1.02) if drape.flare < 0 else skin
        draped = base * np.interp(t, (0, 0.25, 0.45, 0.62, 1), (1, 0.95, 0.8, 0.8, 1.0 + drape.flare))
        skin = skin + np.float32(0.1 * min(1.0, max(0.0, (6.35 - y) * 4)))
        wave = drape.fold * t * np.sin(_AROUND * 9 + 5 * np.sin(_AROUND * 2) + 3 * t)
        wave = wave + drape.fold * np.clip(t - 0.3, 0, 1) * np.sin(_AROUND * 5 + 11 * t)
        r = np.maximum(skin, draped) + wave
        fall.append(np.stack((r * np.sin(_AROUND), np.full_like(r, y), AXIS + r * np.cos(_AROUND)), axis=1))
    return _eased(np.array(sky + fall, np.float32), 36, 72)


def _eased(points: Floats, first: int, last: int) -> Floats:
    """Rows between two numbers, each mixed with its neighbours: the skull's rows pass into those that hang."""
    made = points.copy()
    for _ in range(10):
        made[first:last] = (made[first - 1 : last - 1] + 2 * made[first:last] + made[first + 1 : last + 1]) / 4
    return made


def _pushed_out(points: Floats, far: Floats) -> Floats:
    """Points of a closed grid, moved along its outward normals."""
    down = np.gradient(points, axis=0)
    across = np.roll(points, -1, axis=1) - np.roll(points, 1, axis=1)
    normal = np.cross(down, across)
    normal /= np.maximum(1e-6, np.linalg.norm(normal, axis=2, keepdims=True))
    outward = points - np.array((0.0, 0.0, AXIS), np.float32)
    outward[..., 1] = np.maximum(0, points[..., 1] - MIDDLE[1])
    normal *= np.sign((normal * outward).sum(axis=2, keepdims=True))
    made: Floats = (points + normal * far[..., None]).astype(np.float32)
    return made


def _creases(phase: Floats) -> Floats:
    """Folds of cloth from 0 to 1 across a phase in radians: round crests, sharp valleys."""
    made: Floats = np.sqrt(abs(np.sin(phase)))
    return made


def _bump(value: Floats, at: float, wide: float) -> Floats:
    made: Floats = np.exp(-(((value - at) / wide) ** 2))
    return made


def _over_ears(points: Floats) -> Floats:
    """How far ears lift the cloth that lies over them."""
    away = abs(np.arctan2(points[..., 0], points[..., 2] - AXIS))
    made: Floats = 0.08 * _bump(away, 1.5, 0.4) * _bump(points[..., 1], 7.25, 0.36)
    return made


def _gathered_at(points: Floats, at: tuple[float, float], count: float, deep: float, reach: float) -> Floats:
    """Creases that run together in a place of the front, seen from the front; they fade out after ``reach``."""
    x, y = points[..., 0] - at[0], points[..., 1] - at[1]
    far = np.hypot(x, y)
    bend = 0.5 * np.sin(3.1 * far + 4 * at[0]) + 0.4 * np.sin(points[..., 0] * 5)
    fan = _creases(np.arctan2(x, y) * count + bend) * np.clip(far / 0.16, 0, 1) * np.exp(-((far / reach) ** 2))
    made: Floats = deep * fan * np.clip((points[..., 2] - 0.2) * 3, 0, 1)
    return made


def _opening(points: Floats, oval: tuple[float, float, float]) -> Floats:
    """An oval in front of the face: under 0 inside."""
    wide, top, bottom = oval
    x, y, z = points[..., 0], points[..., 1], points[..., 2]
    middle, half = (top + bottom) / 2, (top - bottom) / 2
    round_ = np.sqrt((x / wide) ** 2 + ((y - middle) / half) ** 2) - 1
    made: Floats = np.where(z > 0.55, round_, 1.0).astype(np.float32)
    return made


def _veil(points: Floats, folds: Floats, oval: tuple[float, float, float], hem: float) -> Mesh:
    """The folded cloth with its opening, whose edge is turned under: it stands out a little."""
    away = _opening(points, oval)
    placed = _pushed_out(points, (folds + hem * np.exp(-((away / 0.075) ** 2))).astype(np.float32))
    return grid(placed, COVER, True, points, away)


def hijab(hull: Hull) -> Cover:
    """A scarf that leaves the face free, is pinned below one cheek, and lies over the shoulders."""
    drape = _Drape(0.085, 0.42, 5.2, 0.05, (0.6, 8.14, 6.42))
    points = _draped(hull, drape)
    x, y, away = points[..., 0], points[..., 1], _opening(points, drape.open)
    along = _creases(away * 9 + 0.8 * np.sin(y * 3 + x * 2)) * np.exp(-(((away - 0.3) / 0.3) ** 2)) * np.clip((8.0 - y) * 1.5, 0, 1)
    swags = _creases(np.hypot(x - 0.1, (y - 6.75) * 1.25) * 8.5) * np.clip((6.35 - y) * 3, 0, 1) * np.clip((points[..., 2] - 0.4) * 2, 0, 1)
    over = np.clip((6.42 + 0.5 * x - y) / 0.03, 0, 1) * np.clip((points[..., 2] - 0.35) * 3, 0, 1)
    folds = _over_ears(points) + 0.03 * along + 0.055 * swags + 0.045 * over + _gathered_at(points, (-0.5, 6.5), 6, 0.05, 0.8)
    under = grid(_dome(hull, _level(34, -2, -8), 0.045), COVER, True)
    return Cover((_veil(points, folds, drape.open, 0.022), under), _everywhere)


def scarf(hull: Hull) -> Cover:
    """A kerchief: hair shows at the front, the ends are tied below the chin."""
    drape = _Drape(0.08, -0.16, 6.1, 0.03, (0.66, 8.3, 6.36))
    points = _draped(hull, drape)
    y, away = points[..., 1], _opening(points, drape.open)
    pulled = _creases(away * 8 + 1.2 * np.sin(y * 2.2)) * np.exp(-(((away - 0.28) / 0.3) ** 2)) * np.clip((8.1 - y) * 2, 0, 1)
    folds = _over_ears(points) + 0.035 * pulled + _gathered_at(points, (0.0, 6.28), 8, 0.06, 0.75)
    knot = grid(_ball(np.array((0.0, 6.3, 1.22), np.float32), (0.13, 0.1, 0.1)), COVER, True)
    ends = [grid(_flap(side), COVER) for side in (-1.0, 1.0)]
    return Cover((_veil(points, folds, drape.open, 0.02), knot, *ends), _above(52, 20, -90))


def hood(hull: Hull) -> Cover:
    """A hood drawn up, well clear of the head."""
    drape = _Drape(0.24, 0.35, 5.4, 0.04, (0.72, 8.42, 6.0))
    points = _draped(hull, drape)
    y, away = points[..., 1], _opening(points, drape.open)
    heavy = _creases(y * 7 + 1.5 * np.cos(np.arctan2(points[..., 0], points[..., 2]) * 2)) * _bump(y, 6.35, 0.35) * np.clip(away * 3, 0, 1)
    return Cover((_veil(points, (0.05 * heavy).astype(np.float32), drape.open, 0.05),), _above(90, 90, -90))


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
