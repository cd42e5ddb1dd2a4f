"""Calls: who calls whom, what is known of the caller, what it costs to go on, and what a phone has seen so far.

call(world, n, at) -> mapping    the facts under ``call``
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from generator.values.later import Ranked
from generator.values.seeds import Dice
from generator.world.chronicle import Chronicle
from generator.world.ledger import Event
from generator.world.people import acquaintances, living, person, relation, scene_of
from generator.world.rules import BY_OFFICE
from generator.world.world import World

RISK = "risk_call"
"""The behaviour that a call is which somebody takes although they were warned."""
WARNING = "caller_warning"
"""The effect that has the state speak before a call is put through."""
NEAR = timedelta(days=1)
LATELY = timedelta(days=90)
LOG, LOG_DAYS, A_DAY = 12, 40, 3
REASONS = 3
GROWN = 14
OUTCOMES = ("answered", "missed", "declined", "continued")


def call(world: World, n: int, at: str | datetime) -> Mapping[str, Any]:
    """The call in which citizen ``n`` calls, or which they take where the canon has them do so."""
    when = world.moment(at)
    caller, callee = parties(world, n, at)
    rule = world.rules.behaviours.get(RISK)
    cost = rule.points if rule else 0
    balance = world.chronicle(callee, when).balance(when)
    after = world.rules.clamp(balance + cost)
    account = world.chronicle(caller, when)
    warning = warned(world, caller, when)
    reasons = Ranked(_reason(event) for event in _held_against(account, when))
    return {
        "caller": person(world, caller, when),
        "callee": person(world, callee, when),
        "relation": _relation(world, callee, caller),
        "warned": warning is not None,
        "warned_since": warning or when,
        "reason": reasons[0] if reasons else _reason(None, when),
        "reasons": reasons,
        "what": RISK,
        "cost": cost,
        "after": after,
        "after_band": world.rules.band(after),
        "log": log(world, callee, when),
    }


def parties(world: World, n: int, at: str | datetime) -> tuple[int, int]:
    """Who calls and who is called: as the canon has it around that moment, else ``n`` calls whom they
    know: who is in the scene, or whoever is nearest."""
    when = world.moment(at)
    name = world.names.get(n, "")
    risks = [fact for fact in world.canon.facts if fact.what == RISK and fact.other and name in {fact.who, fact.other}]
    near = min(risks, key=lambda fact: abs(fact.when - when), default=None)
    if near and abs(near.when - when) <= NEAR:
        return world.numbers[near.other], world.numbers[near.who]
    scene = scene_of(world, at)
    shown = {world.numbers[s.who] for s in scene.shows} if scene else set()
    known = [m for m in acquaintances(world, n) if m not in world.names or living(world, world.names[m], when)]
    return n, min(known, key=lambda m: (m not in shown, world.citizen(m).age(when.date()) < GROWN, known.index(m)))


def _relation(world: World, one: int, other: int) -> str:
    """What ``other`` is to ``one``, as either of their phones has it."""
    found = relation(world, one, other)
    return acquaintances(world, other).get(one, found) if found == "unknown" else found


def warned(world: World, n: int, when: datetime) -> datetime | None:
    """Since when the state speaks before this citizen's calls; ``None`` while it does not."""
    terms = world.chronicle(n, when).sanctions(when)
    return next((term.begins for term in terms if world.rules.by_id[term.measure].effect == WARNING), None)


def _held_against(account: Chronicle, when: datetime) -> list[Event]:
    """What cost most of late, the worst first; what the canon says before what is made up."""
    taken = [e for e in account.events if when - LATELY <= e.when <= when and e.points < 0 and e.what not in BY_OFFICE]
    return sorted(taken, key=lambda event: (not event.by_canon, event.points, event.when))[:REASONS]


def _reason(event: Event | None, when: datetime | None = None) -> Mapping[str, Any]:
    if event is None:
        return {"what": "", "when": when, "points": 0, "place_name": ""}
    return {"what": event.what, "when": event.when, "points": event.points, "place_name": event.place.name if event.place else ""}


def log(world: World, n: int, when: datetime) -> Ranked:
    """The last calls of a phone, the latest first; each with the score that the other had then."""
    phone = _Phone(world, n, world.chronicle(n, when), acquaintances(world, n))
    found: list[Mapping[str, Any]] = []
    for back in range(LOG_DAYS):
        calls = (entry for entry in phone.day(when.date() - timedelta(days=back)) if entry["when"] < when)
        found += sorted(calls, key=lambda entry: entry["when"], reverse=True)
        if len(found) >= LOG:
            break
    return Ranked(found[:LOG])


@dataclass(frozen=True, slots=True)
class _Phone:
    """One citizen's phone: their account, and whom they know."""

    world: World
    owner: int
    account: Chronicle
    known: Mapping[int, str]

    def day(self, day: date) -> Iterator[Mapping[str, Any]]:
        """One day's calls: those of the account, which were taken at a risk, and ordinary ones."""
        begins = datetime.combine(day, time.min)
        if not self.world.keeps(begins):
            return
        for event in self.account.between(begins, begins + timedelta(days=1)):
            if event.what == RISK and event.other is not None:
                seconds = Dice(self.world.seed, "risk", self.owner, event.id).integer(40, 900)
                yield self._entry(event.other, event.when, "continued", seconds, points=event.points)
        dice = Dice(self.world.seed, "calls", self.owner, day.toordinal())
        for _ in range(dice.integer(0, A_DAY)):
            other, at = dice.choice(tuple(self.known)), begins + timedelta(seconds=dice.integer(8 * 3600, 23 * 3600))
            seconds, taken, out = dice.integer(9, 1900), dice.random() < 0.72, dice.random() < 0.4
            if other not in self.world.names or living(self.world, self.world.names[other], at):
                outcome = "declined" if not out and warned(self.world, other, at) else "answered" if taken else "missed"
                yield self._entry(other, at, outcome, seconds if outcome == "answered" else 0, outgoing=out)

    def _entry(self, other: int, at: datetime, outcome: str, seconds: int, *, points: int = 0, outgoing: bool = False) -> Mapping[str, Any]:
        return {
            **person(self.world, other, at),
            "relation": self.known.get(other) or _relation(self.world, self.owner, other),
            "when": at,
            "seconds": seconds,
            "outcome": outcome,
            "outgoing": outgoing,
            "warned": warned(self.world, other, at) is not None,
            "points": points,
        }
