"""Tones -> dots, diamonds or lines of varying size: outlines in the unit box, crisp at any size."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from generator.faces.arrays import Floats
from generator.faces.tone import Tones, blurred, sampled
from generator.values.geometry import CLOSE, CUBIC, LINE, MOVE, Outline
from generator.values.outlines import KAPPA

SHAPES = ("round", "line", "diamond")


@dataclass(frozen=True, slots=True)
class Screen:
    """``pitch``: cells along the shorter side of the box; ``angle`` in degrees; ``build``: how much has appeared, from the top."""

    shape: str = "round"
    pitch: float = 80.0
    angle: float = 22.5
    invert: bool = False
    low: float = 0.0
    high: float = 1.0
    build: float = 1.0
    least: float = 0.07
    """Dots of a smaller share of a cell are left out: they would flicker."""


def halftone(tones: Tones, screen: Screen) -> Outline:
    """The screen over the tones between ``low`` and ``high``; the shorter side of the picture has length 1."""
    height, width = tones.alpha.shape
    side = min(height, width)
    if screen.shape == "line":
        return _lines(tones, screen, side)
    x, y = _lattice(width / side, height / side, 1 / screen.pitch, screen.angle)
    ink = _ink(tones, screen, x, y, side)
    kept = ink > screen.least**2
    x, y, ink = x[kept], y[kept], ink[kept]
    cell = 1 / screen.pitch
    if screen.shape == "diamond":
        return diamonds(x, y, (np.sqrt(ink / 2) * cell * 1.06).astype(np.float32), screen.angle)
    return circles(x, y, (np.sqrt(ink / math.pi) * cell * 1.08).astype(np.float32))


def _lattice(width: float, height: float, cell: float, angle: float) -> tuple[Floats, Floats]:
    """The middles of a turned grid's cells that lie in the box; one of them always lies in its middle."""
    reach = math.ceil(math.hypot(width, height) / 2 / cell) + 1
    i, j = np.meshgrid(np.arange(-reach, reach + 1), np.arange(-reach, reach + 1))
    cos, sin = math.cos(math.radians(angle)) * cell, math.sin(math.radians(angle)) * cell
    x, y = width / 2 + i * cos - j * sin, height / 2 + i * sin + j * cos
    inside = (x > 0) & (y > 0) & (x < width) & (y < height)
    return x[inside].astype(np.float32), y[inside].astype(np.float32)


def _ink(tones: Tones, screen: Screen, x: Floats, y: Floats, side: int) -> Floats:
    """How much of each cell is inked: the mean of five places in it."""
    far = np.float32(0.3 / screen.pitch)
    total = np.zeros_like(x)
    for dx, dy in ((0, 0), (far, 0), (-far, 0), (0, far), (0, -far)):
        value = sampled(tones.value, (x + dx) * side, (y + dy) * side)
        alpha = sampled(tones.alpha, (x + dx) * side, (y + dy) * side)
        seen = np.clip((value - screen.low) / (screen.high - screen.low), 0, 1)
        total += (alpha - seen if screen.invert else seen) * alpha
    ink = np.clip(total / 5, 0, 1) ** 1.5
    grown: Floats = (ink * appeared(y, tones.alpha.shape[0] / side, screen.build)).astype(np.float32)
    return grown


def appeared(y: Floats, height: float, build: float) -> Floats:
    """How much of what stands at ``y`` is there while a picture builds up from the top, over a soft edge."""
    if build >= 1:
        return np.ones_like(y)
    edge = 0.06 * height
    made: Floats = np.clip((build * (height + edge) - y) / edge, 0, 1).astype(np.float32)
    return made


def _lines(tones: Tones, screen: Screen, side: int) -> Outline:
    """Bands along the angle that swell with the ink."""
    height, width = tones.alpha.shape
    w, h = width / side, height / side
    cell = 1 / screen.pitch
    reach = math.hypot(w, h) / 2
    rows, steps = math.ceil(reach / cell), math.ceil(2 * reach / cell * 1.5)
    cos, sin = math.cos(math.radians(screen.angle)), math.sin(math.radians(screen.angle))
    along = np.linspace(-reach, reach, steps)[None, :]
    across = (np.arange(-rows, rows + 1) * cell)[:, None]
    x = (w / 2 + along * cos - across * sin).ravel().astype(np.float32)
    y = (h / 2 + along * sin + across * cos).ravel().astype(np.float32)
    ink = _ink(tones, screen, x, y, side)
    half = (np.clip(ink, 0, 1) * cell * 0.5).reshape(2 * rows + 1, steps)
    half[half < screen.least * cell * 0.5] = 0
    return bands(x.reshape(half.shape), y.reshape(half.shape), half, (-sin, cos))


def bands(x: Floats, y: Floats, half: Floats, across: tuple[float, float]) -> Outline:
    """Polygons along rows of points, ``half`` as thick to both sides; a row is broken where it has no thickness."""
    verbs, coords = bytearray(), list[float]()
    for row in range(len(half)):
        on = np.concatenate(([False], half[row] > 0, [False]))
        edges = np.flatnonzero(on[1:] != on[:-1])
        for first, last in zip(edges[::2], edges[1::2], strict=True):
            if last - first < 2:
                continue
            px, py, hw = x[row, first:last], y[row, first:last], half[row, first:last]
            there = np.stack((px + hw * across[0], py + hw * across[1]), axis=1)
            back = np.stack((px - hw * across[0], py - hw * across[1]), axis=1)[::-1]
            points = np.concatenate((there, back)).astype(np.float64)
            verbs += bytes((MOVE,)) + bytes((LINE,)) * (len(points) - 1) + bytes((CLOSE,))
            coords += points.ravel().tolist()
    return Outline(bytes(verbs), tuple(coords))


def runs(on: Floats, unit: float) -> Outline:
    """Rows of squares, those side by side as one: ``unit`` pixels are 1."""
    verbs, coords = bytearray(), list[float]()
    for n, row in enumerate(np.pad(on > 0.5, ((0, 0), (1, 1)))):
        edges = np.flatnonzero(row[1:] != row[:-1]) / unit
        top, bottom = n / unit, (n + 1) / unit
        for left, right in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            verbs += bytes((MOVE, LINE, LINE, LINE, CLOSE))
            coords += (left, top, right, top, right, bottom, left, bottom)
    return Outline(bytes(verbs), tuple(coords))


def circles(x: Floats, y: Floats, radius: Floats) -> Outline:
    """A circle at each place, of four cubics."""
    unit = np.array(_CIRCLE, np.float64).reshape(-1, 2)
    placed = np.stack((x, y), axis=1)[:, None].astype(np.float64) + unit[None] * radius[:, None, None]
    return Outline(bytes((MOVE, CUBIC, CUBIC, CUBIC, CUBIC, CLOSE)) * len(x), tuple(placed.ravel().tolist()))


def diamonds(x: Floats, y: Floats, radius: Floats, angle: float = 0.0) -> Outline:
    """A square on its corner at each place."""
    turn = np.radians(angle + np.array((0, 90, 180, 270)))
    unit = np.stack((np.cos(turn), np.sin(turn)), axis=1)
    placed = np.stack((x, y), axis=1)[:, None].astype(np.float64) + unit[None] * radius[:, None, None]
    return Outline(bytes((MOVE, LINE, LINE, LINE, CLOSE)) * len(x), tuple(placed.ravel().tolist()))


_CIRCLE = (
    *(1, 0),
    *(1, KAPPA, KAPPA, 1, 0, 1),
    *(-KAPPA, 1, -1, KAPPA, -1, 0),
    *(-1, -KAPPA, -KAPPA, -1, 0, -1),
    *(KAPPA, -1, 1, -KAPPA, 1, 0),
)


def scan_lines(tones: Tones, screen: Screen) -> Outline:
    """Level lines that follow the relief of the head, thick where it is light: what a depth scanner draws."""
    height, width = tones.alpha.shape
    side = min(height, width)
    rows, steps = round(screen.pitch * height / side), round(screen.pitch * 2.2 * width / side)
    gx, gy = np.meshgrid((np.arange(steps) + 0.5) / steps * width / side, (np.arange(rows) + 0.5) / rows * height / side)
    x, y = gx.ravel().astype(np.float32), gy.ravel().astype(np.float32)
    ink = _ink(tones, screen, x, y, side).reshape(gx.shape)
    depth = sampled(_calm(tones, max(1, side // 110)), x * side, y * side).reshape(gx.shape)
    there = sampled(tones.alpha, x * side, y * side).reshape(gx.shape) > 0.5
    half = np.where(there, (0.05 + 0.85 * ink) * 0.5 / screen.pitch, 0.0) * appeared(gy.astype(np.float32), height / side, screen.build)
    half[half < screen.least * 0.25 / screen.pitch] = 0
    lifted = gy + np.clip(depth, -1.4, 1.4) * 0.035
    # Where one thing stands before another a line breaks off.
    half[:, 1:][abs(np.diff(lifted, axis=1)) > 0.55 / screen.pitch] = 0
    return bands(gx.astype(np.float32), lifted.astype(np.float32), half.astype(np.float32), (0.0, 1.0))


def _calm(tones: Tones, radius: int) -> Floats:
    """The depth without its finest relief: a scanner's spot is wider than a hair."""
    inside = (tones.depth < 1e6).astype(np.float32)
    depth = np.where(inside > 0, tones.depth, np.float32(0))
    made: Floats = np.where(inside > 0, blurred(depth, radius, 2) / np.maximum(blurred(inside, radius, 2), 0.05), np.float32(1.4))
    return made.astype(np.float32)
