"""What each pixel sees -> linear light. Skin lets light wander; hair shines along its strands; eyes look somewhere.

A mesh's values are a row of 13 numbers for each point: normal, neutral place, key, rim, sky, three that are the wandered key on skin and
the turned place on eyeballs, tint.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from generator.faces.arrays import Floats, Ints
from generator.faces.raster import Screen
from generator.faces.skin import SEED, cloth_shade, eye_colour, lips, relief, skin_colour, unit
from generator.values.compiled import kernel


class Surface(NamedTuple):
    """A mesh: its triangles (two a quad), the material of each quad, the values of its points."""

    triangles: Ints
    material: Ints
    values: Floats


class Hairs(NamedTuple):
    """Strands: points, the colour of each strand, and the light at every fifth point; the first ``own`` are the head's, which shine more
    than brows and beards."""

    points: Floats
    colour: Floats
    light: Floats
    own: int


class Palette(NamedTuple):
    """``rig``: rows key direction, rim direction, their strengths with the sky's (key, sky, rim). ``paint``: (materials, 6) colour, shine,
    gloss, rib. ``looks``: see ``skin.py``. ``eyes``: centre and gaze of the left and the right one."""

    rig: Floats
    paint: Floats
    looks: Floats
    eyes: Floats


@kernel
def shade(seen: Screen, surface: Surface, hairs: Hairs, palette: Palette, made: Floats) -> None:
    """Fills ``made`` (height, width, 4), premultiplied: the mean of as many samples as ``seen`` is larger.

    A pixel's samples on one material or one piece of hair share one colour, as graphics hardware does it: edges are smooth, and skin is
    worked out once.
    """
    height, width = made.shape[:2]
    by = seen.ident.shape[0] // height
    rig = palette.rig
    half = np.array(unit(rig[0, 0], rig[0, 1], rig[0, 2] + 1), np.float32)
    at = np.zeros(13, np.float32)
    colour = np.zeros(3, np.float32)
    share = np.float32(1.0 / (by * by))
    for j in range(height):
        for i in range(width):
            known, piece = -1, -1
            for y in range(j * by, (j + 1) * by):
                for x in range(i * by, (i + 1) * by):
                    t = seen.ident[y, x]
                    if t == -1:
                        continue
                    made[j, i, 3] += share
                    if t < -1:
                        if t != piece:
                            _strand(-2 - t, seen.place[y, x, 1], hairs, rig, half, colour)
                        known, piece = -1, t
                    elif surface.material[t >> 1] != known:
                        known, piece = surface.material[t >> 1], -1
                        _between(surface, t, seen.place[y, x], at)
                        _surface(known, at, palette, half, colour)
                    for c in range(3):
                        made[j, i, c] += colour[c] * share


@kernel
def _between(surface: Surface, t: int, place: Floats, at: Floats) -> None:
    """The values at a place in triangle ``t``."""
    a, b, c = surface.triangles[t, 0], surface.triangles[t, 1], surface.triangles[t, 2]
    u, v = place[0], place[1]
    for k in range(13):
        at[k] = surface.values[a, k] * (1 - u - v) + surface.values[b, k] * u + surface.values[c, k] * v


@kernel
def _strand(p: int, across: float, hairs: Hairs, rig: Floats, half: Floats, made: Floats) -> None:
    """A strand is lit from the side and shines where its tangent stands upright between light and eye."""
    tx = hairs.points[p + 1, 0] - hairs.points[p, 0]
    ty = hairs.points[p + 1, 1] - hairs.points[p, 1]
    tx, ty, tz = unit(tx, ty, hairs.points[p + 1, 2] - hairs.points[p, 2])
    tl = tx * rig[0, 0] + ty * rig[0, 1] + tz * rig[0, 2]
    tb = tx * rig[1, 0] + ty * rig[1, 1] + tz * rig[1, 2]
    th = tx * half[0] + ty * half[1] + tz * half[2]
    light = hairs.light[p // 5]
    key, sky, rim = rig[2, 0] * light[0], rig[2, 1] * light[2], rig[2, 2] * light[1]
    body = key * math.sqrt(max(0.0, 1 - tl * tl)) * 0.75 + sky * 1.1 + rim * 0.35 * math.sqrt(max(0.0, 1 - tb * tb))
    shine = max(0.0, 1 - th * th) ** 24 * key * 0.2 + max(0.0, 1 - tb * tb) ** 8 * rim * 0.16
    if p // 20 >= hairs.own:
        shine *= 0.2
    for c in range(3):
        k = hairs.colour[p // 20, c]
        made[c] = (k * body + shine * (0.25 * k + 0.16)) * (1 - 0.35 * across * across)


@kernel
def _surface(m: int, at: Floats, palette: Palette, half: Floats, made: Floats) -> None:
    """A place of material ``m``."""
    paint, looks, rig = palette.paint[m], palette.looks, palette.rig
    nx, ny, nz = unit(at[0], at[1], at[2])
    x, y, z = at[3], at[4], at[5]
    r, g, b = paint[0], paint[1], paint[2]
    shine, gloss, key, sky = paint[3], paint[4], at[6], at[8]
    if m == 0:
        across, up = relief(x, y, z, looks)
        nx, ny, nz = unit(nx + across, ny + up, nz)
        red = lips(x, y, z)
        r, g, b, wet = skin_colour((x, y, z), at[12], red, paint, looks)
        shine, gloss = shine * wet, gloss * (1 + red)
    elif m <= 2:
        eye = palette.eyes[m - 1]
        nx, ny, nz = unit(at[9] - eye[0, 0], at[10] - eye[0, 1], at[11] - eye[0, 2])
        r, g, b = eye_colour((nx, ny, nz), eye[1], paint, looks)
        # Wet, and lit from all sides by the lids: an eye in the shadow of its brow still looks.
        key, sky = max(key, np.float32(0.4)), sky * np.float32(1.15) + np.float32(0.08)
    else:
        if nz < 0:
            nx, ny, nz = -nx, -ny, -nz
        if m <= 5:
            light = cloth_shade(x, y, z, paint[5], looks[SEED])
            r, g, b = r * light, g * light, b * light
    hard = max(0.0, nx * rig[0, 0] + ny * rig[0, 1] + nz * rig[0, 2]) * key
    edge = max(0.0, nx * rig[1, 0] + ny * rig[1, 1] + nz * rig[1, 2] + 0.1) * at[7] * rig[2, 2]
    around = rig[2, 1] * sky + edge
    lean = max(0.0, nx * half[0] + ny * half[1] + nz * half[2])
    lean = lean**gloss * key * rig[2, 0] * (0.6 if m == 0 else 1.0) if key > 0.01 and lean > 0.5 else 0.0
    slant = (1 - max(0.0, nz)) ** 2
    glint = shine * (lean + slant * slant * (edge * 0.9 + rig[2, 1] * sky * 0.3))
    kr, kg, kb = hard, hard, hard
    if m == 0:
        # Under the skin red light wanders farthest.
        kr, kg, kb = hard * 0.45 + at[9] * 0.55, hard * 0.56 + at[10] * 0.44, hard * 0.67 + at[11] * 0.33
    made[0] = r * (rig[2, 0] * kr + around) + glint
    made[1] = g * (rig[2, 0] * kg + around) + glint
    made[2] = b * (rig[2, 0] * kb + around) + glint
