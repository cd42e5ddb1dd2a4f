"""Sheet: float pixels and the surface that draws on them, in one object so that neither outlives the other.

A sheet covers a box of the canvas, in device pixels. Its numbers are premultiplied float32, untagged: skia neither clamps nor converts
them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generator.paint.filters.pieces import RUN, Lit, lit_runs
from generator.paint.memory import blank
from generator.paint.skia_loader import skia
from generator.values.compiled import kernel
from generator.values.geometry import IDENTITY, Affine, Rect

Pixels = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Box:
    """Whole device pixels: left and top included, right and bottom not."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def area(self) -> int:
        return self.width * self.height

    @property
    def empty(self) -> bool:
        return self.right <= self.left or self.bottom <= self.top

    def within(self, other: Box) -> Box:
        """What both share; empty where they share nothing."""
        return Box(max(self.left, other.left), max(self.top, other.top), min(self.right, other.right), min(self.bottom, other.bottom))

    def meets(self, other: Box) -> bool:
        """Whether both share any pixel."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom

    def outset(self, dx: int, dy: int) -> Box:
        """Grown on all sides, or shrunk where the numbers are negative."""
        return Box(self.left - dx, self.top - dy, self.right + dx, self.bottom + dy)

    def around(self, other: Box) -> Box:
        """The smallest box around both."""
        return Box(min(self.left, other.left), min(self.top, other.top), max(self.right, other.right), max(self.bottom, other.bottom))

    def without(self, other: Box) -> tuple[Box, ...]:
        """What is left of this box outside of one that lies within it: strips above, below, left and right."""
        strips = (
            Box(self.left, self.top, self.right, other.top),
            Box(self.left, other.bottom, self.right, self.bottom),
            Box(self.left, other.top, other.left, other.bottom),
            Box(other.right, other.top, self.right, other.bottom),
        )
        return tuple(strip for strip in strips if not strip.empty)

    def rect(self) -> Rect:
        return Rect(self.left, self.top, self.width, self.height)


NOTHING = Box(0, 0, 0, 0)


def _info(width: int, height: int) -> Any:
    return skia.ImageInfo.Make(width, height, skia.kRGBA_F32_ColorType, skia.kPremul_AlphaType)


class Sheet:
    """Pixels ``(height, width, 4)`` of a box of the canvas, and ``canvas`` that draws on them in device coordinates."""

    __slots__ = ("_surface", "blank", "box", "canvas", "lit", "pixels", "source", "stale")

    def __init__(self, pixels: Pixels, box: Box) -> None:
        """``pixels`` is C-contiguous and of the box's size.

        ``blank`` says that nothing is drawn yet: they count as zeros, and are, but for what is left from before in the ``stale`` box.
        ``source`` are the pixels that the paint in use reads, so that they outlive it. ``lit`` says which runs of pixels hold anything,
        once somebody has looked.
        """
        self.pixels = pixels
        self.box = box
        self.blank = False
        self.stale = NOTHING
        self.source: Pixels | None = None
        self.lit: Lit | None = None
        self._surface = skia.Surface.MakeRasterDirect(_info(box.width, box.height), pixels, box.width * 16)
        self.canvas = self._surface.getCanvas()
        self.canvas.translate(-box.left, -box.top)

    def place(self, ctm: Affine) -> None:
        """Draw from now on in the space that ``ctm`` maps to device pixels, until the canvas is restored."""
        x, y = self.box.left, self.box.top
        self.canvas.setMatrix(skia.Matrix.MakeAll(ctm.a, ctm.c, ctm.e - x, ctm.b, ctm.d, ctm.f - y, 0.0, 0.0, 1.0))

    def limit(self, box: Box) -> None:
        """Let nothing be drawn outside of a box any more."""
        self.place(IDENTITY)
        self.canvas.clipRect(skia.Rect.MakeLTRB(box.left, box.top, box.right, box.bottom))

    @property
    def clip(self) -> Box:
        """The device pixels that drawing can reach now."""
        reach = self.canvas.getDeviceClipBounds()
        x, y = self.box.left, self.box.top
        return Box(reach.left() + x, reach.top() + y, reach.right() + x, reach.bottom() + y)

    def touch(self) -> None:
        """Make the pixels what they count as, before something is drawn on them."""
        if self.blank and not self.stale.empty:
            self.window(self.stale)[:] = 0
        self.blank = False

    def cover(self, done: Sheet) -> None:
        """Put the first pixels onto a blank sheet: those of another, on which nothing will be drawn any more."""
        left = self.stale.within(done.box)
        for strip in (self.stale,) if left.empty else self.stale.without(left):
            self.window(strip)[:] = 0
        if done.lit is None:
            done.lit = lit_runs(done.pixels)
        _copy(done.pixels, done.lit, self.pixels, (done.box.left - self.box.left, done.box.top - self.box.top))
        self.blank = False

    def window(self, box: Box) -> Pixels:
        """The pixels of a box inside this sheet, as a view."""
        x, y = self.box.left, self.box.top
        return self.pixels[box.top - y : box.bottom - y, box.left - x : box.right - x]


@kernel
def _copy(pixels: Pixels, lit: Lit, out: Pixels, at: tuple[int, int]) -> None:
    """Pixels onto others, from ``at`` on. Most are mostly nothing, which is written without reading it."""
    width, (x, top) = 4 * pixels.shape[1], at
    for y in range(lit.shape[0]):
        source, target = pixels[y].reshape(-1), out[top + y].reshape(-1)[4 * x : 4 * x + width]
        n = 0
        while n < lit.shape[1]:
            first, there = n, lit[y, n]
            while n < lit.shape[1] and lit[y, n] == there:
                n += 1
            begin, end = np.uint64(4 * RUN * first), np.uint64(min(4 * RUN * n, width))
            if there:
                for k in range(begin, end):
                    target[k] = source[k]
            else:
                for k in range(begin, end):
                    target[k] = np.float32(0)


def picture(pixels: Pixels) -> Any:
    """A skia image of C-contiguous premultiplied pixels, which must live, and keep their values, as long as the image is used."""
    return skia.Image.fromarray(pixels, skia.kRGBA_F32_ColorType, skia.kPremul_AlphaType, copy=False)


def fresh(box: Box) -> Sheet:
    """A blank sheet. Its memory is used again when nobody holds the sheet or its pixels any more."""
    return _blank(blank(box.height, box.width), box)


def kept(box: Box) -> Sheet:
    """A blank sheet with memory of its own, to be held for long."""
    return _blank(np.zeros((box.height, box.width, 4), np.float32), box)


def _blank(pixels: Pixels, box: Box) -> Sheet:
    sheet = Sheet(pixels, box)
    sheet.blank = True
    return sheet
