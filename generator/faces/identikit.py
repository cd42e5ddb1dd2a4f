"""Tones -> a line drawing: the edges that a pencil would find, and hatching where it is dark."""

from __future__ import annotations

import numpy as np

from generator.faces.contours import contours
from generator.faces.halftone import bands
from generator.faces.noise import draws
from generator.faces.tone import Tones, blurred, sampled
from generator.values.geometry import Outline


def line_drawing(tones: Tones, weight: float = 1.0, build: float = 1.0) -> Outline:
    """Filled outlines of the edges. Fill with the even-odd rule."""
    height, width = tones.alpha.shape
    side = min(height, width)
    fine = max(1, round(side / 640))
    paper = np.where(tones.alpha > 0.5, tones.value, 0.92).astype(np.float32)
    depth = np.where(tones.depth > 1e6, np.float32(3.0), tones.depth)
    relief = np.clip(blurred(depth, fine, 2) - blurred(depth, fine * 3, 2), 0, 0.06)
    near, far = blurred(paper, fine, 2), blurred(paper, fine * 3, 2)
    edge = (far - near) * np.float32(1.0) + relief.astype(np.float32)
    ink = blurred(edge.astype(np.float32), fine, 1)
    if build < 1:
        ink[round(build * height) :] = 0
    return contours(ink, 0.042 / weight, side, 14)


def hatching(tones: Tones, seed: int, pitch: float = 90.0, build: float = 1.0) -> Outline:
    """Strokes along two directions: one where it is dark, both where it is darker; they waver as a hand does."""
    verbs, coords = b"", tuple[float, ...]()
    for n, (angle, dark) in enumerate(((-52.0, 0.46), (-14.0, 0.24))):
        made = _strokes(tones, seed + n, pitch * (1 + 0.15 * n), angle, dark, build)
        verbs, coords = verbs + made.verbs, coords + made.coords
    return Outline(verbs, coords)


def _strokes(tones: Tones, seed: int, pitch: float, angle: float, dark: float, build: float) -> Outline:
    height, width = tones.alpha.shape
    side = min(height, width)
    w, h = width / side, height / side
    reach = float(np.hypot(w, h)) / 2
    rows, steps = int(2 * reach * pitch), int(2 * reach * pitch * 1.2)
    cos, sin = float(np.cos(np.radians(angle))), float(np.sin(np.radians(angle)))
    along = np.linspace(-reach, reach, steps)[None, :]
    shift = draws(rows, seed, "rows")[:, None] * 0.6
    wave = 0.25 * np.sin(along * 21 + draws(rows, seed, "waves")[:, None] * 6.3)
    across = (np.arange(rows)[:, None] - rows / 2 + shift + wave) / pitch
    x, y = (w / 2 + along * cos - across * sin).astype(np.float32), (h / 2 + along * sin + across * cos).astype(np.float32)
    value = sampled(blurred(tones.value, max(1, side // 200), 2), x.ravel() * side, y.ravel() * side).reshape(x.shape)
    there = sampled(tones.alpha, x.ravel() * side, y.ravel() * side).reshape(x.shape) > 0.85
    ink = np.clip((dark - value) / 0.2, 0, 1)
    half = np.where(there & (ink > 0.06) & (y < build * h), 0.12 + 0.2 * ink, 0.0) / pitch
    return bands(x, y, half.astype(np.float32), (-sin, cos))
