"""The store: what is dear to make and the same for every process, kept on disk by what it is made from.

It lies in ``$MINISTERIO_CACHE``, else in the user's own folder for such things; ``MINISTERIO_CACHE=off`` does without. It is bounded, may
be deleted at any time, and is safe between processes: entries are whole files under the digest of what they were made from, each with its
own sum. Nothing is read from a folder that somebody else could write to, because what is kept is code.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from functools import cache
from pathlib import Path

from generator.deliver.files import part_of

OFF = "off"
MOST = 64 * 1024 * 1024
_SUM = 32


class Store:
    """Bytes by key (hexadecimal digits), in a folder that is this user's alone."""

    def __init__(self, folder: Path, most: int = MOST) -> None:
        self._folder, self._most = folder, most
        self._tidied = False

    def get(self, key: str) -> bytes | None:
        """What was put there; ``None`` where nothing is, or where it is not whole."""
        try:
            content = (self._folder / key).read_bytes()
        except OSError:
            return None
        whole = hashlib.sha256(content[_SUM:]).digest() == content[:_SUM]
        return content[_SUM:] if whole else None

    def put(self, key: str, content: bytes) -> None:
        """Keep it, where that can be; a full disk is no reason to stop."""
        final = self._folder / key
        part = part_of(final)
        with contextlib.suppress(OSError):
            part.write_bytes(hashlib.sha256(content).digest() + content)
            part.replace(final)
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        if not self._tidied:
            self._tidied = True
            self._tidy()

    def _tidy(self) -> None:
        """Once in a process that writes: where there is too much, the oldest half goes."""
        with contextlib.suppress(OSError):
            found = sorted((entry.stat().st_mtime, entry.stat().st_size, entry.name) for entry in self._folder.iterdir())
            left = sum(size for _, size, _ in found)
            if left <= self._most:
                return
            for _, size, name in found:
                if left <= self._most // 2:
                    return
                (self._folder / name).unlink(missing_ok=True)
                left -= size


@cache
def store() -> Store | None:
    """This user's store; ``None`` where there is none to be had."""
    asked = os.environ.get("MINISTERIO_CACHE", "")
    if asked == OFF:
        return None
    try:
        folder = Path(asked) if asked else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ministerio"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        now = folder.stat()
    except (OSError, RuntimeError):
        return None
    own = now.st_uid == os.getuid() and not now.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return Store(folder) if own else None


@cache
def translator() -> str:
    """A digest of what translates templates: code that was kept by another is not this one's."""
    total = hashlib.sha256()
    for path in sorted((Path(__file__).parent.parent / "documents").glob("*.py")):
        total.update(path.read_bytes())
    return total.hexdigest()
