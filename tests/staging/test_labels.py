"""Labels over time: none ever covers another or a wall, none leaves the picture, none jumps; a crowd is told as far as there is room."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from generator.staging.labels import Arrangement, Room, Rules, Subject, arrange
from generator.staging.paths import Floats, PathOf, path_of, presence, standing
from generator.staging.sightings import Box

FRAMES = 160
BOUNDS: Box = (48, 48, 1824, 984)
PANEL: Box = (1296, 112, 576, 608)
FULL, SHORT = (120.0, 50.0), (70.0, 26.0)
STACK = tuple((48.0, 100.0 + 36 * i) for i in range(8))
SPARE: Box = (48, 400, 80, 26)
ROOM = Room(BOUNDS, (PANEL,), None, STACK, SPARE)


def wandering(seed: int, count: int, size: tuple[float, float] = (90, 150), within: Box = (0, 0, 1250, 1080)) -> list[PathOf]:
    """People who walk about at random, turning back at the edges."""
    rng, found = np.random.default_rng(seed), []
    for _ in range(count):
        steps = np.cumsum(np.cumsum(rng.normal(0, 0.3, (FRAMES, 2)), axis=0) * 0.2, axis=0)
        boxes = np.empty((FRAMES, 4))
        for axis in (0, 1):
            room = within[axis + 2] - size[axis]
            place = np.mod(steps[:, axis] + rng.uniform(0, room), 2 * room)
            boxes[:, axis], boxes[:, axis + 2] = within[axis] + np.where(place > room, 2 * room - place, place), size[axis]
        found.append(PathOf(boxes, np.ones(FRAMES), ((0, FRAMES),)))
    return found


def labelled(paths: list[PathOf], room: Room = ROOM) -> Arrangement:
    return arrange([Subject(path, FULL, SHORT) for path in paths], room)


def apart(one: Floats, other: Floats) -> bool:
    return bool(
        one[0] >= other[0] + other[2] or other[0] >= one[0] + one[2] or one[1] >= other[1] + other[3] or other[1] >= one[1] + one[3]
    )


def hold_together(found: Arrangement, room: Room = ROOM) -> None:
    """The promises that hold whatever people do."""
    x, y, w, h = room.bounds
    walls = [np.array(wall) for wall in room.walls] + ([np.array(room.spare)] if room.spare and found.left_out.any() else [])
    for n in range(len(found.left_out)):
        there = [label.place[n] for label in found.labels if label.seen[n] > 0]
        assert all(apart(one, other) for one, other in combinations([*there, *walls], 2)), n
        assert all(p[0] >= x and p[1] >= y and p[0] + p[2] <= x + w and p[1] + p[3] <= y + h for p in there), n


def fastest(found: Arrangement, paths: list[PathOf]) -> tuple[float, float]:
    """The fastest that a label that is seen moves in a frame, and the fastest that anybody does."""
    speeds = [
        np.linalg.norm(np.diff(label.place[:, :2], axis=0), axis=1)[(label.seen[1:] > 0) & (label.seen[:-1] > 0)].max(initial=0)
        for label in found.labels
    ]
    return max(speeds), max(np.linalg.norm(np.diff(path.boxes[:, :2], axis=0), axis=1).max() for path in paths)


@pytest.mark.parametrize("seed", range(12))
def test_whoever_walks_where_labels_stay_apart_and_never_jump(seed: int) -> None:
    paths = wandering(seed, (3, 6, 11)[seed % 3])
    found = labelled(paths)
    hold_together(found)
    mine, theirs = fastest(found, paths)
    across = 90 + 2 * FULL[0] + 150 + 2 * FULL[1]  # the farthest two sides of a box lie apart
    assert mine <= 1.5 * across / Rules().move + theirs + 1e-6
    for label in found.labels:
        assert np.abs(np.diff(label.seen)).max() <= 0.4, "it comes and goes"


@pytest.mark.parametrize("seed", range(6))
def test_where_there_is_room_everybody_is_told_of(seed: int) -> None:
    found = labelled(wandering(seed, 3, (60, 90)))
    assert not found.left_out.any()
    assert np.mean([label.full.mean() for label in found.labels]) > 0.9


def test_the_same_people_have_the_same_labels() -> None:
    one, other = (labelled(wandering(5, 8)) for _ in range(2))
    assert all(np.array_equal(a.place, b.place) and np.array_equal(a.seen, b.seen) for a, b in zip(one.labels, other.labels, strict=True))


def test_one_alone_is_told_of_in_full_on_the_first_side() -> None:
    (label,) = labelled([standing((400, 300, 90, 150), 10)]).labels
    np.testing.assert_allclose(label.place[0], (494, 300, *FULL))
    assert label.full.min() == label.seen.min() == 1
    assert label.stacked.max() == 0


def test_a_shiver_between_two_sides_changes_nothing() -> None:
    """At the edge where the one side is as good as the other, a label stays on the one that it has."""
    shiver = 1296 - 90 - FULL[0] - 8 + 3 * np.sin(np.arange(FRAMES))
    path = PathOf(np.stack([shiver, *(np.full(FRAMES, v) for v in (300, 90, 150))], axis=1), np.ones(FRAMES), ((0, FRAMES),))
    (label,) = labelled([path]).labels
    sides = np.sign(label.place[:, 0] - path.boxes[:, 0])
    assert (sides == sides[0]).all()


def test_a_label_changes_its_side_before_it_must_in_one_move() -> None:
    walk = {n: (500 + 6 * n, 300, 90, 150) for n in range(120)}
    (label,) = labelled([path_of(walk, 120)]).labels
    hold_together(labelled([path_of(walk, 120)]))
    relative = label.place[:, 0] - (500 + 6 * np.arange(120))
    assert label.seen.min() == 1, "it is never lost"
    assert relative[0] > 90
    assert relative[-1] < 90
    assert 1 <= np.count_nonzero(np.abs(np.diff(relative)) > 1e-9) <= 2 * Rules().move


def test_eleven_in_one_corner_are_told_of_step_by_step() -> None:
    corner = [standing((60 + 30 * (i % 4), 60 + 40 * (i // 4), 90, 150), 4) for i in range(11)]
    roomy = labelled(corner)
    hold_together(roomy)
    assert not roomy.left_out.any()
    assert sum(label.full[0] for label in roomy.labels) > 0
    assert sum(label.stacked[0] for label in roomy.labels) > 0, "lines lead to those for whom there is no side"
    narrow = Room((48, 48, 190, 160), (), None, (), (48, 180, 60, 26))
    tight = labelled(corner, narrow)
    hold_together(tight, narrow)
    assert tight.left_out[0] >= 4, "and the rest are counted"
    assert tight.left_out[0] + sum(label.seen[0] > 0 for label in tight.labels) == 11


@pytest.mark.parametrize("pitch", [130, 190, 260])
def test_labels_keep_off_everybodys_boxes_where_there_is_room(pitch: int) -> None:
    row = [standing((300 + pitch * i, 400 + 25 * (i % 3), 90, 150), 4) for i in range(6 if pitch < 200 else 4)]
    found = labelled(row)
    assert not found.left_out.any()
    assert all(apart(label.place[0], path.boxes[0]) for label in found.labels for path in row)


def test_who_leaves_and_comes_back_is_labelled_where_they_were() -> None:
    seen = {n: (1000 - 0.2 * n, 300, 90, 150) for n in (*range(40), *range(80, 120))}
    path = path_of(seen, 120, bridge=4)
    (label,) = labelled([path]).labels
    assert not label.seen[40:80].any()
    assert np.sign(label.place[10, 0] - path.boxes[10, 0]) == np.sign(label.place[100, 0] - path.boxes[100, 0])


def test_the_focus_is_covered_only_in_need() -> None:
    focus = standing((494, 250, 300, 600), 4)
    room = Room(BOUNDS, (PANEL,), focus)
    (label,) = labelled([standing((400, 300, 90, 150), 4)], room).labels
    assert apart(label.place[0], focus.boxes[0])


def test_nobody_needs_nothing() -> None:
    found = labelled([])
    assert not found.labels
    assert not found.left_out.any()
    assert presence(0, comes=True, goes=True).size == 0
