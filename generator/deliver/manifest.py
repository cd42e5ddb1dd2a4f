"""``PLATE.manifest.json``: what a plate was made from, what it is, and every file with its size and hash.

It holds no date and no machine, so that the same plate has the same manifest everywhere. It is written once before the first frame, with
``complete`` false and no files, so that an interrupted plate can say what it was going to be; and once after the last.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from generator.deliver.files import Written, write_bytes
from generator.deliver.formats import is_sequence
from generator.deliver.naming import BELONGS, PADDING
from generator.problems import BriefError, VerifyError
from generator.values.frames import FIRST_FRAME, FrameRange
from generator.values.rate import Rate

SCHEMA = 1
_NUMBER = re.compile(r"[0-9]{1,9}")
_SHORT = 60


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
    ``frames`` are all that were rendered but for the slate: the ``cut`` and its
    ``handles``, so many on either side. ``slate`` is the frame before the first and the fingerprint of what it says, where there is one.
    ``start`` is the frame of the moment 0, ``beats`` are frames by name, ``tokens`` what the plate's name is made of, ``padding`` the
    digits of a frame's number in names. ``read_from``: where the world's facts came from, which
    may change while the facts themselves stay. ``sound``: what is heard, when, and how loud it is; ``colour``: what light the
    files hold; ``notes``: what whoever asked for the plate was told."""

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
    colour: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    cut: str = ""
    slate: Mapping[str, str] = field(default_factory=dict)
    start: int = FIRST_FRAME
    beats: Mapping[str, int] = field(default_factory=dict)
    tokens: Mapping[str, str] = field(default_factory=dict)
    padding: int = PADDING
    schema: int = SCHEMA

    @property
    def labels(self) -> dict[str, str]:
        """What its files say or are called by, beside their content: where they belong, and how many digits their numbers have."""
        return labels(self.tokens, self.padding)

    @property
    def slate_frame(self) -> int | None:
        """The slate's number."""
        return int(self.slate["frame"]) if self.slate else None

    def is_slate(self, entry: Entry) -> bool:
        """Whether a file is the slate: a single frame that is none of the plate's."""
        return bool(self.slate) and entry.frames == self.slate["frame"]

    def fingerprint_of(self, entry: Entry) -> str:
        """What a file should say that it was made from: the slate and some formats show more than the plate does."""
        if self.is_slate(entry):
            return self.slate["fingerprint"]
        return self.formats.get(entry.format, {}).get("fingerprint", self.fingerprint)

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
    wrong = next(_wrong(manifest), None)
    if wrong:
        raise VerifyError(f"{path} cannot be read as a manifest: {wrong}")
    return manifest


_FIELDS: dict[type, dict[str, Any]] = {kind: get_type_hints(kind) for kind in (Layer, Entry, Manifest)}


def _wrong(manifest: Manifest) -> Iterator[str]:
    """What was damaged in a manifest, so that whoever reads on may count on every field."""
    for name, kind in _FIELDS[Manifest].items():
        if not _is(getattr(manifest, name), kind):
            yield f"{name} is {_short(getattr(manifest, name))}"
    for one in (*manifest.layers, *manifest.files):
        for name, kind in _FIELDS[type(one)].items():
            if not _is(getattr(one, name), kind):
                yield f"the {name} of {_short(getattr(one, 'path', getattr(one, 'name', '')))} is {_short(getattr(one, name))}"
    for what, frames in (("frames", manifest.frames), ("cut", manifest.cut or manifest.frames)):
        if not _reads(FrameRange.parse, frames):
            yield f"{what} is {_short(frames)}, and no list of frames"
    if not _reads(Rate.parse, manifest.rate):
        yield f"rate is {_short(manifest.rate)}, and no rate"
    if manifest.slate and not (_NUMBER.fullmatch(manifest.slate.get("frame", "")) and "fingerprint" in manifest.slate):
        yield "slate has no frame and fingerprint"
    for entry in manifest.files:
        if not (_NUMBER.fullmatch(entry.frames) if is_sequence(entry.format) else _reads(FrameRange.parse, entry.frames)):
            yield f"the frames of {entry.path} are {_short(entry.frames)}"


def _is(value: object, kind: Any) -> bool:
    """Whether a value of JSON has a field's type."""
    inner = get_args(kind)
    if get_origin(kind) is Mapping:
        return isinstance(value, dict) and all(_is(key, inner[0]) and _is(one, inner[1]) for key, one in value.items())
    if get_origin(kind) is tuple:
        return isinstance(value, tuple) and all(_is(one, inner[0]) for one in value)
    return isinstance(value, kind) and (kind is bool or not isinstance(value, bool))


def _reads(parse: Callable[[str], object], text: str) -> bool:
    try:
        parse(text)
    except BriefError:
        return False
    return True


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _SHORT else f"{text[:_SHORT]}..."


def labels(tokens: Mapping[str, str], padding: int) -> dict[str, str]:
    """See :attr:`Manifest.labels`."""
    return {**{name: tokens.get(name, "") for name in BELONGS}, "padding": str(padding)}


def merged(old: Iterable[Entry], new: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries by path, the new over the old, in the order of their paths."""
    found = {entry.path: entry for entry in (*old, *new)}
    return tuple(found[path] for path in sorted(found))
