"""The score HUD of anyone at any moment: it composes and builds, what is given wins, two plates of one moment agree, mistakes are told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.brief import Brief
from generator.problems import BriefError, CanonError
from generator.render.asset import Asset
from generator.render.film import Places
from generator.shelf import Shelf, Worlds
from generator.typography.fonts import FontBook
from generator.world.check import claim_of, contradictions

SHELF, WORLDS = Shelf(), Worlds()
MANIFEST = SHELF.template("score_hud").manifest
FONTS = FontBook(SHELF.fonts())
CAST = ("dario", "irene", "samir", "vera", "meilin")
ANYONE = (*CAST, *(str(n * 93_333_331 % 1_400_000_000) for n in range(1, 6)))
MOMENTS = ("scene:1", "scene:12A", "scene:18", "2041-05-02 10:00", "2041-10-17 23:59")


def asset(citizen: str | None = "dario", at: str | None = "scene:18", language: str = "es", **more: Any) -> Asset:
    asked = {"template": "score_hud", "citizen": citizen, "at": at, "language": language, **more}
    return Asset.of(Brief.of(MANIFEST, asked), SHELF, WORLDS)


def shown(of: Asset) -> dict[str, str]:
    return {name: text for name, text in of.facts.items() if name.startswith("world.")}


@pytest.mark.parametrize("language", MANIFEST.languages)
def test_anyone_at_any_moment_composes_and_builds(language: str) -> None:
    turn = MANIFEST.languages.index(language)
    for i, who in enumerate(ANYONE):
        found = asset(who, MOMENTS[(i + turn) % len(MOMENTS)], language)  # every language has other pairs
        if (i + turn) % 3 == 0:  # building takes its time
            assert found.built(found.document(), FONTS).root.children


def test_the_facts_are_the_worlds_in_the_plates_language() -> None:
    es, en = (asset(language=language).values for language in ("es", "en"))
    assert (es["name"], es["score"], es["change"], es["camera"]) == ("Darío Peñabria Lorenzal", 496, -12, "BT-07")
    assert (es["reason"], en["reason"]) == ("Cruce indebido", "Unauthorised crossing")
    assert es["place"] == "Glorieta del Buen Trato, paso norte"
    assert [(s["text"], s["new"]) for s in en["sanctions"]][-1] == ("Travel pass suspended", True)
    assert asset("meilin").values["gender"] == "feminine"


def test_without_a_citizen_the_defaults_stand() -> None:
    found = asset(None, None)
    assert not shown(found)
    assert found.values["name"] == MANIFEST.parameters["name"].default


def test_what_is_given_wins_and_is_recorded() -> None:
    found = asset(parameters={"name": "Nadie Enparticular", "score": "512"})
    assert (found.values["name"], found.values["score"], found.values["change"]) == ("Nadie Enparticular", 512, -12)
    record = shown(found)
    assert record["world.overridden"] == "name, score"
    assert "world.fact.citizen.name" not in record
    assert "world.fact.balance" not in record
    assert record["world.fact.change"] == "-12"
    assert shown(asset())["world.overridden"] == ""


def test_a_plate_tells_what_it_shows_and_the_check_holds_it_to_that() -> None:
    record = shown(asset(at="2041-10-14 14:32:03"))
    assert record["world.fact.judged.what"] == "jaywalking"
    assert not any("phone" in name for name in record), "what is not shown is not claimed"
    claim = claim_of("plate", record)
    false = claim_of("false", record | {"world.fact.balance": "640"})
    assert claim is not None
    assert false is not None
    told = {problem.origin.file for problem in contradictions(WORLDS.world(), [claim, false]) if problem.origin}
    assert "false" in told
    assert "plate" not in told


@pytest.mark.parametrize("who", CAST)
def test_two_plates_of_one_moment_agree(who: str) -> None:
    one, other = asset(who, look="vigil"), asset(who, look="plaza", language="en", canvas="400x400")
    assert shown(one) == shown(other)
    assert one.values["score"] == other.values["score"]


def test_the_template_has_a_moment_of_its_own() -> None:
    assert shown(asset(at=None))["world.at"] == "2041-10-14 14:32:03"
    assert shown(asset(at=None, parameters={"time": "2041-09-10 09:00"}))["world.at"] == "2041-09-10 09:00:00"


def test_a_template_sees_the_world_and_then_claims_all_of_it(tmp_path: Path) -> None:
    folder = tmp_path / "age"
    folder.mkdir()
    (folder / "manifest.yaml").write_text(
        "title: Age\ndescription: Somebody's age.\nlooks: [vigil]\nlanguages: [es]\ncanvases: [64x36]\nduration: 24f\n", encoding="utf-8"
    )
    (folder / "scene.svg.j2").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:ui="https://ministerio.example/ui">'
        '<ui:counter value="{{ world.score }}"/><text>{{ world.citizen.age }} {{ world.citizen.occupation_text }}</text></svg>',
        encoding="utf-8",
    )
    places = Places(templates=(tmp_path,))
    brief = Brief.of(places.shelf().manifest("age"), {"template": "age", "citizen": "dario", "at": "scene:18"})
    found = Asset.of(brief, places.shelf(), places.worlds())
    assert "world.fact.citizen.phone" in found.facts
    age = found.facts["world.fact.citizen.age"]
    assert any(f"{age} " in str(child) for element in found.document().root.walk() for child in element.children)


@pytest.mark.parametrize(("asked", "message"), [
    ({"citizen": "darioo"}, "did you mean dario"),
    ({"at": "scene:12B"}, "did you mean 12"),
    ({"at": "yesterday"}, "is no moment"),
    ({"at": "1999-01-01"}, "accounts are kept from"),
    ({"canon": "nowhere.yaml"}, "there is no canon nowhere.yaml"),
    ({"citizen": None}, "give citizen too"),
])  # fmt: skip
def test_mistakes_are_told(asked: dict[str, str], message: str) -> None:
    with pytest.raises(BriefError, match=message) as caught:
        asset(**asked)  # type: ignore[arg-type]
    assert caught.value.exit_code == 2


def test_a_faulty_canon_is_told_with_its_line(tmp_path: Path) -> None:
    canon = tmp_path / "film.yaml"
    canon.write_text("cats: {}\n", encoding="utf-8")
    with pytest.raises(CanonError, match=r"film\.yaml:1"):
        asset(canon=str(canon))
