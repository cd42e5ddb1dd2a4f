"""Points and meshes that stay on a figure while it turns: a point cloud, a wire mesh, and the landmarks that a machine looks for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from generator.faces.compiled import Floats, Ints
from generator.faces.figure import Figure
from generator.faces.halftone import appeared, circles, diamonds
from generator.faces.heads import Heads
from generator.faces.noise import draws
from generator.faces.shot import Shot, View, posed, projected
from generator.faces.tone import Tones, sampled
from generator.values.geometry import LINE, MOVE, Outline

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


@dataclass(frozen=True, slots=True, eq=False)
class Net:
    """What of the head data a mesh is drawn with: edges as pairs of vertices on the face, and the vertices nearest to the landmarks."""

    edges: Ints
    marks: Ints


def net_of(heads: Heads) -> Net:
    """The edges of every coarse face of the skin."""
    own = heads.quads[heads.group == 0].reshape(-1, 4, 4)
    corners = own[:, :, 0]
    ends = np.stack((corners, np.roll(corners, -1, axis=1)), axis=2).reshape(-1, 2)
    ends = np.unique(np.sort(ends, axis=1), axis=0)
    rest = heads.neutral[ends]
    kept = (rest[..., 1].min(axis=1) > 6.2) & (np.linalg.norm(rest[:, 0] - rest[:, 1], axis=1) > 0.012)
    marks = [int(np.linalg.norm(np.where(heads.owner[:, None] == 0, heads.neutral, 1e3) - np.array(p), axis=1).argmin()) for p in LANDMARKS]
    return Net(ends[kept].astype(np.int32), np.array(marks, np.int32))


def _visible(shot: Shot, points: Floats, slack: float) -> Floats:
    """Which of the points (in pixels, with depth) nothing hides."""
    height, width = shot.depth.shape
    x, y = np.clip(points[:, 0].astype(int), 0, width - 1), np.clip(points[:, 1].astype(int), 0, height - 1)
    inside = (points[:, 0] >= 0) & (points[:, 0] < width) & (points[:, 1] >= 0) & (points[:, 1] < height)
    made: Floats = inside & (points[:, 2] < shot.depth[y, x] + slack)
    return made


def point_cloud(figure: Figure, shot: Shot, tones: Tones, view: View, count: int, seed: int, build: float = 1.0) -> Outline:
    """Small squares on the surface and on the hair, as large as it is light there."""
    mesh, strands = figure.mesh, figure.strands
    solid = (mesh.cut[mesh.quads].min(axis=1) >= 0) & (mesh.points[mesh.quads, 1].max(axis=1) > 5.0)
    quads = mesh.quads[solid]
    area = np.linalg.norm(np.cross(mesh.points[quads[:, 2]] - mesh.points[quads[:, 0]], mesh.points[quads[:, 3]] - mesh.points[quads[:, 1]]), axis=1)
    sums = np.cumsum(area.astype(np.float64))
    chosen = quads[np.searchsorted(sums, (np.arange(count) + 0.5) / count * sums[-1])]
    u, v = draws(count, seed, "u")[:, None], draws(count, seed, "v")[:, None]
    p = [shot.points[chosen[:, k]] for k in range(4)]
    places = (p[0] * (1 - u) + p[1] * u) * (1 - v) + (p[3] * (1 - u) + p[2] * u) * v
    if len(strands.points):
        hairs = strands.points.reshape(-1, 3)[strands.radius.ravel() > 0]
        some = hairs[:: max(1, len(hairs) * 3 // count)]
        places = np.concatenate((places, projected(posed(some, view), view, 1)))
    kept = places[_visible(shot, places, 0.05)]
    side = min(view.width, view.height)
    light = sampled(tones.value, kept[:, 0].copy(), kept[:, 1].copy())
    order = draws(len(kept), seed, "order")
    size = (0.0009 + 0.0034 * light**1.4) * np.where(order < build, appeared((kept[:, 1] / side).astype(np.float32), view.height / side, min(1.0, build * 1.3)), 0)
    shown = size > 0.0007
    return diamonds((kept[:, 0] / side)[shown], (kept[:, 1] / side)[shown], size[shown].astype(np.float32), 45.0)


def wire(net: Net, shot: Shot, view: View, build: float = 1.0) -> Outline:
    """The visible edges as lines to be stroked."""
    side = min(view.width, view.height)
    points = shot.points
    seen = _visible(shot, points, 0.03)
    ends = net.edges
    kept = seen[ends].all(axis=1)
    height = points[ends, 1].mean(axis=1) / view.height
    kept &= height < build * 1.02
    lines = points[ends[kept]][..., :2].astype(np.float64) / side
    return Outline(bytes((MOVE, LINE)) * len(lines), tuple(lines.ravel().tolist()))


def landmarks(net: Net, shot: Shot, view: View, size: float = 0.006) -> Outline:
    """A ring around each visible landmark."""
    side = min(view.width, view.height)
    places = shot.points[net.marks]
    kept = places[_visible(shot, places, 0.12)][:, :2] / side
    radius = np.full(len(kept), size, np.float32)
    return circles(kept[:, 0], kept[:, 1], radius)
