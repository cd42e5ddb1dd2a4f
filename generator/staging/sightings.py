"""Sightings: the text of a track file, CSV or JSON, to boxes per frame. Pure; every fault is told with its line.

    # canvas 1920x1080            pixels of this canvas; without it x, y, w and h are shares of the picture
    # first 1001                  the number of the plate's first frame; that which the plate itself gives it unless said
    frame,id,x,y,w,h              x and y: the box's top left corner
    1001,focus,962,112,384,608

    {"canvas": "1920x1080", "first": 1001, "boxes": [{"frame": 1001, "id": "focus", "x": 962, "y": 112, "w": 384, "h": 608}]}

Rows may stand in any order. A box that reaches out of the picture is cut at its edge; one that lies outside is somebody who is not there.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.problems import BriefError, Origin, Problem, did_you_mean
from generator.values.frames import FIRST_FRAME

COLUMNS = ("frame", "id", "x", "y", "w", "h")
KEYS = ("canvas", "first", "boxes")
MOST = 200_000
"""Boxes in one file: an hour of a crowd."""
_TOLD = 20  # faults of one file that are told one by one
_CANVAS = re.compile(r"([1-9][0-9]{0,4})\s*[x×,]\s*([1-9][0-9]{0,4})")
_NOTE = re.compile(r"#\s*(\w+)\s*[:=]?\s*(.*)")
_BETWEEN = re.compile(r"[\s,]*")
_BOXES = re.compile(r'"boxes"\s*:\s*\[')

Box = tuple[float, float, float, float]
Row = tuple[int, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Sightings:
    """Boxes ``(x, y, width, height)`` in shares of the picture, by person and frame of the plate (0 is its first); where each person is
    named first, and which number the file gives the plate's first frame."""

    file: str
    boxes: Mapping[str, Mapping[int, Box]]
    lines: Mapping[str, int]
    first: int
    digest: str

    def __str__(self) -> str:
        return f"{self.file} ({self.digest})"


@dataclass(slots=True)
class _Reading:
    """A file while it is read: what it states of itself, and what is wrong with it."""

    file: str
    first: int
    canvas: tuple[float, float] | None = None
    faults: list[Problem] | None = None

    def fault(self, message: str, line: int = 0) -> None:
        self.faults = [*(self.faults or []), Problem(message, Origin(self.file, line))]

    def state(self, name: str, value: object, line: int) -> None:
        """A note of the file's: its canvas, or its first frame."""
        text = str(value).strip().strip("[]")
        if name == "canvas":
            found = _CANVAS.fullmatch(text)
            if found:
                self.canvas = (float(found[1]), float(found[2]))
            else:
                self.fault(f"canvas {text!r} is no size; write 1920x1080", line)
        elif re.fullmatch(r"[0-9]{1,9}", text):
            self.first = int(text)
        else:
            self.fault(f"first {text!r} is no frame's number", line)


def read_sightings(text: str, file: str, first: int = FIRST_FRAME) -> Sightings:
    """Read a track file for a plate whose first frame has the number ``first``; raises BriefError with all that is wrong with it, each at
    its line."""
    reading = _Reading(file, first)
    rows = list(_json(text, reading) if text.lstrip().startswith("{") else _csv(text, reading))
    if not reading.faults and not rows:
        reading.fault("there is no box in this track")
    if len(rows) > MOST:
        reading.fault(f"{len(rows):,} boxes; at most {MOST:,} are read")
    boxes, lines = _people(rows[:MOST], reading)
    if reading.faults:
        rest = len(reading.faults) - _TOLD
        raise BriefError(reading.faults[:_TOLD] + ([Problem(f"and {rest} more", Origin(file))] if rest > 0 else []))
    return Sightings(file, boxes, lines, reading.first, hashlib.sha256(text.encode()).hexdigest()[:24])


def _csv(text: str, reading: _Reading) -> Iterator[Row]:
    columns: tuple[str, ...] = ()
    for n, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        note = _NOTE.match(line.strip())
        if note and note[1] in KEYS[:2]:
            reading.state(note[1], note[2], n)
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        cells = tuple(cell.strip().strip('"') for cell in re.split(r"[,;\t]", line))
        if not columns:
            columns = tuple(cell.lower() for cell in cells)
            if not _has_columns(columns, reading, n):
                return
        elif len(cells) != len(columns):
            reading.fault(f"{len(cells)} values in a row of {len(columns)}", n)
        else:
            yield n, dict(zip(columns, cells, strict=True))


def _has_columns(columns: tuple[str, ...], reading: _Reading, line: int) -> bool:
    """Whether a heading has what rows need; other columns are left alone."""
    lacking = [name for name in COLUMNS if name not in columns]
    for name in lacking:
        reading.fault(f"there is no column {name}{did_you_mean(name, columns)}; a track's are {','.join(COLUMNS)}", line)
    return not lacking


def _json(text: str, reading: _Reading) -> Iterator[Row]:
    try:
        whole = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        reading.fault(f"this is no JSON: {getattr(error, 'msg', 'too deep')}", getattr(error, "lineno", 0))
        return
    for key in whole:
        if key not in KEYS:
            reading.fault(f"unknown key {key}{did_you_mean(key, KEYS)}")
    for key in KEYS[:2]:
        if key in whole:
            reading.state(key, whole[key], _line(text, text.find(f'"{key}"')))
    start = _BOXES.search(text)
    if not start or not isinstance(whole["boxes"], list):
        reading.fault("there is no list of boxes")
        return
    at, decoder, line = start.end(), json.JSONDecoder(), _line(text, start.end())
    for n, box in enumerate(whole["boxes"], 1):
        begins = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]
        line += text.count("\n", at, begins)
        _, at = decoder.raw_decode(text, begins)
        if isinstance(box, dict):
            yield line, box
        else:
            reading.fault(f"box {n} is no record of {', '.join(COLUMNS)}", line)
        line += text.count("\n", begins, at)


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, max(0, at)) + 1


def _people(rows: list[Row], reading: _Reading) -> tuple[dict[str, dict[int, Box]], dict[str, int]]:
    boxes: dict[str, dict[int, Box]] = {}
    lines: dict[str, int] = {}
    seen: dict[tuple[str, int], int] = {}
    for line, row in rows:
        found = _sighting(row, reading, line)
        if found is None:
            continue
        frame, who, box = found
        if (who, frame) in seen:
            reading.fault(f"{who} has two boxes in frame {frame}; the other stands in line {seen[who, frame]}", line)
            continue
        seen[who, frame] = line
        lines.setdefault(who, line)
        mine = boxes.setdefault(who, {})
        if _inside(box):
            mine[frame - reading.first] = _cut(box)
    return boxes, lines


def _sighting(row: Mapping[str, object], reading: _Reading, line: int) -> tuple[int, str, Box] | None:
    numbers: list[float] = []
    for name in COLUMNS:
        if name not in row:
            reading.fault(f"a box without {name}", line)
            return None
        if name != "id":
            number = _number(row[name])
            if number is None:
                reading.fault(f"{name} is {str(row[name])!r}, which is no number", line)
                return None
            numbers.append(number)
    frame, x, y, w, h = numbers
    who = str(row["id"]).strip()
    if frame != int(frame) or frame < 0:
        reading.fault(f"frame is {frame:g}; frames are whole numbers", line)
    elif not who:
        reading.fault("a box without an id: focus, or one of the others", line)
    elif w <= 0 or h <= 0:
        reading.fault(f"a box of {w:g} by {h:g}; both are over 0", line)
    elif reading.canvas is None and max(w, h) > 4:
        reading.fault(f"a box of {w:g} by {h:g} pictures; say '# canvas 1920x1080' where boxes are in pixels", line)
    else:
        across, down = reading.canvas or (1.0, 1.0)
        return int(frame), who, (x / across, y / down, w / across, h / down)
    return None


def _number(value: object) -> float | None:
    try:
        found = float(str(value))
    except ValueError:
        return None
    return found if math.isfinite(found) and not isinstance(value, bool) else None


def _inside(box: Box) -> bool:
    """Whether anything of a box is in the picture."""
    x, y, w, h = box
    return x < 1 and y < 1 and x + w > 0 and y + h > 0


def _cut(box: Box) -> Box:
    x, y, w, h = box
    left, top = max(0.0, x), max(0.0, y)
    return left, top, min(1.0, x + w) - left, min(1.0, y + h) - top
