"""Remarks: what is weak in a plate, and where in the picture. What ``lint`` judges whole plates by, for the frame that is looked at."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from generator.brief import Brief
from generator.documents.manifest import Manifest
from generator.inspection.contrast import contrast
from generator.inspection.finding import Finding
from generator.inspection.marks import marks
from generator.inspection.seen import Seen, look, moments
from generator.motion.track import at
from generator.problems import Origin
from generator.scene.nodes import Glyphs
from generator.scene.scene import Scene

EVERY = 12
"""Frames between two moments at which a text may be strongest: it is judged as it is then, not while it comes or goes."""
_MOST_BOXES = 24


def remarks(scene: Scene, brief: Brief, manifest: Manifest, more: Iterable[Finding], frame: int) -> list[dict[str, Any]]:
    """Everything that is to be said of a scene, each with the boxes that it is about in ``frame``: pixels of the canvas."""
    moment = _second(brief, frame)
    seen = look(scene, sorted({*moments(manifest, brief.rate.seconds(1), EVERY), moment}))
    now = [one for one in seen if one.t == moment]
    found = (*more, *marks(seen, brief.canvas), *contrast(scene, seen, brief.canvas))
    texts: dict[object, set[str]] = {}
    for finding in found:
        texts.setdefault(finding.same, set()).update(finding.texts)
    told = {finding.same: _told(finding, now, texts[finding.same]) for finding in sorted(found, key=lambda finding: finding.degree)}
    return sorted(told.values(), key=lambda one: (one["note"], not one["boxes"], one["file"], one["line"]))


def _second(brief: Brief, frame: int) -> float:
    return brief.rate.seconds(frame - brief.start)


def _told(finding: Finding, now: Sequence[Seen], texts: Collection[str]) -> dict[str, Any]:
    origin = finding.origin
    return {
        "rule": finding.rule,
        "message": finding.message,
        "said": finding.said,
        "values": dict(finding.values),
        "note": finding.note,
        "file": origin.file if origin else "",
        "line": origin.line if origin else 0,
        "boxes": list(boxes(now, origin, texts)),
    }


def boxes(now: Sequence[Seen], origin: Origin | None, texts: Collection[str]) -> Iterator[list[float]]:
    """Left, top, width and height of the texts that a line of a template draws, all or some of them, on the canvas of its scene."""
    if origin is None or not origin.line:
        return
    found = 0
    for one in now:
        if one.leaf.origin == origin and found < _MOST_BOXES and isinstance(one.leaf, Glyphs):
            run = at(one.leaf.run, one.t)
            box = one.by.box(run.box)
            if not box.empty and (not texts or run.text in texts):
                found += 1
                yield [round(side, 1) for side in (box.x, box.y, box.width, box.height)]
