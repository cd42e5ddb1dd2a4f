"""Element: one tag of a document after parsing and after the style sheet, with its place in the template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from generator.motion.track import Track
from generator.problems import NOWHERE, DocumentError, Origin


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """A tag.

    ``tag`` is plain for SVG (``rect``) and prefixed for ours (``ui:counter``); elements of other namespaces are dropped by the parser.
    ``attributes`` are plain (``x``, ``href`` for both spellings) or prefixed (``ui:layer``, ``xml:space``, ``xml:lang``); a value that
    moves crosses the text as a handle and is a Track here.
    ``style`` is the winner of the cascade for each property that was specified on this element: presentation attributes, then
    style sheet rules by specificity, then the ``style`` attribute, then ``!important``; custom properties (``--x``) too; not yet
    inherited or computed.
    """

    tag: str
    attributes: Mapping[str, str | Track[object]] = field(default_factory=dict)
    style: Mapping[str, str | Track[object]] = field(default_factory=dict)
    children: tuple[Element | str, ...] = ()
    origin: Origin = NOWHERE

    def get(self, name: str, default: str = "") -> str:
        """An attribute's text; raises DocumentError where it moves."""
        value = self.attributes.get(name, default)
        if isinstance(value, Track):
            raise DocumentError(f"{name} of <{self.tag}> cannot move", self.origin)
        return value

    @property
    def id(self) -> str | None:
        return self.get("id") or None

    def elements(self) -> Iterator[Element]:
        """The child elements, without the text between them."""
        return (child for child in self.children if isinstance(child, Element))

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in document order."""
        yield self
        for child in self.elements():
            yield from child.walk()


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A parsed document: its root (an ``svg``), its elements by id (the first wins), each element's parent, and what its relative
    names start from."""

    root: Element
    ids: Mapping[str, Element]
    parents: Mapping[Element, Element]
    base: str = ""

    def spoken(self, language: str, direction: str) -> Document:
        """The same in a language, unless its root says another: how lines break, and on which side they begin."""
        old = self.root
        root = replace(old, attributes={"xml:lang": language, **old.attributes}, style={"direction": direction, **old.style})
        parents = {child: root if parent is old else parent for child, parent in self.parents.items()}
        ids = {name: root if element is old else element for name, element in self.ids.items()}
        return replace(self, root=root, ids=ids, parents=parents)
