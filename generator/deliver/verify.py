"""Opens every file of a plate and holds it against its manifest: missing, cut short, swapped, altered, or not listed.

Movies are held against what the manifest says of their rate, length, timecode, tags and alpha, the last by decoding them; the cut, its
handles, the slate and the scripts that open a plate against what it says of its frames.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from generator.deliver import scripts
from generator.deliver.files import Written, measure, why
from generator.deliver.formats import is_sequence, known
from generator.deliver.manifest import Entry, Manifest, read
from generator.deliver.naming import BELONGS, MANIFEST, manifest_of
from generator.deliver.sink import DamagedError, Format, Seen
from generator.problems import Origin, Problem, VerifyError
from generator.values.frames import FrameRange, spell

_THREADS = 4


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found out about a plate: all that is wrong with it, and, of each movie, what it is."""

    problems: list[Problem]
    movies: dict[str, str] = field(default_factory=dict)


def verify_plate(plate: Path) -> list[Problem]:
    """All that is wrong with a plate, given its folder or its manifest; empty where nothing is. Never raises for what it finds."""
    return examine(plate).problems


def examine(plate: Path) -> Examined:
    """Look at a plate, given its folder or its manifest. Never raises for what it finds."""
    path = manifest_of(plate)
    try:
        manifest = read(path) if path else None
    except VerifyError as fault:
        return Examined(list(fault.problems))
    if path is None or manifest is None:
        return Examined([Problem("there is no manifest here", Origin(str(plate)))])
    found = [] if manifest.complete else [Problem("the plate was never finished; run its command again", Origin(str(path)))]
    with ThreadPoolExecutor(_THREADS) as threads:
        told = list(threads.map(lambda entry: _looked(path.parent, entry, manifest), manifest.files))
    for entry, (wrong, _) in zip(manifest.files, told, strict=True):
        found += [Problem(wrong, Origin(str(path.parent / entry.path)))] if wrong else []
    found += [Problem(text, Origin(str(path))) for text in _misplaced(manifest)]
    found += scripts.faults(path.parent, manifest)
    found += [Problem("this file is not in the manifest", Origin(str(extra))) for extra in _extras(path.parent, manifest)]
    return Examined(found, {entry.path: words for entry, (_, words) in zip(manifest.files, told, strict=True) if words})


def _looked(top: Path, entry: Entry, manifest: Manifest) -> tuple[str, str]:
    """What is wrong with one file and what it is, in words; either may be empty."""
    path = top / entry.path
    if not path.is_file():
        return "missing", ""
    form = known(entry.format)
    if form is None:
        return f"unknown format {entry.format}", ""
    try:
        now = measure(path)
        seen = form.look(path)
        decode = form.alpha_of if isinstance(form, Format) else None
        alpha = decode(path) if decode else seen.alpha
    except DamagedError as fault:
        return fault.problems[0].message, ""
    except OSError as fault:
        return why(fault), ""
    wrong = _otherwise(entry, manifest.fingerprint_of(entry), now, seen)
    return wrong or _unlike(manifest, entry, seen, alpha), _told(seen, alpha) if decode else ""


_LIKE = {
    "straight": ("straight", "either", "opaque", "empty"),
    "premultiplied": ("premultiplied", "either", "opaque", "empty"),
    "none": ("none",),
}
"""What alpha may be found where a manifest says one."""
_IN_WORDS = {
    "none": "no alpha",
    "either": "alpha that is straight or premultiplied alike",
    "opaque": "alpha that is opaque",
}


def _alpha(found: str) -> str:
    return _IN_WORDS.get(found, f"{found} alpha")


def _told(seen: Seen, alpha: str) -> str:
    """What a movie is, in words."""
    return ", ".join(
        (
            f"{seen.count} frames at {seen.rate}",
            f"from {seen.timecode}" if seen.timecode else "without timecode",
            f"tagged {seen.tags}",
            _alpha(alpha),
        )
    )


def _unlike(manifest: Manifest, entry: Entry, seen: Seen, alpha: str) -> str:
    """What a file says of itself, or holds, that its manifest does not."""
    said = manifest.formats.get(entry.format, {})
    expected = said.get("alpha", "")
    if alpha and alpha not in _LIKE.get(expected, (alpha,)):
        return f"has {_alpha(alpha)}, and the manifest says {_alpha(expected)}"
    count = len(FrameRange.parse(entry.frames))
    if seen.rate and seen.count != count:
        return f"holds {seen.count} frames, and the manifest says {count}"
    facts = (
        ("rate", seen.rate, manifest.rate),
        *((name, found, manifest.tokens.get(name, "")) for name, found in zip(BELONGS, seen.belongs, strict=False)),
        ("timecode", seen.timecode, said.get("timecode", "")),
        ("colour tag", seen.tags, said.get("tags", "")),
        ("compression", seen.compression, said.get("compression", "")),
        ("colour", seen.space, manifest.colour.get("space", "")),
        ("order of layers", seen.layers, ",".join(layer.name for layer in manifest.layers) if entry.format == "exr" else ""),
    )
    told = [
        f"the {name} is {found}, and the manifest says {wanted}" for name, found, wanted in facts if found and wanted and found != wanted
    ]
    told += ["there is no timecode, and the manifest says " + said["timecode"]] if said.get("timecode") and not seen.timecode else []
    return "; ".join(told)


def _otherwise(entry: Entry, fingerprint: str, now: Written, seen: Seen) -> str:
    """What a sound file is that it should not be."""
    if seen.fingerprint != fingerprint:
        return "was made from something else than the plate"
    if seen.frames != entry.frames:
        return f"holds frame {seen.frames} under the name of {entry.frames}: swapped"
    if now.size != entry.size or now.sha256 != entry.sha256:
        return "was altered after it was written"
    return ""


def _misplaced(manifest: Manifest) -> Iterator[str]:
    """What is wrong with the cut, its handles and the slate."""
    if not (manifest.cut and manifest.complete):
        return
    frames = frozenset(FrameRange.parse(manifest.frames))
    wanted = FrameRange.parse(manifest.cut).widened(manifest.handles)
    lacking = [frame for frame in wanted if frame not in frames]
    if lacking:
        yield f"the cut {manifest.cut} and its {manifest.handles} handles want the frames {spell(lacking)}, which the plate has not"
    if manifest.slate_frame is not None and manifest.slate_frame in frames:
        yield f"the slate's frame {manifest.slate_frame} is counted among the plate's"
    if manifest.slate and not any(manifest.is_slate(entry) for entry in manifest.files) and any(map(_still, manifest.files)):
        yield f"the slate at {manifest.slate_frame} is in no sequence"


def _still(entry: Entry) -> bool:
    return is_sequence(entry.format)


def _extras(top: Path, manifest: Manifest) -> Iterator[Path]:
    """Files that look like the plate's and are not listed."""
    listed = {entry.path for entry in manifest.files} | set(scripts.texts(manifest))
    for path in sorted(top.rglob(f"{manifest.plate}.*")):
        name = path.relative_to(top).as_posix()
        if path.is_file() and name not in listed and not name.endswith(MANIFEST):
            yield path
