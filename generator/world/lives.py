"""How someone lives: work, hours, habits, what they buy, what their machines and their bank know. All drawn from the citizen's own dice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator.values.seeds import Dice
from generator.world import numbers
from generator.world.city import DISTRICTS, District


@dataclass(frozen=True, slots=True)
class Work:
    """An occupation (a key of words), where it is done and between which hours; ``retired``, ``pupil`` and ``unassigned`` too."""

    occupation: str
    kind: str
    district: int
    begins: float
    ends: float
    means: float


@dataclass(frozen=True, slots=True)
class Temperament:
    """What someone tends to, from -1 to 1: to take care, to seek company, to idle, to have money. ``pace``: events a day."""

    care: float
    company: float
    idle: float
    means: float
    pace: float


@dataclass(frozen=True, slots=True)
class Routine:
    """Hours of an ordinary day, and how they get about."""

    wakes: float
    leaves: float
    returns: float
    sleeps: float
    travel: str
    games: float
    screen: float


@dataclass(frozen=True, slots=True)
class Consumption:
    """What is bought in a month, in the state's units: credits, bottles, packs, hours, rides, kilowatt-hours."""

    groceries: int
    alcohol: int
    nappies: int
    pharmacy: int
    leisure: int
    rides: int
    energy: int
    gifts: int


@dataclass(frozen=True, slots=True)
class Digital:
    """Traces of a citizen's machines; every address lies in a range kept for documentation."""

    handle: str
    mail: str
    domain: str
    ipv4: str
    ipv6: str
    mac: str
    device: str
    seen_per_day: int


@dataclass(frozen=True, slots=True)
class Bank:
    """Accounts in the film's own ranges; ``balance`` and ``debt`` in credits."""

    account: str
    card: str
    balance: int
    debt: int
    late_bills: int


# occupation, where, from, to, means
OCCUPATIONS = (
    ("nurse", "clinic", 7, 15, 0.2), ("doctor", "clinic", 8, 16, 0.9), ("pharmacist", "pharmacy", 9, 17, 0.5),
    ("teacher", "school", 8, 15, 0.3), ("caretaker", "school", 7, 15, -0.5), ("librarian", "library", 9, 17, 0.1),
    ("driver", "station", 5, 13, -0.1), ("inspector", "station", 6, 14, 0.1), ("clerk", "office", 8, 15, 0.2),
    ("mediator", "office", 9, 17, 0.4), ("verifier", "office", 22, 30, 0.1), ("archivist", "office", 8, 15, 0.2),
    ("shop_assistant", "shop", 9, 18, -0.4), ("baker", "shop", 4, 12, -0.2), ("butcher", "shop", 7, 15, -0.1),
    ("cashier", "shop", 10, 19, -0.5), ("cook", "venue", 11, 22, -0.3), ("waiter", "venue", 12, 23, -0.5),
    ("musician", "venue", 18, 26, -0.4), ("cleaner", "workplace", 5, 12, -0.7), ("electrician", "workplace", 8, 17, 0.1),
    ("plumber", "workplace", 8, 17, 0.1), ("welder", "workplace", 7, 15, 0.0), ("seamstress", "workplace", 8, 17, -0.4),
    ("packer", "workplace", 6, 14, -0.6), ("courier", "road", 9, 20, -0.6), ("gardener", "park", 7, 14, -0.3),
    ("guard", "square", 20, 30, -0.2), ("engineer", "workplace", 9, 18, 0.7), ("programmer", "workplace", 10, 19, 0.7),
    ("accountant", "workplace", 9, 18, 0.6), ("lawyer", "workplace", 9, 19, 0.8), ("translator", "home", 9, 18, 0.2),
    ("annotator", "home", 8, 20, -0.5), ("call_agent", "home", 10, 19, -0.3), ("camera_fitter", "road", 7, 15, 0.0),
    ("social_worker", "centre", 9, 17, 0.1), ("carer", "centre", 7, 19, -0.5), ("street_sweeper", "square", 5, 12, -0.6),
    ("mason", "workplace", 7, 16, -0.2),
)  # fmt: skip
DEVICES = ("phone", "phone", "tablet", "meter", "door_panel")
HANDLES = (
    "nube",
    "linde",
    "faro",
    "calma",
    "norte",
    "papel",
    "lluvia",
    "pauta",
    "orilla",
    "tinta",
    "vela",
    "cauce",
    "prisma",
    "hilo",
    "marea",
)


def work(dice: Dice, age: int, home: District) -> Work:
    """What someone does, by age. Districts of work are anywhere in the city."""
    if age < 6:
        return Work("infant", "home", home.code, 0, 0, 0)
    if age < 18:
        return Work("pupil", "school", home.code, 8.5, 15, 0)
    if age >= 67:
        return Work("retired", "home", home.code, 0, 0, -0.1)
    if age < 24 and dice.random() < 0.55:
        return Work("student", "school", dice.choice(DISTRICTS).code, 9, 17, -0.4)
    if dice.random() < 0.07:
        return Work("unassigned", "home", home.code, 0, 0, -0.7)
    occupation, kind, begins, ends, means = dice.choice(OCCUPATIONS)
    shift = dice.choice((-0.5, 0, 0, 0.5))
    district = home if kind == "home" else dice.choice(DISTRICTS)
    return Work(occupation, kind, district.code, begins + shift, ends + shift, means)


def standing(seed: int, n: int) -> float:
    """How the state has found citizen ``n`` so far, from -1 to 1, mostly near 0. Known without knowing anything else of them."""
    dice = Dice(seed, "standing", n)
    return dice.random() + dice.random() - 1


def temperament(dice: Dice, age: int, of: Work, home: District, standing_: float) -> Temperament:
    """Most people are a little of everything; who takes care stands well."""

    def bell() -> float:
        return dice.random() + dice.random() - 1

    means = max(-1.0, min(1.0, 0.5 * of.means + 0.35 * home.means + 0.4 * bell()))
    idle = max(-1.0, min(1.0, bell() + (0.4 if of.occupation in {"unassigned", "student", "pupil"} else 0)))
    care = max(-1.0, min(1.0, 0.7 * standing_ + 0.6 * bell()))
    return Temperament(care, bell(), idle, means, 0.3 if age < 14 else dice.between(0.55, 1.25))


def routine(dice: Dice, of: Work, temper: Temperament) -> Routine:
    """An ordinary day."""
    free = of.ends <= of.begins
    begins = of.begins if not free else dice.between(9, 11)
    leaves = (begins - dice.between(0.4, 1.2)) % 24
    wakes = (leaves - dice.between(0.6, 1.3)) % 24
    returns = ((of.ends if not free else dice.between(13, 19)) + dice.between(0.4, 2.0)) % 24
    sleeps = (wakes - dice.between(6.2, 8.4)) % 24
    travel = dice.choice(("metro", "metro", "tram", "bus", "walk", "bicycle", *(("car",) * 3 if temper.means > 0.1 else ())))
    games = max(0.0, 1.2 + 4.5 * temper.idle + dice.between(-1, 1))
    return Routine(wakes, leaves, returns, sleeps, travel, games, 2 + games + dice.between(0, 4))


def consumption(dice: Dice, temper: Temperament, infants: int, people: int) -> Consumption:
    """What a month costs."""
    scale = 1 + 0.5 * temper.means
    return Consumption(
        groceries=round(dice.between(150, 260) * scale),
        alcohol=max(0, round(dice.between(-2, 8) - 3 * temper.care)),
        nappies=infants * dice.integer(5, 9),
        pharmacy=dice.integer(0, 4),
        leisure=round(dice.between(10, 160) * scale),
        rides=dice.integer(0, 64),
        energy=round(dice.between(70, 150) * people**0.5),
        gifts=dice.integer(0, 3),
    )


def digital(dice: Dice, routine_: Routine, pinned: Mapping[str, str]) -> Digital:
    """What machines leave behind; mail and domain follow a handle that is pinned."""
    handle = f"{dice.choice(HANDLES)}.{dice.choice(HANDLES)}{dice.integer(1, 999)}"
    handle = pinned.get("handle", handle)
    domain = f"{handle.replace('.', '-')}.example"
    drawn = Digital(
        handle=handle,
        mail=f"{handle}@correo.example",
        domain=domain,
        ipv4=numbers.ipv4(dice),
        ipv6=numbers.ipv6(dice),
        mac=numbers.mac(dice),
        device=dice.choice(DEVICES),
        seen_per_day=round(40 + 30 * routine_.screen + dice.between(0, 120)),
    )
    return replace(drawn, **pinned)  # type: ignore[arg-type]


def bank(dice: Dice, temper: Temperament, pinned: Mapping[str, str | int]) -> Bank:
    """What a bank knows."""
    rich = 1 + temper.means
    late = max(0, round(dice.between(-3, 4) - 2 * temper.care - temper.means))
    balance = round(dice.between(40, 5200) * rich)
    debt = round(dice.between(0, 14_000) * dice.random())
    return replace(Bank(numbers.account(dice), numbers.card(dice), balance, debt, late), **pinned)  # type: ignore[arg-type]
