"""Points and meshes that stay on a figure while it turns: a point cloud, a wire mesh, and its landmarks, in the unit box."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from generator.faces.arrays import Floats, Ints
from generator.faces.figure import Figure
from generator.faces.halftone import appeared, circles, diamonds
from generator.faces.noise import draws
from generator.faces.shot import Shot, View, posed, projected
from generator.faces.tone import Tones, sampled
from generator.values.geometry import LINE, MOVE, Outline


def _visible(shot: Shot, points: Floats, slack: float) -> Floats:
    """Which of the points (in pixels, with depth) nothing hides."""
    height, width = shot.depth.shape
    x, y = np.clip(points[:, 0].astype(int), 0, width - 1), np.clip(points[:, 1].astype(int), 0, height - 1)
    inside = (points[:, 0] >= 0) & (points[:, 0] < width) & (points[:, 1] >= 0) & (points[:, 1] < height)
    made: Floats = inside & (points[:, 2] < shot.depth[y, x] + slack)
    return made


@lru_cache(maxsize=4)
def _scattered(figure: Figure, count: int) -> tuple[Ints, Floats, Floats]:
    """``count`` quads of a figure, larger ones more often, and a place in each: the points stay where they are while it turns."""
    mesh = figure.mesh
    solid = (mesh.cut[mesh.quads].min(axis=1) >= 0) & (mesh.points[mesh.quads, 1].max(axis=1) > 5.0)
    quads = mesh.quads[solid]
    one, other = mesh.points[quads[:, 2]] - mesh.points[quads[:, 0]], mesh.points[quads[:, 3]] - mesh.points[quads[:, 1]]
    sums = np.cumsum(np.linalg.norm(np.cross(one, other), axis=1).astype(np.float64))
    chosen = quads[np.searchsorted(sums, (np.arange(count) + 0.5) / count * sums[-1])]
    return chosen, draws(count, 0, "cloud", "u")[:, None], draws(count, 0, "cloud", "v")[:, None]


def point_cloud(figure: Figure, shot: Shot, tones: Tones, view: View, count: int, build: float = 1.0) -> Outline:
    """Small squares on the surface and on the hair, as large as it is light there, and the larger the fewer they are."""
    strands = figure.strands
    chosen, u, v = _scattered(figure, count)
    p = [shot.points[chosen[:, k]] for k in range(4)]
    places = (p[0] * (1 - u) + p[1] * u) * (1 - v) + (p[3] * (1 - u) + p[2] * u) * v
    if len(strands.points):
        hairs = strands.points.reshape(-1, 3)[strands.radius.ravel() > 0]
        some = hairs[:: max(1, len(hairs) * 7 // count)]
        places = np.concatenate((places, projected(posed(some, view), view, 1)))
    kept = places[_visible(shot, places, 0.05)]
    side = min(view.width, view.height)
    light = sampled(tones.value, kept[:, 0].copy(), kept[:, 1].copy())
    order = draws(len(kept), 0, "cloud", "order")
    size = (
        (0.0011 + 0.003 * light**1.3)
        * math.sqrt(42000 / count)
        * np.where(order < build, appeared((kept[:, 1] / side).astype(np.float32), view.height / side, min(1.0, build * 1.3)), 0)
    )
    shown = size > 0.0007 * math.sqrt(42000 / count)
    return diamonds((kept[:, 0] / side)[shown], (kept[:, 1] / side)[shown], size[shown].astype(np.float32), 45.0)


def wire(figure: Figure, shot: Shot, view: View, build: float = 1.0) -> Outline:
    """The visible edges as lines to be stroked."""
    side = min(view.width, view.height)
    points = shot.points
    seen = _visible(shot, points, 0.03)
    ends = figure.edges
    kept = seen[ends].all(axis=1)
    height = points[ends, 1].mean(axis=1) / view.height
    kept &= height < build * 1.02
    lines = points[ends[kept]][..., :2].astype(np.float64) / side
    return Outline(bytes((MOVE, LINE)) * len(lines), tuple(lines.ravel().tolist()))


def landmarks(figure: Figure, shot: Shot, view: View, size: float = 0.008) -> Outline:
    """A ring around each visible landmark."""
    side = min(view.width, view.height)
    places = shot.points[figure.marks]
    kept = places[_visible(shot, places, 0.12)][:, :2] / side
    radius = np.full(len(kept), size, np.float32)
    return circles(kept[:, 0], kept[:, 1], radius)
