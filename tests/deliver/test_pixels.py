"""Conversions, against plain numpy in double precision."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from pictures import decoded, encoded, picture, straight

from generator.deliver import pixels

Codes = NDArray[Any]


def unfiltered(rows: NDArray[np.uint8], size: int) -> NDArray[np.uint8]:
    """Bytes of rows whose pixels have ``size`` of them, by the specification's filters 1 (sub) and 2 (up)."""
    found = np.zeros_like(rows[:, 1:])
    for y, (kind, *_) in enumerate(rows):
        assert kind in (1, 2)
        if kind == 1:
            found[y] = np.add.accumulate(rows[y, 1:].reshape(-1, size), axis=0, dtype=np.uint8).reshape(-1)
        else:
            found[y] = rows[y, 1:] + (found[y - 1] if y else 0)
    return found


def test_each_row_takes_the_filter_that_leaves_less() -> None:
    bars = np.zeros((6, 40, 4), np.float32)
    bars[1:3] = 1.0
    bars[3:] = np.linspace(0, 1, 40, dtype=np.float32)[None, :, None]
    assert pixels.straight8(bars, True)[:, 0].tolist() == [2, 1, 2, 2, 2, 2]
    assert pixels.straight16(bars, True)[:, 0].tolist() == [2, 1, 2, 2, 2, 2]


def rgba8(plane: NDArray[np.float32], linear: bool = True) -> NDArray[np.uint8]:
    return unfiltered(pixels.straight8(plane, linear), 4).reshape(*plane.shape)


def rgba16(plane: NDArray[np.float32], linear: bool = True) -> NDArray[np.uint16]:
    return unfiltered(pixels.straight16(plane, linear), 8).view(">u2").astype(np.uint16).reshape(*plane.shape)


def ramp(alpha: float, width: int = 4001) -> NDArray[np.float32]:
    plane = np.full((1, width, 4), alpha, np.float32)
    plane[..., :3] = (np.linspace(0, 1, width, dtype=np.float32) * np.float32(alpha))[None, :, None]
    return plane


@pytest.mark.parametrize("alpha", [1.0, 0.5, 0.013])
@pytest.mark.parametrize(("convert", "most", "slack"), [(rgba8, 255, 0.501), (rgba16, 65535, 0.55)])
def test_colour_is_divided_by_alpha_then_encoded_then_rounded(alpha: float, convert: object, most: int, slack: float) -> None:
    plane = ramp(alpha)
    found = convert(plane).astype(np.float64)  # type: ignore[operator]
    assert np.abs(found - straight(plane) * most).max() <= slack + 65535 * 2e-7


def test_srgb_pictures_are_only_divided_by_alpha() -> None:
    plane = ramp(0.25)
    assert np.abs(rgba8(plane, False)[..., :3] - np.linspace(0, 255, plane.shape[1])[None, :, None]).max() <= 0.501


def test_codes_of_opaque_pixels_do_not_depend_on_their_neighbours() -> None:
    """Where all pixels of a block are opaque and none is brighter than 1, their codes are made in a shorter way."""
    values = np.random.default_rng(3).uniform(-0.2, 1.0, (5, 4 * pixels.BLOCK + 9, 4)).astype(np.float32)
    values[0, : pixels.BLOCK : 5, 1] = 1.0
    values[1, pixels.BLOCK : 2 * pixels.BLOCK, :3] += 0.3  # over 1 here and there, and not a number
    values[2, ::7, 2] = np.nan
    values[..., 3] = 1.0
    alone = np.full((values.size // 4, pixels.BLOCK, 4), 0.5, np.float32)  # each pixel among some that are not opaque
    alone[:, 0] = values.reshape(-1, 4)
    assert np.array_equal(rgba8(values, False).reshape(-1, 4), rgba8(alone.reshape(1, -1, 4), False)[0, :: pixels.BLOCK])


@pytest.mark.parametrize(("convert", "most"), [(rgba8, 255), (rgba16, 65535)])
def test_additive_light_over_black_is_the_light_of_the_plate(convert: object, most: int) -> None:
    plane = np.zeros((1, 500, 4), np.float32)
    plane[..., :3] = np.geomspace(1e-3, 1.0, 500)[None, :, None] * np.array((1.0, 0.6, 0.2))
    plane[:, 250:, 3] = plane[:, 250:, 2]  # light over something thin
    found = convert(plane).astype(np.float64) / most  # type: ignore[operator]
    over_black = decoded(found[..., :3]) * found[..., 3:]
    assert (found[..., 3] > 0).all()
    assert np.abs(encoded(over_black) - encoded(plane[..., :3].astype(np.float64))).max() * most <= 1.6


def yuva444p10(plane: NDArray[np.float32], premultiplied: bool) -> tuple[Codes, Codes, Codes, Codes]:
    """Into rows that are longer than the picture, as encoders have them."""
    height, width = plane.shape[:2]
    luma, blue, red, alpha = (np.full((height, width + 3), 7, np.uint16) for _ in range(4))
    pixels.yuva444p10(plane, True, premultiplied, (luma, blue, red, alpha))
    assert {code for rows in (luma, blue, red, alpha) for code in rows[:, width:].flat} == {7}
    return luma[:, :width], blue[:, :width], red[:, :width], alpha[:, :width]


def yuv420p(plane: NDArray[np.float32], ground: tuple[float, float, float]) -> tuple[Codes, Codes, Codes]:
    """The same; odd edges are repeated."""
    tall, wide = (side + side % 2 for side in plane.shape[:2])
    luma = np.full((tall, wide + 6), 7, np.uint8)
    blue, red = (np.full((tall // 2, wide // 2 + 3), 7, np.uint8) for _ in range(2))
    pixels.yuv420p(plane, True, ground, (luma, blue, red))
    assert {code for rows, width in ((luma, wide), (blue, wide // 2), (red, wide // 2)) for code in rows[:, width:].flat} == {7}
    return luma[:, :wide], blue[:, : wide // 2], red[:, : wide // 2]


def test_an_emitter_keeps_its_hue_where_a_file_ends_at_white() -> None:
    """A red lamp at 1.7 times its colour is that colour, not salmon; in straight files, half covered, and over a ground."""
    red = np.array([1.0, 0.0437, 0.0284], np.float32)
    plane = np.zeros((2, 2, 4), np.float32)
    plane[0, :, :3], plane[0, :, 3] = red * 1.7, 1.0
    plane[1, :, :3], plane[1, :, 3] = red * 0.85, 0.5
    dim = np.zeros_like(plane)
    dim[..., :3], dim[..., 3] = red, 1.0
    token = rgba8(dim)[0, 0, :3].tolist()
    assert rgba8(plane)[0, 0].tolist() == [*token, 255]
    assert np.abs(rgba8(plane)[1, 0, :3].astype(int) - token).max() <= 1
    luma, lamp = (yuv420p(p, (0.0, 0.0, 0.0))[0] for p in (plane, dim))
    assert luma[0].tolist() == lamp[0].tolist()


def test_light_above_white_and_broken_numbers_are_cut_off() -> None:
    plane = np.array(
        [[[7, -1, np.nan, 1], [np.inf, 0, 0, 0.5], [np.nan, np.nan, np.nan, np.nan], [0, 0, 0, -3], [-1, -1, -1, 0]]], np.float32
    )
    assert rgba8(plane)[0].tolist() == [[255, 0, 0, 255], [255, 0, 0, 255], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]


def test_widths_that_are_no_multiple_of_a_block() -> None:
    wide = ramp(0.5, 333)
    for width in (1, 2, 63, 64, 65, 200):
        part = np.ascontiguousarray(wide[:, :width])
        assert (rgba8(part) == rgba8(wide)[:, :width]).all()
        luma, blue, red = yuv420p(part, (0.0, 0.0, 0.0))
        assert luma.shape == (2, width + width % 2)
        assert blue.shape == red.shape == (1, (width + 1) // 2)


def test_srgb_pictures_are_decoded_under_their_alpha() -> None:
    plane = ramp(0.5, 100)
    plane[0, 0] = (0.5, 0.5, 0.5, 0.0)
    found = pixels.linear_light(plane, False).astype(np.float64)
    expected = decoded(np.linspace(0, 1, 100)) * 0.5
    assert np.abs(found[0, 1:, 0] - expected[1:]).max() < 1e-6
    assert found[0, 0, 0] == pytest.approx(decoded(np.array(0.5)))
    assert (found[0, 1:, 3] == 0.5).all()
    assert pixels.linear_light(plane, True) is plane


def bt709(rgb: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    luma = rgb @ np.array((0.2126, 0.7152, 0.0722))
    return luma, (rgb[..., 2] - luma) / 1.8556, (rgb[..., 0] - luma) / 1.5748


@pytest.mark.parametrize("premultiplied", [False, True])
def test_yuva_is_bt709_of_limited_range(premultiplied: bool) -> None:
    plane = np.array([[[1, 1, 1, 1], [0, 0, 0, 1], [0.5, 0, 0, 0.5], [0, 0.25, 0.1, 0.5], [0, 0, 0, 0]]], np.float32)
    luma, blue, red, alpha = yuva444p10(plane, premultiplied)
    colour = straight(plane)
    y, u, v = bt709(colour[..., :3] * (colour[..., 3:] if premultiplied else 1))
    assert np.abs(luma - (64 + 876 * y)).max() <= 0.51
    assert np.abs(blue - (512 + 896 * u)).max() <= 0.51
    assert np.abs(red - (512 + 896 * v)).max() <= 0.51
    assert alpha[0].tolist() == [1023, 1023, 512, 512, 0]
    assert luma[0, :2].tolist() == [940, 64]


def test_yuv420_lies_over_its_ground_and_sites_chroma_left() -> None:
    plane = np.zeros((4, 8, 4), np.float32)
    plane[:, 4:] = (0.5, 0.0, 0.0, 0.5)
    luma, blue, red = yuv420p(plane, (0.0, 0.2, 0.0))
    rgb = encoded(np.array([[0.0, 0.2, 0.0], [0.5, 0.1, 0.0]]))
    y, u, v = bt709(rgb)
    assert np.abs(luma[0, [0, 7]] - (16 + 219 * y)).max() <= 0.51
    assert np.abs(blue[0, [0, 3]] - (128 + 224 * u)).max() <= 0.51
    middle = 128 + 224 * (0.25 * v[0] + 0.75 * v[1])  # column 4: 1 2 1 over columns 3, 4, 5
    assert abs(red[1, 2] - middle) <= 0.51


def test_dark_blocks_are_the_ground() -> None:
    luma, blue, red = yuv420p(np.zeros((2, 130, 4), np.float32), (1.0, 1.0, 1.0))
    assert set(luma.flat) == {235}
    assert set(blue.flat) == set(red.flat) == {128}


def test_the_same_picture_gives_the_same_codes_wherever_it_stands() -> None:
    """What a block gives depends on its pixels alone, not on what else the row holds."""
    plane = picture(width=200).beauty
    moved = np.zeros((plane.shape[0], 264, 4), np.float32)
    moved[:, 64:] = plane
    assert (rgba8(moved)[:, 64:] == rgba8(plane)).all()
