"""Clips, masks, blend modes and filters of groups, in their order, against numbers worked out by hand or in numpy."""

from __future__ import annotations

import math

import numpy as np
import pytest
from drawings import BLUE, GREEN, RED, beauty, box, rect

from generator.scene.effects import Blur, Filter, Flood, Merge, Offset, Step
from generator.scene.nodes import Group, Mask, Node, Path
from generator.scene.paints import Fill, LinearGradient, Solid, Stop
from generator.values.colour import BLACK, WHITE, Colour, decode
from generator.values.geometry import Affine, Outline, Rect

REGION = Rect(0, 0, 8, 8)
NEAR = {"rtol": 0, "atol": 0.004}  # skia's edges have 8 bits of coverage


def filtered(*nodes: Node, step: Step, **more: object) -> Group:
    return Group(nodes, effects=(Filter((step,), REGION),), **more)  # type: ignore[arg-type]


def test_a_plain_clip_cuts_with_soft_edges() -> None:
    seen = beauty(Group((box(RED),), clip=Group((box(WHITE, x=1.5, width=4),))))
    np.testing.assert_allclose(seen[4, :, 3], (0, 0.5, 1, 1, 1, 0.5, 0, 0), **NEAR)


def test_a_clip_of_several_shapes_is_their_union_and_can_be_clipped_itself() -> None:
    two = Group((box(WHITE, x=1, width=3), box(WHITE, x=3, width=3)), clip=Group((box(WHITE, y=2, height=3),)))
    seen = beauty(Group((box(RED),), clip=two))
    expected = np.zeros((8, 8))
    expected[2:5, 1:6] = 1
    np.testing.assert_allclose(seen[..., 3], expected, **NEAR)


def test_an_empty_clip_leaves_nothing() -> None:
    assert not beauty(Group((box(RED),), clip=Group(()))).any()


@pytest.mark.parametrize(("linear", "expected"), [(True, 0.2126 * 0.5), (False, 0.2126 * 0.7353570)])
@pytest.mark.parametrize("light", ["linear", "srgb"])
def test_luminance_masks_in_the_light_that_they_ask_for(linear: bool, expected: float, light: str) -> None:
    half = Colour(0.5, 0, 0)
    node = Group((box(GREEN),), mask=Mask(Group((box(half),)), "luminance", None, linear))
    np.testing.assert_allclose(beauty(node, light=light)[4, 4], (0, expected, 0, expected), atol=2e-5)  # type: ignore[arg-type]


def test_alpha_masks_and_the_region_of_a_mask() -> None:
    node = Group((box(GREEN),), mask=Mask(Group((box(Colour(0, 0, 0, 0.25)),)), "alpha", Rect(2, 0, 4, 8)))
    np.testing.assert_allclose(beauty(node)[4, :, 3], (0, 0, 0.25, 0.25, 0.25, 0.25, 0, 0), atol=1e-6)


def test_masks_brighter_than_white_let_all_through_and_no_more() -> None:
    node = Group((box(Colour(3.0, 0, 0)),), mask=Mask(Group((box(Colour(9.0, 9.0, 9.0)),)), "luminance", None, True))
    np.testing.assert_allclose(beauty(node)[4, 4], (3, 0, 0, 1), atol=1e-6)


def css(mode: str, b: float, s: float) -> float:
    """W3C Compositing and Blending Level 1, section 10.1."""
    hard = s * 2 * b if s <= 0.5 else b + (2 * s - 1) - b * (2 * s - 1)
    soft = ((16 * b - 12) * b + 4) * b if b <= 0.25 else math.sqrt(b)
    return {
        "multiply": b * s,
        "screen": b + s - b * s,
        "overlay": 2 * b * s if b <= 0.5 else s + (2 * b - 1) - s * (2 * b - 1),
        "darken": min(b, s),
        "lighten": max(b, s),
        "color-dodge": 0 if b == 0 else 1 if s == 1 else min(1, b / (1 - s)),
        "color-burn": 1 if b == 1 else 0 if s == 0 else 1 - min(1, (1 - b) / s),
        "hard-light": hard,
        "soft-light": b - (1 - 2 * s) * b * (1 - b) if s <= 0.5 else b + (2 * s - 1) * (soft - b),
        "difference": abs(b - s),
        "exclusion": b + s - 2 * b * s,
    }[mode]


@pytest.mark.parametrize(
    "mode",
    [
        "multiply",
        "screen",
        "overlay",
        "darken",
        "lighten",
        "color-dodge",
        "color-burn",
        "hard-light",
        "soft-light",
        "difference",
        "exclusion",
    ],
)
def test_blend_modes_against_their_formulas(mode: str) -> None:
    below, above = Colour(0.2, 0.7, 0.9, 0.8), Colour(0.6, 0.3, 0.1, 0.5)
    seen = beauty(box(below), Group((box(above),), blend=mode))[4, 4]  # type: ignore[arg-type]
    for i, (b, s) in enumerate(zip((0.2, 0.7, 0.9), (0.6, 0.3, 0.1), strict=True)):
        mixed = 0.5 * (1 - 0.8) * s + 0.5 * 0.8 * css(mode, b, s) + (1 - 0.5) * 0.8 * b
        assert seen[i] == pytest.approx(mixed, abs=2e-6)
    assert seen[3] == pytest.approx(0.5 + 0.8 - 0.4)


def test_blending_keeps_to_clip_and_opacity() -> None:
    node = Group((box(WHITE),), blend="difference", opacity=0.5, clip=Group((box(WHITE, x=2.5, width=8),)))
    seen = beauty(box(WHITE), node)[4]
    np.testing.assert_allclose(seen[:, 0], (1, 1, 0.75, 0.5, 0.5, 0.5, 0.5, 0.5), **NEAR)


def test_light_over_white_screens_without_going_dark() -> None:
    seen = beauty(box(Colour(5, 0.5, 0)), Group((box(Colour(3, 0.5, 2)),), blend="screen"))[4, 4]
    assert (seen[:3] >= (5, 0.75, 2)).all()


def test_an_isolated_group_does_not_see_what_is_below() -> None:
    inside = Group((box(GREEN),), blend="multiply")
    np.testing.assert_allclose(beauty(box(RED), Group((inside,)))[4, 4], (0, 0, 0, 1), atol=1e-6)
    np.testing.assert_allclose(beauty(box(RED), Group((inside,), isolate=True))[4, 4], (0, 1, 0, 1), atol=1e-6)


def test_effects_come_before_clip_and_opacity() -> None:
    flood = Step(Flood(BLUE), (), REGION)
    seen = beauty(filtered(step=flood, clip=Group((box(WHITE, width=4),)), opacity=0.5))[4]
    np.testing.assert_allclose(seen[:, 2], (0.5,) * 4 + (0,) * 4, atol=1e-6)


def test_an_effect_sees_what_lies_outside_of_the_canvas() -> None:
    region = Rect(-8, 0, 24, 8)
    moved = Group((box(RED, x=-8),), effects=(Filter((Step(Offset(8.0, 0.0), ("source",), region),), region),))
    np.testing.assert_allclose(beauty(moved)[..., 0], 1, atol=1e-6)


def test_a_turned_blur_runs_along_the_turned_axis() -> None:
    dot, region = box(WHITE, x=-1, y=-1, width=2, height=2), Rect(-16, -16, 32, 32)
    blurred = Group((dot,), effects=(Filter((Step(Blur(3.0, 0.0), ("source",), region),), region),))
    seen = beauty(Group((blurred,), Affine.rotation(90) @ Affine.translation(16, -16)), size=(32, 32))
    assert seen[8, 16, 3] > 0.005
    assert seen[16, 8, 3] == pytest.approx(0, abs=1e-4)
    assert seen[..., 3].sum() == pytest.approx(4, abs=0.05)


def test_effects_in_a_row_and_over_one_another() -> None:
    first = Filter((Step(Offset(2.0, 0.0), ("source",), REGION),), REGION)
    second = Filter((Step(Offset(0.0, 2.0), ("source",), REGION), Step(Merge(), (0, "source"), REGION)), REGION)
    seen = beauty(Group((box(RED, width=2, height=2),), effects=(first, second)))
    expected = np.zeros((8, 8))
    expected[0:4, 2:4] = 1
    np.testing.assert_allclose(seen[..., 0], expected, atol=1e-6)


def test_a_mask_of_a_gradient_in_a_moved_and_scaled_group() -> None:
    ramp = LinearGradient(0, 0, 4, 0, (Stop(0, BLACK), Stop(1, WHITE)), space="linear")
    node = Group(
        (box(RED, width=4, height=4),), Affine.scaling(2), mask=Mask(Group((box(ramp, width=4, height=4),)), "luminance", None, True)
    )
    np.testing.assert_allclose(beauty(node)[4, :, 0], (np.arange(8) + 0.5) / 8, atol=1e-5)


def test_many_soft_layers_keep_their_precision() -> None:
    thin = [box(Colour(1, 1, 1, 1 / 300)) for _ in range(256)]
    assert beauty(*thin)[4, 4, 0] == pytest.approx(1 - (1 - 1 / 300) ** 256, abs=1e-5)


def test_a_triangle_clip_on_a_filtered_group() -> None:
    triangle = Path(Outline(b"MLLZ", (0, 0, 8, 0, 0, 8)), Fill(Solid(WHITE)))
    plain = beauty(Group((box(RED),), clip=Group((triangle,))))
    passed_on = beauty(filtered(box(RED), step=Step(Offset(0.0, 0.0), ("source",), REGION), clip=Group((triangle,))))
    np.testing.assert_allclose(plain, passed_on, atol=1e-6)


def test_luminance_weights() -> None:
    assert decode(0.735357) == pytest.approx(0.5, abs=1e-5)
    seen = beauty(Group((box(GREEN),), mask=Mask(Group((Path(rect(0, 0, 8, 8), Fill(Solid(BLUE))),)), "luminance", None, True)))
    assert seen[4, 4, 3] == pytest.approx(0.0722, abs=1e-5)
