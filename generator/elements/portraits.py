"""Whose faces a document draws, told without drawing any."""

from __future__ import annotations

from generator.documents.element import Document, Element
from generator.motion.track import Track

PORTRAIT = "ui:portrait"


def drawn_faces(document: Document) -> tuple[frozenset[int], frozenset[str]]:
    """The numbers of the citizens whom a document draws, but for those in whose place it has a picture itself; its pictures' names."""
    citizens: set[int] = set()
    names: set[str] = set()
    for element in document.root.walk():
        names |= {_first(element, "href"), _first(element, "photo")}
        number = _first(element, "citizen") or "0"
        if element.tag == PORTRAIT and not _first(element, "photo") and _first(element, "subject") != "robot" and number.isdigit():
            citizens.add(int(number))
    return frozenset(citizens), frozenset(names - {""})


def _first(element: Element, name: str) -> str:
    """An attribute as it is at first."""
    value = element.attributes.get(name, "")
    return str(value.at(0.0) if isinstance(value, Track) else value).strip()
