"""World: rules, a canon and a seed joined. Whoever asks, and in whatever order, hears the same.

World(rules, canon)
  .citizen(who)      a Citizen: one of the cast by id, anyone by number
  .chronicle(who)    their account from the day accounts are opened
  .number(text)      who is meant by an id, a name, a number, a phone or an identity number
  .moment(text)      a date and hour, or ``scene:12A``
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import TypeVar

from generator.languages.writing import moment
from generator.problems import BriefError, did_you_mean
from generator.values.seeds import Dice, fork
from generator.world.canon import EMPTY, Canon, Fact, Person
from generator.world.chronicle import NOTHING, Chronicle, Known, simulate
from generator.world.citizens import REFERENCE, Citizen, Pinned, age_on, citizen
from generator.world.city import BY_CODE, DISTRICTS, Address, District, Place, address, camera_place
from generator.world.conduct import Entry, Habits
from generator.world.households import household_of
from generator.world.measures import Term
from generator.world.numbers import POPULATION, owner
from generator.world.pins import Pin
from generator.world.rules import Rules

T = TypeVar("T")

SCENE = "scene:"
KEPT = 4_000  # of each, so that a search through the city does not fill the memory
BEYOND = timedelta(days=400)
"""How long after the film accounts are still kept, for those who ask about later."""


class World:
    """See the module. Immutable; what has been worked out last is kept."""

    def __init__(self, rules: Rules, canon: Canon = EMPTY) -> None:
        self.rules = rules
        self.canon = canon
        self.seed = canon.seed
        self._citizens: dict[int, Citizen] = {}
        self._chronicles: dict[int, Chronicle] = {}

    def __reduce__(self) -> tuple[type[World], tuple[Rules, Canon]]:
        return World, (self.rules, self.canon)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each of the cast: the pinned one, or one that belongs to their id."""
        found = {person.id: person.number for person in self.canon.cast.values() if person.number is not None}
        taken = set(found.values())
        for name in self.canon.cast:
            tries = 0
            while name not in found:
                n = fork(self.seed, "cast", name, tries) % POPULATION
                tries += 1
                if n not in taken:
                    found[name] = n
                    taken.add(n)
        return found

    @cached_property
    def names(self) -> dict[int, str]:
        """The ids of the cast by number."""
        return {n: name for name, n in self.numbers.items()}

    def person(self, n: int) -> Person | None:
        """What the canon says of citizen ``n``."""
        return self.canon.cast.get(self.names.get(n, ""))

    def citizen(self, who: int | str) -> Citizen:
        """A citizen; raises BriefError for nobody."""
        n = self.number(who)
        if n not in self._citizens:
            person = self.person(n)
            found = citizen(self.seed, n, self._pinned(person, n)) if person else self._anyone(n)
            return _keep(self._citizens, n, found)
        return self._citizens[n]

    def _anyone(self, n: int) -> Citizen:
        """Someone whom the canon does not name: nobody of the cast lives with them."""
        found = citizen(self.seed, n)
        if not any(other in self.names for other in found.lives_with):
            return found
        return replace(found, lives_with=tuple(other for other in found.lives_with if other not in self.names))

    def number(self, who: int | str) -> int:
        """Whom a text means; raises BriefError where it is nobody, or could be two."""
        text = str(who).strip()
        if text in self.numbers:
            return self.numbers[text]
        if re.fullmatch(r"[0-9]{1,10}", text):
            if int(text) < POPULATION:
                return int(text)
            raise BriefError(f"there is no citizen {text}; numbers go from 0 to {POPULATION - 1}")
        named = self.named(text)
        if len(named) == 1:
            return named[0].number
        if named:
            raise BriefError(f"{text} could be {' or '.join(one.name for one in named[:4])}; give a whole name or a number")
        found = owner(self.seed, text)
        if found is not None and found not in self.names:
            return found
        if text.isdigit():
            raise BriefError(f"there is no citizen {text}; numbers go from 0 to {POPULATION - 1}, phones have twelve digits")
        raise BriefError(f"nobody is called {text}{did_you_mean(text, [*self.numbers, *(self.citizen(id_).name for id_ in self.numbers)])}")

    def named(self, text: str) -> list[Citizen]:
        """Those of the cast whose name, phone, identity or file number holds a text; an exact one alone."""
        cast = [self.citizen(n) for n in self.numbers.values()]
        sought = _plain(text)
        exact = [one for one in cast if sought in {_plain(v) for v in (one.name, one.short_name, one.phone, one.identity, one.file)}]
        return exact or [one for one in cast if sought and set(sought.split()) <= set(_plain(one.name).split())]

    def moment(self, text: str | datetime) -> datetime:
        """``2041-10-14 14:32``, or a scene's; raises BriefError."""
        if isinstance(text, datetime):
            return text
        if text.startswith(SCENE):
            name = text.removeprefix(SCENE).strip()
            if name not in self.canon.scenes:
                raise BriefError(f"no scene is called {name}{did_you_mean(name, self.canon.scenes)}")
            return self.canon.scenes[name].at
        try:
            found = moment(text).replace(tzinfo=None)
        except ValueError as error:
            raise BriefError(f"{error}, or scene:12A") from None
        if found.year == 1:
            raise BriefError(f"{text} has no date; write 2041-10-14 {text}")
        return found

    def chronicle(self, who: int | str, until: datetime | None = None) -> Chronicle:
        """The account of a citizen from the day that accounts are opened until the film's end (or a later ``until``)."""
        n = self.number(who)
        end = max(until or self.canon.ends, self.canon.ends)
        if end > self.canon.ends + BEYOND:
            raise BriefError(f"accounts are kept until {self.canon.ends + BEYOND:%Y-%m-%d}, not until {end:%Y-%m-%d}")
        kept = self._chronicles.get(n)
        if kept is None or (kept.until < end and not self.known(n).closed):
            known = self.known(n)
            end = max([end, *(pin.when + timedelta(seconds=1) for pin in known.pins)])  # days up to the last pin depend on it
            kept = _keep(self._chronicles, n, simulate(self.rules, self.seed, self.citizen(n), self.canon.accounts_from, end, known))
        return kept

    def keeps(self, when: datetime) -> bool:
        """Whether accounts are kept of a moment."""
        return self.canon.accounts_from <= when <= self.canon.ends + BEYOND

    def check_moment(self, when: datetime) -> datetime:
        """A moment within what is kept; raises BriefError outside."""
        if not self.keeps(when):
            first, last = self.canon.accounts_from, self.canon.ends + BEYOND
            raise BriefError(f"accounts are kept from {first:%Y-%m-%d} to {last:%Y-%m-%d}; {when:%Y-%m-%d %H:%M} is outside")
        return when

    def known(self, n: int) -> Known:
        """What the canon knows of citizen ``n``'s account."""
        person = self.person(n)
        if person is None:
            return NOTHING
        habits = Habits.of(self.rules, self.seed, self.citizen(n), self.canon.accounts_from.date())
        facts = [fact for fact in self._facts.get(person.id, []) if self.keeps(fact.when)]
        pins = [Pin(fact.when, fact.leaves) for fact in facts if fact.leaves is not None]
        pins += [Pin(when, score) for when, score in self._shown.get(person.id, []) if self.keeps(when)]
        return Known(
            opening=person.opens,
            entries=tuple(self._entry(fact, habits) for fact in facts),
            pins=tuple(dict.fromkeys(sorted(pins, key=lambda pin: pin.when))),
            terms=tuple(Term(d.what, d.begins, d.ends, d.because, by_canon=True) for d in self.canon.decrees if d.who == person.id),
            closed=person.closed,
            ordinary=person.ordinary,
            never=person.never,
        )

    @cached_property
    def _facts(self) -> dict[str, list[Fact]]:
        return _by((fact.who, fact) for fact in self.canon.facts)

    @cached_property
    def _shown(self) -> dict[str, list[tuple[datetime, int]]]:
        scenes = self.canon.scenes.values()
        return _by((shown.who, (scene.at, shown.score)) for scene in scenes for shown in scene.shows if shown.score is not None)

    def _entry(self, fact: Fact, habits: Habits) -> Entry:
        other = self.numbers[fact.other] if fact.other else None
        return Entry(fact.when, fact.what, fact.id, fact.points, self._place(fact, habits), fact.because, other, fact.leaves, by_canon=True)

    def _place(self, fact: Fact, habits: Habits) -> Place | None:
        """Where a fact was: the canon's place, what its camera sees, else somewhere that suits it."""
        place: Place | None = None
        if fact.where:
            place = self.place(fact.where)
        elif fact.camera:
            place = self.seen_by(fact.camera)
        elif fact.what in self.rules.behaviours:
            place = habits.where(self.rules.behaviours[fact.what].place, Dice(self.seed, "fact", fact.id))
        return replace(place, camera=fact.camera) if place and fact.camera else place

    def place(self, name: str) -> Place:
        """One of the canon's places, with the camera that the canon hangs there."""
        found = self.canon.sites[name].place
        camera = found.camera or next((camera for camera, sight in self.canon.cameras.items() if sight.place == name), "")
        return replace(found, camera=camera)

    def seen_by(self, camera: str) -> Place | None:
        """What a camera sees: the canon's place for it, else the city's."""
        sight = self.canon.cameras.get(camera)
        name = (sight.place if sight else "") or next((k for k, site in self.canon.sites.items() if site.place.camera == camera), "")
        return self.place(name) if name else camera_place(self.seed, camera)

    def _pinned(self, person: Person, n: int) -> Pinned:
        """What is pinned of someone, and what follows from those whom the canon puts around them."""
        given = person.pinned
        together = [other for other in self.canon.cast.values() if person.household and other.household == person.household]
        district = given.district or next((p.pinned.district for p in together if p.pinned.district), None)
        home = given.address or next((p.pinned.address for p in together if p.pinned.address), None)
        if home is None and together:
            district = district or Dice(self.seed, "district of", person.household).choice(DISTRICTS)
            home = address(Dice(self.seed, "home of", person.household), district)
        children = [other for other in self.canon.cast.values() if person.id in other.parents]
        infants = sum(1 for child in children if child.pinned.born and age_on(child.pinned.born, REFERENCE) < 3)
        return replace(
            given,
            surnames=given.surnames or self._inherited(person),
            role=given.role or ("parent" if children else "child" if person.parents and together else "adult" if together else "alone"),
            lives_with=tuple(self.numbers[other.id] for other in together if other.id != person.id),
            children=given.children if given.children is not None else len(children),
            infants=given.infants if given.infants is not None else infants,
            district=district or _district(home) or household_of(self.seed, n).district,
            address=home,
        )

    def _inherited(self, person: Person) -> tuple[str, str] | None:
        """A child's surnames: the first ones of both parents, as far as the canon has them."""
        names = [self.citizen(parent).surnames[0] for parent in person.parents[:2]]
        if not names:
            return None
        own = household_of(self.seed, self.numbers[person.id])
        return names[0], (names[1] if len(names) > 1 else own.families[own.members.index(self.numbers[person.id])].surnames[1])


def _keep(kept: dict[int, T], n: int, value: T) -> T:
    """Keep a value; where there are too many, let go of those that came first."""
    while len(kept) >= KEPT:
        del kept[next(iter(kept))]
    kept[n] = value
    return value


def _district(home: Address | None) -> District | None:
    return BY_CODE[home.district] if home else None


def _by(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def _plain(text: str) -> str:
    """Without accents, capitals and signs between digits, as people type names."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[.·-]", " ", bare).split())
