"""Things that are seen and are no text: machine-readable codes, pictures, faces. The document says what they are, the scene whether they
are drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.clearance.finding import PERSON, Finding, judged
from generator.documents.element import Document, Element
from generator.elements.ui_attributes import content
from generator.motion.track import Track
from generator.problems import Origin

_PICTURES = ("image", "feImage")
_CODES = ("ui:qr", "ui:code128")
_FACE = "ui:portrait"
_SHOWN = 60
_RELEASE = "the production's own picture of a person: needs a release"
_MADE = "made from the citizen's number by the program, on a parametric head in the public domain (CC0); nobody sat for it"
_CAMERA = "; the frame and its place are made as well"
_ROBOT = "a machine, of the film's own design; nobody sat for it"


@dataclass(frozen=True, slots=True)
class Code:
    """What a machine-readable code says: its texts over the frames."""

    texts: tuple[str, ...]
    origin: Origin
    frame: int


@dataclass(frozen=True, slots=True)
class Thing:
    """A picture or a face. ``name`` is what it is looked up by: a picture's reference as the document has it, ``citizen 12``."""

    finding: Finding
    name: str
    origin: Origin
    frame: int


def codes(document: Document, drawn: Mapping[Origin, int], frames: Mapping[int, float]) -> Iterator[Code]:
    """Every code that is drawn, with what it says."""
    for element in document.root.walk():
        if element.tag in _CODES and element.origin in drawn:
            said = element.attributes.get("text") or content(element)
            texts = dict.fromkeys(str(said.at(t)) for t in frames.values()) if isinstance(said, Track) else {said: None}
            yield Code(tuple(texts), element.origin, drawn[element.origin])


def things(document: Document, drawn: Mapping[Origin, int], stills: Mapping[str, str]) -> Iterator[Thing]:
    """Every picture and face that is drawn; ``stills`` are the pictures that take citizens' places, by ``citizen 12`` and by their names in
    the document. What filters and patterns show is told wherever the document has it."""
    for element in document.root.walk():
        if element.tag in _PICTURES and (element.origin in drawn or element.tag != "image"):
            yield _picture(element, drawn, stills)
        elif element.tag == _FACE and element.origin in drawn:
            yield _face(element, drawn, stills)


def _picture(element: Element, drawn: Mapping[Origin, int], stills: Mapping[str, str]) -> Thing:
    href = _plain(element, "href").strip()
    if href in stills:
        return Thing(Finding("picture", stills[href], PERSON, _RELEASE), stills[href], element.origin, drawn.get(element.origin, 0))
    rule = "a picture from outside of the program: its author, and what can be recognised in it"
    return Thing(Finding("picture", _shortened(href)[: 2 * _SHOWN], PERSON, rule), href, element.origin, drawn.get(element.origin, 0))


def _face(element: Element, drawn: Mapping[Origin, int], stills: Mapping[str, str]) -> Thing:
    """A face that the program made, or the production's own picture of one."""
    subject = _plain(element, "subject") or "citizen"
    name, own = f"{subject} {_plain(element, 'citizen') or 0}", _plain(element, "photo")
    photo = stills.get(own, own) or stills.get(name, "")
    told = (name, _shortened(photo), "" if photo else _plain(element, "looks"), _plain(element, "style") or "halftone")
    text, frame = ", ".join(part for part in told if part), drawn[element.origin]
    if photo and subject == "citizen":
        return Thing(Finding("face", text, PERSON, _RELEASE), photo, element.origin, frame)
    reason = _ROBOT if subject == "robot" else _MADE + (_CAMERA if _plain(element, "style") == "evidence" else "")
    return Thing(judged("face", text, reason, ""), name, element.origin, frame)


def _shortened(href: str) -> str:
    """A picture's name; of one that is written out, what it is."""
    head, _, _ = href.partition(",")
    return f"{head} ({len(href):,} characters)" if href.startswith("data:") else href[: 2 * _SHOWN]


def _plain(element: Element, name: str) -> str:
    """An attribute's text; of one that moves, a word that says so."""
    value = element.attributes.get(name, "")
    return "changing" if isinstance(value, Track) else value
