"""Boxes of nodes, as ``objectBoundingBox`` refers to them.

    object_box(node, t)   fills without strokes, effects, clips or opacity; hidden leaves count, groups that are not displayed do not
    object_bounds(node)   the same as a value over time

All are in the space in which the node stands (its parent's), or in another one that ``into`` maps to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce

from generator.motion.track import ALWAYS, Span, Track, Value, at, moves, overlap, span
from generator.scene.nodes import Glyphs, Group, Image, Node, Path
from generator.values.geometry import IDENTITY, Affine, Outline, Rect


def object_box(node: Node, t: float = 0.0, into: Affine = IDENTITY) -> Rect | None:
    """The tight box of all geometry at ``t``, or ``None`` where there is none."""
    return _union(_leaves(node, t, into))


def object_bounds(node: Node) -> Value[Rect | None]:
    """:func:`object_box` over time; a plain value where nothing in it moves."""
    return _Bounds(node) if any(moves(value) for value in _geometry(node)) else object_box(node)


@dataclass(frozen=True, slots=True, eq=False)
class _Bounds(Track[Rect | None]):
    node: Node

    def at(self, t: float) -> Rect | None:
        return object_box(self.node, t)

    def span(self, t: float) -> Span:
        return reduce(overlap, (span(value, t) for value in _geometry(self.node)), ALWAYS)


def _geometry(node: Node) -> Iterator[object]:
    """Every value of a tree that its box depends on."""
    if isinstance(node, Group):
        yield node.transform
        yield node.visible
        for child in node.children:
            yield from _geometry(child)
    elif isinstance(node, Path):
        yield node.outline
    else:
        yield node.run if isinstance(node, Glyphs) else node.box


def _union(boxes: Iterator[Rect]) -> Rect | None:
    whole: Rect | None = None
    for box in boxes:
        whole = box if whole is None else whole.union(box)
    return whole


def _leaves(node: Node, t: float, into: Affine) -> Iterator[Rect]:
    if isinstance(node, Group):
        if at(node.visible, t):
            inner = into @ at(node.transform, t)
            for child in node.children:
                yield from _leaves(child, t, inner)
        return
    box = _leaf(node, t, into)
    if box is not None:
        yield box


def _leaf(node: Path | Glyphs | Image, t: float, into: Affine) -> Rect | None:
    if isinstance(node, Path):
        return outline_box(at(node.outline, t), into)
    return into.box(at(node.run, t).box if isinstance(node, Glyphs) else at(node.box, t))


def outline_box(outline: Outline, into: Affine) -> Rect | None:
    """The tight box of a mapped outline; cheap where the map keeps axes."""
    if into.b or into.c:
        return outline.mapped(into).bounds()
    box = outline.bounds()
    return None if box is None else into.box(box)
