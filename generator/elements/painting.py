"""Fill and stroke of an element, with paint servers looked up and boxes resolved.

    fill_of(context, box)     what fills, or None
    stroke_of(context, box)   what strokes, or None

``box`` is the object's bounding box in its own space. A new paint server: one file, and one line in :data:`SERVERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Literal, TypeVar

from generator.documents.element import Element
from generator.elements.context import Context
from generator.elements.gradients import linear_gradient, needs_box, radial_gradient
from generator.elements.kinds import COLOUR, DASHES, KEYWORD, LENGTH_OTHER, NUMBER, OPACITY, PAINT, PaintSpec, Server
from generator.elements.pattern import pattern
from generator.motion.track import Track, Value, at, combine
from generator.scene.paints import Fill, Paint, Solid, Stroke
from generator.values.colour import BLACK, TRANSPARENT, Colour
from generator.values.geometry import IDENTITY, Affine, Rect

Box = Value[Rect | None]
Serve = Callable[[Element, Context, Box], Paint | None]
SERVERS: dict[str, Serve] = {
    "linearGradient": linear_gradient,
    "radialGradient": radial_gradient,
    "pattern": pattern,
}
_NOTHING = Solid(TRANSPARENT)
T = TypeVar("T")
_RULES: Mapping[str, Literal["nonzero", "evenodd"]] = {"nonzero": "nonzero", "evenodd": "evenodd"}
_CAPS: Mapping[str, Literal["butt", "round", "square"]] = {"butt": "butt", "round": "round", "square": "square"}
_JOINS: Mapping[str, Literal["miter", "round", "bevel"]] = {"miter": "miter", "round": "round", "bevel": "bevel"}


def fill_of(context: Context, box: Box) -> Fill | None:
    """How the element is filled; ``None`` where it is not."""
    if context.clipping:
        return Fill(Solid(BLACK), 1.0, _word(context, "clip-rule", _RULES))
    paint = paint_of("fill", context, box)
    return None if paint is None else Fill(paint, context.value("fill-opacity", OPACITY), _word(context, "fill-rule", _RULES))


def stroke_of(context: Context, box: Box) -> Stroke | None:
    """How the element is stroked; ``None`` where it is not."""
    width = context.value("stroke-width", LENGTH_OTHER)
    if context.clipping or (isinstance(width, float) and width <= 0):
        return None
    paint = paint_of("stroke", context, box)
    miter = at(context.value("stroke-miterlimit", NUMBER), 0.0)
    if paint is None or miter < 1:
        return None
    return Stroke(
        paint,
        combine(lambda w: max(0.0, w), width),
        context.value("stroke-opacity", OPACITY),
        _word(context, "stroke-linecap", _CAPS),
        _word(context, "stroke-linejoin", _JOINS),
        miter,
        context.value("stroke-dasharray", DASHES),
        context.value("stroke-dashoffset", LENGTH_OTHER),
        context.text("vector-effect") == "non-scaling-stroke",
    )


def _word(context: Context, name: str, choices: Mapping[str, T]) -> Value[T]:
    """One of some words; the first of them for anything else."""
    first = next(iter(choices.values()))
    return combine(lambda word: choices.get(word, first), context.value(name, KEYWORD))


def paint_of(name: Literal["fill", "stroke"], context: Context, box: Box) -> Value[Paint] | None:
    """The paint of ``fill`` or ``stroke`` without the other properties around it; ``None`` for none."""
    spec = context.value(name, PAINT)
    if spec in ("context-fill", "context-stroke"):
        return _surrounding(spec, context)
    known: dict[PaintSpec, Paint | None] = {}

    def resolved(spec: PaintSpec) -> Paint | None:
        if spec not in known:
            known[spec] = _resolved(spec, context, box)
        return known[spec]

    if isinstance(spec, (Colour, Server, str)):
        return resolved(spec)
    return combine(lambda moment: resolved(moment) or _NOTHING, spec)


def _resolved(spec: PaintSpec, context: Context, box: Box) -> Paint | None:
    if isinstance(spec, Colour):
        return Solid(spec)
    if isinstance(spec, Server):
        return _served(spec, context, box)
    return Solid(context.value("color", COLOUR)) if spec == "currentcolor" else None


def _served(spec: Server, context: Context, box: Box) -> Paint | None:
    """What a server gives; the fallback where there is none, nothing where it gives nothing and no fallback stands."""
    element = context.book.document.ids.get(spec.id)
    serve = SERVERS.get(element.tag) if element else None
    if element is None or serve is None:
        context.problem(f"there is no paint called #{spec.id}")
        return _resolved(spec.fallback, context, box) if spec.fallback else None
    paint = _looked_up(element, serve, context, box)
    return _resolved(spec.fallback, context, box) if paint is None and spec.fallback else paint


def _looked_up(element: Element, serve: Serve, context: Context, box: Box) -> Paint | None:
    """What a server gives; the same object for what asks for the same, except inside of another server, where references may come back."""
    book = context.book
    needed = box if needs_box(element, context) else None
    if isinstance(needed, Track) or book.within("paint"):
        with book.entered("paint", element) as fresh:
            return serve(element, context, box) if fresh else None
    key = (element, context.viewport, needed)
    if key not in book.served:
        with book.entered("paint", element):
            book.served[key] = serve(element, context, box)
    return book.served[key]


def _surrounding(spec: PaintSpec, context: Context) -> Value[Paint] | None:
    """A context paint, brought from the surrounding element's space into this one."""
    around = context.surround
    if around is None:
        return None
    paint = around.fill if spec == "context-fill" else around.stroke
    return None if paint is None else combine(lambda p: _moved(p, around.to), paint)


def _moved(paint: Paint, to: Value[Affine]) -> Paint:
    if isinstance(paint, Solid) or to == IDENTITY:
        return paint
    return replace(paint, transform=combine(lambda t, inner: (t.inverse() or IDENTITY) @ inner, to, paint.transform))
