"""Shot -> tones: one plane from black to white, levelled as a photographer would, for styles that print with one ink or two."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.faces.arrays import Floats
from generator.faces.shot import Shot
from generator.values.compiled import kernel


@dataclass(frozen=True, slots=True, eq=False)
class Tones:
    """``value``: (height, width) from 0 to 1, even to the eye; ``alpha``; ``depth`` as in the shot."""

    value: Floats
    alpha: Floats
    depth: Floats


def tones(shot: Shot, contrast: float = 1.0) -> Tones:
    """Dark skin keeps some of its darkness, but every face is exposed for itself."""
    alpha = shot.alpha
    inside = alpha > 0.5
    luminance = shot.light[..., :3] @ np.array((0.2126, 0.7152, 0.0722), np.float32)
    straight = luminance / np.maximum(alpha, 1e-3)
    if not inside.any():
        return Tones(np.zeros_like(alpha), alpha, shot.depth)
    exposure = 0.5 / max(0.02, bright(straight, inside, 0.93)) ** 0.85
    lit = straight * np.float32(exposure)
    value = _crisped((np.clip(lit / (1 + 0.28 * lit), 0, 1) ** (1 / 2.2)).astype(np.float32), alpha)
    bent = np.clip(0.5 + (value - 0.49) * np.float32(1.18 * contrast), 0, 1)
    curved = bent * bent * (3 - 2 * bent)
    return Tones((0.45 * bent + 0.55 * curved).astype(np.float32), alpha, shot.depth)


def bright(light: Floats, inside: NDArray[np.bool_], share: float) -> float:
    """The light that ``share`` of the face does not reach: of what lies around the middle of the picture, whatever is worn below."""
    height, width = light.shape
    side = min(height, width)
    y, x = np.ogrid[:height, :width]
    face = inside & (((x - width / 2) / (0.24 * side)) ** 2 + ((y - 0.46 * height) / (0.27 * side)) ** 2 < 1)
    chosen = light[face] if face.any() else light[inside]
    if not chosen.size:
        return 1.0
    # A white beard is not what a face is exposed for.
    most, many = np.quantile(chosen, (share, 0.6))
    return float(min(most, max(1.7 * many, 0.66 * most)))


def _crisped(value: Floats, alpha: Floats) -> Floats:
    """Eyes and mouths stand out of their surroundings; the ground does not count as dark."""
    inside = (alpha > 0.5).astype(np.float32)
    made = value
    for part, strength in ((28, 0.55), (90, 0.5)):
        radius = max(1, min(value.shape) // part)
        around = blurred((value * inside).astype(np.float32), radius, 2) / np.maximum(blurred(inside, radius, 2), 0.05)
        made = made + (value - around) * np.float32(strength)
    crisp: Floats = np.where(inside > 0, made, value).astype(np.float32)
    return crisp


@kernel
def sampled(plane: Floats, x: Floats, y: Floats) -> Floats:
    """A plane at places in pixels, between four of them; 0 outside."""
    height, width = plane.shape
    made = np.zeros(x.shape[0], np.float32)
    for i in range(x.shape[0]):
        u, v = x[i] - np.float32(0.5), y[i] - np.float32(0.5)
        a, b = int(np.floor(u)), int(np.floor(v))
        fu, fv = u - a, v - b
        for j in range(2):
            for k in range(2):
                p, q = a + k, b + j
                if 0 <= p < width and 0 <= q < height:
                    made[i] += plane[q, p] * (fu if k else 1 - fu) * (fv if j else 1 - fv)
    return made


@kernel
def blurred(plane: Floats, radius: int, rounds: int) -> Floats:
    """Means over boxes, again and again: nearly Gaussian. Edges repeat."""
    height, width = plane.shape
    now = plane.copy()
    for _ in range(rounds):
        for axis in range(2):
            made = np.empty_like(now)
            lines, length = (height, width) if axis == 0 else (width, height)
            for i in range(lines):
                total = np.float32(0)
                for k in range(-radius, radius + 1):
                    m = min(max(k, 0), length - 1)
                    total += now[i, m] if axis == 0 else now[m, i]
                for k in range(length):
                    if axis == 0:
                        made[i, k] = total / (2 * radius + 1)
                    else:
                        made[k, i] = total / (2 * radius + 1)
                    gone, new = max(k - radius, 0), min(k + radius + 1, length - 1)
                    total += (now[i, new] - now[i, gone]) if axis == 0 else (now[new, i] - now[gone, i])
            now = made
    return now
