"""Styles that are pixels: plain, dithered, and what a camera of the state has seen. All give (height, width, 4) straight sRGB bytes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.faces.arrays import Floats
from generator.faces.noise import draws
from generator.faces.shot import Shot
from generator.faces.tone import Tones, blurred, bright
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
    alpha = np.maximum(shot.alpha, 1e-3)[..., None]
    light = shot.light[..., :3] / alpha
    inside = shot.alpha > 0.5
    grey = light @ np.array((0.2126, 0.7152, 0.0722), np.float32)
    lit = light * np.float32(0.72 / max(0.05, bright(grey, inside, 0.93)) ** 0.68)
    curve = lit * (1 + lit / 9) / (1 + lit)
    mean = curve.mean(axis=2, keepdims=True)
    made: Floats = encoded((mean + (curve - mean) * np.float32(0.98 * grade)) * np.float32(1.42))
    return made


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


@dataclass(frozen=True, slots=True)
class Camera:
    """How bad a camera is: ``noise`` and ``blocks`` 0 to 1, ``smear``: motion in shares of the width, ``colour`` 0 to 1."""

    noise: float = 0.5
    blocks: float = 0.5
    smear: float = 0.01
    colour: float = 0.35
    ground: float = 0.045


def evidence(shot: Shot, camera: Camera, seed: int, grain: int = 0) -> Bytes:
    """A frame of a surveillance camera: little light, noise, motion, blocks of compression. Opaque."""
    height, width = shot.alpha.shape
    seen = exposed(shot, camera.colour * 1.2) ** np.float32(1.25) * np.float32(0.8)
    back = (
        np.linspace(1.6, 0.5, height, dtype=np.float32)[:, None, None]
        * np.array((0.95, 1.0, 1.02), np.float32)
        * np.float32(camera.ground + 0.05)
    )
    picture = (seen * shot.alpha[..., None] + back * (1 - shot.alpha[..., None])).astype(np.float32)
    reach = round(camera.smear * width)
    if reach:
        picture = np.mean([np.roll(picture, k, axis=1) for k in range(-reach, reach + 1)], axis=0).astype(np.float32)
    planes = _luma(np.stack([blurred(np.ascontiguousarray(picture[..., k]), 1, 1) for k in range(3)], axis=2))
    rough = draws(height * width * 2, seed, "grain", grain).reshape(height, width, 2)
    slow = blurred(np.ascontiguousarray(rough[..., 1]), 2, 1)
    dark = 1.15 - planes[..., 0]
    planes[..., 0] += (rough[..., 0] - 0.5) * 0.16 * camera.noise * dark + (slow - 0.5) * 0.5 * camera.noise * dark
    planes[..., 1] = _held(planes[..., 1]) * camera.colour * 1.6
    planes[..., 2] = _held(planes[..., 2]) * camera.colour * 1.6
    planes[..., 0] = _blocked(planes[..., 0], camera.blocks)
    y, b, r = planes[..., 0], planes[..., 1], planes[..., 2]
    colour = np.stack((y + 1.5748 * r, y - 0.1873 * b - 0.4681 * r, y + 1.8556 * b), axis=2)
    return to_bytes(colour.astype(np.float32), np.ones_like(shot.alpha))


def _luma(rgb: Floats) -> Floats:
    y = rgb @ np.array((0.2126, 0.7152, 0.0722), np.float32)
    made: Floats = np.stack((y, (rgb[..., 2] - y) / 1.8556, (rgb[..., 0] - y) / 1.5748), axis=2).astype(np.float32)
    return made


def _held(plane: Floats) -> Floats:
    """Colour is kept for every fourth pixel only."""
    small = blurred(np.ascontiguousarray(plane), 4, 1)[2::4, 2::4]
    wide: Floats = np.repeat(np.repeat(small, 4, axis=0), 4, axis=1)
    return np.pad(wide, ((0, max(0, plane.shape[0] - wide.shape[0])), (0, max(0, plane.shape[1] - wide.shape[1]))), mode="edge")[
        : plane.shape[0], : plane.shape[1]
    ]


def _blocked(plane: Floats, strength: float) -> Floats:
    """Blocks of 8 x 8 whose cosines are rounded, the high ones more: what a cheap encoder leaves."""
    height, width = plane.shape
    padded = np.pad(plane, ((0, -height % 8), (0, -width % 8)), mode="edge")
    n = np.arange(8)
    basis = np.sqrt(2 / 8) * np.cos(np.pi * (2 * n[None] + 1) * n[:, None] / 16)
    basis[0] /= np.sqrt(2)
    blocks = padded.reshape(padded.shape[0] // 8, 8, -1, 8).transpose(0, 2, 1, 3).astype(np.float64)
    waves = basis @ blocks @ basis.T
    step = (0.02 + 0.05 * (n[:, None] + n[None])) * max(0.02, strength)
    back = basis.T @ (np.rint(waves / step) * step) @ basis
    made: Floats = back.transpose(0, 2, 1, 3).reshape(padded.shape)[:height, :width].astype(np.float32)
    return made
