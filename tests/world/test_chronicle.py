"""Chronicles: balances that add up, caps, decay, appeals, pins, and measures that begin and end as the rules say."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.motion.track import at
from generator.world.chronicle import Chronicle, Known, simulate
from generator.world.citizens import citizen
from generator.world.conduct import Entry
from generator.world.measures import Term
from generator.world.numbers import POPULATION
from generator.world.pins import Pin
from generator.world.rules import DECAY, REJECTED, REVIEW, UPHELD
from tests.world.states import RULES, SEED, SINCE, UNTIL

NUMBERS = st.integers(0, POPULATION - 1)
QUIET = Known(opening=640, ordinary=False)


def _adds_up(chronicle: Chronicle) -> bool:
    """Whether each balance is the one before and the event's points, clamped."""
    balance = chronicle.opening
    for event in chronicle.events:
        balance = RULES.clamp(balance + event.points)
        if event.balance != balance:
            return False
    return True


def _adult(start: int) -> int:
    return next(n for n in range(start, start + 500) if 25 < citizen(SEED, n).age(SINCE.date()) < 60)


def test_balances_add_up_for_thousands() -> None:
    for i in range(2000):
        n = i * 559_991 % POPULATION
        chronicle = simulate(RULES, SEED, citizen(SEED, n), SINCE, UNTIL)
        assert _adds_up(chronicle), n
        assert [e.when for e in chronicle.events] == sorted(e.when for e in chronicle.events)
        assert all(SINCE <= e.when < UNTIL for e in chronicle.events)
        assert len({e.id for e in chronicle.events}) == len(chronicle.events)


def test_a_wrong_balance_is_seen() -> None:
    """The judge is judged."""
    chronicle = simulate(RULES, SEED, citizen(SEED, 3), SINCE, UNTIL)
    spoilt = (*chronicle.events[:-1], replace(chronicle.events[-1], balance=chronicle.events[-1].balance + 1))
    assert not _adds_up(replace(chronicle, events=spoilt))


@given(NUMBERS, st.integers(1, 39))
@settings(max_examples=40, derandomize=True, deadline=None)
def test_a_longer_span_changes_no_day(n: int, days: int) -> None:
    someone = citizen(SEED, n)
    short, long = (simulate(RULES, SEED, someone, SINCE, until) for until in (SINCE + timedelta(days=days), UNTIL))
    assert long.part(SINCE, short.until).events == short.events
    assert long.balance(short.until - timedelta(seconds=1)) == short.balance(short.until - timedelta(seconds=1))


@given(NUMBERS)
@settings(max_examples=40, derandomize=True, deadline=None)
def test_the_track_is_the_balance(n: int) -> None:
    chronicle = simulate(RULES, SEED, citizen(SEED, n), SINCE, UNTIL)
    score = chronicle.score()
    for hours in range(0, 40 * 24, 31):
        assert at(score, hours * 3600.0) == chronicle.balance(SINCE + timedelta(hours=hours))


def test_caps_hold_every_day_and_decay_comes_on_mondays() -> None:
    decays = 0
    for i in range(150):
        chronicle = simulate(RULES, SEED, citizen(SEED, i * 31_337), SINCE, UNTIL)
        given_: dict[date, int] = defaultdict(int)
        taken: dict[date, int] = defaultdict(int)
        for event in chronicle.events:
            if event.what in RULES.behaviours:
                given_[event.when.date()] += max(0, event.points)
                taken[event.when.date()] += max(0, -event.points)
            if event.what == DECAY:
                decays += 1
                assert (event.when.weekday(), event.when.hour) == (0, 4)
                before = event.balance - event.points
                assert abs(event.balance - RULES.decay.towards) < abs(before - RULES.decay.towards)
        assert max(given_.values(), default=0) <= RULES.gain
        assert max(taken.values(), default=0) <= RULES.loss
    assert decays > 150


def test_caps_cut_what_is_too_much() -> None:
    day = datetime(2041, 9, 10, 12)
    entries = tuple(Entry(day + timedelta(minutes=i), "debt_settled", f"x{i}") for i in range(3))
    chronicle = simulate(RULES, SEED, citizen(SEED, 3), SINCE, UNTIL, Known(opening=640, entries=entries, ordinary=False))
    assert [e.points for e in chronicle.events if e.what == "debt_settled"] == [40]


def test_a_balance_stays_in_its_range() -> None:
    days = [SINCE + timedelta(days=i, hours=9) for i in range(20)]
    for points, end in ((-100, RULES.low), (100, RULES.high)):
        entries = tuple(Entry(day, "donation", f"x{day}", points, by_canon=True) for day in days)
        chronicle = simulate(RULES, SEED, citizen(SEED, 3), SINCE, days[-1], Known(opening=640, entries=entries, ordinary=False))
        assert chronicle.balance(days[-1]) == end
        assert _adds_up(chronicle)


def test_appeals_answer_what_they_are_about() -> None:
    upheld = rejected = 0
    for i in range(600):
        chronicle = simulate(RULES, SEED, citizen(SEED, i * 104_729), SINCE, UNTIL)
        for event in chronicle.events:
            if event.what not in {UPHELD, REJECTED}:
                continue
            cause = chronicle.event(event.because)
            assert cause is not None
            assert RULES.appeals.days[0] <= (event.when.date() - cause.when.date()).days <= RULES.appeals.days[1]
            if event.what == UPHELD:
                upheld += 1
                assert event.points == -cause.points
            else:
                rejected += 1
                assert event.points == -RULES.appeals.cost
    assert 0 < upheld < rejected


@given(NUMBERS, st.integers(150, 1000), st.integers(-60, 60), st.integers(3, 20), st.booleans())
@settings(max_examples=120, derandomize=True, deadline=None)
def test_what_is_pinned_holds(n: int, first: int, then: int, day: int, opened: bool) -> None:
    n = _adult(n % (POPULATION - 1000))
    second = RULES.clamp(first + then)
    pins = (Pin(SINCE + timedelta(days=day, hours=9), first), Pin(SINCE + timedelta(days=day + 12, hours=15), second))
    known = Known(opening=first - 30 if opened else None, pins=pins)
    chronicle = simulate(RULES, SEED, citizen(SEED, n), SINCE, UNTIL, known)
    assert [chronicle.balance(pin.when) for pin in pins] == [first, second]
    assert _adds_up(chronicle)
    assert not opened or chronicle.opening == first - 30
    assert bool(chronicle.gaps) == any(e.what == REVIEW for e in chronicle.events)
    assert chronicle == simulate(RULES, SEED, citizen(SEED, n), SINCE, UNTIL, known)


def test_a_pin_is_met_by_deeds_and_not_by_the_office() -> None:
    gaps = 0
    for i in range(60):
        n = _adult(i * 7919)
        pins = (Pin(SINCE + timedelta(days=24, hours=9), 431), Pin(SINCE + timedelta(days=34, hours=9), 500))
        gaps += bool(simulate(RULES, SEED, citizen(SEED, n), SINCE, UNTIL, Known(pins=pins)).gaps)
    assert gaps == 0


def test_what_no_rule_explains_is_a_gap() -> None:
    n = _adult(0)
    noon = SINCE + timedelta(days=10, hours=12)
    pins = (Pin(noon, 700), Pin(noon + timedelta(minutes=1), 200))
    chronicle = simulate(RULES, SEED, citizen(SEED, n), SINCE, UNTIL, Known(pins=pins))
    assert chronicle.balance(pins[1].when) == 200
    assert [gap.pin for gap in chronicle.gaps] == [pins[1]]


def _scored(*steps: tuple[int, int]) -> Chronicle:
    """An account that stands at given balances from given days on."""
    entries = []
    balance = 640
    for day, to in steps:
        entries.append(Entry(SINCE + timedelta(days=day, hours=12), "donation", f"d{day}", to - balance, by_canon=True))
        balance = to
    rules = replace(RULES, decay=replace(RULES.decay, share=0.0))
    return simulate(rules, SEED, citizen(SEED, 3), SINCE, UNTIL, Known(opening=640, entries=tuple(entries), ordinary=False))


def _terms(chronicle: Chronicle, measure: str) -> list[Term]:
    return [term for term in chronicle.terms if term.measure == measure]


def test_a_sanction_begins_late_and_lasts_its_term() -> None:
    chronicle = _scored((3, 400), (5, 700))
    (term,) = _terms(chronicle, "national_flights")
    assert term.begins == SINCE + timedelta(days=4, hours=12)
    assert term.ends == term.begins + timedelta(days=90)
    assert term.cause == "d3"
    assert term in chronicle.sanctions(SINCE + timedelta(days=20))
    assert term not in chronicle.sanctions(SINCE + timedelta(days=4))


def test_a_sanction_that_is_no_longer_called_for_does_not_begin() -> None:
    chronicle = _scored((3, 400), (4, 500))  # flights need a day; the score is up again after exactly one
    assert not _terms(chronicle, "national_flights")
    assert not _terms(chronicle, "transit_pass") or _terms(chronicle, "transit_pass")[0].begins == SINCE + timedelta(days=3, hours=12)


def test_a_term_follows_a_term_while_the_score_is_low() -> None:
    chronicle = _scored((1, 370), (20, 700))
    terms = _terms(chronicle, "public_display")
    assert [term.renewed for term in terms] == [False, True, True]
    for one, two in pairwise(terms):
        assert one.ends == two.begins
    assert terms[-1].ends > SINCE + timedelta(days=20, hours=12)
    assert [term for term in chronicle.in_force(SINCE + timedelta(days=5)) if term.measure == "public_display"] == [terms[0]]


def test_a_reward_ends_when_it_is_no_longer_earned() -> None:
    chronicle = _scored((2, 900), (10, 800))
    (term,) = _terms(chronicle, "fast_queue")
    assert (term.begins, term.ends) == (SINCE + timedelta(days=2, hours=12), SINCE + timedelta(days=10, hours=12))
    assert term in chronicle.rewards(SINCE + timedelta(days=5))


def test_offences_bring_measures_and_an_appeal_upheld_ends_them() -> None:
    night = SINCE + timedelta(days=2, hours=1)
    entries = (Entry(night, "noise_night", "n1"), Entry(night + timedelta(days=9), UPHELD, "n1.a", because="n1"))
    (term,) = _terms(simulate(RULES, SEED, citizen(SEED, 3), SINCE, UNTIL, replace(QUIET, entries=entries[:1])), "night_venues")
    assert (term.begins, term.ends, term.cause) == (night, night + timedelta(days=183), "n1")
    chronicle = simulate(RULES, SEED, citizen(SEED, 3), SINCE, UNTIL, replace(QUIET, entries=entries))
    (term,) = _terms(chronicle, "night_venues")
    assert term.ends == entries[1].when
    assert chronicle.events[-1].points == 25 or any(e.what == UPHELD and e.points == 25 for e in chronicle.events)


def test_a_rule_of_three_needs_three() -> None:
    days = [SINCE + timedelta(days=i, hours=8) for i in (1, 4, 9)]
    entries = tuple(Entry(day, "fare_dodging", f"f{i}") for i, day in enumerate(days))
    two, three = (simulate(RULES, SEED, citizen(SEED, 3), SINCE, UNTIL, replace(QUIET, entries=entries[:n])) for n in (2, 3))
    assert not _terms(two, "public_display_fares")
    assert [term.cause for term in _terms(three, "public_display_fares")] == ["f2"]


def test_a_closed_account_holds_nothing_more() -> None:
    closed = SINCE + timedelta(days=9)
    chronicle = simulate(RULES, SEED, citizen(SEED, _adult(0)), SINCE, UNTIL, Known(closed=closed))
    assert chronicle.until == closed
    assert all(event.when < closed for event in chronicle.events)


@pytest.mark.parametrize("n", [3, 5000, 999_999])
def test_company_is_with_somebody_of_low_standing(n: int) -> None:
    n = _adult(n)
    chronicle = simulate(RULES, SEED, citizen(SEED, n), SINCE, SINCE + timedelta(days=300))
    others = {event.other for event in chronicle.events if RULES.behaviours.get(event.what) and RULES.behaviours[event.what].with_low}
    assert others
    for other in others:
        assert other is not None
        assert simulate(RULES, SEED, citizen(SEED, other), SINCE, SINCE + timedelta(days=1)).opening < 500
