"""Watch: whether somebody saved a file that pictures are made from. One number for all files, looked at a few times a second.

Times of change are compared, not contents: a few hundred files take a millisecond, on every system and file system alike.
"""

from __future__ import annotations

import hashlib
import itertools
import os
from collections.abc import Iterator
from pathlib import Path

from generator.shelf import shipped
from generator.studio.desk import Desk

MOST = 5_000
_OTHERS = ("__pycache__", ".git", "node_modules")


def edition(desk: Desk) -> str:
    """A digest of the names, sizes and times of change of everything that templates, words, looks and the canon are read from, and, after a
    dot, one of the fonts'."""
    places = desk.places
    texts = _digest(_all((*places.templates, Path("templates"), shipped("templates")), desk.canon))
    return f"{texts}.{_digest(_all((*places.fonts, Path('fonts'), shipped('fonts'))))}"


def fonts_of(edition: str) -> str:
    """The part of an edition that says which fonts there are."""
    return edition.rpartition(".")[2]


def _digest(seen: Iterator[tuple[str, int, int]]) -> str:
    total = hashlib.sha256()
    for name, size, changed in itertools.islice(seen, MOST):
        total.update(f"{name}\0{size}\0{changed}\n".encode("utf-8", "surrogateescape"))
    return total.hexdigest()[:16]


def _all(folders: tuple[Path, ...], canon: Path | None = None) -> Iterator[tuple[str, int, int]]:
    for folder in dict.fromkeys(path.resolve() for path in folders):
        yield from _below(folder)
    if canon:
        yield from _below(canon.resolve().parent, deep=False)


def _below(folder: Path, deep: bool = True) -> Iterator[tuple[str, int, int]]:
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in found:
        try:
            if entry.is_dir(follow_symlinks=False):
                if deep and entry.name not in _OTHERS:
                    yield from _below(Path(entry.path))
            elif not entry.name.startswith("."):
                about = entry.stat()
                yield entry.path, about.st_size, about.st_mtime_ns
        except OSError:  # gone between two looks
            continue
