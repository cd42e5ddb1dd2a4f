"""What a machine sees of a head: the edges of a wire mesh, and the landmarks that it looks for."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from generator.faces.arrays import Ints
from generator.faces.heads import Heads

LANDMARKS = (
    (0.0, 7.63, 1.35), (0.0, 7.45, 1.45), (0.0, 7.28, 1.55), (0.0, 7.13, 1.66), (0.0, 7.03, 1.5), (0.15, 7.08, 1.4), (-0.15, 7.08, 1.4),
    (0.19, 7.49, 1.22), (0.29, 7.56, 1.33), (0.42, 7.49, 1.2), (0.29, 7.43, 1.31), (-0.19, 7.49, 1.22), (-0.29, 7.56, 1.33),
    (-0.42, 7.49, 1.2), (-0.29, 7.43, 1.31), (0.13, 7.62, 1.35), (0.32, 7.69, 1.32), (0.5, 7.6, 1.15), (-0.13, 7.62, 1.35),
    (-0.32, 7.69, 1.32), (-0.5, 7.6, 1.15), (0.22, 6.83, 1.33), (-0.22, 6.83, 1.33), (0.0, 6.92, 1.5), (0.0, 6.75, 1.46),
    (0.09, 6.92, 1.47), (-0.09, 6.92, 1.47), (0.0, 6.45, 1.35), (0.2, 6.48, 1.25), (-0.2, 6.48, 1.25), (0.46, 6.65, 0.95),
    (-0.46, 6.65, 0.95), (0.6, 6.95, 0.75), (-0.6, 6.95, 0.75), (0.66, 7.35, 0.85), (-0.66, 7.35, 0.85), (0.62, 7.85, 0.95),
    (-0.62, 7.85, 0.95), (0.3, 8.05, 1.25), (-0.3, 8.05, 1.25), (0.42, 7.2, 1.2), (-0.42, 7.2, 1.2), (0.0, 7.9, 1.38),
)  # fmt: skip
"""Places on the neutral head."""


@lru_cache(maxsize=2)
def net_of(heads: Heads) -> tuple[Ints, Ints]:
    """The edges of every coarse face above the chest, in halves, as pairs of fine vertices; and the vertices nearest to the landmarks."""
    # A fine quad begins at a corner of the coarse one and goes on to the middles of the two edges that meet there.
    quads = heads.quads[heads.group == 0]
    ends = np.concatenate((quads[:, [0, 1]], quads[:, [0, 3]]))
    ends = np.unique(np.sort(ends, axis=1), axis=0)
    rest = heads.neutral[ends]
    kept = (rest[..., 1].min(axis=1) > 5.5) & (np.linalg.norm(rest[:, 0] - rest[:, 1], axis=1) > 0.006)
    skin = np.where(heads.owner[:, None] == 0, heads.neutral, np.float32(1e3))
    marks = [int(np.linalg.norm(skin - np.array(place, np.float32), axis=1).argmin()) for place in LANDMARKS]
    return ends[kept].astype(np.int32), np.array(marks, np.int32)


def lattice(rows: int, columns: int, step: int, first: int) -> Ints:
    """Edges along every ``step``-th row and column of a grid whose points begin at ``first``."""
    index = first + np.arange(rows * columns).reshape(rows, columns)
    flat, upright = index[::step], index[:, ::step]
    pairs = [np.stack((a, b), axis=-1).reshape(-1, 2) for a, b in ((flat[:, :-1], flat[:, 1:]), (upright[:-1], upright[1:]))]
    return np.concatenate(pairs).astype(np.int32)
