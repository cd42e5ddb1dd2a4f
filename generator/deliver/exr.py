"""OpenEXR: half floats, premultiplied, scene-linear Rec. 709, one part, ZIP compression of single scan lines.

The beauty is the plain R, G, B, A; a layer is ``name.R`` and so on. The header carries the rate as a fraction, the timecode, the primaries,
``colorInteropID`` as the Color Interop Forum names the space, the order of the layers, and ``ministerio/...``.

The file is put together here, by the specification ("OpenEXR File Layout"), because a HUD's many layers are mostly empty, and
:mod:`generator.deliver.scanlines` compresses that ten times faster than the library does. The tests read it with the library.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

from isal import igzip_lib, isal_zlib

from generator.deliver import pixels
from generator.deliver.files import Written, write_bytes
from generator.deliver.scanlines import compressed
from generator.deliver.sink import Format, FrameSink, Seen, Sink, Stamp, damaged, nothing_lacks
from generator.values.picture import BEAUTY, Picture

COLOUR = "lin_rec709_scene"
_REC709 = (0.64, 0.33, 0.30, 0.60, 0.15, 0.06, 0.3127, 0.3290)  # BT.709: red, green, blue, white as x, y
_FINGERPRINT, _FRAME = "ministerio/fingerprint", "ministerio/frame"
_MAGIC, _VERSION, _LONG_NAMES = b"\x76\x2f\x31\x01", 2, 0x400
_ZIPS = b"\x02"
_HALF = struct.pack("<iiii", 1, 0, 1, 1)  # in a channel list, after the name: half float, three reserved words, no subsampling
_BROKEN: Any = igzip_lib.IsalError  # what a stream that does not inflate raises
_LONGEST = 31  # letters in a name, in files without the flag


def _channels(picture: Picture) -> list[list[str]]:
    """Names of the channels of the beauty and of each layer, in the order red, green, blue, alpha."""
    return [[f"{layer}.{c}" if layer else c for c in "RGBA"] for layer in ("", *picture.layers)]


def _timecode(frame: int, stamp: Stamp) -> bytes:
    """SMPTE ST 12-1 in binary-coded decimals. It counts 30 frames a second at most: faster rates have none."""
    if stamp.rate.nominal > 30:
        return b""
    pairs = zip(stamp.rate.timecode(frame).split(":"), (24, 16, 8, 0), strict=True)
    return struct.pack("<II", sum(int(pair, 16) << shift for pair, shift in pairs), 0)


def _attributes(frame: int, picture: Picture, stamp: Stamp, names: list[str]) -> Iterator[tuple[str, str, bytes]]:
    """Name, type and value of what the header says: first what the specification demands."""
    width, height = picture.size
    window = struct.pack("<4i", 0, 0, width - 1, height - 1)
    rate = stamp.rate.fraction
    yield "channels", "chlist", b"".join(name.encode() + b"\x00" + _HALF for name in names) + b"\x00"
    yield "compression", "compression", _ZIPS
    yield "dataWindow", "box2i", window
    yield "displayWindow", "box2i", window
    yield "lineOrder", "lineOrder", b"\x00"
    yield "pixelAspectRatio", "float", struct.pack("<f", 1)
    yield "screenWindowCenter", "v2f", struct.pack("<2f", 0, 0)
    yield "screenWindowWidth", "float", struct.pack("<f", 1)
    yield "framesPerSecond", "rational", struct.pack("<iI", rate.numerator, rate.denominator)
    yield "timeCode", "timecode", _timecode(frame, stamp)
    yield "chromaticities", "chromaticities", struct.pack("<8f", *_REC709)
    yield _FRAME, "int", struct.pack("<i", frame)
    texts = {
        "colorInteropID": COLOUR,
        "owner": stamp.owner,
        "comments": stamp.comments,
        _FINGERPRINT: stamp.fingerprint,
        "ministerio/plate": stamp.plate,
        "ministerio/layers": ",".join(picture.layers),
        "ministerio/program": stamp.program,
    }
    yield from ((name, "string", text.encode()) for name, text in texts.items())


def _header(frame: int, picture: Picture, stamp: Stamp, names: list[str]) -> bytes:
    flags = _LONG_NAMES if max(map(len, names)) > _LONGEST else 0
    parts = [_MAGIC, struct.pack("<I", _VERSION | flags)]
    for name, kind, value in _attributes(frame, picture, stamp, names):
        if value:
            parts.append(f"{name}\0{kind}\0".encode() + struct.pack("<i", len(value)) + value)
    return b"".join(parts) + b"\x00"


def save(path: Path, picture: Picture, frame: int, stamp: Stamp) -> Written:
    """Write one picture; raises :class:`WriteError`."""
    groups = _channels(picture)
    names = sorted(name for group in groups for name in group)
    places = [[names.index(name) for name in group] for group in groups]
    planes = [pixels.linear_light(plane, picture.light == "linear") for plane in (picture.beauty, *picture.layers.values())]
    bounds = [picture.within(name) for name in (BEAUTY, *picture.layers)]
    chunks = [struct.pack("<ii", y, len(data)) + data for y, data in enumerate(compressed(planes, places, bounds))]
    header = _header(frame, picture, stamp, names)
    offsets = list(accumulate((len(chunk) for chunk in chunks), initial=len(header) + 8 * len(chunks)))[:-1]
    return write_bytes(path, b"".join((header, struct.pack(f"<{len(offsets)}Q", *offsets), *chunks)))


def _said(content: bytes) -> tuple[dict[str, bytes], int]:
    """The header's attributes as they stand in the file, and where the table of offsets begins."""
    found: dict[str, bytes] = {}
    at = 8
    while content[at] != 0:
        name, kind, _ = content[at : at + 600].split(b"\x00", 2)
        at += len(name) + len(kind) + 2
        (size,) = struct.unpack_from("<i", content, at)
        found[name.decode()] = content[at + 4 : at + 4 + size]
        at += 4 + size
    return found, at + 1


def look(path: Path) -> Seen:
    """Inflate every scan line, which proves its checksum, and read the stamp; raises :class:`DamagedError`."""
    content = path.read_bytes()
    if not content.startswith(_MAGIC):
        raise damaged(path, "is no OpenEXR file")
    try:
        says, table = _said(content)
        left, top, right, bottom = struct.unpack("<4i", says["dataWindow"])
        line = (right - left + 1) * 2 * says["channels"].count(_HALF)
        for (offset,) in struct.iter_unpack("<Q", content[table : table + 8 * (bottom - top + 1)]):
            _, size = struct.unpack_from("<ii", content, offset)
            packed = content[offset + 8 : offset + 8 + size]
            if len(packed) != size or (size < line and len(isal_zlib.decompress(packed)) != line):
                raise damaged(path, "is cut short")
        (frame,) = struct.unpack("<i", says.get(_FRAME, bytes(4)))
    except (struct.error, _BROKEN, IndexError, KeyError, ValueError, MemoryError) as fault:
        raise damaged(path, "is cut short or damaged") from fault
    return Seen(says.get(_FINGERPRINT, b"").decode(errors="replace"), str(frame), codec="exr")


def _open(target: Path, stamp: Stamp) -> Sink:
    return FrameSink(target, stamp, ".exr", save)


EXR = Format(
    "exr", ".exr", "OpenEXR sequence, half float, all layers", "premultiplied", COLOUR, False, _open, look, nothing_lacks, 1.0, layered=True
)
