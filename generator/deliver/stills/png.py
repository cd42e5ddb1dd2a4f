"""PNG, 8 and 16 bits: straight alpha, sRGB-encoded, the beauty alone.

A frame is one zlib stream of filtered rows (Intel's ISA-L at its first level: many times faster than zlib, at about the same size). The
chunks are the W3C specification's: IHDR; cICP, sRGB, gAMA and cHRM, whichever can say what the codes are; tEXt for who, what and which
frame, one IDAT, IEND.
"""

from __future__ import annotations

import struct
import zlib
from functools import cache
from pathlib import Path

import numpy as np
from isal import isal_zlib
from numpy.typing import NDArray

from generator.colour.tags import SRGB, Tags
from generator.deliver import pixels
from generator.deliver.files import Written, write_bytes, write_soon
from generator.deliver.sink import PROGRAM, Format, Seen, Stamp, damaged, sequence
from generator.values.picture import Picture

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_GAMMA_OF_SRGB = 45455  # what the specification asks for beside sRGB
_PERCEPTUAL = b"\x00"


def _parts(kind: bytes, content: bytes) -> tuple[bytes, ...]:
    """A chunk, in pieces: what is large is not copied for what stands around it."""
    return struct.pack(">I", len(content)), kind, content, struct.pack(">I", isal_zlib.crc32(content, isal_zlib.crc32(kind)))


def _chunk(kind: bytes, content: bytes) -> bytes:
    return b"".join(_parts(kind, content))


def _text(key: str, value: str) -> bytes:
    return _chunk(b"tEXt", key.encode("latin-1") + b"\x00" + value.encode("latin-1", "replace")) if value else b""


@cache
def _colour(tags: Tags) -> bytes:
    """The chunks that say what codes mean. Readers take the first that they know: cICP, sRGB, then gAMA with cHRM."""
    parts = [_chunk(b"cICP", bytes(tags.cicp))] if tags.cicp else []
    if tags == SRGB:
        parts += [_chunk(b"sRGB", _PERCEPTUAL), _chunk(b"gAMA", struct.pack(">I", _GAMMA_OF_SRGB))]
    elif tags.gamma and tags.chromaticities:
        red_to_blue, white = tags.chromaticities[:6], tags.chromaticities[6:]
        numbers = (round(100_000 * v) for v in (*white, *red_to_blue))
        parts += [_chunk(b"gAMA", struct.pack(">I", round(100_000 / tags.gamma))), _chunk(b"cHRM", struct.pack(">8I", *numbers))]
    return b"".join(parts)


def file_of(rows: NDArray[np.uint8], width: int, depth: int, text: dict[str, str], tags: Tags = SRGB) -> bytes:
    """A whole PNG of RGBA rows that are filtered already; ``depth`` is 8 or 16, ``text`` goes into tEXt chunks, ``tags`` say what its codes
    are."""
    header = struct.pack(">IIBBBBB", width, rows.shape[0], depth, 6, 0, 0, 0)
    words = b"".join(_text(key, value) for key, value in text.items())
    stream = isal_zlib.compress(rows, 1)
    return b"".join(
        (
            _SIGNATURE,
            _chunk(b"IHDR", header),
            _colour(tags),
            words,
            *_parts(b"IDAT", stream),
            _chunk(b"IEND", b""),
        )
    )


def _words(frame: int, stamp: Stamp) -> dict[str, str]:
    return {
        "Software": stamp.program,
        "Title": stamp.plate,
        "Author": stamp.owner,
        "Comment": stamp.comments,
        "ministerio fingerprint": stamp.fingerprint,
        "ministerio frame": str(frame),
    }


def save(path: Path, picture: Picture, frame: int, stamp: Stamp) -> Written:
    """Write one picture as 8-bit PNG."""
    rows = pixels.straight8(picture.beauty, picture.light == "linear")
    return write_soon(path, file_of(rows, picture.size[0], 8, _words(frame, stamp), stamp.colour.screen))


def save16(path: Path, picture: Picture, frame: int, stamp: Stamp) -> Written:
    """Write one picture as 16-bit PNG."""
    rows = pixels.straight16(picture.beauty, picture.light == "linear")
    return write_soon(path, file_of(rows, picture.size[0], 16, _words(frame, stamp), stamp.colour.screen))


def still(path: Path, picture: Picture) -> Written:
    """Write one picture that belongs to no plate."""
    rows = pixels.straight8(picture.beauty, picture.light == "linear")
    return write_bytes(path, file_of(rows, picture.size[0], 8, {"Software": PROGRAM}))


def look(path: Path) -> Seen:
    """Check every chunk's sum up to IEND and read what the file says of itself; raises :class:`DamagedError`."""
    content = path.read_bytes()
    if not content.startswith(_SIGNATURE):
        raise damaged(path, "is no PNG")
    words: dict[str, str] = {}
    at, kind = len(_SIGNATURE), b""
    while kind != b"IEND":
        if at + 12 > len(content):
            raise damaged(path, "is cut short")
        (size,), kind = struct.unpack_from(">I", content, at), content[at + 4 : at + 8]
        end = at + 12 + size
        if end > len(content):
            raise damaged(path, "is cut short")
        if zlib.crc32(content[at + 4 : end - 4]) != struct.unpack_from(">I", content, end - 4)[0]:
            raise damaged(path, f"has a damaged {kind.decode('latin-1')} chunk")
        if kind == b"tEXt":
            key, _, value = content[at + 8 : end - 4].partition(b"\x00")
            words[key.decode("latin-1")] = value.decode("latin-1")
        at = end
    return Seen(words.get("ministerio fingerprint", ""), words.get("ministerio frame", ""), codec="png")


PNG = Format("png", ".png", "8-bit PNG sequence", "straight", "sRGB", sequence(".png", save), look, 0.5)
PNG16 = Format("png16", ".png", "16-bit PNG sequence", "straight", "sRGB", sequence(".png", save16), look, 1.2)
