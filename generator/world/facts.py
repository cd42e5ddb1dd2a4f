"""Facts: what a plate may say about a citizen at a moment, as plain values and tracks. The same for every plate that asks.

    facts_for(world, who, at, seconds) -> Facts
      .values    names for a template: texts, numbers, datetimes, mappings, tuples; a Track where something moves while the plate runs
      .record    the same without what moves, flat and as text, for a manifest; ``check.py`` holds it against the canon later

Some are worked out when they are first asked for: ``present``, ``call`` and ``board`` look through the city. Keys of words are called
``what``, ``effect``, ``measure``, ``band``, ``occupation``, ``detail``, ``relation``, ``outcome``, ``total`` or ``message``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any

from generator.motion.track import Steps, Track, Value
from generator.values.later import Later
from generator.world.board import board
from generator.world.calls import call
from generator.world.chronicle import Chronicle
from generator.world.citizens import Citizen
from generator.world.city import BY_CODE, Place
from generator.world.keys import FACT
from generator.world.ledger import Event
from generator.world.masks import masked
from generator.world.measures import Term
from generator.world.people import present
from generator.world.rules import DECAY, Rules
from generator.world.totals import Running
from generator.world.world import World

NEW = timedelta(hours=12)
EMPTY: Mapping[str, str] = MappingProxyType({})
STEPS = 11  # of a history that are told one by one; what lies between two of them becomes one step


@dataclass(frozen=True, slots=True)
class Facts:
    """See the module."""

    citizen: Citizen
    who: str
    """An id of the cast, or a number."""
    asked: str
    """The moment as it was asked for: ``scene:18`` stays that scene when its hour changes."""
    at: datetime
    seconds: float
    values: Mapping[str, Any]

    @property
    def record(self) -> dict[str, str]:
        return self.record_of(self.values)

    def record_of(self, groups: Iterable[str]) -> dict[str, str]:
        """The record of some of the values; names that there are not count for nothing."""
        return {name: _written(value) for name, value in self._of(groups) if not isinstance(value, Track)}

    def moving_of(self, groups: Iterable[str]) -> dict[str, str]:
        """What moves in some of the values: what it is at first, and a digest of how it goes on."""
        tracks = ((name, value) for name, value in self._of(groups) if isinstance(value, Track))
        return {name: f"{value.at(0.0)}, then {hashlib.sha256(repr(value).encode()).hexdigest()[:16]}" for name, value in tracks}

    def _of(self, groups: Iterable[str]) -> Iterable[tuple[str, object]]:
        return (leaf for group in sorted(set(groups) & set(self.values)) for leaf in leaves(group, self.values[group]))

    def made_from(self, record: Mapping[str, str], moving: Mapping[str, str] = EMPTY) -> dict[str, str]:
        """What a plate's manifest says of the world it shows: who, when, and the part of the record that it shows, with what moves."""
        told = {"world.citizen": self.who, "world.at": self.asked, "world.seconds": repr(self.seconds)}
        moves = {f"world.moves.{name}": text for name, text in moving.items()}
        return told | {f"{FACT}{name}": text for name, text in record.items()} | moves


def facts_for(world: World, who: int | str, at: str | datetime, seconds: float = 0.0) -> Facts:
    """What is true of ``who`` on a plate whose first frame is at ``at`` and that runs for ``seconds``.

    The event that matters (``judged``) is the one that weighs most while the plate runs, else the latest before: ``before`` and ``change``
    are the score without it and what it adds. Raises BriefError.
    """
    when = world.check_moment(world.moment(at))
    ends = when + timedelta(seconds=max(0.0, seconds))
    citizen = world.citizen(who)
    chronicle = world.chronicle(citizen.number, ends)
    judged = _judged(chronicle, when, ends)
    after = max(when, judged.when) if judged else when
    change = _moves(chronicle)[judged.id] if judged else 0
    place = _where(world, at, judged)
    values: dict[str, Any] = {
        "citizen": _citizen(world, citizen, when.date()),
        "at": when,
        "score": track(chronicle, when, ends),
        "balance": chronicle.balance(after),
        "before": chronicle.balance(after) - change,
        "change": change,
        "band": chronicle.band(after),
        "judged": _event(world.rules, judged, when),
        "history_from": chronicle.since,
        "history": history(chronicle, after, judged),
        "sanctions": tuple(_term(world.rules, term, after) for term in chronicle.sanctions(after)),
        "rewards": tuple(_term(world.rules, term, after) for term in chronicle.rewards(after)),
        "place": _place(place),
        "camera": place.camera if place else "",
        "ruleset": world.rules.version,
        "bands": {band.id: band.least for band in world.rules.bands},
        "totals": {name: Running(of, when) for name, of in world.rules.totals.items()},
    }
    called = world.names.get(citizen.number, str(citizen.number))
    asked = at.strip() if isinstance(at, str) else at.isoformat(" ")
    late: dict[str, Callable[[], Any]] = {
        "present": lambda: present(world, citizen.number, asked, place),
        "call": lambda: call(world, citizen.number, asked),
        "board": lambda: board(world, citizen.number, asked, place),
    }
    known: dict[str, Callable[[], Any]] = {name: lambda value=value: value for name, value in values.items()}  # type: ignore[misc]
    return Facts(citizen, called, asked, when, seconds, Later(known | late))


def track(chronicle: Chronicle, when: datetime, ends: datetime) -> Value[int]:
    """The score while a plate runs, in its own seconds."""
    inside = [event for event in chronicle.events if when < event.when <= ends]
    if not inside:
        return chronicle.balance(when)
    times = (0.0, *((event.when - when).total_seconds() for event in inside))
    return Steps(times, (chronicle.balance(when), *(event.balance for event in inside)))


def history(chronicle: Chronicle, until: datetime, without: Event | None = None, steps: int = STEPS) -> tuple[Mapping[str, Any], ...]:
    """The account up to ``until``, without one event: the ``steps`` that weigh most by name, and the sums of what lies between them."""
    moves = _moves(chronicle)
    events = [event for event in chronicle.events if event.when <= until and event is not without]
    weight = sorted((e for e in events if e.what != DECAY), key=lambda e: (-abs(e.points), e.when))
    told = {event.id for event in weight[:steps]}
    found: list[Mapping[str, Any]] = []
    rest = 0
    for i, event in enumerate(events):
        moved = moves[event.id]
        ends = event.id in told or i + 1 == len(events) or events[i + 1].id in told
        rest += 0 if event.id in told else moved
        if event.id in told:
            found.append({"date": event.when, "change": moved, "what": event.what})
        elif ends and rest:
            found.append({"date": event.when, "change": rest, "what": ""})
            rest = 0
    return tuple(found)


def _judged(chronicle: Chronicle, when: datetime, ends: datetime) -> Event | None:
    """The event that a plate is about: what the canon says before what is made up, and never a decay."""
    inside = [event for event in chronicle.between(when, ends) if event.what != DECAY]
    if inside:
        return max(inside, key=lambda event: (event.by_canon, abs(event.points)))
    return next((event for event in reversed(chronicle.events) if event.when <= when and event.what != DECAY), None)


def _moves(chronicle: Chronicle) -> dict[str, int]:
    """What each event did to the score once it was clamped."""
    return {event.id: event.balance - before for event, before in zip(chronicle.events, chronicle.course.balances, strict=False)}


def _where(world: World, at: str | datetime, judged: Event | None) -> Place | None:
    """Where the plate looks: at the scene's place, else at the event's."""
    scene = world.canon.scenes.get(str(at).removeprefix("scene:")) if str(at).startswith("scene:") else None
    if scene and scene.place:
        return world.place(scene.place)
    return world.seen_by(scene.camera) if scene and scene.camera else judged.place if judged else None


def _citizen(world: World, citizen: Citizen, on: date) -> Mapping[str, Any]:
    return {
        "id": world.names.get(citizen.number, ""),
        "number": citizen.number,
        "name": citizen.name,
        "short_name": citizen.short_name,
        "masked": masked(citizen.given.split()[0], citizen.surnames),
        "given": citizen.given,
        "surnames": " ".join(citizen.surnames),
        "gender": citizen.sex,
        "age": citizen.age(on),
        "district": citizen.district.name,
        "address": citizen.address.line,
        "postcode": citizen.address.postcode,
        "phone": citizen.phone,
        "identity": citizen.identity,
        "file": citizen.file,
        "vehicle": citizen.vehicle,
        "occupation": citizen.work.occupation,
        "picture": citizen.still.path if citizen.still else "",
        "looks": citizen.portrait.looks(citizen.age(on)),
        "consumption": asdict(citizen.consumption),
        "digital": asdict(citizen.digital),
        "bank": asdict(citizen.bank),
        "routine": asdict(citizen.routine),
        "lives_with": tuple(world.citizen(n).name for n in citizen.lives_with),
    }


def _event(rules: Rules, event: Event | None, when: datetime) -> Mapping[str, Any]:
    """An event; where there is none, the same names with nothing in them."""
    behaviour = rules.behaviours.get(event.what) if event else None
    return {
        "id": event.id if event else "",
        "what": event.what if event else "",
        "when": event.when if event else when,
        "points": event.points if event else 0,
        "category": behaviour.category if behaviour else "",
        "evidence": behaviour.evidence if behaviour else "record",
        "place": _place(event.place if event else None),
        "camera": event.camera if event else "",
        "because": event.because if event else "",
    }


def _place(place: Place | None) -> Mapping[str, Any]:
    district = BY_CODE[place.district].name if place else ""
    found = place or Place("", "", "", 0)
    return {"name": found.name, "kind": found.kind, "detail": found.detail, "district": district}


def _term(rules: Rules, term: Term, at: datetime) -> Mapping[str, Any]:
    measure = rules.by_id[term.measure]
    new = not term.renewed and timedelta() <= at - term.begins <= NEW
    return {"measure": term.measure, "effect": measure.effect, "begins": term.begins, "until": term.ends, "cause": term.cause, "new": new}


def leaves(name: str, value: object) -> Iterable[tuple[str, object]]:
    """Everything in a value that has no parts, by its path."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from leaves(f"{name}.{key}" if name else key, inner)
    elif isinstance(value, tuple):
        for i, inner in enumerate(value):
            yield from leaves(f"{name}.{i}", inner)
    else:
        yield name, value


def _written(value: object) -> str:
    return value.isoformat(" ") if isinstance(value, datetime) else str(value)
