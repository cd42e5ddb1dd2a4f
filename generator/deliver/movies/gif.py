"""Animated GIF, and stills of one frame, over a ground: 256 colours for each tile, sRGB. For whatever takes nothing better.

Colours are chosen by Pillow's median cut, without dither: what stands still would else crawl. Alpha of one bit would give every edge a
fringe, so there is none. Tiles are those of GIF89a, each with a palette of its own.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from generator.deliver import components
from generator.deliver.light import ground
from generator.deliver.movies.animation import Animated, Pixels, Reel, Tile
from generator.deliver.sink import Format, Stamp
from generator.values.libraries import lazily
from generator.values.picture import Picture

if TYPE_CHECKING:
    from PIL import Image
else:
    Image = lazily("PIL.Image")

_IMAGE, _EXTENSION, _END = 0x2C, 0x21, 0x3B
_CONTROL, _COMMENT = 0xF9, 0xFE
_PALETTE, _SIZE = 0x80, 0x07  # of an image's flags: a palette follows, of 2 << so many colours
_FOREVER = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"


def _blocks(content: bytes, at: int) -> int:
    """Where a run of sub-blocks that begins at a place ends. Raises ValueError where it does not."""
    while at < len(content):
        if not content[at]:
            return at + 1
        at += 1 + content[at]
    raise ValueError("cut short")


def _parts(content: bytes, at: int) -> Iterator[bytes]:
    """The sub-blocks of a run."""
    while content[at]:
        yield content[at + 1 : at + 1 + content[at]]
        at += 1 + content[at]


def _text(content: bytes) -> bytes:
    """As sub-blocks, the empty last one too."""
    parts = [content[i : i + 255] for i in range(0, len(content), 255)]
    return b"".join(bytes([len(part)]) + part for part in parts) + b"\0"


def _read(content: bytes) -> Reel:
    if content[:6] != b"GIF89a" and content[:6] != b"GIF87a":
        raise ValueError("no GIF")
    width, height, flags = struct.unpack_from("<HHB", content, 6)
    common = content[13 : 13 + 3 * (2 << (flags & _SIZE))] if flags & _PALETTE else b""
    at, tiles, ticks, words = 13 + len(common), [], [], ""
    while content[at] != _END:
        if content[at] == _EXTENSION:
            end = _blocks(content, at + 2)
            if content[at + 1] == _CONTROL:
                ticks.append(int.from_bytes(content[at + 4 : at + 6], "little"))
            elif content[at + 1] == _COMMENT:
                words = b"".join(_parts(content, at + 2)).decode()
        else:
            left, top, wide, tall, kind = struct.unpack_from("<HHHHB", content, at + 1)
            own = 3 * (2 << (kind & _SIZE)) if kind & _PALETTE else 0
            end = _blocks(content, at + 11 + own)
            palette = content[at + 10 : at + 10 + own] if own else common
            sized = kind & _SIZE if own else flags & _SIZE
            tiles.append(Tile(left, top, wide, tall, bytes([_PALETTE | sized]) + palette + content[at + 10 + own : end]))
        at = end
    return Reel(width, height, tuple(tiles), tuple(ticks), words)


class _Gif(Animated):
    name = "gif"
    grid = 1
    per_second = 100

    def pixels(self, picture: Picture, stamp: Stamp) -> Pixels:
        return components.interleaved(picture.beauty, picture.light == "linear", "over", ground(picture, stamp), np.uint8)

    def coded(self, pixels: Pixels) -> bytes:
        file = io.BytesIO()
        chosen = Image.fromarray(pixels).quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        chosen.save(file, "GIF", interlace=0, optimize=False)
        return _read(file.getvalue()).tiles[0].coded

    def packed(self, reel: Reel) -> bytes:
        parts = [b"GIF89a", struct.pack("<HHBBB", reel.width, reel.height, 0x70, 0, 0)]
        parts += [_FOREVER] if len(reel.tiles) > 1 else []
        parts += [bytes([_EXTENSION, _COMMENT]) + _text(reel.words.encode())] if reel.words else []
        for tile, stands in zip(reel.tiles, reel.ticks, strict=True):
            parts.append(struct.pack("<BBBBHBB", _EXTENSION, _CONTROL, 4, 1 << 2, stands, 0, 0))
            parts.append(struct.pack("<BHHHH", _IMAGE, tile.left, tile.top, tile.width, tile.height) + tile.coded)
        return b"".join((*parts, bytes([_END])))

    def unpacked(self, content: bytes) -> Reel:
        return _read(content)


def _note(stamp: Stamp) -> str:
    """Readers show a frame of under two hundredths for ten."""
    return f"gif counts in hundredths: at {stamp.rate} frames a second most readers play it slower" if stamp.rate.fraction > 50 else ""


CODER = _Gif()
GIF = Format("gif", ".gif", "GIF animation over a ground", "none", "sRGB", CODER.open, CODER.look, 0.2, CODER.join, notes=_note)
