"""Conduct: what someone does on ordinary days. Each day is drawn for itself, so that no span changes another's days.

conduct(habits, since, until) -> entries, in the order of their moments
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import accumulate

from generator.values.seeds import Dice
from generator.world.citizens import Citizen
from generator.world.city import AT_HOME, KINDS, ONLINE, Place, place
from generator.world.lives import standing
from generator.world.numbers import POPULATION
from generator.world.rules import REJECTED, UPHELD, Behaviour, Rules

JOBLESS = {"pupil", "student", "infant", "retired", "unassigned"}
LOW_CONTACTS = 3
OUTSIDE = {"crossing", "station", "square", "road", "venue"}  # met on the way: near home as often as near work


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to be entered. ``points`` of ``None`` are those of the rule (for an appeal upheld: what was taken); ``leaves`` is a balance
    that is pinned to stand after it; ``by_canon`` entries are never cut by caps."""

    when: datetime
    what: str
    id: str
    points: int | None = None
    place: Place | None = None
    because: str = ""
    other: int | None = None
    leaves: int | None = None
    by_canon: bool = False


def opening(rules: Rules, seed: int, n: int) -> int:
    """The balance with which citizen ``n``'s account opens when the canon does not say."""
    return rules.clamp(round(rules.mean + 2 * rules.spread * standing(seed, n)))


def applies(behaviour: Behaviour, citizen: Citizen, on: date) -> bool:
    """Whether it is something that this citizen can do at all."""
    age, who = citizen.age(on), behaviour.who
    if who == "parent":
        return citizen.children > 0
    if who == "parent_of_infant":
        return citizen.infants > 0
    if who == "driver":
        return bool(citizen.vehicle)
    if who == "cyclist":
        return citizen.routine.travel == "bicycle"
    if who == "worker":
        return citizen.work.occupation not in JOBLESS
    return age >= {"everyone": 5, "teen": 13, "adult": 18}[who]


def likelihood(behaviour: Behaviour, citizen: Citizen) -> float:
    """How often a day, by temperament."""
    temper = citizen.temperament
    bent: float = sum(weight * getattr(temper, trait) for trait, weight in behaviour.tends.items())
    return behaviour.rate * temper.pace * float(2 ** (2 * bent))


@dataclass(slots=True)
class Habits:
    """What one citizen may do and how often, weighed once for all of their days."""

    rules: Rules
    seed: int
    citizen: Citizen
    behaviours: list[Behaviour]
    ladder: list[float]
    _low: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, rules: Rules, seed: int, citizen: Citizen, on: date, never: Collection[str] = ()) -> Habits:
        """A citizen's habits as they are on a day, without what they ``never`` do."""
        found = [b for b in rules.behaviours.values() if b.rate and b.id not in never and applies(b, citizen, on)]
        return cls(rules, seed, citizen, found, list(accumulate(likelihood(b, citizen) for b in found)))

    def pick(self, dice: Dice) -> Behaviour:
        """One behaviour by its weight."""
        return self.behaviours[min(len(self.behaviours) - 1, bisect_right(self.ladder, dice.random() * self.ladder[-1]))]

    def other(self, dice: Dice) -> int | None:
        """Someone under watch whom this citizen knows."""
        if not self._low:
            least = self.rules.bands[-2].least if len(self.rules.bands) > 1 else self.rules.high
            least = max(least, self.rules.mean - self.rules.spread)
            known = Dice(self.seed, "knows", self.citizen.number)
            for _ in range(64):
                n = known.integer(0, POPULATION - 1)
                if n != self.citizen.number and opening(self.rules, self.seed, n) < least:
                    self._low.append(n)
                if len(self._low) == LOW_CONTACTS:
                    break
        return dice.choice(self._low) if self._low else None

    def entry(self, behaviour: Behaviour, dice: Dice, when: datetime, name: str) -> Entry:
        """An entry about a behaviour, with a place that suits it."""
        other = self.other(dice) if behaviour.with_low else None
        return Entry(when, behaviour.id, name, None, self.where(behaviour.place, dice), "", other)

    def where(self, kind: str, dice: Dice) -> Place:
        """A place of a kind in this citizen's life."""
        citizen = self.citizen
        if kind in {AT_HOME, ONLINE} or (kind == "workplace" and citizen.work.kind == AT_HOME):
            return Place("home", AT_HOME, citizen.address.line, citizen.district.code)
        near = citizen.district.code
        if kind == "workplace":
            return place(self.seed, citizen.work.district, citizen.work.kind, citizen.number)
        if kind in OUTSIDE and dice.random() < 0.5:
            near = citizen.work.district
        return place(self.seed, near, kind, dice.integer(0, (KINDS[kind].cameras or 12) - 1))


def conduct(habits: Habits, since: datetime, until: datetime) -> list[Entry]:
    """Everything that a citizen does from ``since`` on until ``until``, and what becomes of their appeals."""
    if not habits.behaviours:
        return []
    last: dict[str, int] = {}
    found: list[Entry] = []
    for ordinal in range(since.toordinal(), until.toordinal() + 1):
        for entry in _day(habits, ordinal, last):
            if since <= entry.when < until:
                found.append(entry)
                found.extend(_appeal(habits, entry, until))
    found.sort(key=lambda entry: (entry.when, entry.id))
    return found


def _day(habits: Habits, ordinal: int, last: dict[str, int]) -> Iterator[Entry]:
    dice = Dice(habits.seed, "day", habits.citizen.number, ordinal)
    count = _poisson(dice.random(), habits.ladder[-1])
    if not count:
        return
    day = date.fromordinal(ordinal)
    midnight = datetime.combine(day, time.min)
    for i in range(count):
        behaviour = habits.pick(dice)
        if not _possible(behaviour, ordinal, last):
            continue
        last[behaviour.id] = ordinal
        yield habits.entry(behaviour, dice, midnight + hour(behaviour, dice), f"{day.isoformat()}.{i + 1}")


def hour(behaviour: Behaviour, dice: Dice) -> timedelta:
    """A moment in a behaviour's hours, counted from midnight."""
    return timedelta(seconds=int(3600 * dice.between(*behaviour.hours)))


def _possible(behaviour: Behaviour, ordinal: int, last: dict[str, int]) -> bool:
    """Whether a behaviour fits a day of the week (date ordinal 1 is a Monday) and has rested."""
    weekend = (ordinal - 1) % 7 >= 5
    if (behaviour.days == "weekdays" and weekend) or (behaviour.days == "weekends" and not weekend):
        return False
    return not behaviour.rest or ordinal - last.get(behaviour.id, -10_000) >= behaviour.rest


def _poisson(u: float, mean: float) -> int:
    """How many, for an even ``u``: by the inverse of Poisson's distribution, at most 12."""
    term = math.exp(-mean)
    count = 0
    while u >= term and count < 12:
        u -= term
        count += 1
        term *= mean / count
    return count


def _appeal(habits: Habits, entry: Entry, until: datetime) -> Iterator[Entry]:
    """The decision on an appeal against an entry, if there is one in time."""
    rules = habits.rules
    appeals = rules.appeals
    if rules.behaviours[entry.what].points > -appeals.least or habits.citizen.age(entry.when.date()) < 18:
        return
    dice = Dice(habits.seed, "appeal", habits.citizen.number, entry.id)
    if dice.random() >= appeals.share:
        return
    days = timedelta(days=dice.integer(*appeals.days))
    when = datetime.combine(entry.when.date() + days, time(9)) + timedelta(minutes=dice.integer(0, 300))
    if when < until:
        upheld = dice.random() < appeals.upheld
        where = habits.where("office", dice)
        yield Entry(when, UPHELD if upheld else REJECTED, f"{entry.id}.a", None if upheld else -appeals.cost, where, entry.id)
