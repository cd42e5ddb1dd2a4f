"""Decoded pictures as premultiplied floats, in sizes that halve: what is drawn small is averaged first, so that nothing shimmers."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from generator.paint.light import to_linear
from generator.paint.sheets import Pixels, picture
from generator.scene.nodes import Raster
from generator.values.picture import Light


class Pyramid:
    """One picture in its own size, half of it, a quarter of it ..., each made when it is first asked for."""

    def __init__(self, pixels: Pixels) -> None:
        self._levels: list[Pixels] = [pixels]
        self._images: dict[int, Any] = {}

    def level(self, index: int) -> tuple[Any, int, int]:
        """The picture halved ``index`` times (fewer where it is one pixel by then) as a skia image, and its width and height."""
        while len(self._levels) <= index and max(self._levels[-1].shape[:2]) > 1:
            self._levels.append(_half(self._levels[-1]))
        index = min(index, len(self._levels) - 1)
        if index not in self._images:
            self._images[index] = picture(self._levels[index])
        height, width = self._levels[index].shape[:2]
        return self._images[index], width, height


def pyramid(raster: Raster, light: Light) -> Pyramid:
    """8-bit straight sRGB pixels in the numbers of ``light``."""
    return Pyramid(premultiplied(raster.pixels, light))


def premultiplied(straight: NDArray[np.uint8], light: Light) -> Pixels:
    """8-bit straight sRGB as premultiplied floats in linear light or as they are."""
    pixels = straight.astype(np.float32) / np.float32(255)
    pixels[..., :3] *= pixels[..., 3:]
    if light == "linear":
        to_linear(pixels)
    return pixels


def _half(pixels: Pixels) -> Pixels:
    """Half the size, rounded up; a last odd row or column is averaged with itself."""
    height, width = pixels.shape[:2]
    if height % 2 and height > 1:
        pixels = np.concatenate((pixels, pixels[-1:]), axis=0)
    if width % 2 and width > 1:
        pixels = np.concatenate((pixels, pixels[:, -1:]), axis=1)
    rows = pixels if height == 1 else (pixels[0::2] + pixels[1::2]) * np.float32(0.5)
    both = rows if width == 1 else (rows[:, 0::2] + rows[:, 1::2]) * np.float32(0.5)
    return np.ascontiguousarray(both)
