"""text, with its tspans and text paths -> runs of glyphs, one for each span and font.

What is static stays static: a text of which only the place, the transform or the paint moves is laid out once.

    text_source.py    characters, white space, levels        text_layout.py    SVG 2's layout: placed clusters
    text_style.py     font properties                        text_runs.py      runs, decorations, boxes
    text_values.py    attributes as values over time         text_baseline.py  baselines
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.documents.element import Element
from generator.elements.context import Context
from generator.elements.kinds import LENGTH_X, SHOWN
from generator.elements.painting import fill_of, stroke_of
from generator.elements.shapes import paint_order
from generator.elements.text_layout import Whole, lay_out
from generator.elements.text_now import Now
from generator.elements.text_runs import NO_RUN, Laid, decoration, laid
from generator.elements.text_source import Leaf, Source, source_of
from generator.elements.text_values import Start, now_of, start_of
from generator.motion.remember import remembered
from generator.motion.track import Value, at, combine, moves
from generator.scene.nodes import GlyphRun, Glyphs, Group, Node, Path
from generator.typography.shape import Cluster, lacking
from generator.values.geometry import IDENTITY, Affine, Rect

_VERTICAL = ("vertical-rl", "vertical-lr", "tb", "tb-rl")
_UNDER = ("underline", "overline")


@dataclass(frozen=True, slots=True, eq=False)
class _Text:
    """A text on its way to nodes."""

    source: Source
    layout: Value[Laid]
    box: Value[Rect | None]


def lower_text(element: Element, context: Context) -> Node | None:
    """A whole text; ``None`` where it has no character that is drawn."""
    source = source_of(element, context)
    fonts = context.book.fonts
    starts, shift = _carried(source, tuple(start_of(part) for part in source.parts))
    nows = tuple(now_of(part, start) for part, start in zip(source.parts, starts, strict=True))
    vertical = context.text("writing-mode").lower() in _VERTICAL
    whole = combine(Whole, vertical, context.value("inline-size", LENGTH_X))

    def set_type(whole: Whole, *nows: Now) -> Laid:
        return laid(source, lay_out(fonts, source, whole, nows), nows)

    layout = remembered(combine(set_type, whole, *nows))
    _report(source, at(layout, 0.0))
    found = _Text(source, layout, combine(lambda now: now.box, layout))
    children = tuple(node for index, leaf in enumerate(source.leaves) for node in _nodes(found, index, leaf))
    if not children:
        return None
    return children[0] if len(children) == 1 and shift is IDENTITY else Group(children, shift, origin=element.origin)


def _carried(source: Source, starts: tuple[Start, ...]) -> tuple[tuple[Start, ...], Value[Affine]]:
    """Where the parts start, and what carries the text. A plain one that only travels is laid out once at the origin and carried, unless
    it is painted with something that stands still on the page."""
    start, context = starts[0], source.parts[0].context
    still = any(context.text(name).startswith("url(") for name in ("fill", "stroke"))
    if len(starts) > 1 or not start.single or still or not (moves(start.x) or moves(start.y)):
        return starts, IDENTITY
    shift = combine(lambda x, y: Affine.translation(*(x or (0.0,)), *(y or (0.0,))), start.x, start.y)
    return (Start((0.0,), (0.0,), True),), shift


def _report(source: Source, layout: Laid) -> None:
    """Characters that no given font has are a fault of the document; where it is from outside, the font's own sign for them is drawn."""
    parts: dict[int, list[Cluster]] = {}
    for placed in layout.placed:
        if placed.cluster.missing:
            parts.setdefault(source.leaves[placed.cluster.span].part, []).append(placed.cluster)
    for part, missing in parts.items():
        message, about = lacking(source.text, missing)
        source.parts[part].context.problem(message, about=about)


def _nodes(found: _Text, index: int, leaf: Leaf) -> Iterator[Node]:
    """A leaf: lines under it, its runs, lines through it."""
    lines = list(_decorations(found.source, leaf))
    for part, kind in lines:
        if kind in _UNDER:
            yield _line(found, index, part, kind)
    yield from _glyphs(found, index, leaf)
    for part, kind in lines:
        if kind not in _UNDER:
            yield _line(found, index, part, kind)


def _glyphs(found: _Text, index: int, leaf: Leaf) -> Iterator[Glyphs]:
    part = found.source.parts[leaf.part]
    fill, stroke = fill_of(part.context, found.box), stroke_of(part.context, found.box)
    order = paint_order(part.context)
    first = order.index("stroke") < order.index("fill")
    for n in range(at(found.layout, 0.0).counts[index]):
        run = combine(lambda now, n=n: _nth(now, index, n), found.layout)
        yield Glyphs(run, fill, stroke, first, part.context.value("visibility", SHOWN), part.element.origin)


def _nth(layout: Laid, index: int, n: int) -> GlyphRun:
    """The n-th run of a leaf; an empty one at a moment that has fewer."""
    runs = layout.runs[index]
    if n < len(runs):
        return runs[n]
    model = next((run for runs in (runs, *layout.runs) for run in runs), None)
    return GlyphRun(model.face, model.size, (), Rect(model.box.x, model.box.y, 0.0, 0.0)) if model else NO_RUN


def _decorations(source: Source, leaf: Leaf) -> Iterator[tuple[int, str]]:
    """The decorations that a leaf shows with the part that asks for each, outermost first. What stands around the text decorates it
    as if the text had asked for it."""
    around, above = source.parts[0].context.parent, set[str]()
    while around is not None:
        above |= _asked(around)
        around = around.parent
    for part in reversed(list(source.chain(leaf.part))):
        asked = _asked(source.parts[part].context) | (set() if part else above)
        yield from ((part, kind) for kind in ("underline", "overline", "line-through") if kind in asked)


def _asked(context: Context) -> set[str]:
    """The words of an element's own ``text-decoration``."""
    return set(f"{context.text('text-decoration')} {context.text('text-decoration-line')}".lower().split())


def _line(found: _Text, index: int, part: int, kind: str) -> Path:
    context = found.source.parts[part].context

    outline = combine(lambda layout: decoration(kind, found.source, layout, index, part), found.layout)
    fill, stroke = fill_of(context, found.box), stroke_of(context, found.box)
    return Path(outline, fill, stroke, visible=context.value("visibility", SHOWN), origin=context.element.origin)
