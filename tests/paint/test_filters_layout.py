"""Offset, flood, merge, blend, composite and tile against plain numpy; regions, names, light, bytes."""

from __future__ import annotations

import numpy as np
import pytest
from filtering import SIZE, WHOLE, noise, run, square, step

from generator.paint.blending import blend
from generator.paint.filters import apply_filter
from generator.scene.effects import NOTHING, Blend, Blur, Composite, Content, Filter, Flood, Merge, Offset, Tile
from generator.scene.nodes import Group
from generator.values.colour import Colour, decode, encode
from generator.values.geometry import IDENTITY, Affine, Rect


def test_a_whole_offset_moves_pixels_and_loses_what_leaves() -> None:
    result = run(step(Offset(3, -5), "source"), source=noise())
    expected = np.zeros_like(result)
    expected[:-5, 3:] = noise()[5:, :-3]
    assert (result == expected).all()


def test_a_fraction_of_a_pixel_mixes_neighbours() -> None:
    result = run(step(Offset(0.25, 0), "source"), source=square())
    assert result[10, 8] == pytest.approx(0.75 * square()[10, 8])
    assert result[10, 16] == pytest.approx(0.25 * square()[10, 15])
    assert result.sum() == pytest.approx(square().sum(), rel=1e-5)


def test_distances_are_in_the_groups_units() -> None:
    result = run(step(Offset(2, 1), "source"), source=square(), ctm=Affine.scaling(2, 3))
    assert (result == run(step(Offset(4, 3), "source"), source=square())).all()


def test_a_flood_fills_its_region_with_the_colour_in_the_scenes_values() -> None:
    region = Rect(3, 4, 10, 6)
    colour = Colour.srgb(0.5, 0.25, 1.0, 0.5)
    encoded = run(step(Flood(colour), region=region, linear=True), source=noise())
    assert encoded[5, 5] == pytest.approx([0.25, 0.125, 0.5, 0.5], abs=1e-5)
    light = run(step(Flood(colour), region=region, linear=False), source=noise(), light="linear")
    assert light[5, 5] == pytest.approx([0.5 * decode(0.5), 0.5 * decode(0.25), 0.5, 0.5], abs=1e-5)
    covered = np.zeros((SIZE, SIZE), bool)
    covered[4:10, 3:13] = True
    assert ((encoded[..., 3] > 0) == covered).all()


def test_merge_lays_later_inputs_over_earlier_ones() -> None:
    red = Flood(Colour(1, 0, 0, 0.5))
    result = run(step(red, region=Rect(0, 0, 12, 24)), step(Merge(), "source", 0), source=square((0, 0, 1, 1)))
    assert result[10, 10] == pytest.approx([0.5, 0, 0.5, 1])
    assert result[10, 14] == pytest.approx([0, 0, 1, 1])
    assert result[2, 2] == pytest.approx([0.5, 0, 0, 0.5])


def test_merging_nothing_is_transparent() -> None:
    assert run(step(NOTHING), source=noise()).max() == 0


@pytest.mark.parametrize("mode", ["normal", "screen", "multiply", "hue"])
def test_blend_puts_the_first_input_on_top(mode: str) -> None:
    source, flood = noise(), Flood(Colour.srgb(0.9, 0.3, 0.1, 0.7))
    result = run(step(flood), step(Blend(mode), "source", 0), source=source)
    expected = np.tile(np.array([0.63, 0.21, 0.07, 0.7], np.float32), (SIZE, SIZE, 1))
    blend(source, expected, mode)
    np.testing.assert_allclose(result, expected, atol=1e-6)


@pytest.mark.parametrize(
    ("operator", "of_a", "of_b"),
    [
        ("over", lambda a, b: 1, lambda a, b: 1 - a),
        ("in", lambda a, b: b, lambda a, b: 0),
        ("out", lambda a, b: 1 - b, lambda a, b: 0),
        ("atop", lambda a, b: b, lambda a, b: 1 - a),
        ("xor", lambda a, b: 1 - b, lambda a, b: 1 - a),
        ("lighter", lambda a, b: 1, lambda a, b: 1),
    ],
)
def test_porter_and_duff(operator: str, of_a, of_b) -> None:
    source = noise()
    moved = np.zeros_like(source)
    moved[:, 7:] = source[:, :-7]
    result = run(step(Offset(7, 0), "source"), step(Composite(operator), "source", 0), source=source)
    a, b = source.astype(float), moved.astype(float)
    expected = a * of_a(a[..., 3:], b[..., 3:]) + b * of_b(a[..., 3:], b[..., 3:])
    expected[..., 3] = np.minimum(1, expected[..., 3])
    np.testing.assert_allclose(result, expected, atol=1e-6)


def test_arithmetic_clamps_to_alpha_and_fills_the_region_with_its_constant() -> None:
    source, k = noise(), (0.5, 1.5, -0.25, 0.125)
    moved = np.zeros_like(source)
    moved[4:] = source[:-4]
    result = run(step(Offset(0, 4), "source"), step(Composite("arithmetic", k), "source", 0), source=source)
    a, b = source.astype(float), moved.astype(float)
    expected = np.clip(k[0] * a * b + k[1] * a + k[2] * b + k[3], 0, 1)
    expected[..., :3] = np.minimum(expected[..., :3], expected[..., 3:])
    np.testing.assert_allclose(result, expected, atol=1e-6)


def test_arithmetic_keeps_lamps() -> None:
    result = run(step(Composite("arithmetic", (0, 1, 0, 0)), "source", "source"), source=square((4, 2, 0, 1)))
    assert result[10, 10] == pytest.approx([4, 2, 0, 1])


def test_a_tile_repeats_the_region_of_its_input_with_its_empty_parts() -> None:
    source = noise()
    result = run(step(Offset(0, 0), "source", region=Rect(5, 6, 7, 4)), step(Tile(), 0), source=source)
    rows, columns = (np.arange(SIZE) - 6) % 4 + 6, (np.arange(SIZE) - 5) % 7 + 5
    assert (result == source[rows[:, None], columns]).all()


def test_content_is_drawn_by_whoever_asked_and_cropped() -> None:
    asked: list[Group] = []
    group = Group(())

    def draw(content: Group) -> np.ndarray:
        asked.append(content)
        return noise(5)

    filter_ = Filter((step(Content(group), region=Rect(2, 2, 9, 9)),), WHOLE)
    result = apply_filter(filter_, noise(), (0, 0), IDENTITY, "srgb", draw)
    assert asked == [group]
    assert (result[2:11, 2:11] == noise(5)[2:11, 2:11]).all()
    assert result[11:].max() == 0


def test_the_region_of_the_filter_and_of_the_step_both_crop() -> None:
    result = run(step(Flood(Colour(1, 1, 1)), region=Rect(0, 0, 10, 10)), source=noise(), region=Rect(4, 5, 20, 20))
    covered = np.zeros((SIZE, SIZE), bool)
    covered[5:10, 4:10] = True
    assert ((result[..., 3] > 0) == covered).all()


def test_what_lies_outside_of_the_filters_region_is_not_seen() -> None:
    result = run(step(Blur(2, 2), "source"), source=square(), region=Rect(8, 0, 4, 24))
    assert result[:, 12:].max() == 0
    assert result[12, 11, 3] < 0.7


def test_source_alpha_is_black() -> None:
    result = run(step(Offset(0, 0), "alpha"), source=noise(), light="linear")
    assert result[..., :3].max() == 0
    assert (result[..., 3] == noise()[..., 3]).all()


@pytest.mark.parametrize("light", ["srgb", "linear"])
@pytest.mark.parametrize("linear", [True, False])
def test_a_blend_happens_in_the_light_that_the_step_asks_for(light, linear: bool) -> None:
    half = Flood(Colour(1, 1, 1, 0.5))
    result = run(step(half, linear=linear), step(Merge(), "source", 0, linear=linear), source=square((0, 0, 0, 1)), light=light)
    value = 0.5 if linear == (light == "linear") else encode(0.5) if linear else decode(0.5)
    assert result[10, 10, 0] == pytest.approx(value, abs=1e-5)


def test_a_scene_in_linear_light_keeps_lamps_through_encoding() -> None:
    result = run(step(Merge(), "source", linear=False), step(Merge(), 0, "source"), source=square((40, 7, 0.5, 1)), light="linear")
    assert result[10, 10] == pytest.approx([40, 7, 0.5, 1], rel=1e-5)


def test_the_source_is_never_written_to_and_bytes_repeat() -> None:
    source = noise()
    before = source.copy()
    steps = (step(Blur(1, 1), "source"), step(Blend("screen"), 0, "source"), step(Composite("in"), 1, "alpha"))
    first, second = (run(*steps, source=source) for _ in range(2))
    assert (source == before).all()
    assert first.tobytes() == second.tobytes()


def test_a_filter_without_steps_draws_nothing() -> None:
    assert run(source=noise()).max() == 0
