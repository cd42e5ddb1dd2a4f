"""Docks: on which of a few places a panel stands over a whole plate, so that it keeps clear of somebody who walks.

    docked(docks, keep, since, calm, rules) -> Docked

A panel never slides over anybody: it goes, and comes on another dock. All frames are known beforehand, so it goes before it must, and only
for a gain that lasts (``Rules.change`` is the hysteresis). Nothing changes in calm stretches. The same boxes always give the same docks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from generator.staging.paths import Floats, PathOf, Stretch, overlap
from generator.staging.sightings import Box

_LATER = 0.02
"""What a dock costs a frame more than the one before it: the first is the panel's own."""


@dataclass(frozen=True, slots=True)
class Rules:
    """``gap``: what a panel keeps from whom it is about. ``go`` and ``come``: frames that it takes for each. ``change``: frames of a
    person wholly covered that a change must save."""

    gap: float = 4.0
    go: int = 5
    come: int = 8
    change: float = 6.0


@dataclass(frozen=True, slots=True, eq=False)
class Docked:
    """Which dock in each frame, and how much of the panel is seen, from 0 to 1; around a change it is 0 in two frames."""

    which: npt.NDArray[np.int64]
    seen: Floats


def docked(
    docks: Sequence[Sequence[Box]], keep: PathOf, since: int = 0, calm: Sequence[Stretch] = (), rules: Rules | None = None
) -> Docked:
    """Choose docks, each the boxes that a panel's parts take there. What stands before ``since`` does not matter: nothing is seen yet."""
    rules = rules or Rules()
    frames = len(keep.there)
    costs = np.stack(
        [_LATER * i + sum((covered(keep, np.array([box]), rules.gap) for box in boxes), np.zeros(frames)) for i, boxes in enumerate(docks)]
    )
    costs[:, :since] = 0.0
    free = np.ones(frames, bool)
    for begin, end in ((0, since + 1), *calm):
        free[max(0, begin) : max(0, end)] = False
    which = _cheapest(costs, free, rules.change)
    return Docked(which, _seen(which, rules))


def covered(path: PathOf, boxes: Floats, gap: float = 0.0) -> Floats:
    """Which share of somebody ``boxes``, ``(frames or 1, 4)``, cover in each frame; a fifth at least where a gap is not kept."""
    share, reach = overlap(path.boxes, boxes)
    near = (reach > -gap) & (boxes[:, 2] > 0)
    return np.asarray(near * np.clip(share, 0.2 if gap else 0.0, 1.0) * (path.there > 0))


def _cheapest(costs: Floats, free: npt.NDArray[np.bool_], change: float) -> npt.NDArray[np.int64]:
    """The dock of each frame: least cost in all, where every change has its price and needs a free frame."""
    docks, frames = costs.shape
    total, before = costs[:, 0].copy(), np.zeros((frames, docks), np.int64)
    for t in range(1, frames):
        before[t] = np.arange(docks)
        if free[t]:
            best = int(np.argmin(total))
            turned = total > total[best] + change
            before[t, turned] = best
            total = np.where(turned, total[best] + change, total)
        total = total + costs[:, t]
    which = np.zeros(frames, np.int64)
    which[-1] = int(np.argmin(total))
    for t in range(frames - 1, 0, -1):
        which[t - 1] = before[t, which[t]]
    return which


def _seen(which: npt.NDArray[np.int64], rules: Rules) -> Floats:
    n, seen = np.arange(len(which)), np.ones(len(which))
    for turn in np.flatnonzero(np.diff(which)) + 1:
        away = np.where(n < turn, (turn - 1 - n) / rules.go, (n - turn) / rules.come)
        seen = np.minimum(seen, away)
    return np.clip(seen, 0.0, 1.0)
