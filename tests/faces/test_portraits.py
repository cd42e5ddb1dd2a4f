from __future__ import annotations

from dataclasses import replace

import pytest

from generator.elements.ui_portrait import looks_of
from generator.faces import portrait_of, robot_of
from generator.faces.portrait import BEARDS, CLOTHES, COVERS, EXPRESSIONS, FEATURES, GLASSES, HAIR, SHAPES
from generator.faces.sculpt import ages, weights_of
from generator.world import portrait as world


def test_a_number_is_the_same_person_for_ever() -> None:
    assert portrait_of(42) == portrait_of(42)
    assert portrait_of(42) != portrait_of(43)
    assert (portrait_of(42).age, portrait_of(42).hair, portrait_of(42).shape) == (64, "shoulder", "oval")


def test_what_is_known_of_a_citizen_changes_nothing_else() -> None:
    known = portrait_of(42, glasses="round")
    assert known == replace(portrait_of(42), glasses="round")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"hair": "mohican"}, "none of bald"),
        ({"age": 5}, "outside 6 to 90"),
        ({"skin": 1.5}, "skin 1.5 is out of bounds"),
        ({"african": 0.7, "asian": 0.7}, "more than 1"),
        ({"nose": 1.0}, "has no nose"),
    ],
)
def test_what_cannot_be_is_refused(given: dict[str, object], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        portrait_of(1, **given)


def test_a_crowd_has_everybody_in_it() -> None:
    crowd = [portrait_of(n) for n in range(600)]
    for name, words in (("hair", HAIR), ("beard", BEARDS), ("glasses", GLASSES), ("cover", COVERS), ("expression", EXPRESSIONS),
                        ("clothes", CLOTHES), ("shape", SHAPES)):  # fmt: skip
        assert {getattr(portrait, name) for portrait in crowd} == set(words)
    assert min(p.age for p in crowd) < 10
    assert max(p.age for p in crowd) > 85
    assert all(len(p.features) == len(FEATURES) for p in crowd)


@pytest.mark.parametrize("age", [6, 11, 18, 25, 50, 90])
def test_ages_are_shares(age: int) -> None:
    assert sum(ages(age)) == pytest.approx(1)


def test_weights_mix_people_to_one() -> None:
    weights = weights_of(portrait_of(7, age=40, african=0.25, asian=0.5))
    people = [w for name, w in weights.items() if name.startswith("macrodetails/") and "universal" not in name]
    assert sum(people) == pytest.approx(1)


def test_what_the_world_says_of_a_citizen_is_understood() -> None:
    """The world and this room are strangers: their tables of words are the same, and what it writes makes a portrait."""
    ours = {"hair": HAIR, "beard": BEARDS, "glasses": GLASSES, "cover": COVERS, "clothes": CLOTHES}
    assert ours == world.WORDS
    plain = dict.fromkeys(world.NUMBERS, 0.333) | {name: words[-1] for name, words in world.WORDS.items()}
    said = world.Portrait(**plain).looks(34)  # type: ignore[arg-type]
    assert portrait_of(5, **looks_of(said)).hair == HAIR[-1]


def test_robots_differ() -> None:
    assert len({robot_of(n) for n in range(50)}) == 50
    assert len({robot_of(n).eye for n in range(50)}) == 4
