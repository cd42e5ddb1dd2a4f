"""Docks of a panel: it keeps clear of who walks, changes seldom and never while it must not, and is gone while it changes."""

from __future__ import annotations

import numpy as np
import pytest

from generator.staging.docks import Rules, covered, docked
from generator.staging.paths import Floats, PathOf, hidden, path_of, standing
from generator.staging.sightings import Box

RIGHT: Box = (1296, 100, 576, 600)
LEFT: Box = (48, 100, 576, 600)
DOCKS = ((RIGHT,), (LEFT,))


def walking(since: float, until: float, frames: int = 240) -> PathOf:
    """Somebody who crosses the picture."""
    return path_of({n: (since + (until - since) * n / (frames - 1), 150, 300, 500) for n in range(frames)}, frames)


def overlap(path: PathOf, which: Floats) -> Floats:
    return np.max([covered(path, np.array([box])) * (which == i) for i, (box,) in enumerate(DOCKS)], axis=0)


def test_a_panel_stays_on_its_own_dock_while_nobody_comes() -> None:
    found = docked(DOCKS, walking(700, 900))
    assert not found.which.any()
    assert (found.seen == 1).all()


@pytest.mark.parametrize(("since", "until", "ends"), [(100, 1500, 1), (1500, 100, 0)])
def test_who_crosses_the_picture_is_never_covered(since: float, until: float, ends: int) -> None:
    path = walking(since, until)
    found = docked(DOCKS, path)
    assert list(np.unique(found.which)) == [0, 1]
    assert found.which[-1] == ends
    assert np.count_nonzero(np.diff(found.which)) == 1, "it changes once"
    assert not overlap(path, found.which).any()
    turn = int(np.flatnonzero(np.diff(found.which))[0]) + 1
    assert not found.seen[[turn - 1, turn]].any(), "nobody sees it jump"
    assert np.abs(np.diff(found.seen)).max() == pytest.approx(1 / Rules().go)
    assert found.seen[turn - Rules().go - 1] == found.seen[turn + Rules().come] == 1


def test_calm_frames_and_those_before_it_is_seen_change_nothing() -> None:
    path = walking(100, 1500)
    free = int(np.flatnonzero(np.diff(docked(DOCKS, path).which))[0])
    found = docked(DOCKS, path, calm=[(free - 20, free + 60)])
    assert not free - 20 <= int(np.flatnonzero(np.diff(found.which))[0]) < free + 60
    assert docked(DOCKS, walking(1500, 300), since=120).which.max() == 0, "who was there before it came does not matter"


def test_a_glance_is_no_reason() -> None:
    box = {n: (1200.0 if 100 <= n < 104 else 700.0, 150.0, 300.0, 500.0) for n in range(240)}
    assert not docked(DOCKS, path_of(box, 240)).which.any()


def test_a_picture_with_one_dock_or_none_stays() -> None:
    assert (docked([[RIGHT]], walking(100, 1500)).seen == 1).all()
    assert not docked([[]], walking(100, 1500)).which.any()


def test_somebody_behind_a_wall_is_away() -> None:
    path = walking(0, 1600)
    found = hidden(path, covered(path, np.array([RIGHT])))
    ((since, until),) = found.stretches
    assert since == 0
    assert 0 < found.there[until - 1] < found.there[until - 6] == 1
    assert not found.there[until:].any()
    inside = standing((1300, 200, 100, 100), 4)
    assert not hidden(inside, covered(inside, np.array([RIGHT]))).stretches
    assert hidden(path, np.zeros(240)) is path
