"""Who else is there, who calls, who hangs on a screen: what the heroes of the film are told, the same for every plate."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.motion.track import Track
from generator.world.calls import log as log_of
from generator.world.canon_file import read_canon
from generator.world.facts import facts_for
from generator.world.masks import masked
from generator.world.numbers import POPULATION
from generator.world.people import present
from generator.world.wall import differ
from generator.world.world import World
from tests.world.states import CANON_TEXT, RULES

FILM = World(RULES, read_canon(CANON_TEXT, "servicios_publicos.yaml", RULES))
SOMEBODY = st.integers(0, POPULATION - 1)
HOURS = st.integers(1, 39 * 24)


def fact(who: int | str, at: str | datetime, name: str) -> Any:
    return facts_for(FILM, who, at, 10).values[name]


@pytest.mark.parametrize(
    ("given_name", "surnames", "shown"),
    [
        ("Darío", ("Peñabria", "Lorenzal"), "Darío P******* L."),
        ("Ñuria", ("O",), "Ñuria O"),
        ("小明", ("张",), "张＊明"),
        ("娜", ("欧阳",), "欧＊娜"),
        ("明", ("李",), "李＊"),
        ("سمير", ("الطالبي",), "سمير ا******"),
        ("Cher", (), "Cher"),
        ("Eva", ("E\u0301bo",), "Eva E\u0301**"),
    ],
)
def test_a_name_is_hidden_as_its_script_hides_it(given_name: str, surnames: tuple[str, ...], shown: str) -> None:
    assert masked(given_name, surnames) == shown


def test_a_crowd_has_whom_the_scene_shows_and_nobody_twice() -> None:
    crowd = fact("dario", "scene:18", "present")
    assert len(crowd) == 11
    assert crowd[0]["id"] == "vera"
    people = [FILM.citizen(one["number"]) for one in crowd]
    on = FILM.moment("scene:18").date()
    assert all(differ(one, other, on) for one, other in product(people, people) if one is not other)
    assert all(one["score"] == FILM.chronicle(one["number"]).balance(FILM.moment("scene:18")) for one in crowd)


def test_a_crowd_stands_for_ten_minutes_whoever_of_it_is_asked_for() -> None:
    at = datetime(2041, 10, 14, 14, 32)
    one = [p["number"] for p in facts_for(FILM, "dario", at, 10).values["present"]]
    later = [p["number"] for p in facts_for(FILM, "dario", at + timedelta(minutes=5), 10).values["present"]]
    gone = [p["number"] for p in facts_for(FILM, "dario", at + timedelta(minutes=25), 10).values["present"]]
    assert one == later
    assert not set(one) & set(gone)
    place = FILM.place("glorieta_norte")
    others = [p["number"] for p in present(FILM, one[0], at, place)]
    focus = [p["number"] for p in present(FILM, FILM.numbers["dario"], at, place)]
    assert len(set(others) & set(focus)) >= 9


def test_no_child_is_out_at_three_in_the_morning() -> None:
    for n in range(0, 40_000, 4_000):
        assert all(person["age"] >= 14 for person in fact(n, "2041-10-01 03:10", "present"))


@pytest.mark.parametrize("who", ["celia", "irene"])
def test_the_canon_says_who_calls_whom(who: str) -> None:
    call = fact(who, "scene:9", "call")
    assert (call["caller"]["id"], call["callee"]["id"], call["relation"]) == ("celia", "irene", "contact")
    assert call["warned"]
    assert call["reason"]["what"] == "rumour_shared"
    assert (call["cost"], call["after"]) == (-5, call["callee"]["score"] - 5)
    events = FILM.chronicle("irene").events
    taken = next(event for event in events if event.id == "llamada")
    assert taken.balance == call["after"]


def test_a_call_that_was_taken_at_a_risk_is_in_the_log() -> None:
    log = fact("celia", "2041-09-25 12:00", "call")["log"]
    taken = next(entry for entry in log if entry["outcome"] == "continued")
    assert (taken["id"], taken["when"], taken["points"], taken["warned"]) == ("celia", datetime(2041, 9, 24, 21, 16, 10), -5, True)
    assert taken["seconds"] > 0


@given(SOMEBODY, HOURS)
@settings(max_examples=8, derandomize=True, deadline=None)
def test_a_log_is_the_same_later_on(n: int, hours: int) -> None:
    when = FILM.canon.begins + timedelta(hours=hours)
    call = fact(n, when, "call")
    log = call["log"]
    assert call["caller"]["number"] == n != call["callee"]["number"]
    assert all(entry["when"] < when for entry in log)
    assert all(one["when"] >= two["when"] for one, two in pairwise(log))
    later = log_of(FILM, call["callee"]["number"], when + timedelta(hours=3))
    assert [e for e in later if e["when"] < when] == list(log[: len([e for e in later if e["when"] < when])])
    assert all(entry["outcome"] != "answered" or entry["outgoing"] or not entry["warned"] for entry in log)


def test_a_screen_shows_who_must_be_shown() -> None:
    board = fact("samir", "scene:13", "board")
    when = FILM.moment("scene:13")
    shown = board["shown"]
    assert (shown["on_display"], shown["masked"], shown["what"], shown["points"]) == (True, "Samir T******* O.", "fare_dodging", -30)
    assert shown["since"] == datetime(2041, 10, 2, 16, 4, 51)
    assert shown["remaining"] == (shown["until"] - when).total_seconds() > 0
    assert len(board["queue"]) == board["waiting"] == 7
    assert board["next"] == board["queue"][0]
    for entry in board["queue"]:
        terms = FILM.chronicle(entry["number"]).sanctions(when)
        assert any(RULES.by_id[term.measure].effect == "public_display" for term in terms)
        assert entry["points"] < 0
        assert entry["age"] >= 16
    assert len({entry["masked"] for entry in (shown, *board["queue"])}) == 8


def test_those_who_hang_outside_of_the_cast_live_in_the_district() -> None:
    board = fact("samir", "scene:13", "board")
    others = [entry for entry in board["queue"] if not entry["id"]]
    assert others
    assert {entry["district"] for entry in others} == {board["district"]} == {"Mediación Centro"}


def test_who_has_seen_it_only_grows() -> None:
    early, late = (fact("samir", f"2041-10-0{day} 20:00", "board")["shown"]["seen"] for day in (3, 4))
    assert isinstance(early, Track)
    assert 0 < early.at(0) < early.at(600) < late.at(0)
    assert early.at(86400) == late.at(0)


def test_the_exemplary_are_thanked_by_their_whole_name_for_what_they_did() -> None:
    thanks = fact("remedios", "scene:4", "board")["commendation"]
    assert (thanks["id"], thanks["band"], thanks["on_display"], thanks["what"]) == ("remedios", "exemplary", True, "report_submitted")
    other = fact("samir", "scene:13", "board")["commendation"]
    assert other["band"] == "exemplary"
    assert other["points"] > 0


def test_an_offence_at_home_does_not_tell_the_address() -> None:
    for scene in ("scene:9", "scene:13", "scene:18"):
        for entry in fact("celia" if scene == "scene:9" else "dario", scene, "board")["queue"]:
            assert FILM.citizen(entry["number"]).address.line not in entry["place"]["name"]


def test_messages_turn_with_the_days_and_their_counts_run() -> None:
    boards = [fact("samir", f"2041-10-{day:02d} 12:00", "board") for day in range(1, 8)]
    assert {board["message"]["total"] for board in boards} == set(RULES.totals)
    message = boards[0]["message"]
    assert message["count"].at(0) == message["count_at"] <= message["count"].at(60)


def test_what_is_worked_out_late_is_worked_out_once_and_only_when_asked_for() -> None:
    facts = facts_for(FILM, "dario", "scene:18", 10)
    assert facts.values["board"] is facts.values["board"]
    assert set(facts.record_of(["band", "nothing"])) == {"band"}
    assert any(name.startswith("board.queue.0.") for name in facts.record)
