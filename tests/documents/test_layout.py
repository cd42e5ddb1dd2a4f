"""Boxes: cuts cover what they cut, mirror for right-to-left, and say when there is no room."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.documents.canvas import CANVASES
from generator.documents.layout import Box, plain

PAGE = Box(0, 0, 1000, 600)
MIRRORED = Box(0, 0, 1000, 600, True)


def edges(box: Box) -> tuple[float, float, float, float]:
    return box.x, box.y, box.right, box.bottom


def test_insets_take_one_two_or_four_sides() -> None:
    assert edges(PAGE.inset(10)) == (10, 10, 990, 590)
    assert edges(PAGE.inset(10, 20)) == (20, 10, 980, 590)
    assert edges(PAGE.inset(1, 2, 3, 4)) == (4, 1, 998, 597)
    assert edges(PAGE.inset(-5)) == (-5, -5, 1005, 605)


@pytest.mark.parametrize(
    ("side", "piece", "rest"),
    [
        ("left", (0, 0, 100, 600), (110, 0, 1000, 600)),
        ("right", (900, 0, 1000, 600), (0, 0, 890, 600)),
        ("top", (0, 0, 1000, 100), (0, 110, 1000, 600)),
        ("bottom", (0, 500, 1000, 600), (0, 0, 1000, 490)),
    ],
)
def test_splits_give_the_piece_and_the_rest(side: str, piece: tuple[float, ...], rest: tuple[float, ...]) -> None:
    assert tuple(map(edges, getattr(PAGE, f"split_{side}")(100, 10))) == (piece, rest)


def test_start_and_end_follow_the_reading_direction() -> None:
    assert PAGE.split_start(100) == PAGE.split_left(100)
    assert MIRRORED.split_start(100) == MIRRORED.split_right(100)
    assert MIRRORED.split_end(100)[0].x == 0
    assert (PAGE.start, PAGE.end, MIRRORED.start, MIRRORED.end) == (0, 1000, 1000, 0)
    assert [box.x for box in PAGE.columns([1, 3])] == [0, 250]
    assert [box.right for box in MIRRORED.columns([1, 3])] == [1000, 750]
    assert MIRRORED.anchor("top start", 10, 10).x == 990
    assert MIRRORED.anchor("top left", 10, 10).x == 0


@given(st.lists(st.floats(0.1, 9), min_size=1, max_size=6), st.floats(0, 20), st.booleans())
@settings(max_examples=60, derandomize=True, deadline=None)
def test_parts_with_their_gaps_fill_the_whole(weights: list[float], gap: float, mirrored: bool) -> None:
    page = MIRRORED if mirrored else PAGE
    columns = sorted(page.columns(weights, gap), key=lambda box: box.x)
    assert columns[0].x == pytest.approx(0)
    assert columns[-1].right == pytest.approx(1000)
    for one, two in itertools.pairwise(columns):
        assert two.x - one.right == pytest.approx(gap)
    for box, weight in zip(page.columns(weights, gap), weights, strict=True):
        assert box.width == pytest.approx((1000 - gap * (len(weights) - 1)) * weight / sum(weights))


def test_grids_go_row_by_row() -> None:
    cells = PAGE.grid(2, [1, 2], 0)
    assert [(c.x, c.y, c.height) for c in cells] == [(0, 0, 200), (500, 0, 200), (0, 200, 400), (500, 200, 400)]


def test_anchors_and_snaps() -> None:
    assert edges(PAGE.anchor("bottom right", 100, 50, -5, -5)) == (895, 545, 995, 595)
    assert edges(PAGE.anchor("center", 100, 50)) == (450, 275, 550, 325)
    assert edges(Box(3.9, 5, 10, 10).snap(4)) == (4, 4, 12, 16)
    assert Box(1, 2, 3, 4.5).attrs == 'x="1" y="2" width="3" height="4.5"'


def test_there_must_be_room() -> None:
    for cut in (
        lambda: PAGE.inset(400),
        lambda: PAGE.split_left(1001),
        lambda: PAGE.columns(3, 600),
        lambda: PAGE.columns(0),
        lambda: PAGE.columns([0, 0]),
        lambda: PAGE.columns(10**6),
        lambda: PAGE.snap(0),
    ):
        with pytest.raises(ValueError, match=r"no room|divided|step"):
            cut()


def test_numbers_are_written_plainly() -> None:
    assert [plain(v) for v in (1.0, -0.0, 1 / 3, 1234567.891, 0.1 + 0.2)] == ["1", "0", "0.333333333", "1234567.89", "0.3"]


def test_the_module_and_the_scale() -> None:
    assert [CANVASES[name].u for name in ("hd", "uhd", "wall-9x16")] == [8, 16, 8]
    assert [CANVASES[name].scale for name in ("hd", "uhd", "wall-9x16")] == pytest.approx([1, 2, 16 / 9])
