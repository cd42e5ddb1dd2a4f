"""What a camera of the state has seen: little light, a cheap lens, somebody who moves, noise, sharpening and blocks of compression.

The steps follow a camera's: light on the figure, blurred along its movement, before the place behind it (``place.py``); a gain and a
clipped curve; noise that grows in the dark; a sharpening with halos; most of the colour lost; blocks of 8 x 8 rounded.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from generator.faces.arrays import Floats
from generator.faces.noise import draws
from generator.faces.pixels import Bytes, encoded, to_bytes
from generator.faces.place import Standing, behind
from generator.faces.shot import Shot
from generator.faces.tone import blurred, bright, sampled
from generator.values.compiled import kernel

_GREY = np.array((0.2126, 0.7152, 0.0722), np.float32)
_CAST = np.array((1.02, 1.0, 0.93), np.float32)
"""Lamps of a street at night, through a white balance that nobody has set."""


@dataclass(frozen=True, slots=True)
class Camera:
    """How bad a camera is: ``noise``, ``blocks`` and ``colour`` 0 to 1; ``smear``: the movement in shares of the width, along ``angle``
    degrees (0 to the right, 90 down); ``place``: what stands behind, a name of ``place.PLACES``; ``high``: degrees that it looks down."""

    noise: float = 0.5
    blocks: float = 0.5
    smear: float = 0.01
    colour: float = 0.35
    angle: float = 0.0
    place: str = "none"
    high: float = 0.0


def evidence(shot: Shot, camera: Camera, seed: int, grain: int = 0) -> Bytes:
    """A frame of a surveillance camera; opaque. The same seed and ``grain`` give the same bytes."""
    height, width = shot.alpha.shape
    figure = smeared(shot.light, camera.smear * width, camera.angle)
    scene = behind(Standing(camera.place, width, height, camera.high), seed)
    inside = shot.alpha > 0.5
    face = bright(shot.light[..., :3] @ _GREY / np.maximum(shot.alpha, 1e-3), inside, 0.85) if inside.any() else 0.3
    light = figure[..., :3] * np.float32(0.3 / max(0.05, face) ** 0.7) + scene[..., None] * (1 - figure[..., 3:]) * np.float32(0.34)
    planes = _luma(_filmed((light * _CAST).astype(np.float32)))
    planes[..., 0] = _sharpened(_lens(planes[..., 0]) + _grained(planes[..., 0], camera.noise, seed, grain))
    for k in (1, 2):
        planes[..., k] = _held(planes[..., k]) * np.float32(camera.colour * 1.7)
    planes[..., 0] = _blocked(planes[..., 0], camera.blocks)
    y, b, r = planes[..., 0], planes[..., 1], planes[..., 2]
    colour = np.stack((y + 1.5748 * r, y - 0.1873 * b - 0.4681 * r, y + 1.8556 * b), axis=2)
    return to_bytes(colour.astype(np.float32), np.ones_like(shot.alpha))


def _filmed(light: Floats) -> Floats:
    """A small sensor's curve: blacks lifted by the gain, lights clipped early."""
    made: Floats = (0.045 + 0.93 * encoded(light / (1 + 0.25 * light) * np.float32(1.1))).astype(np.float32)
    return made


def smeared(light: Floats, reach: float, angle: float) -> Floats:
    """Premultiplied light, meant along a line of ``reach`` pixels to both sides; outside of the picture its edge goes on."""
    if reach < 0.5:
        return light
    return _swept(np.ascontiguousarray(light), reach * math.cos(math.radians(angle)), reach * math.sin(math.radians(angle)))


@kernel
def _swept(light: Floats, across: float, down: float) -> Floats:
    height, width, planes = light.shape
    steps = max(2, math.ceil(2 * math.sqrt(across * across + down * down)))
    made = np.zeros_like(light)
    share = np.float32(1.0 / (steps + 1))
    for k in range(steps + 1):
        t = 2.0 * k / steps - 1.0
        dx, dy = across * t, down * t
        fx, fy = math.floor(dx), math.floor(dy)
        a, b = np.float32(dx - fx), np.float32(dy - fy)
        for j in range(height):
            top, low = min(max(j + int(fy), 0), height - 1), min(max(j + int(fy) + 1, 0), height - 1)
            for i in range(width):
                left, right = min(max(i + int(fx), 0), width - 1), min(max(i + int(fx) + 1, 0), width - 1)
                for c in range(planes):
                    upper = light[top, left, c] * (1 - a) + light[top, right, c] * a
                    lower = light[low, left, c] * (1 - a) + light[low, right, c] * a
                    made[j, i, c] += (upper * (1 - b) + lower * b) * share
    return made


def _lens(plane: Floats) -> Floats:
    return blurred(np.ascontiguousarray(plane), max(1, min(plane.shape) // 200), 1)


def _grained(luma: Floats, amount: float, seed: int, grain: int) -> Floats:
    """Noise of the sensor and, coarser, what a denoiser leaves of it; more where it is dark."""
    height, width = luma.shape
    rough = draws(height * width * 2, seed, "grain", grain).reshape(height, width, 2)
    slow = blurred(np.ascontiguousarray(rough[..., 1]), 2, 1)
    made: Floats = ((rough[..., 0] - 0.5) * 0.13 + (slow - 0.5) * 0.42) * np.float32(amount) * (1.1 - luma)
    return made.astype(np.float32)


def _sharpened(plane: Floats) -> Floats:
    """The halos of a cheap camera's sharpening."""
    around = blurred(np.ascontiguousarray(plane.astype(np.float32)), max(1, min(plane.shape) // 110), 2)
    made: Floats = (plane + (plane - around) * np.float32(0.8)).astype(np.float32)
    return made


def _luma(rgb: Floats) -> Floats:
    y = rgb @ _GREY
    made: Floats = np.stack((y, (rgb[..., 2] - y) / 1.8556, (rgb[..., 0] - y) / 1.5748), axis=2).astype(np.float32)
    return made


def _held(plane: Floats) -> Floats:
    """Colour is kept for every fourth pixel only, and drawn between them."""
    height, width = plane.shape
    small = np.ascontiguousarray(blurred(np.ascontiguousarray(plane), 4, 1)[2::4, 2::4])
    y, x = np.meshgrid(np.arange(height) / 4, np.arange(width) / 4, indexing="ij")
    x, y = np.clip(x, 0.5, small.shape[1] - 0.5), np.clip(y, 0.5, small.shape[0] - 0.5)
    return sampled(small, x.ravel().astype(np.float32), y.ravel().astype(np.float32)).reshape(height, width)


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
