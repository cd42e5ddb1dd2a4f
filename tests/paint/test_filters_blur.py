"""The blur against a true Gaussian in float64; what it keeps: sums, symmetry, phases, place."""

from __future__ import annotations

import numpy as np
import pytest

from generator.paint.filters import add_gaussian, gaussian

STEP = 0.5 / 255


def truth(line: np.ndarray, sigma: float) -> np.ndarray:
    reach = np.arange(-len(line), len(line) + 1)
    taps = np.exp(-0.5 * (reach / sigma) ** 2)
    return np.convolve(line.astype(float), taps / taps.sum())[len(line) : 2 * len(line)]


def edge(length: int, at: int) -> np.ndarray:
    plane = np.zeros((1, length, 4), np.float32)
    plane[0, at:] = 1
    return plane


@pytest.mark.parametrize("sigma", [0.4, 1.0, 2.5, 3.0, 5.7, 5.9, 6.0, 11.6, 12.0, 23.5, 40.0])
def test_an_edge_is_within_half_a_step_of_a_true_gaussian_at_every_phase(sigma: float) -> None:
    length = int(12 * sigma) + 64
    for phase in range(0, 17, 3):
        plane = edge(length, length // 2 + phase)
        middle = slice(int(5 * sigma), length - int(5 * sigma))
        for blurred, line in (
            (gaussian(plane, sigma, 0)[0, :, 1], plane[0, :, 1]),
            (gaussian(plane.transpose(1, 0, 2).copy(), 0, sigma)[:, 0, 1], plane[0, :, 1]),
        ):
            assert np.abs(blurred - truth(line, sigma))[middle].max() < STEP


@pytest.mark.parametrize("sigma", [1.3, 3.0, 7.0, 15.0])
def test_a_dot_becomes_a_round_hill_of_the_same_light(sigma: float) -> None:
    size = int(9 * sigma) | 1
    plane = np.zeros((size, size, 4), np.float32)
    plane[size // 2, size // 2] = 1000
    blurred = gaussian(plane, sigma, sigma)[..., 0]
    assert blurred.sum() == pytest.approx(1000, rel=2e-3)
    hill = 1000 * np.exp(-0.5 * ((np.arange(size) - size // 2) / sigma) ** 2) / (2 * np.pi * sigma**2)
    assert np.abs(blurred[size // 2] - hill).max() < 0.02 * hill.max()
    assert np.abs(blurred - blurred.T).max() < 0.02 * hill.max()


def test_each_axis_has_its_own_deviation() -> None:
    plane = np.zeros((81, 81, 4), np.float32)
    plane[40, 40] = 1
    blurred = gaussian(plane, 6, 2)[..., 3].astype(float)
    d = np.arange(81) - 40
    assert np.sqrt((blurred * d[None] ** 2).sum() / blurred.sum()) == pytest.approx(6, rel=0.01)
    assert np.sqrt((blurred * d[:, None] ** 2).sum() / blurred.sum()) == pytest.approx(2, rel=0.01)


def test_the_same_picture_cut_elsewhere_is_blurred_to_the_same_bytes() -> None:
    """A layer that is cropped to what it holds must not swim against the grid of the reduced copy."""
    big = np.zeros((90, 120, 4), np.float32)
    big[30:47, 41:66] = np.random.default_rng(2).random((17, 25, 4))
    whole = gaussian(big, 6.5, 6.5)
    part = gaussian(big[3:, 5:].copy(), 6.5, 6.5, origin=(5, 3))
    assert (whole[3:, 5:] == part).all()


def test_what_is_next_to_a_sparse_picture_stays_empty_and_nothing_is_written_to() -> None:
    plane = np.zeros((64, 512, 4), np.float32)
    plane[30, 100] = 1
    before = plane.copy()
    blurred = gaussian(plane, 3, 3)
    assert blurred[:, 220:].max() == 0
    assert (plane == before).all()


@pytest.mark.parametrize("sigma", [1.5, 5.0])
def test_what_lies_far_apart_in_a_wide_picture_is_blurred_as_if_alone(sigma: float) -> None:
    """Strips and runs without light are passed over; nothing may show where they begin and end."""
    wide = np.zeros((40, 900, 4), np.float32)
    spots = [np.s_[3:9, 250:262], np.s_[17:18, 510:530], np.s_[30:40, 880:900]]
    alone = np.zeros_like(wide)
    for k, spot in enumerate(spots):
        wide[spot] = np.random.default_rng(k).random(wide[spot].shape)
        one = np.zeros_like(wide)
        one[spot] = wide[spot]
        dense = one + np.float32(1e-30)  # no run is empty
        alone += gaussian(dense, sigma, sigma)
    np.testing.assert_allclose(gaussian(wide, sigma, sigma), alone, atol=1e-4)  # a blur ends at its reach


def test_adding_is_blurring_and_adding() -> None:
    plane = np.random.default_rng(3).random((40, 50, 4)).astype(np.float32)
    onto = np.ones_like(plane)
    for sigma in (1.0, 4.0):
        np.testing.assert_allclose(_added(plane, sigma, onto), onto + gaussian(plane, sigma, sigma), atol=1e-6)


def _added(plane: np.ndarray, sigma: float, onto: np.ndarray) -> np.ndarray:
    result = onto.copy()
    add_gaussian(plane, sigma, sigma, result)
    return result


def test_no_deviation_is_the_picture_itself() -> None:
    plane = np.random.default_rng(3).random((6, 7, 4)).astype(np.float32)
    assert (gaussian(plane, 0, 0) == plane).all()
    assert gaussian(plane * 0, 3, 3).max() == 0
