"""Spectacles' glass: hardly there, but for the key light's window in it."""

from __future__ import annotations

import math
from typing import NamedTuple

from generator.faces.arrays import Floats, Ints
from generator.faces.skin import held, unit
from generator.values.compiled import kernel


class Glass(NamedTuple):
    """Which triangle each sample sees (-1 for none) and where in it; the triangles, and a normal for each point."""

    ident: Ints
    place: Floats
    triangles: Ints
    normals: Floats


@kernel
def reflect(glass: Glass, rig: Floats, made: Floats) -> None:
    """Darkens a little what lies behind the glass, in ``made`` (premultiplied), and adds what it mirrors: some of the sky towards its rim,
    and the key as a window with a bar across. ``rig`` as in :class:`generator.faces.shade.Palette`."""
    ident, place, triangles, normals = glass
    by = ident.shape[0] // made.shape[0]
    hx, hy, _ = unit(rig[0, 0], rig[0, 1], rig[0, 2] + 1)
    across, up = max(-0.17, min(0.17, hx)), max(-0.1, min(0.1, hy))
    for y in range(ident.shape[0]):
        for x in range(ident.shape[1]):
            t = ident[y, x]
            if t < 0:
                continue
            a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
            u, v = place[y, x, 0], place[y, x, 1]
            nx = normals[a, 0] * (1 - u - v) + normals[b, 0] * u + normals[c, 0] * v
            ny = normals[a, 1] * (1 - u - v) + normals[b, 1] * u + normals[c, 1] * v
            nz = normals[a, 2] * (1 - u - v) + normals[b, 2] * u + normals[c, 2] * v
            nx, ny, nz = unit(nx, ny, nz)
            if nz < 0:
                nx, ny, nz = -nx, -ny, -nz
            dx, dy = nx - across, ny - up
            window = held((0.07 - abs(dx + 0.25 * dy)) * 60) * held((0.085 - abs(dy)) * 60) * held((abs(dy - 0.01) - 0.006) * 120)
            light = window * 0.22 * rig[2, 0] + 0.035 * rig[2, 1] + 0.2 * math.pow(1 - nz, 3.0)
            j, i = y // by, x // by
            for k in range(3):
                made[j, i, k] = made[j, i, k] * (1 - 0.1 / (by * by)) + light / (by * by) * made[j, i, 3]
