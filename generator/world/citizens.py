"""Citizens: anyone of the state's 1.4 billion by number, without a list.

The same seed and number give the same person, whoever was asked for before.

citizen(seed, n) -> Citizen
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from generator.values.seeds import Dice
from generator.world import lives, numbers
from generator.world.city import Address, District
from generator.world.households import household_of
from generator.world.lives import Bank, Consumption, Digital, Routine, Temperament, Work
from generator.world.names import given
from generator.world.portrait import Portrait, portrait

REFERENCE = date(2041, 1, 1)
"""The day for which ages are drawn; everyone ages from there."""


@dataclass(frozen=True, slots=True)
class Citizen:
    """A person as the register has them. ``sex`` is that of the register (``feminine`` or ``masculine``), by which words agree."""

    number: int
    given: str
    surnames: tuple[str, str]
    sex: str
    born: date
    role: str
    lives_with: tuple[int, ...]
    children: int
    infants: int
    district: District
    address: Address
    work: Work
    phone: str
    identity: str
    file: str
    vehicle: str
    temperament: Temperament
    routine: Routine
    consumption: Consumption
    digital: Digital
    bank: Bank
    portrait: Portrait
    picture: str = ""

    @property
    def name(self) -> str:
        """The whole name: given names and both surnames."""
        return f"{self.given} {' '.join(self.surnames)}"

    @property
    def short_name(self) -> str:
        """A given name and one surname, as people are called."""
        return f"{self.given.split()[0]} {self.surnames[0]}"

    def age(self, on: date) -> int:
        """Full years on a day."""
        return on.year - self.born.year - ((on.month, on.day) < (self.born.month, self.born.day))


def citizen(seed: int, n: int) -> Citizen:
    """Citizen ``n`` of a world; raises IndexError outside of the population."""
    if not 0 <= n < numbers.POPULATION:
        raise IndexError(f"there is no citizen {n}; numbers go from 0 to {numbers.POPULATION - 1}")
    home = household_of(seed, n)
    dice = Dice(seed, "citizen", n)
    place = home.members.index(n)
    family = home.families[place]
    sex, age = home.sexes[place], home.ages[place]
    work = lives.work(dice, age, home.district)
    temper = lives.temperament(dice, age, work, home.district, lives.standing(seed, n))
    routine = lives.routine(dice, work, temper)
    return Citizen(
        number=n,
        given=given(dice, sex, family.cultures),
        surnames=family.surnames,
        sex=sex,
        born=_born(dice, age),
        role=home.roles[place],
        lives_with=tuple(member for member in home.members if member != n),
        children=home.roles.count("child") if home.roles[place] in {"parent", "partner"} else 0,
        infants=home.infants if home.roles[place] in {"parent", "partner"} else 0,
        district=home.district,
        address=home.address,
        work=work,
        phone=numbers.phone(seed, n),
        identity=numbers.identity(seed, n),
        file=numbers.file_number(dice, home.district.code),
        vehicle=numbers.vehicle(dice) if routine.travel == "car" and age >= 18 else "",
        temperament=temper,
        routine=routine,
        consumption=lives.consumption(dice, temper, home.infants, len(home.members)),
        digital=lives.digital(dice, routine),
        bank=lives.bank(dice, temper),
        portrait=portrait(seed, n, sex, age, family.cultures),
    )


def _born(dice: Dice, age: int) -> date:
    """A day on which someone was born who is ``age`` on the reference day."""
    return REFERENCE - timedelta(days=round(age * 365.2425) + dice.integer(1, 364))
