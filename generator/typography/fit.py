"""Fitted text: as large as it was asked for, smaller where the box demands it, never smaller than stated, and never cut off in silence."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.typography.bidi import levels
from generator.typography.fonts import FontBook
from generator.typography.lines import Line, line_of, wrap
from generator.typography.shape import Cluster, Paragraph, Span, Style, shape

_STEP = 1 / 64  # sizes are tried in steps of a 64th of the unit: finer than anyone sees


@dataclass(frozen=True, slots=True)
class Box:
    """What a text must fit in: width and height (0: any), at most ``lines`` lines (0: as many as the height takes), ``leading`` times the
    size apart. ``smallest`` is the least size; ``base`` the paragraph's level, or None to take it from the text; ``even``: lines are as
    equally long as so many lines can be; ``sizes``: the only sizes that it may take, in place of all down to ``smallest``."""

    width: float
    height: float
    lines: int = 1
    leading: float = 1.2
    smallest: float = math.inf
    base: int | None = None
    even: bool = False
    sizes: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines at the size that fits. ``over`` is how far they still stick out, to the right and below; (0, 0) when they fit.

    ``height`` runs from the first line's ascent to the last line's descent; ``backwards``: the paragraph goes from right to left.
    """

    lines: tuple[Line, ...]
    size: float
    leading: float
    width: float
    height: float
    over: tuple[float, float]
    backwards: bool

    @property
    def fits(self) -> bool:
        return self.over == (0.0, 0.0)


def fit(book: FontBook, text: str, style: Style, box: Box) -> Fitted:
    """A text in a box, at ``style.size`` or the largest size under it that fits, down to ``box.smallest``."""
    fitted: Fitted = book.fitted.get((text, style, box), lambda: _fit(book, text, style, box))
    return fitted


def _fit(book: FontBook, text: str, style: Style, box: Box) -> Fitted:
    if box.sizes:
        return _on_scale(book, text, style, box)
    whole = _set(book, text, style, box)
    if whole.fits or box.smallest >= style.size:
        return whole
    least = _set(book, text, sized(style, box.smallest), box)
    if not least.fits:
        return least
    low, high = box.smallest, style.size
    while high - low > _STEP:
        middle = (low + high) / 2
        tried = _set(book, text, sized(style, middle), box)
        if tried.fits:
            low, least = middle, tried
        else:
            high = middle
    return least


def _on_scale(book: FontBook, text: str, style: Style, box: Box) -> Fitted:
    """A text at the largest of a few sizes that fits, else at the smallest of them."""
    sizes = sorted(box.sizes, reverse=True)
    for size in sizes[:-1]:
        found = _set(book, text, sized(style, size), box)
        if found.fits:
            return found
    return _set(book, text, sized(style, sizes[-1]), box)


def sized(style: Style, size: float) -> Style:
    """The same style at another size; its spacing shrinks with it."""
    by = size / style.size if style.size else 1.0
    return replace(style, size=size, letter_spacing=style.letter_spacing * by, word_spacing=style.word_spacing * by)


def _set(book: FontBook, text: str, style: Style, box: Box) -> Fitted:
    found = levels(text, box.base)
    clusters = shape(book, Paragraph(text, (Span(0, len(text), style),), found))
    rows = _rows(text, clusters, style.language, box) if box.lines != 1 else [clusters]
    direction = min(found, default=0) % 2 if box.base is None else box.base
    lines = tuple(line_of(text, row, direction) for row in rows)
    width = max((line.width for line in lines), default=0.0)
    height = _height(lines, box.leading * style.size)
    taken = _height(lines[: box.lines] if box.lines else lines, box.leading * style.size)
    too_many = height - taken
    over = max(0.0, width - box.width - 1e-6), max(0.0, too_many, height - box.height - 1e-6 if box.height else 0.0)
    return Fitted(lines, style.size, box.leading * style.size, width, height, over, bool(direction))


def _rows(text: str, clusters: Sequence[Cluster], language: str, box: Box) -> Sequence[Sequence[Cluster]]:
    """Greedy lines; where they are to be even, in the narrowest measure that needs no more of them."""
    rows = wrap(text, clusters, box.width, language)
    if not box.even or len(rows) == 1:
        return rows
    low, high = 0.0, box.width
    while high - low > _STEP:
        middle = (low + high) / 2
        tried = wrap(text, clusters, middle, language)
        if len(tried) == len(rows) and max(line_of(text, row).width for row in tried) <= middle + _STEP:
            high, rows = middle, tried
        else:
            low = middle
    return rows


def _height(lines: Sequence[Line], leading: float) -> float:
    return lines[0].ascent + leading * (len(lines) - 1) + lines[-1].descent if lines else 0.0
