"""Sheet: float pixels and the surface that draws on them, in one object so that neither outlives the other.

A sheet covers a box of the canvas, in device pixels. Its numbers are premultiplied float32, untagged: skia neither clamps nor converts
them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generator.paint.skia_loader import skia
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

    __slots__ = ("_surface", "blank", "box", "canvas", "lent", "pixels", "stale")

    def __init__(self, pixels: Pixels, box: Box, lent: Pixels | None = None) -> None:
        """``pixels`` is C-contiguous and of the box's size; ``lent`` is a pool's memory that they lie in.

        ``blank`` says that nothing is drawn yet: they count as zeros, and are, but for what is left from before in the ``stale`` box.
        """
        self.pixels = pixels
        self.lent = lent
        self.box = box
        self.blank = False
        self.stale = NOTHING
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

    def cover(self, box: Box, pixels: Pixels) -> None:
        """Put the first pixels onto a blank sheet."""
        left = self.stale.within(box)
        for strip in (self.stale,) if left.empty else self.stale.without(left):
            self.window(strip)[:] = 0
        self.window(box)[:] = pixels
        self.blank = False

    def window(self, box: Box) -> Pixels:
        """The pixels of a box inside this sheet, as a view."""
        x, y = self.box.left, self.box.top
        return self.pixels[box.top - y : box.bottom - y, box.left - x : box.right - x]


def picture(pixels: Pixels, copy: bool = False) -> Any:
    """A skia image of C-contiguous premultiplied pixels.

    Without a copy the array must live, and keep its values, as long as the image is used.
    """
    return skia.Image.fromarray(pixels, skia.kRGBA_F32_ColorType, skia.kPremul_AlphaType, copy=copy)


def fresh(box: Box) -> Sheet:
    """A blank sheet with memory of its own, to be kept."""
    sheet = Sheet(np.zeros((box.height, box.width, 4), np.float32), box)
    sheet.blank = True
    return sheet


class Pool:
    """Lends sheets and takes them back, so that the same memory serves every frame."""

    def __init__(self) -> None:
        self._free: list[Pixels] = []

    def take(self, box: Box) -> Sheet:
        """A blank sheet."""
        need = box.area * 4
        flat = self._fitting(need)
        pixels = flat[:need].reshape(box.height, box.width, 4)
        pixels.fill(0)
        sheet = Sheet(pixels, box, lent=flat)
        sheet.blank = True
        return sheet

    def give(self, sheet: Sheet) -> None:
        """Take a sheet back, which nobody may use after; one that was not lent here is let go."""
        if sheet.lent is not None:
            self._free.append(sheet.lent)
            sheet.lent = None

    def _fitting(self, need: int) -> Pixels:
        """The smallest free memory that is large enough and not much too large, or new memory."""
        fitting = [i for i, flat in enumerate(self._free) if need <= flat.size <= 4 * need + 65536]
        if fitting:
            return self._free.pop(min(fitting, key=lambda i: self._free[i].size))
        if self._free and sum(flat.size for flat in self._free) > 8 * need:
            self._free.clear()
        return np.empty(need, np.float32)
