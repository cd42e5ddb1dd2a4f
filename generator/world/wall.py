"""Who hangs on one wall: citizens of whom no two are alike in name or face."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from generator.problems import BriefError
from generator.values.seeds import Dice
from generator.world.citizens import REFERENCE, Citizen
from generator.world.numbers import POPULATION
from generator.world.portrait import ALIKE, apart

MOST = 400
TRIES = 60


def anyone(_citizen: Citizen) -> bool:
    """Whoever it is."""
    return True


def wall(
    find: Callable[[int], Citizen], seed: int, count: int, *, wanted: Callable[[Citizen], bool] = anyone, on: date = REFERENCE,
    taken: tuple[Citizen, ...] = (), tries: int = TRIES,
) -> tuple[Citizen, ...]:  # fmt: skip
    """``count`` citizens whom ``wanted`` accepts, unlike each other and unlike those ``taken``. ``find`` gives a citizen by number.

    ``tries`` candidates are looked at for each place: more where whoever is ``wanted`` is rare. Longer walls begin with the citizens of
    shorter ones. Raises BriefError where so many cannot be found.
    """
    if not 0 <= count <= MOST:
        raise BriefError(f"a wall has 0 to {MOST} people, not {count}")
    dice = Dice(seed, "wall")
    chosen: list[Citizen] = []
    for _ in range(count * tries):
        if len(chosen) == count:
            break
        found = find(dice.integer(0, POPULATION - 1))
        if wanted(found) and all(differ(found, other, on) for other in (*taken, *chosen)):
            chosen.append(found)
    if len(chosen) < count:
        told = f"only {len(chosen)} of {count}" if chosen else f"none of {count}"
        raise BriefError(f"{told} people were found who are asked for and differ enough")
    return tuple(chosen)


def differ(one: Citizen, two: Citizen, on: date) -> bool:
    """Whether nobody could take one for the other: other first surnames, other short names, other faces."""
    if one.number == two.number or one.surnames[0] == two.surnames[0] or one.short_name == two.short_name:
        return False
    return apart(one.portrait, one.age(on), two.portrait, two.age(on)) >= ALIKE
