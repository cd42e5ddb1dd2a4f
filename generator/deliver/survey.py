"""What stands in a plate's folder already, and what of it is as it would be made again."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from generator.deliver import lock, scripts
from generator.deliver.files import measure, orphans, writing
from generator.deliver.formats import FORMATS
from generator.deliver.formats import known as form_of
from generator.deliver.manifest import Entry, Manifest
from generator.deliver.naming import Plate
from generator.deliver.sink import DamagedError, Format, Seen, SoundFormat, Stamp
from generator.values.frames import FrameRange

_THREADS = 4


@dataclass(frozen=True, slots=True)
class Survey:
    """``kept`` are files that are right as they are; ``strangers`` are names of files that were made from something else."""

    kept: tuple[Entry, ...]
    strangers: tuple[str, ...]

    def frames(self, kind: str) -> frozenset[int]:
        """The frames of a sequence that are right."""
        return frozenset(int(entry.frames) for entry in self.kept if entry.format == kind)

    def has(self, kind: str) -> bool:
        """Whether any file of a format is right."""
        return any(entry.format == kind for entry in self.kept)


def survey(
    plate: Plate,
    formats: Iterable[Format | SoundFormat],
    frames: FrameRange,
    stamp: Stamp,
    manifest: Manifest | None,
    stems: Sequence[str] = (),
) -> Survey:
    """Look at every file that would be written and is there already; ``stems`` are those of the sound.

    A file that the manifest lists as made from the same is right when it has its hash; one that it does not list, as of a run that was
    interrupted, when it is whole and carries the fingerprint and the frames. A movie must also be one that can be decoded.
    """
    listed = manifest.files if manifest else ()
    known = {entry.path: entry for entry in listed if manifest and manifest.fingerprint_of(entry) == stamp.fingerprint}
    slate = manifest.slate.get("fingerprint", "") if manifest and manifest.fingerprint == stamp.fingerprint else ""
    asked = [(path, form, text) for form in formats for path, text in _expected(plate, form, frames, stems) if path.is_file()]

    def judge(found: tuple[Path, Format | SoundFormat, str]) -> Entry | str | None:
        path, form, text = found
        entry = known.get(path.relative_to(plate.folder).as_posix())
        return _judge(path, form, text, (stamp, slate), plate.folder, entry)

    with ThreadPoolExecutor(_THREADS) as threads:
        told = list(threads.map(judge, asked))
    return Survey(tuple(t for t in told if isinstance(t, Entry)), tuple(t for t in told if isinstance(t, str)))


def _expected(plate: Plate, form: Format | SoundFormat, frames: FrameRange, stems: Sequence[str]) -> list[tuple[Path, str]]:
    if isinstance(form, SoundFormat):
        return [(plate.sound(stem, form.suffix), str(frames)) for stem in ("", *stems)]
    if form.movie:
        return [(plate.movie(form.name, form.suffix), str(frames))]
    return [(plate.frame(form.name, form.suffix, n), str(n)) for n in frames]


def _judge(
    path: Path, form: Format | SoundFormat, frames: str, marks: tuple[Stamp, str], top: Path, known: Entry | None
) -> Entry | str | None:
    """The file's entry where it is right, its name where it is a stranger, ``None`` where it must be made again: a slate of the plate's is
    no stranger. ``marks``: what the plate's files say, and its slate's fingerprint."""
    try:
        entry = Entry.of(measure(path), top, form.name, frames)
        if entry != known:
            seen = form.look(path)
            if not _same(seen, marks[0]):
                return None if seen.fingerprint == marks[1] else path.name
            if known is not None or seen.frames != frames:  # what is listed and differs was altered, whatever it says of itself
                return None
        if isinstance(form, Format) and form.alpha_of is not None:
            form.alpha_of(path)
    except (DamagedError, OSError):
        return None
    return entry


def still_there(plate: Plate, entries: Iterable[Entry]) -> list[Entry]:
    """Those of a manifest's entries whose files are there with their size: other formats or frames of the same plate, from before."""
    found = []
    for entry in entries:
        with contextlib.suppress(OSError):
            if (plate.folder / entry.path).stat().st_size == entry.size:
                found.append(entry)
    return found


def is_whole(chunk: Path, form: Format, count: int) -> bool:
    """Whether a movie's chunk is there with so many frames."""
    try:
        return chunk.exists() and form.look(chunk).count == count
    except DamagedError:
        return False


def missing_chunks(plate: Plate, form: Format, chunks: Sequence[Sequence[int]], stamp: Stamp) -> list[int]:
    """The indices of a movie's chunks that are not there whole."""
    paths = [plate.chunk(form.name, form.suffix, stamp.fingerprint, chunk) for chunk in chunks]
    return [i for i, (path, chunk) in enumerate(zip(paths, chunks, strict=True)) if not is_whole(path, form, len(chunk))]


def intact(plate: Plate, manifest: Manifest) -> bool:
    """Whether every file that a manifest lists is there, byte for byte, with the scripts that open it, and nothing is left of the making:
    a process that was killed right after it wrote the manifest leaves its chunks or its lock, one of another machine its parts."""

    def same(entry: Entry) -> bool:
        path = plate.folder / entry.path
        try:
            return path.stat().st_size == entry.size and measure(path).sha256 == entry.sha256
        except OSError:
            return False

    left = plate.chunks.exists() or lock.left(plate) or any(orphans(plate.folder))
    return not left and all(map(same, manifest.files)) and not any(scripts.faults(plate.folder, manifest))


def clear_strangers(plate: Plate, manifest: Manifest, stamp: Stamp, labels: Mapping[str, str]) -> None:
    """Remove what a manifest lists and what was made from something else than the stamp says, or belongs or is numbered otherwise.
    Frames are looked at, because other parts of the same plate may be in the making. Raises :class:`WriteError`."""
    moved = manifest.labels != labels
    for entry in manifest.files:
        path, form = plate.folder / entry.path, form_of(entry.format)
        with contextlib.suppress(FileNotFoundError, DamagedError):
            if form is not None and _same(form.look(path), stamp) and not (moved and path != _place(plate, entry, form)):
                continue
        with writing(path):
            path.unlink(missing_ok=True)


def _same(seen: Seen, stamp: Stamp) -> bool:
    """Whether a file was made from what the stamp says, for where it says."""
    return seen.fingerprint == stamp.fingerprint and (not seen.belongs or seen.belongs == stamp.belongs)


def _place(plate: Plate, entry: Entry, form: Format | SoundFormat) -> Path | None:
    """Where a frame stands; ``None`` for what is made once all are there."""
    if isinstance(form, SoundFormat) or form.movie:
        return None
    return plate.frame(form.name, form.suffix, int(entry.frames))


def clear(plate: Plate) -> None:
    """Remove what was delivered under a plate's name, and nothing else: chunks are named for what is in them, so some may be the new
    plate's. Raises :class:`WriteError`."""
    with writing(plate.folder):
        for place in (plate.folder, *(plate.sequence(kind) for kind in FORMATS)):
            for path in place.glob(f"{plate.name}.*"):
                path.unlink()


def drop_chunks(plate: Plate) -> None:
    """Remove the chunks of movies."""
    with contextlib.suppress(FileNotFoundError), writing(plate.chunks):
        shutil.rmtree(plate.chunks, ignore_errors=True)
