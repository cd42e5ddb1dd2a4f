"""Facts: what plates are told is what the account holds, and the same for each of them."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.motion.track import Steps, Track, at
from generator.world.canon_file import read_canon
from generator.world.facts import facts_for
from generator.world.numbers import POPULATION
from generator.world.world import World
from tests.world.states import CANON_TEXT, RULES

FILM = World(RULES, read_canon(CANON_TEXT, "servicios_publicos.yaml", RULES))
BEGINS = FILM.canon.begins


def test_the_hero_is_judged_while_the_plate_runs() -> None:
    facts = facts_for(FILM, "dario", "scene:18", 10).values
    assert isinstance(facts["score"], Steps)
    assert [facts["score"].at(t) for t in (0, 1.9, 2.0, 9)] == [508, 508, 496, 496]
    assert (facts["before"], facts["balance"], facts["band"]) == (508, 496, "sanctioned")
    assert (facts["judged"]["what"], facts["judged"]["points"], facts["camera"]) == ("jaywalking", -12, "BT-07")
    assert [(s["effect"], s["until"].date().isoformat(), s["new"]) for s in facts["sanctions"]] == [
        ("night_venues", "2041-12-08", False), ("mediation", "2041-11-13", False), ("transit_pass", "2041-11-13", True),
    ]  # fmt: skip
    assert facts["place"]["name"] == "Glorieta del Buen Trato"


@given(st.integers(0, POPULATION - 1), st.integers(1, 39 * 24))
@settings(max_examples=40, derandomize=True, deadline=None)
def test_a_history_adds_up_to_the_score(n: int, hours: int) -> None:
    when = BEGINS + timedelta(hours=hours)
    facts = facts_for(FILM, n, when, 10).values
    chronicle = FILM.chronicle(n)
    assert chronicle.opening + sum(step["change"] for step in facts["history"]) == facts["before"]
    assert len(facts["history"]) <= 24
    assert [step["date"] for step in facts["history"]] == sorted(step["date"] for step in facts["history"])
    assert facts["balance"] == facts["before"] + facts["change"] == chronicle.balance(max(when, facts["judged"]["when"]))
    assert bool(facts["judged"]["what"]) or not facts["judged"]["points"]


@given(st.integers(0, POPULATION - 1))
@settings(max_examples=20, derandomize=True, deadline=None)
def test_two_plates_of_one_moment_say_the_same(n: int) -> None:
    when = datetime(2041, 10, 1, 12)
    hud, billboard = facts_for(FILM, n, when, 10), facts_for(World(RULES, FILM.canon), n, when, 10)
    assert hud.record == billboard.record


def test_what_moves_is_a_track_and_not_on_the_record() -> None:
    facts = facts_for(FILM, "dario", "scene:18", 10)
    assert isinstance(facts.values["totals"]["flights_refused"], Track)
    assert at(facts.values["totals"]["calls_announced"], 9.0) > at(facts.values["totals"]["calls_announced"], 0.0)
    assert not any(key.startswith(("totals", "score")) for key in facts.record)
    moving = facts.moving_of(["totals", "score", "band"])
    assert {name.split(".")[0] for name in moving} == {"totals", "score"}
    assert moving["score"].startswith("508, then ")
    assert moving == facts_for(FILM, "dario", "scene:18", 10).moving_of(["totals", "score", "band"])
    assert moving["score"] != facts_for(FILM, "dario", "2041-10-14 14:32:04", 10).moving_of(["score"])["score"]
    assert facts.record["citizen.name"] == "Darío Peñabria Lorenzal"
    assert all(isinstance(value, str) for value in facts.record.values())
