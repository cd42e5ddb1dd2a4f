"""A scene repainted so that its light says what belongs to whom: up to three names are pure red, green and blue, all else is black.

Composited by the painter itself, a pixel's red is then the share of it that belongs to the first name: antialiasing, opacity, clips, masks
and whatever lies above count as they do in the picture, because light adds up under "over" and alpha is as it was. What mixes with its
background in another way is laid over it here. Blurs and moves carry colours along; a group with any other filter is painted as it is, and
its result is given the colour of whoever it belongs to as a whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

import numpy as np

from generator.motion.track import Value, combine
from generator.scene.effects import Blur, ColourMatrix, Filter, Merge, Offset, Step
from generator.scene.marks import name_of
from generator.scene.nodes import Group, Image, Node, Raster
from generator.scene.paints import Fill, Paint, Pattern, Solid, Stroke
from generator.scene.scene import Scene
from generator.values.colour import BLACK, Colour
from generator.values.geometry import Rect

ROOM = 3
"""How many names one scene can tell apart."""
_PURE = (Colour(1.0, 0.0, 0.0), Colour(0.0, 1.0, 0.0), Colour(0.0, 0.0, 1.0))
Style = TypeVar("Style", Fill | None, Stroke | None)
_CARRY = (Blur, Offset, Merge)


def coverage_of(scene: Scene, kind: str, names: tuple[str, ...]) -> Scene:
    """The scene with ``names`` of a kind in red, green and blue, in that order."""
    return replace(scene, root=_Brush(kind, dict(zip(names, _PURE, strict=False)), scene.light == "linear").group(scene.root, BLACK))


@dataclass(slots=True)
class _Brush:
    """Repaints nodes. What was repainted is remembered, so that what stands still still stands still."""

    kind: str
    colours: Mapping[str, Colour]
    linear: bool
    _paints: dict[tuple[int, Colour], tuple[Paint, Paint]] = field(default_factory=dict)

    def group(self, group: Group, colour: Colour) -> Group:
        name = name_of(group, self.kind)
        own = colour if name is None else self.colours.get(name, BLACK)
        if all(_carries(effect) for effect in group.effects):
            effects = tuple(_unconverted(effect, self.linear) for effect in group.effects)
            children = tuple(self.node(child, own) for child in group.children)
        else:
            effects, children = (*group.effects, _flat(own, group.effects[-1].region)), group.children
        return replace(group, children=children, effects=effects, blend="normal", emit=0.0)

    def node(self, node: Node, colour: Colour) -> Node:
        if isinstance(node, Group):
            return self.group(node, colour)
        if isinstance(node, Image):
            return replace(node, source=combine(lambda raster: _dyed(raster, colour), node.source))
        return replace(node, fill=self._style(node.fill, colour), stroke=self._style(node.stroke, colour))

    def _style(self, style: Style, colour: Colour) -> Style:
        return style and replace(style, paint=combine(lambda paint: self._paint(paint, colour), style.paint))

    def _paint(self, paint: Paint, colour: Colour) -> Paint:
        key = (id(paint), colour)
        if key not in self._paints:
            self._paints[key] = (paint, self._repainted(paint, colour))
        return self._paints[key][1]

    def _repainted(self, paint: Paint, colour: Colour) -> Paint:
        if isinstance(paint, Solid):
            return Solid(_like(paint.colour, colour))
        if isinstance(paint, Pattern):
            return replace(paint, content=self.group(paint.content, colour))
        return replace(paint, stops=tuple(replace(stop, colour=_like(stop.colour, colour)) for stop in paint.stops))


def _like(given: Value[Colour], colour: Colour) -> Value[Colour]:
    """A colour with the alpha of what was given."""
    return combine(lambda was: Colour(colour.r, colour.g, colour.b, was.a), given)


def _dyed(raster: Raster, colour: Colour) -> Raster:
    """A picture of one colour, with the alpha that it had."""
    pixels = raster.pixels.copy()
    pixels[..., :3] = np.array((colour.r, colour.g, colour.b)) * 255
    return Raster(pixels)


def _carries(effect: Filter) -> bool:
    """Whether a filter only moves and adds what it is given, colours and all."""
    return all(isinstance(step.primitive, _CARRY) and "alpha" not in step.inputs for step in effect.steps)


def _unconverted(effect: Filter, linear: bool) -> Filter:
    """The filter in the scene's own numbers: shares are not to go through a curve."""
    return replace(effect, steps=tuple(replace(step, linear=linear) for step in effect.steps))


def _flat(colour: Colour, region: Value[Rect]) -> Filter:
    """Everything in one colour, with the alpha that it has."""
    rows = ((0.0, 0.0, 0.0, 0.0, value) for value in (colour.r, colour.g, colour.b))
    matrix = (*(value for row in rows for value in row), 0.0, 0.0, 0.0, 1.0, 0.0)
    return Filter((Step(ColourMatrix(matrix), ("source",), region),), region)
