"""Ledger: entries become events with points and a balance. The balance is always the opening plus the events' points, clamped at each step.

fold(rules, opening, entries, since, until) -> events
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from generator.world.city import Place
from generator.world.conduct import Entry
from generator.world.rules import DECAY, UPHELD, Rules

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Event:
    """What the ledger holds: ``points`` as they were entered (a day's cap may have cut them), and the ``balance`` that they leave.

    ``because`` is the id of the event that this one answers; ``other`` the citizen whom it was with.
    """

    id: str
    when: datetime
    what: str
    points: int
    balance: int
    place: Place | None
    because: str
    other: int | None
    by_canon: bool

    @property
    def camera(self) -> str:
        """The camera that saw it, if one did."""
        return self.place.camera if self.place else ""


class _Day:
    """What was given and taken on one day under the rules' caps."""

    __slots__ = ("day", "given", "taken")

    def __init__(self) -> None:
        self.day = 0
        self.given = 0
        self.taken = 0

    def cap(self, rules: Rules, day: int, points: int, *, free: bool) -> int:
        """The part of some points that still fits; canon's are ``free`` of caps but count."""
        if day != self.day:
            self.day, self.given, self.taken = day, 0, 0
        if not free:
            points = max(0, min(points, rules.gain - self.given)) if points > 0 else min(0, max(points, self.taken - rules.loss))
        self.given += max(0, points)
        self.taken += max(0, -points)
        return points


def fold(rules: Rules, opening: int, entries: Sequence[Entry], since: datetime, until: datetime) -> list[Event]:
    """Enter everything from ``since`` on until ``until``, with each Monday's decay. ``entries`` are in the order of their moments."""
    balance = rules.clamp(opening)
    found: list[Event] = []
    taken: dict[str, int] = {}
    day = _Day()
    decay = first_decay(rules, since)
    for entry in entries:
        if entry.when >= until:
            break
        while decay <= entry.when:
            balance = _decayed(rules, found, decay, balance)
            decay += WEEK
        points = _points(rules, entry, taken, day)
        if points == 0 and not entry.by_canon:
            continue
        balance = rules.clamp(balance + points)
        taken[entry.id] = points
        found.append(Event(entry.id, entry.when, entry.what, points, balance, entry.place, entry.because, entry.other, entry.by_canon))
    while decay < until:
        balance = _decayed(rules, found, decay, balance)
        decay += WEEK
    return found


def first_decay(rules: Rules, since: datetime) -> datetime:
    """The first weekly decay after a moment."""
    at = since.replace(hour=rules.decay.hour, minute=0, second=0, microsecond=0)
    at += timedelta(days=(rules.decay.weekday - at.weekday()) % 7)
    return at if at > since else at + WEEK


def _decayed(rules: Rules, found: list[Event], when: datetime, balance: int) -> int:
    points = rules.decay.points(balance)
    if not points:
        return balance
    after = rules.clamp(balance + points)
    found.append(Event(f"{when.date().isoformat()}.d", when, DECAY, points, after, None, "", None, False))
    return after


def _points(rules: Rules, entry: Entry, taken: dict[str, int], day: _Day) -> int:
    if entry.points is not None and not entry.by_canon:  # the office's own, which no cap knows
        return entry.points
    if entry.points is not None:
        points = entry.points
    elif entry.what == UPHELD:
        return -taken.get(entry.because, 0)
    else:
        points = rules.behaviours[entry.what].points
    return day.cap(rules, entry.when.toordinal(), points, free=entry.by_canon)
