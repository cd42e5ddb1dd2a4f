"""Context: what an element may know while it lowers to nodes.

Lowering is a walk: ``build.py`` makes a :class:`Context` for the root, every element gets the context of its parent and asks it for
one of its own. A context computes its element's style when it is asked: declared, else inherited or initial, with animation on top at
every level.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from generator.documents.element import Document, Element
from generator.documents.properties import GEOMETRY, PROPERTIES
from generator.elements.kind import Kind
from generator.elements.kinds import COLOUR, FONT_SIZE, PAINT
from generator.elements.style import INHERIT, INITIAL, Custom, Specified, property_of, specified, substitute
from generator.motion.timing import Interval, Spec
from generator.motion.track import Track, Value, at, combine, moves
from generator.problems import About, DocumentError, Origin, Problems
from generator.scene.nodes import Node, Raster
from generator.scene.paints import Paint
from generator.typography.fonts import FontBook
from generator.values.colour import BLACK, Colour
from generator.values.geometry import IDENTITY, Affine, Rect
from generator.values.picture import Light
from generator.values.rate import Rate

if TYPE_CHECKING:
    from generator.faces.studio import Studio

__all__ = ["Animations", "Book", "Context", "Images", "Kind", "Lowering", "Surround"]

T = TypeVar("T")

MAX_NODES = 100_000
MAX_NESTING = 48
"""Levels of elements within one another, through what they refer to as well. Python has a thousand calls for all of them."""


class Animations(Protocol):
    """The animation elements of a document, by what they animate."""

    def value(self, element: Element, name: str, base: Value[T], kind: Kind[T], context: Context) -> Value[T]:
        """``base`` as the document's animations of attribute or property ``name`` of ``element`` change it over time."""

    def animates(self, element: Element, name: str) -> bool:
        """Whether any animation targets it."""

    def timing(self, element: Element) -> tuple[Spec, tuple[Interval, ...]]:
        """When an element of ours is active, by its ``begin``, ``dur``, ``end`` ...; elements and animations may be timed by each other."""

    def motion(self, element: Element, context: Context) -> Value[Affine] | None:
        """The map that ``animateMotion`` puts outside the element's own transform; None where nothing does."""


class Images(Protocol):
    """Where pictures come from: the shelf. No element opens a file."""

    def raster(self, href: str, base: str) -> Raster:
        """Decoded pixels of a PNG, JPEG, WebP or GIF by relative name or data URI; raises DocumentError when missing, huge or none."""

    def document(self, href: str, base: str) -> Document:
        """A parsed SVG by relative name or data URI; raises DocumentError."""

    def is_vector(self, href: str, base: str) -> bool:
        """Whether a name or data URI is an SVG."""


Lowering = Callable[[Element, "Context"], Node | None]
"""What stands in the table of elements: an element and its own context in, its content out; all that CSS does around it is done for it."""


@dataclass(frozen=True, slots=True)
class StandIn:
    """A picture that takes a citizen's place: its name among the pictures, the part of it that is shown (left, top, width and height as
    shares), and who says so."""

    href: str
    crop: tuple[float, float, float, float]
    told: str


@dataclass(slots=True)
class Book:
    """What a whole document shares while it is built."""

    document: Document
    animations: Animations
    fonts: FontBook
    images: Images
    problems: Problems
    light: Light
    language: str
    rate: Rate | None = None
    studio: Callable[[], Studio] | None = None
    """Whoever draws portraits, once somebody sits for one."""
    stills: Mapping[int, StandIn] = field(default_factory=dict)
    named: bool = False
    """Whether nodes carry their elements' ids."""
    walk: Callable[[Element, Context, Lowering | None], Node | None] = lambda *_: None
    """Lowers a child element, as ``build.py`` says."""
    context_paints: bool = False
    """Whether any element asks for a context paint at all; few documents do, and knowing the box of a ``use`` costs a second walk."""
    nodes: int = 0
    depth: int = 0
    homes: dict[tuple[Element, tuple[float, float]], Context] = field(default_factory=dict)
    served: dict[tuple[Element, tuple[float, float], Rect | None], Paint | None] = field(default_factory=dict)
    """Paint servers that were looked up before, so that what shares a pattern shares its tile."""
    initials: dict[tuple[str, str], object] = field(default_factory=dict)
    """Initial values that were read before, by property and kind."""
    _open: list[tuple[str, Element]] = field(default_factory=list)

    @contextmanager
    def entered(self, purpose: str, element: Element) -> Iterator[bool]:
        """Guards a reference: false inside where the same element is already being used for the same purpose."""
        mark = (purpose, element)
        fresh = mark not in self._open
        self._open.append(mark)
        try:
            yield fresh
        finally:
            self._open.pop()

    def within(self, purpose: str) -> bool:
        """Whether any element is being used for a purpose."""
        return any(mark[0] == purpose for mark in self._open)

    @contextmanager
    def counted(self, origin: Origin, levels: int = 1) -> Iterator[None]:
        """Guards a walk: a document may not grow without end, in number or in depth. ``levels``: how deep a thing goes by itself."""
        self.nodes += 1
        self.depth += levels
        if self.nodes > MAX_NODES:
            raise DocumentError(f"the document unfolds to more than {MAX_NODES} elements", origin)
        if self.depth > MAX_NESTING:
            raise DocumentError(f"elements and what they use are nested more than {MAX_NESTING} deep", origin)
        try:
            yield
        finally:
            self.depth -= levels


@dataclass(frozen=True, slots=True)
class Surround:
    """What ``context-fill`` and ``context-stroke`` mean below a marker's or a ``use``'s element, and the map from here to its space."""

    fill: Value[Paint] | None
    stroke: Value[Paint] | None
    to: Value[Affine] = IDENTITY


class Context:
    """See the module."""

    __slots__ = ("_custom", "_texts", "_values", "book", "clipping", "element", "parent", "root", "surround", "viewport")

    book: Book
    viewport: tuple[float, float]
    """Width and height that percentages refer to."""
    clipping: bool
    """Inside a clipPath: only geometry counts."""
    surround: Surround | None
    root: Context
    """The context of the outermost element, for units such as ``rem``."""

    def __init__(self, book: Book, element: Element, viewport: tuple[float, float], parent: Context | None = None) -> None:
        self.book, self.element, self.parent, self.viewport = book, element, parent, viewport
        self.root = self if parent is None or parent.parent is None else parent.root
        self.clipping = parent.clipping if parent else False
        self.surround = parent.surround if parent else None
        self._values: dict[tuple[str, str], Any] = {}
        self._texts: dict[str, str] = {}
        self._custom: dict[str, str | Track[object] | None] = {}

    def child(self, element: Element) -> Context:
        """The context of a child element: its own computed style, the same viewport."""
        return Context(self.book, element, self.viewport, self)

    def within(self, viewport: tuple[float, float]) -> Context:
        """This context inside another viewport."""
        return self._changed(viewport=viewport)

    def surrounded(self, surround: Surround | None) -> Context:
        """This context with another meaning of context paints."""
        return self._changed(surround=surround)

    def for_clip(self) -> Context:
        """This context inside a clipPath."""
        return self._changed(clipping=True)

    def _changed(self, **changes: object) -> Context:
        other = copy.copy(self)
        other._values, other._texts, other._custom = {}, {}, {}
        for name, value in changes.items():
            setattr(other, name, value)
        return other

    def home(self, element: Element) -> Context:
        """The context of a referenced element (a gradient, a mask) in its own place, with the viewport of this one."""
        key = (element, self.viewport)
        found = self.book.homes.get(key)
        if found is None:
            above = self.book.document.parents.get(element)
            outer = self.home(above) if above else Context(self.book, Element(""), self.viewport)
            found = self.book.homes[key] = outer.child(element)
        return found

    # Style

    def _specified(self, name: str) -> Specified:
        declared = self.element.style.get(name)
        if declared is None:
            return INHERIT if self.parent and property_of(name).inherited else INITIAL
        try:
            return specified(name, declared, self.custom)
        except ValueError as error:
            self.problem(str(error))
            return specified(name, None, self.custom)

    def custom(self, name: str) -> str | Track[object] | None:
        """A custom property as it is declared here or above."""
        if name not in self._custom:
            declared = self.element.style.get(name)
            self._custom[name] = declared if declared is not None else self.parent.custom(name) if self.parent else None
        return self._custom[name]

    def text(self, name: str) -> str:
        """The computed value of a property as text, inherited or initial where it was not specified; animation does not count."""
        if name not in self._texts:
            found = self._specified(name)
            if found is INHERIT and self.parent:
                found = self.parent.text(name)
            self._texts[name] = found.strip() if isinstance(found, str) and found not in (INITIAL, INHERIT) else property_of(name).initial
        return self._texts[name]

    def value(self, name: str, kind: Kind[T]) -> Value[T]:
        """The computed, animated, inherited value of a property. A text that cannot be read is a problem and counts as not specified.

        ``font-size`` is always read as such, whatever ``kind`` says: its ``em`` is the parent's.
        """
        if name == "font-size":
            kind = cast("Kind[T]", FONT_SIZE)
        key = (name, kind.name)
        if key not in self._values:
            base = self._base(name, kind)
            if self.book.animations.animates(self.element, name):
                base = kind.bounded(self.book.animations.value(self.element, name, base, kind, self))
            self._values[key] = base
        return cast("Value[T]", self._values[key])

    def _base(self, name: str, kind: Kind[T]) -> Value[T]:
        found = self._specified(name)
        if found not in (INHERIT, INITIAL):
            try:
                return self._read(found, kind, name)
            except ValueError as error:
                self.problem(f"{name}: {error}")
                found = INHERIT if property_of(name).inherited else INITIAL
        if found is INHERIT and self.parent:
            return self.parent.value(name, kind)
        return self._initial(name, kind)

    def _initial(self, name: str, kind: Kind[T]) -> T:
        """A property's initial value; the same everywhere, but where it is the current colour."""
        text, key = property_of(name).initial, (name, kind.name)
        if text == "currentcolor":
            return kind.parse(text, self)
        if key not in self.book.initials:
            self.book.initials[key] = kind.parse(text, self)
        return cast("T", self.book.initials[key])

    def _read(self, found: str | Track[object], kind: Kind[T], name: str) -> Value[T]:
        """A text or a Track as a value; a colour that is the current one moves with it."""
        if isinstance(found, Track):
            return kind.bounded(combine(lambda v: _adopted(v, kind, self), found))
        if kind is COLOUR and found.strip().lower() == "currentcolor":
            source = self.parent if name == "color" else self
            return source.value("color", kind) if source else cast("T", BLACK)
        return kind.bounded(kind.parse(found, self))

    @property
    def font_size(self) -> float:
        """In user units, as it is at the first moment."""
        return at(self.value("font-size", FONT_SIZE), 0.0)

    @property
    def current_colour(self) -> Colour:
        return at(self.value("color", COLOUR), 0.0)

    # Attributes

    def attribute(self, element: Element, name: str, kind: Kind[T], default: T) -> Value[T]:
        """An attribute's animated value; text that cannot be read is a problem at the element."""
        found: Specified | None = element.attributes.get(name)
        base: Value[T] = default
        try:
            if name in GEOMETRY and name in element.style:
                found = specified(name, element.style[name], self._custom_of(element))
            if found is INHERIT and name in GEOMETRY and element is self.element and self.parent:
                base = self.parent.attribute(self.parent.element, name, kind, default)
            elif found is not None and not (found is INITIAL and name in GEOMETRY):
                base = self._read(found, kind, name)
        except ValueError as error:
            self.problem(f"{name}: {error}", element)
        if self.book.animations.animates(element, name):
            return kind.bounded(self.book.animations.value(element, name, base, kind, self))
        return base

    def _custom_of(self, element: Element) -> Custom:
        """How custom properties are looked up on an element of this context, which may be a child that has none of its own."""
        if element is self.element:
            return self.custom
        return lambda name: element.style[name] if name in element.style else self.custom(name)

    # What animations say

    def said(self, element: Element, name: str, text: str, kind: Kind[T], steps: bool) -> T:
        """A value that an animation names, with ``var()``, ``inherit`` and the current colour as they are at the first moment. One that
        ``steps`` can leave the current colour of a paint to whoever paints. Raises ValueError."""
        found: Specified = text
        if name in PROPERTIES:
            found = specified(name, text, self._custom_of(element))
        elif "var(" in text:
            found = substitute(text, self._custom_of(element))
        if found is INHERIT and name in PROPERTIES and element is self.element and self.parent:
            return at(self.parent.value(name, kind), 0.0)
        if found is INITIAL and name in PROPERTIES:
            return self._initial(name, kind)
        if isinstance(found, Track):
            return _adopted(found.at(0.0), kind, self)
        if found.strip().lower() == "currentcolor" and (kind is COLOUR or (kind is PAINT and not steps)):
            source = self.parent if name == "color" else self
            colour: Value[Colour] = source.value("color", COLOUR) if source else BLACK
            if kind is COLOUR or not moves(colour):
                return cast("T", at(colour, 0.0))
        return kind.parse(found, self)

    def mixable(self, base: Value[T], kind: Kind[T]) -> Value[T]:
        """A value to be mixed with others: the current colour of a paint as the colour that it is."""
        if kind is not PAINT:
            return base
        return combine(lambda spec, colour: cast("T", colour if spec == "currentcolor" else spec), base, self.value("color", COLOUR))

    # Walking

    def lower(self, element: Element, how: Lowering | None = None) -> Node | None:
        """A child element as a node, with its opacity, clip, mask and effects; ``None`` where nothing is drawn. ``how`` stands in for
        the table's function of its tag."""
        return self.book.walk(element, self, how)

    def problem(self, message: str, element: Element | None = None, about: About | None = None) -> None:
        """Note a fault of the document; of one from outside, what is left out or drawn otherwise."""
        self.book.problems.add(message, (element or self.element).origin, about)


def _adopted(value: object, kind: Kind[T], context: Context) -> T:
    """A moving value as the kind wants it: text is read, anything else is taken as it is."""
    if isinstance(value, str):
        return kind.parse(value, context)
    return cast("T", float(value) if isinstance(value, int) else value)
