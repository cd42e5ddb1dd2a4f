"""Citizens: pure, independent of order, each their own, in households that agree, quick."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.elements.ui_portrait import looks_of
from generator.faces import portrait as faces
from generator.problems import BriefError
from generator.values.seeds import Dice
from generator.world import portrait
from generator.world.citizens import citizen
from generator.world.city import BY_CODE, camera_place, place
from generator.world.households import household_of
from generator.world.names import CULTURES, surname
from generator.world.numbers import POPULATION, identity, owner, phone
from generator.world.portrait import ALIKE, apart
from generator.world.shuffle import shuffle
from generator.world.wall import differ, wall
from tests.world.states import SEED

NUMBERS = st.integers(0, POPULATION - 1)
ON = date(2041, 10, 14)


@given(st.lists(NUMBERS, min_size=2, max_size=5, unique=True))
@settings(max_examples=30, derandomize=True, deadline=None)
def test_a_citizen_is_the_same_in_any_order_and_world(numbers: list[int]) -> None:
    forward = {n: citizen(SEED, n) for n in numbers}
    household_of.cache_clear()
    for n in reversed(numbers):
        assert citizen(SEED, n) == forward[n]
        assert citizen(SEED + 1, n) != forward[n]


@given(NUMBERS)
@settings(max_examples=60, derandomize=True, deadline=None)
def test_a_household_agrees_about_itself(n: int) -> None:
    home = household_of(SEED, n)
    assert n in home.members
    people = [citizen(SEED, m) for m in home.members]
    for person in people:
        assert household_of(SEED, person.number) == home
        assert person.address == home.address
        assert set(person.lives_with) == set(home.members) - {person.number}
        assert person.age(date(2041, 1, 1)) == home.ages[home.members.index(person.number)]
    parents = [p for p in people if p.role in {"parent", "partner"}]
    for child in (p for p in people if p.role == "child"):
        assert child.surnames[0] == parents[0].surnames[0]
        assert len(parents) < 2 or child.surnames[1] == parents[1].surnames[0]
        assert child.born > parents[0].born


@given(NUMBERS, st.integers(2, 5))
@settings(max_examples=40, derandomize=True, deadline=None)
def test_a_shuffle_is_one_to_one(n: int, seed: int) -> None:
    for size in (POPULATION, 10**10, 2 * 10**9):
        order = shuffle(seed, "x", size)
        assert order.back(order.of(n)) == n
    small = shuffle(seed, "x", 101)
    assert sorted(small.of(i) for i in range(101)) == list(range(101))


@given(NUMBERS)
@settings(max_examples=40, derandomize=True, deadline=None)
def test_a_number_leads_back_to_whom_it_belongs(n: int) -> None:
    assert owner(SEED, phone(SEED, n)) == n
    assert owner(SEED, identity(SEED, n)) == n
    assert owner(SEED, identity(SEED, n)[:-1] + "K") is None
    assert owner(SEED, "Irene") is None


def test_the_city_is_mixed_and_of_all_ages() -> None:
    people = [citizen(SEED, n * 104_729) for n in range(400)]
    ages = [p.age(ON) for p in people]
    assert min(ages) < 6
    assert max(ages) > 80
    assert 0.4 < sum(p.sex == "feminine" for p in people) / len(people) < 0.6
    assert len({p.name for p in people}) == len(people)
    assert len({p.district.code for p in people}) == len(BY_CODE)
    assert max(p.portrait.african for p in people) > 0.9
    assert max(p.portrait.asian for p in people) > 0.9


def test_surnames_are_written_as_names_are() -> None:
    for culture in CULTURES:
        for i in range(200):
            name = surname(Dice(1, culture.name, i), culture)
            assert name[0].isupper()
            assert name[1:].islower()
            assert 4 <= len(name) <= 14
            assert not any(name[j : j + 3] == name[j] * 3 for j in range(len(name)))


def test_a_citizen_takes_under_a_millisecond() -> None:
    citizen(SEED, 0)
    best = min(_timed(start) for start in range(5))
    assert best < 0.001


def _timed(start: int) -> float:
    began = time.process_time()
    for n in range(100):
        citizen(SEED, start * 1_000_003 + n * 7919)
    return (time.process_time() - began) / 100


def test_nobody_beyond_the_population() -> None:
    for n in (-1, POPULATION):
        with pytest.raises(IndexError):
            citizen(SEED, n)


def test_a_wall_has_no_two_alike() -> None:
    people = wall(lambda n: citizen(SEED, n), 3, 60, on=ON)
    assert len({p.short_name for p in people}) == 60
    assert len({p.surnames[0] for p in people}) == 60
    for i, one in enumerate(people):
        for two in people[:i]:
            assert apart(one.portrait, one.age(ON), two.portrait, two.age(ON)) >= ALIKE
    assert wall(lambda n: citizen(SEED, n), 3, 12, on=ON) == people[:12]


def test_alike_is_seen_as_alike() -> None:
    """The judge is judged: someone is like themselves, and a wall that takes only one person cannot be filled."""
    one = citizen(SEED, 5)
    assert not differ(one, one, ON)
    assert apart(one.portrait, 40, one.portrait, 41) < ALIKE
    with pytest.raises(BriefError, match="only 1 of 2 people"):
        wall(lambda _: one, 3, 2)


def test_a_camera_sees_the_place_that_names_it() -> None:
    for code, letters in ((31, "BT"), (17, "LT")):
        for kind in ("crossing", "station", "road"):
            for k in range(10):
                seen = place(SEED, code, kind, k)
                assert seen.camera.startswith(letters)
                assert camera_place(SEED, seen.camera) == seen
    assert camera_place(SEED, "XX-04") is None
    assert camera_place(SEED, "BT-99") is None


def test_a_portrait_is_said_in_the_words_that_faces_take() -> None:
    assert (portrait.HAIR, portrait.BEARDS, portrait.GLASSES) == (faces.HAIR, faces.BEARDS, faces.GLASSES)
    assert (portrait.COVERS, portrait.CLOTHES) == (faces.COVERS, faces.CLOTHES)
    for n in range(60):
        one = citizen(SEED, n * 7919)
        drawn = faces.portrait_of(one.number, **looks_of(one.portrait.looks(one.age(ON))))
        assert (drawn.hair, drawn.glasses, drawn.cover) == (one.portrait.hair, one.portrait.glasses, one.portrait.cover)
        assert drawn.skin == pytest.approx(one.portrait.skin, abs=0.01)
