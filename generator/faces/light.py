"""Lights: where they stand and how strong they are, and what of each reaches every point of a figure.

Shadows and the sky's are counted from small depth maps, one for each of some directions; the key has several, so that its shadow is soft.
What the sky gives is counted once, for a head that looks ahead, and goes with it when it turns; key and rim are counted for every pose.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from generator.faces.arrays import Floats, Ints
from generator.values.compiled import kernel

SIDE = 150
"""Of a depth map, which shows 2.3 decimetres to every side of (0, 7.1, 0.35)."""


@dataclass(frozen=True, slots=True)
class Rig:
    """A key from (azimuth, elevation) in degrees, seen from the figure: azimuth 0 from the camera, positive from the right of the picture.
    ``rim`` comes from behind on the other side. ``sky`` is light from everywhere, ``up`` how much of it comes from above."""

    key: tuple[float, float] = (-42.0, 24.0)
    strength: float = 2.0
    sky: float = 0.55
    up: float = 0.6
    rim: float = 1.2
    size: float = 7.0
    """Degrees from the middle of the key to its edge."""


RIGS: Mapping[str, Rig] = {
    "portrait": Rig(),
    "register": Rig((-14.0, 30.0), 1.7, 0.75, 0.4, 0.3, 14.0),
    "side": Rig((-72.0, 20.0), 2.8, 0.16, 0.4, 1.6),
    "right": Rig((46.0, 34.0), 2.3, 0.3, 0.6, 1.1),
    "above": Rig((-8.0, 68.0), 2.5, 0.28, 0.8, 0.7, 10.0),
    "below": Rig((12.0, -28.0), 2.0, 0.2, 0.2, 0.8, 9.0),
    "street": Rig((-30.0, 58.0), 1.5, 0.28, 0.7, 1.0, 4.0),
}


def toward(azimuth: float, elevation: float) -> Floats:
    """The direction of a light."""
    a, e = math.radians(azimuth), math.radians(elevation)
    return np.array((math.sin(a) * math.cos(e), math.sin(e), math.cos(a) * math.cos(e)), np.float32)


def key_of(rig: Rig) -> Floats:
    """The direction of a rig's key."""
    return toward(*rig.key)


def rim_of(rig: Rig) -> Floats:
    """The direction of its rim."""
    return toward(180 + rig.key[0] * 0.75, 28)


@dataclass(frozen=True, slots=True, eq=False)
class Scenery:
    """What stands in the light: a mesh's points with their normals, the triangles that cast its shadow, and points of strands."""

    points: Floats
    normals: Floats
    triangles: Ints
    thick: Floats


class _Light(NamedTuple):
    mapped: Floats
    axes: Floats
    shift: Floats
    weights: Floats


def lit(scenery: Scenery, hairs: Floats, rig: Rig) -> tuple[Floats, Floats]:
    """How much of a rig's key and rim reaches the points of the mesh, and some points of strands: (n, 2) from 0 to 1."""
    rim = 180 + rig.key[0] * 0.75
    directions = [(toward(rim + side, 28), (0.0, 0.5)) for side in (-7, 7)]
    for k in range(5):
        turn = 2 * math.pi * k / 5
        directions.append((toward(rig.key[0] + rig.size * math.cos(turn), rig.key[1] + rig.size * math.sin(turn)), (0.2, 0.0)))
    return _counted(scenery, hairs, directions, by_angle=False)


def sky_of(scenery: Scenery, hairs: Floats) -> tuple[Floats, Floats]:
    """What of a sky reaches them: (n, 2), of one that is even, and of one that is bright above."""
    directions, count = [], 22
    for k in range(count):
        y = 1 - 1.5 * (k + 0.5) / count
        around, flat = k * 2.399963, math.sqrt(max(0.0, 1 - y * y))
        above = max(0.0, 0.25 + 0.9 * y)
        toward_it = np.array((flat * math.sin(around), y, flat * math.cos(around)), np.float32)
        directions.append((toward_it, (2.6 / count, above * 2.6 / count)))
    return _counted(scenery, hairs, directions, by_angle=True)


def _counted(
    scenery: Scenery, hairs: Floats, directions: list[tuple[Floats, tuple[float, float]]], by_angle: bool
) -> tuple[Floats, Floats]:
    """The sums of the weights of those directions that nothing stands in; ``by_angle``: times how much a surface faces them."""
    on_mesh, on_hair = np.zeros((len(scenery.points), 2), np.float32), np.zeros((len(hairs), 2), np.float32)
    bare = np.zeros_like(hairs)
    for direction, weights in directions:
        axes = np.stack((*_axes(direction), direction))
        mapped = np.full((SIDE, SIDE), -1e9, np.float32)
        _splat_triangles(_turned(scenery.points, axes), scenery.triangles, mapped)
        _splat_points(_turned(scenery.thick, axes), mapped)
        given = np.array((*weights, 1.0 if by_angle else 0.0), np.float32)
        _count_light(scenery.points, scenery.normals, _Light(mapped, axes, np.array((0.035, 0.03), np.float32), given), on_mesh)
        _count_light(hairs, bare, _Light(mapped, axes, np.array((0.0, 0.075), np.float32), given), on_hair)
    return on_mesh, on_hair


def _axes(direction: Floats) -> tuple[Floats, Floats]:
    other = np.array((0, 0, 1), np.float32) if abs(direction[1]) > 0.9 else np.array((0, 1, 0), np.float32)
    right = np.cross(other, direction)
    right /= np.linalg.norm(right)
    return right.astype(np.float32), np.cross(direction, right).astype(np.float32)


@kernel
def _turned(points: Floats, axes: Floats) -> Floats:
    """Points in a map: across, up and towards the light."""
    made = np.empty_like(points)
    scale, half = np.float32(150 / 2 / 2.3), np.float32(75)
    for i in range(points.shape[0]):
        x, y, z = points[i, 0], points[i, 1] - np.float32(7.1), points[i, 2] - np.float32(0.35)
        made[i, 0] = (x * axes[0, 0] + y * axes[0, 1] + z * axes[0, 2]) * scale + half
        made[i, 1] = (x * axes[1, 0] + y * axes[1, 1] + z * axes[1, 2]) * scale + half
        made[i, 2] = x * axes[2, 0] + y * axes[2, 1] + z * axes[2, 2]
    return made


@kernel
def _splat_triangles(points: Floats, triangles: Ints, made: Floats) -> None:
    side = made.shape[0]
    for t in range(triangles.shape[0]):
        a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
        ax, ay, az = points[a, 0], points[a, 1], points[a, 2]
        bx, by, bz = points[b, 0] - ax, points[b, 1] - ay, points[b, 2] - az
        cx, cy, cz = points[c, 0] - ax, points[c, 1] - ay, points[c, 2] - az
        area = bx * cy - by * cx
        if abs(area) < 1e-9:
            continue
        left, right = max(0, math.ceil(ax + min(0.0, bx, cx) - 0.5)), min(side - 1, math.floor(ax + max(0.0, bx, cx) - 0.5))
        top, bottom = max(0, math.ceil(ay + min(0.0, by, cy) - 0.5)), min(side - 1, math.floor(ay + max(0.0, by, cy) - 0.5))
        for y in range(top, bottom + 1):
            for x in range(left, right + 1):
                px, py = x + 0.5 - ax, y + 0.5 - ay
                u, v = (px * cy - py * cx) / area, (bx * py - by * px) / area
                if u >= 0 and v >= 0 and u + v <= 1:
                    z = az + u * bz + v * cz
                    made[y, x] = max(made[y, x], z)


@kernel
def _splat_points(points: Floats, made: Floats) -> None:
    side = made.shape[0]
    for p in range(points.shape[0]):
        x, y = int(points[p, 0]), int(points[p, 1])
        if 0 <= x < side and 0 <= y < side and points[p, 2] > made[y, x]:
            made[y, x] = points[p, 2]


@kernel
def _count_light(points: Floats, normals: Floats, light: _Light, made: Floats) -> None:
    """Adds a direction's weights where nothing stands before a point; between four cells of the map. ``shift``: how far outside of the
    surface the point is looked for, and how much nearer to the light."""
    mapped, axes, shift, weights = light
    out, bias = shift
    side = mapped.shape[0]
    scale = np.float32(150 / 2 / 2.3)
    for i in range(points.shape[0]):
        nx, ny, nz = normals[i, 0], normals[i, 1], normals[i, 2]
        x, y, z = points[i, 0] + nx * out, points[i, 1] + ny * out - np.float32(7.1), points[i, 2] + nz * out - np.float32(0.35)
        facing = nx * axes[2, 0] + ny * axes[2, 1] + nz * axes[2, 2]
        if nx == 0 and ny == 0 and nz == 0:
            facing = np.float32(0.6)
        elif facing < -0.5:
            continue
        u = (x * axes[0, 0] + y * axes[0, 1] + z * axes[0, 2]) * scale + side / 2 - 0.5
        v = (x * axes[1, 0] + y * axes[1, 1] + z * axes[1, 2]) * scale + side / 2 - 0.5
        w = x * axes[2, 0] + y * axes[2, 1] + z * axes[2, 2] + bias
        a, b = math.floor(u), math.floor(v)
        fu, fv = u - a, v - b
        seen = 0.0
        for j in range(2):
            for k in range(2):
                share = (fu if k else 1 - fu) * (fv if j else 1 - fv)
                q, r = int(a) + k, int(b) + j
                if q < 0 or r < 0 or q >= side or r >= side or mapped[r, q] <= w:
                    seen += share
        if weights[2] > 0:
            seen *= max(np.float32(0), facing)
        made[i, 0] += weights[0] * seen
        made[i, 1] += weights[1] * seen


@kernel
def softened(values: Floats, quads: Ints, count: int, rounds: int) -> Floats:
    """Values of the first ``count`` points of a mesh, mixed with their neighbours: light that wanders under the skin."""
    now = values.copy()
    for _ in range(rounds):
        total, share = np.zeros(count, np.float32), np.zeros(count, np.float32)
        for q in range(quads.shape[0]):
            if quads[q, 0] >= count:
                continue
            mean = np.float32(0.25) * (now[quads[q, 0]] + now[quads[q, 1]] + now[quads[q, 2]] + now[quads[q, 3]])
            for k in range(4):
                total[quads[q, k]] += mean
                share[quads[q, k]] += np.float32(1)
        for i in range(count):
            if share[i] > 0:
                now[i] = total[i] / share[i]
    return now
