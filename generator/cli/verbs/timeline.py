"""``timeline``: plates, one after another, as a cut for an editor."""

from __future__ import annotations

from pathlib import Path

from generator.cli.console import counted, document, result, say
from generator.editorial.timeline import takes, timeline


def run(plates: list[Path], targets: list[Path], media: str | None, as_json: bool) -> None:
    """Write the cut in every format that is asked for."""
    cut = takes(plates)
    written = [timeline(cut, target.stem, target, media) for target in targets]
    if as_json:
        files = [{"path": str(one.path), "size": one.size, "sha256": one.sha256} for one in written]
        clips = [{"plate": take.name, "first": take.cut[0], "last": take.cut[1]} for take in cut]
        document({"files": files, "clips": clips, "rate": str(cut[0].rate)})
        return
    for one in written:
        result(str(one.path))
    frames = sum(last - first + 1 for first, last in (take.cut for take in cut))
    say(f"{counted(len(cut), 'plate')}, {counted(frames, 'frame')} at {cut[0].rate}")
