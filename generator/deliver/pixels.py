"""From a picture's float pixels to what files hold. The only place where light changes its form.

straight8, straight16   straight alpha, sRGB-encoded, 8 or 16 bits, as PNG wants its rows: filtered, each as it gets smallest
yuva444p10              Y'CbCr of BT.709, limited range, 10 bits, with alpha: straight, or premultiplied after encoding
yuv420p                 Y'CbCr of BT.709, limited range, 8 bits, over a ground; chroma sited left
linear_light            linear and premultiplied, as EXR wants it

Planes come in as :mod:`generator.values.picture` says. What holds for all of them:

* colour is divided by alpha before the transfer curve and clipped to 0..1 after it was; not-a-number counts as 0;
* **emitters**: a colour over 1.0 is divided by its largest component, so that a red lamp stays that red where a file ends at 1.0 and
  does not drift to salmon; EXR alone keeps how bright it is;
* ``linear`` says that the plane is linear light and the sRGB curve (IEC 61966-2-1) is due; else its values are encoded already;
* **additive light**: a pixel with more light than alpha (glow) has no straight form. Its alpha is raised to its largest component,
  rounded *up* to a code, and its colour is divided by that very code: over black, what the file gives is the light of the plate.
  Over anything brighter it covers a little of what it should only add to; EXR alone keeps it as it is.

Kernels work in stretches of a row: one without light costs next to nothing, and the loops over the others are such that the compiler makes
vector code of them. ``values/compiled.py`` says how they are compiled.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from generator.values.compiled import kernel
from generator.values.picture import Plane

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]
Words = NDArray[np.uint16]

BLOCK = 256
"""Pixels of a row that are converted together, at most: what they become stays in the first cache."""
_RUN = 32  # pixels that are dark, or not, together
_LOW_BYTES = np.uint64(0x00FF00FF00FF00FF)
_F = np.float32
_ZERO, _TINY, _HALF, _ONE, _BRIGHTEST = _F(0.0), _F(1e-30), _F(0.5), _F(1.0), _F(1e30)

# The sRGB curve above its straight part, 1.055 q**(5/3) - 0.055 with q the fourth root of light, as a polynomial of 2.62 q - 1.62, which
# is in -1..1: a Chebyshev fit of degree 9. With float32 arithmetic it is off by 2.4e-7 at most, a sixtieth of a 16-bit code.
_BEND, _START = _F(0.0031308), _F(12.92)
_GAIN, _BIAS = _F(2.6196699142456055), _F(-1.6196699142456055)
_C0, _C1, _C2, _C3, _C4, _C5, _C6, _C7, _C8, _C9 = (
    _F(c)
    for c in (
        0.4183899760246277, 0.4871259033679962, 0.10025126487016678, -0.0068764579482376575, 0.0014218376018106937,
        -0.0004128617874812335, 0.00012302128016017377, -4.2758849303936586e-05, 3.884845136781223e-05, -1.8772236217046157e-05,
    )
)  # fmt: skip


@kernel
def encode(values: Floats) -> None:
    """The sRGB curve, in place; 0..1 in and out."""
    for i in range(values.size):
        v = values[i]
        k = np.sqrt(np.sqrt(v)) * _GAIN + _BIAS
        y = ((((_C9 * k + _C8) * k + _C7) * k + _C6) * k + _C5) * k + _C4
        y = (((y * k + _C3) * k + _C2) * k + _C1) * k + _C0
        values[i] = v * _START if v <= _BEND else y


@kernel
def clip(values: Floats) -> None:
    """To 0..1, in place; not-a-number becomes 0."""
    for i in range(values.size):
        v = values[i]
        v = v if v > _ZERO else _ZERO
        values[i] = v if v < _ONE else _ONE


@kernel
def dark(bits: NDArray[np.uint32]) -> bool:
    """Whether a run of floats, given as words, holds nothing at all."""
    found = np.uint32(0)
    for i in range(bits.size):
        found |= bits[i]
    return bool(found == np.uint32(0))


@kernel
def stretch(bits: NDArray[np.uint32], start: int) -> tuple[int, bool]:
    """Where a stretch of a row ends that begins at pixel ``start``, at most :data:`BLOCK` further, and whether it is empty: all dark, or
    each of its runs has light. The row's floats are given as words."""
    width = bits.size // 4
    end = min(start + _RUN, width)
    empty = dark(bits[4 * start : 4 * end])
    while end < width and end - start < BLOCK:
        further = min(end + _RUN, width)
        if dark(bits[4 * end : 4 * further]) != empty:
            break
        end = further
    return end, empty


@kernel
def _split(block: Floats, red: Floats, green: Floats, blue: Floats, alpha: Floats) -> None:
    """Pixels to rows of components: what follows then runs over neighbours."""
    for i in range(block.shape[0]):
        red[i], green[i], blue[i], alpha[i] = block[i, 0], block[i, 1], block[i, 2], block[i, 3]


@kernel
def _divide(red: Floats, green: Floats, blue: Floats, alpha: Floats, most: np.float32) -> None:
    """Colour by alpha, in place; alpha becomes a whole code of 0..``most``, raised where there is more light than it (see the module)."""
    for i in range(red.size):
        r, g, b, a = red[i], green[i], blue[i], alpha[i]
        light = r if r > _ZERO else _ZERO
        light = g if g > light else light
        light = b if b > light else light
        light = light if light < _BRIGHTEST else _BRIGHTEST
        added = light > a
        cover = light if added else a
        cover = cover if cover > _ZERO else _ZERO
        cover = (cover if cover < _ONE else _ONE) * most
        code = _F(np.int32(cover + (_ZERO if added else _HALF)))
        code = code + (_ONE if added & (code < cover) else _ZERO)
        a = code / most if added else a
        most_of = a if a > light else light
        over = _ONE / (most_of if most_of > _TINY else _TINY)
        red[i], green[i], blue[i], alpha[i] = r * over, g * over, b * over, code


@kernel
def straight_block(block: Floats, linear: bool, most: np.float32, out: Floats) -> None:
    """Rows of ``out``, which may be longer: straight red, green, blue, encoded, in 0..1, and alpha as a whole code of 0..``most``."""
    n = block.shape[0]
    red, green, blue, alpha = out[0, :n], out[1, :n], out[2, :n], out[3, :n]
    _split(block, red, green, blue, alpha)
    _divide(red, green, blue, alpha, most)
    for row in (red, green, blue):
        clip(row)
        if linear:
            encode(row)


@kernel
def _opaque(values: Floats) -> bool:
    """Whether pixels one after another are all opaque and none brighter than 1: they are their own codes, but for the curve."""
    plain = bool(values[3] == _ONE)  # most that is not opaque is told by its first pixel
    if plain:
        for i in range(values.size):
            plain &= values[i] <= _ONE
    if plain:
        for i in range(np.uint64(values.size) // np.uint64(4)):
            plain &= values[np.uint64(4) * i + np.uint64(3)] == _ONE
    return plain


@kernel
def _codes8(values: Floats, out: Bytes) -> None:
    """Encoded values up to 1 as codes; what is below 0 is 0."""
    for i in range(values.size):
        v = values[i]
        out[i] = np.uint8(np.int32((v if v > _ZERO else _ZERO) * _F(255.0) + _HALF))


@kernel
def _pack8(coded: Floats, out: NDArray[np.uint32]) -> None:
    """Red in the lowest byte, which comes first in memory."""
    red, green, blue, alpha = coded[0], coded[1], coded[2], coded[3]
    most = _F(255.0)
    for i in range(out.size):
        r, g = np.uint32(np.int32(red[i] * most + _HALF)), np.uint32(np.int32(green[i] * most + _HALF))
        b, a = np.uint32(np.int32(blue[i] * most + _HALF)), np.uint32(np.int32(alpha[i]))
        out[i] = r | g << np.uint32(8) | b << np.uint32(16) | a << np.uint32(24)


@kernel
def _pack16(coded: Floats, out: NDArray[np.uint64]) -> None:
    """Big-endian words, red first in memory."""
    red, green, blue, alpha = coded[0], coded[1], coded[2], coded[3]
    most = _F(65535.0)
    for i in range(out.size):
        r, g = np.uint64(np.int32(red[i] * most + _HALF)), np.uint64(np.int32(green[i] * most + _HALF))
        b, a = np.uint64(np.int32(blue[i] * most + _HALF)), np.uint64(np.int32(alpha[i]))
        words = r | g << np.uint64(16) | b << np.uint64(32) | a << np.uint64(48)
        out[i] = (words >> np.uint64(8)) & _LOW_BYTES | (words & _LOW_BYTES) << np.uint64(8)


@kernel
def _filtered(now: Any, above: Any, out: Bytes) -> None:
    """A row of packed pixels as PNG stores it: its filter, then its bytes, each less the one to the left (1, "sub") or the one above (2,
    "up"), whichever leaves fewer pixels that are not 0."""
    across, down = np.uint32(0), np.uint32(0)
    for i in range(np.uint64(1), np.uint64(now.size)):
        across = np.uint32(across + np.uint32(now[i] != now[i - np.uint64(1)]))
    for i in range(np.uint64(now.size)):
        down = np.uint32(down + np.uint32(now[i] != above[i]))
    a, b, row = now.view(np.uint8), above.view(np.uint8), out[1:]
    if across < down:
        out[0] = 1
        step = a.size // now.size
        left, rest = a[: a.size - step], a[step:]
        row[:step] = a[:step]
        further = row[step:]
        for i in range(rest.size):
            further[i] = rest[i] - left[i]
    else:
        out[0] = 2
        for i in range(row.size):
            row[i] = a[i] - b[i]


@kernel
def _png8(plane: Plane, bits: NDArray[np.uint32], linear: bool, rows: Bytes) -> None:
    height, width = plane.shape[:2]
    coded, packed = np.zeros((4, BLOCK), _F), np.zeros((2, width), np.uint32)
    for y in range(height):
        now, above, line = packed[y & 1], packed[1 - (y & 1)], plane[y].reshape(-1)
        start = 0
        while start < width:
            end, empty = stretch(bits[y], start)
            values = line[4 * start : 4 * end]
            if empty:
                now[start:end] = 0
            elif not linear and _opaque(values):
                _codes8(values, now[start:end].view(np.uint8))
            else:
                straight_block(plane[y, start:end], linear, _F(255.0), coded)
                _pack8(coded, now[start:end])
            start = end
        _filtered(now, above, rows[y])


@kernel
def _png16(plane: Plane, bits: NDArray[np.uint32], linear: bool, rows: Bytes) -> None:
    height, width = plane.shape[:2]
    coded, packed = np.zeros((4, BLOCK), _F), np.zeros((2, width), np.uint64)
    for y in range(height):
        now, above = packed[y & 1], packed[1 - (y & 1)]
        start = 0
        while start < width:
            end, empty = stretch(bits[y], start)
            if empty:
                now[start:end] = 0
            else:
                straight_block(plane[y, start:end], linear, _F(65535.0), coded)
                _pack16(coded, now[start:end])
            start = end
        _filtered(now, above, rows[y])


@kernel
def _differences(coded: Floats, luma: Words, blue: Words, red: Words, alpha: Words) -> None:
    """BT.709's luma and colour differences as 10-bit codes of the limited range."""
    r, g, b, a = coded[0], coded[1], coded[2], coded[3]
    for i in range(luma.size):
        light = _F(0.2126) * r[i] + _F(0.7152) * g[i] + _F(0.0722) * b[i]
        luma[i] = np.uint16(np.int32(_F(64.5) + _F(876.0) * light))
        blue[i] = np.uint16(np.int32(_F(512.5) + _F(896.0 / 1.8556) * (b[i] - light)))
        red[i] = np.uint16(np.int32(_F(512.5) + _F(896.0 / 1.5748) * (r[i] - light)))
        alpha[i] = np.uint16(np.int32(a[i]))


@kernel
def _yuva(plane: Plane, bits: NDArray[np.uint32], linear: bool, premultiplied: bool, out: tuple[Words, ...]) -> None:
    luma, blue, red, alpha = out
    height, width = plane.shape[:2]
    coded = np.zeros((4, BLOCK), _F)
    for y in range(height):
        start = 0
        while start < width:
            end, empty = stretch(bits[y], start)
            if empty:
                luma[y, start:end], blue[y, start:end], red[y, start:end], alpha[y, start:end] = 64, 512, 512, 0
            else:
                straight_block(plane[y, start:end], linear, _F(1023.0), coded)
                if premultiplied:
                    coded[:3] *= coded[3] / _F(1023.0)
                _differences(coded, luma[y, start:end], blue[y, start:end], red[y, start:end], alpha[y, start:end])
            start = end


@kernel
def over_block(block: Floats, ground: Floats, linear: bool, out: Floats) -> None:
    """Rows of ``out``, which may be longer: red, green and blue of the block over a ground, encoded, in 0..1."""
    n = block.shape[0]
    red, green, blue = out[0, :n], out[1, :n], out[2, :n]
    r, g, b = ground[0], ground[1], ground[2]
    for i in range(n):
        rest = _ONE - block[i, 3]
        rest = rest if rest > _ZERO else _ZERO
        p, q, s = block[i, 0] + r * rest, block[i, 1] + g * rest, block[i, 2] + b * rest
        light = p if p > _ONE else _ONE
        light = q if q > light else light
        light = s if s > light else light
        over = _ONE / (light if light < _BRIGHTEST else _BRIGHTEST)
        red[i], green[i], blue[i] = p * over, q * over, s * over
    for row in (red, green, blue):
        clip(row)
        if linear:
            encode(row)


@kernel
def _luma8(coded: Floats, luma: Bytes, blue: Floats, red: Floats) -> None:
    """Luma as codes; the colour differences stay floats until they are filtered."""
    r, g, b = coded[0], coded[1], coded[2]
    for i in range(luma.size):
        light = _F(0.2126) * r[i] + _F(0.7152) * g[i] + _F(0.0722) * b[i]
        luma[i] = np.uint8(np.int32(_F(16.5) + _F(219.0) * light))
        blue[i] = b[i] - light
        red[i] = r[i] - light


@kernel
def _chroma8(pair: Floats, scale: np.float32, out: Bytes) -> None:
    """Two rows of differences (column 0 repeats the first) to one of half the width, sited left: 1 2 1 across, 1 1 down."""
    one, two = pair[0], pair[1]
    for x in range(out.size):
        ends = one[2 * x] + two[2 * x] + one[2 * x + 2] + two[2 * x + 2]
        v = _F(0.125) * ends + _F(0.25) * (one[2 * x + 1] + two[2 * x + 1])
        out[x] = np.uint8(np.int32(_F(128.5) + scale * v))


@kernel
def _yuv420(plane: Plane, bits: NDArray[np.uint32], linear: bool, ground: Floats, out: tuple[Bytes, ...]) -> None:
    luma, blue, red = out
    height, width = plane.shape[:2]
    tall, wide = height + (height & 1), width + (width & 1)
    coded, still = np.zeros((4, BLOCK), _F), np.zeros((4, BLOCK), _F)
    over_block(np.zeros((BLOCK, 4), _F), ground, linear, still)
    blues, reds = np.zeros((2, wide + 1), _F), np.zeros((2, wide + 1), _F)
    for y in range(tall):
        source, k = min(y, height - 1), y & 1
        start = 0
        while start < width:
            end, empty = stretch(bits[source], start)
            if not empty:
                over_block(plane[source, start:end], ground, linear, coded)
            _luma8(still if empty else coded, luma[y, start:end], blues[k, start + 1 : end + 1], reds[k, start + 1 : end + 1])
            start = end
        if wide > width:
            luma[y, width], blues[k, wide], reds[k, wide] = luma[y, width - 1], blues[k, width], reds[k, width]
        blues[k, 0], reds[k, 0] = blues[k, 1], reds[k, 1]
        if k:
            _chroma8(blues, _F(224.0 / 1.8556), blue[y // 2, : wide // 2])
            _chroma8(reds, _F(224.0 / 1.5748), red[y // 2, : wide // 2])


@kernel
def _decode(plane: Plane, out: Plane) -> None:
    """Premultiplied sRGB-encoded to premultiplied linear; light without alpha is decoded as it stands."""
    for y in range(plane.shape[0]):
        for x in range(plane.shape[1]):
            a = plane[y, x, 3]
            over = a if a > _ZERO else _ONE
            for k in range(3):
                v = plane[y, x, k] / over
                size = abs(v)
                light = size / np.float32(12.92)
                if size > np.float32(0.04045):
                    light = ((size + np.float32(0.055)) / np.float32(1.055)) ** np.float32(2.4)
                out[y, x, k] = np.copysign(light, v) * over
            out[y, x, 3] = a


def bits_of(plane: Plane) -> NDArray[np.uint32]:
    """The same memory as rows of words, in which nothing at all is 0."""
    return plane.reshape(plane.shape[0], -1).view(np.uint32)


def straight8(plane: Plane, linear: bool) -> Bytes:
    """``(height, 1 + 4 width)`` bytes: PNG rows of 8-bit RGBA, filtered."""
    rows = np.empty((plane.shape[0], 1 + 4 * plane.shape[1]), np.uint8)
    _png8(plane, bits_of(plane), linear, rows)
    return rows


def straight16(plane: Plane, linear: bool) -> Bytes:
    """``(height, 1 + 8 width)`` bytes: PNG rows of 16-bit big-endian RGBA, filtered."""
    rows = np.empty((plane.shape[0], 1 + 8 * plane.shape[1]), np.uint8)
    _png16(plane, bits_of(plane), linear, rows)
    return rows


def yuva444p10(plane: Plane, linear: bool, premultiplied: bool, out: tuple[Words, Words, Words, Words]) -> None:
    """Luma, blue difference, red difference and alpha, each ``(height, width)`` or wider: codes of 10 bits, alpha of 0..1023."""
    _yuva(plane, bits_of(plane), linear, premultiplied, out)


def yuv420p(plane: Plane, linear: bool, ground: tuple[float, float, float], out: tuple[Bytes, Bytes, Bytes]) -> None:
    """Luma and two half-sized chroma planes, or wider ones, over ``ground`` (in the plane's own light); an odd edge is repeated once."""
    _yuv420(plane, bits_of(plane), linear, np.array(ground, np.float32), out)


def linear_light(plane: Plane, linear: bool) -> Plane:
    """The plane as premultiplied linear light: itself where it is, else decoded under its alpha."""
    if linear:
        return plane
    decoded = np.empty_like(plane)
    _decode(plane, decoded)
    return decoded
