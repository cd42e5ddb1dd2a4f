"""Context: what an element may know while it lowers to nodes.

Lowering is a walk: ``build.py`` makes a :class:`Context` for the root, every element gets the context of its parent and asks it for one of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from generator.documents.element import Document, Element
from generator.motion.track import Value
from generator.problems import Problems
from generator.scene.nodes import Node, Raster
from generator.values.picture import Light

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """How a type of value is read from text and animated.

    ``parse(text, context)`` raises ValueError with a sentence for text that is none. ``mix(a, b, u)`` is between two values, or None where the
    type only steps. ``add(a, b)`` for additive animation, or None. ``distance(a, b)`` for ``calcMode="paced"``, or None.
    """

    name: str
    parse: Callable[[str, Context], T]
    mix: Callable[[T, T, float], T] | None = None
    add: Callable[[T, T], T] | None = None
    distance: Callable[[T, T], float] | None = None


class Animations(Protocol):
    """The animation elements of a document, by what they animate."""

    def value(self, element: Element, name: str, base: Value[T], kind: Kind[T], context: Context) -> Value[T]:
        """``base`` as the document's animations of attribute or property ``name`` of ``element`` change it over time."""

    def animates(self, element: Element, name: str) -> bool:
        """Whether any animation targets it."""


class Fonts(Protocol):
    """What text layout asks of the typography room; see ``generator/typography``."""


class Images(Protocol):
    """Where pictures come from: the shelf. No element opens a file."""

    def raster(self, href: str, base: str) -> Raster:
        """Decoded pixels of a PNG, JPEG, WebP or GIF by relative name or data URI; raises DocumentError when missing, huge or none."""

    def document(self, href: str, base: str) -> Document:
        """A parsed SVG by relative name or data URI; raises DocumentError."""

    def is_vector(self, href: str, base: str) -> bool:
        """Whether a name or data URI is an SVG."""


@dataclass(slots=True)
class Book:
    """What a whole document shares while it is built."""

    document: Document
    animations: Animations
    fonts: Fonts
    images: Images
    problems: Problems
    light: Light
    language: str
    lenient: bool
    """True for any SVG from outside (unknown things are ignored, as browsers do); false for our templates (they are faults)."""


class Context:
    """See the module. Implemented in this file; ``style`` is in ``style.py``."""

    book: Book
    viewport: tuple[float, float]
    """Width and height that percentages refer to."""

    def child(self, element: Element) -> Context:
        """The context of a child element: its own computed style, the same viewport."""
        raise NotImplementedError

    def text(self, name: str) -> str:
        """The computed value of a property as text, inherited or initial where it was not specified; animation does not count."""
        raise NotImplementedError

    def value(self, name: str, kind: Kind[T]) -> Value[T]:
        """The computed, animated, inherited value of a property."""
        raise NotImplementedError

    def attribute(self, element: Element, name: str, kind: Kind[T], default: T) -> Value[T]:
        """An attribute's animated value; text that cannot be read is a problem at the element (or the default, where lenient)."""
        raise NotImplementedError

    def lower(self, element: Element) -> Node | None:
        """A child element as a node, with its opacity, clip, mask and effects; ``None`` where nothing is drawn."""
        raise NotImplementedError
