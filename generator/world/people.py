"""People as plates tell of them: who someone is and where they stand at a moment; who else is at a place; who is what to whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from generator.values.later import Ranked
from generator.values.seeds import Dice, fork
from generator.world.canon import Scene
from generator.world.citizens import Citizen
from generator.world.city import Place
from generator.world.masks import masked
from generator.world.numbers import POPULATION
from generator.world.wall import differ, wall
from generator.world.world import SCENE, World

CROWD = 12
WINDOW = timedelta(minutes=10)
"""How long the same people stand at a place."""
PASSING = 0.3
"""How many of a city's people may be anywhere; everyone else is met where they live or work."""
PHONE = 9
"""From which age somebody has a phone."""
CHILD, CHILD_HOURS = 14, range(7, 21)
RELATIONS = ("parent", "child", "partner", "household", "neighbour", "colleague", "contact", "unknown")


def person(world: World, n: int, when: datetime) -> dict[str, Any]:
    """One citizen at a moment, as a list of people on a plate has them."""
    citizen = world.citizen(n)
    chronicle = world.chronicle(n, when)
    age = citizen.age(when.date())
    return {
        "id": world.names.get(n, ""),
        "number": n,
        "name": citizen.name,
        "short_name": citizen.short_name,
        "masked": masked(citizen.given.split()[0], citizen.surnames),
        "given": citizen.given,
        "gender": citizen.sex,
        "age": age,
        "occupation": citizen.work.occupation,
        "district": citizen.district.name,
        "phone": citizen.phone,
        "file": citizen.file,
        "picture": citizen.still.path if citizen.still else "",
        "looks": citizen.portrait.looks(age),
        "score": chronicle.balance(when),
        "band": chronicle.band(when),
    }


def scene_of(world: World, at: str | datetime) -> Scene | None:
    """The scene that is asked for as a moment."""
    name = str(at).strip()
    return world.canon.scenes.get(name.removeprefix(SCENE).strip()) if name.startswith(SCENE) else None


def living(world: World, who: str, when: datetime) -> bool:
    """Whether one of the cast still has an account."""
    closed = world.canon.cast[who].closed
    return closed is None or when < closed


def present(world: World, n: int, at: str | datetime, place: Place | None) -> Ranked:
    """Who else is where a plate looks: first those of the cast whom its scene shows, then people of the district and passers-by.

    The same crowd stands there for ten minutes, whoever of it a plate is about; no two are alike.
    """
    when = world.moment(at)
    scene = scene_of(world, at)
    cast = [world.numbers[shown.who] for shown in scene.shows if living(world, shown.who, when)] if scene else []
    others = [world.citizen(m) for m in dict.fromkeys(cast) if m != n]
    on, focus = when.date(), world.citizen(n)
    crowd = [one for one in _crowd(world, when, place, focus) if differ(one, focus, on) and all(differ(one, o, on) for o in others)]
    return Ranked(person(world, one.number, when) for one in [*others, *crowd][: CROWD - 1])


def _crowd(world: World, when: datetime, place: Place | None, focus: Citizen) -> tuple[Citizen, ...]:
    district = place.district if place else focus.district.code
    name = place.id if place else f"district {district}"
    begins = datetime.min + (when - datetime.min) // WINDOW * WINDOW
    on = when.date()

    def wanted(one: Citizen) -> bool:
        if one.number in world.names or not (one.age(on) >= 4 and (one.age(on) >= CHILD or when.hour in CHILD_HOURS)):
            return False
        return district in {one.district.code, one.work.district} or Dice(world.seed, "passing", one.number).random() < PASSING

    return wall(world.citizen, fork(world.seed, "present", name, begins.isoformat()), CROWD, wanted=wanted, on=on)


def relation(world: World, one: int, other: int) -> str:
    """What ``other`` is to ``one``: a key of words, and ``unknown`` where the register has nothing."""
    by_canon = _kin(world, one, other)
    if by_canon:
        return by_canon
    mine, theirs = world.citizen(one), world.citizen(other)
    if other in mine.lives_with:
        return _under_one_roof(mine.role, theirs.role)
    if _knows(world, one, other) or _knows(world, other, one):
        return "contact"
    return "unknown"


def _kin(world: World, one: int, other: int) -> str:
    mine, theirs = world.person(one), world.person(other)
    if not (mine and theirs):
        return ""
    if theirs.id in mine.parents:
        return "parent"
    if mine.id in theirs.parents:
        return "child"
    return "partner" if any({mine.id, theirs.id} <= set(child.parents) for child in world.canon.cast.values()) else ""


def _under_one_roof(mine: str, theirs: str) -> str:
    elders = {"parent", "partner"}
    if mine == "child" and theirs in elders:
        return "parent"
    if theirs == "child" and mine in elders:
        return "child"
    couples = ({"adult", "partner"}, {"parent", "partner"}, {"senior", "companion"})
    return "partner" if {mine, theirs} in couples else "household"


def _knows(world: World, one: int, other: int) -> bool:
    mine = world.person(one)
    return bool(mine and world.names.get(other) in mine.knows)


def acquaintances(world: World, n: int, count: int = 7) -> Mapping[int, str]:
    """Whom a citizen's phone knows, with what each is to them: the household, the canon's, and made-up ones."""
    found = dict.fromkeys([*_family(world, n), *world.citizen(n).lives_with, *_known(world, n)])
    known = {other: relation(world, n, other) for other in found if _speaks(world, other)}
    dice = Dice(world.seed, "phone book", n)
    while len(known) < count:
        other = dice.integer(0, POPULATION - 1)
        if other != n and other not in world.names and _speaks(world, other):
            known.setdefault(other, dice.choice(("contact", "contact", "colleague", "neighbour")))
    return known


def _speaks(world: World, n: int) -> bool:
    return world.citizen(n).age(world.canon.begins.date()) >= PHONE


def _family(world: World, n: int) -> list[int]:
    """A citizen's family in the cast: the other parent of their children, children, parents."""
    name, mine = world.names.get(n), world.person(n)
    if name is None or mine is None:
        return []
    children = [other for other in world.canon.cast.values() if name in other.parents]
    couple = [parent for child in children for parent in child.parents if parent != name]
    return [world.numbers[other] for other in (*couple, *(child.id for child in children), *mine.parents)]


def _known(world: World, n: int) -> list[int]:
    """Whom of the cast a citizen knows, and who knows them."""
    name, mine = world.names.get(n), world.person(n)
    if name is None or mine is None:
        return []
    return [world.numbers[other] for other in (*mine.knows, *(other.id for other in world.canon.cast.values() if name in other.knows))]
