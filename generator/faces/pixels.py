"""Styles that are pixels: plain, shaded and dithered, and the matte. Bytes are (height, width, 4) straight sRGB."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from generator.faces.arrays import Floats
from generator.faces.shot import Shot
from generator.faces.tone import Tones, bright
from generator.values.compiled import kernel

Bytes = NDArray[np.uint8]


def encoded(linear: Floats) -> Floats:
    """Linear light 0..1 as sRGB values."""
    v = np.clip(linear, 0, 1)
    made: Floats = np.where(v <= 0.0031308, v * 12.92, 1.055 * np.maximum(v, 1e-6) ** (1 / 2.4) - 0.055).astype(np.float32)
    return made


def to_bytes(colour: Floats, alpha: Floats) -> Bytes:
    """sRGB values and alpha, 0..1, as bytes."""
    both = np.concatenate((np.clip(colour, 0, 1), np.clip(alpha, 0, 1)[..., None]), axis=2)
    made: Bytes = (both * 255 + 0.5).astype(np.uint8)
    return made


def exposed(shot: Shot, grade: float = 1.0) -> Floats:
    """Straight colours as a film would show them: exposed for the face, a shoulder, a little less colour in the light."""
    inside = shot.alpha > 0.5
    grey = shot.light[..., :3] @ np.array((0.2126, 0.7152, 0.0722), np.float32) / np.maximum(shot.alpha, 1e-3)
    made = np.zeros((*shot.alpha.shape, 3), np.float32)
    _expose(shot.light, 0.72 / max(0.05, bright(grey, inside, 0.93)) ** 0.68, 0.98 * grade, _CODED, made)
    return made


_CODED = encoded(np.linspace(0, 1, 2049, dtype=np.float32) ** 2)
"""sRGB values by the root of the light, which bends nearly as they do."""


@kernel
def _expose(light: Floats, gain: float, grade: float, coded: Floats, made: Floats) -> None:
    height, width = light.shape[:2]
    curve = np.zeros(3, np.float32)
    last = coded.shape[0] - 1
    for j in range(height):
        for i in range(width):
            alpha = light[j, i, 3]
            if alpha <= 0:
                continue
            mean = np.float32(0)
            for c in range(3):
                lit = light[j, i, c] / max(alpha, np.float32(1e-3)) * gain
                curve[c] = lit * (1 + lit / 9) / (1 + lit)
                mean += curve[c] / 3
            for c in range(3):
                v = min(1.0, max(0.0, (mean + (curve[c] - mean) * grade) * 1.42))
                at = math.sqrt(v) * last
                k = min(int(at), last - 1)
                made[j, i, c] = coded[k] + (coded[k + 1] - coded[k]) * (at - k)


def plain(shot: Shot, build: float = 1.0) -> Bytes:
    """A photograph on nothing; ``build`` uncovers it from the top."""
    alpha = shot.alpha.copy()
    alpha[round(build * len(alpha)) :] = 0
    return to_bytes(exposed(shot), alpha)


def shaded(tones: Tones, ink: tuple[float, float, float], strength: float, build: float = 1.0) -> Bytes:
    """One colour (sRGB values), as opaque as it is light, in numbers of light."""
    alpha = tones.alpha * tones.value ** np.float32(1.9) * np.float32(strength)
    alpha[round(build * len(alpha)) :] = 0
    return to_bytes(np.broadcast_to(np.array(ink, np.float32), (*alpha.shape, 3)), alpha)


def matte(shot: Shot) -> Bytes:
    """White where the figure is."""
    return to_bytes(np.ones((*shot.alpha.shape, 3), np.float32), shot.alpha)


def dithered(tones: Tones, build: float = 1.0, invert: bool = False) -> Floats:
    """On or off, with the error carried on (Atkinson's weights): every pixel of the tones is one of the picture."""
    value = tones.alpha - tones.value * tones.alpha if invert else tones.value * tones.alpha
    on = _carried((value**0.95).astype(np.float32))
    on[round(build * len(on)) :] = 0
    return on


@kernel
def _carried(value: Floats) -> Floats:
    height, width = value.shape
    left, made = value.copy(), np.zeros_like(value)
    for j in range(height):
        for i in range(width):
            made[j, i] = np.float32(1) if left[j, i] > 0.5 else np.float32(0)
            error = (left[j, i] - made[j, i]) / np.float32(8)
            if value[j, i] <= 0:
                continue
            for dj, di in ((0, 1), (0, 2), (1, -1), (1, 0), (1, 1), (2, 0)):
                if j + dj < height and 0 <= i + di < width:
                    left[j + dj, i + di] += error
    return made
