from __future__ import annotations

import numpy as np
import pytest
from sitters import studio

from generator.faces.shot import View
from generator.faces.still import Still, shot_of
from generator.faces.styles import Sitting, outlines


def picture() -> np.ndarray:
    """Black above, white below, opaque."""
    pixels = np.zeros((40, 40, 4), np.uint8)
    pixels[..., 3] = 255
    pixels[20:, :, :3] = 255
    return pixels


def test_a_still_is_cut_to_the_face() -> None:
    whole, low = shot_of(Still(picture()), View(10, 10)), shot_of(Still(picture(), (0.25, 0.5, 0.5, 0.5)), View(10, 10))
    assert whole.light[..., 0].mean() == pytest.approx(0.5)
    assert low.light[..., 0].min() == pytest.approx(1.0)


def test_the_box_grows_to_the_shape_and_ends_with_the_picture() -> None:
    seen = shot_of(Still(picture()), View(20, 10))
    assert not seen.alpha[:, :4].any()
    assert seen.alpha[:, 6:14].min() == pytest.approx(1.0)


def test_enlarged_it_stays_smooth() -> None:
    seen = shot_of(Still(picture(), (0.4, 0.45, 0.1, 0.1)), View(80, 80)).light[..., 0]
    assert (np.diff(seen[:, 40]) >= -1e-6).all()


def test_it_is_printed_like_anybody() -> None:
    assert outlines(studio(), Still(picture()), Sitting(cells=20), 0).verbs
