"""The path that carries a ``textPath``."""

from __future__ import annotations

from generator.documents.element import Element
from generator.elements.context import Context
from generator.elements.kind import Kind
from generator.elements.kinds import OUTLINE
from generator.elements.lengths import fraction, length
from generator.elements.shapes import OUTLINES
from generator.elements.text_now import Rail
from generator.elements.walk import transform_of
from generator.motion.track import Value, at, combine
from generator.values.geometry import IDENTITY, Outline, Rect
from generator.values.measure import Measure
from generator.values.outlines import EMPTY


def _offset(text: str, context: Context) -> tuple[float, bool]:
    """A length, or a share of the path's length (and True)."""
    return (fraction(text), True) if text.strip().endswith("%") else (length(text, context, "other"), False)


_OFFSET: Kind[tuple[float, bool]] = Kind("offset", _offset, lambda a, b, u: (a[0] + (b[0] - a[0]) * u, a[1]))


def rail_of(element: Element, context: Context) -> Value[Rail | None]:
    """The path that a ``textPath`` names, in the text's space; ``None`` where there is none."""
    outline = path_of(element, context)
    if outline is None:
        return None
    offset = context.attribute(element, "startOffset", _OFFSET, (0.0, False))
    return combine(_rail, outline, offset)


def _rail(outline: Outline, offset: tuple[float, bool]) -> Rail:
    measure = Measure(outline)
    return Rail(measure, offset[0] * measure.length if offset[1] else offset[0])


def path_of(element: Element, context: Context) -> Value[Outline] | None:
    """``path`` first, then what ``href`` refers to, with that element's own transform."""
    if "path" in element.attributes:
        own = context.attribute(element, "path", OUTLINE, EMPTY)
        if at(own, 0.0).verbs:
            return own
    target = context.book.document.ids.get(element.get("href").removeprefix("#"))
    if target is None or target.tag not in OUTLINES:
        context.problem(f"there is no path called {element.get('href') or 'nothing'}")
        return None
    home = context.home(target)
    outline = OUTLINES[target.tag](target, home)
    moved = transform_of(home, Rect(0.0, 0.0, *home.viewport))
    return combine(lambda shape, by: shape if by == IDENTITY else shape.mapped(by), outline, moved)
