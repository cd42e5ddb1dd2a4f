"""Who lives with whom: the city's numbers are shuffled and cut into tens, each ten into households, so that nobody needs a list."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from generator.values.seeds import Dice
from generator.world.city import DISTRICTS, Address, District, address
from generator.world.names import Culture, culture, surname
from generator.world.numbers import POPULATION
from generator.world.shuffle import shuffle

TEN = 10
CUTS = ((1, 1, 2, 2, 4), (1, 2, 3, 4), (2, 2, 3, 3), (1, 1, 1, 3, 4), (1, 2, 2, 5), (1, 1, 2, 3, 3), (2, 4, 4), (1, 1, 1, 2, 5), (1, 4, 5))

# What a household of so many is: the role of each member. Partners are adults of about one age; an elder is the first adult's parent.
KINDS: dict[int, tuple[tuple[str, ...], ...]] = {
    1: (("alone",), ("alone",), ("senior",)),
    2: (
        ("adult", "partner"),
        ("adult", "partner"),
        ("parent", "child"),
        ("senior", "companion"),
        ("adult", "elder"),
        ("flatmate", "flatmate"),
    ),
    3: (
        ("parent", "partner", "child"),
        ("parent", "partner", "child"),
        ("parent", "child", "child"),
        ("adult", "partner", "elder"),
        ("flatmate",) * 3,
    ),
    4: (
        ("parent", "partner", "child", "child"),
        ("parent", "partner", "child", "child"),
        ("parent", "partner", "child", "elder"),
        ("flatmate",) * 4,
    ),
    5: (
        ("parent", "partner", "child", "child", "child"),
        ("parent", "partner", "child", "child", "elder"),
        ("parent", "child", "child", "elder", "elder"),
    ),
}
FIRST_AGE = (
    ("senior", (66, 93)),
    ("elder", (34, 61)),
    ("child", (24, 52)),
    ("flatmate", (19, 36)),
)  # of the first adult where there is such a role
FEMININE, MASCULINE = "feminine", "masculine"


@dataclass(frozen=True, slots=True)
class Family:
    """Two surnames and the cultures that they come from."""

    surnames: tuple[str, str]
    cultures: tuple[Culture, Culture]


@dataclass(frozen=True, slots=True)
class Household:
    """People under one roof. ``members`` are citizens' numbers; the rest is theirs in the same order, ages on the reference day."""

    id: int
    members: tuple[int, ...]
    roles: tuple[str, ...]
    ages: tuple[int, ...]
    sexes: tuple[str, ...]
    families: tuple[Family, ...]
    district: District
    address: Address

    @property
    def infants(self) -> int:
        """How many are in nappies."""
        return sum(age < 3 for age in self.ages)


@lru_cache(maxsize=4096)
def household_of(seed: int, n: int) -> Household:
    """The household in which citizen ``n`` lives."""
    order = shuffle(seed, "households", POPULATION)
    ten, place = divmod(order.of(n), TEN)
    dice = Dice(seed, "ten", ten)
    first = ten * TEN
    for size in dice.choice(CUTS):
        if first + size > ten * TEN + place:
            break
        first += size
    return _household(seed, first, tuple(order.back(first + i) for i in range(size)))


def _household(seed: int, number: int, members: tuple[int, ...]) -> Household:
    dice = Dice(seed, "household", number)
    roles = dice.choice(KINDS[len(members)])
    district = dice.choice(DISTRICTS)
    where = address(dice, district)
    ages = _ages(dice, roles)
    return Household(number, members, roles, ages, _sexes(dice, roles), _families(dice, roles), district, where)


def _ages(dice: Dice, roles: tuple[str, ...]) -> tuple[int, ...]:
    """Each member's age: partners within seven years, elders a generation before, children a generation after the first adult."""
    first = dice.integer(*next((span for role, span in FIRST_AGE if role in roles), (21, 67)))
    oldest = min(24, first - 18)
    found: list[int] = []
    for role in roles:
        if role == "child":
            oldest = dice.integer(max(0, oldest - 7), oldest)
            found.append(oldest)
        elif role == "elder":
            found.append(min(99, first + dice.integer(20, 36)))
        else:
            found.append(first if not found else max(19, first + dice.integer(-7, 7)))
    return tuple(found)


def _sexes(dice: Dice, roles: tuple[str, ...]) -> tuple[str, ...]:
    """Even, but couples are mostly of two sexes."""
    found: list[str] = []
    for role in roles:
        if role in {"partner", "companion"} and dice.random() < 0.93:
            found.append(MASCULINE if found[0] == FEMININE else FEMININE)
        else:
            found.append(dice.choice((FEMININE, MASCULINE)))
    return tuple(found)


def _families(dice: Dice, roles: tuple[str, ...]) -> tuple[Family, ...]:
    """Each member's surnames: children have their parents' first ones, an elder shares the first adult's."""
    own = family(dice)
    other = family(dice)
    found: list[Family] = []
    for i, role in enumerate(roles):
        if role == "child":
            found.append(Family((own.surnames[0], other.surnames[0]), (own.cultures[0], other.cultures[0])))
        elif role == "elder":
            side = roles[:i].count("elder")  # the father's side first, then the mother's
            found.append(Family((own.surnames[side], surname(dice, own.cultures[side])), (own.cultures[side],) * 2))
        else:
            found.append(own if i == 0 else other if role in {"partner", "companion"} else family(dice))
    return tuple(found)


def family(dice: Dice) -> Family:
    """Surnames of someone who grew up elsewhere; most couples share a culture, many do not."""
    one = culture(dice)
    two = one if dice.random() < 0.6 else culture(dice)
    first = surname(dice, one)
    second = surname(dice, two)
    while second == first:
        second = surname(dice, two)
    return Family((first, second), (one, two))
