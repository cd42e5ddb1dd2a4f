"""Tracks: values, spans, and the loop that never drifts."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.motion.loop import FLICKS, Loop, Pieces, pieces, ticks
from generator.motion.track import ALWAYS, Keys, Steps, Track, at, combine, moves, overlap, sequence, span
from generator.values.rate import Rate

F = Fraction
RATES = [Rate.parse(text) for text in ("24", "25", "30", "23.976", "29.97", "59.94", "120", "23", "12.5")]


def keys(*pairs: tuple[float, float]) -> Keys[float]:
    return Keys(tuple(time for time, _ in pairs), tuple(value for _, value in pairs))


def test_keys_mix_between_and_hold_outside() -> None:
    track = keys((1.0, 10.0), (3.0, 20.0))
    assert [track.at(t) for t in (0, 1, 2, 3, 9)] == [10, 10, 15, 20, 20]
    assert track.span(0) == (-math.inf, 1)
    assert track.span(2) == (2, 2)
    assert track.span(3) == (3, math.inf)


def test_two_keys_at_one_time_are_a_jump() -> None:
    track = keys((0.0, 0.0), (1.0, 10.0), (1.0, 50.0), (2.0, 60.0))
    assert [track.at(t) for t in (0.5, 1, 1.5)] == [5, 50, 55]


def test_eases_bend_the_way() -> None:
    track = Keys((0.0, 1.0, 2.0), (0.0, 1.0, 2.0), eases=(lambda u: u * u, None))
    assert [track.at(t) for t in (0.5, 1.5)] == [0.25, 1.5]


def test_steps_hold() -> None:
    track = Steps((0.0, 1.0, 2.0), ("a", "b", "c"))
    assert [track.at(t) for t in (-1, 0, 0.99, 1, 5)] == ["a", "a", "a", "b", "c"]
    assert [track.span(t) for t in (-1, 1.5, 5)] == [(-math.inf, 1), (1, 2), (2, math.inf)]
    assert sequence([0.0], ["only"]) == "only"


def test_a_track_never_becomes_text() -> None:
    with pytest.raises(TypeError, match="moves"):
        str(keys((0.0, 1.0)))
    with pytest.raises(TypeError, match="moves"):
        f"{keys((0.0, 1.0))}"


def test_combining() -> None:
    assert combine(lambda a, b: a + b, 1, 2) == 3
    both = combine(lambda a, b: a + b, keys((1.0, 0.0), (2.0, 1.0)), Steps((0.0, 3.0), (10, 20)))
    assert moves(both)
    assert [at(both, t) for t in (0, 1.5, 4)] == [10, 10.5, 21]
    assert span(both, 4) == (3, math.inf)
    assert span(both, 0) == (-math.inf, 1)
    assert span(5, 0) == ALWAYS
    assert overlap((0, 5), (3, 9)) == (3, 5)


def test_pieces() -> None:
    track = Pieces((1.0, 2.0), (5.0, keys((1.0, 0.0), (2.0, 10.0)), 7.0))
    assert [track.at(t) for t in (0, 1, 1.5, 2)] == [5, 0, 5, 7]
    assert [track.span(t) for t in (0, 1.5, 2)] == [(-math.inf, 1), (1.5, 1.5), (2, math.inf)]


def test_pieces_that_are_one_are_one() -> None:
    base = (1, 2)
    assert pieces([], [base]) is base
    assert pieces([1.0, 2.0], [base, base, base]) is base
    short = pieces([1.0, 1.0], ["a", "never", "b"])
    assert isinstance(short, Pieces)
    assert short.values == ("a", "b")


def test_a_loop_repeats_and_gathers() -> None:
    loop = Loop.of(keys((0.0, 0.0), (2.0, 10.0)), F(1), F(2), gather=lambda value, rounds: value + 10 * rounds)
    assert [loop.at(t) for t in (1, 2, 3, 4, 6)] == [0, 5, 10, 15, 25]


def test_spans_of_a_stepping_loop() -> None:
    loop = Loop.of(Steps((0.0, 1.0), ("a", "b")), F(0), F(2))
    since, until = loop.span(4.5)
    assert (since, until) == pytest.approx((4, 5))
    assert loop.at(since) == loop.at(until - 1e-9) == "a"
    assert loop.span(5.0)[0] == 5.0


def test_spans_of_a_loop_between_ticks_do_not_reach_over_their_ends() -> None:
    """Thirteenths of a second are no whole ticks, so the moments at the ends of a stretch are rounded either way."""
    loop = Loop.of(Steps((0.0, 0.5), ("a", "b")), F(1, 13), F(1))
    for half in range(100):
        t = float(F(1, 13) + F(half, 2) + F(1, 4))
        since, until = loop.span(t)
        assert loop.at(since) == loop.at(t) == loop.at(until - 1e-12) == "ab"[half % 2]


@settings(derandomize=True, max_examples=150, deadline=None)
@given(
    st.sampled_from(RATES),
    st.integers(0, 2000),
    st.integers(1, 300),
    st.integers(0, 500),
    st.fractions(0, 3, max_denominator=1000),
)
def test_frames_some_rounds_apart_are_equal(rate: Rate, frame: int, period: int, rounds: int, begin: F) -> None:
    """A loop of a whole number of frames gives the same bits however many rounds later."""
    dur = F(period) / rate.fraction
    loop = Loop.of(keys((0.0, 0.1), (float(dur), 7.3)), begin - 10, dur, ticks(rate))
    assert loop.at(rate.seconds(frame)) == loop.at(rate.seconds(frame + rounds * period))


@settings(derandomize=True, max_examples=100, deadline=None)
@given(st.sampled_from(RATES), st.integers(0, 5000))
def test_every_frame_falls_on_a_tick(rate: Rate, frame: int) -> None:
    second = ticks(rate)
    assert second % FLICKS == 0
    exact = F(frame) / rate.fraction * second
    assert exact.denominator == 1
    assert round(rate.seconds(frame) * second) == exact


_tracks: st.SearchStrategy[Track[float]] = st.one_of(
    st.lists(st.integers(-20, 20), min_size=2, max_size=5).map(lambda v: Steps(tuple(i / 4 for i in range(len(v))), tuple(map(float, v)))),
    st.lists(st.integers(-20, 20), min_size=2, max_size=5).map(lambda v: Keys(tuple(i / 4 for i in range(len(v))), tuple(map(float, v)))),
)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(
    _tracks,
    st.fractions(-2, 2, max_denominator=50),
    st.fractions(F(1, 10), 2, max_denominator=50),
    st.fractions(-1, 9, max_denominator=240),
    st.floats(0, 1),
)
def test_a_value_is_equal_all_through_its_span(inner: Track[float], begin: F, dur: F, moment: F, part: float) -> None:
    track = Pieces((0.0, 5.0), (1.0, Loop.of(inner, begin, dur), inner))
    t = float(moment)
    since, until = track.span(t)
    assert since <= t <= until
    other = max(since, -5.0) + part * (min(until, 10.0) - max(since, -5.0))
    if since <= other < until:
        assert track.at(other) == track.at(t)


def test_between_equal_keys_nothing_moves() -> None:
    track = keys((0.0, 0.0), (1.0, 1.0), (3.0, 1.0), (4.0, 0.0))
    assert track.span(2.0) == (1.0, 3.0)
    assert track.at(2.0) == 1.0
    assert track.span(0.5) == (0.5, 0.5)
    assert track.span(3.5) == (3.5, 3.5)
