"""OpenEXR's container, by its specification ("OpenEXR File Layout"): one part, or several, of compressed scan lines.

put_together(parts, said) -> bytes      opened(content) -> headers and where the chunks stand
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from generator.deliver.openexr.header import Attribute, box, encoded, text, unboxed
from generator.values.picture import Bounds

MAGIC = b"\x76\x2f\x31\x01"
_VERSION, _LONG_NAMES, _MULTI = 2, 0x400, 0x1000
_LONGEST = 31  # letters in a name, in files without the flag
_KINDS = {"half": 1, "float": 2}
SIZES = {1: 2, 2: 4, 0: 4}
"""Bytes of a sample, by the file's number for its kind: half, float, unsigned."""
CODES = {"none": 0, "zips": 2, "zip": 3, "piz": 4, "dwaa": 8}
LINES = {0: 1, 2: 1, 3: 16, 4: 32, 8: 32}
"""How many scan lines a chunk has, by the file's number for its compression."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel's name, and what its samples are: ``half`` or ``float``."""

    name: str
    kind: str = "half"


@dataclass(frozen=True, slots=True)
class Part:
    """Channels in the order of their names, over a window of the plate's pixels; ``chunks`` is their data from the top down."""

    name: str
    channels: Sequence[Channel]
    window: Bounds
    compression: str
    chunks: Sequence[bytes]
    more: tuple[Attribute, ...] = ()

    def header(self, said: Sequence[Attribute], multi: bool) -> bytes:
        return encoded(iter((*self._own(multi), *said, *self.more)))

    def _own(self, multi: bool) -> Iterator[Attribute]:
        listed = (each.name.encode() + struct.pack("<xiiii", _KINDS[each.kind], 0, 1, 1) for each in self.channels)
        yield "channels", "chlist", b"".join(listed) + b"\x00"
        yield "compression", "compression", bytes((CODES[self.compression],))
        yield box("dataWindow", self.window)
        if multi:
            yield text("name", self.name)
            yield text("type", "scanlineimage")
            yield "chunkCount", "int", struct.pack("<i", len(self.chunks))

    def framed(self, number: int | None) -> Iterator[bytes]:
        """Chunks as they stand in a file: with the part's number where there are several, their first line and their size."""
        step, first = LINES[CODES[self.compression]], b"" if number is None else struct.pack("<i", number)
        for i, data in enumerate(self.chunks):
            yield first + struct.pack("<ii", self.window[1] + i * step, len(data)) + data


def put_together(parts: Sequence[Part], said: Sequence[Attribute]) -> bytes:
    """A whole file."""
    multi = len(parts) > 1
    names = [name for part in parts for name in (part.name, *(channel.name for channel in part.channels))]
    names += [name for attributes in (said, *(part.more for part in parts)) for name, _, _ in attributes]
    flags = _VERSION | (_MULTI if multi else 0) | (_LONG_NAMES if max(len(name.encode()) for name in names) > _LONGEST else 0)
    headers = b"".join(part.header(said, multi) for part in parts) + (b"\x00" if multi else b"")
    chunks = [chunk for i, part in enumerate(parts) for chunk in part.framed(i if multi else None)]
    start = 8 + len(headers) + 8 * len(chunks)
    offsets = list(accumulate(map(len, chunks), initial=start))[:-1]
    return b"".join((MAGIC, struct.pack("<I", flags), headers, struct.pack(f"<{len(offsets)}Q", *offsets), *chunks))


@dataclass(frozen=True, slots=True)
class Opened:
    """One part of a file that was read: its attributes as they stand there, and where its chunks begin (at their first line)."""

    says: dict[str, bytes]
    offsets: tuple[int, ...]

    @property
    def window(self) -> Bounds:
        return unboxed(self.says["dataWindow"])

    @property
    def channels(self) -> list[tuple[str, int]]:
        """Names, and the file's number for what their samples are."""
        listed, found = self.says["channels"], []
        while listed[0] != 0:
            name, _, rest = listed.partition(b"\x00")
            found.append((name.decode(), int.from_bytes(rest[:4], "little")))
            listed = rest[16:]
        return found

    def chunks(self, content: bytes) -> Iterator[tuple[bytes, int]]:
        """The data of every chunk, and its size once it is unpacked. Raises struct.error or ValueError for what is cut short."""
        left, top, right, bottom = self.window
        step = LINES[self.says["compression"][0]]
        line = (right - left) * sum(SIZES[kind] for _, kind in self.channels)
        for i, offset in enumerate(self.offsets):
            y, size = struct.unpack_from("<ii", content, offset)
            data = content[offset + 8 : offset + 8 + size]
            if len(data) != size or y != top + i * step:
                raise ValueError("cut short")
            yield data, line * min(step, bottom - y)


def opened(content: bytes) -> list[Opened]:
    """The parts of a file. Raises struct.error, ValueError, IndexError or KeyError for what is none."""
    (flags,) = struct.unpack_from("<I", content, 4)
    at = 8
    headers: list[dict[str, bytes]] = []
    while not headers or (flags & _MULTI and content[at] != 0):
        found, at = _header(content, at)
        headers.append(found)
    at += 1 if flags & _MULTI else 0
    parts = []
    for says in headers:
        _, top, _, bottom = unboxed(says["dataWindow"])
        count = -((top - bottom) // LINES[says["compression"][0]])
        offsets = struct.unpack_from(f"<{count}Q", content, at)
        parts.append(Opened(says, tuple(offset + (4 if flags & _MULTI else 0) for offset in offsets)))
        at += 8 * count
    return parts


def _header(content: bytes, at: int) -> tuple[dict[str, bytes], int]:
    """Attributes from a place on, and where they end."""
    found: dict[str, bytes] = {}
    while content[at] != 0:
        name, kind, _ = content[at : at + 600].split(b"\x00", 2)
        at += len(name) + len(kind) + 2
        (size,) = struct.unpack_from("<i", content, at)
        found[name.decode()] = content[at + 4 : at + 4 + size]
        at += 4 + size
    return found, at + 1
