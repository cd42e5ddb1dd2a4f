"""Crowd: the people of a plate as templates see them: boxes that move where a track says so, and a place for each one's label.

    people(focus=box, others=[{id, box, full, short}, ...], track=p.track, within=safe, walls=[...], docks=[[...], ...])
        -> .focus, .others, .left_out, .counted, .panel

Lengths are pixels of the canvas. Right to left a template mirrors whole layers: boxes come in and go out mirrored, and tracks are
mirrored here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from generator.documents.canvas import Canvas
from generator.documents.layout import Box
from generator.documents.panels import Panel, moved
from generator.documents.view import View
from generator.motion.track import Value, at, combine, moves
from generator.problems import BriefError, Origin, Problem, did_you_mean
from generator.staging.docks import Rules as Docking
from generator.staging.docks import covered, docked
from generator.staging.labels import Label, Room, Rules, Subject, arrange
from generator.staging.moves import counted, over_time
from generator.staging.paths import FADE, Floats, PathOf, hidden, path_of, presence, standing
from generator.staging.sightings import Sightings
from generator.values.geometry import Affine
from generator.values.rate import Rate

FOCUS = "focus"
_KIND = "property of somebody"


class Crowd:
    """The function ``people`` of one composition."""

    def __init__(self, canvas: Canvas, rate: Rate, seconds: float, mirrored: bool) -> None:
        self._canvas, self._rate, self._mirrored = canvas, rate, mirrored
        self._frames = max(1, rate.frames(seconds))

    def __call__(
        self,
        *,
        focus: Box,
        others: Sequence[Mapping[str, Any]],
        within: Box,
        track: Sightings | str = "",
        walls: Sequence[Box] = (),
        docks: Sequence[Sequence[Box]] = (),
        since: float = 0,
        calm: Sequence[float] = (0, 0),
        stacks: Sequence[Sequence[float]] = (),
        spare: Box | None = None,
        gap: float = 4.0,
        below: float = 0.0,
        beside: float = 0.0,
        bridge: float = 0,
        smooth: float = 0,
    ) -> View:
        """Everybody's box and label, and the focus's panel.

        ``others``: records of ``id``, ``box`` and the sizes ``full`` and ``short`` of their label; ``walls``, ``stacks`` and ``spare``
        as in ``staging/labels.py``; ``below``, ``beside``: how much under the focus's box, and which share of its width beside it, is
        kept free too. ``docks``: the boxes that the panel's
        parts take on each dock, its own first; it is seen ``since`` a frame, and stays from one frame to the other of ``calm``. ``bridge``
        and ``smooth``: frames. Raises BriefError for a track that does not fit.
        """
        if isinstance(track, str) and track:
            raise TypeError(f"the track {track} was not read")
        seen = track if isinstance(track, Sightings) else None
        frames = self._length(seen)
        ids = [str(one["id"]) for one in others]
        names = _known(seen, ids) if seen else {}

        def path(key: str, box: Box) -> PathOf:
            if seen is None or (key == FOCUS and FOCUS not in names):
                return standing((box.x, box.y, box.width, box.height), frames)
            known = seen.boxes[names[key]] if key in names else {}
            return self._scaled(path_of(known, frames, int(bridge * self._each), int(smooth * self._each)))

        main = path(FOCUS, focus)
        rest = [path(str(i), one["box"]) for i, one in enumerate(others)]
        keep = _grown(main, below, beside)
        panel = self._docked(docks, keep, gap, since, calm)
        if seen:
            fixed = [np.array([_plain(wall)]) for wall in walls]
            rest = [hidden(of, np.max([covered(of, wall) for wall in (*fixed, *panel.walls)], axis=0, initial=0.0)) for of in rest]
        subjects = [Subject(of, _size(one["full"]), _size(one["short"])) for of, one in zip(rest, others, strict=True)]
        rules = Rules(gap, 12 * self._each, FADE * self._each, 24.0 * self._each)
        room = Room(
            _plain(within), tuple(map(_plain, walls)), keep, tuple((float(x), float(y)) for x, y in stacks),
            _plain(spare) if spare else None, panel.walls, rules,
        )  # fmt: skip
        found = arrange(subjects, room)
        shown = [self._person(of, label) for of, label in zip(rest, found.labels, strict=True)]
        fraction = self._rate.fraction
        left = found.left_out
        centre = self._person(main, None)
        return View("part of a crowd", {
            "focus": centre,
            "others": tuple(shown),
            "left_out": counted(np.maximum(1, left).tolist(), fraction),
            "counted": over_time(_eased(left > 0).tolist(), fraction),
            "panel": panel.view(self._rate),
            "moves": moves(centre["x"]),
        })  # fmt: skip

    def _docked(self, docks: Sequence[Sequence[Box]], keep: PathOf, gap: float, since: float, calm: Sequence[float]) -> Panel:
        places = [[_plain(box) for box in dock] for dock in docks or [()]]
        each, (begin, end) = self._each, calm
        rules = Docking(gap, 5 * each, 8 * each, 6.0 * each)
        return Panel(places, docked(places, keep, int(since * each), [(int(begin * each), int(end * each))], rules))

    @property
    def _each(self) -> int:
        """Frames of the plate to a film frame."""
        return max(1, round(self._rate.nominal / 24))

    def _length(self, seen: Sightings | None) -> int:
        """Frames to think about: the plate's own, and those of a track that goes on. Raises BriefError for one that lies elsewhere."""
        if seen is None:
            return 1
        known = [n for boxes in seen.boxes.values() for n in boxes]
        if not known:
            raise BriefError("no box of this track is inside of the picture", Origin(seen.file))
        begins, ends = min(known) + seen.first, max(known) + seen.first
        if ends < seen.first or begins >= seen.first + self._frames:
            plate = f"{seen.first} to {seen.first + self._frames - 1}"
            raise BriefError(
                f"frames {begins} to {ends} lie outside of the plate's {plate}; '# first {begins}' would begin there", Origin(seen.file)
            )
        return max(self._frames, max(known) + 1)

    def _scaled(self, path: PathOf) -> PathOf:
        """From shares of the picture to the canvas, mirrored where layers are."""
        boxes = path.boxes.copy()
        if self._mirrored:
            boxes[:, 0] = 1 - boxes[:, 0] - boxes[:, 2]
        size = np.array([self._canvas.width, self._canvas.height] * 2, np.float64)
        return PathOf(boxes * size, path.there, path.stretches)

    def _person(self, path: PathOf, label: Label | None) -> View:
        fraction = self._rate.fraction
        x, y, width, height = (over_time(path.boxes[:, i].tolist(), fraction) for i in range(4))
        cx, right, bottom = combine(_middle, x, width), combine(_sum, x, width), combine(_sum, y, height)
        found: dict[str, Any] = {
            "x": x, "y": y, "width": width, "height": height, "there": over_time(path.there.tolist(), fraction),
            "box": _first(path, self._mirrored),
            "cx": cx, "right": right, "bottom": bottom,
            "at": moved(x, y), "grown": _grows(x, y, width), "foot": moved(x, bottom), "side": moved(right, y),
            "pole": moved(cx, 0.0), "head": moved(cx, y), "sole": moved(cx, bottom),
        }  # fmt: skip
        if label is not None:
            found |= self._label(path, label)
        return View(_KIND, found)

    def _label(self, path: PathOf, label: Label) -> dict[str, Any]:
        fraction, place = self._rate.fraction, label.place
        right = place[:, 0] + place[:, 2] / 2 < path.boxes[:, 0] + path.boxes[:, 2] / 2
        from_x, to_x = place[:, 0] + right * place[:, 2], path.boxes[:, 0] + ~right * path.boxes[:, 2]
        values = {
            "seen": label.seen, "full": label.full, "stacked": label.stacked,
            "x1": from_x, "x2": to_x, "y1": place[:, 1] + place[:, 3] / 2,
            "y2": path.boxes[:, 1] + np.minimum(place[:, 3], path.boxes[:, 3]) / 2,
        }  # fmt: skip
        found: dict[str, Any] = {name: over_time(each.tolist(), fraction) for name, each in values.items()}
        corner = [over_time(place[:, i].tolist(), fraction) for i in (0, 1)]
        return found | {"label": moved(*corner), "place": _box(place[int(np.argmax(label.seen > 0))], self._mirrored)}


def _known(seen: Sightings, ids: Sequence[str]) -> dict[str, str]:
    """Whom the track means by its ids: the focus, one of the others by id, or by number from 1. Raises BriefError for anybody else."""
    means = {str(i + 1): str(i) for i in range(len(ids))} | {name: str(i) for i, name in enumerate(ids) if name} | {FOCUS: FOCUS}
    faults = [
        Problem(f"{who} is nobody on this plate{did_you_mean(who, means)}", Origin(seen.file, seen.lines[who]))
        for who in seen.boxes
        if who not in means
    ]
    if faults:
        raise BriefError(faults)
    return {means[who]: who for who in seen.boxes}


def _size(value: Sequence[float]) -> tuple[float, float]:
    width, height = value
    return float(width), float(height)


def _plain(box: Box) -> tuple[float, float, float, float]:
    return box.x, box.y, box.width, box.height


def _grown(path: PathOf, below: float, beside: float) -> PathOf:
    x, y, width, height = path.boxes.T
    return PathOf(np.stack([x - beside * width, y, width * (1 + 2 * beside), height + below], axis=1), path.there, path.stretches)


def _sum(a: float, b: float) -> float:
    return a + b


def _middle(start: float, length: float) -> float:
    return start + length / 2


def _grows(x: Value[float], y: Value[float], width: Value[float]) -> Value[Affine] | str:
    """As a ``transform`` from the first box to the one of every moment: as much larger as that is wider."""
    if not moves(width):
        return moved(x, y)
    first = max(at(width, 0.0), 1e-9)
    return combine(lambda x, y, w: Affine(w / first, 0.0, 0.0, w / first, x, y), x, y, width)


def _first(path: PathOf, mirrored: bool) -> Box:
    """Where somebody is seen first."""
    return _box(path.boxes[path.stretches[0][0] if path.stretches else 0], mirrored)


def _box(values: Floats, mirrored: bool) -> Box:
    x, y, width, height = map(float, values[:4])
    return Box(x, y, width, height, mirrored)


def _eased(shown: Any) -> Floats:
    """Whether something is shown, as an opacity that comes and goes over a few frames inside."""
    found = np.zeros(len(shown))
    edges = np.flatnonzero(np.diff(np.concatenate([[0], shown.astype(np.int8), [0]])))
    for since, until in edges.reshape(-1, 2):
        found[since:until] = presence(until - since, since > 0, until < len(shown))
    return found
