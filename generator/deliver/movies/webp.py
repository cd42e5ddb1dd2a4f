"""Animated WebP, and stills of one frame: lossless, 8 bits, straight alpha, sRGB. For browsers, decks and mails.

The codec is libwebp, by way of Pillow, at its quickest: more effort costs ten times the time for a twentieth of the size. The container is
RIFF as Google's specification has it: VP8X, ICCP for the colour, ANIM, ANMF for each tile, XMP for what the file says of itself.
"""

from __future__ import annotations

import io
import re
import struct
from typing import TYPE_CHECKING

import numpy as np

from generator.deliver import components
from generator.deliver.movies.animation import Animated, Pixels, Reel, Tile
from generator.deliver.riff import chunk, chunks_of, file_of, is_file_of
from generator.deliver.sink import Fit, Format, Stamp
from generator.values.libraries import lazily
from generator.values.picture import Picture

if TYPE_CHECKING:
    from PIL import Image, features
else:
    Image, features = lazily("PIL.Image"), lazily("PIL.features")

_PROFILE, _ALPHA, _XMP, _ANIMATION = 0x20, 0x10, 0x04, 0x02
_OVERWRITES = 0x02  # a tile is laid down as it is, its alpha too
_PICTURES = (b"ALPH", b"VP8 ", b"VP8L")
_PACKET = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Label="{}"/></rdf:RDF></x:xmpmeta>'
)
_LABEL = re.compile(r'xmp:Label="([^"]*)"')


def _small(*numbers: int) -> bytes:
    """Numbers of 24 bits."""
    return b"".join(number.to_bytes(3, "little") for number in numbers)


class _WebP(Animated):
    name = "webp"
    grid = 2
    per_second = 1_000

    def pixels(self, picture: Picture, stamp: Stamp) -> Pixels:
        return components.interleaved(picture.beauty, picture.light == "linear", "straight", (0, 0, 0), np.uint8)

    def coded(self, pixels: Pixels) -> bytes:
        file = io.BytesIO()
        Image.fromarray(pixels).save(file, "WEBP", lossless=True, quality=30, method=0)
        return b"".join(chunk(kind, content) for kind, content in chunks_of(file.getvalue()) if kind in _PICTURES)

    def packed(self, reel: Reel) -> bytes:
        flags = _ALPHA | _ANIMATION | (_XMP if reel.words else 0) | (_PROFILE if reel.profile else 0)
        parts = [chunk(b"VP8X", struct.pack("<I", flags) + _small(reel.width - 1, reel.height - 1))]
        parts += [chunk(b"ICCP", reel.profile)] if reel.profile else []
        parts.append(chunk(b"ANIM", bytes(6)))
        for tile, stands in zip(reel.tiles, reel.ticks, strict=True):
            place = _small(tile.left // 2, tile.top // 2, tile.width - 1, tile.height - 1, stands)
            parts.append(chunk(b"ANMF", place + bytes([_OVERWRITES]) + tile.coded))
        if reel.words:
            parts.append(chunk(b"XMP ", _PACKET.format(reel.words).encode()))
        return file_of(b"WEBP", parts)

    def unpacked(self, content: bytes) -> Reel:
        if not is_file_of(b"WEBP", content) or int.from_bytes(content[4:8], "little") != len(content) - 8:
            raise ValueError("no WebP")
        tiles, stands, size, words = [], [], (0, 0), ""
        for kind, inside in chunks_of(content):
            numbers = [int.from_bytes(inside[i : i + 3], "little") for i in range(0, 15, 3)]
            if kind == b"VP8X":
                size = int.from_bytes(inside[4:7], "little") + 1, int.from_bytes(inside[7:10], "little") + 1
            elif kind == b"ANMF":
                tiles.append(Tile(2 * numbers[0], 2 * numbers[1], numbers[2] + 1, numbers[3] + 1, inside[16:]))
                stands.append(numbers[4])
            elif kind == b"XMP ":
                found = _LABEL.search(inside.decode())
                words = found[1] if found else ""
        return Reel(*size, tuple(tiles), tuple(stands), words)


def _lacks() -> str | None:
    return None if features.check("webp") else "this Pillow was built without libwebp"


CODER = _WebP()
WEBP = Format(
    "webp", ".webp", "lossless WebP animation with alpha", "straight", "sRGB", CODER.open, CODER.look, 0.4, CODER.join, _lacks,
    fit=Fit(most=(16_383, 16_383)),
)  # fmt: skip
