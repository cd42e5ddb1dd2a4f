"""What each pixel sees -> linear light. Skin lets light wander; hair shines along its strands; eyes look somewhere."""

from __future__ import annotations

import math

import numpy as np

from generator.faces.compiled import Floats, Ints, kernel
from generator.faces.noise import noise3

# Columns of the values that the mesh carries for each point.
NX, NY, NZ, RX, RY, RZ, KEY, RIM, SKY, RED, GREEN, BLUE, TINT = range(13)
COLUMNS = 13


@kernel
def shade(
    ident: Ints, place: Floats, triangles: Ints, material: Ints, values: Floats, strand_points: Floats, strand_colour: Floats,
    strand_light: Floats, along: int, rig: Floats, paint: Floats, looks: Floats, eyes: Floats, made: Floats, normal: Floats,
) -> None:  # fmt: skip
    """``rig``: rows key direction, rim direction, (key, sky, rim). ``paint``: (materials, 6) colour, shine, gloss, rib. ``looks``: hair (3),
    iris (3), age, sex, freckles, seed. ``eyes``: for left and right a centre, a gaze, and (radius, 0, 0)."""
    height, width = ident.shape
    lx, ly, lz = rig[0]
    bx, by, bz = rig[1]
    key, sky, rim = rig[2]
    hx, hy, hz = lx, ly, lz + 1
    size = math.sqrt(hx * hx + hy * hy + hz * hz)
    hx, hy, hz = hx / size, hy / size, hz / size
    at = np.zeros(13, np.float32)
    for j in range(height):
        for i in range(width):
            t = ident[j, i]
            if t == -1:
                continue
            u, v = place[j, i, 0], place[j, i, 1]
            if t < -1:
                p = -2 - t
                tx = strand_points[p + 1, 0] - strand_points[p, 0]
                ty = strand_points[p + 1, 1] - strand_points[p, 1]
                tz = strand_points[p + 1, 2] - strand_points[p, 2]
                size = math.sqrt(tx * tx + ty * ty + tz * tz) + 1e-9
                tx, ty, tz = tx / size, ty / size, tz / size
                tl = tx * lx + ty * ly + tz * lz
                th = tx * hx + ty * hy + tz * hz
                tb = tx * bx + ty * by + tz * bz
                across = 1 - 0.35 * v * v
                q = p // 5
                lk, lr, ls = strand_light[q, 0], strand_light[q, 1], strand_light[q, 2]
                body = (
                    key * lk * math.sqrt(max(0.0, 1 - tl * tl)) * 0.75 + sky * ls * 1.1 + rim * lr * 0.35 * math.sqrt(max(0.0, 1 - tb * tb))
                )
                shine = max(0.0, 1 - th * th) ** 24 * key * lk * 0.2 + max(0.0, 1 - tb * tb) ** 8 * rim * lr * 0.16
                s = p // along
                for c in range(3):
                    k = strand_colour[s, c]
                    made[j, i, c] = (k * body + shine * (0.25 * k + 0.16)) * across
                made[j, i, 3] = 1
                normal[j, i, 0], normal[j, i, 1], normal[j, i, 2] = -ty * 0.0, 0.0, 1.0
                continue
            a, b, c3 = triangles[t, 0], triangles[t, 1], triangles[t, 2]
            w = 1 - u - v
            for k in range(13):
                at[k] = values[a, k] * w + values[b, k] * u + values[c3, k] * v
            m = material[t // 2]
            nx, ny, nz = at[0], at[1], at[2]
            size = math.sqrt(nx * nx + ny * ny + nz * nz) + 1e-9
            nx, ny, nz = nx / size, ny / size, nz / size
            if nz < 0 and m > 2:
                nx, ny, nz = -nx, -ny, -nz
            x, y, z = at[3], at[4], at[5]
            r, g, bl = paint[m, 0], paint[m, 1], paint[m, 2]
            shine, gloss = paint[m, 3], paint[m, 4]
            soft = 0.0
            if m == 0:
                age, seed = looks[6], looks[9]
                ax = abs(x)
                old = max(0.0, age - 0.32)
                bump = (noise3(x * 70, y * 70, z * 70) - 0.5) * (0.1 + 0.25 * old)
                side = bump * 0.6
                if old > 0:
                    side += (noise3(x * 26 + seed, y * 9, z * 26) - 0.5) * old * 0.5
                fore = min(1.0, max(0.0, (0.5 - ax) * 5)) * min(1.0, max(0.0, (y - 7.74) * 14)) * min(1.0, max(0.0, (8.12 - y) * 7))
                if old > 0:
                    bend = noise3(x * 4 + seed, y * 2, 3.0) * 0.12
                    if fore > 0:
                        bump += fore * old * 1.5 * math.sin((y + bend) * 72) * noise3(x * 3, y * 9 + seed, 1.0)
                    ex, ey = ax - 0.44, y - 7.5
                    far = math.sqrt(ex * ex + ey * ey)
                    foot = min(1.0, max(0.0, ex * 14)) * min(1.0, max(0.0, (0.26 - far) * 9)) * (1.0 if z > 0.8 else 0.0)
                    if foot > 0:
                        bump += foot * old * 1.5 * math.sin(math.atan2(ey, ex) * 9 + seed)
                    ring = min(1.0, max(0.0, (6.4 - y) * 6)) * min(1.0, max(0.0, (y - 5.9) * 6))
                    bump += ring * old * math.sin((y + 0.1 * x * x + bend) * 44) * 0.5
                ny += bump
                nx += side
                size = math.sqrt(nx * nx + ny * ny + nz * nz) + 1e-9
                nx, ny, nz = nx / size, ny / size, nz / size
                mottle = noise3(x * 5 + seed, y * 5, z * 5) - 0.5
                fine = noise3(x * 24 + seed, y * 24, z * 24) - 0.5
                blood = 0.0
                cheek = math.sqrt((ax - 0.36) ** 2 + ((y - 7.12) * 1.1) ** 2)
                blood += max(0.0, 1 - cheek / 0.26) * 0.35
                nose = math.sqrt(x * x + (y - 7.1) ** 2)
                blood += max(0.0, 1 - nose / 0.16) * 0.35 + (0.3 if ax > 0.74 and y > 6.9 else 0.0)
                lipx = ax / 0.235
                upper = 6.915 - 0.012 * max(0.0, 1 - ax * 22) + 0.01 * max(0.0, 1 - abs(ax - 0.06) * 22) - 0.075 * lipx * lipx
                lower = 6.735 + 0.1 * lipx * lipx
                lips = min(1.0, max(0.0, (upper - y) * 45)) * min(1.0, max(0.0, (y - lower) * 40)) * (1.0 if z > 1.05 else 0.0)
                lips = lips if lipx < 1 else 0.0
                rouge = lips * (0.55 + 0.35 * (1 - looks[7]) * (1.0 if age > 0.17 else 0.3))
                r *= (1 + 0.05 * mottle + 0.04 * fine + 0.05 * blood) * (1 - 0.22 * rouge)
                g *= (1 + 0.08 * mottle + 0.05 * fine - 0.3 * blood) * (1 - 0.55 * rouge)
                bl *= (1 + 0.08 * mottle + 0.05 * fine - 0.26 * blood) * (1 - 0.48 * rouge)
                spots = noise3(x * 17 + seed, y * 17, z * 17) - 0.7 + 0.12 * old if old > 0 else 0.0
                dots = noise3(x * 30 + seed, y * 30, z * 30) - 0.62 if looks[8] > 0 else 0.0
                dark = min(1.0, max(0.0, spots * 6)) * old * 0.8 + min(1.0, max(0.0, dots * 8)) * looks[8] * max(0.0, 1 - cheek * 1.6)
                bag = max(0.0, 1 - math.sqrt(((ax - 0.29) * 0.8) ** 2 + (y - 7.37) ** 2) / 0.13) * (0.12 + 0.3 * old)
                dark = min(0.6, dark * 0.45 + bag)
                r, g, bl = r * (1 - 0.7 * dark), g * (1 - dark), bl * (1 - dark)
                tint = at[12] * (0.75 + 0.5 * fine)
                tint = min(0.92, max(0.0, tint))
                r, g, bl = (
                    r * (1 - tint) + looks[0] * tint * 0.8,
                    g * (1 - tint) + looks[1] * tint * 0.8,
                    bl * (1 - tint) + looks[2] * tint * 0.8,
                )
                shine = shine * (0.7 + 0.6 * fine) * (1 - 0.7 * tint) * (1 + 1.2 * lips)
                gloss = gloss * (1 + lips)
                soft = 0.55
            elif m <= 2:
                e = m - 1
                cx, cy, cz = eyes[e, 0, 0], eyes[e, 0, 1], eyes[e, 0, 2]
                gx, gy, gz = eyes[e, 1, 0], eyes[e, 1, 1], eyes[e, 1, 2]
                # Here the last columns hold where the point is in the turned figure.
                dx, dy, dz = at[9] - cx, at[10] - cy, at[11] - cz
                size = math.sqrt(dx * dx + dy * dy + dz * dz) + 1e-9
                dx, dy, dz = dx / size, dy / size, dz / size
                nx, ny, nz = dx, dy, dz
                cosine = dx * gx + dy * gy + dz * gz
                off = math.sqrt(max(0.0, 1 - cosine * cosine)) if cosine > 0 else 1.0
                veins = noise3(dx * 30, dy * 30, dz * 30)
                g, bl = g * (0.93 + 0.07 * veins), bl * (0.92 + 0.08 * veins)
                if off < 0.5:
                    turn = math.atan2(dy - gy, dx - gx)
                    fibre = noise3(turn * 7 + 60, off * 5, 1.0)
                    edge = min(1.0, max(0.0, (0.47 - off) * 22))
                    ringed = 1 - 0.75 * min(1.0, max(0.0, (off - 0.36) * 10))
                    bright = (0.65 + 0.7 * fibre) * ringed
                    pupil = min(1.0, max(0.0, (off - 0.165) * 30))
                    r = r * (1 - edge) + looks[3] * bright * pupil * edge
                    g = g * (1 - edge) + looks[4] * bright * pupil * edge
                    bl = bl * (1 - edge) + looks[5] * bright * pupil * edge
            else:
                weave = noise3(x * 40, y * 40, z * 40) - 0.5
                fold = noise3(x * 4 + looks[9], y * 4, z * 4) - 0.5
                rib = paint[m, 5] * math.sin(math.atan2(x, z - 0.33) * 110) if paint[m, 5] > 0 else 0.0
                shade_ = 1 + 0.14 * weave + 0.12 * fold + 0.2 * rib
                if m >= 6:
                    shade_ = 1.0
                r, g, bl = r * shade_, g * shade_, bl * shade_
                soft = 0.0
            lk = at[6]
            if m == 1 or m == 2:
                # Wet, and lit from all sides by the lids: an eye in the shadow of its brow still looks.
                lk = max(lk, np.float32(0.5))
                at[8] = at[8] * np.float32(1.2) + np.float32(0.12)
            facing = nx * lx + ny * ly + nz * lz
            hard = max(0.0, facing) * lk
            back = nx * bx + ny * by + nz * bz
            edge_light = max(0.0, back + 0.1) * at[7] * rim
            fresnel = (1 - max(0.0, nz)) ** 4
            if m == 0:
                kr, kg, kb = (
                    hard * (1 - soft) + at[9] * soft,
                    hard * (1 - soft * 0.8) + at[10] * soft * 0.8,
                    hard * (1 - soft * 0.6) + at[11] * soft * 0.6,
                )
            else:
                kr, kg, kb = hard, hard, hard
            nh = max(0.0, nx * hx + ny * hy + nz * hz)
            glint = shine * nh**gloss * lk * key * (0.6 if m == 0 else 1.0) + shine * fresnel * (edge_light * 0.9 + sky * at[8] * 0.3)
            made[j, i, 0] = r * (key * kr + sky * at[8] + edge_light) + glint
            made[j, i, 1] = g * (key * kg + sky * at[8] + edge_light) + glint
            made[j, i, 2] = bl * (key * kb + sky * at[8] + edge_light) + glint
            made[j, i, 3] = 1
            normal[j, i, 0], normal[j, i, 1], normal[j, i, 2] = nx, ny, nz


@kernel
def reduced(made: Floats, by: int) -> Floats:
    """The mean of ``by`` x ``by`` samples."""
    height, width, planes = made.shape[0] // by, made.shape[1] // by, made.shape[2]
    small = np.zeros((height, width, planes), np.float32)
    share = np.float32(1.0 / (by * by))
    for j in range(height):
        for i in range(width):
            for b in range(by):
                for a in range(by):
                    for k in range(planes):
                        small[j, i, k] += made[j * by + b, i * by + a, k]
            for k in range(planes):
                small[j, i, k] *= share
    return small
