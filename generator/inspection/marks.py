"""Marks: lines that are too thin, text that is too small to be even texture, and text that leaves the picture."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from generator.documents.canvas import Canvas
from generator.inspection.finding import Finding
from generator.inspection.seen import Seen, at_most, drawn, painted, says, solid
from generator.motion.track import at
from generator.scene.nodes import Glyphs, Image, Path
from generator.values.geometry import Rect

THINNEST = 1.0
"""Pixels of the delivered picture: what is thinner flickers when it moves and vanishes when it is scaled."""
SMALLEST = 11.0
"""Pixels of 1080p: smaller text is dirt."""
_SLACK = 0.01


def marks(seen: Sequence[Seen], canvas: Canvas) -> Iterator[Finding]:
    """All three, each leaf at the moment when it is largest."""
    yield from _thin(seen)
    yield from _small(seen, canvas)
    yield from _outside(seen, Rect(0, 0, canvas.width, canvas.height))


def _thin(seen: Sequence[Seen]) -> Iterator[Finding]:
    for what, measure in (("line", _line), ("shape", _shape)):
        for px, one in at_most(seen, measure):
            if px < THINNEST - _SLACK:
                message = f"a {what} is {px:.2f} px thin at most; nothing under {THINNEST:g} px holds still"
                values = {"px": round(px, 2), "least": THINNEST}
                yield Finding("hairline", message, one.leaf.origin, degree=-px, said=f"thin_{what}", values=values)


def _line(one: Seen) -> float | None:
    """How wide a stroke is on the canvas."""
    stroke = None if isinstance(one.leaf, Image) else one.leaf.stroke
    if stroke is None:
        return None
    colour = solid(stroke, one.t, one.alpha)
    width = at(stroke.width, one.t) * (1.0 if stroke.unscaled else one.by.scale)
    return width if width > 0 and (colour is None or colour.a > 0) else None


def _shape(one: Seen) -> float | None:
    """The shorter side of what is filled and has no stroke."""
    if not isinstance(one.leaf, Path) or one.leaf.stroke or not painted(one):
        return None
    box, by = at(one.leaf.outline, one.t).bounds(), one.by
    thin = min(box.width * math.hypot(by.a, by.b), box.height * math.hypot(by.c, by.d)) if box else 0.0
    return thin or None


def _small(seen: Sequence[Seen], canvas: Canvas) -> Iterator[Finding]:
    for size, one in at_most(seen, lambda one: text_size(one, canvas)):
        if size < SMALLEST - _SLACK:
            message = f"the text {says(one)} has {size:.1f} px at 1080p at most; nothing is set smaller than {SMALLEST:g}"
            values: dict[str, str | float] = {"text": says(one), "px": round(size, 1), "least": SMALLEST}
            yield Finding("small text", message, one.leaf.origin, degree=-size, texts=(drawn(one),), said="small", values=values)


def text_size(one: Seen, canvas: Canvas) -> float | None:
    """The size of a text in pixels of 1080p; ``None`` for what is no text or cannot be read."""
    if not isinstance(one.leaf, Glyphs) or not painted(one) or not at(one.leaf.run, one.t).text.strip():
        return None
    return at(one.leaf.run, one.t).size * one.by.scale / canvas.scale


def _outside(seen: Sequence[Seen], page: Rect) -> Iterator[Finding]:
    for gone, one in at_most(seen, lambda one: _gone(one, page)):
        if gone < -_SLACK:
            message = f"the text {says(one)} leaves the picture by {-gone:.1f} px, always; clip it where that is meant"
            values: dict[str, str | float] = {"text": says(one), "px": round(-gone, 1)}
            yield Finding("overflow", message, one.leaf.origin, degree=-gone, texts=(drawn(one),), said="outside", values=values)


def _gone(one: Seen, page: Rect) -> float | None:
    """How far a text that nothing cuts reaches out of the picture, as a negative number."""
    if not isinstance(one.leaf, Glyphs) or one.cut or not painted(one) or not at(one.leaf.run, one.t).text.strip():
        return None
    run = at(one.leaf.run, one.t)
    # The em cells are higher than what is written in them: a quarter above and below is room.
    box = one.by.box(run.box.outset(0.0, -run.box.height / 4))
    return -max(page.x - box.x, page.y - box.y, box.right - page.right, box.bottom - page.bottom, 0.0)
