"""Face: one font file at one instance of its axes. All lengths are in ems; y grows downwards.

HarfBuzz reads the tables, so that opening a font costs microseconds and fonts that are never asked for are never parsed.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import uharfbuzz as hb

from generator.typography.memo import Memo
from generator.values.geometry import CLOSE, CUBIC, LINE, MOVE, QUAD, Outline

# HarfBuzz counts in whole numbers; 65,536 to the em keeps animated axes from jumping by font units.
EM = 1 << 16


@dataclass(slots=True)
class _Pen:
    """What the drawing callbacks write to."""

    verbs: bytearray = field(default_factory=bytearray)
    coords: list[float] = field(default_factory=list)

    def draw(self, verb: int, *coords: float) -> None:
        self.verbs.append(verb)
        self.coords += [c / EM if i % 2 == 0 else -c / EM for i, c in enumerate(coords)]


def _draw_funcs() -> hb.DrawFuncs:
    funcs = hb.DrawFuncs()
    funcs.set_move_to_func(lambda x, y, pen: pen.draw(MOVE, x, y))
    funcs.set_line_to_func(lambda x, y, pen: pen.draw(LINE, x, y))
    funcs.set_quadratic_to_func(lambda x1, y1, x, y, pen: pen.draw(QUAD, x1, y1, x, y))
    funcs.set_cubic_to_func(lambda x1, y1, x2, y2, x, y, pen: pen.draw(CUBIC, x1, y1, x2, y2, x, y))
    funcs.set_close_path_func(lambda pen: pen.draw(CLOSE))
    return funcs


_DRAW = _draw_funcs()


@dataclass(frozen=True, slots=True)
class Metrics:
    """Distances in ems. ``ascent`` and ``descent`` are both positive; the others are heights above the baseline (negative: below)."""

    ascent: float
    descent: float
    gap: float
    x_height: float
    cap_height: float
    underline: float
    underline_thickness: float
    strike: float
    subscript: float
    superscript: float


class Face:
    """A font at one instance of its axes. Compared by identity; :class:`FontBook` gives the same object for the same instance."""

    def __init__(self, face: hb.Face, name: str, axes: dict[str, float]) -> None:
        self.name = name
        self.axes = axes
        self.hb_face = face
        self.hb_font = hb.Font(face)
        self.hb_font.scale = (EM, EM)
        if axes:
            self.hb_font.set_variations(axes)
        self._outlines: dict[int, Outline | None] = {}
        self._features: frozenset[str] | None = None
        self.shaped: Memo[Hashable, Any] = Memo(2048)
        """What shaping has found, kept here so that it goes when the face does."""

    def __repr__(self) -> str:
        return f"<Face {self.name} {self.axes}>"

    def outline(self, glyph: int) -> Outline | None:
        """The glyph for a font size of 1, baseline at y = 0, y downwards; ``None`` for a blank."""
        if glyph not in self._outlines:
            pen = _Pen()
            self.hb_font.draw_glyph(glyph, _DRAW, pen)
            self._outlines[glyph] = Outline(bytes(pen.verbs), tuple(pen.coords)) if pen.verbs else None
        return self._outlines[glyph]

    def glyph(self, char: str) -> int | None:
        """The glyph that the font has for one character by itself, or ``None``."""
        found: int | None = self.hb_font.get_nominal_glyph(ord(char))
        return found

    def advance(self, glyph: int) -> float:
        """How far the pen moves over a glyph in a horizontal line."""
        return float(self.hb_font.get_glyph_h_advance(glyph)) / EM

    def has_feature(self, tag: str) -> bool:
        """Whether any script of the font substitutes by an OpenType feature."""
        if self._features is None:
            scripts = self.hb_face.get_table_script_tags("GSUB")
            self._features = frozenset(t for i in range(len(scripts)) for t in self.hb_face.get_language_feature_tags("GSUB", i))
        return tag in self._features

    @cached_property
    def metrics(self) -> Metrics:
        extents = self.hb_font.get_font_extents("ltr")
        tag = hb.OTMetricsTag

        def metric(of: hb.OTMetricsTag) -> float:
            return float(self.hb_font.get_metric_position_with_fallback(of)) / EM

        return Metrics(
            ascent=extents.ascender / EM,
            descent=-extents.descender / EM,
            gap=extents.line_gap / EM,
            x_height=metric(tag.X_HEIGHT),
            cap_height=metric(tag.CAP_HEIGHT),
            underline=metric(tag.UNDERLINE_OFFSET),
            underline_thickness=metric(tag.UNDERLINE_SIZE),
            strike=metric(tag.STRIKEOUT_OFFSET),
            subscript=metric(tag.SUBSCRIPT_EM_Y_OFFSET),
            superscript=metric(tag.SUPERSCRIPT_EM_Y_OFFSET),
        )
