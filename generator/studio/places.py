"""Places: where faults are in the picture.

A plate that was compiled with its faults says exactly where each of its texts is and how much room it has; for one that was not, the last
good one says it by what stood there.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from generator.documents.compose import words_of
from generator.inspection.seen import Seen, look, moments
from generator.languages import of as language_of
from generator.motion.track import at
from generator.problems import About, Origin, Problem
from generator.render.asset import Asset
from generator.scene.nodes import GlyphRun, Glyphs
from generator.scene.scene import Scene
from generator.studio.faults import folded, path_of, texts
from generator.values.geometry import Rect

EVERY = 12
"""Frames between two moments at which is looked for what is not in the frame that is looked at."""
_FEW, _NEAR, _SLACK = 4, 12, 0.02


@dataclass(frozen=True, slots=True)
class Tried:
    """A plate as far as it was compiled."""

    asset: Asset
    scene: Scene

    @property
    def size(self) -> tuple[float, ...]:
        """Of its canvas and of its scene: where these are another's, so are the places of both."""
        canvas = self.asset.brief.canvas
        return canvas.width, canvas.height, self.scene.width, self.scene.height


Found = tuple[Rect, Rect | None]
"""What is meant, and all of a text that sticks out of it."""
Find = Callable[[Sequence[Seen]], Iterable[Found]]


def places(tried: Tried | None, good: Tried | None, problem: Problem, frame: int) -> dict[str, Any]:
    """``boxes`` around what has to be mended, ``beyond`` them what sticks out of its room, each as left, top, width and height on the
    canvas; ``later`` where the frame that is looked at does not have it."""
    about = problem.about
    if about and about.text and tried:
        same = good if good and good.size == tried.size else None
        found = _placed(tried, frame, lambda now: _of_text(now, problem.origin, about), same, problem.origin)
        return found if found["boxes"] else _placed(tried, frame, lambda now: _of_text(now, problem.origin, about, exact=False))
    if good is None:
        return _NONE
    if about and about.kind == "word":
        said = [pattern for sentence in _sentences(good.asset, about.what) if (pattern := _pattern(sentence))]
        found = _placed(good, frame, lambda now: _saying(now, said)) if said else _NONE
        return found if found["boxes"] else _of_line(good, problem.origin, frame)
    if about and about.kind == "parameter":
        before = folded(dict(texts(good.asset)).get(path_of(about.what), ""))
        return _placed(good, frame, lambda now: _saying(now, [re.compile(re.escape(before))])) if before else _NONE
    return _of_line(good, problem.origin, frame)


_NONE: dict[str, Any] = {"boxes": [], "beyond": [], "later": False}


def _placed(tried: Tried, frame: int, find: Find, good: Tried | None = None, origin: Origin | None = None) -> dict[str, Any]:
    """What is found at the moment that is looked at, else at the nearest one that has it; with what its line drew there in ``good``."""
    brief = tried.asset.brief
    share = brief.canvas.width / tried.scene.width
    moment = brief.rate.seconds(frame - brief.start)
    others = moments(tried.asset.template.manifest, brief.rate.seconds(1), EVERY)
    for t in (moment, *sorted(others, key=lambda t: abs(t - moment))):
        if found := list(find(look(tried.scene, (t,))))[:_FEW]:
            before = [one.by.box(run.box) for one, run in _drawn(look(good.scene, (t,))) if one.leaf.origin == origin] if good else []
            boxes = [_sides(reduce(Rect.union, (old for old in before if _touch(old, box)), box), share) for box, _ in found]
            beyond = [_sides(box, share) for _, box in found if box]
            return {"boxes": boxes, "beyond": beyond, "later": t != moment}
    return _NONE


def _sides(box: Rect, share: float) -> list[float]:
    return [round(share * side, 1) for side in (box.x, box.y, box.width, box.height)]


def _drawn(now: Iterable[Seen]) -> Iterator[tuple[Seen, GlyphRun]]:
    """Everything that is set in type and can be seen."""
    for one in now:
        if isinstance(one.leaf, Glyphs):
            run = at(one.leaf.run, one.t)
            if run.text.strip() and not run.box.empty:
                yield one, run


def _of_text(now: Sequence[Seen], origin: Origin | None, about: About, exact: bool = True) -> list[Found]:
    """What a line draws of a text: all of its runs that stand in its room, and (``exact``) are as much too wide for it; or without one
    those that say it."""
    said = Counter(about.text)
    drawn = [(one, run) for one, run in _drawn(now) if one.leaf.origin == origin and Counter(run.text) <= said]
    if about.room is None:
        whole = [(one, run) for one, run in drawn if Counter(run.text) == said]
        return [(one.by.box(run.box), None) for one, run in whole or drawn]
    room = Rect(*about.room)
    parts: dict[Any, list[Rect]] = {}
    for one, run in drawn:
        if _stands_in(run.box, room):
            parts.setdefault(one.by, []).append(run.box)
    inks = [(by, reduce(Rect.union, runs)) for by, runs in parts.items()]
    wide = room.width + about.over[0]
    return [
        _sticking(ink, room, about.over, by.box)
        for by, ink in inks
        if not (exact and about.over[0]) or abs(ink.width - wide) < _SLACK * wide
    ]


def _touch(one: Rect, other: Rect) -> bool:
    """Whether two texts are in each other's way, and not just line by line."""
    shared = one.intersection(other)
    return shared.height > min(one.height, other.height) / 2 and not shared.empty


def _stands_in(box: Rect, room: Rect) -> bool:
    return box.x < room.right and room.x < box.right and (room.height == 0 or (box.y < room.bottom and room.y < box.bottom))


def _sticking(ink: Rect, room: Rect, over: tuple[float, float], on_canvas: Callable[[Rect], Rect]) -> Found:
    """What of a text is in its room, and all of it."""
    x, width = (room.x, room.width) if over[0] else (ink.x, ink.width)
    y, height = (room.y, room.height) if over[1] and room.height else (ink.y, ink.height)
    inside = ink.intersection(Rect(x, y, width, height))
    return on_canvas(ink if inside.empty else inside), on_canvas(ink)


def _sentences(asset: Asset, key: str) -> tuple[str, ...]:
    """What a word said in the last good picture."""
    return words_of(asset.template, language_of(asset.brief.language)).sentences(key)


def _pattern(sentence: str) -> re.Pattern[str] | None:
    """What is drawn of a sentence, whatever its values are; ``None`` where it is nothing but values."""
    parts = [(literal, name) for literal, name, _, _ in string.Formatter().parse(sentence)]
    if not any(char.isalnum() for literal, _ in parts for char in literal):
        return None
    said = "".join(re.escape(folded(f"|{literal}|")[1:-1]) + (".*" if name is not None else "") for literal, name in parts)
    return re.compile(said)


def _saying(now: Sequence[Seen], said: Sequence[re.Pattern[str]]) -> list[Found]:
    """Texts that say something, from whichever side they are read; where there are such, those that say nothing else."""
    drawn = [(one, run, {folded(run.text), folded(run.text[::-1])}) for one, run in _drawn(now)]
    found = [(one, run) for one, run, sides in drawn if any(each.fullmatch(side) for each in said for side in sides)]
    found = found or [(one, run) for one, run, sides in drawn if any(each.search(side) for each in said for side in sides)]
    return [(one.by.box(run.box), None) for one, run in found]


def _of_line(good: Tried, origin: Origin | None, frame: int) -> dict[str, Any]:
    """What a line draws, or for an expression the nearest line before it that draws. A line of a kit that draws many texts says of none
    that it is the one."""
    if origin is None or not origin.line:
        return _NONE

    def find(now: Sequence[Seen]) -> list[Found]:
        drawn = [(one, run) for one, run in _drawn(now) if one.leaf.origin.file == origin.file]
        lines = [one.leaf.origin.line for one, _ in drawn if origin.line - _NEAR <= one.leaf.origin.line <= origin.line]
        found: list[Found] = [(one.by.box(run.box), None) for one, run in drawn if one.leaf.origin.line == max(lines, default=0)]
        return found if len(found) <= _FEW else []

    return _placed(good, frame, find)
