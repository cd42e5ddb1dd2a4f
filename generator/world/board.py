"""Board: what a public screen shows of a district at a moment: whom it shames and who is next, whom it thanks, what it tells everyone.

board(world, n, at, place) -> mapping    the facts under ``board``
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from generator.motion.track import Span, Track
from generator.values.later import Ranked
from generator.values.seeds import Dice
from generator.world.chronicle import Chronicle
from generator.world.city import AT_HOME, BY_CODE, District, Place
from generator.world.conduct import opening
from generator.world.households import household_of
from generator.world.ledger import Event
from generator.world.measures import Term
from generator.world.numbers import POPULATION
from generator.world.people import living, person
from generator.world.rules import BY_OFFICE, Total
from generator.world.totals import Running, total
from generator.world.wall import differ
from generator.world.world import World

SHAMED, THANKED = "public_display", "commendation"
"""The effects that put somebody on a screen."""
QUEUE = 7
SEARCH = 12_000
GROWN = 16
LATELY = timedelta(days=45)


def board(world: World, n: int, at: str | datetime, place: Place | None) -> Mapping[str, Any]:
    """See the module. The district is that of the place where the plate looks, else the citizen's own."""
    when = world.moment(at)
    district = BY_CODE[place.district] if place else world.citizen(n).district
    queue = _queue(world, n, district, when)
    running = [
        {"total": name, "message": name, "count": Running(of, when), "count_at": total(of, when), "daily": _daily(of, when), "since": of.on}
        for name, of in world.rules.totals.items()
    ]
    turn = when.toordinal() % len(running) if running else 0
    return {
        "district": district.name,
        "shown": _entry(world, n, when, SHAMED),
        "queue": queue,
        "waiting": len(queue),
        "next": queue[0] if queue else _entry(world, n, when, SHAMED),
        "commendation": _entry(world, _thanked(world, n, district, when), when, THANKED),
        "message": running[turn] if running else {},
        "messages": Ranked(running),
    }


def _daily(of: Total, when: datetime) -> int:
    """How many more there are after a day."""
    return total(of, when + timedelta(days=1)) - total(of, when)


@dataclass(frozen=True, slots=True, eq=False)
class Seen(Track[int]):
    """How many have seen a face since it hangs, while a plate runs whose first frame is ``at``."""

    of: Total
    begins: datetime
    since: datetime

    def at(self, t: float) -> int:
        return max(0, total(self.of, self.since + timedelta(seconds=t)) - total(self.of, self.begins))

    def span(self, t: float) -> Span:
        return (t, t)


def _entry(world: World, n: int, when: datetime, effect: str) -> Mapping[str, Any]:
    """Somebody on a screen: for what, since when and for how long, and how many have seen it."""
    account = world.chronicle(n, when)
    term = _term(world, account, effect, when)
    event = _cause(account, term, when, -1 if effect == SHAMED else 1)
    begins, until = _hangs(world, term, event, effect, when)
    daily = Dice(world.seed, "seen", n, begins.date().isoformat()).between(9_000, 48_000)
    seen = Seen(Total("seen", 0, datetime.combine(begins, time.min), daily, 0.0), begins, when)
    return {
        **person(world, n, when),
        "on_display": term is not None,
        "what": event.what if event else "",
        "when": event.when if event else when,
        "points": event.points if event else 0,
        "category": _category(world, event),
        "place": _place(event),
        "camera": event.camera if event else "",
        "since": begins,
        "until": until,
        "remaining": int((until - when).total_seconds()),
        "seen": seen,
        "seen_at": seen.at(0.0),
        "seen_daily": round(daily),
    }


def _place(event: Event | None) -> Mapping[str, str]:
    """Where it was, as far as the public is told: of a home its district alone."""
    place = event.place if event else None
    if place is None:
        return {"name": "", "detail": "", "kind": "", "district": ""}
    district = BY_CODE[place.district].name
    private = place.kind == AT_HOME
    return {
        "name": district if private else place.name,
        "detail": "" if private else place.detail,
        "kind": place.kind,
        "district": district,
    }


def _category(world: World, event: Event | None) -> str:
    rule = world.rules.behaviours.get(event.what) if event else None
    return rule.category if rule else ""


def _term(world: World, account: Chronicle, effect: str, when: datetime) -> Term | None:
    """The term by which somebody hangs, the one that began first."""
    return next((term for term in account.in_force(when) if world.rules.by_id[term.measure].effect == effect), None)


def _cause(account: Chronicle, term: Term | None, when: datetime, sign: int) -> Event | None:
    """What somebody hangs for: what the canon says first, then the event that brought the term, then what weighs most of late."""

    def counts(event: Event) -> bool:
        return event.points * sign > 0 and event.what not in BY_OFFICE

    cause = account.event(term.cause) if term and not term.renewed else None
    until = term.begins if term else when
    late = [event for event in account.events if until - LATELY <= event.when <= until and counts(event)]
    known = [*late, *([cause] if cause and counts(cause) else [])]
    return max(known, key=lambda event: (event.by_canon, event is cause, event.points * sign, event.when), default=None)


def _hangs(world: World, term: Term | None, event: Event | None, effect: str, when: datetime) -> tuple[datetime, datetime]:
    """Since when and until when; for who is on no screen, as if they were since the event, or since midnight."""
    if term:
        return term.begins, term.ends
    days = timedelta(days=next((measure.days for measure in world.rules.measures if measure.effect == effect), 1))
    begins = event.when if event and event.when > when - days else datetime.combine(when, time.min)
    return begins, begins + days


def _queue(world: World, n: int, district: District, when: datetime) -> Ranked:
    """Who hangs in a district and is not ``n``: those of the cast first, then whoever hangs longest."""
    cast = [world.numbers[name] for name in world.canon.cast if living(world, name, when)]
    named = [m for m in cast if m != n and _term(world, world.chronicle(m, when), SHAMED, when)]
    found = [world.citizen(m) for m in named]
    low = world.rules.mean - world.rules.spread

    def shamed(m: int) -> bool:
        return bool(_term(world, world.chronicle(m, when), SHAMED, when))

    for m in _people(world, district, when, lambda opened: opened < low):
        if len(found) >= QUEUE:
            break
        one = world.citizen(m)
        if m != n and shamed(m) and all(differ(one, other, when.date()) for other in (*found, world.citizen(n))):
            found.append(one)
    entries = [_entry(world, one.number, when, SHAMED) for one in found[:QUEUE]]
    return Ranked(sorted(entries, key=lambda entry: (not entry["id"], entry["since"], entry["number"])))


def _thanked(world: World, n: int, district: District, when: datetime) -> int:
    """Whom a screen thanks: the citizen where they are commended, else the best of the cast who is, else somebody of the district."""
    cast = [world.numbers[name] for name in world.canon.cast if living(world, name, when)]
    for m in (n, *sorted(cast, key=lambda m: -world.chronicle(m, when).balance(when))):
        if _term(world, world.chronicle(m, when), THANKED, when):
            return m
    best = world.rules.bands[0].least
    found = (m for m in _people(world, district, when, lambda opened: opened >= best) if world.chronicle(m, when).balance(when) >= best)
    return next(found, n)


def _people(world: World, district: District, when: datetime, suits: Callable[[int], bool]) -> Iterator[int]:
    """Grown people of a district outside of the cast whose account opened as it ``suits``: the same ones, in one order, at any moment."""
    dice = Dice(world.seed, "screens", district.code)
    for _ in range(SEARCH):
        m = dice.integer(0, POPULATION - 1)
        if m in world.names or not suits(opening(world.rules, world.seed, m)):
            continue
        if household_of(world.seed, m).district == district and world.citizen(m).age(when.date()) >= GROWN:
            yield m
