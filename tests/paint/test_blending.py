"""The blend modes against the W3C formulas in plain float64, and above 1.0 where the formulas say nothing."""

from __future__ import annotations

import numpy as np
import pytest

from generator.paint.blending import MODES, blend

PICK = np.random.default_rng(4)


def pixels(count: int = 400) -> np.ndarray:
    alpha = PICK.random((1, count, 1))
    alpha[0, ::7] = 1
    alpha[0, 3::11] = 0
    return np.concatenate([PICK.random((1, count, 3)) * alpha, alpha], axis=2).astype(np.float32)


def lum(c):
    return 0.3 * c[0] + 0.59 * c[1] + 0.11 * c[2]


def set_lum(c, light):
    c = c + (light - lum(c))
    low, high, middle = c.min(), c.max(), lum(c)
    if low < 0:
        c = middle + (c - middle) * middle / (middle - low)
    if high > 1:
        c = middle + (c - middle) * (1 - middle) / (high - middle)
    return c


def set_sat(c, s):
    spread = c.max() - c.min()
    return (c - c.min()) * s / spread if spread > 0 else c * 0


def soft(b, s):
    if s <= 0.5:
        return b - (1 - 2 * s) * b * (1 - b)
    d = ((16 * b - 12) * b + 4) * b if b <= 0.25 else b**0.5
    return b + (2 * s - 1) * (d - b)


def hard(b, s):
    return 2 * b * s if s <= 0.5 else b + (2 * s - 1) - b * (2 * s - 1)


EACH = {
    "normal": lambda b, s: s,
    "multiply": lambda b, s: b * s,
    "screen": lambda b, s: b + s - b * s,
    "overlay": lambda b, s: hard(s, b),
    "darken": min,
    "lighten": max,
    "color-dodge": lambda b, s: 0 if b == 0 else 1 if s == 1 else min(1, b / (1 - s)),
    "color-burn": lambda b, s: 1 if b == 1 else 0 if s == 0 else 1 - min(1, (1 - b) / s),
    "hard-light": hard,
    "soft-light": soft,
    "difference": lambda b, s: abs(b - s),
    "exclusion": lambda b, s: b + s - 2 * b * s,
}
ALL = {
    "hue": lambda b, s: set_lum(set_sat(s, np.ptp(b)), lum(b)),
    "saturation": lambda b, s: set_lum(set_sat(b, np.ptp(s)), lum(b)),
    "color": lambda b, s: set_lum(s, lum(b)),
    "luminosity": lambda b, s: set_lum(b, lum(s)),
}


def expected(top: np.ndarray, bottom: np.ndarray, mode: str) -> np.ndarray:
    out = []
    for t, b in zip(top[0].astype(float), bottom[0].astype(float), strict=True):
        ts, bs = (v[:3] / v[3] if v[3] else v[:3] * 0 for v in (t, b))
        mixed = np.array([EACH[mode](x, y) for x, y in zip(bs, ts, strict=True)]) if mode in EACH else ALL[mode](bs, ts)
        colour = (1 - b[3]) * t[:3] + (1 - t[3]) * b[:3] + t[3] * b[3] * mixed
        out.append([*colour, t[3] + b[3] - t[3] * b[3]])
    return np.array([out])


@pytest.mark.parametrize("mode", [m for m in MODES if m != "plus-lighter"])
def test_each_mode_is_the_specifications(mode: str) -> None:
    top, bottom = pixels(), pixels()
    result = bottom.copy()
    blend(top, result, mode)
    np.testing.assert_allclose(result, expected(top, bottom, mode), atol=2e-6)


def test_plus_lighter_adds_and_keeps_light_over_one() -> None:
    result = np.array([[[0.75, 2, 0, 0.75]]], np.float32)
    blend(np.array([[[0.5, 1, 0.25, 0.5]]], np.float32), result, "plus-lighter")
    assert result.tolist() == [[[1.25, 3, 0.25, 1]]]


@pytest.mark.parametrize("mode", MODES)
def test_no_mode_makes_negative_or_unnumbered_light_of_lamps(mode: str) -> None:
    top, bottom = pixels() * np.float32(3), pixels() * np.float32(5)
    top[..., 3], bottom[..., 3] = np.minimum(top[..., 3], 1), np.minimum(bottom[..., 3], 1)
    blend(top, bottom, mode)
    assert np.isfinite(bottom).all()
    assert bottom.min() > -1e-5


@pytest.mark.parametrize("mode", ["screen", "lighten", "plus-lighter"])
def test_what_brightens_never_darkens_a_lamp(mode: str) -> None:
    lamp = np.array([[[4, 2, 1, 1]]], np.float32)
    result = lamp.copy()
    blend(np.array([[[0.5, 0.5, 0.5, 1]]], np.float32), result, mode)
    assert (result >= lamp).all()


@pytest.mark.parametrize("mode", ["normal", "screen", "plus-lighter"])
def test_light_without_alpha_adds(mode: str) -> None:
    result = np.array([[[0.5, 0.5, 0.5, 1]]], np.float32)
    blend(np.array([[[0.25, 0, 2, 0]]], np.float32), result, mode)
    assert result.tolist() == [[[0.75, 0.5, 2.5, 1]]]


@pytest.mark.parametrize("mode", MODES)
def test_nothing_on_top_changes_nothing(mode: str) -> None:
    bottom = pixels()
    result = bottom.copy()
    blend(np.zeros_like(bottom), result, mode)
    np.testing.assert_allclose(result, bottom, atol=1e-7)


@pytest.mark.parametrize("mode", ["normal", "overlay", "hue"])
def test_a_plane_that_lies_half_outside_is_cut(mode: str) -> None:
    top, bottom = np.ones((4, 4, 4), np.float32), np.zeros((3, 3, 4), np.float32)
    blend(top, bottom, mode, 1, -2)
    covered = np.zeros((3, 3))
    covered[:2, 1:] = 1
    assert (bottom[..., 3] == covered).all()


def test_an_unknown_mode_is_an_error() -> None:
    with pytest.raises(KeyError):
        blend(np.ones((1, 1, 4), np.float32), np.ones((1, 1, 4), np.float32), "sparkle")
