"""Premultiplied floats, exactly: solid fills, strokes, opacity, the two kinds of light, images, glyphs."""

from __future__ import annotations

import numpy as np
import pytest
from drawings import BLUE, GREEN, RED, beauty, box, rect

from generator.scene.nodes import Glyph, GlyphRun, Glyphs, Group, Image, Path, Raster
from generator.scene.paints import Fill, Solid, Stroke
from generator.values.colour import Colour, decode, encode
from generator.values.geometry import Affine, Outline, Rect

CLOSE = {"rtol": 0, "atol": 1e-6}


def test_light_over_white_and_partly_transparent_survives_premultiplied() -> None:
    seen = beauty(box(Colour(7.5, 0.25, 0.0, 0.5)))
    np.testing.assert_allclose(seen[4, 4], (3.75, 0.125, 0.0, 0.5), **CLOSE)


def test_nothing_is_transparent_black() -> None:
    assert not beauty().any()


def test_linear_scenes_composite_in_light_and_srgb_scenes_in_encoded_values() -> None:
    nodes = box(Colour.srgb(1, 1, 1)), box(Colour.srgb(0, 0, 0, 0.5))
    np.testing.assert_allclose(beauty(*nodes, light="linear")[4, 4], (0.5, 0.5, 0.5, 1), **CLOSE)
    np.testing.assert_allclose(beauty(*nodes, light="srgb")[4, 4], (0.5, 0.5, 0.5, 1), **CLOSE)
    grey = Colour.srgb(0.5, 0.5, 0.5)
    np.testing.assert_allclose(beauty(box(grey), light="linear")[4, 4, 0], decode(0.5), **CLOSE)
    np.testing.assert_allclose(beauty(box(grey), light="srgb")[4, 4, 0], 0.5, **CLOSE)


def test_a_half_covered_pixel_is_half_there() -> None:
    seen = beauty(box(RED, x=2.5, width=3))
    np.testing.assert_allclose(seen[4, :, 3], (0, 0, 0.5, 1, 1, 0.5, 0, 0), atol=0.004)


def test_crisp_paths_have_no_soft_edge() -> None:
    seen = beauty(Path(rect(1.3, 1.3, 4.5, 4.5), Fill(Solid(RED)), crisp=True))
    assert set(np.unique(seen[..., 3])) == {0.0, 1.0}


def test_stroke_lies_over_or_under_its_fill() -> None:
    for first, expected in ((False, (0, 0, 1, 1)), (True, (1, 0, 0, 1))):
        node = Path(rect(2, 2, 4, 4), Fill(Solid(RED)), Stroke(Solid(BLUE), 2.0), stroke_first=first)
        np.testing.assert_allclose(beauty(node)[4, 2], expected, **CLOSE)


def test_a_line_of_no_width_draws_nothing() -> None:
    assert not beauty(Path(rect(2, 2, 4, 4), None, Stroke(Solid(RED), 0.0))).any()


@pytest.mark.parametrize(("unscaled", "covered"), [(False, 4.0), (True, 1.0)])
def test_an_unscaled_line_keeps_its_width(unscaled: bool, covered: float) -> None:
    line = Path(Outline(b"ML", (0.0, 1.0, 4.0, 1.0)), None, Stroke(Solid(RED), 1.0, unscaled=unscaled))
    seen = beauty(Group((line,), Affine.scaling(4)), size=(16, 16))
    assert seen[:, 8, 3].sum() == pytest.approx(covered, abs=0.02)


def test_dashes_and_their_offset() -> None:
    line = Path(Outline(b"ML", (0.0, 4.0, 8.0, 4.0)), None, Stroke(Solid(RED), 2.0, dashes=(2.0, 2.0), dash_offset=1.0))
    np.testing.assert_allclose(beauty(line)[4, :, 3], (1, 0, 0, 1, 1, 0, 0, 1), **CLOSE)


def test_caps_and_joins_reach_where_they_should() -> None:
    point = Outline(b"MZ", (4.0, 4.0))
    for cap, area in (("butt", 0), ("square", 16), ("round", 4 * np.pi)):
        seen = beauty(Path(point, None, Stroke(Solid(RED), 4.0, cap=cap)))  # type: ignore[arg-type]
        assert seen[..., 3].sum() == pytest.approx(area, abs=0.5), cap


def test_even_odd_leaves_a_hole() -> None:
    both = rect(0, 0, 8, 8)
    ring = Outline(both.verbs * 2, both.coords + rect(2, 2, 4, 4).coords)
    for rule, alpha in (("nonzero", 1), ("evenodd", 0)):
        assert beauty(Path(ring, Fill(Solid(RED), rule=rule)))[4, 4, 3] == alpha  # type: ignore[arg-type]


def test_what_is_not_finite_is_not_drawn() -> None:
    assert not beauty(box(RED, width=float("inf"))).any()
    assert not beauty(Group((box(RED),), Affine(0, 0, 0, 1, 0, 0))).any()


class Squares:
    """A face whose every glyph but 0 is the square from the baseline up."""

    def outline(self, glyph: int) -> Outline | None:
        return rect(0, -1, 1, 1) if glyph else None


def test_glyphs_are_outlines_at_their_places_turned_and_stretched() -> None:
    glyphs = (Glyph(1, 1, 4), Glyph(0, 3, 4), Glyph(1, 4, 4, rotate=90))
    node = Glyphs(GlyphRun(Squares(), 2.0, glyphs, Rect(0, 0, 8, 8), stretch=1.5), Fill(Solid(GREEN)))
    expected = np.zeros((8, 8))
    expected[2:4, 1:4] = 1
    expected[4:7, 4:6] = 1
    np.testing.assert_allclose(beauty(node)[..., 3], expected, **CLOSE)


def test_overlapping_glyphs_are_not_darker_where_they_meet() -> None:
    run = GlyphRun(Squares(), 4.0, (Glyph(1, 0, 4), Glyph(1, 2, 4)), Rect(0, 0, 8, 8))
    assert beauty(Glyphs(run, Fill(Solid(RED), 0.5)))[2, :6, 3] == pytest.approx(0.5)


def test_images_are_converted_premultiplied_and_kept_square() -> None:
    pixels = np.array([[(255, 0, 0, 255), (0, 255, 0, 51)], [(128, 128, 128, 255), (0, 0, 0, 0)]], np.uint8)
    node = Image(Raster(pixels), Rect(0, 0, 8, 8), smooth=False)
    seen = beauty(node)
    np.testing.assert_allclose(seen[0, 0], (1, 0, 0, 1), **CLOSE)
    np.testing.assert_allclose(seen[0, 4], (0, 0.2, 0, 0.2), **CLOSE)
    np.testing.assert_allclose(seen[4, 0, 0], decode(128 / 255), **CLOSE)
    np.testing.assert_allclose(beauty(node, light="srgb")[4, 0, 0], 128 / 255, **CLOSE)


def test_a_picture_drawn_small_is_the_mean_of_its_pixels() -> None:
    checks = (np.indices((64, 64)).sum(0) % 2 * 255).astype(np.uint8)
    raster = Raster(np.dstack([checks] * 3 + [np.full_like(checks, 255)]))
    np.testing.assert_allclose(beauty(Image(raster, Rect(0, 0, 8, 8)))[2:6, 2:6, 0], 0.5, **CLOSE)


def test_opacity_of_a_group_is_of_its_whole() -> None:
    seen = beauty(Group((box(RED), box(BLUE)), opacity=0.5))
    np.testing.assert_allclose(seen[4, 4], (0, 0, 0.5, 0.5), **CLOSE)


def test_hidden_nodes_leave_no_mark() -> None:
    hidden = Path(rect(0, 0, 8, 8), Fill(Solid(RED)), visible=False)
    assert not beauty(hidden, Group((box(RED),), visible=False)).any()


def test_encode_is_what_srgb_scenes_hold() -> None:
    assert beauty(box(Colour(0.2, 4.0, 0.0)), light="srgb")[1, 1, 1] == pytest.approx(encode(4.0))
