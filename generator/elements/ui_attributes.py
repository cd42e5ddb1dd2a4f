"""The attributes of our own elements, declared once each as the fields of a dataclass.

    @dataclass(frozen=True, slots=True)
    class Counter:
        x: Annotated[Value[float], LENGTH_X, "where it is anchored"] = 0.0

    read(Counter, element, context)   every field read and animated; ``min_size`` is the attribute ``min-size``, ``from_`` is ``from``

An attribute that is neither declared, a style property, nor one of :data:`COMMON` is a problem at the element.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, TypeVar, cast, get_type_hints

from generator.documents.element import Element
from generator.documents.properties import PRESENTATION
from generator.elements.animation import TIMING
from generator.elements.context import Context
from generator.elements.kind import Kind
from generator.motion.easing import Ease, easing
from generator.motion.timing import clock
from generator.problems import did_you_mean

T = TypeVar("T")

COMMON = frozenset(
    (
        "id",
        "class",
        "style",
        "lang",
        "xml:lang",
        "xml:space",
        "xml:id",
        "systemLanguage",
        "data-name",
        "ui:layer",
        "ui:emit",
        "ui:mark",
        "ui:citizen",
    )
) | frozenset(TIMING)
"""What every element of ours may carry; the times mean nothing to those that do not move."""

EASE: Kind[Ease] = Kind("easing", lambda text, _: easing(text))


@dataclass(frozen=True, slots=True)
class Attribute:
    """How one attribute is read, what it is where it is not written, and what it is for, in a few words for the docs."""

    kind: Kind[Any]
    default: Any
    help: str


@cache
def names(kind: type[Any]) -> Mapping[str, Attribute]:
    """The attributes that a dataclass declares, as documents write them, in the order of its fields."""
    hints = get_type_hints(kind, include_extras=True)
    return {f.name.rstrip("_").replace("_", "-"): Attribute(hints[f.name].__metadata__[0], f.default, hints[f.name].__metadata__[1])
            for f in fields(kind)}  # fmt: skip


def read(kind: type[T], element: Element, context: Context) -> T:
    """All the declared attributes of an element as values over time."""
    known = names(cast("Any", kind))
    for name in element.attributes:
        if name not in known and name not in COMMON and name not in PRESENTATION:
            context.problem(f"unknown attribute {name} on <{element.tag}>{did_you_mean(name, known)}", element)
    return kind(*(context.attribute(element, name, of.kind, of.default) for name, of in known.items()))


def choice(*words: str) -> Kind[str]:
    """One of some words."""

    def parse(text: str, _: Context) -> str:
        word = text.strip()
        if word not in words:
            raise ValueError(f"{word!r} is none of the words here{did_you_mean(word, words)}")
        return word

    return Kind("word", parse)


def whole(least: int = 0, most: int = 1_000_000) -> Kind[int]:
    """A whole number within bounds."""

    def parse(text: str, _: Context) -> int:
        try:
            value = int(text)
        except ValueError:
            raise ValueError(f"{text!r} is no whole number") from None
        if not least <= value <= most:
            raise ValueError(f"{value} is outside {least} to {most}")
        return value

    return Kind("whole number", parse)


def _rows(text: str, _: Context) -> tuple[str, ...]:
    return tuple(row.strip() for row in text.split("|"))


SECONDS: Kind[float] = Kind("time", lambda text, context: float(clock(text, context.book.rate)))
VERBATIM: Kind[str] = Kind("text", lambda text, _: text)
ROWS: Kind[tuple[str, ...]] = Kind("texts with | between them", _rows)


def content(element: Element) -> str:
    """The text between an element's tags, its white space collapsed."""
    return " ".join("".join(child for child in element.children if isinstance(child, str)).split())


def texts(element: Element, values: Sequence[str]) -> tuple[str, ...]:
    """The texts that an element steps through: those of an attribute, else its own one."""
    return tuple(values) or (content(element),)
