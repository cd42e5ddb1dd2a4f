"""Compiled: templates' code, kept in memory, so that a second composition does not read and translate the same texts again.

A text that changed is another text: code is kept with its checksum, and nothing but the code; every sandbox runs it in names of its own.
"""

from __future__ import annotations

from functools import cache
from types import CodeType

from jinja2.bccache import Bucket, BytecodeCache
from jinja2.utils import LRUCache

MOST = 512
"""Texts: some templates with all their parts."""


class Compiled(BytecodeCache):
    """The code of the texts that were translated last."""

    def __init__(self) -> None:
        self._kept: LRUCache = LRUCache(MOST)

    def load_bytecode(self, bucket: Bucket) -> None:
        """The code of the same text under the same name, where it is kept."""
        found: tuple[str, CodeType] | None = self._kept.get(bucket.key)
        if found and found[0] == bucket.checksum:
            bucket.code = found[1]

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a text's code in place of what its name had."""
        self._kept[bucket.key] = (bucket.checksum, bucket.code)


@cache
def compiled(marks: str) -> Compiled:
    """One store for each way that texts are marked, by its name: marks are part of the code."""
    return Compiled()
