"""What an OpenEXR file says of itself: attributes, each a name, a type and a value as it stands in the file.

The names are those of the library's standard attributes where there is one (``framesPerSecond``, ``timeCode``, ``reelName``, ``owner``),
the Color Interop Forum's for the colour space, and ``ministerio/...`` for the rest.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from generator.colour import Colouring
from generator.deliver import timecode
from generator.deliver.sink import Stamp
from generator.values.picture import Bounds

Attribute = tuple[str, str, bytes]
FINGERPRINT, FRAME, SPACE = "ministerio/fingerprint", "ministerio/frame", "colorInteropID"


def text(name: str, value: str) -> Attribute:
    """A string; one that says nothing is left out by :func:`encoded`."""
    return name, "string", value.encode()


def box(name: str, bounds: Bounds) -> Attribute:
    """A window; the file counts its right and bottom as inside."""
    left, top, right, bottom = bounds
    return name, "box2i", struct.pack("<4i", left, top, right - 1, bottom - 1)


def unboxed(value: bytes) -> Bounds:
    """What :func:`box` wrote. Raises struct.error."""
    left, top, right, bottom = struct.unpack("<4i", value)
    return left, top, right + 1, bottom + 1


def encoded(attributes: Iterator[Attribute]) -> bytes:
    """A header: attributes that say anything, and its end."""
    parts = [f"{name}\0{kind}\0".encode() + struct.pack("<i", len(value)) + value for name, kind, value in attributes if value]
    return b"".join(parts) + b"\x00"


def _timecode(frame: int, stamp: Stamp) -> bytes:
    """SMPTE ST 12-1 in binary-coded decimals; nothing where a header has none."""
    if not timecode.in_headers(stamp.rate):
        return b""
    pairs = zip(stamp.rate.timecode(frame).split(":"), (24, 16, 8, 0), strict=True)
    return struct.pack("<II", sum(int(pair, 16) << shift for pair, shift in pairs), 0)


def said(frame: int, stamp: Stamp) -> Iterator[Attribute]:
    """What every part of a plate's file says, whatever is in it."""
    rate = stamp.rate.fraction
    yield box("displayWindow", (0, 0, stamp.width, stamp.height))
    yield "lineOrder", "lineOrder", b"\x00"
    yield "pixelAspectRatio", "float", struct.pack("<f", 1)
    yield "screenWindowCenter", "v2f", struct.pack("<2f", 0, 0)
    yield "screenWindowWidth", "float", struct.pack("<f", 1)
    yield "framesPerSecond", "rational", struct.pack("<iI", rate.numerator, rate.denominator)
    yield "timeCode", "timecode", _timecode(frame, stamp)
    yield from _colour(stamp.colour)
    yield text("reelName", stamp.reel)
    yield text("owner", stamp.owner)
    yield text("comments", stamp.comments)
    yield FRAME, "int", struct.pack("<i", frame)
    yield text(FINGERPRINT, stamp.fingerprint)
    for name in ("plate", "show", "shot", "version", "template"):
        yield text(f"ministerio/{name}", getattr(stamp, name))
    yield text("ministerio/seed", str(stamp.seed))
    yield text("ministerio/program", stamp.program)


def _colour(colour: Colouring) -> Iterator[Attribute]:
    """The space, and how the design's light became the scene's."""
    if colour.tags.chromaticities:
        yield "chromaticities", "chromaticities", struct.pack("<8f", *colour.tags.chromaticities)
    yield text(SPACE, colour.tags.interop)
    yield from (text(name, value) for name, value in colour.header().items())
