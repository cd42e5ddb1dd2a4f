"""How citizens and their accounts are written on a terminal: plain lines, tables, and a chart of signs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any
from unicodedata import combining, east_asian_width

from generator.documents.words import Words
from generator.shelf.stills import RELEASE
from generator.world.chronicle import Chronicle
from generator.world.citizens import Citizen
from generator.world.ledger import Event
from generator.world.measures import Term
from generator.world.world import World

MINUTE = "%Y-%m-%d %H:%M"
DAY = "%Y-%m-%d"
WIDE, HIGH = 72, 12


def said(words: Words, kind: str, key: str, sex: str = "") -> str:
    """A key in words, in the form that agrees with someone; the key itself where the canon has made it up."""
    for name in (f"{kind}.{key}.{sex}", f"{kind}.{key}"):
        if name in words:
            return words.say(name)
    return key


def table(rows: Iterable[Sequence[str]], indent: str = "") -> Iterator[str]:
    """Rows in columns, the numbers among them to the right."""
    lines = [list(row) for row in rows]
    wide = [max(_columns(row[i]) for row in lines) for i in range(len(lines[0]))] if lines else []
    for row in lines:
        gaps = (" " * (w - _columns(cell)) for cell, w in zip(row, wide, strict=True))
        cells = [gap + cell if _number(cell) else cell + gap for cell, gap in zip(row, gaps, strict=True)]
        yield (indent + "  ".join(cells)).rstrip()


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes: Han signs two each, marks above letters none."""
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def _number(cell: str) -> bool:
    return cell.lstrip("+-").isdigit()


def person(world: World, citizen: Citizen, words: Words) -> Iterator[str]:
    """Everything about one citizen, a line each."""
    begins = world.canon.begins
    sex = citizen.sex
    name = world.names.get(citizen.number)
    yield f"{citizen.name}{f' ({name})' if name else ''}"
    yield ""
    yield from table(_rows(world, citizen, words), "  ")
    note = world.canon.cast[name].note if name else ""
    if note:
        yield ""
        yield from (f"  {line}" for line in _folded(note))
    chronicle = world.chronicle(citizen.number)
    yield ""
    yield f"  score {chronicle.balance(begins)} on {begins:{DAY}}, {chronicle.balance(chronicle.until)} on {chronicle.until:{DAY}}"
    yield f"  {said(words, 'band', chronicle.band(chronicle.until), sex)}"


def _rows(world: World, citizen: Citizen, words: Words) -> Iterator[tuple[str, str]]:
    sex, bank, digital, routine = citizen.sex, citizen.bank, citizen.digital, citizen.routine
    yield "citizen", f"{citizen.number:,}".replace(",", " ")
    yield "born", f"{citizen.born:{DAY}} ({citizen.age(world.canon.begins.date())} on the film's first day)"
    others = ", ".join(world.citizen(n).name for n in citizen.lives_with)
    alone = "" if citizen.role == "alone" else ", with nobody"
    yield "household", said(words, "role", citizen.role, sex) + (f", with {others}" if others else alone)
    yield "address", f"{citizen.address.line}, {citizen.address.postcode} {citizen.district.name}"
    yield "work", said(words, "occupation", citizen.work.occupation, sex)
    yield "phone", citizen.phone
    yield "identity", citizen.identity
    yield "file", citizen.file
    if citizen.vehicle:
        yield "vehicle", citizen.vehicle
    yield "account", f"{bank.account}, {bank.balance:,} credits, {bank.debt:,} owed, {bank.late_bills} late"
    yield "card", bank.card
    yield "machines", f"{digital.mac}, {digital.ipv4}, {digital.ipv6}"
    yield "on the net", f"{digital.mail}, {digital.domain}"
    yield "day", f"up {_hour(routine.wakes)}, out {_hour(routine.leaves)}, back {_hour(routine.returns)}, asleep {_hour(routine.sleeps)}"
    buys = citizen.consumption
    yield (
        "a month",
        f"{buys.groceries} on groceries, {buys.alcohol} bottles, {buys.nappies} packs of nappies, {buys.rides} rides, {buys.energy} kWh",
    )
    yield "looks", citizen.portrait.looks(citizen.age(world.canon.begins.date()))
    if citizen.still:
        yield "portrait", f"{citizen.still.path}, the production's own still: {RELEASE}"


def _hour(hours: float) -> str:
    minutes = int(hours * 60) % 1440
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _folded(text: str) -> Iterator[str]:
    line = ""
    for word in text.split():
        if len(line) + len(word) > 100:
            yield line
            line = ""
        line = f"{line} {word}".strip()
    yield line


def moment(world: World, citizen: Citizen, chronicle: Chronicle, when: datetime, words: Words) -> Iterator[str]:
    """One citizen at one moment."""
    last = chronicle.last(when)
    yield f"{citizen.name}, {citizen.age(when.date())}, at {when:%Y-%m-%d %H:%M:%S}"
    yield ""
    yield f"  score  {chronicle.balance(when)}  {said(words, 'band', chronicle.band(when), citizen.sex)}"
    if last:
        yield f"  last   {last.points:+d}  {what(last, words)}, {last.when:{MINUTE}}, {where(last, words)}"
    for title, found in (("sanctions", chronicle.sanctions(when)), ("rewards", chronicle.rewards(when))):
        if found:
            yield ""
            yield f"  {title}"
            yield from table(
                ((effect(chronicle, term, words), f"since {term.begins:{DAY}}", f"until {term.ends:{DAY}}") for term in found), "    "
            )
    yield ""
    yield from chart(chronicle, max(chronicle.since, when - timedelta(days=60)), when)


def effect(chronicle: Chronicle, term: Term, words: Words) -> str:
    """What a measure is called."""
    return said(words, "effect", chronicle.rules.by_id[term.measure].effect)


def what(event: Event, words: Words) -> str:
    """What an event is called."""
    return said(words, "behaviour", event.what)


def where(event: Event, words: Words) -> str:
    """A place with its detail and camera."""
    if event.place is None:
        return ""
    parts = [event.place.name, said(words, "detail", event.place.detail) if event.place.detail else "", event.camera]
    return ", ".join(part for part in parts if part)


def account(world: World, citizen: Citizen, chronicle: Chronicle, span: tuple[datetime, datetime], words: Words) -> Iterator[str]:
    """A table of events with the scenes in between, and the chart."""
    since, until = span
    yield f"{citizen.name}, {since:{DAY}} to {until:{DAY}}"
    yield ""
    rows: list[tuple[datetime, tuple[str, ...]]] = [(since, (f"{since:{MINUTE}}", "", str(chronicle.balance(since)), "", "", ""))]
    for event in chronicle.between(since + timedelta(microseconds=1), until):
        mark = "canon" if event.by_canon else ""
        row = (f"{event.when:{MINUTE}}", f"{event.points:+d}", str(event.balance), what(event, words), where(event, words), mark)
        rows.append((event.when, row))
    name = world.names.get(citizen.number, "")
    for scene in world.canon.scenes.values():
        if since <= scene.at <= until and any(shown.who == name for shown in scene.shows):
            shown = f"scene {scene.id}: {scene.title}"
            rows.append((scene.at, (f"{scene.at:{MINUTE}}", "", str(chronicle.balance(scene.at)), shown, "", "canon")))
    rows.sort(key=lambda row: row[0])
    yield from table((row for _, row in rows), "  ")
    yield ""
    yield from chart(chronicle, since, until)


def chart(chronicle: Chronicle, since: datetime, until: datetime) -> Iterator[str]:
    """The score over a span as signs: a star where it stands, dots at the bands' thresholds."""
    step = (until - since) / WIDE
    balances = [chronicle.balance(since + step * (i + 0.5)) for i in range(WIDE)]
    low, high = min(balances) // 10 * 10 - 10, max(balances) // 10 * 10 + 20
    each = max(1, -(-(high - low) // HIGH))
    thresholds = {band.least: band.id for band in chronicle.rules.bands}
    for row in range(HIGH, -1, -1):
        bottom = low + row * each
        band = next((least for least in thresholds if bottom <= least < bottom + each), None)
        blank = "." if band is not None else " "
        line = "".join("*" if bottom <= balance < bottom + each else blank for balance in balances)
        label = f"{band} {thresholds[band]}" if band is not None else ""
        if line.strip() or 0 < row < HIGH:
            yield f"  {bottom:>5} |{line}| {label}".rstrip()
    yield f"        {since:{DAY}}{f'{until:{DAY}}':>{WIDE - 8}}"


def data(citizen: Citizen, world: World) -> dict[str, Any]:
    """One citizen for a script."""
    return {"number": citizen.number, "id": world.names.get(citizen.number), "name": citizen.name, "sex": citizen.sex, "born": citizen.born}
