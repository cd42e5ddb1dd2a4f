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
from generator.studio.faults import Path, folded, path_of, texts
from generator.values.geometry import Affine, Rect

EVERY = 12
"""Frames between two moments at which is looked for what is not in the frame that is looked at."""
_FEW, _NEAR, _SLACK, _AIR = 4, 12, 0.02, 0.12


@dataclass(frozen=True, slots=True)
class Tried:
    """A plate as far as it was compiled."""

    asset: Asset
    scene: Scene


Found = tuple[Rect, Rect | None]
"""What is meant, and all of a text that sticks out of it."""
Find = Callable[[Sequence[Seen]], Iterable[Found]]


def places(tried: Tried | None, good: Tried | None, problem: Problem, fields: Sequence[Path], frame: int) -> dict[str, Any]:
    """``boxes`` around what has to be mended, ``beyond`` them what sticks out of its room, each as left, top, width and height on the
    canvas; ``there`` where the last good picture has what is meant; ``later``: a frame that has it, where this one has not."""
    about = problem.about
    if about and about.text and tried:
        before = _before(about.text, tried.asset, good.asset, fields) if good else None
        found = _placed(tried, frame, lambda now: _of_text(now, problem.origin, about), good, problem.origin, before)
        return found if found["boxes"] else _placed(tried, frame, lambda now: _of_text(now, problem.origin, about, exact=False))
    if good is None:
        return _NONE
    if about and about.kind == "word":
        said = [pattern for sentence in _sentences(good.asset, about.what) if (pattern := _pattern(sentence))]
        found = _placed(good, frame, lambda now: _saying(now, said)) if said else _NONE
        return found if found["boxes"] else _of_line(good, problem.origin, frame)
    if about and about.kind == "parameter":
        value = folded(dict(texts(good.asset)).get(path_of(about.what), ""))
        return _placed(good, frame, lambda now: _saying(now, [re.compile(re.escape(value))])) if value else _NONE
    return _of_line(good, problem.origin, frame)


_NONE: dict[str, Any] = {"boxes": [], "beyond": [], "there": False, "later": 0}


def _before(text: str, new: Asset, old: Asset, fields: Sequence[Path]) -> re.Pattern[str] | None:
    """What stood in place of a text, whose fields had other values; ``None`` where nobody can say."""
    values, known, said = dict(texts(new)), dict(texts(old)), folded(text)
    for path in fields:
        if value := folded(values.get(path, "")):
            said = said.replace(value, folded(known.get(path, "")))
    return re.compile(re.escape(said)) if fields and said else None


def _placed(
    tried: Tried, frame: int, find: Find, good: Tried | None = None, origin: Origin | None = None, before: re.Pattern[str] | None = None
) -> dict[str, Any]:
    """What is found at the moment that is looked at, else at the nearest one that has it. In ``good``, the last good picture, what the same
    line drew in its place goes with it; or else what it said ``before``, wherever that stands: a changed word moves things, and moments."""
    brief = tried.asset.brief
    share = brief.canvas.width / tried.scene.width
    moment = brief.rate.seconds(frame - brief.start)
    others = moments(tried.asset.template.manifest, brief.rate.seconds(1), EVERY)
    for t in (moment, *sorted(others, key=lambda t: abs(t - moment))):
        found, there = list(find(look(tried.scene, (t,)))), good is None
        if good is not None:
            known = _known(found, good, tried.scene, t, origin, before)
            found, there = known or found, bool(known)
        if found:
            later = 0 if t == moment else brief.start + brief.rate.frames(t)
            boxes, beyond = [_sides(box, share) for box, _ in found[:_FEW]], [_sides(box, share) for _, box in found[:_FEW] if box]
            return {"boxes": boxes, "beyond": beyond, "there": there, "later": later}
    return _NONE


def _known(
    found: Sequence[Found], good: Tried, scene: Scene, t: float, origin: Origin | None, before: re.Pattern[str] | None
) -> list[Found]:
    """What was found with what the same line drew in its place in a good picture; else what that said there."""
    by = Affine.scaling(scene.width / good.scene.width, scene.height / good.scene.height)
    now = [one for one in look(good.scene, (t,)) if one.leaf.origin == origin]
    said: list[Found] = [(by.box(box), None) for box, _ in _saying(now, [before])] if before else []
    drawn = [(by @ one.by).box(box) for one, _, box in _drawn(now)]
    same: list[Found] = []
    for box, beyond in found:
        near = box.outset(0.0, box.height)
        if old := [each for each, _ in said if not each.intersection(near).empty] or [each for each in drawn if _touch(each, box)]:
            same.append((reduce(Rect.union, old, box), beyond))
    return same or said


def _sides(box: Rect, share: float) -> list[float]:
    return [round(share * side, 1) for side in (box.x, box.y, box.width, box.height)]


def _drawn(now: Iterable[Seen]) -> Iterator[tuple[Seen, str, Rect]]:
    """Everything that is set in type and can be seen: what it says, and where."""
    for one in now:
        if isinstance(one.leaf, Glyphs):
            run = at(one.leaf.run, one.t)
            if run.text.strip() and not run.box.empty:
                yield one, run.text, _inked(run)


def _inked(run: GlyphRun) -> Rect:
    """As wide as a run's cells and as high as its ink, with a little air: cells are much higher than what is written in them."""
    inks = [(glyph.y, box) for glyph in run.glyphs if (outline := run.face.outline(glyph.glyph)) and (box := outline.bounds())]
    if not inks:
        return run.box
    air = _AIR * run.size
    top, bottom = min(y + box.y * run.size for y, box in inks) - air, max(y + box.bottom * run.size for y, box in inks) + air
    return Rect(run.box.x, top, run.box.width, bottom - top)


def _of_text(now: Sequence[Seen], origin: Origin | None, about: About, exact: bool = True) -> list[Found]:
    """What a line draws of a text: all of its runs that stand in its room, and (``exact``) are as much too wide for it; or without one
    those that say it."""
    said = Counter(about.text)
    drawn = [(one, text, box) for one, text, box in _drawn(now) if one.leaf.origin == origin and Counter(text) <= said]
    if about.room is None:
        whole = [(one, text, box) for one, text, box in drawn if Counter(text) == said]
        return [(one.by.box(box), None) for one, _, box in whole or drawn]
    room = Rect(*about.room)
    parts: dict[Any, list[Rect]] = {}
    for one, _, box in drawn:
        if _stands_in(box, room):
            parts.setdefault(one.by, []).append(box)
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
    drawn = [(one.by.box(box), {folded(text), folded(text[::-1])}) for one, text, box in _drawn(now)]
    found = [box for box, sides in drawn if any(each.fullmatch(side) for each in said for side in sides)]
    return [(box, None) for box in found or [box for box, sides in drawn if any(each.search(side) for each in said for side in sides)]]


def _of_line(good: Tried, origin: Origin | None, frame: int) -> dict[str, Any]:
    """What a line draws, or for an expression the nearest line before it that draws. A line of a kit that draws many texts says of none
    that it is the one."""
    if origin is None or not origin.line:
        return _NONE

    def find(now: Sequence[Seen]) -> list[Found]:
        drawn = [(one.leaf.origin.line, one.by.box(box)) for one, _, box in _drawn(now) if one.leaf.origin.file == origin.file]
        nearest = max((line for line, _ in drawn if origin.line - _NEAR <= line <= origin.line), default=0)
        found: list[Found] = [(box, None) for line, box in drawn if line == nearest]
        return found if len(found) <= _FEW else []

    return _placed(good, frame, find)
