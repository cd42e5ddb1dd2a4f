"""Opens every file of a plate and holds it against its manifest: missing, cut short, swapped, altered, or not listed."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from generator.deliver.files import Written, measure, why
from generator.deliver.formats import known
from generator.deliver.manifest import Entry, Manifest, read
from generator.deliver.sink import DamagedError, Seen
from generator.problems import Origin, Problem, VerifyError

_SUFFIX = ".manifest.json"
_THREADS = 4


def verify_plate(plate: Path) -> list[Problem]:
    """All that is wrong with a plate, given its folder or its manifest; empty where nothing is. Never raises for what it finds."""
    path = _manifest_of(plate)
    if path is None:
        return [Problem("there is no manifest here", Origin(str(plate)))]
    try:
        manifest = read(path)
    except VerifyError as fault:
        return list(fault.problems)
    if manifest is None:
        return [Problem("there is no manifest here", Origin(str(plate)))]
    found = [] if manifest.complete else [Problem("the plate was never finished; run its command again", Origin(str(path)))]
    with ThreadPoolExecutor(_THREADS) as threads:
        told = threads.map(lambda entry: _fault(path.parent, entry, manifest.fingerprint_of(entry)), manifest.files)
        found += [Problem(text, Origin(str(path.parent / entry.path))) for entry, text in zip(manifest.files, told, strict=True) if text]
    found += [Problem("this file is not in the manifest", Origin(str(extra))) for extra in _extras(path.parent, manifest)]
    return found


def _manifest_of(plate: Path) -> Path | None:
    if plate.name.endswith(_SUFFIX):
        return plate
    return next(iter(sorted(plate.glob(f"*{_SUFFIX}"))), None) if plate.is_dir() else None


def _fault(top: Path, entry: Entry, fingerprint: str) -> str | None:
    """What is wrong with one file, in words; ``None`` where it is what it was."""
    path = top / entry.path
    if not path.is_file():
        return "missing"
    form = known(entry.format)
    if form is None:
        return f"unknown format {entry.format}"
    try:
        now = measure(path)
        seen = form.look(path)
    except DamagedError as fault:
        return fault.problems[0].message
    except OSError as fault:
        return why(fault)
    return _otherwise(entry, fingerprint, now, seen)


def _otherwise(entry: Entry, fingerprint: str, now: Written, seen: Seen) -> str | None:
    """What a sound file is that it should not be."""
    if seen.fingerprint != fingerprint:
        return "was made from something else than the plate"
    if seen.frames != entry.frames:
        return f"holds frame {seen.frames} under the name of {entry.frames}: swapped"
    if now.size != entry.size or now.sha256 != entry.sha256:
        return "was altered after it was written"
    return None


def _extras(top: Path, manifest: Manifest) -> Iterator[Path]:
    """Files that look like the plate's and are not listed."""
    listed = {entry.path for entry in manifest.files}
    for path in sorted(top.rglob(f"{manifest.plate}.*")):
        name = path.relative_to(top).as_posix()
        if path.is_file() and name not in listed and not name.endswith(_SUFFIX):
            yield path
