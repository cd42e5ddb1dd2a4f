"""``feDiffuseLighting`` and ``feSpecularLighting`` with their light sources."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from generator.documents.element import Element
from generator.elements.context import Context
from generator.elements.filter_space import Space, number_of
from generator.elements.kinds import COLOUR
from generator.motion.track import Value, at, combine
from generator.scene.effects import NOTHING, Lamp, Lighting, Primitive


def diffuse(element: Element, context: Context, space: Space) -> Primitive:
    """``feDiffuseLighting``; without a light source its result is transparent black."""
    lamp = _lamp(element, context, space)
    if lamp is None:
        return NOTHING
    constant = combine(lambda k: max(0.0, k), number_of(element, context, "diffuseConstant", 1.0))
    scale = number_of(element, context, "surfaceScale", 1.0)
    return Lighting("diffuse", scale, constant, 1.0, context.value("lighting-color", COLOUR), lamp)


def specular(element: Element, context: Context, space: Space) -> Primitive:
    """``feSpecularLighting``; an exponent outside of 1 to 128 is an error, and so is a missing light source."""
    lamp = _lamp(element, context, space)
    exponent = number_of(element, context, "specularExponent", 1.0)
    if lamp is None or not 1 <= at(exponent, 0.0) <= 128:
        return NOTHING
    constant = combine(lambda k: max(0.0, k), number_of(element, context, "specularConstant", 1.0))
    scale = number_of(element, context, "surfaceScale", 1.0)
    return Lighting("specular", scale, constant, exponent, context.value("lighting-color", COLOUR), lamp)


def _lamp(element: Element, context: Context, space: Space) -> Value[Lamp] | None:
    """The first light source below a lighting primitive."""
    for child in element.elements():
        if child.tag in _LAMPS:
            return _LAMPS[child.tag](child, context.child(child), space)
    return None


def _distant(element: Element, context: Context, _space: Space) -> Value[Lamp]:
    values = number_of(element, context, "azimuth"), number_of(element, context, "elevation")
    return combine(lambda *v: Lamp("distant", v), *values)


def _place(element: Element, context: Context, space: Space, names: tuple[str, str, str]) -> tuple[Value[float], ...]:
    x, y, z = (number_of(element, context, name) for name in names)
    return *space.point(x, y), space.off(z)


def _point(element: Element, context: Context, space: Space) -> Value[Lamp]:
    return combine(lambda *v: Lamp("point", v), *_place(element, context, space, ("x", "y", "z")))


def _spot(element: Element, context: Context, space: Space) -> Value[Lamp]:
    exponent = combine(lambda e: e if e > 0 else 1.0, number_of(element, context, "specularExponent", 1.0))
    cone = number_of(element, context, "limitingConeAngle", float("nan"))
    here, there = (_place(element, context, space, names) for names in (("x", "y", "z"), ("pointsAtX", "pointsAtY", "pointsAtZ")))
    values: tuple[Any, ...] = (*here, *there, exponent, cone)
    return combine(lambda *v: Lamp("spot", v), *values)


_LAMPS: dict[str, Callable[[Element, Context, Space], Value[Lamp]]] = {
    "feDistantLight": _distant,
    "fePointLight": _point,
    "feSpotLight": _spot,
}
