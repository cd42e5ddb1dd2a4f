"""From float pixels to the planes that codecs and still formats take; how light becomes codes is said in :mod:`generator.deliver.pixels`.

yuv           Y'CbCr of BT.709, limited range, over a ground: 4:4:4, 4:2:2 or 4:2:0, chroma sited left
yuva420       the same in 8 bits, 4:2:0, with straight or premultiplied alpha of 0..255
rgba          red, green, blue and alpha of the full range, 8 or 16 bits, straight, premultiplied or over a ground
interleaved   the same, a pixel's components beside one another
packed10      red, green and blue of 10 bits in a word, over a ground, as DPX wants them
filled        gives pixels without alpha the colour of their neighbours

**Straight colour where there is no alpha** is nobody's business on paper, but a codec of 8 x 8 blocks sees it: an edge against black there
rings into the pixels beside it, which are seen. So each block that is covered in part is filled with the mean of what it shows. Half-sized
chroma is averaged under its alpha for the same reason.
"""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from generator.deliver.pixels import BLOCK, Floats, bits_of, over_block, straight_block, stretch
from generator.values.compiled import kernel
from generator.values.picture import Plane

Codes = NDArray[Any]
"""A plane of uint8 or uint16, ``(height, width)``."""
Ground = tuple[float, float, float]
"""What lies under, in the plane's own light."""

_WAYS = {"over": 0, "straight": 1, "premultiplied": 2}
_OVER, _PREMULTIPLIED = 0, 2
_F = np.float32
_ZERO, _HALF, _ONE = _F(0.0), _F(0.5), _F(1.0)
_SECOND = np.uint32(0xFF00)  # second lowest byte of a word
_CELL = 8  # pixels along the edge of a block of ProRes, and of the smallest ones of VP9


@kernel
def _still(ground: Floats, linear: bool) -> Floats:
    """The ground by itself, coded."""
    coded = np.zeros((4, BLOCK), _F)
    over_block(np.zeros((BLOCK, 4), _F), ground, linear, coded)
    return coded


@kernel
def _coded(row: Floats, bits: NDArray[np.uint32], how: tuple[int, bool, np.float32], grounds: tuple[Floats, Floats], out: Floats) -> None:
    """A row of pixels to rows of red, green and blue, encoded, in 0..1, and alpha as a whole code. ``how``: the way, whether the light is
    linear, the highest code of alpha; ``grounds``: what lies under, and the same coded."""
    way, linear, most = how
    ground, still = grounds
    coded, start = np.zeros((4, BLOCK), _F), 0
    while start < row.shape[0]:
        end, empty = stretch(bits, start)
        if empty and way == _OVER:
            out[:, start:end] = still[:, : end - start]
        elif empty:
            out[:, start:end] = _ZERO
        elif way == _OVER:
            over_block(row[start:end], ground, linear, coded)
            out[:, start:end] = coded[:, : end - start]
        else:
            straight_block(row[start:end], linear, most, coded)
            if way == _PREMULTIPLIED:
                coded[:3] *= coded[3] / most
            out[:, start:end] = coded[:, : end - start]
        start = end


@kernel
def _luma(coded: Floats, scale: np.float32, luma: Codes, blue: Floats, red: Floats) -> None:
    """Luma as codes of the limited range, ``scale`` times those of 8 bits; the colour differences stay floats."""
    r, g, b = coded[0], coded[1], coded[2]
    low, span = _F(16.0) * scale + _HALF, _F(219.0) * scale
    for i in range(luma.size):
        light = _F(0.2126) * r[i] + _F(0.7152) * g[i] + _F(0.0722) * b[i]
        luma[i] = np.int32(low + span * light)
        blue[i] = b[i] - light
        red[i] = r[i] - light


@kernel
def _chroma(pair: Floats, span: np.float32, middle: np.float32, halved: bool, out: Codes) -> None:
    """Rows of differences (column 0 repeats the first) to one of codes: as it is, or halved, 1 2 1 across and 1 1 down."""
    one, two = pair[0], pair[1]
    for x in range(out.size):
        if halved:
            ends = one[2 * x] + two[2 * x] + one[2 * x + 2] + two[2 * x + 2]
            v = _F(0.125) * ends + _F(0.25) * (one[2 * x + 1] + two[2 * x + 1])
        else:
            v = one[x + 1]
        out[x] = np.int32(middle + span * v + _HALF)


@kernel
def _yuv(plane: Plane, bits: Any, linear: bool, ground: Floats, kind: tuple[np.float32, int, int], out: Any) -> None:
    luma, blue, red = out
    height, width = plane.shape[:2]
    scale, across, down = kind
    coded, grounds = np.zeros((4, width), _F), (ground, _still(ground, linear))
    blues, reds = np.zeros((2, width + 1), _F), np.zeros((2, width + 1), _F)
    span, middle = _F(224.0) * scale, _F(128.0) * scale
    for y in range(height):
        k = y % down
        _coded(plane[y], bits[y], (_OVER, linear, _ONE), grounds, coded)
        _luma(coded, scale, luma[y, :width], blues[k, 1:], reds[k, 1:])
        blues[k, 0], reds[k, 0] = blues[k, 1], reds[k, 1]
        if k == down - 1:
            if down == 1:
                blues[1], reds[1] = blues[0], reds[0]
            _chroma(blues, span / _F(1.8556), middle, across == 2, blue[y // down, : width // across])
            _chroma(reds, span / _F(1.5748), middle, across == 2, red[y // down, : width // across])


@kernel
def _weighed(pair: Floats, weights: Floats, scale: np.float32, out: Codes) -> None:
    """As :func:`_chroma`, of 8 bits, each difference as much as its weight."""
    a, b, p, q = pair[0], pair[1], weights[0], weights[1]
    for x in range(out.size):
        i, j, k = 2 * x, 2 * x + 1, 2 * x + 2
        weight = p[i] + q[i] + p[k] + q[k] + _F(2.0) * (p[j] + q[j])
        total = a[i] * p[i] + b[i] * q[i] + a[k] * p[k] + b[k] * q[k] + _F(2.0) * (a[j] * p[j] + b[j] * q[j])
        out[x] = np.int32(_F(128.5) + scale * (total / weight if weight > _ZERO else _ZERO))


@kernel
def _yuva420(plane: Plane, bits: Any, way: int, linear: bool, out: Any) -> None:
    luma, blue, red, alpha = out
    height, width = plane.shape[:2]
    nothing = np.zeros(3, _F)
    coded, grounds = np.zeros((4, width), _F), (nothing, np.zeros((4, BLOCK), _F))
    blues, reds, weights = np.zeros((2, width + 1), _F), np.zeros((2, width + 1), _F), np.zeros((2, width + 1), _F)
    for y in range(height):
        k = y & 1
        _coded(plane[y], bits[y], (way, linear, _F(255.0)), grounds, coded)
        _luma(coded, _ONE, luma[y, :width], blues[k, 1:], reds[k, 1:])
        for i in range(width):
            weights[k, i + 1] = _ONE if way == _PREMULTIPLIED else coded[3, i]
            alpha[y, i] = np.int32(coded[3, i])
        for line in (blues, reds, weights):
            line[k, 0] = line[k, 1]
        if k:
            _weighed(blues, weights, _F(224.0 / 1.8556), blue[y // 2, : width // 2])
            _weighed(reds, weights, _F(224.0 / 1.5748), red[y // 2, : width // 2])


@kernel
def _rgba(plane: Plane, bits: Any, how: tuple[int, bool, np.float32], ground: Floats, out: Any) -> None:
    red, green, blue, alpha = out
    way, linear, most = how
    height, width = plane.shape[:2]
    coded, grounds = np.zeros((4, width), _F), (ground, _still(ground, linear))
    for y in range(height):
        _coded(plane[y], bits[y], how, grounds, coded)
        for i in range(width):
            red[y, i] = np.int32(coded[0, i] * most + _HALF)
            green[y, i] = np.int32(coded[1, i] * most + _HALF)
            blue[y, i] = np.int32(coded[2, i] * most + _HALF)
            if way != _OVER:
                alpha[y, i] = np.int32(coded[3, i])


@kernel
def _packed10(plane: Plane, bits: Any, linear: bool, ground: Floats, out: NDArray[np.uint32]) -> None:
    height, width = plane.shape[:2]
    coded, grounds = np.zeros((4, width), _F), (ground, _still(ground, linear))
    most = _F(1023.0)
    for y in range(height):
        _coded(plane[y], bits[y], (_OVER, linear, _ONE), grounds, coded)
        for i in range(width):
            r, g = np.uint32(np.int32(coded[0, i] * most + _HALF)), np.uint32(np.int32(coded[1, i] * most + _HALF))
            word = r << np.uint32(22) | g << np.uint32(12) | np.uint32(np.int32(coded[2, i] * most + _HALF)) << np.uint32(2)
            swapped = word >> np.uint32(24) | (word >> np.uint32(8)) & _SECOND | (word & _SECOND) << np.uint32(8) | word << np.uint32(24)
            out[y, i] = swapped


@kernel
def _fill_cell(colour: Codes, alpha: Codes, step: int) -> None:
    """Give the pixels of one block that have no alpha the mean of the others. ``step``: pixels of alpha to one of colour."""
    total, weight = np.int64(0), np.int64(0)
    for y in range(colour.shape[0]):
        for x in range(colour.shape[1]):
            a = np.int64(alpha[y * step, x * step])
            total += a * np.int64(colour[y, x])
            weight += a
    if weight:
        mean = (total + weight // 2) // weight
        for y in range(colour.shape[0]):
            for x in range(colour.shape[1]):
                if alpha[y * step, x * step] == 0:
                    colour[y, x] = mean


@kernel
def _mixed(cell: Codes) -> bool:
    """Whether a block of alpha has both pixels with some and pixels without."""
    some, none = False, False
    for y in range(cell.shape[0]):
        for x in range(cell.shape[1]):
            some |= cell[y, x] != 0
            none |= cell[y, x] == 0
    return some and none


@kernel
def _filled(luma: Codes, blue: Codes, red: Codes, alpha: Codes, step: int) -> None:
    height, width = alpha.shape
    for top in range(0, height, _CELL):
        bottom = min(top + _CELL, height)
        for left in range(0, width, _CELL):
            right = min(left + _CELL, width)
            cell = alpha[top:bottom, left:right]
            if _mixed(cell):
                _fill_cell(luma[top:bottom, left:right], cell, 1)
                _fill_cell(blue[top // step : bottom // step, left // step : right // step], cell, step)
                _fill_cell(red[top // step : bottom // step, left // step : right // step], cell, step)


def yuv(plane: Plane, linear: bool, ground: Ground, depth: int, sampling: tuple[int, int], out: tuple[Codes, Codes, Codes]) -> None:
    """Luma and two chroma planes of ``depth`` bits over ``ground``, chroma once for so many pixels across and down: 1 or 2 each. A size
    that ``sampling`` does not divide loses its last chroma."""
    _yuv(plane, bits_of(plane), linear, np.array(ground, np.float32), (_F(2.0 ** (depth - 8)), *sampling), out)


def yuva420(plane: Plane, linear: bool, alpha: Literal["straight", "premultiplied"], out: tuple[Codes, Codes, Codes, Codes]) -> None:
    """Luma, two half-sized chroma planes and alpha, of 8 bits; the size is even. Straight colour is :func:`filled`."""
    _yuva420(plane, bits_of(plane), _WAYS[alpha], linear, out)


def rgba(
    plane: Plane, linear: bool, way: Literal["over", "straight", "premultiplied"], ground: Ground, out: tuple[Codes, Codes, Codes, Codes]
) -> None:
    """Red, green, blue and alpha as codes of the full range of ``out``'s type; ``over`` leaves alpha alone, which may be any plane."""
    most = _F(np.iinfo(out[0].dtype).max)
    _rgba(plane, bits_of(plane), (_WAYS[way], linear, most), np.array(ground, np.float32), out)


def interleaved(plane: Plane, linear: bool, way: Literal["over", "straight", "premultiplied"], ground: Ground, kind: type) -> Codes:
    """The same beside one another, ``(height, width, 4)`` of a type; ``over`` has no alpha and three of them."""
    height, width = plane.shape[:2]
    codes: Codes = np.empty((height, width, 3 if way == "over" else 4), kind)
    planes = [codes[..., i] for i in range(codes.shape[2])]
    rgba(plane, linear, way, ground, (planes[0], planes[1], planes[2], planes[-1]))
    return codes


def packed10(plane: Plane, linear: bool, ground: Ground) -> NDArray[np.uint32]:
    """``(height, width)`` big-endian words: red in the highest ten bits, then green and blue, two bits of nothing."""
    words = np.empty(plane.shape[:2], np.uint32)
    _packed10(plane, bits_of(plane), linear, np.array(ground, np.float32), words)
    return words


def filled(out: tuple[Codes, Codes, Codes, Codes], size: tuple[int, int], step: int = 1) -> None:
    """Fill what has no alpha, in place, in each block that is covered in part (see the module). ``size``: width and height of what is
    shown; ``step``: pixels to one of chroma, along either axis."""
    width, height = size
    luma, blue, red, alpha = out
    half = np.s_[: height // step, : width // step]
    _filled(luma[:height, :width], blue[half], red[half], alpha[:height, :width], step)
