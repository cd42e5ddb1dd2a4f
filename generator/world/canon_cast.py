"""The cast of a canon: one mapping a person, every field of a citizen free to be pinned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields as fields_of
from datetime import date, datetime

from generator.problems import did_you_mean
from generator.world import lives, portrait
from generator.world.canon import Person
from generator.world.citizens import REFERENCE, Pinned
from generator.world.city import AT_HOME, BY_CODE, BY_LETTERS, DISTRICTS, KINDS, Address, District
from generator.world.fields import NEVER, Fields
from generator.world.numbers import POPULATION

SEXES = ("feminine", "masculine")
ROLES = ("alone", "adult", "partner", "parent", "child", "elder", "senior", "companion", "flatmate")
TRAVEL = ("metro", "tram", "bus", "walk", "bicycle", "car")
TRAITS = ("care", "company", "idle", "means")
DIGITAL = ("handle", "mail", "domain", "ipv4", "ipv6", "mac", "device")
BANK = tuple(field.name for field in fields_of(lives.Bank))
KNOWN_OCCUPATIONS = {row[0]: row for row in lives.OCCUPATIONS}
MOST = 10_000_000
MAX_SIDE = 16_384


def read_person(name: str, fields: Fields, low: int, high: int) -> Person:
    """One of the cast; ``low`` to ``high`` is the range of scores."""
    died, removed = fields.moment("died", NEVER), fields.moment("removed", NEVER)
    if NEVER not in {died, removed}:
        fields.fault("removed", f"{name} cannot both die and be removed: one of the two ends the account")
    found = Person(
        id=name,
        origin=fields.origin(),
        number=fields.integer("number", low=0, high=POPULATION - 1) if fields.has("number") else None,
        pinned=_pinned(fields),
        opens=fields.integer("opens", low=low, high=high) if fields.has("opens") else None,
        ordinary=fields.boolean("ordinary", True),
        never=fields.texts("never"),
        household=fields.text("household", "", most=60),
        parents=fields.texts("parents"),
        knows=fields.texts("knows"),
        closed=_first(died, removed),
        fate="died" if died != NEVER else "removed" if removed != NEVER else "",
        note=fields.text("note", "", most=2000),
    )
    fields.close()
    return found


def _first(*moments: datetime) -> datetime | None:
    return next((moment for moment in moments if moment != NEVER), None)


def _pinned(fields: Fields) -> Pinned:
    district = _district(fields)
    return Pinned(
        given=_text(fields, "given"),
        surnames=_surnames(fields),
        sex=fields.choice("sex", SEXES) if fields.has("sex") else None,
        born=_born(fields),
        role=fields.choice("role", ROLES) if fields.has("role") else None,
        children=fields.integer("children", low=0, high=12) if fields.has("children") else None,
        infants=fields.integer("infants", low=0, high=6) if fields.has("infants") else None,
        district=district,
        address=_address(fields, district),
        work=_work(fields, district),
        travel=fields.choice("travel", TRAVEL) if fields.has("travel") else None,
        phone=_text(fields, "phone"),
        identity=_text(fields, "identity"),
        file=_text(fields, "file"),
        vehicle=_text(fields, "vehicle"),
        temperament=_temperament(fields.part("temperament")),
        digital=_texts(fields.part("digital"), DIGITAL),
        bank=_bank(fields.part("bank")),
        portrait=_portrait(fields),
        still=_still(fields),
    )


def _text(fields: Fields, key: str) -> str | None:
    return fields.text(key, most=120) if fields.has(key) else None


def _surnames(fields: Fields) -> tuple[str, str] | None:
    names = tuple(name for part in fields.texts("surnames") for name in part.split())
    if fields.has("surnames") and len(names) != 2:
        fields.fault("surnames", f"{fields.called('surnames')} takes two, as in Peñabria Lorenzal")
    return (names[0], names[1]) if len(names) == 2 else None


def _born(fields: Fields) -> date | None:
    if fields.has("born"):
        found = fields.moment("born")
        if fields.has("age"):
            fields.fault("age", f"{fields.called('age')} and born say the same thing: keep one")
        fields.integer("age", 0, low=0, high=120)
        if found > datetime.combine(REFERENCE, datetime.min.time()) and found.year > REFERENCE.year:
            fields.fault("born", f"{fields.called('born')} lies after {REFERENCE.year}")
        return found.date() if found != NEVER else None
    if not fields.has("age"):
        return None
    return date(REFERENCE.year - fields.integer("age", low=0, high=120), 1, 1)


def _district(fields: Fields) -> District | None:
    if not fields.has("district"):
        return None
    text = fields.text("district")
    by_name = {district.name: district for district in DISTRICTS}
    found = BY_LETTERS.get(text) or by_name.get(text) or (BY_CODE.get(int(text)) if text.isdigit() else None)
    if found is None:
        fields.fault("district", f"{fields.called('district')}: no district is called {text}{did_you_mean(text, [*by_name, *BY_LETTERS])}")
    return found


def _address(fields: Fields, district: District | None) -> Address | None:
    inner = fields.part("address")
    if not fields.has("address"):
        return None
    if district is None:
        fields.fault("address", f"{fields.name} has an address in no district: give the district too")
    found = Address(
        street=inner.text("street", most=80),
        number=inner.integer("number", low=1, high=9999),
        floor=inner.integer("floor", 0, low=-3, high=120),
        door=inner.text("door", "", most=12),
        postcode=inner.text("postcode", f"C{district.code}·001" if district else "", most=20),
        district=district.code if district else DISTRICTS[0].code,
    )
    inner.close()
    return found


def _work(fields: Fields, home: District | None) -> lives.Work | None:
    inner = fields.part("work")
    if not fields.has("work"):
        return None
    occupation = inner.text("occupation", most=80)
    usual = KNOWN_OCCUPATIONS.get(occupation, (occupation, "workplace", 9, 17, 0.0))
    begins, ends = inner.numbers("hours", (float(usual[2]), float(usual[3])), low=0, high=36)
    district = _district(inner) or home or DISTRICTS[0]
    found = lives.Work(
        occupation=occupation,
        kind=inner.choice("place", (*KINDS, AT_HOME), usual[1]),
        district=district.code,
        begins=begins,
        ends=ends,
        means=inner.number("means", usual[4], low=-1, high=1),
    )
    inner.close()
    return found


def _temperament(fields: Fields) -> Mapping[str, float]:
    found = {trait: fields.number(trait, low=-1, high=1) for trait in TRAITS if fields.has(trait)}
    if fields.has("pace"):
        found["pace"] = fields.number("pace", low=0, high=10)
    fields.close()
    return found


def _texts(fields: Fields, keys: tuple[str, ...]) -> Mapping[str, str]:
    found = {key: fields.text(key) for key in keys if fields.has(key)}
    fields.close()
    return found


def _bank(fields: Fields) -> Mapping[str, str | int]:
    found: dict[str, str | int] = {key: fields.text(key) for key in BANK[:2] if fields.has(key)}
    found |= {key: fields.integer(key, low=-MOST, high=MOST) for key in BANK[2:] if fields.has(key)}
    fields.close()
    return found


def _still(fields: Fields) -> portrait.Still | None:
    """``portrait: stills/dario.jpg``, or ``portrait: {path: stills/dario.jpg, box: [..]}``."""
    if fields.is_text("portrait"):
        return portrait.Still(fields.text("portrait"))
    inner = fields.part("portrait")
    box, centre = inner.floats("box", 4, high=MAX_SIDE), inner.floats("centre", 2, high=MAX_SIDE)
    if box and centre:
        inner.fault("centre", f"{inner.called('centre')} and box say the same thing: keep one")
    if not inner.has("path"):
        for key in ("box", "centre"):
            if inner.has(key):
                inner.fault(key, f"{inner.called(key)} is for a still: give its path too")
        return None
    return portrait.Still(inner.text("path"), _four(box), (centre[0], centre[1]) if centre else None)


def _four(box: tuple[float, ...]) -> tuple[float, float, float, float] | None:
    return (box[0], box[1], box[2], box[3]) if box else None


def _portrait(of: Fields) -> Mapping[str, str | float]:
    """What is pinned of the looks; they count where the face is made."""
    if of.is_text("portrait"):
        return {}
    fields = of.part("portrait").but("path", "box", "centre")
    found: dict[str, str | float] = {key: fields.choice(key, words) for key, words in portrait.WORDS.items() if fields.has(key)}
    for key in portrait.NUMBERS:
        if fields.has(key):
            found[key] = fields.number(key, low=-1 if key in portrait.SIGNED else 0, high=1)
    fields.close()
    return found
