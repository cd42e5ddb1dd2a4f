"""Gradients: exact at pixel centres, without steps, over 1.0, in the mixing space that was asked for; patterns without seams."""

from __future__ import annotations

import numpy as np
import pytest
from drawings import GREEN, RED, beauty, box

from generator.scene.nodes import Group
from generator.scene.paints import LinearGradient, Pattern, RadialGradient, Stop
from generator.values.colour import BLACK, WHITE, Colour, mix
from generator.values.geometry import Affine, Rect

CENTRES = (np.arange(64) + 0.5) / 64


def across(*stops: Stop, **more: object) -> LinearGradient:
    return LinearGradient(0, 0, 64, 0, stops, **more)  # type: ignore[arg-type]


def row(paint: LinearGradient | RadialGradient, **more: object) -> np.ndarray:
    return beauty(box(paint, width=64), size=(64, 8), **more)[4]  # type: ignore[arg-type]


def test_a_linear_ramp_is_exact_and_goes_over_white() -> None:
    seen = row(across(Stop(0, BLACK), Stop(1, Colour(6.0, 3.0, 0.0)), space="linear"))
    np.testing.assert_allclose(seen[:, 0], 6 * CENTRES, atol=2e-6)
    np.testing.assert_allclose(seen[:, 1], 3 * CENTRES, atol=2e-6)


@pytest.mark.parametrize("light", ["linear", "srgb"])
def test_colours_mix_in_encoded_values_whatever_the_scene_composites_in(light: str) -> None:
    one, two = Colour.srgb(0.9, 0.1, 0.3), Colour.srgb(0.05, 0.8, 0.6)
    seen = row(across(Stop(0, one), Stop(1, two)), light=light)
    wanted = [mix(one, two, u) for u in CENTRES]
    numbers = [(c.r, c.g, c.b) if light == "linear" else c.encoded()[:3] for c in wanted]
    np.testing.assert_allclose(seen[:, :3], numbers, atol=2e-5)


def test_colours_are_mixed_straight_and_then_premultiplied() -> None:
    seen = row(across(Stop(0, Colour(1, 0, 0, 0)), Stop(1, Colour(0, 1, 0, 1)), space="linear"))
    np.testing.assert_allclose(seen[:, 0], (1 - CENTRES) * CENTRES, atol=2e-6)
    np.testing.assert_allclose(seen[:, 3], CENTRES, atol=2e-6)


def test_two_stops_at_one_place_are_a_hard_edge() -> None:
    seen = row(across(Stop(0, RED), Stop(0.5, RED), Stop(0.5, GREEN), Stop(1, GREEN)))
    np.testing.assert_allclose(seen[:, 1], CENTRES > 0.5, atol=1e-6)


def test_stops_at_one_end_keep_their_colours_on_both_sides_of_it() -> None:
    stops = Stop(0, RED), Stop(0, GREEN), Stop(1, GREEN), Stop(1, WHITE)
    seen = row(LinearGradient(16, 0, 48, 0, stops))
    np.testing.assert_allclose(seen[:, 0], (CENTRES < 0.25) | (CENTRES > 0.75), atol=1e-6)
    np.testing.assert_allclose(seen[:, 2], CENTRES > 0.75, atol=1e-6)


@pytest.mark.parametrize(
    ("spread", "expected"), [("pad", np.clip(CENTRES * 4, 0, 1)), ("repeat", CENTRES * 4 % 1), ("reflect", 1 - abs(CENTRES * 4 % 2 - 1))]
)
def test_beyond_its_ends_a_gradient_goes_on_as_it_says(spread: str, expected: np.ndarray) -> None:
    paint = LinearGradient(0, 0, 16, 0, (Stop(0, BLACK), Stop(1, WHITE)), spread, space="linear")  # type: ignore[arg-type]
    np.testing.assert_allclose(row(paint)[:, 0], expected, atol=1e-5)


def test_a_radial_ramp_is_the_distance_from_its_middle() -> None:
    paint = RadialGradient(32, 4, 32, 32, 4, 0, (Stop(0, BLACK), Stop(1, WHITE)), space="linear")
    x = np.arange(64) + 0.5 - 32
    np.testing.assert_allclose(row(paint)[:, 0], np.minimum(1, np.hypot(x, 0.5) / 32), atol=1e-5)


def test_a_focus_pulls_the_ramp() -> None:
    paint = RadialGradient(32, 4, 32, 16, 4.5, 0, (Stop(0, BLACK), Stop(1, WHITE)), space="linear")
    x, dy = np.arange(64) + 0.5, -0.5
    d = x - 16
    # The circle through the point whose centre lies between focus and middle: |d - 16 s| = 32 s (and 0.5 down at the end).
    cx, cy, r = 16.0, dy, 32.0
    a, b, c = cx * cx + cy * cy - r * r, d * cx, d * d
    s = (b - np.sqrt(b * b - a * c)) / a
    np.testing.assert_allclose(row(paint)[:, 0], np.clip(s, 0, 1), atol=1e-5)


def test_the_transform_and_the_opacity_of_a_gradient_count() -> None:
    paint = across(Stop(0, BLACK), Stop(1, WHITE), space="linear", transform=Affine.scaling(0.5, 1))
    seen = beauty(Group((box(paint, width=64, opacity=0.5),), Affine.translation(8, 0)), size=(64, 8))[4]
    expected = np.clip((np.arange(64) + 0.5 - 8) / 32, 0, 1) * 0.5
    np.testing.assert_allclose(seen[8:, 0], expected[8:], atol=1e-5)
    np.testing.assert_allclose(seen[8:, 3], 0.5, atol=1e-6)


def test_a_pattern_on_whole_pixels_repeats_exactly() -> None:
    tile = Group((box(RED, width=2, height=4), box(GREEN, x=2, width=2, height=4)))
    seen = beauty(box(Pattern(tile, Rect(0, 0, 4, 4)), width=64), size=(64, 8))
    np.testing.assert_array_equal(seen[..., 0], np.tile((1, 1, 0, 0), (8, 16)))
    assert (seen[..., 3] == 1).all()


@pytest.mark.parametrize("turn", [0.0, 13.0])
def test_a_pattern_that_fills_its_tile_has_no_seams_anywhere(turn: float) -> None:
    tile = Group((box(Colour(0.5, 2.0, 0.25), x=-1, y=-1, width=9, height=9),))
    paint = Pattern(tile, Rect(0.3, 0.2, 3.37, 2.71), Affine.rotation(turn))
    seen = beauty(box(paint, width=64, opacity=0.5), size=(64, 8))
    np.testing.assert_allclose(seen, np.broadcast_to((0.25, 1.0, 0.125, 0.5), seen.shape), atol=1e-5)


def test_a_tile_larger_than_what_is_seen_is_drawn_as_it_is() -> None:
    paint = Pattern(Group((box(RED, x=2.5, width=3),)), Rect(-100, -100, 300, 300))
    np.testing.assert_allclose(beauty(box(paint))[4, :, 0], (0, 0, 0.5, 1, 1, 0.5, 0, 0), atol=0.004)


def test_a_turned_pattern_is_what_drawing_every_repetition_gives() -> None:
    tile, turn = Group((box(RED, width=10, height=10), box(GREEN, x=10, y=10, width=10, height=10))), Affine.rotation(30)
    every = [Group(tile.children, turn @ Affine.translation(20 * i, 20 * j)) for i in range(-3, 7) for j in range(-5, 6)]
    fine = beauty(Group(tuple(every), Affine.scaling(8)), size=(512, 512)).reshape(64, 8, 64, 8, 4).mean((1, 3))
    seen = beauty(box(Pattern(tile, Rect(0, 0, 20, 20), turn), width=64, height=64), size=(64, 64))
    assert abs(seen - fine).mean() < 0.005
    assert abs(seen - fine).max() < 0.12
