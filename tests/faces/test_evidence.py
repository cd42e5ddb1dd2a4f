from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sitters import shot

from generator.faces import portrait_of
from generator.faces.evidence import Camera, evidence, smeared
from generator.faces.place import PLACES, Standing, behind

SITTER = portrait_of(3)
QUIET = Camera(noise=0.0, blocks=0.0, smear=0.0)


def test_movement_goes_along_its_angle() -> None:
    dot = np.zeros((41, 41, 4), np.float32)
    dot[20, 20] = 1
    across, down, slanting = (np.argwhere(smeared(dot, 8.0, angle)[..., 3] > 0.01) - 20 for angle in (0.0, 90.0, 45.0))
    assert abs(across[:, 0]).max() <= 1 < abs(across[:, 1]).max()
    assert abs(down[:, 1]).max() <= 1 < abs(down[:, 0]).max()
    assert abs(slanting[:, 0] - slanting[:, 1]).max() <= 1
    assert smeared(dot, 8.0, 45.0).sum() == pytest.approx(4.0, rel=0.01)


@pytest.mark.parametrize("name", PLACES)
def test_a_place_is_dark_with_lights_and_the_same_every_time(name: str) -> None:
    standing = Standing(name, 120, 80, 18.0)
    one = behind(standing, 5)
    behind.cache_clear()
    assert np.array_equal(one, behind(standing, 5))
    assert not np.array_equal(one, behind(standing, 6))
    assert one.shape == (80, 120)
    assert 0.02 < np.median(one) < 0.6
    assert np.quantile(one, 0.99) > 2 * np.median(one)


def test_the_place_stands_behind_the_figure_only() -> None:
    seen = shot(SITTER)
    bare, street = (evidence(seen, replace(QUIET, place=place), 3).astype(int) for place in ("none", "street"))
    changed = abs(bare - street).max(axis=2)
    assert changed[seen.alpha == 0].mean() > 20
    assert changed[20:40, 40:56].mean() < 6


def test_noise_is_the_grains_own() -> None:
    seen = shot(SITTER)
    one, same, other = (evidence(seen, Camera(), 3, grain) for grain in (1, 1, 2))
    assert np.array_equal(one, same)
    assert (one != other).any()
    assert (one[..., 3] == 255).all()


def test_compression_leaves_blocks() -> None:
    """Steps between pixels are larger where blocks meet than inside of them."""
    seen = shot(SITTER)

    def edges(blocks: float) -> float:
        luma = evidence(seen, replace(QUIET, blocks=blocks), 3)[..., 1].astype(float)
        steps = abs(np.diff(luma, axis=1)).mean(axis=0)
        return float(steps[7::8].mean() / np.delete(steps, np.s_[7::8]).mean())

    assert edges(1.0) > edges(0.0) * 1.15
