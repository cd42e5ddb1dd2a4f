"""Every key of the shipped world has words, in forms that agree, no longer than a HUD's line."""

from __future__ import annotations

import pytest

from generator.shelf import Worlds
from generator.world.calls import OUTCOMES
from generator.world.city import KINDS
from generator.world.households import KINDS as HOUSEHOLDS
from generator.world.lives import OCCUPATIONS
from generator.world.people import RELATIONS
from generator.world.rules import BY_OFFICE, EVIDENCE
from tests.world.states import FOLDER, RULES

LANGUAGES = sorted(path.stem for path in (FOLDER / "words").glob("*.yaml"))
LONGEST = {"es": 40, "en": 40}
FREE = ("infant", "pupil", "student", "retired", "unassigned", "camera_fitter")


def keys() -> list[str]:
    found = [f"behaviour.{name}" for name in (*RULES.behaviours, *BY_OFFICE)]
    found += [f"effect.{name}" for name in RULES.effects]
    found += [f"evidence.{name}" for name in EVIDENCE]
    found += [f"category.{name}" for name in {b.category for b in RULES.behaviours.values()}]
    found += [f"detail.{name}" for kind in KINDS.values() for name in kind.details]
    found += [f"{kind}.{name}" for name in RULES.totals for kind in ("total", "message")]
    found += [f"outcome.{name}" for name in OUTCOMES]
    persons = [f"band.{band.id}" for band in RULES.bands]
    persons += [f"relation.{name}" for name in RELATIONS]
    persons += [f"role.{role}" for kinds in HOUSEHOLDS.values() for roles in kinds for role in roles]
    persons += [f"occupation.{row[0]}" for row in OCCUPATIONS] + [f"occupation.{name}" for name in FREE]
    return found + [f"{name}.{sex}" for name in persons for sex in ("feminine", "masculine")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_has_a_word(language: str) -> None:
    words = Worlds().words(language)
    assert sorted(set(words.keys)) == sorted(set(keys()))
    for key in keys():
        assert words.say(key).strip(), key
        assert len(words.say(key)) <= LONGEST.get(language, 40), key


def test_spanish_and_english_are_there() -> None:
    assert {"es", "en"} <= set(LANGUAGES)
