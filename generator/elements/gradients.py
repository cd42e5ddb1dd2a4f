"""``linearGradient`` and ``radialGradient`` -> paints in the space of what they paint.

A gradient may refer to another one with ``href``; what it does not say itself is looked up along that chain.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, cast

from generator.documents.element import Element
from generator.elements.context import Context, Kind
from generator.elements.kinds import ANCHOR, COLOUR, FRACTION, LENGTH_OTHER, LENGTH_X, LENGTH_Y, OPACITY, TRANSFORM, reference
from generator.elements.transforms import CORNER, about, box_map
from generator.motion.track import Value, combine, moves
from generator.scene.paints import LinearGradient, Paint, RadialGradient, Solid, Spread, Stop
from generator.values.colour import Colour
from generator.values.geometry import IDENTITY, Affine, Rect

_GRADIENTS = ("linearGradient", "radialGradient")


def chain(element: Element, context: Context, tags: tuple[str, ...]) -> tuple[Element, ...]:
    """An element and those that its ``href`` leads to, up to one that is none of ``tags`` or was there before."""
    found: list[Element] = []
    here: Element | None = element
    while here is not None and here.tag in tags and here not in found:
        found.append(here)
        here = context.book.document.ids.get(reference(here.get("href")) or "")
    return tuple(found)


def first(elements: tuple[Element, ...], *names: str) -> Element:
    """The first of a chain that has one of some attributes, else the first of all."""
    return next((element for element in elements for name in names if name in element.attributes), elements[0])


def user_space(elements: tuple[Element, ...], name: str, default: bool) -> bool:
    """Whether a ``...Units`` attribute, looked up along a chain, says ``userSpaceOnUse``."""
    text = first(elements, name).get(name)
    return text == "userSpaceOnUse" if text in ("userSpaceOnUse", "objectBoundingBox") else default


_UNITS = {"pattern": (("patternUnits", False), ("patternContentUnits", True))}
_GRADIENT_UNITS = (("gradientUnits", False),)


def needs_box(element: Element, context: Context) -> bool:
    """Whether a paint server depends on the box of what it paints."""
    links = chain(element, context, ("pattern",) if element.tag == "pattern" else _GRADIENTS)
    return not all(user_space(links, name, default) for name, default in _UNITS.get(element.tag, _GRADIENT_UNITS))


def placed(owner: Element, context: Context, name: str, frame: Value[Rect | None]) -> Value[Affine]:
    """A gradient's or pattern's own transform, about its ``transform-origin`` in ``frame`` (``None``: the viewport). One that cannot be
    undone counts as none."""
    home = context.home(owner)
    own = home.attribute(owner, name, TRANSFORM, IDENTITY)
    anchor = home.value("transform-origin", ANCHOR)
    if isinstance(own, Affine) and not own.determinant:
        return IDENTITY
    if anchor == CORNER:
        return own
    whole = Rect(0.0, 0.0, *context.viewport)
    return combine(lambda map_, point, box: about(map_, *point.within(box or whole)), own, anchor, frame)


def linear_gradient(element: Element, context: Context, box: Value[Rect | None]) -> Paint | None:
    """The gradient between two points, or the one colour that it comes down to."""
    links = chain(element, context, _GRADIENTS)
    same = tuple(link for link in links if link.tag == element.tag)
    number = _reader(same, links, context)
    x1, y1, x2, y2 = number("x1", LENGTH_X, 0.0), number("y1", LENGTH_Y, 0.0), number("x2", LENGTH_X, 1.0), number("y2", LENGTH_Y, 0.0)
    stops = _stops(links, context)
    transform = _space(links, context, box)
    flat = not any(map(moves, (x1, y1, x2, y2))) and (x1, y1) == (x2, y2)
    simple = _simple(stops, flat)
    if simple is not None or transform is None or not stops:
        return simple if stops and transform is not None else None
    return LinearGradient(x1, y1, x2, y2, stops, _spread(links), transform, _light(element, context))


def radial_gradient(element: Element, context: Context, box: Value[Rect | None]) -> Paint | None:
    """The gradient between two circles, or the one colour that it comes down to."""
    links = chain(element, context, _GRADIENTS)
    same = tuple(link for link in links if link.tag == element.tag)
    number = _reader(same, links, context)
    cx, cy, r = number("cx", LENGTH_X, 0.5), number("cy", LENGTH_Y, 0.5), number("r", LENGTH_OTHER, 0.5)
    fx = number("fx", LENGTH_X, None) if "fx" in first(same, "fx").attributes else cx
    fy = number("fy", LENGTH_Y, None) if "fy" in first(same, "fy").attributes else cy
    fr = number("fr", LENGTH_OTHER, 0.0)
    stops = _stops(links, context)
    transform = _space(links, context, box)
    simple = _simple(stops, isinstance(r, float) and r <= 0)
    if simple is not None or transform is None or not stops:
        return simple if stops and transform is not None else None
    return RadialGradient(cx, cy, r, fx, fy, fr, stops, _spread(links), transform, _light(element, context))


def _reader(same: tuple[Element, ...], links: tuple[Element, ...], context: Context) -> Callable[..., Value[float]]:
    """A function that reads one coordinate along the chain; percentages are fractions of the box where the units say so."""
    user = user_space(links, "gradientUnits", False)

    def read(name: str, kind: Kind[float], default: float | None) -> Value[float]:
        owner = first(same, name)
        if not user:
            return context.attribute(owner, name, FRACTION, default or 0.0)
        home = context.home(owner)
        start = default or 0.0
        if name not in owner.attributes and start:
            start = kind.parse(f"{start * 100}%", home)
        return home.attribute(owner, name, kind, start)

    return read


def _space(links: tuple[Element, ...], context: Context, box: Value[Rect | None]) -> Value[Affine] | None:
    """The map from the gradient's space to that of what it paints; ``None`` where a box is needed and there is none."""
    user = user_space(links, "gradientUnits", False)
    own = placed(first(links, "gradientTransform"), context, "gradientTransform", None if user else Rect(0.0, 0.0, 1.0, 1.0))
    if user:
        return own
    if box is None or (isinstance(box, Rect) and box.empty):
        return None
    return combine(lambda rect, inner: box_map(rect) @ inner if rect else IDENTITY, box, own)


def _stops(links: tuple[Element, ...], context: Context) -> tuple[Stop, ...]:
    """The stops of the first link that has any; offsets are held to 0..1 and never go back."""
    elements = next((found for link in links if (found := [child for child in link.elements() if child.tag == "stop"])), [])
    offsets = [context.home(element).attribute(element, "offset", FRACTION, 0.0) for element in elements]
    held = [combine(_held, *offsets[: i + 1]) for i in range(len(offsets))]
    return tuple(Stop(offset, _stop_colour(context.home(element))) for element, offset in zip(elements, held, strict=True))


def _held(*offsets: float) -> float:
    return max(min(1.0, max(0.0, offset)) for offset in offsets)


def _stop_colour(home: Context) -> Value[Colour]:
    return combine(Colour.faded, home.value("stop-color", COLOUR), home.value("stop-opacity", OPACITY))


def _simple(stops: tuple[Stop, ...], degenerate: bool) -> Paint | None:
    """One colour where there is one stop, or where the gradient has no extent (then the last)."""
    return Solid(stops[-1].colour) if stops and (degenerate or len(stops) == 1) else None


def _spread(links: tuple[Element, ...]) -> Spread:
    text = first(links, "spreadMethod").get("spreadMethod")
    return cast("Spread", text) if text in ("reflect", "repeat") else "pad"


def _light(element: Element, context: Context) -> Literal["srgb", "linear"]:
    return "linear" if context.home(element).text("color-interpolation").lower() == "linearrgb" else "srgb"
