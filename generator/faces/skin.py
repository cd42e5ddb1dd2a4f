"""Skin, eyes and cloth: colour and relief at one place, as formulas of the neutral head's coordinates; for each pixel of ``shade.py``."""

from __future__ import annotations

import math

from generator.faces.arrays import Floats
from generator.faces.noise import noise3
from generator.values.compiled import kernel

IRIS, AGE, SEX, FRECKLES, SEED = 3, 6, 7, 8, 9
"""Places in ``looks``; the first three are the colour of the hair."""

Vector = tuple[float, float, float]


@kernel
def held(v: float) -> float:
    """Within 0 and 1."""
    return min(1.0, max(0.0, v))


@kernel
def unit(x: float, y: float, z: float) -> Vector:
    """The same direction with length 1."""
    size = math.sqrt(x * x + y * y + z * z) + 1e-9
    return x / size, y / size, z / size


@kernel
def relief(x: float, y: float, z: float, looks: Floats) -> tuple[float, float]:
    """How far pores and wrinkles tilt the skin, across and up. ``old`` begins at 32 years."""
    old, seed = max(0.0, looks[AGE] - 0.32), looks[SEED]
    up = (noise3(x * 70, y * 70, z * 70) - 0.5) * (0.07 + 0.2 * old)
    across = up * 0.6
    if old <= 0:
        return across, up
    ax = abs(x)
    across += (noise3(x * 26 + seed, y * 9, z * 26) - 0.5) * old * 0.5
    fore = held((0.5 - ax) * 5) * held((y - 7.74) * 14) * held((8.12 - y) * 7)
    if fore > 0:
        bend = noise3(x * 4 + seed, y * 2, 3.0) * 0.12
        up += fore * old * 2.1 * math.sin((y + bend) * 72) * noise3(x * 3, y * 9 + seed, 1.0)
    ex, ey = ax - 0.44, y - 7.5
    foot = held(ex * 14) * held((0.26 - math.sqrt(ex * ex + ey * ey)) * 9)
    if foot > 0 and z > 0.8:
        up += foot * old * 2.0 * math.sin(math.atan2(ey, ex) * 9 + seed)
    ring = held((6.4 - y) * 6) * held((y - 5.9) * 6)
    if ring > 0:
        bend = noise3(x * 4 + seed, y * 2, 3.0) * 0.12
        up += ring * old * math.sin((y + 0.1 * x * x + bend) * 44) * 0.7
    return across, up


@kernel
def lips(x: float, y: float, z: float) -> float:
    """1 on the red of the lips."""
    ax = abs(x)
    far = ax / 0.235
    if far >= 1 or z <= 1.05:
        return 0.0
    upper = 6.915 - 0.012 * max(0.0, 1 - ax * 22) + 0.01 * max(0.0, 1 - abs(ax - 0.06) * 22) - 0.075 * far * far
    return held((upper - y) * 45) * held((y - 6.735 - 0.1 * far * far) * 40)


@kernel
def skin_colour(at: Vector, tint: float, red: float, base: Floats, looks: Floats) -> tuple[float, float, float, float]:
    """Colour, and how much highlights are changed: blood in cheeks, nose and ears, lips (``red``), freckles, spots of age, hair below."""
    x, y, z = at
    ax, age, seed = abs(x), looks[AGE], looks[SEED]
    old = max(0.0, age - 0.32)
    mottle = noise3(x * 5 + seed, y * 5, z * 5) - 0.5
    fine = noise3(x * 24 + seed, y * 24, z * 24) - 0.5
    cheek = math.sqrt((ax - 0.36) ** 2 + ((y - 7.12) * 1.1) ** 2)
    nose = math.sqrt(x * x + (y - 7.1) ** 2)
    blood = max(0.0, 1 - cheek / 0.26) * 0.35 + max(0.0, 1 - nose / 0.16) * 0.35 + (0.3 if ax > 0.74 and y > 6.9 else 0.0)
    rouge = red * (0.55 + 0.35 * (1 - looks[SEX]) * (1.0 if age > 0.17 else 0.3))
    dark = 0.0
    if old > 0:
        dark += held((noise3(x * 17 + seed, y * 17, z * 17) - 0.7 + 0.12 * old) * 6) * old * 0.45
    if looks[FRECKLES] > 0:
        dark += held((noise3(x * 30 + seed, y * 30, z * 30) - 0.62) * 8) * looks[FRECKLES] * max(0.0, 1 - cheek * 1.6)
    bag = max(0.0, 1 - math.sqrt(((ax - 0.29) * 0.8) ** 2 + (y - 7.37) ** 2) / 0.13) * (0.12 + 0.3 * old)
    dark = min(0.6, dark * 0.45 + bag)
    r = base[0] * (1 + 0.05 * mottle + 0.04 * fine + 0.05 * blood) * (1 - 0.22 * rouge) * (1 - 0.7 * dark)
    g = base[1] * (1 + 0.08 * mottle + 0.05 * fine - 0.3 * blood) * (1 - 0.55 * rouge) * (1 - dark)
    b = base[2] * (1 + 0.08 * mottle + 0.05 * fine - 0.26 * blood) * (1 - 0.48 * rouge) * (1 - dark)
    t = min(0.92, max(0.0, tint * (0.75 + 0.5 * fine)))
    # What is dark shines no less, but a camera that is exposed for it sees more of it.
    wet = (0.5 + 0.5 * min(1.0, base[0] * 2.4)) * (1 + 0.15 * fine) * (1 - 0.7 * t) * (1 + 1.2 * red)
    return r * (1 - t) + looks[0] * t * 0.8, g * (1 - t) + looks[1] * t * 0.8, b * (1 - t) + looks[2] * t * 0.8, wet


@kernel
def eye_colour(d: Vector, gaze: Floats, base: Floats, looks: Floats) -> Vector:
    """An eyeball seen in direction ``d`` from its middle: white with veins, an iris with fibres and a dark ring, a pupil."""
    dx, dy, dz = d
    veins = noise3(dx * 30, dy * 30, dz * 30)
    # The upper lid's shadow, and the corners': without it an eye stares.
    lid = (1 - 0.55 * held((dy - 0.1) * 2.6)) * (1 - 0.35 * held((abs(dx) - 0.3) * 2))
    r, g, b = base[0] * lid, base[1] * (0.93 + 0.07 * veins) * lid, base[2] * (0.92 + 0.08 * veins) * lid
    cosine = dx * gaze[0] + dy * gaze[1] + dz * gaze[2]
    off = math.sqrt(max(0.0, 1 - cosine * cosine)) if cosine > 0 else 1.0
    wide = 0.475 + 0.11 * held((0.14 - looks[AGE]) * 14)
    if off >= wide + 0.04:
        return r, g, b
    off *= 0.475 / wide
    fibre = noise3(math.atan2(dy - gaze[1], dx - gaze[0]) * 7 + 60, off * 5, 1.0)
    edge = held((0.475 - off) * 22)
    inner = (0.65 + 0.7 * fibre) * (1 - 0.8 * held((off - 0.34) * 9)) * held((off - 0.175) * 30) * edge * (0.4 + 0.6 * lid)
    return r * (1 - edge) + looks[IRIS] * inner, g * (1 - edge) + looks[IRIS + 1] * inner, b * (1 - edge) + looks[IRIS + 2] * inner


@kernel
def cloth_shade(x: float, y: float, z: float, rib: float, seed: float) -> float:
    """How weave, folds and ribs change a cloth's lightness."""
    weave = noise3(x * 40, y * 40, z * 40) - 0.5
    fold = noise3(x * 4 + seed, y * 4, z * 4) - 0.5
    ribbed = rib * math.sin(math.atan2(x, z - 0.33) * 110) if rib > 0 else 0.0
    return 1 + 0.14 * weave + 0.12 * fold + 0.2 * ribbed
