"""Planes to the scan lines of an OpenEXR file, compressed: half floats, split into bytes, differenced, deflated.

The layout is that of OpenEXR's ZIPS compression. A line is its channels one after another. Its low bytes come first, then its high bytes;
each byte is replaced by its difference from the one before plus 128, so that what is empty or even becomes a run of one value, which
deflates to nothing. Intel's ISA-L does that many times faster than the library's own compressor, and empty blocks are never converted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from isal import isal_zlib
from numpy.typing import NDArray

from generator.deliver.pixels import Bytes, Floats, Words, bits_of, dark
from generator.values.compiled import kernel
from generator.values.picture import Bounds, Plane

_ROOM = 1 << 20  # bytes that are prepared together: few enough to stay in the cache until they are compressed
_BLOCK = 64  # pixels of a line that are empty, or not, together
_EMPTY = 128  # the difference between two samples that are alike
_LEVEL = 1


@kernel
def _halves(block: Floats, out: Words) -> None:
    """Rows of ``out``, from column 1 on: the components of a block as bits of halves.

    Rounded to the nearest, ties to even; subnormals are kept; clamped to the largest finite half; not-a-number is 0.
    """
    for k in range(4):
        row = out[k]
        for i in range(block.shape[0]):
            v = block[i, k]
            bits = np.float32(v).view(np.uint32)
            size = bits & np.uint32(0x7FFFFFFF)
            sign = (bits >> np.uint32(16)) & np.uint32(0x8000)
            size = np.uint32(0) if size > np.uint32(0x7F800000) else min(size, np.uint32(0x477FE000))
            small = np.float32(abs(v) + np.float32(0.5)).view(np.uint32) - np.uint32(0x3F000000)  # the adder rounds to 2**-24 for us
            odd = (size >> np.uint32(13)) & np.uint32(1)
            large = (size + odd - np.uint32(0x37FFF001)) >> np.uint32(13)
            code = small if size < np.uint32(0x38800000) else large
            row[i + 1] = np.uint16((np.uint32(0) if size == np.uint32(0) else code) | sign)


@kernel
def _difference(row: Words, low: Bytes, high: Bytes) -> None:
    """Both bytes of each sample less those of the sample before it, which is ``row[0]`` for the first."""
    for i in range(low.size):
        one, two = row[i], row[i + 1]
        low[i] = np.uint8((two & 255) - (one & 255) + 128)
        high[i] = np.uint8((two >> 8) - (one >> 8) + 128)


@kernel
def _fill(plane: Plane, bits: NDArray[np.uint32], sides: tuple[int, int], places: NDArray[np.int64], lines: Bytes, ends: Words) -> None:
    """Four channels of some lines into their ``places``: indices among all channels, for red, green, blue and alpha.

    Beyond both ``sides`` there is nothing. ``ends`` keeps the first and the last sample of each channel for :func:`_tie`.
    """
    height, width = plane.shape[:2]
    middle = lines.shape[1] // 2
    first = min(sides[0] // _BLOCK * _BLOCK, width)
    last = min((sides[1] + _BLOCK - 1) // _BLOCK * _BLOCK + _BLOCK, width)  # and one more: there the differences come to rest
    row = np.zeros((4, _BLOCK + 1), np.uint16)
    for y in range(height):
        line = lines[y]
        row[:, 0] = 0
        for k in range(4):
            ends[y, places[k], 0] = 0
            for at in (places[k] * width, middle + places[k] * width):
                line[at : at + first] = _EMPTY
                line[at + last : at + width] = _EMPTY
        for start in range(first, last, _BLOCK):
            end = min(start + _BLOCK, width)
            empty = dark(bits[y, 4 * start : 4 * end])
            if empty:
                row[:, 1:] = 0
            else:
                _halves(plane[y, start:end], row)
            for k in range(4):
                low, high = places[k] * width + start, middle + places[k] * width + start
                if empty and row[k, 0] == 0:
                    line[low : low + end - start] = _EMPTY
                    line[high : high + end - start] = _EMPTY
                else:
                    _difference(row[k], line[low : low + end - start], line[high : high + end - start])
                if start == 0:
                    ends[y, places[k], 0] = row[k, 1]
                row[k, 0] = row[k, end - start]
        for k in range(4):
            ends[y, places[k], 1] = row[k, 0] if last == width else 0


@kernel
def _clear(places: NDArray[np.int64], width: int, lines: Bytes, ends: Words) -> None:
    """Four channels in which there is nothing."""
    middle = lines.shape[1] // 2
    for y in range(lines.shape[0]):
        for k in range(4):
            ends[y, places[k], 0] = ends[y, places[k], 1] = 0
            for at in (places[k] * width, middle + places[k] * width):
                lines[y, at : at + width] = _EMPTY


@kernel
def _tie(ends: Words, width: int, lines: Bytes) -> None:
    """Differences across the seams: a channel's first bytes follow the last of the channel before, and the high bytes the low ones."""
    count = ends.shape[1]
    middle = count * width
    for y in range(lines.shape[0]):
        for c in range(count):
            first, last = ends[y, c, 0], ends[y, c - 1 if c else count - 1, 1]
            low, high = last & 255, last >> 8
            if c == 0:
                lines[y, 0] = np.uint8(first & 255)
                lines[y, middle] = np.uint8((first >> 8) - low + 128)
            else:
                lines[y, c * width] = np.uint8((first & 255) - low + 128)
                lines[y, middle + c * width] = np.uint8((first >> 8) - high + 128)


def compressed(planes: Sequence[Plane], places: Sequence[Sequence[int]], bounds: Sequence[Bounds], squeeze: bool = True) -> Iterator[bytes]:
    """The data of every scan line, top to bottom; as it is where it is not to be squeezed. ``places[i]`` are where plane i's red, green,
    blue and alpha stand among all channels; outside of ``bounds[i]`` there is nothing on it, and there it is not even read."""
    height, width = planes[0].shape[:2]
    count = 4 * len(planes)
    strip = max(1, min(height, _ROOM // (2 * count * width)))
    lines = np.full((strip, 2 * count * width), _EMPTY, np.uint8)
    ends = np.zeros((strip, count, 2), np.uint16)
    sources = [
        _Source(*each) for each in zip(planes, map(bits_of, planes), (np.array(four, np.int64) for four in places), bounds, strict=True)
    ]
    for top in range(0, height, strip):
        tall = min(strip, height - top)
        for source in sources:
            source.fill(top, top + tall, lines, ends)
        _tie(ends[:tall], width, lines[:tall])
        for line in lines[:tall]:
            data = isal_zlib.compress(line, _LEVEL) if squeeze else b""
            yield data if 0 < len(data) < line.size else plain(line)


@dataclass(slots=True)
class _Source:
    """A plane on its way into lines; ``there``: the lines hold something of it."""

    plane: Plane
    bits: NDArray[np.uint32]
    places: NDArray[np.int64]
    bounds: Bounds
    there: bool = False

    def fill(self, top: int, bottom: int, lines: Bytes, ends: Words) -> None:
        """Its channels of some lines of the picture; nothing is done where nothing was there and nothing comes."""
        left, upper, right, lower = self.bounds
        if max(top, upper) < min(bottom, lower) and left < right:
            _fill(self.plane[top:bottom], self.bits[top:bottom], (left, right), self.places, lines, ends)
            self.there = True
        elif self.there:
            _clear(self.places, self.plane.shape[1], lines, ends)
            self.there = False


def plain(line: Bytes) -> bytes:
    """A prepared line as it was: how the format stores one that does not get smaller."""
    steps = line.copy()
    steps[1:] -= 128
    low, high = np.add.accumulate(steps, dtype=np.uint8).reshape(2, -1)
    return np.stack([low, high], axis=1).tobytes()
