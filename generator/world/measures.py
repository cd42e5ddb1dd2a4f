"""Measures in force: from the course of a score to terms with a begin and an end.

A measure of the score begins when the score has called for it for the rule's delay; at the end of a term another follows while it still
does (a reward ends when the score no longer earns it). A measure of offences begins after enough of them; one more begins a new term;
an appeal upheld ends what its offence brought.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from generator.world.ledger import Event
from generator.world.rules import UPHELD, Measure, Rules


@dataclass(frozen=True, slots=True)
class Term:
    """A measure from ``begins`` until ``ends``. ``cause`` is the event that brought it ("" where it stood before the account did);
    ``renewed`` says that another term went before."""

    measure: str
    begins: datetime
    ends: datetime
    cause: str = ""
    renewed: bool = False
    by_canon: bool = False

    def holds(self, when: datetime) -> bool:
        return self.begins <= when < self.ends


@dataclass(frozen=True, slots=True)
class Course:
    """A score as steps: ``balances[i]`` from ``times[i]`` on, brought by ``causes[i]``."""

    times: tuple[datetime, ...]
    balances: tuple[int, ...]
    causes: tuple[str, ...]

    @classmethod
    def of(cls, opening: int, events: Sequence[Event], since: datetime) -> Course:
        times = (since, *(event.when for event in events))
        return cls(times, (opening, *(event.balance for event in events)), ("", *(event.id for event in events)))

    def index(self, when: datetime) -> int:
        return max(0, bisect_right(self.times, when) - 1)

    def at(self, when: datetime) -> int:
        return self.balances[self.index(when)]


def terms(rules: Rules, course: Course, events: Sequence[Event], until: datetime) -> tuple[Term, ...]:
    """Every term that begins before ``until``, in the order of their begins."""
    low, high = min(course.balances), max(course.balances)
    found: list[Term] = []
    for measure in rules.measures:
        if measure.offences:
            found += _by_offence(measure, events, until)
        elif measure.holds(high if measure.reward else low):
            found += _by_score(measure, course, until)
    return tuple(sorted(found, key=lambda term: (term.begins, term.measure)))


def _by_score(measure: Measure, course: Course, until: datetime) -> list[Term]:
    found: list[Term] = []
    delay, length = timedelta(hours=measure.after), timedelta(days=measure.days)
    i = 0
    while i < len(course.times):
        if not measure.holds(course.balances[i]):
            i += 1
            continue
        end = next((j for j in range(i, len(course.times)) if not measure.holds(course.balances[j])), len(course.times))
        begins = course.times[i] + (delay if i else timedelta())
        if begins >= until or (end < len(course.times) and course.times[end] <= begins):
            i = end
            continue
        cause, renewed = course.causes[i], False
        while True:
            ends = begins + length
            if measure.reward and end < len(course.times):
                ends = min(ends, course.times[end])
            found.append(Term(measure.id, begins, ends, cause, renewed))
            if ends >= until or not measure.holds(course.at(ends)):
                break
            begins, renewed = ends, True
        if ends >= until:
            break
        i = course.index(ends) + 1
    return found


def _by_offence(measure: Measure, events: Sequence[Event], until: datetime) -> list[Term]:
    found: list[Term] = []
    window = timedelta(days=measure.within)
    recent: list[Event] = []
    for event in events:
        if event.what == UPHELD:
            recent = [other for other in recent if other.id != event.because]
            found = [_ended(term, event) for term in found if not (term.cause == event.because and term.begins >= event.when)]
        if event.what not in measure.offences or event.points >= 0:
            continue
        recent = [other for other in recent if other.when > event.when - window] + [event]
        begins = event.when + timedelta(hours=measure.after)
        if len(recent) < measure.times or begins >= until:
            continue
        renewed = bool(found) and found[-1].ends > begins
        if renewed:
            found[-1] = replace(found[-1], ends=begins)
        found.append(Term(measure.id, begins, begins + timedelta(days=measure.days), event.id, renewed))
    return found


def _ended(term: Term, upheld: Event) -> Term:
    return replace(term, ends=upheld.when) if term.cause == upheld.because and term.ends > upheld.when else term
