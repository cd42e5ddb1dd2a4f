"""The attributes of our own elements, declared once each as the fields of a dataclass.

    @dataclass(frozen=True, slots=True)
    class Counter:
        x: Value[float] = attribute(LENGTH_X, 0.0, "where it starts")

    read(Counter, element, context)   every field read and animated; ``min_size`` is the attribute ``min-size``

An attribute that is neither declared, a style property, nor one of :data:`COMMON` is a problem at the element.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar, cast

from generator.documents.element import Element
from generator.documents.properties import PRESENTATION
from generator.elements.animation import TIMING
from generator.elements.context import Context
from generator.elements.kind import Kind
from generator.motion.easing import Ease, easing
from generator.motion.track import Value
from generator.problems import did_you_mean

T = TypeVar("T")

COMMON = frozenset(
    ("id", "class", "style", "lang", "xml:lang", "xml:space", "xml:id", "systemLanguage", "ui:layer", "ui:emit", "data-name", *TIMING)
)
"""What every element of ours may carry; the times mean nothing to those that do not move."""

EASE: Kind[Ease] = Kind("easing", lambda text, _: easing(text))


@dataclass(frozen=True, slots=True)
class Attribute:
    """How one attribute is read, and what it is for, in a few words for the docs."""

    kind: Kind[Any]
    help: str


def attribute(kind: Kind[T], default: T, help: str) -> Any:  # noqa: A002 - the word that says it
    """A field of an attributes dataclass."""
    return field(default=default, metadata={"attribute": Attribute(kind, help)})


def names(kind: type[Any]) -> dict[str, Attribute]:
    """The attributes that a dataclass declares, as documents write them."""
    return {f.name.rstrip("_").replace("_", "-"): f.metadata["attribute"] for f in fields(kind)}


def read(kind: type[T], element: Element, context: Context) -> T:
    """All the declared attributes of an element as values over time."""
    known = names(cast("type[Any]", kind))
    for name in element.attributes:
        if name not in known and name not in COMMON and name not in PRESENTATION:
            context.problem(f"unknown attribute {name} on <{element.tag}>{did_you_mean(name, known)}", element)
    found: list[Value[Any]] = []
    for f in fields(cast("Any", kind)):
        name = f.name.rstrip("_").replace("_", "-")
        found.append(context.attribute(element, name, f.metadata["attribute"].kind, f.default))
    return kind(*found)


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


ROWS: Kind[tuple[str, ...]] = Kind("texts with | between them", _rows)


def content(element: Element) -> str:
    """The text between an element's tags, its white space collapsed."""
    return " ".join("".join(child for child in element.children if isinstance(child, str)).split())


def texts(element: Element, values: Sequence[str]) -> tuple[str, ...]:
    """The texts that an element steps through: those of an attribute, else its own one."""
    return tuple(values) or (content(element),)
