"""Pins: what the canon fixes is the truth, and ordinary days are bent until they add up to it.

Between two pinned balances, whatever is missing is first looked for in an opening that the canon leaves free, then in more of what the
citizen does anyway, on days whose caps have room. Only what the rules cannot explain in that time becomes a review by the office, and is
told as a gap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from generator.values.seeds import Dice
from generator.world.conduct import Entry, Habits
from generator.world.ledger import Event, fold
from generator.world.rules import DECAY, REVIEW, Behaviour, Rules

ROUNDS = 40
TRIES = 24


@dataclass(frozen=True, slots=True)
class Pin:
    """A balance that stands at a moment, whatever happens."""

    when: datetime
    balance: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Points that no rule explains: a review of ``points`` was needed before ``pin``."""

    pin: Pin
    points: int


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The time between two pins, as it is."""

    before: datetime
    pin: Pin
    events: Sequence[Event]


@dataclass(slots=True)
class Balanced:
    """An opening and entries that meet every pin, and the gaps that only the office could close."""

    opening: int
    entries: list[Entry]
    gaps: list[Gap]


def balance(
    habits: Habits, opening: int, entries: Sequence[Entry], pins: Sequence[Pin], since: datetime, *, free_opening: bool
) -> Balanced:
    """Bend ``entries`` (in order) until each pin holds. ``free_opening``: the first balance may move too."""
    done = Balanced(opening, list(entries), [])
    before = since
    for pin in sorted(pins, key=lambda p: p.when):
        if free_opening and before == since:
            _move_opening(habits.rules, done, pin, since)
        _meet(habits, done, pin, since, before)
        before = max(before, pin.when)
    return done


def _end(rules: Rules, done: Balanced, pin: Pin, since: datetime) -> tuple[int, list[Event]]:
    """The balance at a pin as things are, and the events until then."""
    events = fold(rules, done.opening, done.entries, since, pin.when + timedelta(microseconds=1))
    return (events[-1].balance if events else rules.clamp(done.opening)), events


def _move_opening(rules: Rules, done: Balanced, pin: Pin, since: datetime) -> None:
    """Open the account where it makes the pin hold, within what openings are."""
    low, high = rules.clamp(rules.mean - 2 * rules.spread), rules.clamp(rules.mean + 2 * rules.spread)
    for _ in range(ROUNDS):
        gap = pin.balance - _end(rules, done, pin, since)[0]
        moved = min(high, max(low, done.opening + gap))
        if moved == done.opening:
            return
        done.opening = moved


def _meet(habits: Habits, done: Balanced, pin: Pin, since: datetime, before: datetime) -> None:
    rules = habits.rules
    dice = Dice(habits.seed, "pin", habits.citizen.number, pin.when.isoformat())
    for round_ in range(ROUNDS):
        reached, events = _end(rules, done, pin, since)
        gap = pin.balance - reached
        if not gap:
            return
        added = _more(habits, dice, gap, _Stretch(before, pin, events), round_) if round_ < ROUNDS // 2 else []
        if not added:
            added = [_review(rules, gap, before, pin)]
            done.gaps.append(Gap(pin, gap))
        done.entries = sorted([*done.entries, *added], key=lambda entry: (entry.when, entry.id))


def _review(rules: Rules, points: int, before: datetime, pin: Pin) -> Entry:
    """The office's own entry, shortly before the pin."""
    when = max(before + (pin.when - before) / 2, pin.when - timedelta(minutes=37))
    span = rules.high - rules.low
    return Entry(when, REVIEW, f"{pin.when.isoformat()}.r{points}", max(-span, min(span, points)))


def _more(habits: Habits, dice: Dice, gap: int, stretch: _Stretch, round_: int) -> list[Entry]:
    """Further deeds that add up to ``gap`` as far as days have room for them."""
    sign = 1 if gap > 0 else -1
    room = _room(habits.rules, sign, stretch)
    known = [b for b in habits.behaviours if b.points * sign > 0]
    known.sort(key=lambda b: (-abs(b.points), b.id))
    found: list[Entry] = []
    while gap and known:
        fitting = [b for b in known if abs(b.points) <= abs(gap)]
        entry = _one(habits, dice, fitting, stretch, room, f"{stretch.pin.when.isoformat()}.p{round_}.{len(found)}")
        if entry is None:
            break
        gap -= habits.rules.behaviours[entry.what].points
        found.append(entry)
    return found


def _one(
    habits: Habits, dice: Dice, fitting: Sequence[Behaviour], stretch: _Stretch, room: dict[date, int], name: str
) -> Entry | None:  # fmt: skip
    """One more deed; bigger ones rather than smaller, so that a life does not become a list of trifles."""
    days = sorted(day for day, points in room.items() if points > 0)
    if not fitting or not days:
        return None
    bold = [b for b in fitting if abs(b.points) >= abs(fitting[0].points) / 3] or list(fitting)
    for attempt in range(TRIES + len(days)):
        pool = bold if attempt < TRIES // 2 else fitting
        behaviour = dice.choice(pool)
        day = dice.choice(days) if attempt < TRIES else days[attempt - TRIES]
        when = _moment(behaviour, dice, day, stretch)
        if when is not None and abs(behaviour.points) <= room.get(when.date(), 0):
            room[when.date()] -= abs(behaviour.points)
            return habits.entry(behaviour, dice, when, name)
    return None


def _moment(behaviour: Behaviour, dice: Dice, day: date, stretch: _Stretch) -> datetime | None:
    """A moment of a day in a behaviour's hours, after the last pin and before the next."""
    midnight = datetime.combine(day, time.min)
    first = max(midnight + timedelta(hours=behaviour.hours[0]), stretch.before + timedelta(seconds=1))
    last = min(midnight + timedelta(hours=behaviour.hours[1]), stretch.pin.when - timedelta(seconds=1))
    weekend = day.weekday() >= 5
    if last <= first or (behaviour.days == "weekdays" and weekend) or (behaviour.days == "weekends" and not weekend):
        return None
    return first + timedelta(seconds=int(dice.between(0, (last - first).total_seconds())))


def _room(rules: Rules, sign: int, stretch: _Stretch) -> dict[date, int]:
    """How many points each day between two pins can still hold."""
    cap = rules.gain if sign > 0 else rules.loss
    first = stretch.before.date()
    room = {first + timedelta(days=i): cap for i in range((stretch.pin.when.date() - first).days + 1)}
    for event in stretch.events:
        if event.when.date() in room and event.points * sign > 0 and event.what != DECAY:
            room[event.when.date()] -= abs(event.points)
    return room
