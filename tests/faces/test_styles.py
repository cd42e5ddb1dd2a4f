from __future__ import annotations

import numpy as np
import pytest
from sitters import studio

from generator.faces import portrait_of, robot_of
from generator.faces.contours import contours
from generator.faces.halftone import Screen, halftone, runs
from generator.faces.pixels import dithered
from generator.faces.styles import STYLES, Sitting, outlines, raster
from generator.faces.tone import Tones
from generator.values.geometry import MOVE, Outline

SITTER = portrait_of(3)
PRINTED = [style for style in STYLES if style not in ("plain", "evidence", "matte")]


def grey(value: float, size: int = 64) -> Tones:
    plane = np.full((size, size), value, np.float32)
    return Tones(plane, np.ones_like(plane), np.zeros_like(plane))


@pytest.mark.parametrize("style", PRINTED)
def test_outlines_stay_in_their_box_and_are_the_same_twice(style: str) -> None:
    sitting = Sitting(style, cells=24, build=1.0)
    one, two = outlines(studio(), SITTER, sitting, 0), outlines(studio(), SITTER, sitting, 0)
    assert one.verbs == two.verbs
    assert one.coords == two.coords
    assert one.verbs.count(MOVE) > 5
    assert min(one.coords) > -0.1
    assert max(one.coords) < 1.1


@pytest.mark.parametrize("style", PRINTED)
def test_a_portrait_builds_up(style: str) -> None:
    counts = [len(outlines(studio(), SITTER, Sitting(style, cells=24, build=build), 0).coords) for build in (0.0, 0.5, 1.0)]
    assert counts[0] <= counts[1] < counts[2]
    assert counts[0] < 0.2 * counts[2]


def split(outline: Outline) -> list[list[tuple[int, tuple[float, ...]]]]:
    """The closed loops of an outline."""
    loops: list[list[tuple[int, tuple[float, ...]]]] = []
    for verb, coords in outline.segments():
        if verb == MOVE:
            loops.append([])
        loops[-1].append((verb, tuple(coords)))
    return loops


def shoelace(points: list[tuple[float, float]]) -> float:
    """The area of a polygon (of handles too, for curves)."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1], strict=True))) / 2


@pytest.mark.parametrize("shape", ["round", "diamond", "line"])
def test_lighter_tones_have_more_ink(shape: str) -> None:
    def area(value: float) -> float:
        outline = halftone(grey(value), Screen(shape, 12, 0.0))
        assert len(outline.coords) % 2 == 0
        loops = [[p for _, c in loop for p in zip(c[::2], c[1::2], strict=True)] for loop in split(outline)]
        return sum(shoelace(loop) for loop in loops)

    assert area(0.2) < area(0.5) < area(0.9)


def test_ink_on_a_light_ground_stands_for_shadow() -> None:
    white = halftone(grey(1.0), Screen(pitch=12, invert=True))
    black = halftone(grey(0.0), Screen(pitch=12, invert=True))
    assert not white.verbs
    assert black.verbs


def test_dither_keeps_the_mean() -> None:
    on = dithered(grey(0.5))
    assert set(np.unique(on)) == {0.0, 1.0}
    assert 0.35 < on.mean() < 0.6


def test_runs_join_neighbours() -> None:
    assert runs(np.array([[1, 1, 0, 1]], np.float32), 4.0).coords == (0, 0, 0.5, 0, 0.5, 0.25, 0, 0.25, 0.75, 0, 1, 0, 1, 0.25, 0.75, 0.25)


def test_contours_close_around_what_is_high() -> None:
    plane = np.zeros((20, 20), np.float32)
    plane[5:15, 5:15] = 1
    plane[8:12, 8:12] = 0
    outline = contours(plane, 0.5, 20.0)
    assert outline.verbs.count(MOVE) == 2
    assert min(outline.coords) == pytest.approx(0.25, abs=0.03)
    assert max(outline.coords) == pytest.approx(0.75, abs=0.03)


def test_pixels_have_the_shape_of_the_box() -> None:
    plain = raster(studio(), SITTER, Sitting("plain", aspect=0.5), (1, 1, 1))
    assert plain.shape == (1600, 800, 4)
    evidence = raster(studio(), SITTER, Sitting("evidence", grain=1), (1, 1, 1))
    other = raster(studio(), SITTER, Sitting("evidence", grain=2), (1, 1, 1))
    assert (evidence[..., 3] == 255).all()
    assert (evidence != other).any()


def test_a_robot_is_printed_too() -> None:
    assert outlines(studio(), robot_of(2), Sitting("wire"), 0).verbs
    assert outlines(studio(), robot_of(2), Sitting("wire"), 1).verbs
