"""The canon: what is pinned wins, what is not fits around it, and bad files are told all at once with their lines."""

from __future__ import annotations

import pickle
import time
from datetime import datetime

import pytest

from generator.problems import BriefError, CanonError
from generator.world.canon_file import read_canon
from generator.world.numbers import POPULATION
from generator.world.world import World
from tests.world.states import CANON_TEXT, RULES, canon, world

FILM = World(RULES, read_canon(CANON_TEXT, "servicios_publicos.yaml", RULES))


def test_the_film_has_a_cast_scenes_and_arcs() -> None:
    film = FILM.canon
    assert len(film.cast) >= 12
    assert sum(not scene.flashback for scene in film.scenes.values()) >= 20
    assert (film.ends - film.begins).days == 40
    assert len({FILM.citizen(name).name for name in film.cast}) == len(film.cast)
    assert {FILM.chronicle(name).band(film.ends) for name in film.cast if not film.cast[name].closed} >= {
        "exemplary",
        "regular",
        "sanctioned",
    }


def test_what_is_pinned_wins_everywhere() -> None:
    dario = FILM.citizen("dario")
    assert (dario.name, dario.sex, dario.file) == ("Darío Peñabria Lorenzal", "masculine", "EXP 31-0448-K7")
    assert dario.address.line == "Calle del Saludo, 48, 3.º B"
    assert (dario.portrait.hair, dario.portrait.beard) == ("side_parting", "stubble")
    assert FILM.citizen(dario.number) is dario
    assert FILM.chronicle("samir").balance(FILM.moment("scene:12A")) == 431
    assert FILM.chronicle("dario").balance(datetime(2041, 10, 14, 14, 32, 5)) == 496


def test_the_pinned_score_is_what_the_events_add_up_to() -> None:
    chronicle = FILM.chronicle("samir")
    balance = chronicle.opening
    for event in chronicle.between(chronicle.since, FILM.moment("scene:12A")):
        balance = RULES.clamp(balance + event.points)
    assert balance == 431
    assert not chronicle.gaps


def test_what_is_not_pinned_follows_from_what_is() -> None:
    lia, irene, nadia, samir = (FILM.citizen(name) for name in ("lia", "irene", "nadia", "samir"))
    assert lia.surnames == ("Peñabria", "Valdemar")
    assert lia.address == irene.address
    assert lia.work.occupation == "pupil"
    assert lia.role == "child"
    assert irene.children == 1
    assert set(lia.lives_with) == {irene.number}
    assert nadia.address == samir.address
    assert nadia.consumption.nappies > 0


def test_nobody_lives_with_the_cast_unasked() -> None:
    cast = set(FILM.numbers.values())
    for n in cast:
        for other in World(RULES).citizen(n).lives_with:
            assert not cast & set(FILM.citizen(other).lives_with) or other in cast


def test_one_is_found_by_whatever_one_is_called() -> None:
    dario = FILM.citizen("dario")
    for text in (
        "dario",
        "Darío Peñabria Lorenzal",
        "dario penabria",
        "Lorenzal",
        dario.phone,
        dario.identity,
        dario.file,
        str(dario.number),
    ):
        assert FILM.number(text) == dario.number, text
    anyone = FILM.citizen(4711)
    assert FILM.number(anyone.phone) == 4711
    assert FILM.number(anyone.identity) == 4711
    with pytest.raises(BriefError, match=r"could be .*Samir.* or .*Nadia"):
        FILM.number("Talkaddi")
    with pytest.raises(BriefError, match="did you mean dario"):
        FILM.number("dariu")
    with pytest.raises(BriefError, match="there is no citizen"):
        FILM.number(str(POPULATION))


def test_moments_are_dates_or_scenes() -> None:
    assert FILM.moment("scene:18") == datetime(2041, 10, 14, 14, 32, 3)
    assert FILM.moment("2041-10-14 14:32") == datetime(2041, 10, 14, 14, 32)
    for text, said in (("scene:12B", "did you mean 12"), ("14:32", "has no date"), ("tomorrow", "no moment"), ("2041-02-30", "no moment")):
        with pytest.raises(BriefError, match=said):
            FILM.moment(text)
    with pytest.raises(BriefError, match="accounts are kept from"):
        FILM.check_moment(datetime(1999, 1, 1))


def test_a_world_is_the_same_in_another_process_and_order() -> None:
    copy = pickle.loads(pickle.dumps(FILM))
    for name in reversed(FILM.canon.cast):
        assert copy.citizen(name) == FILM.citizen(name)
        assert copy.chronicle(name).events == FILM.chronicle(name).events


def test_points_of_ones_own_and_the_dead() -> None:
    there = world("""\
accounts_from: 2041-09-01
cast:
  ana: {opens: 700, ordinary: false, died: 2041-09-20}
events:
  - {who: ana, what: Un gesto, points: -55, when: 2041-09-10 12:00}
  - {who: ana, what: volunteering, when: 2041-09-11 12:00}
""")
    chronicle = there.chronicle("ana")
    assert [event.points for event in chronicle.events if event.by_canon] == [-55, 12]
    assert chronicle.until == datetime(2041, 9, 20)


def test_what_someone_never_does_is_not_made_up() -> None:
    text = "cast:\n  ana: {temperament: {care: -1, pace: 3}, born: 2010-01-01, never: [jaywalking]}\n"
    assert not [e for e in world(text).chronicle("ana").events if e.what == "jaywalking"]
    assert [e for e in world(text.replace(", never: [jaywalking]", "")).chronicle("ana").events if e.what == "jaywalking"]


BAD = """\
film: {begins: 2041-09-08, ends: 2041-09-01}
citty: x
cast:
  ana: {number: 5, sex: female, age: old, surnames: Una}
  eva: {number: 5, parents: [ana], knows: [anna], district: XY, hats: 3}
  ana: {opens: 1200}
events:
  - {id: a, who: ana, what: jaywalkin, when: 2041-02-30}
  - {id: a, who: eve, what: litter, when: 2041-09-09, because: b, camera: ZZ-01, where: nowhere}
  - {who: eva, when: 2041-09-09}
  - [1, 2]
sanctions:
  - {who: ana, what: flights, begins: 2041-09-10, ends: 2041-09-09}
scenes:
  1: {at: 2041-09-09 25:00, shows: [{who: ana, score: 2000, band: best, sanctions: [flight]}]}
places:
  x: {name: X, kind: castle, district: BT}
"""
TOLD = {
    (2, "the film ends on 2041-09-01"),
    (3, "unknown key citty"),
    (5, "ana.sex cannot be female"),
    (5, "ana.age takes a whole number, not old"),
    (5, "ana.surnames takes two"),
    (6, "citizen 5 is there twice; the first is in line 5"),
    (6, "no person is called anna; did you mean ana?"),
    (6, "no district is called XY"),
    (6, "unknown key eva.hats"),
    (8, "no rule is called jaywalkin; did you mean jaywalking?"),
    (8, "there is no moment 2041-02-30"),
    (9, "event a is there twice; the first is in line 8"),
    (9, "no person is called eve"),
    (9, "no event is called b"),
    (9, "no camera is called ZZ-01"),
    (9, "no place is called nowhere"),
    (10, "event.what is missing"),
    (11, "event is written as keys with values"),
    (13, "sanction.what cannot be flights"),
    (15, "there is no moment 2041-09-09 25:00"),
    (15, "scene 1.score is 2000, outside of 0 to 1000"),
    (15, "scene 1.band cannot be best"),
    (15, "no sanction or reward is called flight"),
    (17, "x.kind cannot be castle"),
}  # fmt: skip


def test_every_fault_is_told_at_once_with_its_line() -> None:
    with pytest.raises(CanonError) as caught:
        canon(BAD.replace("  ana: {opens: 1200}\n", ""))
    found = [(p.origin.line if p.origin else 0, p.message) for p in caught.value.problems]
    for line, said in TOLD:
        assert any(at == line and said in message for at, message in found), (line, said, found)


def test_a_person_given_twice_is_told() -> None:
    with pytest.raises(CanonError, match=r"canon.yaml:7: ana is given twice"):
        canon(BAD)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cast: {a: {parents: [b]}, b: {parents: [c]}, c: {parents: [a]}}", "is their own ancestor"),
        ("scenes: {1: {at: 2041-09-09, after: 2}, 2: {at: 2041-09-10, after: 1}}", "scene 1 comes after itself"),
        ("places: {a: {name: A, kind: shop, inside: b}, b: {name: B, kind: shop, inside: a}}", "lies inside itself"),
        (
            "cast: {ana: {}}\nevents: [{id: a, who: ana, what: litter, when: 2041-09-09, because: a}]",
            "event a is its own cause: a <- a",
        ),
        (
            "cast: {ana: {}}\nevents: [{who: ana, what: litter, when: 2041-09-09 12:00, leaves: 500}]\n"
            "scenes: {1: {at: 2041-09-09 12:00, shows: [{who: ana, score: 501}]}}",
            "and of 500 in line 3",
        ),
        ("cast: {ana: {died: 2041-09-09, removed: 2041-09-10}}", "cannot both die and be removed"),
        ("cast: {ana: {born: 2012-01-01, age: 29}}", "say the same thing"),
        ("cast: {ana: {}}\nevents: [{who: ana, what: review, when: 2041-09-09}]", "review is the office's own and needs points"),
        ("cast: {ana: {}}\nevents: [{who: ana, what: appeal_upheld, when: 2041-09-09}]", "say because of which"),
        ("accounts_from: 0002-01-01", "are too long: 3660 days fit"),
        ("accounts_from: 9998-01-01\nfilm: {begins: 9999-12-30, ends: 9999-12-31}", "are too long"),
        ("cast: [ana]", "cast takes names with their keys"),
        ("- a\n- b", "not readable as YAML"),
    ],
)
def test_circles_and_clashes_are_told(text: str, said: str) -> None:
    with pytest.raises(CanonError) as caught:
        canon(text)
    assert any(said in p.message for p in caught.value.problems), str(caught.value)


def test_ten_thousand_lines_are_judged_in_two_seconds() -> None:
    rows = [
        f"  - {{id: e{i}, who: p{i % 40}{'x' * (i % 9 == 0)}, what: litter{'z' * (i % 11 == 0)}, when: 2041-09-{1 + i % 31}}}"
        for i in range(10_000)
    ]
    text = "cast:\n" + "".join(f"  p{i}: {{}}\n" for i in range(40)) + "events:\n" + "\n".join(rows)
    began = time.process_time()
    with pytest.raises(CanonError) as caught:
        canon(text)
    assert time.process_time() - began < 2
    assert len(caught.value.problems) > 1_000


def test_faults_come_in_the_order_of_the_lines_and_each_at_its_own() -> None:
    text = (
        "cameras:\n  X-1: {place: nowhere}\ncast:\n  ana: {sex: femenine}\nevents:\n  - nonsense\n"
        "  - {who: ana, what: jaywalking, when: 2041-09-10, because: y}\n"
        "sanctions:\n  - {who: ana, what: frozen_asset, begins: 2041-09-15, ends: 2041-09-12}\nacounts_from: 2041-01-01\n"
    )
    with pytest.raises(CanonError) as caught:
        canon(text)
    told = [(problem.origin.line, problem.message) for problem in caught.value.problems if problem.origin]
    assert told == [
        (3, "no place for camera X-1 is called nowhere"),
        (5, "ana.sex cannot be femenine; did you mean feminine?"),
        (7, "event is written as keys with values, not as nonsense"),
        (8, "no event is called y"),
        (10, "sanction.what cannot be frozen_asset; did you mean frozen_assets?"),
        (10, "frozen_asset of ana ends before it begins"),
        (11, "unknown key acounts_from; did you mean accounts_from?"),
    ]


def test_what_is_too_much_to_tell_is_said_to_be_more() -> None:
    rows = "".join(f"  - {{who: nobody{i}, what: jaywalking, when: 2041-09-10, wen: 1}}\n" for i in range(1100))
    with pytest.raises(CanonError) as caught:
        canon(f"events:\n{rows}")
    assert len(caught.value.problems) == 2001
    assert caught.value.problems[-1].message == "and 200 more"
