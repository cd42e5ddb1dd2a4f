"""Chronicle: what a citizen did over a span, what it cost them, and what was in force when.

simulate(rules, seed, citizen, since, until) -> Chronicle
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from generator.motion.track import Steps, Value, sequence
from generator.world.citizens import Citizen
from generator.world.conduct import Entry, Habits, conduct, opening
from generator.world.ledger import Event, fold
from generator.world.measures import Course, Term, terms
from generator.world.pins import Gap, Pin, balance
from generator.world.rules import Rules


@dataclass(frozen=True, slots=True)
class Known:
    """What the canon knows of someone: the opening balance, entries, balances, terms, and when (and how) the account ends."""

    opening: int | None = None
    entries: tuple[Entry, ...] = ()
    pins: tuple[Pin, ...] = ()
    terms: tuple[Term, ...] = ()
    closed: datetime | None = None
    ordinary: bool = True
    """Whether ordinary days are made up around what is known."""
    never: tuple[str, ...] = ()
    """Behaviours that ordinary days do not bring."""


NOTHING = Known()


@dataclass(frozen=True, slots=True)
class Chronicle:
    """See the module. ``opening`` is the balance at ``since``; ``gaps`` are points that no rule explains."""

    citizen: int
    rules: Rules
    since: datetime
    until: datetime
    opening: int
    events: tuple[Event, ...]
    terms: tuple[Term, ...]
    gaps: tuple[Gap, ...] = ()
    course: Course = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "course", Course.of(self.opening, self.events, self.since))

    def balance(self, when: datetime) -> int:
        """The score at a moment; events at that very moment count."""
        return self.course.at(when)

    def band(self, when: datetime) -> str:
        return self.rules.band(self.balance(when))

    def in_force(self, when: datetime) -> tuple[Term, ...]:
        """Sanctions and rewards at a moment, one term a measure, in the order of their begins."""
        found = {term.measure: term for term in self.terms if term.holds(when)}
        return tuple(sorted(found.values(), key=lambda term: (term.begins, term.measure)))

    def sanctions(self, when: datetime) -> tuple[Term, ...]:
        return tuple(term for term in self.in_force(when) if not self.rules.by_id[term.measure].reward)

    def rewards(self, when: datetime) -> tuple[Term, ...]:
        return tuple(term for term in self.in_force(when) if self.rules.by_id[term.measure].reward)

    def score(self) -> Value[int]:
        """The score as a track in story seconds from ``since``."""
        times = [0.0, *((event.when - self.since).total_seconds() for event in self.events)]
        return sequence(times, [self.opening, *(event.balance for event in self.events)])

    def between(self, since: datetime, until: datetime) -> tuple[Event, ...]:
        """The events of ``since <= when < until``."""
        return tuple(event for event in self.events if since <= event.when < until)

    def last(self, when: datetime) -> Event | None:
        """The latest event at or before a moment."""
        i = self.course.index(when)
        return self.events[i - 1] if i else None

    def event(self, name: str) -> Event | None:
        """An event by its id."""
        return next((event for event in self.events if event.id == name), None)

    def part(self, since: datetime, until: datetime) -> Chronicle:
        """The same account over a shorter span."""
        times = [event.when for event in self.events]
        first, last = bisect_left(times, since), bisect_right(times, until)
        start = self.events[first - 1].balance if first else self.opening
        inside = tuple(term for term in self.terms if term.begins < until and term.ends > since)
        return Chronicle(self.citizen, self.rules, since, until, start, self.events[first:last], inside, self.gaps)


def simulate(
    rules: Rules, seed: int, citizen: Citizen, since: datetime, until: datetime, known: Known = NOTHING
) -> Chronicle:  # fmt: skip
    """A citizen's account, opened at ``since``, until ``until`` (or until it is closed)."""
    end = min(until, known.closed) if known.closed else until
    start = known.opening if known.opening is not None else opening(rules, seed, citizen.number)
    habits = Habits.of(rules, seed, citizen, since.date(), known.never)
    entries = conduct(habits, since, end) if known.ordinary else []
    gaps: Sequence[Gap] = ()
    if known.entries or known.pins:
        entries = sorted([*entries, *known.entries], key=lambda entry: (entry.when, entry.id))
    if known.pins:
        done = balance(habits, start, entries, known.pins, since, free_opening=known.opening is None)
        start, entries, gaps = done.opening, done.entries, done.gaps
    events = tuple(fold(rules, start, entries, since, end))
    course = Course.of(start, events, since)
    found = terms(rules, course, events, end)
    return Chronicle(citizen.number, rules, since, end, start, events, (*found, *known.terms), tuple(gaps))


__all__ = ["NOTHING", "Chronicle", "Known", "Steps", "simulate"]
