"""Compiled: templates' code, kept in memory and, where there is a store, on disk, so that nobody reads and translates the same texts again.

A text that changed is another text: code is kept with its checksum, and nothing but the code; every sandbox runs it in names of its own.
"""

from __future__ import annotations

import hashlib
import marshal
import sys
from functools import cache
from types import CodeType
from typing import Protocol

import jinja2
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.utils import LRUCache

MOST = 512
"""Texts: some templates with all their parts."""


class Deeper(Protocol):
    """Where code outlives a process."""

    def get(self, key: str) -> bytes | None: ...
    def put(self, key: str, content: bytes) -> None: ...


class Compiled(BytecodeCache):
    """The code of the texts that were translated last. ``marks``: how they are marked, which is part of the code."""

    deeper: tuple[Deeper, str] | None = None
    """The store, and a digest of what translates: for all of this process."""

    def __init__(self, marks: str) -> None:
        self._marks = marks
        self._kept: LRUCache = LRUCache(MOST)

    def load_bytecode(self, bucket: Bucket) -> None:
        """The code of the same text under the same name, where it is kept."""
        found: tuple[str, CodeType] | None = self._kept.get(bucket.key)
        if found and found[0] == bucket.checksum:
            bucket.code = found[1]
        elif Compiled.deeper and (content := Compiled.deeper[0].get(self._name(bucket))):
            bucket.code = marshal.loads(content)
            self._kept[bucket.key] = (bucket.checksum, bucket.code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a text's code in place of what its name had."""
        self._kept[bucket.key] = (bucket.checksum, bucket.code)
        if Compiled.deeper and bucket.code:
            Compiled.deeper[0].put(self._name(bucket), marshal.dumps(bucket.code))

    def _name(self, bucket: Bucket) -> str:
        """By everything that the code follows from; the bucket's key is of the text's name, its checksum of the text."""
        assert Compiled.deeper is not None
        made_by = (Compiled.deeper[1], sys.version, jinja2.__version__, self._marks)
        return hashlib.sha256("\0".join((*made_by, bucket.key, bucket.checksum)).encode()).hexdigest()


@cache
def compiled(marks: str) -> Compiled:
    """One store for each way that texts are marked, by its name: marks are part of the code."""
    return Compiled(marks)
