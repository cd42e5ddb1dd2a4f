"""From placed clusters to what is drawn: runs of glyphs, the lines that decorate them, and their box."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from generator.elements.text_baseline import drop
from generator.elements.text_layout import Placed
from generator.elements.text_now import Now
from generator.elements.text_source import Source
from generator.scene.nodes import Glyph, GlyphRun
from generator.typography.face import Metrics
from generator.values.geometry import CLOSE, LINE, MOVE, Affine, Outline, Rect

# What each decoration is, as heights above the baseline and thickness, in ems.
_LINES: Mapping[str, Callable[[Metrics], tuple[float, float]]] = {
    "underline": lambda m: (m.underline, m.underline_thickness),
    "overline": lambda m: (m.ascent, m.underline_thickness),
    "line-through": lambda m: (m.strike, m.underline_thickness),
}
_NEAR = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """A laid out text: runs by leaf, the clusters that are shown, the box around their em cells (``None`` for no clusters), and how many
    runs each leaf can have, whether or not a path is long enough to show them."""

    runs: tuple[tuple[GlyphRun, ...], ...]
    placed: tuple[Placed, ...]
    box: Rect | None
    nows: tuple[Now, ...]
    counts: tuple[int, ...]


class _NoFace:
    """The face of a run without glyphs."""

    def outline(self, glyph: int) -> None:
        return None


NO_RUN = GlyphRun(_NoFace(), 1.0, (), Rect(0.0, 0.0, 0.0, 0.0))


def laid(source: Source, placed: Sequence[Placed], nows: tuple[Now, ...]) -> Laid:
    """Runs of one face and size for each leaf."""
    shown = tuple(p for p in placed if p.shown)
    leaves = range(len(source.leaves))
    by_leaf = tuple(tuple(_runs(source.text, [p for p in shown if p.cluster.span == leaf])) for leaf in leaves)
    counts = tuple(len({(p.cluster.face, p.cluster.size, p.stretch) for p in placed if p.cluster.span == leaf}) for leaf in leaves)
    boxes = [run.box for runs in by_leaf for run in runs]
    return Laid(by_leaf, shown, reduce(Rect.union, boxes) if boxes else None, nows, counts)


def _runs(text: str, placed: Sequence[Placed]) -> Iterator[GlyphRun]:
    kinds = dict.fromkeys((p.cluster.face, p.cluster.size, p.stretch) for p in placed)
    for face, size, stretch in kinds:
        mine = [p for p in placed if (p.cluster.face, p.cluster.size, p.stretch) == (face, size, stretch)]
        glyphs = tuple(glyph for p in mine for glyph in _glyphs(p))
        box = reduce(Rect.union, map(cell, mine))
        yield GlyphRun(face, size, glyphs, box, "".join(text[p.cluster.start : p.cluster.end] for p in mine), stretch)


def frame(placed: Placed) -> Affine:
    """From a cluster's own space (its pen at the origin, its baseline along x) to the text's."""
    turn = math.radians(placed.turn)
    cos, sin = math.cos(turn), math.sin(turn)
    return Affine(cos, sin, -sin, cos, placed.x, placed.y)


def _glyphs(placed: Placed) -> Iterator[Glyph]:
    if not placed.turn:
        for mark in placed.cluster.marks:
            yield Glyph(mark.glyph, placed.x + mark.x * placed.stretch, placed.y + mark.y)
        return
    space = frame(placed)
    for mark in placed.cluster.marks:
        x, y = space.apply(mark.x * placed.stretch, mark.y)
        yield Glyph(mark.glyph, x, y, placed.turn)


def cell(placed: Placed) -> Rect:
    """The em cell: from the ascent to the descent, as wide as the advance."""
    cluster, metrics = placed.cluster, placed.cluster.face.metrics
    length = (cluster.advance - cluster.spacing) * placed.stretch
    if cluster.upright:
        return frame(placed).box(_box(-cluster.size / 2, 0.0, cluster.size, length))
    return frame(placed).box(_box(0.0, -metrics.ascent * cluster.size, length, (metrics.ascent + metrics.descent) * cluster.size))


def _box(x: float, y: float, width: float, height: float) -> Rect:
    return Rect(min(x, x + width), min(y, y + height), abs(width), abs(height))


def decoration(kind: str, source: Source, layout: Laid, leaf: int, part: int) -> Outline:
    """The line of one kind that a part draws under, over or through a leaf, as thick and high as the part's own font says.

    Neighbours on one baseline share one piece; turned clusters have a piece each.
    """
    placed = [p for p in layout.placed if p.cluster.span == leaf]
    if not placed:
        return Outline(b"", ())
    now, cluster = layout.nows[part], placed[0].cluster
    height, thickness = (value * now.style.size for value in _LINES[kind](cluster.face.metrics))
    top = drop(source, layout.nows, part, cluster, vertical=False) - placed[0].drop - height - thickness / 2
    coords: list[float] = []
    pieces = list(_pieces(placed))
    for piece in pieces:
        space, last = frame(piece[0]), piece[-1].cluster
        end = piece[-1].x - piece[0].x if len(piece) > 1 else 0.0
        end += (last.advance - last.spacing) * piece[-1].stretch
        for corner in ((0.0, top), (end, top), (end, top + thickness), (0.0, top + thickness)):
            coords += space.apply(*corner)
    return Outline(bytes((MOVE, LINE, LINE, LINE, CLOSE)) * len(pieces), tuple(coords))


def _pieces(placed: Sequence[Placed]) -> Iterator[list[Placed]]:
    """Left to right neighbours with nothing between them but advances."""
    piece: list[Placed] = []
    for now in sorted(placed, key=lambda p: p.x) if not any(p.turn for p in placed) else placed:
        if piece and (now.turn or piece[-1].turn or abs(now.y - piece[-1].y) > _NEAR):
            yield piece
            piece = []
        piece.append(now)
    yield piece
