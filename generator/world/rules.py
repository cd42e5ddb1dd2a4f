"""Rules: what the state counts, and what follows. Data: read by ``rules_file.py``, applied by ``ledger.py`` and ``measures.py``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from generator.problems import Origin

EVIDENCE = ("camera", "payment", "contact", "denunciation", "record")
WHO = ("everyone", "teen", "adult", "parent", "parent_of_infant", "driver", "cyclist", "worker")
DAYS = ("all", "weekdays", "weekends")
TENDS = ("care", "company", "idle", "means")

# What is entered without anybody having done anything. They have words like behaviours, and no points of their own.
DECAY = "decay"
REVIEW = "review"
UPHELD = "appeal_upheld"
REJECTED = "appeal_rejected"
BY_OFFICE = (DECAY, REVIEW, UPHELD, REJECTED)


@dataclass(frozen=True, slots=True)
class Behaviour:
    """Something that counts. ``tends`` are exponents of two by temperament; ``hours`` may run past midnight (24 and more)."""

    id: str
    points: int
    category: str
    evidence: str
    place: str
    hours: tuple[float, float]
    rate: float
    days: str = "all"
    who: str = "everyone"
    rest: int = 0
    with_low: bool = False
    tends: Mapping[str, float] = field(default_factory=dict)
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """A band of scores, from its threshold up to the next."""

    id: str
    least: int


@dataclass(frozen=True, slots=True)
class Measure:
    """What the state does to (or for) someone: while the score is below (``reward``: at or over) ``threshold``, or after ``offences``.

    Begins ``after`` hours, in terms of ``days``. Offences count when ``times`` of them lie ``within`` so many days.
    """

    id: str
    effect: str
    reward: bool
    days: int
    after: float
    threshold: int | None = None
    offences: tuple[str, ...] = ()
    times: int = 1
    within: int = 0
    origin: Origin | None = None

    def holds(self, balance: int) -> bool:
        """Whether a balance calls for it; never for one that only offences bring."""
        if self.threshold is None:
            return False
        return balance >= self.threshold if self.reward else balance < self.threshold


@dataclass(frozen=True, slots=True)
class Decay:
    """Every week at an hour, ``share`` of the distance ``towards`` a score is gone, rounded towards nothing."""

    towards: int
    share: float
    weekday: int
    hour: int

    def points(self, balance: int) -> int:
        return int((self.towards - balance) * self.share)


@dataclass(frozen=True, slots=True)
class Appeals:
    """Who appeals against what, and what becomes of it."""

    least: int
    share: float
    upheld: float
    days: tuple[int, int]
    cost: int


@dataclass(frozen=True, slots=True)
class Total:
    """One of the state's running counts: ``count`` on a day, ``daily`` from then on, growing by ``growth`` a day."""

    id: str
    count: int
    on: datetime
    daily: float
    growth: float


@dataclass(frozen=True)
class Rules:
    """A whole set of rules. Bands stand from the top."""

    version: str
    title: str
    low: int
    high: int
    mean: int
    spread: int
    gain: int
    loss: int
    decay: Decay
    bands: tuple[Band, ...]
    behaviours: Mapping[str, Behaviour]
    measures: tuple[Measure, ...]
    appeals: Appeals
    totals: Mapping[str, Total]
    file: str = ""

    def clamp(self, balance: int) -> int:
        return min(self.high, max(self.low, balance))

    def band(self, balance: int) -> str:
        """The band in which a balance lies."""
        return next((band.id for band in self.bands if balance >= band.least), self.bands[-1].id)

    def least(self, band: str) -> int:
        """A band's threshold."""
        return next(b.least for b in self.bands if b.id == band)

    @cached_property
    def causes(self) -> tuple[str, ...]:
        """Everything that an entry can be about."""
        return (*self.behaviours, *BY_OFFICE)

    @cached_property
    def by_id(self) -> Mapping[str, Measure]:
        return {measure.id: measure for measure in self.measures}

    @cached_property
    def effects(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(measure.effect for measure in self.measures))
