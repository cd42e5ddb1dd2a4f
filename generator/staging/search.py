"""Search: the cheapest way of one label through its states over time, where it may change from state to state only in eased moves.

A shortest path over frames and states (Viterbi's algorithm with moves that take time): staying costs what a state costs in that frame, a
move what it passes on its way. Whatever stands already is never covered: that costs more than anything else together.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from generator.values.compiled import kernel

Floats: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.int64]

COVERED = 1e9
EVERY = 2
"""A move may begin in every so many frames."""


@kernel
def _covers(place: tuple[float, float, float, float], taken: Floats, t: int, gap: float) -> bool:
    """Whether a label there comes nearer than ``gap`` to anything that is taken in a frame; one without a width is nowhere."""
    x, y, w, h = place
    if w == 0.0:
        return False
    for k in range(taken.shape[0]):
        if taken[k, t, 2] > 0.0:
            apart = x >= taken[k, t, 0] + taken[k, t, 2] + gap or taken[k, t, 0] >= x + w + gap
            if not apart and y < taken[k, t, 1] + taken[k, t, 3] + gap and taken[k, t, 1] < y + h + gap:
                return True
    return False


@kernel
def cheapest(places: Floats, costs: Floats, moves: Ints, taken: Floats, begin: Floats, price: tuple[float, float]) -> Ints:
    """Which state a label is in, which it moves to, and frames since that move began: ``(frames, 3)``.

    ``places`` is ``(states, frames, 4)``, with no width for a state in which nothing is seen; ``costs`` ``(states, frames)``; ``moves``
    how many frames a move from state to state takes, 0 where there is none; ``taken`` ``(things, frames, 4)``; ``begin`` what each state
    costs first; ``price`` the gap to be kept, and what a move costs by itself.
    """
    gap, change = price
    states, frames = costs.shape
    total = np.full((states, frames), np.inf)
    before = np.full((states, frames, 2), -1, np.int64)
    here = np.empty((states, frames))
    for s in range(states):
        for t in range(frames):
            place = (places[s, t, 0], places[s, t, 1], places[s, t, 2], places[s, t, 3])
            here[s, t] = costs[s, t] + (COVERED if _covers(place, taken, t, gap) else 0.0)
        total[s, 0] = begin[s] + here[s, 0]
    for t in range(frames - 1):
        for s in range(states):
            if total[s, t] + here[s, t + 1] < total[s, t + 1]:
                total[s, t + 1] = total[s, t] + here[s, t + 1]
                before[s, t + 1, 0], before[s, t + 1, 1] = s, t
            if t % EVERY:
                continue
            for to in range(states):
                length = moves[s, to]
                if to == s or length == 0 or t + length >= frames:
                    continue
                cost = total[s, t] + change
                for j in range(1, length + 1):
                    cost += 0.5 * (costs[s, t + j] + costs[to, t + j])
                    if _covers(between(places[s, t + j], places[to, t + j], j / length), taken, t + j, gap):
                        cost += COVERED
                        break
                if cost < total[to, t + length] and cost < COVERED + total[s, t]:
                    total[to, t + length] = cost
                    before[to, t + length, 0], before[to, t + length, 1] = s, t
    return _followed(total, before)


@kernel
def between(one: Floats, other: Floats, share: float) -> tuple[float, float, float, float]:
    """Where a moving label is, as wide as the wider of both; one that comes or goes stays in its place."""
    if one[2] == 0.0:
        return other[0], other[1], other[2], other[3]
    if other[2] == 0.0:
        return one[0], one[1], one[2], one[3]
    u = share * share * (3.0 - 2.0 * share)
    w, h = max(one[2], other[2]), max(one[3], other[3])
    return one[0] + (other[0] - one[0]) * u, one[1] + (other[1] - one[1]) * u, w, h


@kernel
def _followed(total: Floats, before: Ints) -> Ints:
    states, frames = total.shape
    found = np.zeros((frames, 3), np.int64)
    s, t = 0, frames - 1
    for other in range(states):
        if total[other, t] < total[s, t]:
            s = other
    found[t, 0], found[t, 1] = s, s
    while t > 0:
        earlier, since = before[s, t, 0], before[s, t, 1]
        for n in range(since, t):
            found[n, 0], found[n, 1], found[n, 2] = earlier, s if earlier != s else earlier, n - since
        s, t = earlier, since
    return found
