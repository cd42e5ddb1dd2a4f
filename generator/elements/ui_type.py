"""Setting type for our own elements: a string in one style -> runs of glyphs at a place.

Every string of a changing text is known beforehand, or at least every character, so the number of runs never changes: one for each
font that any of them needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce

from generator.documents.element import Element
from generator.elements.context import Context
from generator.elements.kinds import SHOWN
from generator.elements.painting import fill_of, stroke_of
from generator.elements.shapes import paint_order
from generator.elements.text_runs import NO_RUN
from generator.motion.remember import remembered
from generator.motion.track import Value, combine
from generator.scene.nodes import Glyph, GlyphRun, Glyphs
from generator.typography.bidi import levels
from generator.typography.fit import sized
from generator.typography.fonts import FontBook
from generator.typography.lines import Line, line_of
from generator.typography.shape import Cluster, Paragraph, Span, Style, lacking, shape
from generator.values.geometry import Rect

Runs = tuple[GlyphRun, ...]
Place = tuple[Cluster, float, float]
"""A cluster and where its pen starts, on its baseline."""
ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}


def set_line(fonts: FontBook, text: str, style: Style) -> Line:
    """A text on one line, as it is seen."""
    found = levels(text, None)
    return line_of(text, shape(fonts, Paragraph(text, (Span(0, len(text), style),), found)), min(found, default=0) % 2)


def capital_sized(fonts: FontBook, style: Style, capitals: float | None) -> Style:
    """The style at the size at which its capitals are so high; as it is without."""
    face = fonts.primary(style.wish)
    return style if capitals is None or face is None or face.metrics.cap_height <= 0 else sized(style, capitals / face.metrics.cap_height)


def bearings(clusters: Sequence[Cluster]) -> tuple[float, float]:
    """From the pen's start to the ink of a line's first letter, and from the ink of its last to the pen's end. Marks of direction,
    which take no room, are no letters."""
    wide = [i for i, cluster in enumerate(clusters) if cluster.advance != cluster.spacing]
    if not wide:
        return 0.0, 0.0
    first, last = wide[0], wide[-1]
    before = sum(cluster.advance for cluster in clusters[:first])
    after = sum(cluster.advance for cluster in clusters[last:]) - clusters[-1].spacing
    return before + _ink(clusters[first])[0], after - _ink(clusters[last])[1]


def _ink(cluster: Cluster) -> tuple[float, float]:
    """Where a cluster's ink begins and ends; a blank's, where its pen does."""
    boxes = [(mark.x, outline.bounds()) for mark in cluster.marks if (outline := cluster.face.outline(mark.glyph))]
    edges = [(x + box.x * cluster.size, x + box.right * cluster.size) for x, box in boxes if box is not None]
    return (min(left for left, _ in edges), max(right for _, right in edges)) if edges else (0.0, cluster.advance - cluster.spacing)


def runs_of(text: str, places: Iterable[Place]) -> Runs:
    """One run for each face and size of placed clusters of a text."""
    found: dict[tuple[object, float], list[Place]] = {}
    for place in places:
        found.setdefault((place[0].face, place[0].size), []).append(place)
    return tuple(_run(text, group) for group in found.values())


def _run(text: str, places: Sequence[Place]) -> GlyphRun:
    first = places[0][0]
    size, metrics = first.size, first.face.metrics
    glyphs = tuple([Glyph(m.glyph, x + m.x, y + m.y) for cluster, x, y in places for m in cluster.marks])
    left, right = min([x for _, x, _ in places]), max([x + c.advance for c, x, _ in places])
    top, bottom = min([y for _, _, y in places]) - metrics.ascent * size, max([y for _, _, y in places]) + metrics.descent * size
    box = Rect(left, top, max(0.0, right - left), bottom - top)
    return GlyphRun(first.face, size, glyphs, box, "".join([text[c.start : c.end] for c, _, _ in places]))


def line_places(clusters: Sequence[Cluster], x: float, y: float) -> list[Place]:
    """Where each cluster of a line stands, as they are seen, that starts at ``x``."""
    found = []
    for cluster in clusters:
        found.append((cluster, x, y))
        x += cluster.advance
    return found


def glyphs_of(runs: Value[Runs], count: int, context: Context) -> tuple[Glyphs, ...]:
    """``count`` nodes for runs that may change, painted as their element says."""
    runs = remembered(runs)
    box = combine(lambda now: reduce(Rect.union, (run.box for run in now)) if now else None, runs)
    fill, stroke, order = fill_of(context, box), stroke_of(context, box), paint_order(context)
    first = order.index("stroke") < order.index("fill")
    visible = context.value("visibility", SHOWN)
    return tuple(Glyphs(_nth(runs, n), fill, stroke, first, visible, context.element.origin) for n in range(count))


def _nth(runs: Value[Runs], n: int) -> Value[GlyphRun]:
    return combine(lambda now: now[n] if n < len(now) else _hushed(now), runs)


def _hushed(runs: Runs) -> GlyphRun:
    """A run that says nothing, at a moment that needs fewer."""
    if not runs:
        return NO_RUN
    return GlyphRun(runs[0].face, runs[0].size, (), Rect(runs[0].box.x, runs[0].box.y, 0.0, 0.0))


def faces(context: Context, style: Style, texts: Iterable[str], element: Element) -> int:
    """How many faces some texts need in a style; characters that no font has are told."""
    found: set[object] = set()
    for text in dict.fromkeys(texts):
        clusters = set_line(context.book.fonts, text, style).clusters
        found.update(cluster.face for cluster in clusters)
        if missing := [cluster for cluster in clusters if cluster.missing]:
            message, about = lacking(text, missing)
            context.problem(message, element, about)
    if not found and context.book.fonts.primary(style.wish) is None:
        context.problem("there is no font to set text with", element)
    return len(found)
