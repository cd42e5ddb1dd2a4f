from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typeset import faults, outlines, typeset

from generator.documents.namespaces import handle
from generator.elements.ui_curve import smooth, stairs
from generator.motion.track import Keys
from generator.scene.nodes import Path
from generator.values.geometry import Outline, Rect

PLOT = '<ui:plot x="10" y="10" width="80" height="50" stroke="red" {}/>'


def points(outline: Outline) -> list[tuple[float, float]]:
    return [(round(c[-2], 3), round(c[-1], 3)) for _, c in outline.segments() if c]


def test_steps_hold_each_value() -> None:
    (line,) = outlines(typeset(PLOT.format('data="0:0 1:10 2:5"')))
    assert points(line) == [(10, 60), (50, 60), (50, 10), (90, 10), (90, 35)]


def test_plain_values_stand_one_apart_and_ranges_can_be_given() -> None:
    (line,) = outlines(typeset(PLOT.format('data="0 10 5" kind="line" range="0 20" domain="0 4"')))
    assert points(line) == [(10, 60), (30, 35), (50, 47.5)]


def test_it_is_drawn_as_time_goes() -> None:
    scene = typeset(PLOT.format('data="0 10" kind="line" begin="1s" dur="2s" head="2" events="0.5" dot="1"'))
    ends = [points(outlines(scene, t)[0])[-1] for t in (0, 1, 2, 3, 9)]
    assert ends == [(10, 60), (10, 60), (50, 35), (90, 10), (90, 10)]
    assert [len(outlines(scene, t)) for t in (1.9, 2.1)] == [2, 3]
    assert outlines(scene, 2)[-1].bounds() == Rect(48, 33, 4, 4)


def test_a_beginning_of_a_smooth_curve_lies_on_the_whole() -> None:
    scene = typeset(PLOT.format('data="0 10 4 4 8" kind="smooth" dur="1s"'))
    whole = smooth(((0.0, 0.0), (1.0, 10.0), (2.0, 4.0), (3.0, 4.0), (4.0, 8.0)))
    for t in (0.1, 0.33, 0.77):
        x, y = points(outlines(scene, t)[0])[-1]
        moment, value = whole.at(4 * t)
        assert (x, y) == (pytest.approx(10 + 20 * moment, abs=2e-3), pytest.approx(60 - 5 * value, abs=2e-3))


def test_the_area_is_filled_where_the_element_says_so() -> None:
    assert len(outlines(typeset(PLOT.format('data="0 1"'), 'fill="blue"'))) == 1
    area, _ = outlines(typeset(PLOT.format('data="0 1" kind="line" fill="blue"')))
    assert area.bounds() == Rect(10, 10, 80, 50)


def test_values_of_the_world() -> None:
    scene = typeset(PLOT.format(f'data="{handle(0)}" kind="line" domain="0 2" range="0 20"'), tracks=[Keys((0.0, 2.0), (0.0, 20.0))])
    (line,) = outlines(scene)
    assert (points(line)[0], points(line)[-1], len(points(line))) == ((10, 60), (90, 10), 51)
    assert faults(PLOT.format('data=""')) == ["a.svg:1: ui:plot needs a width, a height and at least two values"]
    assert "is no number" in faults(PLOT.format('data="1:2 three:4"'))[0]


VALUES = st.lists(st.floats(-100, 100), min_size=2, max_size=8)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(VALUES, st.floats(0, 1))
def test_smooth_curves_never_overshoot(values: list[float], u: float) -> None:
    curve = smooth(tuple((float(n), v) for n, v in enumerate(values)))
    moment = u * (len(values) - 1)
    i = min(int(moment), len(values) - 2)
    low, high = sorted(values[i : i + 2])
    assert low - 1e-6 <= curve.at(moment)[1] <= high + 1e-6


def test_stairs_have_their_value_at_their_moment() -> None:
    curve = stairs(((0.0, 1.0), (2.0, 5.0)))
    assert [curve.at(t)[1] for t in (-1, 0, 1.9, 2, 3)] == [1, 1, 1, 5, 5]


def test_a_plot_stays_still_before_and_after() -> None:
    (group,) = typeset(PLOT.format('data="0 1" begin="1s" dur="1s"')).root.children
    (path,) = group.children  # type: ignore[union-attr]
    assert isinstance(path, Path)
    assert path.outline.span(0.5)[1] == pytest.approx(1, abs=1e-5)  # type: ignore[union-attr]
    assert path.outline.span(5.0)[1] == float("inf")  # type: ignore[union-attr]
