"""Marks: what is drawn as lines and areas to be recognised: the state's emblem, pictograms, stamps, and whatever calls itself a logo.

The kit says of its drawings what they are (``ui:mark="pictogram fare_dodging"``). A drawing that nobody calls anything is found by nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.clearance.finding import CLEAR, PERSON, Finding
from generator.clearance.things import Thing
from generator.clearance.trace import Source
from generator.documents.element import Document, Element
from generator.elements.ui_attributes import content
from generator.problems import Origin

MARK = "ui:mark"
_CALLED = {
    "department": "mark of {name}", "pictogram": "pictogram {name}", "seal": "seal of {name}", "stamp": "stamp",
    "verdict": "stamp of one word",
}  # fmt: skip
"""The kinds of the kit's drawings; a name is one of its tables'."""
_EMBLEM = "ministerio"
_NAMES = ("id", "class", "data-name", "aria-label")
_LOGO = re.compile(
    r"(?<![^\W\d_])(?:logo(?:type|tipo)?|emblema?|crest|escudo|brand|wordmark|isotipo|insignia|trademark|marca)s?(?![^\W\d_])|徽标|徽章|商标|标志|شعار",
    re.IGNORECASE,
)
_OURS = "an original mark of the film's state, drawn in the kit"
_CHANGED = "a mark of a kit that is not the one that ships: who drew it, and whose it resembles"
_FOREIGN = "a drawing that calls itself a mark: whose it is, and who drew it"


@dataclass(frozen=True, slots=True)
class Kit:
    """The kit's texts by the files that messages call them by; ``own``: the files that are word for word those that ship."""

    texts: Mapping[str, str]
    own: frozenset[str]

    def table(self, name: str) -> Origin | None:
        """Where a table of the kit that ships draws something of a name."""
        for file in sorted(self.own):
            found = re.search(rf'"{re.escape(name)}"\s*:\s*\{{', self.texts[file]) if name else None
            if found:
                return Origin(file, self.texts[file].count("\n", 0, found.start()) + 1)
        return None


def marks(document: Document, drawn: Mapping[Origin, int], kit: Kit) -> Iterator[tuple[Thing, tuple[Source, ...]]]:
    """Every mark that is drawn, with where it comes from; each drawing once, at the place in the template that has it."""
    for element, above in _drawings(document, drawn):
        by = next((other.origin for other in above if other.origin.file not in kit.texts), element.origin)
        frame = max(drawn[element.origin], drawn.get(by, 0))
        if MARK in element.attributes:
            finding, source = _declared(str(element.attributes[MARK]), element, kit)
        else:
            finding, source = _suspected(element), Source("", "template", origin=element.origin)
        yield Thing(finding, finding.text, by, frame), (source,)


def _drawings(document: Document, drawn: Mapping[Origin, int]) -> Iterator[tuple[Element, list[Element]]]:
    """Elements that are called a mark and are drawn, none inside of another, with all that they stand in."""
    for element in document.root.walk():
        if element.origin not in drawn or not (MARK in element.attributes or _said(element)):
            continue
        above = list(_above(element, document))
        if not any(MARK in other.attributes or _said(other) for other in above):
            yield element, above


def _above(element: Element, document: Document) -> Iterator[Element]:
    while element in document.parents:
        element = document.parents[element]
        yield element


def _said(element: Element) -> str:
    """What an element is called, where that sounds like somebody's mark."""
    titles = (content(child) for child in element.elements() if child.tag == "title")
    names = (str(element.attributes.get(name, "")) for name in _NAMES)
    return next((name for name in (*names, *titles) if _LOGO.search(name)), "")


def _declared(said: str, element: Element, kit: Kit) -> tuple[Finding, Source]:
    """A drawing that says which mark it is: the kit's own, if its files and its tables have it."""
    kind, _, name = said.strip().partition(" ")
    text = "emblem of the state" if (kind, name) == ("department", _EMBLEM) else _CALLED.get(kind, said).format(name=name)
    here = element.origin
    if here.file not in kit.texts or kind not in _CALLED:
        return Finding("mark", text, PERSON, _FOREIGN), Source(text, "template", origin=here)
    shape = kit.table(name) if "{name}" in _CALLED[kind] else here
    source = Source(text, "kit", name, shape or here)
    return Finding("mark", text, CLEAR, _OURS) if here.file in kit.own and shape else Finding("mark", text, PERSON, _CHANGED), source


def _suspected(element: Element) -> Finding:
    return Finding("mark", _said(element), PERSON, _FOREIGN)
