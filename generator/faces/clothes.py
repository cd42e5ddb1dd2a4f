"""What a citizen wears below the neck: a shell over the shoulders with a neckline, and collars."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from generator.faces.arrays import Floats
from generator.faces.heads import Heads
from generator.faces.hull import AXIS, Hull
from generator.faces.mesh import CLOTH, COLLAR, Mesh, grid
from generator.faces.portrait import Portrait
from generator.faces.sculpt import smallness


def _crew(angle: Floats) -> Floats:
    """The height of a round neckline by degrees from the front, on the neutral head."""
    made: Floats = np.interp(angle, (0, 30, 70, 110, 180), (5.86, 5.93, 6.08, 6.16, 6.2))
    return made


_NECKLINES: Mapping[str, Callable[[Floats, Floats], Floats]] = {
    "crew": lambda angle, x: _crew(angle),
    "vneck": lambda angle, x: np.minimum(_crew(angle), np.where(angle < 90, 5.58 + 1.15 * x, 9.0)),
    "shirt": lambda angle, x: np.minimum(_crew(angle) + 0.07, np.where(angle < 90, 5.5 + 3.6 * x, 9.0)),
    "coat": lambda angle, x: np.minimum(_crew(angle) + 0.08, np.where(angle < 90, 5.2 + 1.35 * x, 9.0)),
    "turtleneck": lambda angle, x: _crew(angle) + 0.08,
    "tunic": lambda angle, x: _crew(angle) + 0.1,
    "hoodie": lambda angle, x: _crew(angle) + 0.02,
}
"""Heights of the necklines by degrees from the front and distance from the middle."""


def clothes(heads: Heads, points: Floats, portrait: Portrait, hull: Hull) -> tuple[list[Mesh], Floats]:
    """Cloth and collar; and, for each point of the head, under 0 where cloth hides it."""
    shift = _base(heads, points)
    kind = "crew" if portrait.clothes == "vneck" and smallness(portrait.age) > 0 else portrait.clothes
    made = [_cloth(hull, kind, 0.075, CLOTH, shift)]
    if portrait.clothes == "coat":
        made[:0] = [_cloth(hull, "crew", 0.045, COLLAR, shift)]
    collar = _COLLARS.get(portrait.clothes)
    rest = heads.neutral
    shown = rest[:, 1] - _neckline("crew" if kind == "coat" else kind, rest) + 0.45 + 0.5 * smallness(portrait.age)
    # Cloth always lies over the shoulders, however strong they are.
    shoulder = 0.85 - np.hypot(rest[:, 0], rest[:, 2] - AXIS)
    shown = np.where(rest[:, 1] < 6.0, np.minimum(shown, shoulder), shown)
    return made + (collar(hull, shift) if collar else []), shown.astype(np.float32)


def _base(heads: Heads, points: Floats) -> float:
    """How much higher than the neutral one a neck begins."""
    low = abs(heads.neutral[:, 1] - 6.0) < 0.08
    return float((points[low, 1] - heads.neutral[low, 1]).mean())


def _neckline(kind: str, places: Floats) -> Floats:
    """Its height beside each place."""
    angle = np.degrees(abs(np.arctan2(places[..., 0], places[..., 2] - AXIS)))
    return _NECKLINES[kind](angle, abs(places[..., 0]))


def _cloth(hull: Hull, kind: str, lift: float, material: int, shift: float) -> Mesh:
    """From the neck over the shoulders and down, out of the picture."""
    around = np.linspace(0, 2 * np.pi, 128, endpoint=False).astype(np.float32)
    heights = np.concatenate((np.linspace(6.34, 5.3, 56), np.linspace(5.2, 3.0, 12))) + shift
    rows = []
    for y in heights:
        below = max(0.0, 5.35 + shift - y)
        held = np.full_like(around, max(y, 5.35 + shift))
        ring = hull.ring(around, held, lift * min(1.0, max(0.3, (6.4 + shift - y) * 3)))
        ring[:, 1] = y
        ring[:, 2] += 0.06 * below
        rows.append(ring)
    points = np.array(rows, np.float32)
    places = points - np.array((0, shift, 0), np.float32)
    over = _neckline(kind, places) - places[..., 1]
    # On the sloping shoulders cloth reaches higher than a neckline says, which is meant for the neck.
    x, z = abs(places[..., 0]), places[..., 2] - AXIS
    neck = np.maximum(0.58, hull.radius(around, np.full_like(around, 6.3 + shift)) + 0.13)
    slope = np.where(x > z * 1.2, np.minimum(np.hypot(x, z) - neck, over + 0.25), -1.0)
    return grid(points, material, closed=True, rest=places, cut=np.maximum(slope, over).astype(np.float32))


def _band(hull: Hull, shift: float, rows: tuple[tuple[float, float], ...], gap: float, dip: float, material: int) -> Mesh:
    """A strip around the neck: heights and distances row by row; ``gap`` degrees stay open in front, where it falls by ``dip``."""
    around = np.radians(np.linspace(gap, 360 - gap, 90)).astype(np.float32)
    front = np.clip(np.cos(around), 0, 1) ** 2
    back = np.clip(-np.cos(around), 0, 1)
    neck = hull.radius(around, np.full_like(around, 6.3 + shift)) + 0.1
    places = []
    for height, lift in rows:
        y = height + shift + 0.1 * back - dip * front
        r = np.minimum(hull.radius(around, y), neck) + lift
        places.append(np.stack((r * np.sin(around), y, AXIS + r * np.cos(around)), axis=1))
    return grid(np.array(places, np.float32), material)


def _shirt_collar(hull: Hull, shift: float) -> list[Mesh]:
    return [
        _band(hull, shift, ((6, 0.05), (6.12, 0.05), (6.26, 0.05), (6.27, 0.07), (6.14, 0.11), (6, 0.15), (5.93, 0.17)), 11, 0.26, COLLAR)
    ]


def _coat_collar(hull: Hull, shift: float) -> list[Mesh]:
    return [_band(hull, shift, ((5.95, 0.07), (6.15, 0.08), (6.28, 0.1), (6.28, 0.13), (6.1, 0.19), (5.9, 0.22)), 26, 0.4, CLOTH)]


def _roll(hull: Hull, shift: float) -> list[Mesh]:
    return [
        _band(hull, shift, ((5.9, 0.05), (6.1, 0.05), (6.34, 0.05), (6.37, 0.08), (6.3, 0.12), (6.12, 0.13), (6, 0.1)), 0.0, 0.1, CLOTH)
    ]


def _stand(hull: Hull, shift: float) -> list[Mesh]:
    return [_band(hull, shift, ((5.95, 0.06), (6.1, 0.06), (6.22, 0.07), (6.23, 0.1), (6.1, 0.1)), 5, 0.17, CLOTH)]


def _fallen_hood(hull: Hull, shift: float) -> list[Mesh]:
    return [
        _band(hull, shift, ((5.9, 0.05), (6.1, 0.1), (6.25, 0.15), (6.28, 0.2), (6.15, 0.25), (5.95, 0.24), (5.85, 0.18)), 0.0, 0.3, CLOTH)
    ]


_COLLARS: Mapping[str, Callable[[Hull, float], list[Mesh]]] = {
    "shirt": _shirt_collar,
    "coat": _coat_collar,
    "turtleneck": _roll,
    "tunic": _stand,
    "hoodie": _fallen_hood,
}
