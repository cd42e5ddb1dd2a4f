"""The state's robot: a plate where a face would be. One design, and a number for each of its makes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from generator.faces.arrays import Floats, Ints
from generator.faces.figure import Figure, assembled
from generator.faces.mesh import CLOTH, JOINT, PLATE, SCREEN, Mesh, grid, joined
from generator.faces.net import lattice
from generator.faces.paints import Paints
from generator.faces.strands import Strands
from generator.values.seeds import Dice

EYES = ("bar", "lens", "row", "column")
GRID = 260
"""Rows and columns of the plate."""
MIDDLE = np.array((0.0, 7.5, 0.45), np.float32)


@dataclass(frozen=True, slots=True)
class Robot:
    """``wide``, ``long``, ``chin``: the plate; ``eye``: what looks out of it; ``gap``: the seam between plate and skull; ``dark``
    0 white to 1 graphite. All but ``eye`` from 0 to 1."""

    seed: int
    wide: float
    long: float
    chin: float
    eye: str
    eye_size: float
    gap: float
    dark: float


def robot_of(seed: int) -> Robot:
    """Robot number ``seed``."""
    dice = Dice(seed, "robot")
    wide, long, chin, size, gap = (dice.random() for _ in range(5))
    return Robot(seed, wide, long, chin, dice.choice(EYES), size, gap, 1.0 if dice.random() < 0.3 else 0.1 * dice.random())


def robot_figure(robot: Robot) -> Figure:
    """Plate, skull, neck and shoulders."""
    meshes = [_plate(robot), _skull(robot), *_neck(), _shoulders(), *_ears(robot)]
    eyes = np.array(((0.29, 7.5, 1.2), (-0.29, 7.5, 1.2)), np.float32)
    return assembled(joined(meshes), Strands.none(), eyes, _paints(robot), (lattice(GRID, GRID, 13, 0), _marks()))


def _marks() -> Ints:
    """The plate's corners and the middle of what looks out of it."""
    at = [(j, i) for j in (8, 96, 130, 190, 250) for i in (12, 70, 130, 190, 248)]
    return np.array([j * GRID + i for j, i in at], np.int32)


def _form(robot: Robot, azimuth: Floats, elevation: Floats, lift: Floats | float) -> Floats:
    """An egg, narrower towards the chin, as far as a direction from its middle goes; flattened in front."""
    wide, high, deep = 0.7 + 0.1 * robot.wide, 1.08 + 0.1 * robot.long, 0.92
    cos = np.cos(elevation)
    dx, dy, dz = cos * np.sin(azimuth), np.sin(elevation), cos * np.cos(azimuth)
    narrow = 1 - (0.2 + 0.25 * robot.chin) * np.clip(-dy, 0, 1) ** 1.5
    power = 2.35
    r = (abs(dx / (wide * narrow)) ** power + abs(dy / high) ** power + abs(dz / deep) ** power) ** (-1 / power) + lift
    made: Floats = (np.stack((dx * r, dy * r, dz * r), axis=-1) + MIDDLE).astype(np.float32)
    return made


def _plate(robot: Robot) -> Mesh:
    """The front, with what looks out of it sunk in."""
    azimuth, elevation = np.meshgrid(np.linspace(-1.16, 1.16, GRID), np.linspace(1.02, -1.3, GRID))
    round_ = (azimuth / 1.16) ** 6 + ((elevation + 0.14) / 1.16) ** 6
    hole = _eye(robot, np.sin(azimuth) * np.cos(elevation), np.sin(elevation))
    lift = 0.05 - 0.05 * np.clip(round_ - 0.72, 0, 1) * 2 - 0.05 * np.clip(-hole / 0.02, 0, 1)
    mesh = grid(_form(robot, azimuth, elevation, lift), PLATE)
    inside = (hole.reshape(-1)[mesh.quads] < -0.012).all(axis=1)
    mesh.material[inside] = SCREEN
    seam = abs(elevation.reshape(-1)[mesh.quads].mean(axis=1) + 0.62 + 0.25 * (azimuth.reshape(-1)[mesh.quads].mean(axis=1)) ** 2) < 0.008
    mesh.material[seam] = JOINT
    return mesh


def _eye(robot: Robot, x: Floats, y: Floats) -> Floats:
    """Distance to the edge of the eye, under 0 inside; x and y are directions."""
    size = 0.7 + 0.6 * robot.eye_size
    if robot.eye == "bar":
        made = np.hypot(np.maximum(0, abs(x) - 0.5 * size), y - 0.06) - 0.055 * size
    elif robot.eye == "lens":
        made = np.hypot(x, y - 0.08) - 0.2 * size
    elif robot.eye == "row":
        made = np.min([np.hypot(x - place * 0.17 * size, y - 0.06) for place in (-2, -1, 0, 1, 2)], axis=0) - 0.045 * size
    else:
        made = np.hypot(x, np.maximum(0, abs(y + 0.02) - 0.42 * size)) - 0.05 * size
    return np.asarray(made, np.float32)


def _skull(robot: Robot) -> Mesh:
    azimuth, elevation = np.meshgrid(np.linspace(-np.pi, np.pi, 160, endpoint=False), np.linspace(np.pi / 2, -np.pi / 2, 100))
    front = (abs(azimuth) < 1.2 + 0.08 * robot.gap) & (elevation < 1.06 + 0.08 * robot.gap) & (elevation > -1.38)
    return grid(_form(robot, azimuth, elevation, np.where(front, -0.05, 0.0)), JOINT, closed=True)


def _neck() -> list[Mesh]:
    around = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    rows = []
    for k, y in enumerate(np.linspace(6.75, 5.7, 64)):
        r = 0.36 + 0.035 * abs(np.sin(k * 0.55)) + 0.12 * max(0.0, (6.05 - y) / 0.35) ** 2
        rows.append(np.stack((r * np.sin(around), np.full_like(around, y), 0.28 + r * np.cos(around)), axis=1))
    return [grid(np.array(rows, np.float32), JOINT, closed=True)]


def _shoulders() -> Mesh:
    """A uniform without a rank: a standing collar on round shoulders."""
    around = np.linspace(0, 2 * np.pi, 128, endpoint=False)
    profile = (
        (6.22, 0.5, 0.5), (6.24, 0.54, 0.54), (6.1, 0.56, 0.56), (5.98, 0.62, 0.6), (5.9, 0.85, 0.64), (5.8, 1.2, 0.7), (5.68, 1.55, 0.76),
        (5.52, 1.75, 0.82), (5.3, 1.86, 0.87), (5.0, 1.9, 0.9), (4.5, 1.92, 0.92), (3.4, 1.94, 0.94),
    )  # fmt: skip
    rows = [np.stack((x * np.sin(around), np.full_like(around, y), 0.25 + z * np.cos(around)), axis=1) for y, x, z in profile]
    dense = np.array(rows, np.float32)
    t = np.linspace(0, len(rows) - 1, 60)
    i = np.minimum(t.astype(int), len(rows) - 2)
    return grid((dense[i] + (dense[i + 1] - dense[i]) * (t - i)[:, None, None]).astype(np.float32), CLOTH, closed=True)


def _ears(robot: Robot) -> list[Mesh]:
    """A disc where an ear would be."""
    made = []
    at = 0.7 + 0.1 * robot.wide
    turn = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    for side in (-1.0, 1.0):
        rows = []
        for r, out in ((0.24, -0.06), (0.24, 0.05), (0.22, 0.075), (0.13, 0.075), (0.12, 0.05), (0.0, 0.05)):
            rows.append(np.stack((np.full_like(turn, side * (at + out)), 7.48 + r * np.sin(turn), 0.3 + r * np.cos(turn)), axis=1))
        made.append(grid(np.array(rows, np.float32), PLATE, closed=True))
    return made


def _paints(robot: Robot) -> Paints:
    white = np.array((0.52, 0.52, 0.51)) * (1 - robot.dark) + np.array((0.035, 0.037, 0.04)) * robot.dark
    cloth = np.array((0.05, 0.06, 0.08))
    none = np.zeros(3)
    rows = (none, none, none, cloth, cloth, cloth, none, white, (0.03, 0.03, 0.033), (0.003, 0.003, 0.004))
    shine = np.array((0, 0, 0, 0.03, 0.03, 0.03, 0, 0.35, 0.25, 1.2), np.float32)
    gloss = np.array((9, 9, 9, 6, 6, 6, 9, 45, 25, 160), np.float32)
    dark = np.zeros(3, np.float32)
    return Paints(np.array(rows, np.float32), dark, dark, 0.0, 0.0, 0.0, 0.0, shine, gloss, np.zeros(10, np.float32))
