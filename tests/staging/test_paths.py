"""One person's path: gaps, comings and goings, smoothing; and the values over time that it becomes."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from generator.motion.track import Track, at, span
from generator.staging.moves import counted, over_time
from generator.staging.paths import FADE, path_of, presence, standing
from generator.staging.sightings import Box


def walked(*frames: int) -> dict[int, Box]:
    return {n: (0.01 * n, 0.5, 0.1, 0.2) for n in frames}


def test_a_short_gap_is_bridged_in_a_straight_line() -> None:
    path = path_of(walked(*range(10), *range(14, 30)), 30, bridge=4)
    assert path.stretches == ((0, 30),)
    np.testing.assert_allclose(path.boxes[:, 0], 0.01 * np.arange(30))
    assert (path.there == 1).all()


def test_after_a_longer_gap_they_left_and_came_back() -> None:
    path = path_of(walked(*range(10), *range(14, 30)), 30, bridge=3)
    assert path.stretches == ((0, 10), (14, 30))
    assert not path.there[10:14].any()
    assert path.there[0] == path.there[29] == 1, "who is there from the first frame to the last does not fade"
    assert 0 < path.there[9] < path.there[8] < path.there[4] == 1
    assert 0 < path.there[14] < path.there[15] < path.there[20] == 1


def test_what_lies_outside_of_the_plate_is_left_away() -> None:
    assert path_of(walked(*range(-20, 5), *range(40, 60)), 30).stretches == ((0, 5),)
    nobody = path_of({}, 30)
    assert not nobody.stretches
    assert not nobody.there.any()


def test_a_single_frame_is_a_stretch() -> None:
    path = path_of(walked(12), 30, smooth=9)
    assert path.stretches == ((12, 13),)
    assert path.there[12] > 0


def test_smoothing_is_only_where_it_is_asked_for_and_keeps_straight_moves() -> None:
    shaken = {n: (0.01 * n + 0.004 * (-1) ** n, 0.5, 0.1, 0.2) for n in range(60)}
    still, smooth = path_of(shaken, 60).boxes[:, 0], path_of(shaken, 60, smooth=9).boxes[:, 0]
    assert [box[0] for box in shaken.values()] == pytest.approx(list(still))
    assert np.abs(np.diff(smooth, 2))[5:-5].max() < 0.1 * np.abs(np.diff(still, 2)).max()
    np.testing.assert_allclose(path_of(walked(*range(60)), 60, smooth=9).boxes[:, 0], 0.01 * np.arange(60), atol=1e-12)


def test_presence_fades_inside_of_a_stretch() -> None:
    assert presence(40, comes=False, goes=False).min() == 1
    both = presence(40, comes=True, goes=True)
    assert (np.diff(both[: FADE + 1]) > 0).all()
    assert both.max() == 1
    assert 0 < presence(2, comes=True, goes=True).max() < 1


def test_somebody_who_stands_is_no_track() -> None:
    path = standing((1, 2, 3, 4), 20)
    assert over_time(path.boxes[:, 0].tolist(), Fraction(24)) == 1.0


@pytest.mark.parametrize("rate", [Fraction(24), Fraction(25), Fraction(24000, 1001), Fraction(60)])
def test_values_are_exact_on_frames_and_straight_between(rate: Fraction) -> None:
    values = [0.0, 1.0, 1.0, 1.0, 4.0]
    moving = over_time(values, rate)
    for n, value in enumerate(values):
        assert at(moving, float(n / rate)) == value
    assert at(moving, float(Fraction(7, 2) / rate)) == pytest.approx(2.5)
    assert at(moving, -1.0) == 0.0
    assert at(moving, 99.0) == 4.0
    assert isinstance(moving, Track)
    since, until = span(moving, float(2 / rate))
    assert since <= float(2 / rate) < until
    assert {at(moving, since), at(moving, (since + until) / 2)} == {1.0}


def test_counts_step() -> None:
    moving = counted([1, 1, 3], Fraction(24))
    assert [at(moving, n / 24) for n in (0, 1, 1.5, 2, 9)] == [1, 1, 1, 3, 3]
    assert counted([2, 2], Fraction(24)) == 2
