"""Diffuse and specular light on a height map, by the formulas of the specification."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from generator.paint.filters.job import Job, still
from generator.paint.filters.pieces import Piece, shared
from generator.scene.effects import Lamp, Lighting
from generator.values.compiled import inlined, kernel
from generator.values.geometry import Affine
from generator.values.picture import Plane

_KINDS = {"distant": 0, "point": 1, "spot": 2}


def lighting(step: Lighting, job: Job) -> Piece:
    """The input's alpha is the height, ``surface_scale`` pixels at 1. Diffuse light is opaque, specular light as opaque as it is bright."""
    x0, y0, x1, y1 = job.box
    region = shared((x0 - 1, y0 - 1, x1 + 1, y1 + 1), job.stage.canvas)
    height = np.ascontiguousarray(job.inputs[0].spread(region)[..., 3])
    colour = np.array(job.premultiplied(replace(still(step.colour), a=1.0)))
    out = np.empty((*height.shape, 4), np.float32)
    ctm = job.stage.ctm
    lamp = _placed(still(step.lamp), Affine(ctm.a, 0.0, 0.0, ctm.d, ctm.e - region[0], ctm.f - region[1]))
    surface = (float(still(step.surface_scale)), float(still(step.constant)), float(still(step.exponent)))
    _light(height, _KINDS[still(step.lamp).kind], lamp, (colour, surface, step.kind == "specular"), out)
    return job.made(out, region)


def _placed(lamp: Lamp, space: Affine) -> NDArray[np.float64]:
    """A lamp's numbers in pixels: a direction; a place; or a place, a direction, an exponent and its cone's cosine (-1: no cone)."""
    v = lamp.values
    if lamp.kind == "distant":
        azimuth, elevation = math.radians(v[0]), math.radians(v[1])
        return np.array([math.cos(azimuth) * math.cos(elevation), math.sin(azimuth) * math.cos(elevation), math.sin(elevation)])
    here = (*space.apply(v[0], v[1]), v[2] * _mean(space))
    if lamp.kind == "point":
        return np.array(here)
    there = (*space.apply(v[3], v[4]), v[5] * _mean(space))
    way = np.subtract(there, here)
    cone = -1.0 if math.isnan(v[7]) else math.cos(math.radians(min(180.0, abs(v[7]))))
    return np.array([*here, *(way / max(1e-12, float(np.hypot(np.hypot(way[0], way[1]), way[2])))), v[6], cone])


def _mean(space: Affine) -> float:
    return math.hypot(space.a, space.d) / math.sqrt(2)


@inlined
def _slope(height: NDArray[np.float32], i: int, j: int, along_x: bool) -> float:
    """How the height changes along an axis: Sobel's differences, of those neighbours that there are (the specification's nine cases)."""
    rows, columns = height.shape
    at, across, length, breadth = (i, j, columns, rows) if along_x else (j, i, rows, columns)
    low, high = max(0, at - 1), min(length - 1, at + 1)
    if low == high:
        return 0.0
    total = weights = 0.0
    for k in range(max(0, across - 1), min(breadth, across + 2)):
        w = 2.0 if k == across else 1.0
        a, b = (height[k, low], height[k, high]) if along_x else (height[low, k], height[high, k])
        total += w * (b - a)
        weights += w
    return total / weights * (2.0 if high - low == 1 else 1.0)


@kernel
def _light(
    height: NDArray[np.float32],
    kind: int,
    lamp: NDArray[np.float64],
    how: tuple[NDArray[np.float64], tuple[float, float, float], bool],
    out: Plane,
) -> None:
    colour, (scale, constant, exponent), specular = how
    for j in range(height.shape[0]):
        for i in range(height.shape[1]):
            nx, ny = -scale * _slope(height, i, j, True), -scale * _slope(height, i, j, False)
            norm = math.sqrt(nx * nx + ny * ny + 1.0)
            lx, ly, lz = lamp[0], lamp[1], lamp[2]
            if kind > 0:
                lx, ly, lz = lx - i, ly - j, lz - scale * height[j, i]
                far = max(1e-12, math.sqrt(lx * lx + ly * ly + lz * lz))
                lx, ly, lz = lx / far, ly / far, lz / far
            power = constant
            if kind == 2:
                facing = -(lx * lamp[3] + ly * lamp[4] + lz * lamp[5])
                power *= facing ** lamp[6] if facing > 0.0 and facing >= lamp[7] else 0.0
            if specular:
                hz = lz + 1.0
                half = max(1e-12, math.sqrt(lx * lx + ly * ly + hz * hz))
                power *= max(0.0, (nx * lx + ny * ly + hz) / (norm * half)) ** exponent
            else:
                power *= max(0.0, (nx * lx + ny * ly + lz) / norm)
            most = 0.0
            for c in range(3):
                v = min(max(1.0, colour[c]), power * colour[c])
                out[j, i, c] = v
                most = max(most, v)
            out[j, i, 3] = min(1.0, most) if specular else 1.0
