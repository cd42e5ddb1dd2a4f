"""Document in, :class:`Scene` out: the table of elements, the walk from the root, and the outermost viewport.

A new element: one file with a function ``(element, context) -> Node | None``, and one line in :data:`ELEMENTS`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from generator.documents.element import Document, Element
from generator.elements import shapes, structure
from generator.elements.animation import compile_animations
from generator.elements.check import check
from generator.elements.context import Book, Context, Images, Lowering, StandIn
from generator.elements.image import image
from generator.elements.kinds import AUTO_X, AUTO_Y, COLOUR, FIT, VIEW_BOX
from generator.elements.portraits import PORTRAIT
from generator.elements.text import lower_text
from generator.elements.transforms import Fit
from generator.elements.ui_brackets import ui_brackets
from generator.elements.ui_codes import ui_code128, ui_qr
from generator.elements.ui_counter import ui_counter
from generator.elements.ui_feed import ui_feed
from generator.elements.ui_plot import ui_plot
from generator.elements.ui_text import ui_text
from generator.elements.ui_ticker import ui_ticker
from generator.elements.ui_typewriter import ui_typewriter
from generator.elements.walk import Walker
from generator.motion.track import Value, at, combine
from generator.problems import DocumentError, Problem, Problems
from generator.scene.nodes import Group, Node, Path, Raster
from generator.scene.paints import Fill, Solid
from generator.scene.scene import Scene
from generator.typography.fonts import FontBook
from generator.values.geometry import IDENTITY, Affine, Rect
from generator.values.outlines import rectangle
from generator.values.picture import Light
from generator.values.rate import Rate

if TYPE_CHECKING:
    from generator.faces.studio import Studio

MAX_SIDE = 32768
_LEAST, _MOST = 1e-3, 1e6
DEFAULT_SIZE = (300.0, 150.0)
"""Of a document that says nothing about its size (CSS 2.2, 10.3.2)."""


@dataclass(frozen=True, slots=True)
class Port:
    """What building needs from outside."""

    fonts: FontBook
    images: Images
    rate: Rate | None = None
    """What times in frames count in; without one they are a fault."""
    light: Light = "linear"
    language: str = "en"
    lenient: bool = False
    studio: Callable[[], Studio] | None = None
    """Who makes portraits; without one they are a fault."""
    stills: Mapping[int, StandIn] = field(default_factory=dict)
    """Pictures that take citizens' places in portraits, by the citizen's number."""
    left_out: Callable[[tuple[Problem, ...]], None] | None = None
    """Hears what of a document from outside could not be understood, and was left out or drawn otherwise."""
    named: bool = False
    """Whether nodes carry their elements' ids: for mattes and boxes."""


def build(document: Document, port: Port, width: int | None = None, height: int | None = None) -> Scene:
    """Compile a document onto a canvas of ``width`` x ``height`` pixels; a side that is missing follows the document's shape, both its
    size. Raises :class:`DocumentError` with all that is wrong."""
    scene, problems = attempt(document, port, width, height)
    if not port.lenient:
        problems.raise_if_any(DocumentError)
    elif port.left_out:
        port.left_out(tuple(problems))
    return scene


def attempt(document: Document, port: Port, width: int | None = None, height: int | None = None) -> tuple[Scene, Problems]:
    """The same with all that is wrong beside what could be compiled, to show where that is; a scene with faults is no plate."""
    problems = Problems()
    if not port.lenient:
        check(document, ELEMENTS, problems)
    book = _book(document, port, problems)
    try:
        content, own = _outermost(book)
    except RecursionError:
        raise DocumentError("elements refer to one another too deeply", document.root.origin) from None
    canvas = _canvas(own, width, height, document)
    if own.empty and not port.lenient:
        problems.raise_if_any(DocumentError)
    scale = Affine.scaling(canvas[0] / own.width, canvas[1] / own.height)
    return Scene(_rooted(content, scale), *canvas, port.light), problems


def _book(document: Document, port: Port, problems: Problems) -> Book:
    book = Book(
        document,
        compile_animations(document, port.rate, problems),
        port.fonts,
        port.images,
        problems,
        port.light,
        port.language,
        rate=port.rate,
        studio=port.studio,
        stills=port.stills,
        named=port.named,
        walk=Walker(ELEMENTS),
    )
    book.context_paints = any(
        isinstance(text, str) and text.startswith("context-") for element in document.root.walk() for text in element.style.values()
    )
    return book


def _outermost(book: Book) -> tuple[Node | None, Rect]:
    """The root's content in the document's own units, and the size that it has."""
    root = book.document.root
    base = Context(book, Element(""), DEFAULT_SIZE)
    own = _own_size(root, base)
    return base.within((own.width, own.height)).lower(root, partial(_root, own=own)), own


def _root(element: Element, context: Context, own: Rect) -> Group:
    """The outermost ``svg``: like a nested one, but the canvas clips it."""
    view_box = context.attribute(element, "viewBox", VIEW_BOX, None)
    view = at(view_box, 0.0)
    if view is not None and view.empty:
        return Group((), origin=element.origin)
    how = context.attribute(element, "preserveAspectRatio", FIT, Fit())
    inner: Value[Affine] = combine(lambda v, h: structure.inside(own, v, h), view_box, how)
    inside = context.within((view.width, view.height)) if view else context
    children = structure.children_of(element, structure.moved(inside, inner))
    return Group(_background(context, own, inner) + children, transform=inner, origin=element.origin)


def _background(context: Context, own: Rect, inner: Value[Affine]) -> tuple[Node, ...]:
    """CSS's ``background-color`` of the root, over the whole canvas."""
    if context.text("background-color").lower() == "transparent":
        return ()
    outline = combine(lambda map_: rectangle((map_.inverse() or IDENTITY).box(own)), inner)
    return (Path(outline, Fill(Solid(context.value("background-color", COLOUR))), origin=context.element.origin),)


def _own_size(root: Element, base: Context) -> Rect:
    """``width`` and ``height``; a side that is missing or relative is the view box's, or follows it."""
    context = base.child(root)
    sides = [_side(context, root, name) for name in ("width", "height")]
    view = at(context.attribute(root, "viewBox", VIEW_BOX, None), 0.0)
    if view is None or view.empty:
        width, height = (side or default for side, default in zip(sides, DEFAULT_SIZE, strict=True))
    elif sides[0] is None and sides[1] is None:
        width, height = view.width, view.height
    else:
        width = sides[0] if sides[0] is not None else (sides[1] or 0.0) * view.width / view.height
        height = sides[1] if sides[1] is not None else width * view.height / view.width
    if not (_LEAST <= width <= _MOST and _LEAST <= height <= _MOST):
        raise DocumentError(f"the document asks for a size of {width:g} x {height:g}; a side has {_LEAST:g} to {_MOST:g}", root.origin)
    return Rect(0.0, 0.0, width, height)


def _side(context: Context, root: Element, name: str) -> float | None:
    text = root.attributes.get(name)
    if isinstance(text, str) and text.strip().endswith("%"):
        return None
    size = at(context.attribute(root, name, AUTO_X if name == "width" else AUTO_Y, None), 0.0)
    return size if size is not None and size > 0 else None


def _canvas(own: Rect, width: int | None, height: int | None, document: Document) -> tuple[int, int]:
    if width is None and height is None:
        width, height = max(1, round(own.width)), max(1, round(own.height))
    elif width is None:
        width = math.ceil((height or 0) * own.width / own.height)
    elif height is None:
        height = math.ceil(width * own.height / own.width)
    assert width is not None
    assert height is not None
    if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE):
        raise DocumentError(f"a canvas of {width} x {height} pixels is out of bounds; a side has 1 to {MAX_SIDE}", document.root.origin)
    return width, height


def _rooted(content: Node | None, scale: Affine) -> Group:
    """The scene's root: the document's own top-level groups directly below it, where nothing is done to the root as a whole."""
    if content is None:
        return Group(())
    bare = replace(content, transform=IDENTITY, children=()) if isinstance(content, Group) else None
    if bare is not None and isinstance(content, Group) and _nothing_done(bare):
        return replace(content, transform=combine(lambda inner: scale @ inner, content.transform))
    return Group((content,), transform=scale, origin=content.origin)


def _nothing_done(group: Group) -> bool:
    plain = Group(())
    names = ("opacity", "clip", "mask", "effects", "blend", "isolate", "layer", "emit", "visible")
    return all(getattr(group, name) == getattr(plain, name) for name in names)


def _nested(document: Document, context: Context) -> tuple[Group, Rect]:
    """A document that an ``image`` shows: its own ids, styles and animations, no files of its own, the same bounds on its growth."""
    outer = context.book
    port = Port(outer.fonts, _DataOnly(outer.images), outer.rate, outer.light, outer.language, lenient=True)
    book = _book(document, port, outer.problems)
    book.nodes, book.depth = outer.nodes, outer.depth
    content, own = _outermost(book)
    outer.nodes = book.nodes
    return Group((content,) if content else ()), own


@dataclass(frozen=True, slots=True)
class _DataOnly:
    """Images for a picture within a picture: those that it carries itself."""

    images: Images

    def raster(self, href: str, base: str) -> Raster:
        return self.images.raster(_carried(href), base)

    def document(self, href: str, base: str) -> Document:
        return self.images.document(_carried(href), base)

    def is_vector(self, href: str, base: str) -> bool:
        return href.startswith("data:") and self.images.is_vector(href, base)


def _carried(href: str) -> str:
    if not href.startswith("data:"):
        raise DocumentError("a picture within a picture may not refer to files")
    return href


def _portrait(element: Element, context: Context) -> Node | None:
    """As in ``ui_portrait.py``, whose faces take longer to import than most documents to build."""
    from generator.elements.ui_portrait import ui_portrait

    return ui_portrait(element, context)


ELEMENTS: Mapping[str, Lowering] = {
    "a": structure.group,
    "circle": shapes.lower,
    "ellipse": shapes.lower,
    "g": structure.group,
    "image": partial(image, nested=_nested),
    "line": shapes.lower,
    "path": shapes.lower,
    "polygon": shapes.lower,
    "polyline": shapes.lower,
    "rect": shapes.lower,
    "svg": structure.svg,
    "switch": structure.switch,
    "text": lower_text,
    "use": structure.use,
    "ui:brackets": ui_brackets,
    "ui:code128": ui_code128,
    "ui:counter": ui_counter,
    "ui:feed": ui_feed,
    "ui:plot": ui_plot,
    PORTRAIT: _portrait,
    "ui:qr": ui_qr,
    "ui:text": ui_text,
    "ui:ticker": ui_ticker,
    "ui:typewriter": ui_typewriter,
}
"""What draws, by tag."""
