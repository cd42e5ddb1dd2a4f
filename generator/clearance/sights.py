"""Sights: what a scene ever shows. Every text with the values that it takes on, and the places in files from which anything is drawn.

More is told than is seen: what stands outside of the picture, behind something or in the colour of its ground counts as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.motion.track import Track, at, span
from generator.problems import Origin
from generator.scene.nodes import Glyphs, Group, Image, Node, Path
from generator.scene.paints import Pattern
from generator.scene.scene import Scene

Gates = tuple[tuple[Track[Any], Callable[[Any], bool]], ...]


@dataclass(frozen=True, slots=True)
class Sight:
    """A text that an element shows: its values in the order in which they come, and the first frame that has one."""

    texts: tuple[str, ...]
    origin: Origin
    layer: str
    frame: int


@dataclass(frozen=True, slots=True)
class Sights:
    """All texts of a scene, and the first frame that draws anything from a place in a file."""

    texts: tuple[Sight, ...]
    drawn: Mapping[Origin, int]


@dataclass(frozen=True, slots=True)
class _Leaf:
    """Leaves that say one text together, the origins around them, and what has to hold for them to be seen."""

    nodes: tuple[Glyphs | Path | Image, ...]
    origins: tuple[Origin, ...]
    layer: str
    gates: Gates


def look(scene: Scene, frames: Mapping[int, float]) -> Sights:
    """Everything in a scene at some frames, given with their moments in seconds."""
    texts: list[Sight] = []
    drawn: dict[Origin, int] = {}
    for leaf in _leaves(scene.root, (), (), ""):
        first, said = _seen(leaf, frames)
        if first is not None:
            for origin in leaf.origins:
                drawn[origin] = min(first, drawn.get(origin, first))
            if said:
                texts.append(Sight(tuple(said), leaf.nodes[0].origin, leaf.layer, next(iter(said.values()))))
    return Sights(tuple(texts), drawn)


def _seen(leaf: _Leaf, frames: Mapping[int, float]) -> tuple[int | None, dict[str, int]]:
    """The first frame in which a leaf is there, and its texts with the first frame of each."""
    first: int | None = None
    said: dict[str, int] = {}
    runs = [node.run for node in leaf.nodes if isinstance(node, Glyphs)]
    moving = any(isinstance(run, Track) for run in runs)
    known_until = float("-inf")
    for frame, t in frames.items():
        if t < known_until or not all(test(track.at(t)) for track, test in leaf.gates):
            continue
        first = frame if first is None else first
        text = "".join(run.text for run in (at(run, t) for run in runs) if run.glyphs).strip()
        if text:
            said.setdefault(text, frame)
        if not moving:
            break
        known_until = min(span(run, t)[1] for run in runs)
    return first, said


def _leaves(node: Node, gates: Gates, around: tuple[Origin, ...], layer: str) -> Iterator[_Leaf]:
    inner = _through(gates, node)
    if inner is None:
        return
    origins = (*around, node.origin)
    if isinstance(node, Group):
        layer = node.layer or layer
        for part in (node.clip, node.mask.content if node.mask else None):
            if part is not None:
                yield from _leaves(part, inner, origins, layer)
        together = _together(node)
        for child in node.children:
            if child not in together:
                yield from _leaves(child, inner, origins, layer)
        if together:
            yield from _one(together, gates=inner, origins=origins, layer=layer)
        return
    yield _Leaf((node,), origins, layer, inner)
    yield from _patterns(node, inner, origins, layer)


def _one(nodes: Sequence[Glyphs], gates: Gates, origins: tuple[Origin, ...], layer: str) -> Iterator[_Leaf]:
    """Runs of one element, which differ in their fonts, as one text; those that come and go by themselves apart."""
    first = nodes[0]
    same = tuple(node for node in nodes if node.visible is first.visible or node.visible == first.visible)
    inner = _through(gates, first)
    if inner is not None:
        yield _Leaf(same, (*origins, *(node.origin for node in same)), layer, inner)
        for node in same:
            yield from _patterns(node, inner, origins, layer)
    for node in nodes:
        if node not in same:
            yield from _leaves(node, gates, origins, layer)


def _together(group: Group) -> tuple[Glyphs, ...]:
    """The runs among a group's children, where the group is one element's text."""
    runs = tuple(child for child in group.children if isinstance(child, Glyphs))
    return runs if len(runs) > 1 and any(run.origin == group.origin for run in runs) else ()


def _patterns(node: Glyphs | Path | Image, gates: Gates, origins: tuple[Origin, ...], layer: str) -> Iterator[_Leaf]:
    """What is drawn in the patterns that a leaf is painted with; of a paint that changes, what it is at first."""
    if isinstance(node, Image):
        return
    for style in (node.fill, node.stroke):
        paint = at(style.paint, 0.0) if style else None
        if isinstance(paint, Pattern):
            yield from _leaves(paint.content, gates, origins, layer)


def _through(gates: Gates, node: Node) -> Gates | None:
    """The gates before what is in a node; ``None`` where one is always shut."""
    asked: list[tuple[Any, Callable[[Any], bool]]] = [(node.visible, bool)]
    if isinstance(node, (Group, Image)):
        asked.append((node.opacity, _some))
    if isinstance(node, Group):
        asked.append((node.transform, _wide))
    if isinstance(node, (Path, Glyphs)) and node.fill is None and node.stroke is None:
        return None
    found = list(gates)
    for value, test in asked:
        if isinstance(value, Track):
            found.append((value, test))
        elif not test(value):
            return None
    return tuple(found)


def _some(opacity: float) -> bool:
    return opacity > 0


def _wide(transform: Any) -> bool:
    return bool(transform.determinant != 0)
