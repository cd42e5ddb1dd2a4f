"""``world``: a citizen, a citizen at a moment, a timeline, and who fits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from generator.cli.console import document, result, say
from generator.cli.verbs import world_pages as pages
from generator.problems import BriefError, did_you_mean
from generator.shelf import Worlds
from generator.world.citizens import Citizen
from generator.world.city import BY_LETTERS, DISTRICTS
from generator.world.facts import facts_for
from generator.world.ledger import Event
from generator.world.wall import wall
from generator.world.world import World

SEXES = ("feminine", "masculine")
LATELY = timedelta(days=30)
TRIES = 3_000


def show(who: str, *, canon: Path | None, language: str, templates: list[Path], as_json: bool) -> None:
    """One citizen's page."""
    worlds = Worlds(templates)
    world = worlds.world(canon)
    citizen = world.citizen(who)
    if as_json:
        document({**asdict(citizen), "name": citizen.name, "id": world.names.get(citizen.number)})
        return
    for line in pages.person(world, citizen, worlds.words(language)):
        result(line)


def at(who: str, when: str, *, canon: Path | None, language: str, templates: list[Path], as_json: bool) -> None:
    """One citizen at one moment."""
    worlds = Worlds(templates)
    world = worlds.world(canon)
    moment = world.check_moment(world.moment(when))
    citizen = world.citizen(who)
    if as_json:
        document({**facts_for(world, who, when).record, "world.at": moment})
        return
    for line in pages.moment(world, citizen, world.chronicle(citizen.number, moment), moment, worlds.words(language)):
        result(line)


def timeline(
    who: str, since: str | None, until: str | None, *, canon: Path | None, language: str, templates: list[Path], as_json: bool
) -> None:  # fmt: skip
    """One citizen's account over a span."""
    worlds = Worlds(templates)
    world = worlds.world(canon)
    citizen = world.citizen(who)
    first = world.check_moment(world.moment(since)) if since else world.canon.begins
    last = world.check_moment(world.moment(until)) if until else world.canon.ends
    if first >= last:
        raise BriefError(f"the timeline ends at {last:%Y-%m-%d %H:%M}, not after it begins")
    chronicle = world.chronicle(citizen.number, last)
    if as_json:
        events = [_event(event) for event in chronicle.between(first, last)]
        document({**pages.data(citizen, world), "since": first, "until": last, "opening": chronicle.balance(first), "events": events})
        return
    for line in pages.account(world, citizen, chronicle, (first, last), worlds.words(language)):
        result(line)


def _event(event: Event) -> dict[str, Any]:
    plain = asdict(event)
    return plain | {"place": event.place.name if event.place else "", "camera": event.camera}


def find(
    text: str, wanted: Mapping[str, str | None], *, count: int, seed: int, canon: Path | None, language: str, templates: list[Path],
    as_json: bool,
) -> None:  # fmt: skip
    """Those who are meant, or who fit."""
    worlds = Worlds(templates)
    world = worlds.world(canon)
    when = world.check_moment(world.moment(wanted["when"] or world.canon.begins))
    fits = _fits(world, wanted, when)
    if text:
        named = world.named(text)
        found = tuple(one for one in named or [world.citizen(text)] if fits(one))
        if not found:
            raise BriefError(f"nobody who is called {text} is so on {when:%Y-%m-%d %H:%M}")
    else:
        found = wall(world.citizen, seed, count, wanted=fits, on=when.date(), tries=TRIES)
    if as_json:
        scores = [world.chronicle(one.number).balance(when) for one in found]
        document([{**pages.data(one, world), "score": score} for one, score in zip(found, scores, strict=True)])
        return
    words = worlds.words(language)
    say(f"on {when:%Y-%m-%d %H:%M}: number, name, age, occupation, district, score, band, phone")
    for line in pages.table(_row(world, one, when, words) for one in found):
        result(line)


def _row(world: World, one: Citizen, when: datetime, words: Any) -> tuple[str, ...]:
    chronicle = world.chronicle(one.number)
    band = pages.said(words, "band", chronicle.band(when), one.sex)
    work = pages.said(words, "occupation", one.work.occupation, one.sex)
    return str(one.number), one.name, str(one.age(when.date())), work, one.district.name, str(chronicle.balance(when)), band, one.phone


def _fits(world: World, wanted: Mapping[str, str | None], when: datetime) -> Callable[[Citizen], bool]:
    """What ``find`` asks for, as one question; raises BriefError for what nobody could be."""
    bands = [band.id for band in world.rules.bands]
    band = _one_of("band", wanted["band"], bands)
    sex = _one_of("sex", wanted["sex"], SEXES)
    did = _one_of("rule", wanted["did"], tuple(world.rules.behaviours))
    names = {district.name: district.letters for district in DISTRICTS}
    district = names.get(wanted["district"] or "", wanted["district"])
    _one_of("district", district, tuple(BY_LETTERS))
    low, high = _ages(wanted["age"])

    def fits(one: Citizen) -> bool:
        if (sex and one.sex != sex) or (district and one.district.letters != district) or not low <= one.age(when.date()) <= high:
            return False
        if not (band or did):
            return True
        chronicle = world.chronicle(one.number, when)
        recent = {event.what for event in chronicle.between(when - LATELY, when + timedelta(microseconds=1))}
        return (not band or chronicle.band(when) == band) and (not did or did in recent)

    return fits


def _one_of(what: str, value: str | None, choices: tuple[str, ...] | list[str]) -> str | None:
    if value and value not in choices:
        raise BriefError(f"no {what} is called {value}{did_you_mean(value, choices)}")
    return value


def _ages(text: str | None) -> tuple[int, int]:
    if not text:
        return 0, 200
    low, _, high = text.partition("-")
    if not low.isdigit() or not (high or low).isdigit():
        raise BriefError(f"{text!r} are no years; write 20-35 or 67")
    return int(low), int(high or low)
