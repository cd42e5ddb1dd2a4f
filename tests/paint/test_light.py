"""Whole planes through the sRGB curve agree with the curve on one number."""

from __future__ import annotations

import numpy as np
import pytest

from generator.paint.light import to_encoded, to_linear
from generator.values.colour import decode, encode


@pytest.mark.parametrize(("turn", "curve"), [(to_linear, decode), (to_encoded, encode)])
def test_every_value_lamps_and_negatives_too(turn, curve) -> None:
    values = np.concatenate([np.linspace(0, 1.1, 500), np.geomspace(1e-6, 1e3, 250), -np.linspace(0, 2, 150)]).astype(np.float32)
    plane = np.ones((1, 300, 4), np.float32)
    plane[0, :, :3] = values.reshape(300, 3)
    turn(plane)
    expected = np.array([curve(float(v)) for v in values])
    np.testing.assert_allclose(plane[0, :, :3].ravel(), expected, rtol=3e-6, atol=1e-7)
    assert (plane[..., 3] == 1).all()


def test_premultiplied_values_are_bent_straight_and_light_without_alpha_as_it_is() -> None:
    plane = np.array([[[0.25, 0.125, 0, 0.5], [0.5, 0, 0, 0]]], np.float32)
    to_linear(plane)
    assert plane[0, 0] == pytest.approx([0.5 * decode(0.5), 0.5 * decode(0.25), 0, 0.5], rel=1e-5)
    assert plane[0, 1] == pytest.approx([decode(0.5), 0, 0, 0], rel=1e-5)
