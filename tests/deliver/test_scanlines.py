"""The EXR that we put together, whatever is in it, read by the library."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import OpenEXR
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from pictures import stamp

from generator.deliver.openexr import exr
from generator.values.picture import Picture
from generator.values.rate import Rate


def read(path: Path) -> tuple[dict[str, NDArray[np.float16]], dict[str, object]]:
    with OpenEXR.File(str(path), separate_channels=True) as file:
        return {name: channel.pixels.copy() for name, channel in file.channels().items()}, dict(file.header())


def round_trip(folder: Path, picture: Picture) -> dict[str, NDArray[np.float16]]:
    path = folder / "a.exr"
    exr.save(path, picture, 1001, stamp(*picture.size))
    assert exr.look(path).frames == "1001"
    return read(path)[0]


def same(found: dict[str, NDArray[np.float16]], picture: Picture) -> bool:
    planes = {"": picture.beauty, **{f"{name}.": plane for name, plane in picture.layers.items()}}
    assert len(found) == 4 * len(planes)
    with np.errstate(over="ignore"):
        return all(
            (found[name + c] == plane[..., i].astype(np.float16)).all() for name, plane in planes.items() for i, c in enumerate("RGBA")
        )


@pytest.mark.parametrize("width", [1, 2, 63, 64, 65, 130])
@pytest.mark.parametrize("height", [1, 33])
def test_noise_of_any_size_comes_back(width: int, height: int, tmp_path: Path) -> None:
    """Noise does not get smaller, so its lines are stored as they are."""
    noise = np.random.default_rng(width).integers(-60000, 60000, (3, height, width, 4)).astype(np.float32)
    picture = Picture(noise[0], {"a": noise[1], "b": noise[2]}, "linear")
    assert same(round_trip(tmp_path, picture), picture)


def test_light_between_empty_blocks_comes_back(tmp_path: Path) -> None:
    rng = np.random.default_rng(5)
    plane = np.zeros((70, 700, 4), np.float32)
    for _ in range(60):
        y, x = rng.integers(0, 70), rng.integers(0, 700)
        plane[y : y + rng.integers(1, 4), x : x + rng.integers(1, 90)] = rng.random(4)
    picture = Picture(plane, {"still": plane * 0, "twice": plane * 2}, "linear")
    assert same(round_trip(tmp_path, picture), picture)


@pytest.mark.parametrize("box", [(0, 0, 700, 70), (128, 8, 192, 40), (5, 3, 699, 4), (690, 60, 700, 70), (0, 0, 0, 0)])
def test_bounds_change_no_byte(box: tuple[int, int, int, int], tmp_path: Path) -> None:
    left, top, right, bottom = box
    planes = np.zeros((2, 70, 700, 4), np.float32)
    planes[:, top:bottom, left:right] = np.random.default_rng(2).random((2, bottom - top, right - left, 4))
    layers = {"a": planes[1], "all": planes[0] + 1}
    exr.save(tmp_path / "plain.exr", Picture(planes[0], layers, "linear"), 1001, stamp(700, 70))
    exr.save(tmp_path / "told.exr", Picture(planes[0], layers, "linear", {"": box, "a": box}), 1001, stamp(700, 70))
    assert (tmp_path / "told.exr").read_bytes() == (tmp_path / "plain.exr").read_bytes()


def test_layers_whose_names_sort_among_the_plain_channels_come_back(tmp_path: Path) -> None:
    planes = np.random.default_rng(1).random((5, 4, 9, 4), dtype=np.float32)
    names = ("Background", "a" * 40, "B", "G1")
    picture = Picture(planes[0], dict(zip(names, planes[1:], strict=True)), "linear")
    found = round_trip(tmp_path, picture)
    assert same(found, picture)
    assert "a" * 40 + ".R" in found


@settings(derandomize=True, max_examples=25, deadline=None)
@given(arrays(np.float32, (3, 70, 4), elements=st.floats(-1e5, 1e5, width=32)))
def test_halves_are_what_numpy_rounds_to_within_range(tmp_path_factory: pytest.TempPathFactory, plane: NDArray[np.float32]) -> None:
    clamped = Picture(np.clip(plane, -65504, 65504), {}, "linear")
    assert same(round_trip(tmp_path_factory.mktemp("half"), Picture(plane, {}, "linear")), clamped)


def test_what_no_half_can_be(tmp_path: Path) -> None:
    plane = np.array([[[np.inf, -np.inf, np.nan, 1e9], [65519, 6e-8, 2.9e-8, -1e-30]]], np.float32)
    found = round_trip(tmp_path, Picture(plane, {}, "linear"))
    assert [[float(found[c][0, x]) for c in "RGBA"] for x in (0, 1)] == [[65504, -65504, 0, 65504], [65504, 2**-24, 0, 0]]


@pytest.mark.parametrize(("rate", "coded"), [("24", True), ("30000/1001", True), ("48", False), ("120", False)])
def test_timecode_is_written_where_it_can_count(rate: str, coded: bool, tmp_path: Path) -> None:
    mark = stamp()
    mark = type(mark)(mark.plate, mark.fingerprint, 2, 2, Rate.parse(rate))
    exr.save(tmp_path / "a.exr", Picture(np.zeros((2, 2, 4), np.float32), {}, "linear"), 86399, mark)
    header = read(tmp_path / "a.exr")[1]
    assert ("timeCode" in header) is coded
    assert header["framesPerSecond"] == Rate.parse(rate).fraction
    if coded:
        code = header["timeCode"]
        found = f"{code.hours:02d}:{code.minutes:02d}:{code.seconds:02d}:{code.frame:02d}"  # type: ignore[attr-defined]
        assert found == mark.rate.timecode(86399)
        assert not code.dropFrame  # type: ignore[attr-defined]
