"""The rules: what ships, what a faulty file is told, and the running totals."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.problems import CanonError
from generator.world.rules import EVIDENCE
from generator.world.rules_file import read_rules
from generator.world.totals import Running, total
from tests.world.states import RULES, RULES_TEXT

NAMED_IN_REPORTS = {
    "fare_dodging", "jaywalking", "game_cheating", "idle_play", "nappies_bought", "late_payment", "blood_donation",
    "volunteering", "low_contact",
}  # fmt: skip
EFFECTS = {"national_flights", "high_speed_trains", "public_universities", "frozen_assets", "caller_warning", "public_display"}


def test_the_state_counts_what_states_were_said_to_count() -> None:
    assert set(RULES.behaviours) >= NAMED_IN_REPORTS
    assert len(RULES.behaviours) >= 30
    assert {b.evidence for b in RULES.behaviours.values()} == set(EVIDENCE)
    assert set(RULES.effects) >= EFFECTS
    assert any(m.reward for m in RULES.measures)
    assert RULES.behaviours["nappies_bought"].points > 0 > RULES.behaviours["idle_play"].points


def test_bands_reach_from_the_top_to_the_bottom() -> None:
    assert [RULES.band(score) for score in (1000, 850, 849, 600, 599, 500, 499, 150, 149, 0)] == [
        "exemplary", "exemplary", "regular", "regular", "watch", "watch", "sanctioned", "sanctioned", "disabled", "disabled",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "line_of", "said"),
    [
        ("jaywalking:          {points: -12", "jaywalking:          {pionts: -12", "jaywalking:", "jaywalking.points is missing"),
        ("{points: -12, category: mob", "{points: -12, colour: red, category: mob", "jaywalking:", "unknown key jaywalking.colour"),
        ("{points: -12, category: mob", "{points: twelve, category: mob", "jaywalking:", "takes a whole number, not twelve"),
        ("points: 3, category: consumption, evidence: payment", "points: 3, category: c, evidence: paymant", "nappies", "did you mean pay"),
        ("offence: noise_night", "offence: noise_nihgt", "night_venues:", "did you mean noise_night?"),
        ("below: watch", "below: wacth", "transit_pass:", "did you mean watch?"),
        ("regular: 600", "regular: 900", "regular:", "band regular must begin below exemplary"),
        ("31482906, on: 2041-05-01", "31482906, on: 2041-02-30", "flights_refused", "no moment 2041-02-30"),
        ("  caps: {gain: 40, loss: 120}         # a day", "  caps: 12", "caps:", "score.caps is written as keys with values, not as 12"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line(old: str, new: str, line_of: str, said: str) -> None:
    assert old in RULES_TEXT
    text = RULES_TEXT.replace(old, new, 1)
    line = next(i for i, row in enumerate(text.splitlines(), 1) if row.lstrip().startswith(line_of))
    with pytest.raises(CanonError) as caught:
        read_rules(text, "rules.yaml")
    told = [problem for problem in caught.value.problems if said in problem.message]
    assert told, str(caught.value)
    assert told[0].origin is not None
    assert told[0].origin.line == line


def test_all_faults_are_told_at_once() -> None:
    text = RULES_TEXT.replace("points: -12", "points: x").replace("evidence: camera", "evidence: cam").replace("weekday: 0", "weekday: 9")
    with pytest.raises(CanonError) as caught:
        read_rules(text, "rules.yaml")
    assert len(caught.value.problems) > 15


@given(st.datetimes(datetime(2040, 1, 1), datetime(2043, 1, 1)), st.integers(0, 3_000_000))
@settings(max_examples=60, derandomize=True, deadline=None)
def test_totals_never_fall(when: datetime, later: int) -> None:
    for of in RULES.totals.values():
        assert total(of, when) <= total(of, when + timedelta(seconds=later))


def test_totals_begin_where_the_rules_say_and_run_with_a_plate() -> None:
    flights = RULES.totals["flights_refused"]
    assert total(flights, flights.on) == flights.count
    a_day = total(flights, flights.on + timedelta(days=1)) - flights.count
    assert a_day == int(flights.daily)
    when = datetime(2041, 10, 14, 14, 32)
    calls = Running(RULES.totals["calls_announced"], when)
    assert calls.at(0) == total(RULES.totals["calls_announced"], when)
    assert calls.at(5) > calls.at(0)
