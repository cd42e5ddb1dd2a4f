"""Paths: what was seen of one person, as boxes over all frames of a plate, with the stretches in which they are there.

A gap of a few frames is bridged in a straight line; after a longer one they have left and come back. Who comes or goes while the plate runs
fades over a few frames inside of their own stretch, so that nothing is drawn where nobody was seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, TypeAlias

import numpy as np
import numpy.typing as npt

from generator.staging.sightings import Box

Floats: TypeAlias = npt.NDArray[np.float64]
Stretch: TypeAlias = tuple[Annotated[int, "first frame"], Annotated[int, "frame after the last"]]
FADE = 5


@dataclass(frozen=True, slots=True, eq=False)
class PathOf:
    """One person: ``boxes`` is ``(frames, 4)``, held where they are away; ``there`` from 0 to 1; ``stretches`` in order."""

    boxes: Floats
    there: Floats
    stretches: tuple[Stretch, ...]


def standing(box: Box, frames: int) -> PathOf:
    """Somebody who stays where they are all the time."""
    return PathOf(np.repeat(np.array([box], np.float64), frames, axis=0), np.ones(frames), ((0, frames),))


def path_of(seen: Mapping[int, Box], frames: int, bridge: int = 0, smooth: int = 0) -> PathOf:
    """From boxes by frame. Gaps of up to ``bridge`` frames are bridged; boxes are averaged over ``smooth`` frames, 0 for none."""
    known = np.array(sorted(seen), np.int64)
    if not known.size:
        return PathOf(np.zeros((frames, 4)), np.zeros(frames), ())
    given = np.array([seen[int(n)] for n in known], np.float64)
    times = np.arange(frames)
    boxes = np.stack([np.interp(times, known, given[:, i]) for i in range(4)], axis=1)
    stretches = tuple((max(0, a), min(frames, b)) for a, b in _runs(known, bridge) if b > 0 and a < frames)
    there = np.zeros(frames)
    for since, until in stretches:
        if smooth > 1:
            boxes[since:until] = _smoothed(boxes[since:until], smooth)
        there[since:until] = presence(until - since, since > 0, until < frames)
    return PathOf(boxes, there, stretches)


def hidden(path: PathOf, covered: Floats, most: float = 0.4) -> PathOf:
    """The same person, away in every frame in which more than ``most`` of them is covered."""
    known = np.flatnonzero((path.there > 0) & (covered <= most))
    if not (covered > most).any() or not known.size:
        return path if known.size else PathOf(path.boxes, np.zeros(len(path.there)), ())
    frames, there = len(path.there), np.zeros(len(path.there))
    stretches = tuple((a, b) for a, b in _runs(known, 0) if b - a > 2 * FADE or (a, b) in path.stretches)
    for since, until in stretches:
        there[since:until] = np.minimum(path.there[since:until], presence(until - since, since > 0, until < frames))
    return PathOf(path.boxes, there, stretches)


def overlap(one: Floats, other: Floats) -> tuple[Floats, Floats]:
    """Which share of boxes, ``(..., 4)``, others cover; and how far they reach into them, across or down, whichever is less: below 0 they
    are so far apart."""
    across, down = (
        np.minimum(one[..., i] + one[..., i + 2], other[..., i] + other[..., i + 2]) - np.maximum(one[..., i], other[..., i])
        for i in (0, 1)
    )
    share = np.clip(across, 0, None) * np.clip(down, 0, None) / np.maximum(one[..., 2] * one[..., 3], 1e-9)
    return share, np.minimum(across, down)


def _runs(known: npt.NDArray[np.int64], bridge: int) -> list[Stretch]:
    """Stretches of frames with no gap over ``bridge``."""
    breaks = np.flatnonzero(np.diff(known) > bridge + 1)
    begins, ends = [0, *(breaks + 1)], [*breaks, known.size - 1]
    return [(int(known[a]), int(known[b]) + 1) for a, b in zip(begins, ends, strict=True)]


def presence(frames: int, comes: bool, goes: bool, fade: int = FADE) -> Floats:
    """From 0 to 1 over a stretch: rising where somebody comes, falling where they go."""
    n = np.arange(frames)
    rising = np.minimum(1.0, (n + 1) / (fade + 1)) if comes else np.ones(frames)
    falling = np.minimum(1.0, (frames - n) / (fade + 1)) if goes else np.ones(frames)
    return np.minimum(rising, falling)


def _smoothed(boxes: Floats, over: int) -> Floats:
    """A running mean of so many frames, twice (a triangle), that keeps straight moves straight up to their ends."""
    half = min(over // 2, len(boxes) - 1)
    if half < 1:
        return boxes
    found = boxes
    for _ in range(2):
        before, after = 2 * found[0] - found[half:0:-1], 2 * found[-1] - found[-2 : -half - 2 : -1]
        padded = np.concatenate([before, found, after])
        sums = np.concatenate([np.zeros((1, 4)), np.cumsum(padded, axis=0)])
        found = (sums[2 * half + 1 :] - sums[: -2 * half - 1]) / (2 * half + 1)
    return found
