"""Glasses: rims, a bridge and temples that reach the ears, fitted to the eyes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from generator.faces.arrays import Floats
from generator.faces.hull import Hull
from generator.faces.mesh import FRAME, Mesh, grid, joined, tube


@dataclass(frozen=True, slots=True)
class Frames:
    """Half width and height of a glass, how square it is (2 an ellipse), thickness of the rim, how far below the eyes it hangs."""

    wide: float
    high: float
    square: float
    rim: float
    drop: float = 0.0


KINDS: Mapping[str, Frames] = {
    "round": Frames(0.225, 0.215, 2.0, 0.016),
    "square": Frames(0.245, 0.185, 4.5, 0.022),
    "thin": Frames(0.25, 0.17, 3.0, 0.009),
    "heavy": Frames(0.262, 0.195, 3.6, 0.028),
    "half": Frames(0.21, 0.11, 2.8, 0.012, 0.14),
}


def glasses(kind: str, eyes: Floats, hull: Hull, skin: Floats, neutral: Floats, behind: float = 0.25) -> tuple[list[Mesh], Mesh]:
    """The frame, and the glass in it. ``eyes``: centres of the left and right eyeball; ``behind``: the depth at which the temples end."""
    own = KINDS[kind]
    near = (abs(neutral[:, 0]) < 0.5) & (abs(neutral[:, 1] - 7.6) < 0.17) & (neutral[:, 2] > 0.9)
    front = float(skin[near, 2].max()) + 0.02
    turn = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    power = 2 / own.square
    x, y = (np.sign(f(turn)) * abs(f(turn)) ** power for f in (np.cos, np.sin))
    rims = []
    for eye in eyes:
        side = np.sign(eye[0])
        wide = min(own.wide, abs(float(eye[0])) - 0.03 - own.rim)
        across = eye[0] + side * 0.02 + (wide + (own.wide - wide) * (np.sign(x) == side)) * x
        rims.append(
            np.stack((across, eye[1] - 0.015 - own.drop + own.high * y, front - 0.16 * across**2 + 0.03 * own.drop * y), axis=1).astype(
                np.float32
            )
        )
    meshes = [tube(rim, own.rim, FRAME, closed=True) for rim in rims]
    inner = [float(r[np.argmin(abs(r[:, 0])), 0]) for r in rims]
    arch = np.linspace(inner[1], inner[0], 12)
    top = eyes[:, 1].mean() + 0.03 - own.drop + 0.04 * (1 - (np.linspace(-1, 1, 12)) ** 2)
    meshes.append(tube(np.stack((arch, top, np.full(12, front)), axis=1).astype(np.float32), own.rim * 1.1, FRAME))
    temples = [_temple(rim, float(eye[1]) + 0.05 - own.drop, front, own.rim, hull, behind) for rim, eye in zip(rims, eyes, strict=True)]
    return meshes + temples, joined([_glass(rim) for rim in rims])


def _glass(rim: Floats) -> Mesh:
    """What lies within a rim: a shallow dome, a ninth of a circle from side to side."""
    middle = rim.mean(axis=0)
    rows = []
    for far in np.linspace(1, 0, 9):
        ring = middle + (rim - middle) * np.float32(far)
        ring[:, 2] += 0.04 * (1 - far * far)
        rows.append(ring)
    return grid(np.array(rows, np.float32), FRAME, closed=True)


def _temple(rim: Floats, height: float, front: float, thick: float, hull: Hull, behind: float) -> Mesh:
    side = float(np.sign(rim[:, 0].mean()))
    hinge = rim[np.argmax(side * rim[:, 0])]
    depth = np.linspace(float(hinge[2]), behind, 16)
    t = np.linspace(0, 1, 16)
    y = height + (7.52 - height) * t
    reach = hull.radius(np.full(1, side * np.pi / 2, np.float32), np.full(1, 7.55, np.float32))[0] + np.float32(
        0.05 if behind < 0.5 else -0.03
    )
    x = side * np.minimum(reach + 0.02, abs(hinge[0]) + (reach - abs(hinge[0])) * np.minimum(1, t * 3))
    line = np.stack((np.full(16, 1.0) * x, y, depth), axis=1)
    return tube(line.astype(np.float32), thick * 0.8, FRAME)
