"""Colour matrix and component transfer against plain numpy."""

from __future__ import annotations

import numpy as np
import pytest
from filtering import noise, premultiplied, run, square, step, straight

from generator.scene.effects import ColourMatrix, Curve, Transfer

IDENTITY = (1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0)
SAME = Curve()


def test_a_matrix_works_on_straight_values_and_clamps() -> None:
    m = np.random.default_rng(2).uniform(-1, 1.5, (4, 5))
    m[3] = (0.1, 0.2, 0.3, 0.5, 0)
    result = run(step(ColourMatrix(tuple(m.ravel())), "source"), source=noise())
    p = straight(noise())
    expected = premultiplied(np.clip(p @ m[:, :4].T + m[:, 4], 0, 1))
    np.testing.assert_allclose(result, expected, atol=2e-6)


def test_the_identity_keeps_lamps() -> None:
    result = run(step(ColourMatrix(IDENTITY), "source"), source=square((8, 0.5, 2, 1)))
    np.testing.assert_allclose(result, square((8, 0.5, 2, 1)), rtol=1e-6)


def test_alpha_out_of_nothing_fills_the_region() -> None:
    matrix = (*IDENTITY[:4], 0.5, *IDENTITY[5:19], 0.25)
    result = run(step(ColourMatrix(matrix), "source"), source=square((0, 0, 0, 1)))
    assert result[0, 0] == pytest.approx([0.125, 0, 0, 0.25])


@pytest.mark.parametrize(
    ("curve", "formula"),
    [
        (Curve("linear", (0.5, 0.25)), lambda v: 0.5 * v + 0.25),
        (Curve("linear", (3.0, -1.0)), lambda v: 3 * v - 1),
        (Curve("gamma", (2.0, 1.7, -0.1)), lambda v: 2 * v**1.7 - 0.1),
        (Curve("gamma", (1.0, 40.0, 0.0)), lambda v: v**40),
        (Curve("table", (1.0, 0.25, 0.5)), lambda v: np.interp(v, [0, 0.5, 1], [1, 0.25, 0.5])),
        (Curve("table", (0.375,)), lambda v: 0 * v + 0.375),
        (Curve("discrete", (0.2, 0.9, 0.4)), lambda v: np.array([0.2, 0.9, 0.4])[np.minimum(2, (v * 3).astype(int))]),
        (Curve("table", ()), lambda v: v),
        (SAME, lambda v: v),
    ],
)
def test_each_curve_is_the_specifications(curve: Curve, formula) -> None:
    p = straight(noise())
    for channel in range(3):
        curves = tuple(curve if c == channel else SAME for c in range(4))
        result = run(step(Transfer(curves), "source"), source=noise())
        expected = p.copy()
        expected[..., channel] = np.clip(formula(p[..., channel]), 0, 1)
        np.testing.assert_allclose(result, premultiplied(expected), atol=5e-6)


def test_a_curve_of_alpha_can_fill_and_can_clear() -> None:
    full = run(step(Transfer((SAME, SAME, SAME, Curve("linear", (0.0, 0.5)))), "source"), source=square((0.5, 0, 0, 1)))
    assert full[0, 0, 3] == full[10, 10, 3] == 0.5
    none = run(step(Transfer((SAME, SAME, SAME, Curve("discrete", (0.0,)))), "source"), source=square())
    assert none.max() == 0


def test_a_table_keeps_what_is_brighter_than_its_end() -> None:
    line = Curve("table", (0.0, 1.0))
    result = run(step(Transfer((line, line, line, SAME)), "source"), source=square((6, 1, 0.5, 1)))
    assert result[10, 10] == pytest.approx([6, 1, 0.5, 1], rel=1e-6)
