"""Cryptomatte, specification 1.2: who and what is at every pixel, and how much of it.

``PLATE.1001.exr`` in a folder of its own, one part: the beauty as plain half-float R, G, B, A, so that any viewer shows something, and two
Cryptomattes in 32-bit floats, ``CryptoCitizen`` and ``CryptoElement``. Each has three layers of four channels, which are six ranks of an id
and its coverage, the largest first. An id is the MurmurHash3 of a name; the header's manifests say which is which. Files are never lossy.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from isal import isal_zlib
from numpy.typing import NDArray

from generator.colour.tags import LINEAR
from generator.deliver import pixels
from generator.deliver.exr import FIRST_PART, look
from generator.deliver.exr_file import Channel, Part, put_together
from generator.deliver.exr_header import Attribute, said, text
from generator.deliver.files import Written, write_soon
from generator.deliver.murmur import float_bits
from generator.deliver.pixels import Bytes, Floats
from generator.deliver.sink import MATTES, Format, FrameSink, Sink, Stamp, nothing_lacks
from generator.values.compiled import kernel
from generator.values.picture import CITIZEN, ELEMENT, Matte, Picture

LAYERS = {CITIZEN: "CryptoCitizen", ELEMENT: "CryptoElement"}
RANKS = 6
_ROWS = 32
_LEVEL = 1
_LARGEST = 65504.0


def _channels() -> list[Channel]:
    """Of every file, in the order in which they stand there."""
    ranked = [Channel(f"{layer}{i:02d}.{c}", "float") for layer in LAYERS.values() for i in range(RANKS // 2) for c in "RGBA"]
    return sorted([*ranked, *map(Channel, "RGBA")], key=lambda channel: channel.name)


def attributes(layer: str, names: Sequence[str]) -> Iterator[Attribute]:
    """What the header says of one Cryptomatte."""
    key = f"cryptomatte/{float_bits(layer):08x}"[: len("cryptomatte/") + 7]
    yield text(f"{key}/name", layer)
    yield text(f"{key}/hash", "MurmurHash3_32")
    yield text(f"{key}/conversion", "uint32_to_float32")
    yield text(f"{key}/manifest", json.dumps({name: f"{float_bits(name):08x}" for name in names}, ensure_ascii=False))


@kernel
def _rank(cover: Floats, left: int, number: np.float32, ids: Floats, covers: Floats) -> None:
    """Put a matte's rows in their places among the ranks, by coverage; the last of more than there is room for falls out."""
    most = ids.shape[2]
    for y in range(cover.shape[0]):
        for x in range(cover.shape[1]):
            amount, who = cover[y, x], number
            if not amount > np.float32(0):
                continue
            row, column = covers[y, left + x], ids[y, left + x]
            for k in range(most):
                if amount > row[k]:
                    amount, row[k] = row[k], amount
                    who, column[k] = column[k], who


@kernel
def _bound(covers: Floats) -> None:
    """Where rounding took a pixel's coverages over 1, make them 1 at most."""
    for y in range(covers.shape[0]):
        for x in range(covers.shape[1]):
            row = covers[y, x]
            total = np.float64(0)
            for k in range(row.size):
                total += row[k]
            if total > 1:
                for k in range(row.size):
                    row[k] = np.float32(row[k] * (0.9999999 / total))


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


def _ranked(mattes: Sequence[Matte], top: int, rows: int, width: int) -> tuple[Floats, Floats]:
    """Ids and coverages ``(rows, width, RANKS)`` of some lines."""
    ids, covers = np.zeros((rows, width, RANKS), np.float32), np.zeros((rows, width, RANKS), np.float32)
    for matte in mattes:
        left, upper, _, lower = matte.bounds
        first, last = max(top, upper), min(top + rows, lower)
        if first < last:
            number = np.uint32(float_bits(matte.name)).view(np.float32)
            _rank(matte.cover[first - upper : last - upper], left, number, ids[first - top : last - top], covers[first - top : last - top])
    _bound(covers)
    return ids, covers


def _planes(picture: Picture, beauty: NDArray[np.float16], top: int, rows: int) -> dict[str, NDArray[np.float16] | Floats]:
    """Every channel's samples of some lines."""
    found: dict[str, NDArray[np.float16] | Floats] = {c: beauty[top : top + rows, :, i] for i, c in enumerate("RGBA")}
    for kind, layer in LAYERS.items():
        ids, covers = _ranked(picture.mattes.get(kind, ()), top, rows, beauty.shape[1])
        for i, c in enumerate("RGBA" * (RANKS // 2)):
            found[f"{layer}{i // 4:02d}.{c}"] = (covers if i % 2 else ids)[..., i // 2]
    return found


def _chunks(picture: Picture) -> Iterator[bytes]:
    """The file's lines, compressed."""
    light = pixels.linear_light(picture.beauty, picture.light == "linear")
    beauty = np.clip(np.nan_to_num(light), -_LARGEST, _LARGEST).astype(np.float16)
    channels = _channels()
    height = picture.size[1]
    for top in range(0, height, _ROWS):
        rows = min(_ROWS, height - top)
        planes = _planes(picture, beauty, top, rows)
        raw = np.concatenate([np.ascontiguousarray(planes[channel.name]).view(np.uint8) for channel in channels], axis=1)
        lines = np.empty_like(raw)
        _differences(raw, lines)
        for line, plain in zip(lines, raw, strict=True):
            data = isal_zlib.compress(line, _LEVEL)
            yield data if len(data) < line.size else plain.tobytes()


def save(path: Path, picture: Picture, frame: int, stamp: Stamp) -> Written:
    """Write one picture's mattes; raises :class:`WriteError`."""
    x, y = picture.margin
    width, height = picture.size
    manifests = [a for kind, layer in LAYERS.items() for a in attributes(layer, [matte.name for matte in picture.mattes.get(kind, ())])]
    part = Part(FIRST_PART, _channels(), (-x, -y, width - x, height - y), "zips", list(_chunks(picture)))
    return write_soon(path, put_together([part], [*said(frame, stamp), *manifests]))


def _open(target: Path, stamp: Stamp) -> Sink:
    return FrameSink(target, stamp, ".exr", save)


CRYPTO = Format(
    "crypto",
    ".exr",
    "Cryptomatte sequence, 32-bit float: citizens and elements, with the beauty",
    "premultiplied",
    LINEAR.interop,
    False,
    _open,
    look,
    nothing_lacks,
    1.5,
    scene=True,
    overscan=True,
    wants=MATTES,
)
