"""Triangles and strands on a screen -> which of them each pixel sees. Depth-tested, one sample a pixel; callers draw larger and reduce.

A pixel's ``ident`` is -1 for nothing, t for triangle t, or -2 - p for the piece of strand from point p to p + 1. ``place`` are the
weights of the triangle's second and third corner, or how far along the piece and across it (-1 to 1) the pixel lies.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from generator.faces.arrays import Floats, Ints
from generator.values.compiled import inlined, kernel

FAR = np.float32(1e9)


class Screen(NamedTuple):
    """What the pixels see: (height, width) depth (less is nearer) and ident, (height, width, 2) place."""

    depth: Floats
    ident: Ints
    place: Floats


def blank(width: int, height: int) -> Screen:
    """Pixels that see nothing."""
    return Screen(np.full((height, width), FAR), np.full((height, width), -1, np.int32), np.zeros((height, width, 2), np.float32))


@kernel
def draw_triangles(points: Floats, triangles: Ints, closed: int, cut: Floats, screen: Screen) -> None:
    """``points`` are x, y in pixels and depth. Where ``cut`` (one for each point) falls under 0 a triangle is not there. The first
    ``closed`` triangles are those of closed surfaces: what turns its back is not drawn."""
    depth, ident, place = screen.depth, screen.ident, screen.place
    height, width = depth.shape
    for t in range(triangles.shape[0]):
        a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
        low = min(cut[a], cut[b], cut[c])
        if low < 0 and cut[a] < 0 and cut[b] < 0 and cut[c] < 0:
            continue
        ax, ay = points[a, 0], points[a, 1]
        bx, by = points[b, 0] - ax, points[b, 1] - ay
        cx, cy = points[c, 0] - ax, points[c, 1] - ay
        area = bx * cy - by * cx
        if abs(area) < 1e-9 or (t < closed and area > 0):
            continue
        left = max(0, math.ceil(ax + min(0.0, bx, cx) - 0.5))
        right = min(width - 1, math.floor(ax + max(0.0, bx, cx) - 0.5))
        top = max(0, math.ceil(ay + min(0.0, by, cy) - 0.5))
        bottom = min(height - 1, math.floor(ay + max(0.0, by, cy) - 0.5))
        if left > right or top > bottom:
            continue
        az, bz, cz = points[a, 2], points[b, 2] - points[a, 2], points[c, 2] - points[a, 2]
        over = 1.0 / area
        du, dv = cy * over, -by * over
        for y in range(top, bottom + 1):
            px, py = left + 0.5 - ax, y + 0.5 - ay
            u0, v0 = (px * cy - py * cx) * over, (bx * py - by * px) * over
            for x in range(left, right + 1):
                u, v = u0 + (x - left) * du, v0 + (x - left) * dv
                if u < 0 or v < 0 or u + v > 1:
                    continue
                z = az + u * bz + v * cz
                if z >= depth[y, x] or (low < 0 and cut[a] + u * (cut[b] - cut[a]) + v * (cut[c] - cut[a]) < 0):
                    continue
                depth[y, x] = z
                ident[y, x] = t
                place[y, x, 0] = u
                place[y, x, 1] = v


@inlined
def _behind(depth: Floats, x: float, y: float, z: float) -> bool:
    """Whether something stands clearly before a place; false outside of the picture."""
    i, j = int(x), int(y)
    return bool(0 <= i < depth.shape[1] and 0 <= j < depth.shape[0] and depth[j, i] < z - 0.06)


@kernel
def draw_strands(points: Floats, radius: Floats, along: int, order: Ints, screen: Screen) -> None:
    """Strands of ``along`` points each, as flat bands of the points' ``radius`` in pixels, at least a sample wide. ``order``: of the
    strands, the nearest first: a piece whose ends and middle are well hidden is passed over."""
    depth, ident, place = screen.depth, screen.ident, screen.place
    height, width = depth.shape
    for n in range(order.shape[0] * (along - 1)):
        p = order[n // (along - 1)] * along + n % (along - 1)
        if radius[p] <= 0:
            continue
        ax, ay, az = points[p, 0], points[p, 1], points[p, 2]
        dx, dy, dz = points[p + 1, 0] - ax, points[p + 1, 1] - ay, points[p + 1, 2] - az
        if (
            _behind(depth, ax, ay, az)
            and _behind(depth, ax + dx, ay + dy, az + dz)
            and _behind(depth, ax + dx * 0.5, ay + dy * 0.5, az + dz * 0.5)
        ):
            continue
        size = math.sqrt(dx * dx + dy * dy)
        r = max(np.float32(0.5), radius[p])
        steps = max(1, math.ceil(max(abs(dx), abs(dy))))
        steep = abs(dy) >= abs(dx)
        reach = r if size < 1e-6 else r * size / max(abs(dx), abs(dy))
        for k in range(steps):
            f = (k + 0.5) / steps
            x, y, z = ax + dx * f, ay + dy * f, az + dz * f
            middle = x if steep else y
            low, high = math.ceil(middle - reach - 0.5), math.floor(middle + reach - 0.5)
            row = math.floor(y) if steep else math.floor(x)
            for c in range(low, high + 1):
                i, j = (c, row) if steep else (row, c)
                if i < 0 or j < 0 or i >= width or j >= height:
                    continue
                across = (c + 0.5 - middle) / reach
                deep = z + across * across * 0.004
                if deep >= depth[j, i]:
                    continue
                depth[j, i] = deep
                ident[j, i] = -2 - p
                place[j, i, 0] = f
                place[j, i, 1] = across


@kernel
def normals_of(points: Floats, quads: Ints) -> Floats:
    """A smooth normal for each point: those of its faces, weighed by their size."""
    total = np.zeros_like(points)
    for q in range(quads.shape[0]):
        a, b, c, d = quads[q, 0], quads[q, 1], quads[q, 2], quads[q, 3]
        ux, uy, uz = points[c, 0] - points[a, 0], points[c, 1] - points[a, 1], points[c, 2] - points[a, 2]
        vx, vy, vz = points[d, 0] - points[b, 0], points[d, 1] - points[b, 1], points[d, 2] - points[b, 2]
        nx, ny, nz = uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx
        for k in range(4):
            total[quads[q, k], 0] += nx
            total[quads[q, k], 1] += ny
            total[quads[q, k], 2] += nz
    for i in range(total.shape[0]):
        size = math.sqrt(total[i, 0] ** 2 + total[i, 1] ** 2 + total[i, 2] ** 2)
        if size > 0:
            total[i] /= np.float32(size)
    return total


def triangles_of(quads: Ints) -> Ints:
    """Two triangles for each quad, the second after the first."""
    return np.ascontiguousarray(quads[:, [0, 1, 2, 0, 2, 3]].reshape(-1, 3))
