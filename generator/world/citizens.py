"""Citizens: anyone of the state's 1.4 billion by number, without a list.

The same seed and number give the same person, whoever was asked for before.

citizen(seed, n) -> Citizen
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from generator.values.seeds import Dice
from generator.world import lives, numbers
from generator.world.city import Address, District, address
from generator.world.households import household_of
from generator.world.lives import Bank, Consumption, Digital, Routine, Temperament, Work
from generator.world.names import given
from generator.world.portrait import Portrait, Still, portrait

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
    still: Still | None = None

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
        return age_on(self.born, on)


@dataclass(frozen=True, slots=True)
class Pinned:
    """What is known of a citizen beforehand; ``None`` (or no key) where it is not. Everything else is drawn around it."""

    given: str | None = None
    surnames: tuple[str, str] | None = None
    sex: str | None = None
    born: date | None = None
    role: str | None = None
    lives_with: tuple[int, ...] | None = None
    children: int | None = None
    infants: int | None = None
    district: District | None = None
    address: Address | None = None
    work: Work | None = None
    travel: str | None = None
    phone: str | None = None
    identity: str | None = None
    file: str | None = None
    vehicle: str | None = None
    temperament: Mapping[str, float] = field(default_factory=dict)
    digital: Mapping[str, str] = field(default_factory=dict)
    bank: Mapping[str, str | int] = field(default_factory=dict)
    portrait: Mapping[str, str | float] = field(default_factory=dict)
    still: Still | None = None


NOBODY = Pinned()


def citizen(seed: int, n: int, pinned: Pinned = NOBODY) -> Citizen:
    """Citizen ``n`` of a world; raises IndexError outside of the population. Each aspect has dice of its own, so that what is pinned in one
    changes no other that does not follow from it."""
    if not 0 <= n < numbers.POPULATION:
        raise IndexError(f"there is no citizen {n}; numbers go from 0 to {numbers.POPULATION - 1}")
    home = household_of(seed, n)
    place = home.members.index(n)
    role = pinned.role or home.roles[place]
    sex = pinned.sex or home.sexes[place]
    born = pinned.born or _born(Dice(seed, "born", n), home.ages[place])
    age = age_on(born, REFERENCE)
    district = pinned.district or home.district
    life = Dice(seed, "life", n)
    work = pinned.work or lives.work(life, age, district)
    temper = lives.temperament(life, age, work, district, lives.standing(seed, n))
    temper = replace(temper, **pinned.temperament)
    routine = lives.routine(Dice(seed, "routine", n), work, temper)
    routine = replace(routine, travel=pinned.travel) if pinned.travel else routine
    parent = role in {"parent", "partner"}
    infants = pinned.infants if pinned.infants is not None else home.infants * parent
    lives_with = pinned.lives_with if pinned.lives_with is not None else tuple(member for member in home.members if member != n)
    papers = Dice(seed, "papers", n)
    file, plate = numbers.file_number(papers, district.code), numbers.vehicle(papers)
    return Citizen(
        number=n,
        given=pinned.given or given(Dice(seed, "given", n), sex, home.families[place].cultures),
        surnames=pinned.surnames or home.families[place].surnames,
        sex=sex,
        born=born,
        role=role,
        lives_with=lives_with,
        children=pinned.children if pinned.children is not None else home.roles.count("child") * parent,
        infants=infants,
        district=district,
        address=pinned.address or (home.address if district == home.district else address(Dice(seed, "address", n), district)),
        work=work,
        phone=pinned.phone or numbers.phone(seed, n),
        identity=pinned.identity or numbers.identity(seed, n),
        file=pinned.file or file,
        vehicle=pinned.vehicle or (plate if routine.travel == "car" and age >= 18 else ""),
        temperament=temper,
        routine=routine,
        consumption=lives.consumption(Dice(seed, "buys", n), temper, infants, len(lives_with) + 1),
        digital=lives.digital(Dice(seed, "digital", n), routine, pinned.digital),
        bank=lives.bank(Dice(seed, "bank", n), temper, pinned.bank),
        portrait=portrait(seed, n, sex, age, home.families[place].cultures, pinned.portrait),
        still=pinned.still,
    )


def age_on(born: date, on: date) -> int:
    """Full years on a day."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _born(dice: Dice, age: int) -> date:
    """A day on which someone was born who is ``age`` on the reference day."""
    return REFERENCE - timedelta(days=round(age * 365.2425) + dice.integer(1, 364))
