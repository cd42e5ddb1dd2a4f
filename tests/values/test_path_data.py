"""Path data as the specification's grammar has it, and what is kept of data with a fault."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.values.geometry import Outline
from generator.values.path_data import ArcOutline, arc_cubics, parse_path, parse_path_report


def read(d: str) -> tuple[str, tuple[float, ...]]:
    outline = parse_path(d)
    return outline.verbs.decode(), outline.coords


@pytest.mark.parametrize(
    ("d", "verbs", "coords"),
    [
        ("", "", ()),
        ("M1 2", "M", (1, 2)),
        ("M1.5.5-3 4", "ML", (1.5, 0.5, -3, 4)),
        ("m1 2 3 4 5 6", "MLL", (1, 2, 4, 6, 9, 12)),
        ("M1,2L3,4,5,6", "MLL", (1, 2, 3, 4, 5, 6)),
        ("M0 0h5v-2H1V1", "MLLLL", (0, 0, 5, 0, 5, -2, 1, -2, 1, 1)),
        ("M0 0 10 0 10 10z", "MLLZ", (0, 0, 10, 0, 10, 10)),
        ("M1e1-2e-1", "M", (10, -0.2)),
        ("M10 10l5 0zl0 5", "MLZL", (10, 10, 15, 10, 10, 15)),
        ("M0 0C1 1 2 1 3 0S5-1 6 0", "MCC", (0, 0, 1, 1, 2, 1, 3, 0, 4, -1, 5, -1, 6, 0)),
        ("M0 0l1 0s5-1 6 0", "MLC", (0, 0, 1, 0, 1, 0, 6, -1, 7, 0)),
        ("M0 0Q1 1 2 0T4 0t2 0", "MQQQ", (0, 0, 1, 1, 2, 0, 3, -1, 4, 0, 5, 1, 6, 0)),
        ("M0 0L1 0T4 0", "MLQ", (0, 0, 1, 0, 1, 0, 4, 0)),
        (" \tM\n0 0 \fL1 1\r ", "ML", (0, 0, 1, 1)),
    ],
)
def test_commands(d: str, verbs: str, coords: tuple[float, ...]) -> None:
    found = read(d)
    assert found[0] == verbs
    assert found[1] == pytest.approx(coords)


def test_flags_of_an_arc_need_no_blanks() -> None:
    assert read("M0 0a1 1 0 01.5.5") == read("M 0 0 a 1 1 0 0 1 .5 .5")
    assert read("M0 0a1 1 0 1110-5") == read("M0,0 a 1,1 0 1,1 10,-5")


@pytest.mark.parametrize(
    ("d", "verbs", "fault"),
    [
        ("L1 1", "", "character 1: a moveto (M) was expected, not 'L1 1'"),
        ("M0 0L1 1 2", "ML", "character 11: a number was expected, not the end"),
        ("M0 0L1 1 x", "ML", "character 10: a command was expected, not 'x'"),
        ("M0 0L1,,1", "M", "character 7: a number was expected, not ',,1'"),
        ("M0 0,L1 1", "M", "character 5: a number was expected, not ',L1 1'"),
        ("M0 0a1 1 0 2 1 3 3", "M", "character 11: an arc flag, 0 or 1, was expected, not '2 1 3 3'"),
        ("M0 0h1e999", "M", "character 6: a number within bounds was expected, not '1e999'"),
        ("M0 0z5", "MZ", "character 6: a command was expected, not '5'"),
        ("M,0 0", "", "character 2: a number was expected, not ',0 0'"),
    ],
)
def test_what_stands_before_a_fault_is_kept(d: str, verbs: str, fault: str) -> None:
    outline, found = parse_path_report(d)
    assert outline.verbs.decode() == verbs
    assert found == f"bad path data at {fault}"
    with pytest.raises(ValueError, match="bad path data"):
        parse_path(d)


def test_a_half_circle_is_one() -> None:
    outline = parse_path("M0 0A5 5 0 0 1 10 0")
    assert outline.verbs == b"MCC"
    box = outline.bounds()
    assert box is not None
    assert (box.x, box.y, box.width, box.height) == pytest.approx((0, -5, 10, 5), abs=2e-3)


def test_the_four_arcs_between_two_points() -> None:
    """The figure of the specification: large and sweep choose one of four."""
    boxes = {}
    for large in (0, 1):
        for sweep in (0, 1):
            box = parse_path(f"M0 0A10 10 0 {large} {sweep} 10 10").bounds()
            assert box is not None
            boxes[large, sweep] = (round(box.x), round(box.y), round(box.right), round(box.bottom))
    assert boxes == {(0, 0): (0, 0, 10, 10), (0, 1): (0, 0, 10, 10), (1, 0): (-10, 0, 10, 20), (1, 1): (0, -10, 20, 10)}
    inside = parse_path("M0 0A10 10 0 0 1 10 10").coords
    assert inside[2] > inside[3]  # a positive angle: it leaves along x


def test_radii_that_do_not_reach_grow() -> None:
    short, fitting = parse_path("M0 0A1 1 0 0 1 10 0"), parse_path("M0 0A5 5 0 0 1 10 0")
    assert short.coords == pytest.approx(fitting.coords, abs=1e-9)


def test_degenerate_arcs() -> None:
    assert read("M1 1A5 0 0 0 1 9 9") == ("ML", (1, 1, 9, 9))
    assert read("M1 1A5 5 0 0 1 1 1") == ("M", (1, 1))
    assert read("M0 0A-5-5 0 0 1 10 0")[1] == pytest.approx(read("M0 0A5 5 0 0 1 10 0")[1])


def test_an_outline_with_arcs_keeps_its_commands() -> None:
    outline = parse_path("M0 0a5 5 0 0 1 10 0h1")
    assert isinstance(outline, ArcOutline)
    assert outline.commands == (("M", (0, 0)), ("A", (5, 5, 0, 0, 1, 10, 0)), ("L", (11, 0)))
    assert not isinstance(parse_path("M0 0h1"), ArcOutline)


_coordinate = st.floats(-1e3, 1e3, allow_subnormal=False).map(lambda v: round(v, 3))


@settings(derandomize=True, max_examples=60, deadline=None)
@given(
    rx=st.floats(0.5, 50),
    ry=st.floats(0.5, 50),
    turn=_coordinate,
    flags=st.tuples(st.booleans(), st.booleans()),
    x=_coordinate,
    y=_coordinate,
)
def test_an_arc_lies_on_its_ellipse(rx: float, ry: float, turn: float, flags: tuple[bool, bool], x: float, y: float) -> None:
    """All ends of its cubics, seen from any of the centres that fit, are on one ellipse of these radii (grown alike)."""
    curves = arc_cubics((0.0, 0.0), (rx, ry, turn, *map(float, flags), x, y))
    if not curves:
        assert (x, y) == (0, 0)
        return
    assert curves[-1][-2:] == (x, y)
    if math.hypot(x, y) < 1e-2 or max(rx, ry) / min(rx, ry) > 20:
        return
    phi = math.radians(turn)
    unit = [((px * math.cos(phi) + py * math.sin(phi)) / rx, (-px * math.sin(phi) + py * math.cos(phi)) / ry) for px, py in _points(curves)]
    centre, radius = _circle(unit)
    assert radius >= 1 - 1e-3
    for px, py in unit:
        assert math.hypot(px - centre[0], py - centre[1]) == pytest.approx(radius, rel=1e-3)


def _points(curves: list[tuple[float, ...]]) -> list[tuple[float, float]]:
    """The start, the end and the middles of the curves."""
    found = [(0.0, 0.0)]
    here = (0.0, 0.0)
    for c in curves:
        middle = tuple((here[i] + 3 * c[i] + 3 * c[2 + i] + c[4 + i]) / 8 for i in (0, 1))
        found += [(middle[0], middle[1]), (c[4], c[5])]
        here = (c[4], c[5])
    return found


def _circle(points: list[tuple[float, float]]) -> tuple[tuple[float, float], float]:
    """Through the first, a middle and the last of some points."""
    (ax, ay), (bx, by), (cx, cy) = points[0], points[1], points[2]
    d = 2 * (ax * (by - cy) + bx * (cy - ay) + cx * (ay - by))
    ux = ((ax**2 + ay**2) * (by - cy) + (bx**2 + by**2) * (cy - ay) + (cx**2 + cy**2) * (ay - by)) / d
    uy = ((ax**2 + ay**2) * (cx - bx) + (bx**2 + by**2) * (ax - cx) + (cx**2 + cy**2) * (bx - ax)) / d
    return (ux, uy), math.hypot(ax - ux, ay - uy)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.text("MmLlHhVvCcSsQqTtAaZz0123456789.-+, e", max_size=40))
def test_any_text_gives_an_outline_whose_coordinates_fit_its_verbs(text: str) -> None:
    outline, _ = parse_path_report(text)
    eaten = sum({"M": 2, "L": 2, "Q": 4, "C": 6, "Z": 0}[verb] for verb in outline.verbs.decode())
    assert eaten == len(outline.coords)
    assert isinstance(outline, Outline)
