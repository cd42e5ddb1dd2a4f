"""RIFF, in which WAV and WebP are kept: chunks, each a name of four letters, a size, a content and a byte more where that is odd."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator


def chunk(name: bytes, content: bytes) -> bytes:
    """One chunk."""
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def file_of(kind: bytes, chunks: Iterable[bytes]) -> bytes:
    """A whole file of a kind, ``WAVE`` or ``WEBP``."""
    return chunk(b"RIFF", kind + b"".join(chunks))


def is_file_of(kind: bytes, content: bytes) -> bool:
    """Whether it begins as one."""
    return content[:4] == b"RIFF" and content[8:12] == kind


def chunks_of(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """A file's chunks, by name and content. Raises ValueError where one is cut short."""
    at = 12
    while at < len(content):
        name, size = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        if at + 8 + size > len(content):
            raise ValueError("cut short")
        yield name, content[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
