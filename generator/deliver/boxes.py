"""``PLATE.boxes.json``: where every citizen and every element is, frame by frame, for trackers and for nulls in Blender or After Effects.

It is written like a movie: a chunk of frames at a time by whoever paints them, then joined.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.deliver.files import Written, folder, write_bytes
from generator.deliver.sink import MARKS, Format, Seen, Sink, Stamp, damaged
from generator.sound.cues import Samples
from generator.values.picture import CITIZEN, ELEMENT, Mark, Picture

SCHEMA = 1
_GROUPS = {CITIZEN: "citizens", ELEMENT: "elements"}
COORDINATES = {
    "unit": "pixel of the plate",
    "origin": "top left corner of the plate's display window",
    "x": "to the right",
    "y": "down",
    "box": "left, top, width and height of all that is painted; it may reach beyond the picture",
    "anchor": "the middle of the box: x, y",
    "space": "from the element's own coordinates to the plate's: a, b, c, d, e, f as in SVG's matrix()",
    "null": "nothing of it is in the picture",
}
Frames = dict[str, dict[str, dict[str, Any]]]
"""By group, by name, by frame: what stands in the file."""


def _told(mark: Mark) -> dict[str, list[float]] | None:
    """One mark at one frame, to a thousandth of a pixel."""
    box, space = mark.box, mark.space
    if box is None:
        return None
    matrix = (space.a, space.b, space.c, space.d, space.e, space.f)
    return {
        "box": [round(v, 3) + 0.0 for v in (box.x, box.y, box.width, box.height)],
        "anchor": [round(v, 3) + 0.0 for v in (box.x + box.width / 2, box.y + box.height / 2)],
        "space": [round(v, 6) + 0.0 for v in matrix],
    }


class _BoxSink(Sink):
    """A chunk of frames."""

    def __init__(self, target: Path, stamp: Stamp) -> None:
        super().__init__()
        folder(target.parent)
        self._target, self._stamp = target, stamp
        self._frames: list[int] = []
        self._found: Frames = {group: {} for group in _GROUPS.values()}

    def write(self, picture: Picture, frame: int) -> None:
        self._frames.append(frame)
        for mark in picture.marks:
            self._found[_GROUPS[mark.kind]].setdefault(mark.name, {})[str(frame)] = _told(mark)

    def close(self) -> None:
        self.written.append(_save(self._target, self._stamp, " ".join(map(str, self._frames)), len(self._frames), self._found))

    def abort(self) -> None:
        return None


def _save(path: Path, stamp: Stamp, frames: str, count: int, found: Frames) -> Written:
    """One line for each name at each frame: short to read, and to compare."""
    head = {
        "schema": SCHEMA,
        "plate": stamp.plate,
        "fingerprint": stamp.fingerprint,
        "program": stamp.program,
        "frames": frames,
        "count": count,
        "rate": str(stamp.rate),
        "width": stamp.width,
        "height": stamp.height,
        "coordinates": COORDINATES,
    }
    text = json.dumps(head, indent=1, ensure_ascii=False)[:-2]
    groups = (f" {json.dumps(group)}: {_block(_names(names), 1)}" for group, names in found.items())
    return write_bytes(path, ",\n".join((text, *groups)).encode() + b"\n}\n")


def _names(names: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    for name, frames in names.items():
        lines = (f"{json.dumps(frame)}: {json.dumps(value)}" for frame, value in frames.items())
        yield f"{json.dumps(name, ensure_ascii=False)}: {_block(lines, 2)}"


def _block(lines: Iterator[str], depth: int) -> str:
    """Lines in braces, indented."""
    inner = ",\n".join(" " * (depth + 1) + line for line in lines)
    return f"{{\n{inner}\n{' ' * depth}}}" if inner else "{}"


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes())
        if found["schema"] == SCHEMA and all(isinstance(found[group], dict) for group in _GROUPS.values()):
            return dict(found)
    except (ValueError, KeyError, TypeError) as fault:
        raise damaged(path, "is cut short or damaged") from fault
    raise damaged(path, "is no list of boxes of this version")


def look(path: Path) -> Seen:
    """Read it all, and see that every name has every frame; raises :class:`DamagedError`."""
    found = _read(path)
    counts = {len(frames) for group in _GROUPS.values() for frames in found[group].values()}
    if counts - {found.get("count")}:
        raise damaged(path, "lacks frames")
    return Seen(str(found.get("fingerprint", "")), str(found.get("frames", "")), int(found.get("count", 0)), codec="json")


def _join(chunks: Sequence[Path], final: Path, stamp: Stamp, sound: Samples | None) -> Written:
    """All chunks in one file, frames in their order; raises :class:`WriteError`. There is nothing to hear."""
    del sound
    whole: Frames = {group: {} for group in _GROUPS.values()}
    count = 0
    for chunk in chunks:
        part = _read(chunk)
        count += int(part["count"])
        for group, names in whole.items():
            for name, frames in part[group].items():
                names.setdefault(name, {}).update(frames)
    return _save(final, stamp, stamp.frames, count, whole)


BOXES = Format(
    "boxes",
    ".json",
    "boxes and anchors of citizens and elements, frame by frame",
    "none",
    "none",
    _BoxSink,
    look,
    0.01,
    _join,
    wants=MARKS,
)
