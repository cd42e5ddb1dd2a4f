"""Outlines and glyphs as skia's paths, made once for each object."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import Any

from generator.paint.cache import ByIdentity
from generator.paint.skia_loader import skia
from generator.scene.nodes import Face, GlyphRun
from generator.values.geometry import CLOSE, CUBIC, LINE, MOVE, QUAD, Affine, Outline, Rect

_WINDING = {"nonzero": skia.PathFillType.kWinding, "evenodd": skia.PathFillType.kEvenOdd}


def matrix(affine: Affine) -> Any:
    """An affine map as skia takes it."""
    return skia.Matrix.MakeAll(affine.a, affine.c, affine.e, affine.b, affine.d, affine.f, 0.0, 0.0, 1.0)


def _path(outline: Outline) -> Any:
    """An outline as a path; numbers that skia cannot hold (not finite) make it empty."""
    path = skia.Path()
    path.incReserve(len(outline.coords) // 2)
    step = {MOVE: path.moveTo, LINE: path.lineTo, QUAD: path.quadTo, CUBIC: path.cubicTo}
    for verb, coords in outline.segments():
        if verb == CLOSE:
            path.close()
        else:
            step[verb](*coords)
    return path if path.isFinite() else skia.Path()


def rect_of(bounds: Any) -> Rect:
    """A skia rectangle as ours."""
    return Rect(bounds.left(), bounds.top(), bounds.width(), bounds.height())


@dataclass(frozen=True, slots=True)
class PlacedRun:
    """A run's glyphs as paths in the node's space.

    ``whole`` is all of them as one path, ``apart`` says that no glyph's box touches another's, and ``box`` is what they touch, or None
    for blanks only.
    """

    glyphs: tuple[Any, ...]
    whole: Any
    apart: bool
    box: Rect | None


class Paths:
    """Paths by the identity of what they were made from; bounded."""

    def __init__(self) -> None:
        self._outlines: ByIdentity[Outline, Any] = ByIdentity(_path, 8192)
        self._evenodd: ByIdentity[Outline, Any] = ByIdentity(self._turned, 1024)
        self._faces: ByIdentity[Face, dict[int, Any]] = ByIdentity(lambda _: {}, 256)
        self._runs: ByIdentity[GlyphRun, PlacedRun] = ByIdentity(self._placed, 4096)

    def age(self) -> None:
        """Let go of what was not drawn since the last time."""
        for kept in (self._outlines, self._evenodd, self._runs):
            kept.age()

    def outline(self, outline: Outline, rule: str = "nonzero") -> Any:
        return self._outlines(outline) if rule == "nonzero" else self._evenodd(outline)

    def run(self, run: GlyphRun) -> PlacedRun:
        return self._runs(run)

    def _turned(self, outline: Outline) -> Any:
        path = skia.Path(self._outlines(outline))
        path.setFillType(_WINDING["evenodd"])
        return path

    def _glyph(self, face: Face, glyph: int) -> Any:
        """A glyph at size 1, or None for a blank."""
        known = self._faces(face)
        if glyph not in known:
            outline = face.outline(glyph)
            known[glyph] = None if outline is None or not outline.verbs else _path(outline)
        return known[glyph]

    def _placed(self, run: GlyphRun) -> PlacedRun:
        whole = skia.Path()
        placed = []
        for glyph in run.glyphs:
            shape = self._glyph(run.face, glyph.glyph)
            if shape is None:
                continue
            angle = math.radians(glyph.rotate)
            cos, sin = (math.cos(angle), math.sin(angle)) if glyph.rotate else (1.0, 0.0)
            across = run.size * run.stretch
            path = skia.Path()
            shape.transform(
                skia.Matrix.MakeAll(cos * across, -sin * run.size, glyph.x, sin * across, cos * run.size, glyph.y, 0.0, 0.0, 1.0), path
            )
            placed.append(path)
            whole.addPath(path)
        return PlacedRun(tuple(placed), whole, _apart(placed), rect_of(whole.getBounds()) if placed else None)


def _apart(paths: list[Any]) -> bool:
    """Whether paths stand side by side from left to right without sharing any column."""
    boxes = sorted((path.getBounds() for path in paths), key=lambda box: float(box.left()))
    return all(one.right() <= two.left() for one, two in itertools.pairwise(boxes))
