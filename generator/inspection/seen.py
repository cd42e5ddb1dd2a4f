"""What is seen: the leaves of a scene at some of its moments, each with its map to the canvas and what is left of its opacity.

Nodes are those of the scene, not of its frames, so that one node can be followed through all moments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from generator.documents.manifest import Manifest
from generator.motion.track import Track, at
from generator.scene.nodes import Glyphs, Group, Image, Node, Path
from generator.scene.paints import Fill, Paint, Solid, Stroke
from generator.scene.scene import Scene
from generator.values.colour import TRANSPARENT, Colour
from generator.values.geometry import Affine

Leaf = Path | Glyphs | Image
EVERY = 4
"""Frames from one moment to the next that is looked at."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A leaf at ``t`` seconds: its map to the canvas, the opacity that the groups around it leave, and whether one of them cuts it."""

    leaf: Leaf
    t: float
    by: Affine
    alpha: float
    cut: bool


def moments(manifest: Manifest, frame: float, every: int = EVERY) -> tuple[float, ...]:
    """The moments that are looked at, in seconds: every few frames, every beat, and the last frame. ``frame`` is how long one lasts."""
    count = max(1, round(manifest.duration.seconds / frame))
    frames = {*range(0, count, every), *(round(beat.seconds / frame) for beat in manifest.beats.values()), count - 1}
    return tuple(n * frame for n in sorted(frames) if n < count)


def look(scene: Scene, when: Sequence[float]) -> tuple[Seen, ...]:
    """Everything that is seen at some moments."""
    return tuple(seen for t in when for seen in _below(scene.root, t, Affine(), 1.0, False))


def _below(node: Node, t: float, by: Affine, alpha: float, cut: bool) -> Iterator[Seen]:
    if not at(node.visible, t):
        return
    if not isinstance(node, Group):
        yield Seen(node, t, by, alpha, cut)
        return
    left = alpha * at(node.opacity, t)
    if left > 0:
        inner, cut = by @ at(node.transform, t), cut or node.clip is not None or node.mask is not None
        for child in node.children:
            yield from _below(child, t, inner, left, cut)


def at_most(seen: Sequence[Seen], measure: Callable[[Seen], float | None]) -> Iterator[tuple[float, Seen]]:
    """Every leaf once, at the moment when its measure is largest; those that never have one are left out. What grows from nothing or fades
    in is judged as it is in the end."""
    best: dict[int, tuple[float, Seen]] = {}
    for one in seen:
        found = measure(one)
        if found is not None and (id(one.leaf) not in best or found > best[id(one.leaf)][0]):
            best[id(one.leaf)] = found, one
    yield from best.values()


def solid(style: Fill | Stroke, t: float, opacity: float) -> Colour | None:
    """The one colour of a fill or a stroke, faded; ``None`` where it has many."""
    paint: Paint = style.paint.at(t) if isinstance(style.paint, Track) else style.paint
    return at(paint.colour, t).faded(opacity * at(style.opacity, t)) if isinstance(paint, Solid) else None


def ink(seen: Seen) -> Colour | None:
    """The colour that a leaf is filled with, faded as it is seen; ``None`` for gradients and patterns."""
    fill = None if isinstance(seen.leaf, Image) else seen.leaf.fill
    return solid(fill, seen.t, seen.alpha) if fill else TRANSPARENT


def painted(seen: Seen) -> bool:
    """Whether a fill leaves a mark."""
    colour = ink(seen)
    return colour is None or colour.a > 0


def drawn(seen: Seen) -> str:
    """What a text says, letter by letter."""
    assert isinstance(seen.leaf, Glyphs)
    return at(seen.leaf.run, seen.t).text


def says(seen: Seen) -> str:
    """The same, short enough for a message."""
    text = drawn(seen).strip()
    return repr(text if len(text) <= 40 else text[:39] + "…")
