"""The timing attributes of an animation element -> :class:`Spec`, and the intervals of all of a document's animations.

What cannot be read is told to ``report`` and counts as not written: a bad item of a ``begin`` list alone falls out of it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Literal, TypeVar, cast

from generator.documents.element import Document, Element
from generator.motion.timing import Condition, Interval, Spec, Sync, Time, clock, condition, deadlocked, resolve
from generator.problems import did_you_mean
from generator.values.rate import Rate

T = TypeVar("T")
Report = Callable[[Element, str], None]


def read_spec(element: Element, rate: Rate | None, report: Report) -> Spec:
    """Everything that an element says about when it is active."""

    ours = element.tag.startswith("ui:")  # where fill is a paint, and least and greatest value are no times

    def read(name: str, parse: Callable[[str], T], default: T) -> T:
        text = "" if ours and name in ("fill", "min", "max") else element.get(name).strip()
        if not text:
            return default
        try:
            return parse(text)
        except ValueError as error:
            report(element, f"{name}: {error}")
            return default

    forever: Time = math.inf

    def duration(text: str) -> Time:
        if text in ("indefinite", "media"):
            return math.inf
        seconds = clock(text, rate)
        if seconds <= 0:
            raise ValueError("a duration is over 0")
        return seconds

    return Spec(
        begins=_conditions(element, "begin", rate, report) if element.get("begin").strip() else (Fraction(0),),
        ends=_conditions(element, "end", rate, report) if element.get("end").strip() else None,
        dur=read("dur", duration, forever),
        least=read("min", lambda text: Fraction(0) if text == "media" else clock(text, rate), Fraction(0)),
        most=read("max", duration, forever),
        count=read("repeatCount", _count, None),
        total=read("repeatDur", duration, None),
        restart=read("restart", _restart, "always"),
        freeze=read("fill", _freezes, False),
    )


def _conditions(element: Element, name: str, rate: Rate | None, report: Report) -> tuple[Condition, ...]:
    found: list[Condition] = []
    for item in element.get(name).split(";"):
        try:
            if item.strip():
                found.append(condition(item, rate))
        except ValueError as error:
            report(element, f"{name}: {error}")
    return tuple(found)


def _count(text: str) -> Time | None:
    if text == "indefinite":
        return math.inf
    try:
        count = Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise ValueError(f"{text!r} is no number of repeats") from None
    if count <= 0:
        raise ValueError("a number of repeats is over 0")
    return count


def _restart(text: str) -> Literal["always", "whenNotActive", "never"]:
    if text not in ("always", "whenNotActive", "never"):
        raise ValueError(f"unknown word {text!r}{did_you_mean(text, ('always', 'whenNotActive', 'never'))}")
    return cast("Literal['always', 'whenNotActive', 'never']", text)


def _freezes(text: str) -> bool:
    if text not in ("freeze", "remove"):
        raise ValueError(f"unknown word {text!r}{did_you_mean(text, ('freeze', 'remove'))}")
    return text == "freeze"


def schedule(
    document: Document, elements: Sequence[Element], rate: Rate | None, report: Report
) -> Mapping[Element, tuple[Spec, tuple[Interval, ...]]]:
    """The spec and the intervals of each animation element; syncbases are ids."""
    names = {element: _name(document, element, i) for i, element in enumerate(elements)}
    specs = {names[element]: read_spec(element, rate, report) for element in elements}
    for element in elements:
        spec = specs[names[element]]
        for item in (*spec.begins, *(spec.ends or ())):
            if isinstance(item, Sync) and item.base not in specs:
                known = [name for name in specs if not name.startswith("\0")]
                report(element, f"no animation is called {item.base!r}{did_you_mean(item.base, known)}")
    found = resolve(specs)
    stuck = set(deadlocked(specs, found))
    for element in elements:
        if names[element] in stuck:
            report(element, "it never begins: it waits for itself")
    return {element: (specs[names[element]], found[names[element]]) for element in elements}


def _name(document: Document, element: Element, order: int) -> str:
    """An id, or for an element without one of its own a name that no id can be."""
    name = element.id
    return name if name and document.ids.get(name) is element else f"\0{order}"
