"""Watch: whether somebody saved a file that pictures are made from, and which templates read it. Looked at a few times a second.

Times of change are compared, not contents: a few hundred files take a millisecond, on every system and file system alike.
"""

from __future__ import annotations

import hashlib
import itertools
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.shelf import shipped
from generator.studio.desk import Desk

MOST = 5_000
_OTHERS = ("__pycache__", ".git", "node_modules")


Seen = tuple[str, int, int]
"""A file's name, size and time of change."""


@dataclass(frozen=True, slots=True)
class Edition:
    """Digests of the files as they are just now: of what all templates read (the kit, the world, the canon), of the fonts, and by name of
    what each template reads alone."""

    shared: str = ""
    fonts: str = ""
    templates: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """One short text for all of it."""
        return hashlib.sha256(repr(self).encode("utf-8", "surrogateescape")).hexdigest()[:16]

    def others(self, last: Edition) -> frozenset[str]:
        """The templates whose own files are not those of another edition."""
        return frozenset(name for name, _ in {*self.templates} ^ {*last.templates})


def edition(desk: Desk) -> Edition:
    """The edition of everything that a desk reads."""
    places = desk.places
    shared: list[Seen] = [*_below(desk.canon.resolve().parent, deep=False)] if desk.canon else []
    own: defaultdict[str, list[Seen]] = defaultdict(list)
    for root in dict.fromkeys(path.resolve() for path in (*places.templates, Path("templates"), shipped("templates"))):
        for seen in itertools.islice(_below(root), MOST):
            name, inside, _ = seen[0][len(str(root)) + 1 :].partition(os.sep)
            (own[name] if inside and not name.startswith("_") else shared).append(seen)
    fonts = [seen for root in dict.fromkeys((*places.fonts, Path("fonts"), shipped("fonts"))) for seen in _below(root.resolve())]
    return Edition(_digest(shared), _digest(fonts), tuple((name, _digest(own[name])) for name in sorted(own)))


def _digest(seen: Iterable[Seen]) -> str:
    total = hashlib.sha256()
    for name, size, changed in itertools.islice(seen, MOST):
        total.update(f"{name}\0{size}\0{changed}\n".encode("utf-8", "surrogateescape"))
    return total.hexdigest()[:16]


def _below(folder: Path, deep: bool = True) -> Iterator[Seen]:
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
