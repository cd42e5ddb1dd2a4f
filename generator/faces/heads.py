"""Bytes of the head data in, :class:`Heads` out: a mesh, its morph targets by name, and the rule that makes the mesh finer.

Units are decimetres: x to the left of the person, y up, z forward. ``README.md`` beside this file has the data's provenance.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.faces.arrays import Floats, Ints
from generator.problems import RenderError

NEUTRAL = ("macrodetails/caucasian-female-young", "macrodetails/caucasian-male-young")
"""Half of each makes the head on which places of the face are named."""


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """A morph target: the vertices that it moves, and by how much."""

    index: NDArray[np.uint16]
    delta: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Mixing:
    """Rows of a sparse matrix: new vertex i is the sum of ``weights[k] * old[index[k]]`` for k in ``starts[i] .. starts[i + 1]``."""

    starts: Ints
    index: Ints
    weights: Floats

    def of(self, values: Floats) -> Floats:
        """The new rows of (n, k) values."""
        made: Floats = np.add.reduceat(values[self.index] * self.weights[:, None], self.starts[:-1], axis=0, dtype=np.float32)
        return made


@dataclass(frozen=True, slots=True, eq=False)
class Heads:
    """The parametric head. ``quads`` and ``group`` (0 skin, 1 and 2 the eyeballs) are those of the fine mesh; ``neutral`` are the places
    of its vertices on a head that is nobody's. ``fine`` takes coarse vertices to fine ones (one step of Catmull and Clark)."""

    vertices: Floats
    targets: Mapping[str, Target]
    quads: Ints
    group: NDArray[np.uint8]
    fine: Mixing
    neutral: Floats
    owner: NDArray[np.uint8]
    """The group of each fine vertex."""

    def sculpted(self, weights: Mapping[str, float]) -> Floats:
        """Fine vertices for weights by target's name; unknown names raise KeyError."""
        moved = self.vertices.copy()
        for name, weight in weights.items():
            target = self.targets[name]
            moved[target.index] += np.float32(weight) * target.delta
        return self.fine.of(moved)


def read_heads(data: bytes) -> Heads:
    """Open the archive. Raises RenderError where it is none."""
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in archive.files}
        return _made(arrays)
    except (OSError, ValueError, KeyError) as error:
        raise RenderError(f"the head data cannot be read: {error}") from error


def _made(arrays: Mapping[str, NDArray[np.generic]]) -> Heads:
    vertices = arrays["vertices"].astype(np.float32)
    offsets = arrays["target_offsets"].astype(np.int64)
    index, delta = arrays["target_index"].astype(np.uint16), arrays["target_delta"].astype(np.float32) / np.float32(1000)
    names = [str(name) for name in arrays["target_names"]]
    targets = {name: Target(index[a:b], delta[a:b]) for name, a, b in zip(names, offsets[:-1], offsets[1:], strict=True)}
    coarse = arrays["quads"].astype(np.int32)
    fine, quads = subdivision(coarse, len(vertices))
    group = np.repeat(arrays["group"].astype(np.uint8), 4)
    owner = np.zeros(len(fine.starts) - 1, np.uint8)
    owner[quads.ravel()] = np.repeat(group, 4)
    nobody = Heads(vertices, targets, quads, group, fine, vertices, owner)
    neutral = nobody.sculpted(dict.fromkeys(NEUTRAL, 0.5))
    return Heads(vertices, targets, quads, group, fine, neutral, owner)


def subdivision(quads: Ints, count: int) -> tuple[Mixing, Ints]:
    """One step of Catmull and Clark over quads (a triangle repeats its last index): the rule, and the four quads of each.

    Vertices come in the order old ones, middles of edges, middles of faces. A triangle counts as a quad with an edge of no length, so that
    every face gives four.
    """
    ends = np.stack((quads, np.roll(quads, -1, axis=1)), axis=2).reshape(-1, 2)
    low, high = ends.min(axis=1).astype(np.int64), ends.max(axis=1).astype(np.int64)
    keys, edge_of, uses = np.unique(low * count + high, return_inverse=True, return_counts=True)
    edges = np.stack((keys // count, keys % count), axis=1).astype(np.int32)
    at = np.asarray(edge_of, np.int32).reshape(quads.shape)
    rows, columns, weights = _rules(quads, edges, at, uses, count)
    order = np.lexsort((columns, rows))
    rows, columns, weights = rows[order], columns[order], weights[order]
    total = count + len(edges) + len(quads)
    starts = np.searchsorted(rows, np.arange(total + 1)).astype(np.int32)
    mid, centre = count + at, (count + len(edges) + np.arange(len(quads), dtype=np.int32))[:, None]
    before = np.roll(mid, 1, axis=1)
    made = np.stack((quads, mid, np.broadcast_to(centre, quads.shape), before), axis=2).reshape(-1, 4).astype(np.int32)
    return Mixing(starts, columns.astype(np.int32), weights.astype(np.float32)), made


def _rules(
    quads: Ints, edges: Ints, edge_of: Ints, uses: NDArray[np.intp], count: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """The entries of the matrix as rows, columns and weights; entries of one place add up."""
    inner = (uses == 2)[:, None]
    rows, columns, weights = [], [], []

    def add(row: NDArray[np.generic], column: NDArray[np.generic], weight: NDArray[np.generic] | float) -> None:
        shape = np.broadcast_shapes(row.shape, column.shape)
        rows.append(np.broadcast_to(row, shape).ravel().astype(np.int64))
        columns.append(np.broadcast_to(column, shape).ravel().astype(np.int64))
        weights.append(np.broadcast_to(np.asarray(weight, np.float64), shape).ravel())

    edge_row = count + np.arange(len(edges))[:, None]
    face_row = count + len(edges) + np.arange(len(quads))[:, None]
    add(face_row, quads, 0.25)
    add(edge_row, edges, np.where(inner, 0.25, 0.5))
    of_inner = inner[edge_of, 0]
    for k in range(4):
        add((count + edge_of[:, k])[:, None], quads, np.where(of_inner[:, k], 1 / 16, 0.0)[:, None])
    _around_vertices(quads, edges, inner[:, 0], count, add)
    return np.concatenate(rows), np.concatenate(columns), np.concatenate(weights)


def _around_vertices(quads: Ints, edges: Ints, inner: NDArray[np.bool_], count: int, add: object) -> None:
    """Old vertices: (F + 2 R + (n - 3) P) / n inside, an eighth of both neighbours on a border."""
    assert callable(add)
    faces = np.bincount(quads.ravel(), minlength=count)
    degree = np.bincount(edges.ravel(), minlength=count)
    border = np.zeros(count, bool)
    border[edges[~inner].ravel()] = True
    n = np.maximum(degree, 1).astype(np.float64)
    every = np.arange(count)
    smooth = ~border & (degree > 2)
    add(every, every, np.where(smooth, (n - 3) / n + 1 / n, np.where(border, 0.75, 1.0)))
    for a, b in ((edges[:, 0], edges[:, 1]), (edges[:, 1], edges[:, 0])):
        add(a, b, np.where(smooth[a], 1 / n[a] ** 2, np.where(border[a] & ~inner, 0.125, 0.0)))
    share = np.where(smooth, 1 / (4 * n * np.maximum(faces, 1)), 0.0)
    for k in range(4):
        add(quads[:, k][:, None], quads, share[quads[:, k]][:, None])
