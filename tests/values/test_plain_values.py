"""Rates, frame ranges, seeds and geometry."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.problems import BriefError
from generator.values.frames import MOST, FrameRange, runs, spell
from generator.values.geometry import IDENTITY, Affine, Outline, Rect, around
from generator.values.path_data import parse_path
from generator.values.rate import Rate
from generator.values.seeds import Dice, fork

few = settings(derandomize=True, max_examples=50, deadline=None)


@pytest.mark.parametrize(
    ("text", "fraction"),
    [
        ("24", Fraction(24)),
        (25, Fraction(25)),
        ("24000/1001", Fraction(24000, 1001)),
        (23.976, Fraction(24000, 1001)),
        ("12.5", Fraction(25, 2)),
    ],
)
def test_rates(text: str | float, fraction: Fraction) -> None:
    assert Rate.parse(text).fraction == fraction


@pytest.mark.parametrize("text", ["", "0", "241", "24/0", "-24", "24fps", "1.5/2", "9" * 5000, "٢٤"])
def test_no_rates(text: str) -> None:
    with pytest.raises(BriefError, match="rate"):
        Rate.parse(text)


def test_moments_of_frames() -> None:
    ntsc = Rate.parse("23.976")
    assert ntsc.seconds(24) == 1.001
    assert ntsc.frames(1.001) == 24
    assert ntsc.nominal == 24
    assert (str(ntsc), str(Rate.parse(24))) == ("24000/1001", "24")
    assert Rate.parse(24).timecode(24 * 3661 + 5) == "01:01:01:05"
    assert Rate.parse("29.97").timecode(30) == "00:00:01:00"


def test_frame_ranges() -> None:
    assert FrameRange.parse("1010-1020:5, 1001").numbers == (1001, 1010, 1015, 1020)
    assert FrameRange.parse("5,3,4-4,3").numbers == (3, 4, 5)
    assert FrameRange.parse("1-10x3").numbers == (1, 4, 7, 10)
    assert FrameRange.span(1001, 3).chunks(2) == [(1001, 1002), (1003,)]
    assert (FrameRange.parse("1-3").contiguous, FrameRange.parse("1,3").contiguous) == (True, False)
    assert len(FrameRange.parse(f"1-{MOST},1-{MOST}")) == MOST


@pytest.mark.parametrize("text", ["", "a", "1-", "3-1", "1-5x0", "1--3", "1,", f"1-{MOST + 1}", "1-999999999", "9" * 5000])
def test_no_frame_ranges(text: str) -> None:
    with pytest.raises(BriefError):
        FrameRange.parse(text)


def test_runs_are_few_and_two_apart_are_none() -> None:
    assert list(runs([1, 2, 3, 10, 12, 14, 20, 23])) == [range(1, 4), range(10, 15, 2), range(20, 21), range(23, 24)]
    assert spell([1, 2, 3, 10, 12, 14, 20, 23]) == "1-3,10-14x2,20,23"
    assert list(runs([])) == []


@few
@given(st.sets(st.integers(0, 60), min_size=1))
def test_a_spelled_range_reads_back(numbers: set[int]) -> None:
    ascending = sorted(numbers)
    assert FrameRange.parse(spell(ascending)).numbers == tuple(ascending)
    assert [n for run in runs(ascending) for n in run] == ascending
    assert [n for chunk in FrameRange(tuple(ascending)).chunks(7) for n in chunk] == ascending


def test_a_fork_depends_on_its_words_alone() -> None:
    """The figure is kept here because a different one would reshuffle every world that was ever made."""
    assert fork(7, "citizen", 12) == fork(7, "citizen", 12) == 16346062412841736773
    assert len({fork(7), fork(8), fork(7, "a"), fork(7, "b"), fork(7, "a", "b"), fork(7, "ab")}) == 6


def test_one_more_draw_changes_no_other_name() -> None:
    def city(extra: bool) -> list[float]:
        first = Dice(1, "first")
        if extra:
            first.random()
        return [Dice(1, "second").random(), Dice(1, "third").random()]

    assert city(False) == city(True)


@few
@given(st.integers(0, 10_000), st.integers(-5, 5), st.integers(0, 9))
def test_draws_stay_within_their_bounds(seed: int, low: int, more: int) -> None:
    dice = Dice(seed, "bounds")
    assert 0 <= dice.random() < 1
    assert low <= dice.integer(low, low + more) <= low + more
    assert low <= dice.between(low, low + more) <= low + more
    assert sorted(dice.shuffled(range(more))) == list(range(more))


def test_all_faces_of_a_die_come_up() -> None:
    dice = Dice(3, "die")
    assert {dice.integer(1, 6) for _ in range(200)} == {1, 2, 3, 4, 5, 6}
    assert dice.choice(["only"]) == "only"


def test_boxes() -> None:
    a, b = Rect(0, 0, 4, 4), Rect(2, 2, 4, 4)
    assert a.union(b) == Rect(0, 0, 6, 6)
    assert a.intersection(b) == Rect(2, 2, 2, 2)
    assert a.intersection(Rect(9, 9, 1, 1)).empty
    assert a.outset(1, -3) == Rect(-1, 3, 6, 0)
    assert around([]) is None


def test_maps() -> None:
    turn = Affine.rotation(90, 5, 5)
    assert turn.apply(10, 5) == pytest.approx((5, 10))
    assert (Affine.translation(1, 2) @ Affine.scaling(2)).apply(3, 3) == (7, 8)
    assert Affine.scaling(0).inverse() is None
    assert Affine.scaling(2, 8).scale == 4
    assert Affine.scaling(-1).box(Rect(0, 0, 2, 3)) == Rect(-2, -3, 2, 3)


@few
@given(st.floats(-720, 720), st.floats(0.1, 10), st.floats(-100, 100))
def test_a_map_and_its_inverse_are_nothing(degrees: float, scale: float, shift: float) -> None:
    there = Affine.rotation(degrees, shift, 3) @ Affine.scaling(scale, 2) @ Affine.translation(shift, -shift)
    back = there.inverse()
    assert back is not None
    both = there @ back
    assert (both.a, both.b, both.c, both.d, both.e, both.f) == pytest.approx(
        (IDENTITY.a, IDENTITY.b, IDENTITY.c, IDENTITY.d, 0, 0), abs=1e-9
    )


def test_bounds_are_tight() -> None:
    def box(outline: Outline) -> tuple[float, ...]:
        found = outline.bounds()
        assert found is not None
        return found.x, found.y, found.width, found.height

    assert box(parse_path("M0 0Q5 10 10 0")) == pytest.approx((0, 0, 10, 5))
    assert box(parse_path("M0 0C0 4 10 4 10 0")) == pytest.approx((0, 0, 10, 3))
    assert box(parse_path("M0 0C0 4 3 -4 3 0")) == pytest.approx((0, -2 / math.sqrt(3), 3, 4 / math.sqrt(3)), abs=0.01)
    assert box(parse_path("M99 99M0 0H1")) == (0, 0, 1, 0)
    assert parse_path("M5 5").bounds() is None


def test_a_mapped_outline() -> None:
    assert parse_path("M1 2L3 4").mapped(Affine.translation(10, 20)).coords == (11, 22, 13, 24)
