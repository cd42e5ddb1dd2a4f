"""Easings: right at both ends, right in between, and refused by name where the scene is built."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.motion.easing import EASINGS, CubicBezier, Stairs, bezier, easing, linear

unit = st.floats(0, 1)


@pytest.mark.parametrize("name", EASINGS)
def test_every_easing_starts_at_0_and_ends_at_1(name: str) -> None:
    ease = EASINGS[name]
    assert ease(0.0) == (1.0 if name == "step-start" else 0.0)
    assert ease(1.0) == 1.0


@pytest.mark.parametrize(
    ("name", "x", "y"),
    [
        ("ease", 0.25, 0.4085106),
        ("ease-in", 0.5, 0.3153568),
        ("ease-out", 0.5, 0.6846432),
        ("ease-in-out", 0.25, 0.1291619),
        ("ease-out-expo", 0.5, 0.9718),
        ("ease-in-out-cubic", 0.5, 0.5),
    ],
)
def test_known_values(name: str, x: float, y: float) -> None:
    assert easing(name)(x) == pytest.approx(y, abs=1e-3)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(unit, st.floats(-2, 3), unit, st.floats(-2, 3), unit)
def test_a_curve_is_met_at_its_own_points(x1: float, y1: float, x2: float, y2: float, s: float) -> None:
    """Walk the curve by its parameter; asked for the x there, the easing gives the y there."""
    curve = CubicBezier(x1, y1, x2, y2)
    r = 1 - s
    x = 3 * r * r * s * x1 + 3 * r * s * s * x2 + s**3
    y = 3 * r * r * s * y1 + 3 * r * s * s * y2 + s**3
    near = [curve(max(0.0, x - 1e-7)), curve(min(1.0, x + 1e-7))]
    assert min(near) - 1e-3 <= y <= max(near) + 1e-3


@settings(derandomize=True, max_examples=60, deadline=None)
@given(unit, unit, unit, unit, unit, unit)
def test_handles_within_the_square_never_go_back(x1: float, y1: float, x2: float, y2: float, a: float, b: float) -> None:
    curve = CubicBezier(x1, y1, x2, y2)
    low, high = sorted((a, b))
    assert curve(low) <= curve(high) + 1e-9


def test_steps() -> None:
    eighths = [i / 8 for i in range(9)]
    assert [easing("steps(4)")(x) for x in eighths] == [0, 0, 0.25, 0.25, 0.5, 0.5, 0.75, 0.75, 1]
    assert [easing("steps(2, jump-start)")(x) for x in eighths] == [0.5] * 4 + [1] * 5
    assert [easing("steps(3, none)")(x) for x in eighths] == [0, 0, 0, 0.5, 0.5, 0.5, 1, 1, 1]
    assert easing("steps(1, both)")(0.5) == 0.5


def test_calls_and_names() -> None:
    assert easing(" Cubic-Bezier(.42, 0, 1, 1) ") == EASINGS["ease-in"]
    assert easing("steps( 3 , end )") == Stairs(3)
    assert bezier(0.3, 0.3, 0.6, 0.6) is linear


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("ease-out-exp", "did you mean ease-out-expo?"),
        ("cubic-bezier(1, 2)", "four numbers"),
        ("cubic-bezier(2, 0, 0, 1)", "between 0 and 1"),
        ("steps(0)", "a whole number over 0"),
        ("steps(1, none)", "a whole number over 0"),
        ("steps(2, middle)", "end, start, none, both"),
    ],
)
def test_what_is_no_easing(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=r".") as error:
        easing(text)
    assert sentence in str(error.value)
