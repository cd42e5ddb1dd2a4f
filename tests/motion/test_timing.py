"""SMIL's timing model. Every expected interval follows from the rules by hand."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.motion.timing import Condition, Interval, Place, Spec, Sync, Time, clock, condition, deadlocked, locate, resolve
from generator.values.rate import Rate

F = Fraction
INF = math.inf


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1:02:03.5", F(7447, 2)),
        ("02:30", F(150)),
        ("2.5s", F(5, 2)),
        ("300ms", F(3, 10)),
        ("0.2min", F(12)),
        ("1h", F(3600)),
        ("7", F(7)),
        (".5s", F(1, 2)),
        ("12f", F(1, 2)),
        (" 3 s ", F(3)),
    ],
)
def test_clock_values(text: str, seconds: F) -> None:
    assert clock(text, Rate.parse(24)) == seconds


def test_frames_of_a_broken_rate_are_exact() -> None:
    assert clock("24f", Rate.parse("23.976")) == F(1001, 1000)
    assert float(clock("24f", Rate.parse("23.976"))) == Rate.parse("23.976").seconds(24)


@pytest.mark.parametrize("text", ["", "s", "1x", "-1s", "1:99:00", "1e3s", "--1"])
def test_no_clock_values(text: str) -> None:
    with pytest.raises(ValueError, match="is no time"):
        clock(text)


def test_frames_want_a_rate() -> None:
    with pytest.raises(ValueError, match="frame rate"):
        clock("12f")


def conditions(text: str) -> tuple[Condition, ...]:
    """A list of them, as elements have it."""
    return tuple(condition(item) for item in text.split(";") if item.strip())


def test_conditions() -> None:
    assert conditions("0s; -1.5; +2s ;") == (F(0), F(-3, 2), F(2))
    assert conditions("a.begin; a.end-500ms; b-c.end + 1s") == (
        Sync("a", "begin"),
        Sync("a", "end", F(-1, 2)),
        Sync("b-c", "end", F(1)),
    )
    assert conditions(r"a\.b.begin; a.repeat(2)+1s") == (Sync("a.b", "begin"), Sync("a", "repeat", F(1), 2))
    assert conditions("indefinite; click; a.click+2s; accessKey(s); wallclock(2026-01-01)") == (None,) * 5


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("a.begn", "did you mean begin?"), ("soon", "is no time to begin"), ("a.end+x", "is no time"), ("--1", "is no time")],
)
def test_no_conditions(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=r".") as error:
        conditions(text)
    assert sentence in str(error.value)


def intervals(**given: object) -> list[tuple[Time, Time]]:
    return [(interval.begin, interval.end) for interval in resolve({"a": Spec(**given)})["a"]]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ({}, [(0, INF)]),
        ({"dur": F(2)}, [(0, 2)]),
        ({"begins": (F(1), F(5)), "dur": F(2)}, [(1, 3), (5, 7)]),
        ({"begins": (F(5), F(1), F(5)), "dur": F(2)}, [(1, 3), (5, 7)]),
        ({"begins": (None,), "dur": F(2)}, []),
        ({"begins": (), "dur": F(2)}, []),
        ({"begins": (F(-1),), "dur": F(2)}, [(-1, 1)]),
        ({"begins": (F(-5), F(3)), "dur": F(2)}, [(3, 5)]),
        ({"dur": F(2), "count": F(5, 2)}, [(0, 5)]),
        ({"dur": F(2), "count": INF}, [(0, INF)]),
        ({"dur": F(2), "total": F(3)}, [(0, 3)]),
        ({"dur": F(2), "count": F(2), "total": F(3)}, [(0, 3)]),
        ({"dur": F(2), "count": INF, "total": F(3)}, [(0, 3)]),
        ({"count": F(2)}, [(0, INF)]),
        ({"total": F(3)}, [(0, 3)]),
        ({"dur": F(2), "most": F(1)}, [(0, 1)]),
        ({"dur": F(2), "least": F(3)}, [(0, 3)]),
        ({"dur": F(2), "least": F(3), "most": F(1)}, [(0, 2)]),
        ({"dur": F(9), "ends": (F(4),)}, [(0, 4)]),
        ({"dur": F(9), "ends": (None,)}, [(0, 9)]),
        ({"dur": F(9), "ends": (F(4),), "least": F(6)}, [(0, 6)]),
        ({"begins": (F(5),), "dur": F(9), "ends": (F(4),)}, []),
        ({"begins": (F(5),), "dur": F(9), "ends": (F(4), None)}, [(5, 14)]),
        ({"begins": (F(0), F(2)), "ends": (F(1), F(3))}, [(0, 1), (2, 3)]),
        ({"begins": (F(0), F(1)), "ends": (F(1),)}, [(0, 1)]),
        ({"begins": (F(0), F(1)), "dur": F(3)}, [(0, 1), (1, 4)]),
        ({"begins": (F(0), F(1), F(5)), "dur": F(3), "restart": "whenNotActive"}, [(0, 3), (5, 8)]),
        ({"begins": (F(0), F(1), F(5)), "dur": F(3), "restart": "never"}, [(0, 3)]),
    ],
)
def test_intervals(spec: dict[str, object], expected: list[tuple[Time, Time]]) -> None:
    assert intervals(**spec) == expected


def test_syncbases_follow_through_any_order() -> None:
    specs = {
        "last": Spec(conditions("middle.end+1s"), dur=F(1)),
        "middle": Spec(conditions("first.begin+500ms; first.end"), dur=F(1)),
        "first": Spec(conditions("2s"), dur=F(4)),
    }
    found = resolve(specs)
    assert found["middle"] == (Interval(F(5, 2), F(7, 2)), Interval(F(6), F(7)))
    assert found["last"] == (Interval(F(9, 2), F(11, 2)), Interval(F(8), F(9)))


def test_an_end_may_come_from_another() -> None:
    found = resolve({"a": Spec(dur=F(9), ends=conditions("b.begin")), "b": Spec(conditions("4s"), dur=F(1))})
    assert found["a"] == (Interval(F(0), F(4)),)


def test_what_waits_for_an_endless_end_never_begins() -> None:
    assert resolve({"a": Spec(), "b": Spec(conditions("a.end"))})["b"] == ()


def test_repeats_start_things() -> None:
    found = resolve({"a": Spec(dur=F(2), count=F(3)), "b": Spec(conditions("a.repeat(2)"), dur=F(1)), "c": Spec(conditions("a.repeat(3)"))})
    assert found["b"] == (Interval(F(4), F(5)),)
    assert found["c"] == ()


def test_a_ring_goes_round() -> None:
    found = resolve({"a": Spec(conditions("0s; b.end"), dur=F(1)), "b": Spec(conditions("a.end"), dur=F(1, 2))})
    assert found["a"][:3] == (Interval(F(0), F(1)), Interval(F(3, 2), F(5, 2)), Interval(F(3), F(4)))
    assert len(found["a"]) > 200
    assert all(interval == Interval(F(3, 2) * i, F(3, 2) * i + 1) for i, interval in enumerate(found["a"]))


def test_a_ring_that_nothing_starts_is_told() -> None:
    specs = {
        "a": Spec(conditions("b.end")),
        "b": Spec(conditions("a.end")),
        "c": Spec(conditions("c.begin")),
        "d": Spec(conditions("a.end")),
        "e": Spec(conditions("0s; e.end"), dur=F(1)),
    }
    found = resolve(specs)
    assert deadlocked(specs, found) == ["a", "b", "c"]


def test_where_one_is() -> None:
    assert locate(F(0), F(2)) == Place(0, F(0))
    assert locate(F(5), F(2)) == Place(2, F(1))
    assert locate(F(4), F(2)) == Place(2, F(0))
    assert locate(F(4), F(2), frozen=True) == Place(1, F(2))
    assert locate(F(5), F(2), frozen=True) == Place(2, F(1))
    assert locate(F(5), INF) == Place(0, F(5))


_times = st.fractions(-5, 20, max_denominator=24)
_lists = st.lists(st.one_of(_times, st.none()), max_size=5).map(tuple)


@settings(derandomize=True, max_examples=120, deadline=None)
@given(
    begins=_lists,
    ends=st.one_of(st.none(), _lists),
    dur=st.one_of(st.just(INF), st.fractions(F(1, 24), 5, max_denominator=24)),
    restart=st.sampled_from(["always", "whenNotActive", "never"]),
)
def test_intervals_ascend_and_never_overlap(
    begins: tuple[F | None, ...], ends: tuple[F | None, ...] | None, dur: Time, restart: str
) -> None:
    found = intervals(begins=begins, ends=ends, dur=dur, restart=restart)
    for begin, end in found:
        assert begin <= end
        assert begin in begins
        assert end > 0 or begin == end == 0
    for (_, end), (begin, _) in pairwise(found):
        assert end <= begin
    assert restart != "never" or len(found) <= 1
