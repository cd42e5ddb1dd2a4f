"""Cryptomatte, specification 1.2: who and what is at every pixel, and how much of it.

``PLATE.1001.exr`` in a folder of its own, one part: the beauty as plain half-float R, G, B, A, so that any viewer shows something, and two
Cryptomattes in 32-bit floats, ``CryptoCitizen`` and ``CryptoElement``. Each has three layers of four channels, which are six ranks of an id
and its coverage, the largest first. An id is the MurmurHash3 of a name; the header's manifests say which is which. Files are never lossy.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from isal import isal_zlib
from numpy.typing import NDArray

from generator.colour.tags import LINEAR
from generator.deliver import pixels
from generator.deliver.files import Written, write_soon
from generator.deliver.openexr.exr import FIRST_PART, look
from generator.deliver.openexr.file import Channel, Part, put_together
from generator.deliver.openexr.header import Attribute, said, text
from generator.deliver.openexr.murmur import float_bits
from generator.deliver.openexr.pack import halves
from generator.deliver.pixels import Bytes, Floats
from generator.deliver.sink import MATTES, Format, Stamp, sequence
from generator.deliver.timecode import note_of_headers
from generator.values.compiled import kernel
from generator.values.picture import CITIZEN, ELEMENT, Matte, Picture, Plane

LAYERS = {CITIZEN: "CryptoCitizen", ELEMENT: "CryptoElement"}
RANKS = 6
_ROWS = 16
_LEVEL = 1


def _channels() -> list[Channel]:
    """Of every file, in the order in which they stand there."""
    ranked = [Channel(f"{layer}{i:02d}.{c}", "float") for layer in LAYERS.values() for i in range(RANKS // 2) for c in "RGBA"]
    return sorted([*ranked, *map(Channel, "RGBA")], key=lambda channel: channel.name)


def attributes(layer: str, names: Sequence[str]) -> Iterator[Attribute]:
    """What the header says of one Cryptomatte."""
    key = "cryptomatte/" + f"{float_bits(layer):08x}"[:7]
    yield text(f"{key}/name", layer)
    yield text(f"{key}/hash", "MurmurHash3_32")
    yield text(f"{key}/conversion", "uint32_to_float32")
    yield text(f"{key}/manifest", json.dumps({name: f"{float_bits(name):08x}" for name in names}, ensure_ascii=False))


@kernel
def _rank(cover: Floats, left: int, number: np.float32, ids: Floats, covers: Floats) -> None:
    """Put a matte's rows in their places among the ranks, by coverage; the last of more than there is room for falls out."""
    for y in range(cover.shape[0]):
        for x in range(cover.shape[1]):
            amount, who = cover[y, x], number
            if not amount > np.float32(0):
                continue
            for k in range(covers.shape[0]):
                other = covers[k, y, left + x]
                if amount > other:
                    covers[k, y, left + x] = amount
                    amount = other
                    other = ids[k, y, left + x]
                    ids[k, y, left + x] = who
                    who = other


@kernel
def _bound(covers: Floats) -> None:
    """Where rounding took a pixel's coverages over 1, make them 1 at most."""
    for y in range(covers.shape[1]):
        for x in range(covers.shape[2]):
            total = np.float64(0)
            for k in range(covers.shape[0]):
                total += covers[k, y, x]
            if total > 1:
                for k in range(covers.shape[0]):
                    covers[k, y, x] = np.float32(covers[k, y, x] * (0.9999999 / total))


@kernel
def _differences(raw: Bytes, out: Bytes) -> None:
    """Lines as OpenEXR deflates them: even bytes, then odd ones, each less the one before plus 128."""
    middle = (raw.shape[1] + 1) // 2
    for y in range(raw.shape[0]):
        line, made = raw[y], out[y]
        before = np.uint8(0)
        for i in range(middle):
            made[i] = np.uint8(line[2 * i] - before + 128)
            before = line[2 * i]
        made[0] = line[0]
        for i in range(raw.shape[1] - middle):
            made[middle + i] = np.uint8(line[2 * i + 1] - before + 128)
            before = line[2 * i + 1]


def _ranked(mattes: Sequence[Matte], top: int, ids: Floats, covers: Floats) -> None:
    """Ids and coverages ``(RANKS, rows, width)`` of the lines from ``top`` on."""
    ids.fill(0)
    covers.fill(0)
    for matte in mattes:
        left, upper, _, lower = matte.bounds
        first, last = max(top, upper), min(top + ids.shape[1], lower)
        if first < last:
            number = np.uint32(float_bits(matte.name)).view(np.float32)
            rows = np.s_[:, first - top : last - top]
            _rank(matte.cover[first - upper : last - upper], left, number, ids[rows], covers[rows])
    _bound(covers)


@dataclass(slots=True)
class _Strip:
    """Some lines on their way into a file: every channel's bytes beside one another, and the memory for ranks, used again and again."""

    width: int
    raw: Bytes
    ids: Floats
    covers: Floats
    places: dict[str, slice]

    @classmethod
    def of(cls, width: int) -> _Strip:
        places, at = {}, 0
        for channel in _channels():
            size = width * (4 if channel.kind == "float" else 2)
            places[channel.name] = slice(at, at + size)
            at += size
        ranks = (RANKS, _ROWS, width)
        return cls(width, np.empty((_ROWS, at), np.uint8), np.empty(ranks, np.float32), np.empty(ranks, np.float32), places)

    def put(self, name: str, samples: NDArray[np.float16] | Floats) -> None:
        """A channel's samples of the strip's first lines."""
        self.raw[: samples.shape[0], self.places[name]] = np.ascontiguousarray(samples).view(np.uint8)

    def fill(self, picture: Picture, light: Plane, top: int, rows: int) -> Bytes:
        """Every channel of some lines."""
        half = halves(light[top : top + rows])
        for i, c in enumerate("RGBA"):
            self.put(c, half[..., i])
        ids, covers = self.ids[:, :rows], self.covers[:, :rows]
        for kind, layer in LAYERS.items():
            _ranked(picture.mattes.get(kind, ()), top, ids, covers)
            for i, c in enumerate("RGBA" * (RANKS // 2)):
                self.put(f"{layer}{i // 4:02d}.{c}", (covers if i % 2 else ids)[i // 2])
        return self.raw[:rows]


def _chunks(picture: Picture) -> Iterator[bytes]:
    """The file's lines, compressed."""
    light = pixels.linear_light(picture.beauty, picture.light == "linear")
    width, height = picture.size
    strip = _Strip.of(width)
    made = np.empty_like(strip.raw)
    for top in range(0, height, _ROWS):
        raw = strip.fill(picture, light, top, min(_ROWS, height - top))
        _differences(raw, made)
        for line, plain in zip(made, raw, strict=False):
            data = isal_zlib.compress(line, _LEVEL)
            yield data if len(data) < line.size else plain.tobytes()


def save(path: Path, picture: Picture, frame: int, stamp: Stamp) -> Written:
    """Write one picture's mattes; raises :class:`WriteError`."""
    x, y = picture.margin
    width, height = picture.size
    manifests = [a for kind, layer in LAYERS.items() for a in attributes(layer, [matte.name for matte in picture.mattes.get(kind, ())])]
    part = Part(FIRST_PART, _channels(), (-x, -y, width - x, height - y), "zips", list(_chunks(picture)))
    return write_soon(path, put_together([part], [*said(frame, stamp), *manifests]))


CRYPTO = Format(
    "crypto",
    ".exr",
    "Cryptomatte sequence, 32-bit float: citizens and elements, with the beauty",
    "premultiplied",
    LINEAR.interop,
    sequence(".exr", save),
    look,
    1.5,
    scene=True,
    overscan=True,
    wants=MATTES,
    notes=note_of_headers,
)
