"""Labels: where what is said of each person stands over a whole plate, so that no label covers another or a wall, or leaves the picture.

    arrange(people, room) -> Arrangement

A label stands beside its person's box, on one of six sides: in full where there is room, else in short. Where a crowd leaves no room
it moves to a stack at the picture's edge, and a line leads from there to its box; where the stacks are full too it is left out, and
counted. All frames are known beforehand, so a label changes its side before it must, in one eased move, and only for a gain that lasts
(``Rules.change`` is the hysteresis). Large boxes come first. The same boxes always give the same labels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from generator.staging.paths import Floats, PathOf, Stretch, overlap
from generator.staging.search import between, cheapest
from generator.staging.sightings import Box

Size = tuple[float, float]
Spot = tuple[float, float]

SIDES: tuple[tuple[Spot, Spot, Spot, float], ...] = (
    # the point of the box, the point of the label that lies on it (shares of both), which way it is pushed off, and what it costs
    ((1.0, 0.0), (0.0, 0.0), (1.0, 0.0), 0.0),
    ((0.0, 0.0), (1.0, 0.0), (-1.0, 0.0), 0.5),
    ((0.0, 0.0), (0.0, 1.0), (0.0, -1.0), 0.7),
    ((0.0, 1.0), (0.0, 0.0), (0.0, 1.0), 0.9),
    ((1.0, 1.0), (0.0, 1.0), (1.0, 0.0), 1.1),
    ((0.0, 1.0), (1.0, 1.0), (-1.0, 0.0), 1.3),
)
SHORT, STACKED, LEFT_OUT = 2.0, 10.0, 60.0
"""What a short label costs a frame, one in a stack beside its box, and one that is not there."""
FAR, NEAR = 14.0, 0.6
"""What a stack at the other end of the picture costs more; and what a label that comes too near costs of one that covers."""


@dataclass(frozen=True, slots=True)
class Rules:
    """``gap``: between a label and all else. ``move`` and ``fade``: frames that a label takes to another side, and to come or go.
    ``change``: frames of a slightly better place that a move must gain. ``over`` and ``over_focus``: what covering somebody's box costs,
    and ``NEAR`` of it for coming nearer than the gap: more than a place in a stack at hand."""

    gap: float = 4.0
    move: int = 12
    fade: int = 5
    change: float = 24.0
    over: float = 20.0
    over_focus: float = 30.0


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """Somebody to be labelled: their path in pixels, and the sizes of their label in full and in short (one, if they are the same)."""

    path: PathOf
    full: Size
    short: Size


@dataclass(frozen=True, slots=True, eq=False)
class Room:
    """What labels keep to: ``bounds`` that they stay inside, ``walls`` that they never cover, ``focus`` whom they rather do not,
    ``stacks``: where a stacked label's top left corner may stand, ``spare``, where those left out are counted, and ``passing``, walls that
    are there for a while: ``(frames, 4)``, without a width where they are not."""

    bounds: Box
    walls: tuple[Box, ...] = ()
    focus: PathOf | None = None
    stacks: tuple[Spot, ...] = ()
    spare: Box | None = None
    passing: tuple[Floats, ...] = ()
    rules: Rules = field(default_factory=Rules)


@dataclass(frozen=True, slots=True, eq=False)
class Label:
    """A label over all frames: ``place`` is ``(frames, 4)``; ``seen``, ``full`` and ``stacked`` go from 0 to 1."""

    place: Floats
    seen: Floats
    full: Floats
    stacked: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Arrangement:
    """Everybody's label, and how many there are in each frame who have none."""

    labels: tuple[Label, ...]
    left_out: npt.NDArray[np.int64]


def arrange(people: Sequence[Subject], room: Room) -> Arrangement:
    """Place all labels; those left out are counted in ``room.spare``, which is kept free as soon as there is one."""
    frames = len(people[0].path.there) if people else 1
    found = _arranged(people, room, room.walls)
    if room.spare and _missing(people, found, frames).any():
        found = _arranged(people, room, (*room.walls, room.spare))
    return Arrangement(tuple(found), _missing(people, found, frames))


def _missing(people: Sequence[Subject], labels: Sequence[Label], frames: int) -> npt.NDArray[np.int64]:
    total = np.zeros(frames, np.int64)
    for one, label in zip(people, labels, strict=True):
        total += (one.path.there > 0.5) & (label.seen <= 0.0)
    return total


def _arranged(people: Sequence[Subject], room: Room, walls: tuple[Box, ...]) -> list[Label]:
    order = sorted(range(len(people)), key=lambda i: (-_area(people[i].path), i))
    frames = len(people[0].path.there) if people else 0
    taken = [np.repeat(np.array([wall], np.float64), frames, axis=0) for wall in walls] + list(room.passing)
    found: dict[int, Label] = {}
    for i in order:
        others = [person.path for j, person in enumerate(people) if j != i]
        found[i] = _placed(people[i], others, room, taken)
        taken.append(np.where(found[i].seen[:, None] > 0, found[i].place, 0.0))
    return [found[i] for i in range(len(people))]


def _area(path: PathOf) -> float:
    boxes = path.boxes[path.there > 0]
    return float(np.mean(boxes[:, 2] * boxes[:, 3])) if len(boxes) else 0.0


def _placed(one: Subject, others: Sequence[PathOf], room: Room, taken: Sequence[Floats]) -> Label:
    """One label, stretch by stretch."""
    frames, rules = len(one.path.there), room.rules
    label = Label(np.zeros((frames, 4)), np.zeros(frames), np.zeros(frames), np.zeros(frames))
    states = _States.of(one, room)
    places, moves = states.places(one, room), states.moves(rules)
    costs = states.costs(places, one.path, others, room)
    full = np.stack(taken) if taken else np.zeros((0, frames, 4))
    begin = np.zeros(len(states.kinds))
    for since, until in one.path.stretches:
        part = slice(since, until)
        ways = cheapest(places[:, part].copy(), costs[:, part].copy(), moves, full[:, part].copy(), begin, (rules.gap, rules.change))
        states.fill(label, ways, places, moves, (since, until))
        begin = np.full(len(states.kinds), rules.change)  # who comes back is looked for where they were
        begin[ways[-1, 0]] = 0.0
    return label


@dataclass(frozen=True, slots=True)
class _States:
    """What a label can be, a letter each: in full (f) or in short (s) on a side, in a place of a stack (r), left out (-, the last)."""

    kinds: str

    @classmethod
    def of(cls, one: Subject, room: Room) -> _States:
        return cls(("f" * len(SIDES) if one.full != one.short else "") + "s" * len(SIDES) + "r" * len(room.stacks) + "-")

    def places(self, one: Subject, room: Room) -> Floats:
        """Where each would stand, ``(states, frames, 4)``; inside of the bounds."""
        x, y, w, h = room.bounds
        found: list[Floats] = []
        for size in [one.full, one.short] if "f" in self.kinds else [one.short]:
            found += [_beside(one.path.boxes, size, side, room.rules.gap) for side in SIDES]
        frames = len(one.path.there)
        found += [np.repeat(np.array([(*spot, *one.short)]), frames, axis=0) for spot in room.stacks]
        kept = np.stack([*found, np.zeros((frames, 4))])
        for axis, low, length in ((0, x, w), (1, y, h)):
            kept[..., axis] = np.maximum(low, np.minimum(kept[..., axis], low + length - kept[..., axis + 2]))
        return kept

    def moves(self, rules: Rules) -> npt.NDArray[np.int64]:
        """How long each takes to become each other: nothing crosses the picture to a stack, it goes here and comes there."""
        lengths = {frozenset("fs"): rules.move, frozenset("f"): rules.move, frozenset("s"): rules.move, frozenset("r"): rules.move}
        return np.array(
            [[rules.fade if "-" in one + other else lengths.get(frozenset(one + other), 0) for other in self.kinds] for one in self.kinds],
            np.int64,
        )

    def costs(self, places: Floats, path: PathOf, others: Sequence[PathOf], room: Room) -> Floats:
        """What each costs in each frame, but for what it may never cover."""
        rules = room.rules
        sides = [side[3] for side in SIDES]
        base = ([] if "f" not in self.kinds else sides) + [SHORT * ("f" in self.kinds) + cost for cost in sides]
        found = np.repeat(np.array([*base, *[STACKED] * len(room.stacks), LEFT_OUT])[:, None], places.shape[1], axis=1)
        found += rules.over * np.max([_covered(places, other, rules.gap) for other in (*others, path)], axis=0)
        if room.focus:
            found += rules.over_focus * _covered(places, room.focus, rules.gap)
        far = np.array([kind == "r" for kind in self.kinds])
        across = np.abs(places[..., 0] - path.boxes[:, 0]) / room.bounds[2]
        down = np.abs(places[..., 1] - path.boxes[:, 1]) / room.bounds[3]
        return found + far[:, None] * FAR * (across + down)

    def fill(self, label: Label, ways: npt.NDArray[np.int64], places: Floats, moves: npt.NDArray[np.int64], part: Stretch) -> None:
        """Write the way through a stretch into a label."""
        for n, (one, other, since) in enumerate(ways, part[0]):
            share = since / moves[one, other] if one != other else 0.0
            label.place[n] = between(places[one, n], places[other, n], share)
            eased = share * share * (3 - 2 * share)
            for values, kinds in ((label.seen, "fsr"), (label.full, "f"), (label.stacked, "r")):
                values[n] = (self.kinds[one] in kinds) * (1 - eased) + (self.kinds[other] in kinds) * eased


def _beside(boxes: Floats, size: Size, side: tuple[Spot, Spot, Spot, float], gap: float) -> Floats:
    (ax, ay), (bx, by), (dx, dy), _ = side
    w, h = size
    x = boxes[:, 0] + ax * boxes[:, 2] - bx * w + dx * gap
    y = boxes[:, 1] + ay * boxes[:, 3] - by * h + dy * gap
    return np.stack([x, y, np.full(len(boxes), w), np.full(len(boxes), h)], axis=1)


def _covered(places: Floats, path: PathOf, gap: float) -> Floats:
    """NEAR where a label comes nearer than the gap to somebody's box, and the share of the label that lies on it."""
    share, reach = overlap(places, path.boxes)
    near = (reach > -0.99 * gap) & (places[..., 2] > 0)
    return np.asarray((NEAR * near + share) * (path.there > 0))
