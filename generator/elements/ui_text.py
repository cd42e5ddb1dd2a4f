"""<ui:text> -> a text that fits its box: on one or more lines, smaller where it must be, or else a problem that says by how much it
overflows."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Annotated

from generator.documents.element import Element
from generator.elements.context import Context
from generator.elements.kinds import AUTO_Y, LENGTH_X, LENGTH_Y, NUMBERS
from generator.elements.text_style import style_of
from generator.elements.text_values import LEADING
from generator.elements.ui_attributes import ROWS, choice, read, texts, whole
from generator.elements.ui_timing import progress_of, stepped
from generator.elements.ui_type import Runs, bearings, capital_sized, faces, glyphs_of, line_places, runs_of
from generator.motion.track import Value, at, combine, moves
from generator.problems import About
from generator.scene.nodes import Group, Node
from generator.typography.fit import Box, Fitted, fit
from generator.typography.fonts import FontBook
from generator.typography.shape import Cluster, Style
from generator.values.geometry import IDENTITY, Affine, Rect

_VALIGN = ("top", "first", "middle", "bottom", "baseline")
_ALIGN = {"start": 0.0, "left": 0.0, "middle": 0.5, "end": 1.0, "right": 1.0}


@dataclass(frozen=True, slots=True)
class FittedText:
    """The attributes of ``ui:text``."""

    x: Annotated[Value[float], LENGTH_X, "left side of the box"] = 0.0
    y: Annotated[Value[float], LENGTH_Y, "top of the box"] = 0.0
    width: Annotated[Value[float], LENGTH_X, "width of the box; needed"] = 0.0
    height: Annotated[Value[float], LENGTH_Y, "height of the box; without one any height will do, and lines hang from the top"] = 0.0
    lines: Annotated[Value[int], whole(0, 200), "at most so many lines; 0 for as many as the height takes"] = 1
    capitals: Annotated[Value[float | None], AUTO_Y, "the height of its capitals, in place of a font-size: alike in every font"] = None
    min_size: Annotated[Value[float | None], AUTO_Y, "the size down to which the text may shrink; without one it never does"] = None
    sizes: Annotated[
        Value[tuple[float, ...]],
        NUMBERS,
        "the only sizes that it may take, largest first tried, as a type scale has them; values share one",
    ] = ()
    align: Annotated[Value[str], choice(*_ALIGN), "start, middle, end; left and right whatever the direction"] = "start"
    edge: Annotated[Value[str], choice("advance", "ink"), "what touches the sides: the type with its side bearings, or its ink"] = "advance"
    wrap: Annotated[Value[str], choice("greedy", "even"), "greedy fills each line; even makes them as equally long as so many can be"] = (
        "greedy"
    )
    valign: Annotated[
        Value[str],
        choice(*_VALIGN),
        "top, middle (of the capitals), bottom; first: the first baseline on the box's top; baseline: the last one on its bottom",
    ] = "top"
    values: Annotated[Value[tuple[str, ...]], ROWS, "texts to step through during dur, with | between them, instead of the content"] = ()
    key_times: Annotated[Value[tuple[float, ...]], NUMBERS, "when each of the values begins, from 0 to 1; evenly without"] = ()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the text stands at one moment."""

    box: Rect
    lines: int
    smallest: float | None
    align: str
    valign: str
    leading: float | None
    edge: str
    wrap: str
    sizes: tuple[float, ...]


Fitting = Callable[[str, Style, _Place], Fitted]


def ui_text(element: Element, context: Context) -> Node | None:
    """See the module."""
    own = read(FittedText, element, context)
    said = texts(element, at(own.values, 0.0))
    fonts = context.book.fonts
    style = combine(lambda style, capitals: capital_sized(fonts, style, capitals), style_of(context), own.capitals)
    x, y, shift = _carried(own, context)
    box = combine(lambda x, y, w, h: Rect(x, y, max(0.0, w), max(0.0, h)), x, y, own.width, own.height)
    leading = context.value("line-height", LEADING)
    place = combine(_Place, box, own.lines, own.min_size, own.align, own.valign, leading, own.edge, own.wrap, own.sizes)
    if at(own.width, 0.0) <= 0:
        context.problem("ui:text has no width to fit in", element)
        return None
    count = faces(context, at(style, 0.0), said, element)
    base = 1 if context.text("direction") == "rtl" else None  # what no one calls backwards goes as its text does
    fitting = lru_cache(maxsize=1024)(partial(_fit, fonts, base))
    if len(said) > 1:
        place = combine(lru_cache(maxsize=64)(partial(_alike, said, fitting)), style, place)
    _report(said, at(style, 0.0), at(place, 0.0), fitting, context, element)

    def set_type(text: str, style: Style, place: _Place) -> Runs:
        runs: Runs = fonts.placed.get((text, style, place, base), lambda: _set(text, fitting(text, style, place), place))
        return runs

    runs = combine(set_type, _shown(said, at(own.key_times, 0.0), element, context), style, place)
    return Group(glyphs_of(runs, count, context), shift, origin=element.origin)


def _carried(own: FittedText, context: Context) -> tuple[Value[float], Value[float], Value[Affine]]:
    """Where the box stands, and what carries it there. A box that only travels is set once at the origin and carried, unless it is painted
    with something that stands still on the page."""
    still = any(context.text(name).startswith("url(") for name in ("fill", "stroke"))
    if still or not (moves(own.x) or moves(own.y)):
        return own.x, own.y, IDENTITY
    return 0.0, 0.0, combine(Affine.translation, own.x, own.y)


def _shown(said: tuple[str, ...], times: tuple[float, ...], element: Element, context: Context) -> Value[str]:
    """The text of each moment."""
    if len(said) == 1:
        return said[0]
    rises = all(a <= b for a, b in itertools.pairwise((*times, 1.0)))
    if times and not (rises and len(times) == len(said) and times[0] == 0):
        context.problem(f"key-times needs {len(said)} numbers that rise from 0 and do not pass 1", element)
        times = ()
    edges = times or tuple(n / len(said) for n in range(len(said)))
    return stepped(progress_of(element, context), edges, said)


def _fit(fonts: FontBook, base: int | None, text: str, style: Style, place: _Place) -> Fitted:
    face = fonts.primary(style.wish)
    natural = face.metrics.ascent + face.metrics.descent + face.metrics.gap if face else 1.2
    leading = place.leading / style.size if place.leading is not None and style.size else natural
    smallest = style.size if place.smallest is None else place.smallest
    return fit(
        fonts,
        text,
        style,
        Box(place.box.width, place.box.height, place.lines, leading, smallest, base, even=place.wrap == "even", sizes=place.sizes),
    )


def _alike(said: tuple[str, ...], fitting: Fitting, style: Style, place: _Place) -> _Place:
    """The place with the one size of its scale that all of the texts fit in, so that nothing changes its size from one to the next."""
    if len(place.sizes) < 2:
        return place
    return replace(place, sizes=(min(fitting(text, style, place).size for text in said),))


def _report(said: tuple[str, ...], style: Style, place: _Place, fitting: Fitting, context: Context, element: Element) -> None:
    for text in dict.fromkeys(said):
        fitted = fitting(text, style, place)
        wide, high = fitted.over
        over = [f"{px:.1f} px in {what}" for px, what in ((wide, "width"), (high, "height")) if px > 0]
        if over:
            lines = "one line" if place.lines == 1 or len(fitted.lines) == 1 else f"{len(fitted.lines)} lines"
            message = f"{_short(text)} overflows its box by {' and '.join(over)}, on {lines} at a size of {fitted.size:g} px"
            box = place.box
            room = (box.x, box.y, box.width, box.height)
            context.problem(message, element, About("overflow", text, over=fitted.over, room=room, spare=_spare(fitted, place)))


def _spare(fitted: Fitted, place: _Place) -> int:
    """About how many letters are too many: those of the lines that have no room, and of the longest line what sticks out."""
    wide, high = fitted.over
    fit_in = place.lines or max(1, len(fitted.lines) - math.ceil(high / fitted.leading if fitted.leading else 0.0))
    below = sum(len(line.clusters) for line in fitted.lines[fit_in:]) if high else 0
    longest = max(fitted.lines, key=lambda line: line.width, default=None)
    return below + (math.ceil(len(longest.clusters) * wide / longest.width) if wide and longest else 0)


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:39] + "…")


def _set(text: str, fitted: Fitted, place: _Place) -> Runs:
    places = []
    y = _first_baseline(fitted, place)
    for n, line in enumerate(fitted.lines):
        share = _ALIGN[place.align]
        if fitted.backwards and place.align in ("start", "end"):
            share = 1.0 - share
        x = place.box.x + share * (place.box.width - line.width)
        if place.edge == "ink":
            left, right = bearings(line.clusters)
            x += share * right - (1 - share) * left
        places += line_places(_ended(text, line.clusters), x, y + n * fitted.leading)
    return runs_of(text, places)


def _ended(text: str, clusters: tuple[Cluster, ...]) -> tuple[Cluster, ...]:
    """A line whose last blank, at which it breaks, takes no room: it would reach over the side that the line stands at."""
    last = clusters[-1] if clusters else None
    return (*clusters[:-1], replace(last, advance=0.0)) if last and text[last.start].isspace() else clusters


def _first_baseline(fitted: Fitted, place: _Place) -> float:
    """Where the first line stands."""
    if not fitted.lines:
        return place.box.y
    first, box = fitted.lines[0], place.box
    below = fitted.leading * (len(fitted.lines) - 1)
    if place.valign == "top" or (box.height <= 0 and place.valign != "first"):
        return box.y + first.ascent
    if place.valign == "first":
        return box.y
    if place.valign == "baseline":
        return box.bottom - below
    if place.valign == "bottom":
        return box.bottom - fitted.lines[-1].descent - below
    capitals = max((c.size * c.face.metrics.cap_height for c in first.clusters), default=0.0)
    return box.y + (box.height - capitals - below) / 2 + capitals
