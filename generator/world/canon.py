"""Canon: what the film says. Data; read by ``canon_file.py``, made into a world by ``world.py``, doubted by ``check.py``.

Every part keeps its origin, so that a contradiction can be told with the line that says it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from generator.problems import NOWHERE, Origin
from generator.world.citizens import NOBODY, Pinned
from generator.world.city import Place

ACCOUNTS_FROM = datetime(2041, 5, 1)
BEGINS = datetime(2041, 9, 8)
ENDS = datetime(2041, 10, 18)
SEED = 4127


@dataclass(frozen=True, slots=True)
class Person:
    """One of the cast. ``closed``: when the account ends, because they ``died`` or were ``removed`` from the register.

    ``ordinary``: whether ordinary days are made up for them, in which they do what they ``never`` do only where the canon says so.
    ``household`` names people who live together; ``parents`` and ``knows`` are others of the cast.
    """

    id: str
    origin: Origin
    number: int | None = None
    pinned: Pinned = NOBODY
    opens: int | None = None
    ordinary: bool = True
    never: tuple[str, ...] = ()
    household: str = ""
    parents: tuple[str, ...] = ()
    knows: tuple[str, ...] = ()
    closed: datetime | None = None
    fate: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that somebody did: by a rule (``what``), or with points of its own. ``leaves``: the balance that stands after it."""

    id: str
    origin: Origin
    who: str
    what: str
    when: datetime
    where: str = ""
    camera: str = ""
    points: int | None = None
    leaves: int | None = None
    because: str = ""
    other: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Decree:
    """A sanction or reward that the film sets itself."""

    origin: Origin
    who: str
    what: str
    begins: datetime
    ends: datetime
    because: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a scene shows of somebody: a score, a band, measures that are in force."""

    origin: Origin
    who: str
    score: int | None = None
    band: str = ""
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """A scene and its moment in the story. ``after``: scenes that lie before it; ``flashback``: it may lie before the one above it."""

    id: str
    origin: Origin
    at: datetime
    title: str = ""
    place: str = ""
    camera: str = ""
    after: tuple[str, ...] = ()
    flashback: bool = False
    shows: tuple[Shown, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Institution:
    """An office, a company, a service of the state."""

    id: str
    origin: Origin
    name: str
    domain: str = ""
    phone: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """A place of the film's own, with the place that it is ``inside`` of, if it is."""

    place: Place
    origin: Origin
    inside: str = ""


@dataclass(frozen=True, slots=True)
class Sight:
    """What one of the film's cameras looks at: a place of the canon, or nothing that is said."""

    place: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Canon:
    """See the module. ``accounts_from`` is the day on which every account is opened; the film plays from ``begins`` until ``ends``."""

    title: str = ""
    seed: int = SEED
    accounts_from: datetime = ACCOUNTS_FROM
    begins: datetime = BEGINS
    ends: datetime = ENDS
    cast: Mapping[str, Person] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()
    decrees: tuple[Decree, ...] = ()
    scenes: Mapping[str, Scene] = field(default_factory=dict)
    sites: Mapping[str, Site] = field(default_factory=dict)
    cameras: Mapping[str, Sight] = field(default_factory=dict)
    institutions: Mapping[str, Institution] = field(default_factory=dict)
    origin: Origin = NOWHERE


EMPTY = Canon()
