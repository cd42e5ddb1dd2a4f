"""When things are active: SMIL 3's timing model as data.

    clock(text)        "1:02:03.5", "2.5s", "300ms", "0.2min", "12f" -> Fraction seconds
    condition(text)    "2s", "intro.end-0.5s", "indefinite" -> when something may begin or end
    Spec               one thing's begin, end, dur, min, max, repeats, restart
    resolve(specs)     the intervals of them all, syncbases followed
    locate(...)        which iteration, and how far into it

Times are Fractions (or ``math.inf``), so that "1s" and frame 24 of 24 meet; callers make floats of them at the last moment. Nobody
clicks in a plate: conditions on events, access keys and wall clocks never come true.
"""

from __future__ import annotations

import bisect
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from generator.problems import did_you_mean
from generator.values.rate import Rate

Time: TypeAlias = Fraction | float
"""Seconds, exact; the only float is ``math.inf`` with either sign."""

_NUMBER = r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
_COUNT = re.compile(rf"({_NUMBER})\s*(h|min|s|ms|f)?")
_CLOCK = re.compile(r"(?:([0-9]+):)?([0-5]?[0-9]):([0-5][0-9](?:\.[0-9]+)?)")
_UNITS = {"h": Fraction(3600), "min": Fraction(60), "s": Fraction(1), "ms": Fraction(1, 1000)}
_SYNC = re.compile(r"(.+?)\.(begin|end|repeat\(([0-9]+)\))\s*(?:([-+])\s*(.+))?", re.DOTALL)
_EVENT = re.compile(r"(?:.+\.)?([A-Za-z]+)(?:\([^()]*\))?\s*(?:[-+]\s*(.+))?", re.DOTALL)
_EVENTS = re.compile(
    "accessKey|wallclock|activate|abort|beginEvent|blur|change|click|dblclick|DOMActivate|end|endEvent|error|focus|focusin|focusout|input|keydown|"
    "keyup|load|mousedown|mouseenter|mouseleave|mousemove|mouseout|mouseover|mouseup|repeat|repeatEvent|resize|scroll|touchend|touchstart|unload"
)

ROUNDS = 250
"""How often one thing is looked at again because something that it waits for changed: so often do things in a ring start each other."""


def clock(text: str, rate: Rate | None = None) -> Fraction:
    """A SMIL clock value in seconds; ``f`` counts frames of ``rate``. Raises ValueError with a sentence."""
    plain = text.strip()
    count, full = _COUNT.fullmatch(plain), _CLOCK.fullmatch(plain)
    if full:
        return int(full[1] or 0) * 3600 + int(full[2]) * 60 + Fraction(full[3])
    if not count:
        raise ValueError(f"{plain!r} is no time; write 2.5s, 300ms, 12f or 1:02:03.5")
    if count[2] != "f":
        return Fraction(count[1]) * _UNITS[count[2] or "s"]
    if rate is None:
        raise ValueError(f"{plain!r} counts frames, but nothing gives a frame rate here")
    return Fraction(count[1]) / rate.fraction


@dataclass(frozen=True, slots=True)
class Sync:
    """``offset`` after each ``begin`` or ``end`` of what is called ``base``, or after its ``iteration``-th repeat begins."""

    base: str
    edge: Literal["begin", "end", "repeat"]
    offset: Fraction = Fraction(0)
    iteration: int = 0


Condition: TypeAlias = Fraction | Sync | None
"""A moment, a relation to something else, or ``None``: never."""


def condition(text: str, rate: Rate | None = None) -> Condition:
    """One item of a ``begin`` or ``end`` list; raises ValueError with a sentence where it is none."""
    plain = text.strip()
    if plain == "indefinite":
        return None
    if plain[:1] in "+-.0123456789":
        return _signed(plain[:1], plain[1:] if plain[:1] in "+-" else plain, rate)
    sync = _SYNC.fullmatch(plain)
    if sync:
        edge = "repeat" if sync[3] else sync[2]
        offset = _signed(sync[4], sync[5], rate) if sync[5] else Fraction(0)
        assert edge in {"begin", "end", "repeat"}
        return Sync(sync[1].replace("\\", ""), edge, offset, int(sync[3] or 0))  # type: ignore[arg-type]
    event = _EVENT.fullmatch(plain)
    if not event or not _EVENTS.fullmatch(event[1]):
        hint = did_you_mean(event[1], ("begin", "end")) if event else ""
        raise ValueError(f"{plain!r} is no time to begin or end; write 2.5s, name.begin or name.end+1s{hint}")
    return None


def _signed(sign: str, text: str, rate: Rate | None) -> Fraction:
    value = clock(text, rate)
    return -value if sign == "-" else value


@dataclass(frozen=True, slots=True)
class Spec:
    """What is said about one thing's time.

    ``ends`` is ``None`` where there is no end list. ``dur`` is ``math.inf`` where it is indefinite. ``least`` and ``most`` are ``min`` and
    ``max``; ``count`` and ``total`` are the repeat count and duration, ``None`` where not given, ``math.inf`` where indefinite.
    """

    begins: tuple[Condition, ...] = (Fraction(0),)
    ends: tuple[Condition, ...] | None = None
    dur: Time = math.inf
    least: Fraction = Fraction(0)
    most: Time = math.inf
    count: Time | None = None
    total: Time | None = None
    restart: Literal["always", "whenNotActive", "never"] = "always"
    freeze: bool = False

    @property
    def intrinsic(self) -> Time:
        """How long all repeats take (SMIL's intermediate active duration)."""
        if self.count is None and self.total is None:
            return self.dur
        counted = math.inf if self.count is None or math.inf in (self.count, self.dur) else self.count * self.dur
        return min(counted, math.inf if self.total is None else self.total)

    def lasts(self, until_end: Time) -> Time:
        """The active duration where the end list ends it after ``until_end``; ``min`` over ``max`` is no constraint."""
        shown = min(self.intrinsic, until_end)
        return shown if self.least > self.most else min(self.most, max(self.least, shown))


@dataclass(frozen=True, slots=True)
class Interval:
    """Active from ``begin`` until just before ``end``."""

    begin: Fraction
    end: Time


@dataclass(frozen=True, slots=True)
class Place:
    """How far something is: in which iteration from 0, and how many seconds into it (its whole duration where it froze at a full one)."""

    iteration: int
    seconds: Fraction


def locate(elapsed: Fraction, dur: Time, frozen: bool = False) -> Place:
    """Where something stands ``elapsed`` seconds after it began, when one round takes ``dur``.

    What freezes at the end of a round stays in that round.
    """
    if math.isinf(dur):
        return Place(0, elapsed)
    iteration, seconds = divmod(elapsed, Fraction(dur))
    if frozen and seconds == 0 and iteration > 0:
        return Place(int(iteration) - 1, Fraction(dur))
    return Place(int(iteration), seconds)


def resolve(specs: Mapping[str, Spec]) -> dict[str, tuple[Interval, ...]]:
    """The intervals of all things by name, in time's order.

    Everything is looked at once, and again when what it waits for changed, until nothing changes. Things that begin one another in a ring
    come round :data:`ROUNDS` times; a ring that nothing starts never begins (see :func:`deadlocked`).
    """
    followers: dict[str, list[str]] = {}
    for name, spec in specs.items():
        for item in (*spec.begins, *(spec.ends or ())):
            if isinstance(item, Sync) and name not in followers.setdefault(item.base, []):
                followers[item.base].append(name)
    found: dict[str, tuple[Interval, ...]] = dict.fromkeys(specs, ())
    looks = dict.fromkeys(specs, 0)
    waiting = list(specs)
    while waiting:
        name = waiting.pop(0)
        looks[name] += 1
        now = _intervals(specs[name], specs, found)
        if now != found[name]:
            found[name] = now
            waiting += [other for other in followers.get(name, ()) if other not in waiting and looks[other] < ROUNDS]
    return found


def deadlocked(specs: Mapping[str, Spec], found: Mapping[str, tuple[Interval, ...]]) -> list[str]:
    """Names of things that never begin because they wait, by way of others or not, for themselves."""

    def bases(name: str) -> set[str]:
        return {item.base for item in specs[name].begins if isinstance(item, Sync) and not found.get(item.base, (None,))}

    stuck: list[str] = []
    for name in specs:
        seen: set[str] = set()
        front = set() if found[name] else bases(name)
        while front - seen:
            seen |= front
            front = set().union(*(bases(other) for other in front))
        if name in seen:
            stuck.append(name)
    return stuck


def _instances(items: tuple[Condition, ...], specs: Mapping[str, Spec], found: Mapping[str, tuple[Interval, ...]]) -> list[Fraction]:
    """The moments that a list of conditions comes to, ascending, each once."""
    moments: list[Fraction] = []
    for item in items:
        if isinstance(item, Fraction):
            moments.append(item)
        elif isinstance(item, Sync):
            for interval in found.get(item.base, ()):
                moment = _edge(item, interval, specs[item.base].dur)
                if moment is not None:
                    moments.append(moment + item.offset if item.offset else moment)
    moments.sort()
    return [moment for i, moment in enumerate(moments) if i == 0 or moment != moments[i - 1]]


def _edge(sync: Sync, interval: Interval, dur: Time) -> Fraction | None:
    if sync.edge == "begin":
        return interval.begin
    if sync.edge == "end":
        return interval.end if isinstance(interval.end, Fraction) else None
    moment = interval.begin + sync.iteration * dur if sync.iteration else math.inf
    return moment if isinstance(moment, Fraction) and moment < interval.end else None


def _intervals(spec: Spec, specs: Mapping[str, Spec], found: Mapping[str, tuple[Interval, ...]]) -> tuple[Interval, ...]:
    """One thing's intervals, as SMIL 3's pseudocode for first and next intervals finds them."""
    begins = _instances(spec.begins, specs, found)
    ends = None if spec.ends is None else _instances(spec.ends, specs, found)
    whole = spec.lasts(math.inf)
    listed: list[Interval] = []
    at = 0
    while at < len(begins):
        begin = begins[at]
        end = begin + whole if ends is None else _end(spec, begin, ends, listed[-1].end if listed else None)
        if end is None:
            break
        if spec.restart == "always" and at + 1 < len(begins):
            end = min(end, begins[at + 1])
        at = max(at + 1, bisect.bisect_left(begins, end))
        if listed or end > 0 or begin == end == 0:
            listed.append(Interval(begin, end))
        if spec.restart == "never":
            break
    return tuple(listed)


def _end(spec: Spec, begin: Fraction, ends: list[Fraction], used: Time | None) -> Time | None:
    """When an interval from ``begin`` ends; ``None`` where the end list leaves no time for one. ``used`` ended the interval before."""
    at = bisect.bisect_left(ends, begin)
    if at < len(ends) and ends[at] == begin == used:
        at += 1
    if at < len(ends):
        return begin + spec.lasts(ends[at] - begin)
    if ends and None not in (spec.ends or ()):
        return None
    return begin + spec.lasts(math.inf)
