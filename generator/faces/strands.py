"""Strands: how many there are, where they are rooted and how they grow over the head."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from generator.faces.arrays import Floats, Ints
from generator.faces.hull import Hull, pushed
from generator.faces.noise import draws, noise3
from generator.values.compiled import kernel

ALONG = 20
"""Points of every strand."""


@dataclass(frozen=True, slots=True, eq=False)
class Strands:
    """``points`` (n, ALONG, 3), ``radius`` (n, ALONG), 0 where a strand has been cut off; ``colour`` (n, 3) linear light."""

    points: Floats
    radius: Floats
    colour: Floats

    @classmethod
    def none(cls) -> Strands:
        return cls(np.zeros((0, ALONG, 3), np.float32), np.zeros((0, ALONG), np.float32), np.zeros((0, 3), np.float32))

    def joined(self, *others: Strands) -> Strands:
        every = (self, *others)
        return Strands(*(np.concatenate([getattr(s, name) for s in every]) for name in ("points", "radius", "colour")))

    def at(self, places: Ints) -> Strands:
        """Some of them, by number."""
        return Strands(self.points[places], self.radius[places], self.colour[places])


@dataclass(frozen=True, slots=True, eq=False)
class Roots:
    """Where strands begin: places on the head, outward normals, and the same places on the neutral head."""

    place: Floats
    normal: Floats
    rest: Floats

    def __len__(self) -> int:
        return len(self.place)


@dataclass(frozen=True, slots=True)
class Growth:
    """How strands move on. ``comb``: 0 straight out to 1 along their flow; ``lift``: how far above the skin they settle; ``gravity``
    and ``stiff``: how it falls and how it resists; ``curl``, ``turns``: radius and number of their windings; ``frizz``: wandering."""

    comb: float = 0.85
    lift: float = 0.05
    gravity: float = 0.25
    stiff: float = 1.0
    curl: float = 0.0
    turns: float = 3.0
    frizz: float = 0.02
    clump: float = 0.35
    """How alike neighbours wind."""
    lock: float = 0.0
    """How much strands gather in locks."""
    part: float = 0.0
    """How far from the middle of the face hair that falls in front stays; 0 for anywhere."""


def planted(ground: Roots, quads: Ints, density: Callable[[Floats], Floats], count: int, name: tuple[int, str]) -> Roots:
    """``count`` roots on quads between the points of ``ground``, as dense as ``density`` of neutral places says."""
    points, normals, neutral = ground.place, ground.normal, ground.rest
    middle = neutral[quads].mean(axis=1)
    a, c = points[quads[:, 2]] - points[quads[:, 0]], points[quads[:, 3]] - points[quads[:, 1]]
    weight = density(middle) * np.linalg.norm(np.cross(a, c), axis=1)
    sums = np.cumsum(weight.astype(np.float64))
    if not len(sums) or sums[-1] <= 0:
        empty = np.zeros((0, 3), np.float32)
        return Roots(empty, empty, empty)
    chosen = quads[np.searchsorted(sums, (np.arange(count) + 0.5) / count * sums[-1])]
    u, v = draws(count, *name, "u")[:, None], draws(count, *name, "v")[:, None]

    def spread(values: Floats) -> Floats:
        p, q, r, s = (values[chosen[:, k]] for k in range(4))
        made: Floats = (p * (1 - u) + q * u) * (1 - v) + (s * (1 - u) + r * u) * v
        return made

    normal = spread(normals)
    return Roots(spread(points), normal / np.maximum(1e-6, np.linalg.norm(normal, axis=1, keepdims=True)), spread(neutral))


@dataclass(frozen=True, slots=True, eq=False)
class Combing:
    """For each root a direction and a length, or a place to go to (``aim``); ``parting``: from where hair falls to both sides."""

    flow: Floats
    length: Floats
    aim: Floats | None = None
    parting: float = 0.0


def grown(roots: Roots, combing: Combing, growth: Growth, hull: Hull, name: tuple[int, str]) -> Floats:
    """The points of strands. Where ``growth.lift`` is 0 they do not mind the head."""
    count = len(roots)
    flow, length, aim, parting = combing.flow, combing.length, combing.aim, combing.parting
    g = growth
    numbers = np.array((g.comb, g.lift, g.gravity, g.stiff, g.curl, g.turns, g.frizz, g.clump, g.part, parting), np.float32)
    loose = np.stack([draws(count, *name, k) for k in ("layer", "phase", "wander")], axis=1)
    made = np.zeros((count, ALONG, 3), np.float32)
    towards = np.zeros((0, 3), np.float32) if aim is None else aim.astype(np.float32)
    sprouts = _Sprouts(roots.place, roots.normal, flow.astype(np.float32), length.astype(np.float32), loose, towards)
    _grow(sprouts, numbers, hull.round, hull.column, made)
    return _clumped(made, growth.lock, parting) if growth.lock and count else made


def _clumped(points: Floats, lock: float, parting: float) -> Floats:
    """Every strand drawn towards the nearest of some on its side of the parting: hair falls in locks."""
    guides = np.ascontiguousarray(points[::45])
    near = _nearest(np.ascontiguousarray(points[:, 0]), np.ascontiguousarray(guides[:, 0]), parting)
    t = np.linspace(0, 1, ALONG, dtype=np.float32)[None, :, None] ** 0.6 * np.float32(lock)
    beside = points[:, :1] - guides[near][:, :1]
    made: Floats = points * (1 - t) + (guides[near] + beside * np.float32(0.35)) * t
    return made


@kernel
def _nearest(roots: Floats, guides: Floats, parting: float) -> Ints:
    """For each root the nearest guide on the same side of the parting."""
    made = np.zeros(len(roots), np.int32)
    for i in range(len(roots)):
        x, y, z = roots[i]
        best = np.float32(1e9)
        for k in range(len(guides)):
            a, b, c = x - guides[k, 0], y - guides[k, 1], z - guides[k, 2]
            away = a * a + b * b + c * c
            if away < best and (x > parting) == (guides[k, 0] > parting):
                best = away
                made[i] = k
    return made


class _Sprouts(NamedTuple):
    place: Floats
    normal: Floats
    flow: Floats
    length: Floats
    loose: Floats
    aim: Floats


@kernel
def _grow(sprouts: _Sprouts, numbers: Floats, sky: Floats, column: Floats, made: Floats) -> None:
    place, normal, flow, length, loose, aim = sprouts
    comb, lift, gravity, stiff = numbers[0], numbers[1], numbers[2], numbers[3]
    curl, turns, frizz, clump = numbers[4], numbers[5], numbers[6], numbers[7]
    open_, parting = numbers[8], numbers[9]
    along = made.shape[1]
    path = np.zeros((along, 3), np.float32)
    for s in range(place.shape[0]):
        x, y, z = place[s]
        fx, fy, fz = flow[s]
        side = 1.0 if x > parting else -1.0
        layer = lift * (0.15 + 0.85 * loose[s, 0])
        dx, dy, dz = normal[s, 0] * (1 - comb) + fx * comb, normal[s, 1] * (1 - comb) + fy * comb, normal[s, 2] * (1 - comb) + fz * comb
        step = length[s] / (along - 1)
        path[0] = place[s]
        for k in range(1, along):
            t = k / (along - 1)
            if aim.shape[0]:
                fx, fy, fz = aim[s, 0] - x, aim[s, 1] - y, aim[s, 2] - z
            gone = step * k
            pull = comb * 0.6 if aim.shape[0] else comb * 7 * min(step, 0.08) * math.exp(-gone / 0.42)
            size = math.sqrt(fx * fx + fy * fy + fz * fz) + 1e-6
            far = min(1.0, 8 * step)
            wander = (noise3(x * 3 + 50, y * 3, z * 3 + loose[s, 2] * 0.8) - 0.5) * frizz * 8 * far
            swing = (noise3(x * 3, y * 3 + 90, z * 3 + loose[s, 2] * 0.8) - 0.5) * frizz * 8 * far
            dx = dx * stiff + fx / size * pull + wander
            dy = dy * stiff + fy / size * pull - gravity * 14 * step + (loose[s, 2] - 0.5) * frizz * far
            dz = dz * stiff + fz / size * pull + swing
            size = math.sqrt(dx * dx + dy * dy + dz * dz) + 1e-6
            px, py, pz = x, y, z
            x, y, z = x + dx / size * step, y + dy / size * step, z + dz / size * step
            if open_ > 0 and z > 0.45 and y < 8.1:
                curtain = (open_ + 0.12 * (loose[s, 2] - 0.5)) * min(1.0, (8.1 - y) / 0.32) * min(1.0, (z - 0.45) * 3)
                x = side * max(side * x, curtain)
            if lift > 0:
                x, y, z = pushed(x, y, z, layer * min(1.0, 4 * t), sky, column)
            dx, dy, dz = x - px, y - py, z - pz
            size = math.sqrt(dx * dx + dy * dy + dz * dz) + 1e-6
            dx, dy, dz = dx / size, dy / size, dz / size
            path[k] = (x, y, z)
        cell = noise3(place[s, 0] * 5, place[s, 1] * 5, place[s, 2] * 5) * 4
        phase = 6.2832 * (cell * clump + loose[s, 1] * (1 - clump))
        for k in range(along):
            t = k / (along - 1)
            a = phase + 6.2832 * turns * t * (0.85 + 0.3 * loose[s, 2] * (1 - clump))
            grip = curl * min(1.0, 3 * t)
            ox, oz = math.cos(a) * grip, math.sin(a) * grip
            oy = math.sin(a + 1.3) * grip * 0.6
            made[s, k] = (path[k, 0] + ox, path[k, 1] + oy, path[k, 2] + oz)
