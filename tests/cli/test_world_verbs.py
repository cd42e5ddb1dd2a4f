"""``world`` as it is typed: pages, tables, charts, who is found, and what contradicts itself with its exit code."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

import pytest

from generator.deliver.manifest import Manifest
from generator.shelf import Worlds
from generator.world.facts import facts_for

Run = Callable[..., Any]
CANON = Path(__file__).parents[2] / "templates/_world/servicios_publicos.yaml"
SMALL = """\
title: Small
cast:
  ana: {given: Ana, surnames: Una Otra, opens: 640, ordinary: false}
  eva: {given: Ana, surnames: Una Otra, opens: 640, died: 2041-09-10, ordinary: false}
events:
  - {id: x, who: eva, what: litter, when: 2041-09-12}
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def test_every_verb_has_an_example(ministerio: Run) -> None:
    done = ministerio("world", "--help")
    for verb in ("show", "at", "timeline", "find", "check"):
        assert f"\n  {verb} " in done.out
        assert f"Example: ministerio world {verb}" in ministerio("world", verb, "--help").out


def test_a_citizens_page(ministerio: Run) -> None:
    done = ministerio("world", "show", "dario")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Darío Peñabria Lorenzal (dario)\n")
    assert "instalador de cámaras" in done.out
    assert "EXP 31-0448-K7" in done.out
    assert json.loads(ministerio("world", "show", "4711", "--json").out)["number"] == 4711


def test_a_citizen_at_a_scene(ministerio: Run) -> None:
    done = ministerio("world", "at", "samir", "scene:12A")
    assert "score  431  Sancionado" in done.out
    assert "Viaje sin título" in done.out
    assert "Estación del Turno, accesos, LT-24" in done.out
    chart = [line for line in done.out.splitlines() if "|" in line]
    assert sum(line.count("*") for line in chart) == 72
    assert any(line.endswith("500 watch") for line in chart)
    english = ministerio("world", "at", "samir", "scene:12A", "--lang", "en").out
    assert "Travel without a ticket" in english
    facts = json.loads(ministerio("world", "at", "samir", "scene:12A", "--json").out)
    assert (facts["balance"], facts["band"]) == ("431", "sanctioned")


def test_a_timeline_has_events_and_scenes(ministerio: Run) -> None:
    out = ministerio("world", "timeline", "samir", "--from", "2041-10-02").out
    rows = out.splitlines()
    third = next(i for i, row in enumerate(rows) if "Viaje sin título" in row)
    assert rows[third].split()[:4] == ["2041-10-02", "08:04", "-30", "431"]
    assert "scene 12A: La tercera vez" in rows[third + 1]
    events = json.loads(ministerio("world", "timeline", "samir", "--json").out)
    balance = events["opening"]
    for event in events["events"]:
        balance += event["points"]
        assert event["balance"] == balance


def test_who_is_found_fits(ministerio: Run) -> None:
    found = json.loads(
        ministerio("world", "find", "--band", "exemplary", "--age", "60-70", "--sex", "feminine", "--count", 3, "--json").out
    )
    assert len(found) == 3
    assert all(one["score"] >= 850 and one["sex"] == "feminine" for one in found)
    cast = ministerio("world", "find", "talkaddi").out.splitlines()
    assert [line.split()[1] for line in cast] == ["Samir", "Nadia"]
    world = Worlds().world()
    assert ministerio("world", "find", world.citizen(99).phone).out.split()[0] == "99"


def test_mistakes_are_told_in_a_line(ministerio: Run) -> None:
    for arguments, told in (
        (("show", "dariu"), "did you mean dario?"),
        (("at", "dario", "scene:99"), "no scene is called 99"),
        (("at", "dario", "1999-01-01"), "accounts are kept from"),
        (("timeline", "dario", "--from", "2041-10-10", "--to", "2041-10-09"), "not after it begins"),
        (("find", "--band", "exemplar"), "did you mean exemplary?"),
        (("find", "--age", "old"), "write 20-35"),
        (("find", "--district", "Marte"), "no district is called Marte"),
        (("show", "dario", "--canon", "nowhere.yaml"), "there is no canon nowhere.yaml"),
        (("check", "--canon", "nowhere.yaml"), "there is no canon"),
    ):
        done = ministerio("world", *arguments)
        assert (done.code, done.out) == (2, ""), arguments
        assert told in done.err
        assert len(done.err.splitlines()) <= 3


def test_the_film_that_ships_holds_together(ministerio: Run) -> None:
    done = ministerio("world", "check")
    assert (done.code, done.out) == (0, "")
    assert "no contradictions" in done.err


def test_contradictions_are_told_with_their_lines(ministerio: Run, small: Path) -> None:
    done = ministerio("world", "check", "--canon", small)
    assert done.code == 2
    lines = done.out.splitlines()
    assert len(lines) == 2
    assert "small.yaml:4: eva and ana (line 3) have one name: Ana Una Otra" in lines[0]
    assert "small.yaml:6: event x is at 2041-09-12 00:00, but eva died" in lines[1]
    told = json.loads(ministerio("world", "check", "--canon", small, "--json").out)
    assert [problem["line"] for problem in told] == [4, 6]


def test_a_plate_is_held_against_the_canon(ministerio: Run, tmp_path: Path) -> None:
    plate = tmp_path / "sp_018_010_score_hud_v001"
    plate.mkdir()
    facts = facts_for(Worlds().world(), "dario", "scene:18", 10)
    made_from = facts.made_from(facts.record_of(["citizen", "balance"]))
    manifest = Manifest(
        plate=plate.name, fingerprint="", made_from=made_from, program="", width=8, height=8, rate="24",
        frames="1001", handles=0, compositing="linear", layers=(), formats={},
    )  # fmt: skip
    manifest.write(plate / f"{plate.name}.manifest.json")
    assert ministerio("world", "check", plate).code == 0
    changed = tmp_path / "film.yaml"
    changed.write_text(CANON.read_text(encoding="utf-8").replace("leaves: 496", "leaves: 490"), encoding="utf-8")
    done = ministerio("world", "check", "--canon", changed, plate)
    assert done.code == 2
    assert "balance of dario at scene:18 is 490 now; the plate says 496" in done.out
    assert ministerio("world", "check", tmp_path).code == 2


def test_a_canon_brings_rules_of_its_own(ministerio: Run, small: Path) -> None:
    rules = (CANON.parent / "rules.yaml").read_text(encoding="utf-8")
    (small.parent / "rules.yaml").write_text(rules.replace("jaywalking:", "street_crossing:"), encoding="utf-8")
    small.write_text(SMALL.replace("what: litter", "what: jaywalking"), encoding="utf-8")
    done = ministerio("world", "check", "--canon", small)
    assert done.code == 2
    assert "no rule is called jaywalking" in done.err


def test_a_canon_that_cannot_be_read_is_told_with_its_line(ministerio: Run, small: Path) -> None:
    small.write_bytes(b"title: x\ncast:\n  \xff: {}\n")
    assert "small.yaml:3: this file is not UTF-8 text" in ministerio("world", "show", "1", "--canon", small).err
    small.write_text("title: x\ncast: {ana: {hat: 3}\n", encoding="utf-8")
    assert "small.yaml:" in ministerio("world", "show", "1", "--canon", small).err


def test_columns_hold_with_signs_that_are_two_wide(ministerio: Run) -> None:
    lines = ministerio("world", "timeline", "irene", "--lang", "zh", "--from", "2041-10-10", "--to", "2041-10-14").out.splitlines()
    marked = [line for line in lines if line.endswith("canon")]
    columns = {sum(2 if east_asian_width(c) in "WF" else 1 for c in line) for line in marked}
    assert len(marked) >= 4
    assert len(columns) == 1
