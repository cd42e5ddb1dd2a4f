"""Text layout as SVG 2 says it (chapter 11): a pure function from characters and numbers to placed glyphs.

Clusters are cut into chunks wherever an absolute position, a path or a new line begins. A chunk is set along a line of its own: advances in
visual order, ``dx``, ``textLength``, the anchor. Then it is moved to its place, which is where the last one ended unless it is told, or
bent onto its path.

    along    the direction of the line: x, or y where the text is vertical
    across   the other one: what ``dy`` (or ``dx``) and baselines shift
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.elements.text_baseline import drop
from generator.elements.text_now import Now, Rail
from generator.elements.text_source import Source
from generator.typography.bidi import line_levels, visual_order
from generator.typography.fonts import FontBook
from generator.typography.lines import wrap
from generator.typography.shape import Cluster, Paragraph, Span, shape

_FAR = 1e-9


@dataclass(frozen=True, slots=True)
class Whole:
    """What holds for the text as a whole: vertical writing, and the length of a line that wraps (0: none does)."""

    vertical: bool = False
    measure: float = 0.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A cluster in the text's space: the point where its pen starts, on its baseline, and the degrees it is turned."""

    cluster: Cluster
    x: float
    y: float
    turn: float
    stretch: float
    drop: float
    """How far its baseline lies below the line's own."""
    shown: bool = True


@dataclass(slots=True)
class _Spot:
    """A cluster on its way: along and across within its chunk."""

    cluster: Cluster
    part: int
    along: float = 0.0
    across: float = 0.0
    drop: float = 0.0
    rotate: float = 0.0
    stretch: float = 1.0

    @property
    def advance(self) -> float:
        return self.cluster.advance * self.stretch

    @property
    def end(self) -> float:
        """Where it ends, without the spacing after it."""
        return self.along + (self.cluster.advance - self.cluster.spacing) * self.stretch


@dataclass(frozen=True, slots=True)
class _Lists:
    """For each character, what the position attributes of the parts around it say; the innermost one wins."""

    x: Sequence[float | None]
    y: Sequence[float | None]
    dx: Sequence[float]
    dy: Sequence[float]
    rotate: Sequence[float]


def lay_out(fonts: FontBook, source: Source, whole: Whole, nows: Sequence[Now]) -> tuple[Placed, ...]:
    """Every cluster that is drawn, in the order of the characters; ``nows`` are the parts of the source."""
    spans = tuple(Span(leaf.start, leaf.end, nows[leaf.part].style) for leaf in source.leaves)
    lists = _resolve(source, nows)
    cuts = frozenset(i for i in range(1, len(source.text)) if lists.x[i] is not None or lists.y[i] is not None)
    clusters = shape(fonts, Paragraph(source.text, spans, source.levels, whole.vertical, cuts))
    placed: list[Placed] = []
    pen = (0.0, 0.0)
    for chunk in _chunks(source, clusters, nows, whole, lists):
        spots = _set(source, chunk.clusters, whole, nows, lists)
        rail = nows[chunk.rail].rail if chunk.rail is not None else None
        x, y = (chunk.x, chunk.y)
        if rail:
            along = rail.start + ((y if whole.vertical else x) or 0.0)
            placed += _on_rail(spots, rail, along, whole.vertical)
            pen = rail.measure.at(along + max(s.along + s.advance for s in spots))[:2]
            continue
        x, y = pen[0] if x is None else x, pen[1] if y is None else y
        placed += [_on_line(spot, x, y, whole.vertical) for spot in spots]
        pen = _after(spots, x, y, whole.vertical)
    return tuple(placed)


def _resolve(source: Source, nows: Sequence[Now]) -> _Lists:
    n = len(source.text)
    x: list[float | None] = [None] * n
    y: list[float | None] = [None] * n
    dx, dy, rotate = [0.0] * n, [0.0] * n, [0.0] * n
    for part, now in zip(source.parts, nows, strict=True):
        if part.element.tag != "textPath":
            _spread(now.x, x, part.start, part.end)
            _spread(now.y, y, part.start, part.end)
        _spread(now.dx, dx, part.start, part.end)
        _spread(now.dy, dy, part.start, part.end)
        if now.rotate:
            last = now.rotate[-1:] * (part.end - part.start - len(now.rotate))
            _spread(now.rotate + last, rotate, part.start, part.end)
    return _Lists(x, y, dx, dy, rotate)


def _spread(values: Sequence[float], over: list[float | None] | list[float], start: int, end: int) -> None:
    """One value for each character, as far as both go."""
    for i, value in zip(range(start, end), values, strict=False):
        over[i] = value


@dataclass(slots=True)
class _Chunk:
    """Clusters in the text's order with the absolute position where they begin, if any, and the part whose path carries them."""

    clusters: list[Cluster]
    x: float | None
    y: float | None
    rail: int | None


def _chunks(source: Source, clusters: Sequence[Cluster], nows: Sequence[Now], whole: Whole, lists: _Lists) -> Iterator[_Chunk]:
    if whole.measure > 0 or "\n" in source.text:
        yield from _lines(source, clusters, nows, whole)
        return
    chunk: _Chunk | None = None
    for cluster in clusters:
        rail = _rail_of(source, nows, source.leaves[cluster.span].part)
        x, y = lists.x[cluster.start], lists.y[cluster.start]
        if rail is not None:
            x, y = (None, y) if whole.vertical else (x, None)
        if chunk is None or x is not None or y is not None or rail != chunk.rail:
            if chunk:
                yield chunk
            chunk = _Chunk([], x, y, rail)
        chunk.clusters.append(cluster)
    if chunk:
        yield chunk


def _rail_of(source: Source, nows: Sequence[Now], part: int) -> int | None:
    return next((i for i in source.chain(part) if nows[i].rail), None)


def _lines(source: Source, clusters: Sequence[Cluster], nows: Sequence[Now], whole: Whole) -> Iterator[_Chunk]:
    """Lines of a text that wraps, or that has line breaks of its own; each is a chunk that begins under the last one."""
    text, first = source.text, nows[0]
    x, y = (first.x or (0.0,))[0], (first.y or (0.0,))[0]
    width = whole.measure if whole.measure > 0 else math.inf
    rows = wrap(text, clusters, width, first.style.language) if whole.measure > 0 else _forced(text, clusters)
    for n, row in enumerate(rows):
        visible = [c for c in row if text[c.start] != "\n"]
        while visible and n + 1 < len(rows) and whole.measure > 0 and text[visible[-1].start] == " ":
            visible.pop()
        if n:
            step = max((_leading(nows[source.leaves[c.span].part], c) for c in visible or row), default=0.0)
            x, y = (x - step, y) if whole.vertical else (x, y + step)
        yield _Chunk(visible, x, y, None)


def _forced(text: str, clusters: Sequence[Cluster]) -> list[list[Cluster]]:
    rows: list[list[Cluster]] = [[]]
    for cluster in clusters:
        rows[-1].append(cluster)
        if text[cluster.start] == "\n":
            rows.append([])
    return rows


def _leading(now: Now, cluster: Cluster) -> float:
    """The distance from the line before: ``line-height``, or what the font says."""
    if now.leading is not None:
        return now.leading
    metrics = cluster.face.metrics
    return now.style.size * (metrics.ascent + metrics.descent + metrics.gap)


def _set(source: Source, clusters: Sequence[Cluster], whole: Whole, nows: Sequence[Now], lists: _Lists) -> list[_Spot]:
    """A chunk along its line with its anchor at 0: the spots in the order of the characters."""
    spots = [_Spot(c, source.leaves[c.span].part) for c in clusters]
    seen = _seen(source, spots)
    pen = 0.0
    for spot in seen:
        spot.along = pen
        pen += spot.cluster.advance
    along = across = 0.0
    for spot in spots:
        i = spot.cluster.start
        dx, dy = lists.dx[i], lists.dy[i]
        along, across = (along + dy, across - dx) if whole.vertical else (along + dx, across + dy)
        spot.along, spot.across, spot.rotate = spot.along + along, across, lists.rotate[i]
        spot.drop = drop(source, nows, spot.part, spot.cluster, whole.vertical)
    _fit_lengths(source, nows, seen)
    _anchor(spots, nows, lists, whole.vertical)
    return spots


def _anchor(spots: Sequence[_Spot], nows: Sequence[Now], lists: _Lists, vertical: bool) -> None:
    """The start, the middle or the end of a chunk comes where its first character would have stood."""
    anchor = nows[spots[0].part].anchor if spots else 0.0
    if not anchor:
        return
    first = (lists.dy if vertical else lists.dx)[spots[0].cluster.start]
    start, end = min(s.along for s in spots), max(s.end for s in spots)
    for spot in spots:
        spot.along += first - start - anchor * (end - start)


def _seen(source: Source, spots: Sequence[_Spot]) -> list[_Spot]:
    """Left to right."""
    if source.base == 0 and not any(s.cluster.level for s in spots):
        return list(spots)
    chars = "".join(source.text[s.cluster.start] for s in spots)
    return [spots[i] for i in visual_order(line_levels(chars, [s.cluster.level for s in spots], source.base))]


def _fit_lengths(source: Source, nows: Sequence[Now], seen: Sequence[_Spot]) -> None:
    """``textLength``, innermost parts first. A part that has pieces in other chunks is left alone: its length would have no one line."""
    for index in range(len(nows) - 1, -1, -1):
        length, part = nows[index].length, source.parts[index]
        places = [n for n, spot in enumerate(seen) if index in source.chain(spot.part)] if length is not None else []
        inside = [seen[n] for n in places]
        if length is None or not inside or part.end - part.start != sum(s.cluster.end - s.cluster.start for s in inside):
            continue
        start, natural = inside[0].along, max(s.end for s in inside) - inside[0].along
        if nows[index].stretch and natural > 0:
            for spot in inside:
                spot.along, spot.stretch = start + (spot.along - start) * length / natural, spot.stretch * length / natural
        elif len(inside) > 1:
            for n, spot in enumerate(inside):
                spot.along += n * (length - natural) / (len(inside) - 1)
        for spot in seen[places[-1] + 1 :]:
            spot.along += length - natural


def _on_line(spot: _Spot, x: float, y: float, vertical: bool) -> Placed:
    if not vertical:
        return Placed(spot.cluster, x + spot.along, y + spot.across + spot.drop, spot.rotate, spot.stretch, spot.drop)
    left = x - spot.across - spot.drop - _central(spot)
    return Placed(spot.cluster, left, y + spot.along, spot.rotate + (0 if spot.cluster.upright else 90), spot.stretch, spot.drop)


def _central(spot: _Spot) -> float:
    """How far a cluster that lies on its side in a vertical text stands off, so that the middle of its em is on the line."""
    metrics = spot.cluster.face.metrics
    return 0.0 if spot.cluster.upright else (metrics.ascent - metrics.descent) / 2 * spot.cluster.size


def _on_rail(spots: Sequence[_Spot], rail: Rail, along: float, vertical: bool) -> Iterator[Placed]:
    """Each cluster with the middle of its advance on the path, turned with it; what falls off either end is not drawn."""
    for spot in spots:
        half = (spot.end - spot.along) / 2
        middle = along + spot.along + half
        shown = -_FAR <= middle <= rail.measure.length + _FAR
        x, y, turn = rail.measure.at(middle)
        cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        down = spot.across + spot.drop + (_central(spot) if vertical else 0.0)
        x, y = x - half * cos - down * sin, y - half * sin + down * cos
        yield Placed(spot.cluster, x, y, turn + spot.rotate - (90 if spot.cluster.upright else 0), spot.stretch, spot.drop, shown)


def _after(spots: Sequence[_Spot], x: float, y: float, vertical: bool) -> tuple[float, float]:
    """Where the pen stands after a chunk."""
    if not spots:
        return x, y
    end, across = max(s.along + s.advance for s in spots), spots[-1].across
    return (x - across, y + end) if vertical else (x + end, y + across)
