"""Planes -> outlines around where they are over a level (marching squares), in the unit box."""

from __future__ import annotations

import numpy as np

from generator.faces.arrays import Floats, Ints
from generator.values.compiled import kernel
from generator.values.geometry import CLOSE, LINE, MOVE, Outline


def contours(plane: Floats, level: float, unit: float, least: int = 8) -> Outline:
    """Closed lines around the cells of ``plane`` over ``level``; ``unit`` pixels are 1. Lines of fewer than ``least`` points are left out.

    Fill with the even-odd rule.
    """
    padded = np.full((plane.shape[0] + 2, plane.shape[1] + 2), np.float32(level - 1), np.float32)
    padded[1:-1, 1:-1] = plane
    points, following = _crossings(padded, level)
    verbs, coords = bytearray(), list[float]()
    for loop in _loops(following, least):
        places = (points[loop] - np.float32(0.5)) / unit
        verbs += bytes((MOVE,)) + bytes((LINE,)) * (len(loop) - 1) + bytes((CLOSE,))
        coords += places.astype(np.float64).ravel().tolist()
    return Outline(bytes(verbs), tuple(coords))


@kernel
def _crossings(plane: Floats, level: float) -> tuple[Floats, Ints]:
    """Where the level crosses the edges of the grid (two slots a pixel: to the right, and down), and which crossing follows which."""
    height, width = plane.shape
    points = np.zeros((height * width * 2, 2), np.float32)
    following = np.full(height * width * 2, -1, np.int32)
    for j in range(height):
        for i in range(width):
            here = plane[j, i]
            slot = (j * width + i) * 2
            if i + 1 < width and (here > level) != (plane[j, i + 1] > level):
                points[slot, 0], points[slot, 1] = i + (level - here) / (plane[j, i + 1] - here), j
            if j + 1 < height and (here > level) != (plane[j + 1, i] > level):
                points[slot + 1, 0], points[slot + 1, 1] = i, j + (level - here) / (plane[j + 1, i] - here)
    for j in range(height - 1):
        for i in range(width - 1):
            a, b, c, d = plane[j, i] > level, plane[j, i + 1] > level, plane[j + 1, i + 1] > level, plane[j + 1, i] > level
            top, left = (j * width + i) * 2, (j * width + i) * 2 + 1
            right, bottom = (j * width + i + 1) * 2 + 1, ((j + 1) * width + i) * 2
            # What is over the level lies on the right hand.
            if a and not d:
                following[left] = top if not b else (right if not c else bottom)
            if b and not a:
                following[top] = right if not c else (bottom if not d else left)
            if c and not b:
                following[right] = bottom if not d else (left if not a else top)
            if d and not c:
                following[bottom] = left if not a else (top if not b else right)
    return points, following


def _loops(following: Ints, least: int) -> list[Ints]:
    order, ends = _followed(following)
    starts = np.concatenate((np.zeros(1, np.int32), ends[:-1])) if len(ends) else ends
    return [order[a:b] for a, b in zip(starts, ends, strict=True) if b - a >= least]


@kernel
def _followed(following: Ints) -> tuple[Ints, Ints]:
    count = 0
    for i in range(following.shape[0]):
        count += following[i] >= 0
    order, ends = np.empty(count, np.int32), np.empty(count, np.int32)
    done, found = 0, 0
    left = following.copy()
    for i in range(following.shape[0]):
        at = i
        first = done
        while left[at] >= 0:
            order[done] = at
            done += 1
            after = left[at]
            left[at] = -1
            at = after
        if done > first:
            ends[found] = done
            found += 1
    return order[:done], ends[:found]
