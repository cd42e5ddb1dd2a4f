"""OpenEXR: half floats, premultiplied, scene-linear Rec. 709, one part, ZIP compression of single scan lines.

The beauty is the plain R, G, B, A; a layer is ``name.R`` and so on. The header carries the rate as a fraction, the timecode, the primaries,
``colorInteropID`` as the Color Interop Forum names the space, the order of the layers, and ``ministerio/...``.
"""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import OpenEXR

from generator.deliver import pixels
from generator.deliver.files import Written, whole
from generator.deliver.sink import Format, FrameSink, Seen, Sink, Stamp, damaged, nothing_lacks
from generator.values.picture import Picture

COLOUR = "lin_rec709_scene"
_REC709 = (0.64, 0.33, 0.30, 0.60, 0.15, 0.06, 0.3127, 0.3290)  # BT.709: red, green, blue, white as x, y
_FINGERPRINT, _FRAME = "ministerio/fingerprint", "ministerio/frame"

# In a channel list, after the name: half float, three reserved words, no subsampling.
_HALF_CHANNEL = struct.pack("<iiii", 1, 0, 1, 1)

# Workers share the cores by frame; a pool inside each of them would only fight over them.
OpenEXR.set_global_thread_count(0)


def _timecode(frame: int, stamp: Stamp) -> Any:
    flags_and_user_bits = (0,) * 14
    return OpenEXR.TimeCode(*map(int, stamp.rate.timecode(frame).split(":")), *flags_and_user_bits)


def _header(frame: int, picture: Picture, stamp: Stamp) -> dict[str, Any]:
    header = {
        "compression": OpenEXR.ZIPS_COMPRESSION,
        "type": OpenEXR.scanlineimage,
        "framesPerSecond": stamp.rate.fraction,
        "timeCode": _timecode(frame, stamp),
        "chromaticities": _REC709,
        "colorInteropID": COLOUR,
        _FINGERPRINT: stamp.fingerprint,
        _FRAME: frame,
        "ministerio/plate": stamp.plate,
        "ministerio/layers": ",".join(picture.layers),
        "ministerio/program": stamp.program,
    }
    if stamp.owner:
        header["owner"] = stamp.owner
    if stamp.comments:
        header["comments"] = stamp.comments
    return header


def save(path: Path, picture: Picture, frame: int, stamp: Stamp) -> Written:
    """Write one picture; raises :class:`WriteError`."""
    linear = picture.light == "linear"
    # The library reads memory as if it were contiguous, whatever the strides say.
    channels = {"RGBA": np.ascontiguousarray(pixels.half(picture.beauty, linear))}
    for name, plane in picture.layers.items():
        channels[name] = np.ascontiguousarray(pixels.half(plane, linear))
    with whole(path) as file:
        OpenEXR.File(_header(frame, picture, stamp), channels).write(str(file.part))
    return file.written


def _attributes(content: bytes) -> tuple[dict[str, bytes], int]:
    """The header's attributes as they stand in the file, and where the table of offsets begins."""
    found: dict[str, bytes] = {}
    at = 8
    while content[at] != 0:
        name, kind, rest = content[at : at + 600].split(b"\x00", 2)
        at += len(name) + len(kind) + 2
        (size,) = struct.unpack_from("<i", content, at)
        found[name.decode()] = content[at + 4 : at + 4 + size]
        at += 4 + size
        del rest
    return found, at + 1


def look(path: Path) -> Seen:
    """Decompress every scan line, which proves its checksum, and read the stamp; raises :class:`DamagedError`.

    Reads what :func:`save` writes by the layout in OpenEXR's specification; the library would tell stdout what it thinks of a broken file.
    """
    content = path.read_bytes()
    if not content.startswith(b"\x76\x2f\x31\x01"):
        raise damaged(path, "is no OpenEXR file")
    try:
        attributes, table = _attributes(content)
        left, top, right, bottom = struct.unpack("<4i", attributes["dataWindow"])
        channels = attributes["channels"].count(_HALF_CHANNEL)
        line = (right - left + 1) * 2 * channels
        for (offset,) in struct.iter_unpack("<Q", content[table : table + 8 * (bottom - top + 1)]):
            _, size = struct.unpack_from("<ii", content, offset)
            packed = content[offset + 8 : offset + 8 + size]
            if len(packed) != size or (size < line and len(zlib.decompress(packed)) != line):
                raise damaged(path, "is cut short")
    except (struct.error, zlib.error, IndexError, KeyError, ValueError, MemoryError) as fault:
        raise damaged(path, "is cut short or damaged") from fault
    (frame,) = struct.unpack("<i", attributes.get(_FRAME, bytes(4)))
    return Seen(attributes.get(_FINGERPRINT, b"").decode(), str(frame), codec="exr")


def _open(target: Path, stamp: Stamp) -> Sink:
    return FrameSink(target, stamp, ".exr", save)


EXR = Format(
    "exr", ".exr", "OpenEXR sequence, half float, all layers", "premultiplied", COLOUR, False, _open, look, nothing_lacks, 1.0, layered=True
)
