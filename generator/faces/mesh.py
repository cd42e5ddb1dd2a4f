"""Mesh: quads of one material, and how surfaces are made from grids and tubes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.faces.arrays import Floats, Ints

SKIN, LEFT_EYE, RIGHT_EYE, CLOTH, COLLAR, COVER, FRAME, PLATE, JOINT, SCREEN = range(10)


@dataclass(frozen=True, slots=True, eq=False)
class Mesh:
    """``rest``: places that patterns are read at (on skin, those of the neutral head); ``cut``: under 0 the surface is not there;
    ``tint``: how much hair darkens the skin."""

    points: Floats
    quads: Ints
    rest: Floats
    cut: Floats
    tint: Floats
    material: Ints
    """One for each quad."""

    @classmethod
    def of(cls, points: Floats, quads: Ints, material: int, rest: Floats | None = None, cut: Floats | None = None) -> Mesh:
        count = len(points)
        return cls(
            points.astype(np.float32),
            quads.astype(np.int32),
            (points if rest is None else rest).astype(np.float32),
            (np.ones(count) if cut is None else cut).astype(np.float32),
            np.zeros(count, np.float32),
            np.full(len(quads), material, np.int32),
        )


def joined(meshes: list[Mesh]) -> Mesh:
    """One mesh of several."""
    first = np.cumsum([0, *(len(m.points) for m in meshes)])
    quads = [m.quads + int(at) for m, at in zip(meshes, first[:-1], strict=True)]
    rest = [np.concatenate([getattr(m, name) for m in meshes]) for name in ("points", "rest", "cut", "tint", "material")]
    return Mesh(rest[0], np.concatenate(quads).astype(np.int32), *rest[1:])


def grid(points: Floats, material: int, closed: bool = False, rest: Floats | None = None, cut: Floats | None = None) -> Mesh:
    """A surface through (rows, columns, 3) points; ``closed``: the last column meets the first."""
    rows, columns = points.shape[:2]
    i, j = np.meshgrid(np.arange(rows - 1), np.arange(columns if closed else columns - 1), indexing="ij")
    k = (j + 1) % columns
    quads = np.stack((i * columns + j, (i + 1) * columns + j, (i + 1) * columns + k, i * columns + k), axis=-1).reshape(-1, 4)
    return Mesh.of(
        points.reshape(-1, 3), quads, material, None if rest is None else rest.reshape(-1, 3), None if cut is None else cut.ravel()
    )


def tube(line: Floats, radius: float, material: int, closed: bool = False, flat: float = 1.0, sides: int = 8) -> Mesh:
    """A tube along (n, 3) points; ``flat`` squeezes it from front to back."""
    ahead = np.roll(line, -1, axis=0) - np.roll(line, 1, axis=0) if closed else np.gradient(line, axis=0)
    ahead = ahead / np.maximum(1e-6, np.linalg.norm(ahead, axis=1, keepdims=True))
    up = np.where(abs(ahead[:, 1:2]) > 0.9, (0.0, 0.0, 1.0), (0.0, 1.0, 0.0))
    side = np.cross(ahead, up)
    side /= np.maximum(1e-6, np.linalg.norm(side, axis=1, keepdims=True))
    other = np.cross(side, ahead)
    turn = np.linspace(0, 2 * np.pi, sides, endpoint=False)[None, :, None]
    ring = line[:, None] + radius * (np.cos(turn) * side[:, None] + np.sin(turn) * other[:, None]) * np.array((1.0, 1.0, flat))
    if closed:
        ring = np.concatenate((ring, ring[:1]))
    return grid(ring.astype(np.float32), material, closed=True)


def skin(points: Floats, quads: Ints, group: NDArray[np.uint8], neutral: Floats, tint: Floats, shown: Floats) -> Mesh:
    """The head itself with both eyeballs."""
    material = np.array((SKIN, LEFT_EYE, RIGHT_EYE), np.int32)[group]
    return Mesh(points, quads, neutral, shown, tint, material)
