"""What opens a plate in one go: a script for each compositor, beside the plate's manifest.

    take.py           what the scripts say of a plate, from its manifest
    nuke.py           PLATE.nk
    blender.py        PLATE.blender.py, for Blender 4.5
    after_effects.py  PLATE.ae.jsx

A script is a pure function of the manifest, so it is not listed there: ``verify`` makes it again and compares. Every plate with an OpenEXR
sequence has all three; they are a few kilobytes, and whoever lacks the application can leave them where they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from generator.deliver.files import Written, write_bytes
from generator.deliver.manifest import Manifest
from generator.deliver.scripts.after_effects import script as after_effects
from generator.deliver.scripts.blender import script as blender
from generator.deliver.scripts.nuke import script as nuke
from generator.deliver.scripts.take import Take
from generator.problems import Origin, Problem

SCRIPTS: dict[str, Callable[[Take], str]] = {".nk": nuke, ".blender.py": blender, ".ae.jsx": after_effects}
"""By suffix."""


def texts(manifest: Manifest) -> dict[str, str]:
    """The scripts of a plate by the names of their files; none where it has no OpenEXR sequence."""
    take = Take.of(manifest)
    return {f"{manifest.plate}{suffix}": script(take) for suffix, script in SCRIPTS.items()} if take else {}


def write(folder: Path, manifest: Manifest) -> list[Written]:
    """Write a plate's scripts beside it, and remove those of a plate that has none any more. Raises :class:`WriteError`."""
    made = texts(manifest)
    for suffix in SCRIPTS:
        if f"{manifest.plate}{suffix}" not in made:
            (folder / f"{manifest.plate}{suffix}").unlink(missing_ok=True)
    return [write_bytes(folder / name, text.encode()) for name, text in made.items()]


def faults(folder: Path, manifest: Manifest) -> Iterator[Problem]:
    """What is wrong with a finished plate's scripts: missing, or not what the plate's own would say. What they refer to are files of the
    manifest, which are verified as such."""
    for name, text in texts(manifest).items() if manifest.complete else ():
        path = folder / name
        try:
            same = path.read_bytes() == text.encode()
        except OSError:
            yield Problem("missing; run the plate's command again", Origin(str(path)))
            continue
        if not same:
            yield Problem("does not open this plate as it is: it was altered, or made for another", Origin(str(path)))
