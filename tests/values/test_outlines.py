"""Plain shapes as outlines, mixing, lengths and vertices."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from generator.values.geometry import Outline, Rect
from generator.values.measure import Measure
from generator.values.outlines import EMPTY, ellipse, lerp, line, polygon, polyline, rectangle
from generator.values.path_data import parse_path
from generator.values.vertices import vertices


def box(outline: Outline) -> tuple[float, float, float, float]:
    found = outline.bounds()
    assert found is not None
    return found.x, found.y, found.width, found.height


def test_shapes_fill_their_boxes() -> None:
    assert box(line(1, 2, 4, 8)) == (1, 2, 3, 6)
    assert box(polygon((0, 0, 4, 0, 4, 4, 9))) == (0, 0, 4, 4)
    assert box(ellipse(5, 6, 2, 3)) == pytest.approx((3, 3, 4, 6))
    assert box(rectangle(Rect(1, 2, 10, 20), 3, 4)) == pytest.approx((1, 2, 10, 20))


def test_verbs_of_shapes() -> None:
    assert rectangle(Rect(0, 0, 4, 4)).verbs == b"MLLLZ"
    assert rectangle(Rect(0, 0, 4, 4), 1, 1).verbs == b"MLCLCLCLCZ"
    assert ellipse(0, 0, 1, 1).verbs == b"MCCCCZ"
    assert polyline((0, 0, 1, 1)).verbs == b"ML"


def test_shapes_without_size_are_empty() -> None:
    assert rectangle(Rect(0, 0, 0, 5)) is EMPTY
    assert ellipse(0, 0, 5, 0) is EMPTY
    assert polygon(()) is EMPTY


def test_radii_are_held_to_half_the_sides() -> None:
    assert rectangle(Rect(0, 0, 4, 4), 100, 100).coords == rectangle(Rect(0, 0, 4, 4), 2, 2).coords


def test_a_circle_is_round() -> None:
    circle = Measure(ellipse(0, 0, 10, 10))
    for i in range(40):
        x, y, _ = circle.at(circle.length * i / 40)
        assert math.hypot(x, y) == pytest.approx(10, abs=3e-3)


def test_equal_structures_mix_and_others_do_not() -> None:
    a, b = parse_path("M0 0L10 0"), parse_path("M0 10H20")
    mixed = lerp(a, b, 0.5)
    assert mixed is not None
    assert mixed.coords == (0, 5, 15, 0 + 5)
    assert lerp(a, parse_path("M0 0Q1 1 2 2"), 0.5) is None
    assert lerp(a, parse_path("M0 0A1 1 0 0 1 2 2"), 0.5) is None


def test_arcs_mix_by_their_radii() -> None:
    """Between two half circles lies a half circle, although a quarter more of another arc would have more cubics."""
    mixed = lerp(parse_path("M0 0A5 5 0 0 1 10 0"), parse_path("M0 0A10 10 0 0 1 20 0"), 0.5)
    assert mixed is not None
    assert box(mixed) == pytest.approx((0, -7.5, 15, 7.5), abs=5e-3)
    gauge = lerp(parse_path("M0-10A10 10 0 0 1 10 0"), parse_path("M0-10A10 10 0 1 1-10 0"), 0.25)
    assert gauge is not None
    assert gauge.coords[-2:] == (5, 0)


def test_lengths() -> None:
    assert Measure(parse_path("M0 0H3V4z")).length == 12
    assert Measure(ellipse(0, 0, 10, 10)).length == pytest.approx(20 * math.pi, rel=3e-4)
    assert Measure(parse_path("M0 0C0 0 10 0 10 0")).length == pytest.approx(10)
    assert Measure(EMPTY).length == 0
    assert Measure(parse_path("M3 4")).at(7) == (3, 4, 0)


def test_points_along_an_outline() -> None:
    measure = Measure(parse_path("M0 0h10v10M100 0h5"))
    assert measure.stops == [0, 10, 20, 20, 25]
    assert measure.at(4) == (4, 0, 0)
    assert measure.at(15) == (10, 5, 90)
    assert measure.at(22) == (102, 0, 0)
    assert measure.at(-1) == (0, 0, 0)
    assert measure.at(99) == (105, 0, 0)
    assert [Measure(parse_path(piece)).length for piece in ("M0 0h10v10", "M100 0h5")] == [20, 5]


def test_a_distance_along_a_curve_is_that_far() -> None:
    curve = parse_path("M0 0C0 50 100 50 100 0")
    measure = Measure(curve)
    steps = [measure.at(measure.length * i / 200)[:2] for i in range(201)]
    gaps = [math.dist(p, q) for p, q in pairwise(steps)]
    assert max(gaps) / min(gaps) < 1.01


def test_a_handle_without_length_still_has_a_direction() -> None:
    assert Measure(parse_path("M0 0C0 0 0 10 10 10")).at(0)[2] == 90


def angles(d: str) -> list[tuple[float, float, float]]:
    return [(v.x, v.y, round(v.angle, 6)) for v in vertices(parse_path(d))]


def test_vertices_of_open_and_closed_outlines() -> None:
    assert angles("M0 0h10v10") == [(0, 0, 0), (10, 0, 45), (10, 10, 90)]
    assert angles("M0 0h10v10h-10z") == [(0, 0, -45), (10, 0, 45), (10, 10, 135), (0, 10, -135), (0, 0, -45)]


def test_an_arc_has_two_vertices() -> None:
    assert angles("M0 0A10 10 0 0 1 20 0") == [(0, 0, -90), (20, 0, 90)]


def test_a_segment_without_length_takes_the_direction_beside_it() -> None:
    assert angles("M0 0h0v10") == [(0, 0, 90), (0, 0, 90), (0, 10, 90)]
    assert angles("M5 5") == [(5, 5, 0)]


def test_a_segment_after_a_close_adds_no_second_start() -> None:
    assert [v[:2] for v in angles("M0 0h10zv5")] == [(0, 0), (10, 0), (0, 0), (0, 5)]
