"""``PLATE.manifest.json``: what a plate was made from, what it is, and every file with its size and hash.

It holds no date and no machine, so that the same plate has the same manifest everywhere. It is written once before the first frame, with
``complete`` false and no files, so that an interrupted plate can say what it was going to be; and once after the last.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from generator.deliver.files import Written, write_bytes
from generator.problems import VerifyError

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer and how it goes back together: laid ``over`` what is below it, or added to it (``plus``)."""

    name: str
    operation: str = "over"
    help: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the plate: its path from the plate's folder, its format, the frames that it holds, its size and its SHA-256."""

    path: str
    format: str
    frames: str
    size: int
    sha256: str

    @classmethod
    def of(cls, written: Written, top: Path, kind: str, frames: str) -> Entry:
        return cls(written.path.relative_to(top).as_posix(), kind, frames, written.size, written.sha256)


@dataclass(frozen=True, slots=True)
class Manifest:
    """See the module. ``made_from`` are the facts of the fingerprint; ``formats`` say per format what its colour and alpha are.
    ``read_from``: where the world's facts came from, which may change while the facts themselves stay. ``sound``: what is heard, when, and
    how loud it is; ``notes``: what whoever asked for the plate was told."""

    plate: str
    fingerprint: str
    made_from: Mapping[str, str]
    program: str
    width: int
    height: int
    rate: str
    frames: str
    handles: int
    compositing: str
    layers: tuple[Layer, ...]
    formats: Mapping[str, Mapping[str, str]]
    files: tuple[Entry, ...] = ()
    complete: bool = False
    versions: Mapping[str, str] = field(default_factory=dict)
    read_from: Mapping[str, str] = field(default_factory=dict)
    sound: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    schema: int = SCHEMA

    def write(self, path: Path) -> Written:
        """Raises :class:`WriteError`."""
        return write_bytes(path, (json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n").encode())


def read(path: Path) -> Manifest | None:
    """A plate's manifest; ``None`` where there is none. Raises :class:`VerifyError` where it cannot be understood."""
    try:
        found = json.loads(path.read_bytes())
        layers = tuple(Layer(**layer) for layer in found.pop("layers"))
        files = tuple(Entry(**entry) for entry in found.pop("files"))
        notes = tuple(str(note) for note in found.pop("notes", ()))
        manifest = Manifest(**found, layers=layers, files=files, notes=notes)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as fault:
        raise VerifyError(f"{path} cannot be read as a manifest") from fault
    if manifest.schema != SCHEMA:
        raise VerifyError(f"{path} was written by another version of the program (schema {manifest.schema}, not {SCHEMA})")
    return manifest


def merged(old: Iterable[Entry], new: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries by path, the new over the old, in the order of their paths."""
    found = {entry.path: entry for entry in (*old, *new)}
    return tuple(found[path] for path in sorted(found))
