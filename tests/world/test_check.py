"""Contradictions: none in the film that ships, and each kind seen where it is."""

from __future__ import annotations

import pytest

from generator.world.canon_file import read_canon
from generator.world.check import Claim, claim_of, contradictions
from generator.world.facts import facts_for
from generator.world.world import World
from tests.world.states import CANON_TEXT, RULES, world

FILM = World(RULES, read_canon(CANON_TEXT, "servicios_publicos.yaml", RULES))

CAST = "cast:\n  ana: {opens: 640, given: Ana, surnames: Una Otra, ordinary: false}\n  eva: {opens: 640, given: Eva, surnames: Dos Tres}\n"


def test_the_film_does_not_contradict_itself() -> None:
    assert [str(problem) for problem in contradictions(FILM)] == []


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (
            CAST.replace("ordinary: false", "died: 2041-09-20") + "events:\n  - {id: x, who: ana, what: litter, when: 2041-09-21}",
            6, "event x is at 2041-09-21 00:00, but ana died on 2041-09-20 00:00 (line 3)",
        ),
        (
            CAST.replace("ordinary: false", "removed: 2041-09-20") + "scenes:\n  1: {at: 2041-09-22, shows: [{who: ana}]}",
            6, "scene 1 with ana is at 2041-09-22 00:00, but ana was removed on",
        ),
        (CAST + "scenes:\n  1: {at: 2041-09-12}\n  2: {at: 2041-09-11}", 7, "scene 2 is out of order: scene 1 above it"),
        (CAST + "scenes:\n  1: {at: 2041-09-12, after: 2}\n  2: {at: 2041-09-13}", 6, "scene 1 comes after scene 2, which is later"),
        (
            CAST + "scenes:\n  1: {at: 2041-09-12 12:00, shows: [{who: ana, score: 640}]}\n"
            "  2: {at: 2041-09-12 12:05, shows: [{who: ana, score: 300}]}",
            7, "no rule explains the score 300 of ana: -220 points are missing since 2041-09-12 12:00",
        ),
        (
            CAST + "events:\n  - {id: x, who: ana, what: noise_night, when: 2041-09-20}\n"
            "scenes:\n  1: {at: 2041-09-12, shows: [{who: ana, sanctions: [night_venues]}]}",
            8, "scene 1 shows night_venues of ana before its cause x (line 6): it begins at 2041-09-20",
        ),
        (
            CAST + "scenes:\n  1: {at: 2041-09-12, shows: [{who: ana, sanctions: [frozen_assets]}]}",
            6, "shows frozen_assets of ana but nothing ever brings it",
        ),
        (
            CAST + "events:\n  - {id: x, who: ana, what: game_cheating, when: 2041-06-01}\n"
            "scenes:\n  1: {at: 2041-09-12, shows: [{who: ana, sanctions: [game_account]}]}",
            8, "shows game_account of ana when it is over: it ended at 2041-06-22",
        ),
        (CAST + "scenes:\n  1: {at: 2041-09-12, shows: [{who: ana, band: exemplary}]}", 6, "with 640 points the band is regular"),
        (CAST.replace("Eva, surnames: Dos Tres", "Ana, surnames: Una Otra"), 4, "eva and ana (line 3) have one name: Ana Una Otra"),
        (
            CAST.replace("given: Ana", "phone: 798 000 000 001") + "institutions:\n  m: {name: M, phone: 798000000001}",
            6, "m and ana (line 3) have one phone: 798000000001",
        ),
        (
            CAST + "events:\n  - {id: x, who: ana, what: litter, when: 2041-09-12, because: y}\n"
            "  - {id: y, who: eva, what: litter, when: 2041-09-13}",
            6, "event x answers y, which comes later (line 7)",
        ),
        (
            CAST + "events:\n  - {id: x, who: ana, what: litter, when: 2041-09-12}\n"
            "sanctions:\n  - {who: ana, what: frozen_assets, begins: 2041-09-11, ends: 2041-09-19, because: x}",
            8, "frozen_assets of ana begins before its cause x (line 6)",
        ),
        (
            CAST + "places:\n  p: {name: Plaza P, kind: square, district: BT}\n"
            "  q: {name: Plaza Q, kind: square, district: BT, camera: BT-40}\n"
            "events:\n  - {id: x, who: ana, what: litter, when: 2041-09-12, where: p, camera: BT-40}",
            9, "event x is at Plaza P, but camera BT-40 looks at Plaza Q",
        ),
        (CAST + "scenes:\n  1: {at: 2041-01-12, shows: [{who: ana, score: 3}]}", 6, "at 2041-01-12 00:00, when no accounts are kept"),
        (CAST + "scenes:\n  1: {at: 2049-01-12, shows: [{who: ana, score: 3}]}", 6, "at 2049-01-12 00:00, when no accounts are kept"),
        (CAST + "events:\n  - {id: x, who: ana, what: litter, when: 2041-01-12}", 6, "before accounts are opened on 2041-05-01"),
        ("cast:\n  ana: {born: 1999-01-01}\n  eva: {born: 1998-01-01, parents: [ana]}", 4, "eva is no younger than their parent ana"),
    ],
)  # fmt: skip
def test_a_contradiction_is_told_at_its_line(text: str, line: int, said: str) -> None:
    found = contradictions(world(text))
    assert any(said in p.message and p.origin and p.origin.line == line for p in found), [str(p) for p in found]


def test_a_number_that_somebody_else_has_is_told() -> None:
    phone = FILM.citizen(4711).phone
    found = contradictions(world(f"seed: {FILM.seed}\ncast:\n  ana: {{phone: {phone}}}\n"))
    assert any("belongs to citizen 4711" in p.message for p in found)


def test_a_plate_is_held_against_the_canon() -> None:
    facts = facts_for(FILM, "dario", "scene:18", 10)
    claim = claim_of("sp_018_010_score_hud_v001", facts.made_from(facts.record))
    assert claim is not None
    assert claim_of("sp_001", {"template": "x"}) is None
    assert contradictions(FILM, [claim]) == []
    changed = World(RULES, read_canon(CANON_TEXT.replace("leaves: 496", "leaves: 495"), "x.yaml", RULES))
    told = [str(problem) for problem in contradictions(changed, [claim]) if problem.origin and problem.origin.file.startswith("sp_018")]
    assert "sp_018_010_score_hud_v001: balance of dario at scene:18 is 495 now; the plate says 496" in told
    gone = Claim("sp_019", "nobody.at.all", "scene:18")
    assert "no longer supports" in contradictions(FILM, [gone])[0].message


def test_a_scene_after_the_films_end_is_met_too() -> None:
    there = world("cast:\n  ana: {opens: 640}\nscenes:\n  1: {at: 2041-11-20 12:00, shows: [{who: ana, score: 600}]}\n")
    assert contradictions(there) == []
    short = there.chronicle("ana").events
    assert World(RULES, there.canon).chronicle("ana", there.moment("2041-12-01")).events[: len(short)] == short
