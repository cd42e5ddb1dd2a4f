"""The state's running totals as functions of story time: so many million flights refused, and one more while you read it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from generator.motion.track import Span, Track
from generator.world.rules import Total

# How much of a day's work is done by each full hour: offices open at seven, cameras never close.
BY_HOUR = (
    0.0, 0.012, 0.021, 0.028, 0.034, 0.042, 0.058, 0.094, 0.152, 0.216, 0.278, 0.338, 0.396,
    0.450, 0.498, 0.548, 0.604, 0.664, 0.728, 0.790, 0.848, 0.900, 0.944, 0.976, 1.0,
)  # fmt: skip


def total(of: Total, when: datetime) -> int:
    """A total at a moment: whole, never falling, and the same for every asker. Before the day it is counted from, it runs backwards."""
    days = (when.date() - of.on.date()).days
    done = _days(of, days) + of.daily * (1 + of.growth) ** days * _share(when)
    return of.count + math.floor(round(done, 3))


def _days(of: Total, days: int) -> float:
    """What ``days`` full days add up to: a geometric series."""
    return of.daily * (days if of.growth == 0 else ((1 + of.growth) ** days - 1) / of.growth)


def _share(when: datetime) -> float:
    """The part of a day's work that is done at an hour."""
    hour = when.hour
    return BY_HOUR[hour] + (BY_HOUR[hour + 1] - BY_HOUR[hour]) * (when.minute * 60 + when.second + when.microsecond / 1e6) / 3600


@dataclass(frozen=True, slots=True, eq=False)
class Running(Track[int]):
    """A total while a plate runs: its first frame is ``since``, and ``speed`` story seconds pass in one of the plate's."""

    of: Total
    since: datetime
    speed: float = 1.0

    def at(self, t: float) -> int:
        return total(self.of, self.since + timedelta(seconds=t * self.speed))

    def span(self, t: float) -> Span:
        return (t, t)
