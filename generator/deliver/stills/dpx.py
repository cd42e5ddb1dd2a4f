"""DPX, 10 bits (SMPTE ST 268-1): red, green and blue in one word, big-endian, over a ground, with timecode, rate and reel.

The codes are those of the review movies, sRGB under BT.709's name (the standard has no number for sRGB). What the file says of
the plate stands in its user data.
"""

from __future__ import annotations

import struct
from pathlib import Path

from generator.colour.tags import SRGB
from generator.deliver import components, timecode
from generator.deliver.files import Written, write_soon
from generator.deliver.light import ground
from generator.deliver.sink import Format, Seen, Stamp, damaged, sequence
from generator.values.picture import Picture

_MAGIC, _VERSION = b"SDPX", b"V2.0"
_GENERIC, _INDUSTRY, _USER = 1_664, 384, 160
_OFFSET = _GENERIC + _INDUSTRY + _USER
_UNSET, _UNSET_REAL = 0xFFFFFFFF, struct.pack(">I", 0xFFFFFFFF)
_RGB, _BT709, _OTHER, _FILLED = 50, 6, 0, 1
_MARK = b"ministerio"


def _text(words: str, size: int) -> bytes:
    """ASCII, cut to its field, its last byte 0."""
    return words.encode("ascii", "replace")[: size - 1].ljust(size, b"\0")


def _file(name: str, size: int, stamp: Stamp) -> bytes:
    """File information, 768 bytes."""
    return b"".join(
        (
            struct.pack(">4sI8sIIIII", _MAGIC, _OFFSET, _VERSION, size, 1, _GENERIC, _INDUSTRY, _USER),
            _text(name, 100), bytes(24), _text(stamp.program, 100), _text(stamp.plate, 200), _text(stamp.owner, 200),
            struct.pack(">I", _UNSET), bytes(104),
        )
    )  # fmt: skip


def _image(width: int, height: int, stamp: Stamp) -> bytes:
    """Image information, 640 bytes: one element of eight."""
    codes = _BT709 if stamp.colour.screen.primaries == SRGB.primaries else _OTHER
    element = struct.pack(">IIfIfBBBBHHIII32s", 0, 0, 0.0, 1023, 1.0, _RGB, codes, codes, 10, _FILLED, 0, _OFFSET, 0, 0, b"")
    return struct.pack(">HHII", 0, 1, width, height) + element + 7 * (b"\xff" * 40 + bytes(32)) + bytes(52)


def _source(width: int, height: int, stamp: Stamp) -> bytes:
    """Image orientation, 256 bytes: where it comes from, on which reel."""
    where = struct.pack(">IIffII", 0, 0, width / 2, height / 2, width, height)
    return where + bytes(100 + 24) + _text(stamp.reel, 32) + bytes(32) + bytes(8) + struct.pack(">II", 1, 1) + bytes(28)


def _film(frame: int, stamp: Stamp) -> bytes:
    """Motion picture film, 256 bytes: the rate and the frame's number."""
    rate = float(stamp.rate.fraction)
    place = struct.pack(">IIIff", frame, _UNSET, _UNSET, rate, 0.0)
    return bytes(16) + bytes(32) + place[:-4] + _UNSET_REAL + _text(str(frame), 32) + _text(stamp.reel, 100) + bytes(56)


def _television(frame: int, stamp: Stamp) -> bytes:
    """Television, 128 bytes: timecode, two decimal digits a byte, and the rate."""
    counted = timecode.counts(stamp.rate) and stamp.rate.nominal <= 100
    code = int(stamp.rate.timecode(frame).replace(":", ""), 16) if counted else _UNSET
    rate = struct.pack(">f", float(stamp.rate.fraction))
    return struct.pack(">II4s", code, 0, bytes(4)) + 2 * _UNSET_REAL + rate + 7 * _UNSET_REAL + bytes(76)


def save(path: Path, picture: Picture, frame: int, stamp: Stamp) -> Written:
    """Write one picture; raises :class:`WriteError`."""
    width, height = picture.size
    words = components.packed10(picture.beauty, picture.light == "linear", ground(picture, stamp))
    user = _text(_MARK.decode(), 32) + _text(f"{stamp.fingerprint} {frame}", _USER - 32)
    size = _OFFSET + 4 * width * height
    header = _file(path.name, size, stamp) + _image(width, height, stamp) + _source(width, height, stamp) + _film(frame, stamp)
    return write_soon(path, b"".join((header, _television(frame, stamp), user, words.data)))


def look(path: Path) -> Seen:
    """Hold the file's size against its header and read what it says of itself; raises :class:`DamagedError`."""
    content = path.read_bytes()
    if content[:4] != _MAGIC or len(content) < _OFFSET:
        raise damaged(path, "is no DPX of ours")
    offset, size = struct.unpack_from(">I8xI", content, 4)
    width, height = struct.unpack_from(">II", content, 772)
    if size != len(content) or offset + 4 * width * height != size:
        raise damaged(path, "is cut short")
    user = content[_GENERIC + _INDUSTRY : _OFFSET]
    mark = user[32:].rstrip(b"\0").decode("ascii", "replace").split(" ") if user.startswith(_MARK) else ["", ""]
    return Seen(mark[0], mark[-1], codec="dpx")


DPX = Format(
    "dpx", ".dpx", "10-bit DPX sequence over a ground", "none", "sRGB, tagged BT.709", sequence(".dpx", save), look, 4.0,
    notes=timecode.note,
)  # fmt: skip
