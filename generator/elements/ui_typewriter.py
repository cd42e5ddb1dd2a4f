"""<ui:typewriter> -> a text that is typed, one grapheme after another, perhaps with a cursor. It is laid out once: no word jumps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import Annotated

from generator.documents.element import Element
from generator.elements.context import Context
from generator.elements.kinds import KEYWORD, LENGTH_X, LENGTH_Y, NUMBER, SHOWN
from generator.elements.painting import fill_of
from generator.elements.text_style import style_of
from generator.elements.text_values import LEADING
from generator.elements.ui_attributes import SECONDS, choice, content, read
from generator.elements.ui_timing import Blink, progress_of, stepped
from generator.elements.ui_type import ANCHORS, Runs, faces, glyphs_of, line_places, runs_of
from generator.motion.track import Value, at, combine
from generator.scene.nodes import Group, Node, Path
from generator.typography.bidi import levels
from generator.typography.fonts import FontBook
from generator.typography.lines import line_of, wrap
from generator.typography.shape import Cluster, Paragraph, Span, Style, graphemes, shape
from generator.values.geometry import Outline, Rect
from generator.values.outlines import rectangle

_CURSORS = ("none", "bar", "block", "underscore")


@dataclass(frozen=True, slots=True)
class Typewriter:
    """The attributes of ``ui:typewriter``."""

    x: Annotated[Value[float], LENGTH_X, "where the lines are anchored, as text-anchor says"] = 0.0
    y: Annotated[Value[float], LENGTH_Y, "the baseline of the first line"] = 0.0
    width: Annotated[Value[float], LENGTH_X, "the width at which lines break; 0 for one line"] = 0.0
    speed: Annotated[Value[float], NUMBER, "characters a second, where dur does not say how long it takes"] = 20.0
    cursor: Annotated[Value[str], choice(*_CURSORS), "none, bar, block or underscore"] = "none"
    blink: Annotated[Value[float], SECONDS, "how long the cursor of a resting line is on, and then off; 0 for always on"] = 0.5


Place = tuple[Cluster, float, float]


@dataclass(frozen=True, slots=True)
class _Typed:
    """A text on its lines, and how many characters each step shows. ``places`` are in the text's order, line by line."""

    text: str
    rows: tuple[tuple[Place, ...], ...]
    counts: tuple[int, ...]
    style: Style


def ui_typewriter(element: Element, context: Context) -> Node | None:
    """See the module."""
    own = read(Typewriter, element, context)
    text = content(element)
    letters = graphemes(text)
    if not letters:
        return None
    style = at(style_of(context), 0.0)
    faces(context, style, [text], element)
    anchor = ANCHORS.get(at(context.value("text-anchor", KEYWORD), 0.0), 0.0)
    typed = _typed(context.book.fonts, text, style, own, anchor, at(context.value("line-height", LEADING), 0.0))
    speed = at(own.speed, 0.0)
    if speed <= 0:
        context.problem("the speed of ui:typewriter is over 0", element)
        return None
    gone = progress_of(element, context, Fraction(len(letters)) / Fraction(speed))
    children: list[Node] = []
    for row in typed.rows:
        edges, values = zip(*_states(typed, row), strict=True)
        count = max(len(runs) for runs in values)
        children += glyphs_of(stepped(gone, edges, values), count, context)
    if at(own.cursor, 0.0) != "none":
        children.append(_cursor(typed, own, gone, context))
    return Group(tuple(children), origin=element.origin)


def _typed(fonts: FontBook, text: str, style: Style, own: Typewriter, anchor: float, leading: float | None) -> _Typed:
    found = levels(text, None)
    clusters = shape(fonts, Paragraph(text, (Span(0, len(text), style),), found))
    width, base = at(own.width, 0.0), min(found, default=0) % 2
    rows = []
    x, y = at(own.x, 0.0), at(own.y, 0.0)
    for line in wrap(text, clusters, width, style.language, anywhere=True) if width > 0 else [clusters]:
        seen = line_of(text, line, base)
        places = {p[0].start: p for p in line_places(seen.clusters, x - anchor * seen.width, y)}
        rows.append(tuple(places[c.start] for c in line))
        metrics = line[0].face.metrics if line else None
        y += leading if leading is not None else style.size * (metrics.ascent + metrics.descent + metrics.gap if metrics else 1.2)
    return _Typed(text, tuple(rows), (0, *accumulate(len(letter) for letter in graphemes(text))), style)


def _states(typed: _Typed, row: Sequence[Place]) -> Iterator[tuple[float, Runs]]:
    """What a row shows, and from which part of the whole time on: one state for each cluster, and at first none."""
    yield 0.0, ()
    steps = len(typed.counts) - 1
    shown = 0
    for step, count in enumerate(typed.counts):
        now = sum(1 for place in row if place[0].end <= count)
        if now > shown:
            shown = now
            yield step / steps, runs_of(typed.text, row[:shown])


def _cursor(typed: _Typed, own: Typewriter, gone: Value[float], context: Context) -> Path:
    """The cursor where the next character comes; it blinks while nothing is typed."""
    kind, steps = at(own.cursor, 0.0), len(typed.counts) - 1
    edges = tuple(step / steps for step in range(steps + 1))
    outline: Value[Outline] = stepped(gone, edges, tuple(_mark(typed, kind, count) for count in typed.counts))
    blink = at(own.blink, 0.0)
    on: Value[bool] = combine(lambda now, lit: lit or 0 < now < 1, gone, Blink(blink)) if blink > 0 else True
    visible = combine(lambda a, b: a and b, on, context.value("visibility", SHOWN))
    return Path(outline, fill_of(context, combine(Outline.bounds, outline)), visible=visible, origin=context.element.origin)


def _mark(typed: _Typed, kind: str, count: int) -> Outline:
    x, y = _pen(typed, count)
    size, metrics = typed.style.size, typed.rows[0][0][0].face.metrics
    if kind == "underscore":
        return rectangle(Rect(x, y + 0.08 * size, 0.5 * size, 0.07 * size))
    high = metrics.cap_height * size
    return rectangle(Rect(x, y - high - 0.1 * size, (0.08 if kind == "bar" else 0.5) * size, high + 0.2 * size))


def _pen(typed: _Typed, count: int) -> tuple[float, float]:
    """Where the pen stands after so many characters: at the far side of the last one."""
    last = max((p for row in typed.rows for p in row if p[0].end <= count), key=lambda p: p[0].end, default=None)
    if last is None:
        cluster, x, y = typed.rows[0][0]
        return x + (cluster.advance if cluster.level % 2 else 0.0), y
    cluster, x, y = last
    return x + (0.0 if cluster.level % 2 else cluster.advance), y
