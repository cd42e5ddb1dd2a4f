"""A wall of diodes: light is kept, layers come apart, cells stay where they are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from filtering import nobody, noise

from generator.paint.filters import apply_filter
from generator.paint.filters.led_dots import caught, dot
from generator.scene.effects import Filter, Led, Scan, Step
from generator.values.geometry import IDENTITY, Affine, Rect
from generator.values.picture import Plane

WALL = Led(6, "round", 0.8, 0.3, 0.0, (4, 4), 0.0, 0.0, 0.0, 0.0, 7, None)
UNEVEN = replace(WALL, error=0.03, tint=0.02, grain=0.02, seam=0.05)
SIZE = 96


def lit(source: Plane, wall: Led = WALL, ctm: Affine = IDENTITY, origin: tuple[int, int] = (0, 0)) -> Plane:
    region = Rect(0, 0, SIZE, SIZE)
    return apply_filter(Filter((Step(wall, ("source",), region),), region), source, origin, ctm, "linear", nobody)


def over(top: Plane, bottom: Plane) -> Plane:
    return top + bottom * (1 - top[..., 3:])


@pytest.mark.parametrize("shape", ["round", "square", "rgb"])
@pytest.mark.parametrize("pitch", [2, 3, 6, 12, 16])
def test_light_is_neither_lost_nor_made(shape: str, pitch: float) -> None:
    source = noise(3, SIZE)
    result = lit(source, replace(WALL, shape=shape, pitch=pitch))  # type: ignore[arg-type]
    for channel in range(3):
        assert result[..., channel].mean() == pytest.approx(source[..., channel].mean(), rel=0.01)


def test_a_wall_of_uneven_modules_gives_as_much_light() -> None:
    source = np.ones((SIZE, SIZE, 4), np.float32)
    assert lit(source, replace(UNEVEN, pitch=1, module=(2, 2)))[..., :3].mean() == pytest.approx(1, rel=0.01)


def test_a_dot_is_brighter_than_its_cell_and_keeps_what_is_over_one() -> None:
    grey = np.full((SIZE, SIZE, 4), (2.0, 2.0, 2.0, 1.0), np.float32)
    result = lit(grey, replace(WALL, size=0.5, soft=0.0))
    assert result[2, 2, 0] == result.max() > 2 / (np.pi / 16) * 0.9
    assert result[0, 0, 0] == 0
    assert result[0, 0, 3] == 1


def test_cells_show_their_mean() -> None:
    source = noise(4, SIZE)
    result = lit(source, replace(WALL, pitch=2))
    cells = source.reshape(SIZE // 2, 2, SIZE // 2, 2, 4).mean((1, 3))
    np.testing.assert_allclose(result, cells.repeat(2, 0).repeat(2, 1), atol=1e-6)


def test_layers_treated_one_by_one_are_the_treated_picture() -> None:
    def layer(seed: int) -> Plane:
        return lit(noise(seed, SIZE), replace(UNEVEN, black=0.01))

    def cells(seed: int) -> Plane:
        return lit(noise(seed, SIZE), replace(WALL, pitch=6, size=1.0, shape="square", soft=0.0))

    whole = lit(over(cells(1), cells(2)), replace(UNEVEN, black=0.01))
    np.testing.assert_allclose(over(layer(1), layer(2)), whole, atol=1e-5)


def test_the_dark_face_is_where_the_wall_is() -> None:
    source = np.zeros((SIZE, SIZE, 4), np.float32)
    source[:48, :, 3] = 1
    result = lit(source, replace(WALL, black=0.02))
    np.testing.assert_allclose(result[:48, :, :3], 0.02)
    assert not result[48:].any()


def test_a_part_of_the_wall_is_that_part() -> None:
    source = noise(5, SIZE)
    source[:, :31] = source[:17] = 0
    whole = lit(source, UNEVEN)
    np.testing.assert_array_equal(lit(np.ascontiguousarray(source[12:, 24:]), UNEVEN, origin=(24, 12)), whole[12:, 24:])


def test_a_scaled_wall_has_wider_cells() -> None:
    assert len(np.unique(lit(noise(6, SIZE), replace(WALL, pitch=1), Affine.scaling(2, 2))[0, :, 0])) == SIZE // 2


def test_modules_differ_and_the_seed_decides_how() -> None:
    grey = np.ones((SIZE, SIZE, 4), np.float32)
    wall = replace(UNEVEN, pitch=2, grain=0.0, seam=0.0)
    result = lit(grey, wall)
    modules = result.reshape(12, 8, 12, 8, 4)
    assert float(np.ptp(modules, axis=(1, 3)).max()) == 0
    assert 0.02 < float(modules[:, 0, :, 0, 0].std()) < 0.05
    assert (lit(grey, replace(wall, seed=8)) != result).any()
    np.testing.assert_array_equal(lit(grey, wall), result)


def test_seams_are_off_and_nothing_else_is() -> None:
    result = lit(np.ones((SIZE, SIZE, 4), np.float32), replace(WALL, pitch=2, seam=0.1))[..., 0]
    inner = result.reshape(12, 8, 12, 8)[:, 2:6, :, 2:6]
    assert (inner == 1).all()
    assert result.std() > 0.02


@pytest.mark.parametrize(("pitch", "shape", "plain"), [((2, 2), "round", True), ((3, 3), "round", False), ((2, 8), "rgb", True)])
def test_dots_that_pixels_cannot_show_are_left_out(pitch: tuple[int, int], shape: str, plain: bool) -> None:
    assert (dot(shape, 0.8, 0.3, pitch) == 1).all() == plain


def test_the_dies_of_an_emitter_stand_apart_up_close_only() -> None:
    near, far = dot("rgb", 0.8, 0.0, (12, 12)), dot("rgb", 0.8, 0.0, (8, 8))
    assert near[6, :, 0].argmax() < near[6, :, 1].argmax() < near[6, :, 2].argmax()
    assert (far[..., 0] == far[..., 2]).all()


@pytest.mark.parametrize(("shutter", "least", "most"), [(1 / 2000, 0.4, 1.1), (1 / 250, 0.02, 0.3), (1 / 48, 0.0, 0.02)])
def test_a_short_shutter_sees_rows_that_a_long_one_does_not(shutter: float, least: float, most: float) -> None:
    light = caught(Scan(16, 3840, shutter, 0.0, 0.123), np.arange(64), np.linspace(0, 1, 64))
    assert least <= np.ptp(light) <= most
    many = np.array([caught(Scan(16, 3840, shutter, 0.0, n / 38400 / 7), np.arange(64), np.zeros(64)) for n in range(70)])
    assert many.mean() == pytest.approx(1, rel=0.01)


def test_rows_are_banded_in_the_picture_and_across_nothing_else() -> None:
    grey = np.ones((SIZE, SIZE, 4), np.float32)
    result = lit(grey, replace(WALL, pitch=2, scan=Scan(8, 3840, 1 / 3000, 0.01, 0.0)))[..., 0]
    assert float(np.ptp(result, axis=1).max()) == 0
    assert float(np.ptp(result[:, 0])) > 0.2
