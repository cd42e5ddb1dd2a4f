"""Every kind of OpenEXR file that can be asked for, read by those that we did not write: OpenEXR, OpenImageIO, exrheader, oiiotool."""

from __future__ import annotations

import itertools
import os
import re
import shutil
import subprocess
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import OpenEXR
import OpenImageIO
import pytest
from numpy.typing import NDArray
from pictures import MARK, picture, stamp

from generator.deliver import timecode
from generator.deliver.files import Written
from generator.deliver.openexr import exr, pack
from generator.deliver.openexr.wish import COMPRESSIONS, PARTS, ExrWish
from generator.deliver.sink import DamagedError
from generator.values.picture import Picture
from generator.values.rate import Rate

NEEDED = bool(os.environ.get("MINISTERIO_STRANGERS"))
KINDS = list(itertools.product(PARTS, COMPRESSIONS, (False, True)))
ABOUT = {"show": "sp", "shot": "012_040", "version": "v003", "template": "score_hud", "seed": 7, "reel": "M271C003", "owner": "Armonía"}


def tool(name: str, *words: str) -> str:
    """What a tool of Debian's says (packages openexr and openimageio-tools)."""
    if shutil.which(name) is None and not NEEDED:
        pytest.skip(f"{name} is not installed")
    return subprocess.run([name, *words], capture_output=True, text=True, check=True).stdout


def save(folder: Path, given: Picture, parts: str = "single", compression: str = "zips", crop: bool = False) -> Path:
    width, height = (side - 2 * beyond for side, beyond in zip(given.size, given.margin, strict=True))
    path = folder / "a.1001.exr"
    asked = stamp(width, height, exr=ExrWish(parts, compression, crop), **ABOUT)
    assert isinstance(exr.save(path, given, 1001, asked), Written)
    assert (exr.look(path).fingerprint, exr.look(path).frames) == (MARK, "1001")
    return path


def by_openexr(path: Path, size: tuple[int, int]) -> dict[str, NDArray[np.float32]]:
    """Every channel on the whole plate, whatever its data window."""
    found = {}
    with OpenEXR.File(str(path), separate_channels=True) as file:
        for part in file.parts:
            (left, top), (right, bottom) = (corner.tolist() for corner in part.header["dataWindow"])
            for name, channel in part.channels.items():
                found[name] = np.zeros((size[1], size[0]), np.float32)
                found[name][top : bottom + 1, left : right + 1] = channel.pixels
    return found


def by_oiio(path: Path, size: tuple[int, int]) -> dict[str, NDArray[np.float32]]:
    found = {}
    image = OpenImageIO.ImageInput.open(str(path))
    assert image is not None, OpenImageIO.geterror()
    part = 0
    while image.seek_subimage(part, 0):
        spec = image.spec()
        pixels = image.read_image(part, 0, 0, spec.nchannels, "float")
        for i, name in enumerate(spec.channelnames):
            found[name] = np.zeros((size[1], size[0]), np.float32)
            found[name][spec.y : spec.y + spec.height, spec.x : spec.x + spec.width] = pixels[..., i]
        part += 1
    image.close()
    return found


def expected(given: Picture) -> dict[str, NDArray[np.float32]]:
    planes = {"": given.beauty, **{f"{name}.": plane for name, plane in given.layers.items()}}
    return {name + c: plane[..., i].astype(np.float16).astype(np.float32) for name, plane in planes.items() for i, c in enumerate("RGBA")}


@pytest.mark.parametrize(("parts", "compression", "crop"), KINDS)
def test_other_libraries_read_what_was_painted(parts: str, compression: str, crop: bool, tmp_path: Path) -> None:
    given = picture()
    path = save(tmp_path, given, parts, compression, crop)
    wanted = expected(given)
    for found in (by_openexr(path, given.size), by_oiio(path, given.size)):
        assert set(found) == set(wanted)
        off = max(float(np.abs(found[name] - plane).max()) for name, plane in wanted.items())
        assert off < (0.03 if compression == "dwaa" else 1e-9)


def test_rebuilt_from_its_layers_it_is_the_beauty(tmp_path: Path) -> None:
    """Over and plus, in the order that the header says."""
    given = picture()
    path = save(tmp_path, given, "multi")
    found = by_oiio(path, given.size)
    with OpenEXR.File(str(path)) as file:
        order = file.header()["ministerio/layers"].split(",")
    comp = np.zeros_like(given.beauty)
    for layer in order:
        plane = np.stack([found[f"{layer}.{c}"] for c in "RGBA"], axis=2)
        comp = comp + plane if layer == "glow" else plane + comp * (1 - plane[..., 3:])
    assert np.abs(comp - np.stack([found[c] for c in "RGBA"], axis=2)).max() < 1e-3


def test_each_part_has_its_own_window_and_one_part_the_union(tmp_path: Path) -> None:
    def windows(path: Path) -> dict[str, list[int]]:
        with OpenEXR.File(str(path)) as file:
            return {part.name(): np.concatenate(part.header["dataWindow"]).tolist() for part in file.parts}

    assert windows(save(tmp_path, picture(), "multi", crop=True)) == {
        "rgba": [0, 1, 36, 15],
        "base": [0, 1, 36, 11],
        "glow": [4, 13, 29, 15],
    }
    assert list(windows(save(tmp_path, picture(), "single", crop=True)).values()) == [[0, 1, 36, 15]]
    assert list(windows(save(tmp_path, picture(), "multi")).values()) == [[0, 0, 36, 18]] * 3
    nothing = Picture(np.zeros((9, 9, 4), np.float32), {}, "linear")
    assert list(windows(save(tmp_path, nothing, crop=True)).values()) == [[0, 0, 0, 0]]


def test_overscan_is_a_data_window_beyond_the_display_window(tmp_path: Path) -> None:
    given = picture()
    wide = Picture(given.beauty, given.layers, given.light, margin=(4, 3))
    for parts, crop, window in (
        ("single", False, [-4, -3, 32, 15]),
        ("multi", False, [-4, -3, 32, 15]),
        ("single", True, [-4, -2, 32, 12]),
    ):
        with OpenEXR.File(str(save(tmp_path, wide, parts, crop=crop))) as file:
            header = file.header()
            assert np.concatenate(header["dataWindow"]).tolist() == window
            assert np.concatenate(header["displayWindow"]).tolist() == [0, 0, 28, 12]
    spec = OpenImageIO.ImageInput.open(str(save(tmp_path, wide))).spec()
    assert (spec.x, spec.y, spec.full_x, spec.full_width, spec.full_height) == (-4, -3, 0, 29, 13)


@pytest.mark.parametrize("parts", PARTS)
def test_two_hundred_layers_and_names_over_31_letters(parts: str, tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    layers = {f"layer_{i:03d}_{'of_a_long_name' * (i % 5)}": rng.random((5, 6, 4), dtype=np.float32) for i in range(200)}
    assert max(map(len, layers)) > 60
    given = Picture(rng.random((5, 6, 4), dtype=np.float32), layers, "linear")
    path = save(tmp_path, given, parts)
    wanted = expected(given)
    for found in (by_openexr(path, (6, 5)), by_oiio(path, (6, 5))):
        assert len(found) == 804
        assert all((found[name] == plane).all() for name, plane in wanted.items())


def header_of(path: Path) -> dict[str, Any]:
    with OpenEXR.File(str(path), header_only=True) as file:
        return dict(file.header())


@pytest.mark.parametrize("parts", PARTS)
def test_the_header_says_where_the_frame_belongs(parts: str, tmp_path: Path) -> None:
    header = header_of(save(tmp_path, picture(), parts))
    assert header["framesPerSecond"] == Fraction(24000, 1001)
    assert header["reelName"] == "M271C003"
    assert header["owner"] == "Armonía"
    said = {name: header[f"ministerio/{name}"] for name in ("show", "shot", "version", "template", "seed", "plate", "fingerprint")}
    assert said == {
        "show": "sp", "shot": "012_040", "version": "v003", "template": "score_hud", "seed": "7",
        "plate": "sp_012_040_test_v003", "fingerprint": MARK,
    }  # fmt: skip
    assert header["colorInteropID"] == "lin_rec709_scene"
    assert len(header["chromaticities"]) == 8


@pytest.mark.parametrize(("rate", "told"), [
    ("30000/1001", ""),
    ("12.5", "timecode has no count for 25/2 frames a second: the files carry none"),
    ("48", "OpenEXR's timecode counts 30 frames a second at most: at 48 its files carry none"),
])  # fmt: skip
def test_a_rate_that_timecode_cannot_carry_has_none_and_is_told(rate: str, told: str, tmp_path: Path) -> None:
    mark = replace(stamp(), rate=Rate.parse(rate))
    header = header_of(exr.save(tmp_path / "a.exr", picture(), 1001, mark).path)
    assert header["framesPerSecond"] == Rate.parse(rate).fraction
    assert ("timeCode" in header) == (not told)
    assert timecode.note_of_headers(mark) == told


@pytest.mark.parametrize(("parts", "compression"), [("single", "zips"), ("multi", "zips"), ("multi", "piz"), ("single", "none")])
def test_exrheader_and_oiiotool_read_it(parts: str, compression: str, tmp_path: Path) -> None:
    path = save(tmp_path, picture(), parts, compression)
    text = tool("exrheader", str(path))
    assert "framesPerSecond (type rational): 24000/1001" in text
    assert 'reelName (type string): "M271C003"' in text
    assert "time 00:00:41:17" in text
    assert text.count("dataWindow (type box2i): (0 0) - (36 18)") == (3 if parts == "multi" else 1)
    info = tool("oiiotool", "--info", "-v", "-a", str(path))
    assert "37 x   19" in info
    assert "smpte:TimeCode: 00:00:41:17" in info
    stats = tool("oiiotool", "--stats", str(path))
    most = re.search(r"Stats Max: +(.*?) \(float\)", stats)
    assert most is not None
    wanted = expected(picture())
    assert [float(v) for v in most[1].split()[:4]] == pytest.approx([float(wanted[c].max()) for c in "RGBA"], abs=1e-5)


@pytest.mark.parametrize(
    ("parts", "compression"), [("multi", "zips"), ("multi", "zip"), ("single", "piz"), ("multi", "dwaa"), ("multi", "none")]
)
def test_what_is_cut_short_is_seen(parts: str, compression: str, tmp_path: Path) -> None:
    path = save(tmp_path, picture(), parts, compression)
    content = path.read_bytes()
    for cut in (9, 300, len(content) // 2, len(content) - 1):
        path.write_bytes(content[:cut])
        with pytest.raises(DamagedError, match="cut short or damaged"):
            exr.look(path)


@pytest.mark.parametrize("compression", ["zips", "zip", "piz"])
def test_what_was_altered_is_seen(compression: str, tmp_path: Path) -> None:
    path = save(tmp_path, picture(), "multi", compression)
    bent = bytearray(path.read_bytes())
    for i in range(20):
        bent[len(bent) * 3 // 4 + i] ^= 0x5A
    path.write_bytes(bent)
    with pytest.raises(DamagedError):
        exr.look(path)


def test_the_library_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pack.importlib.util, "find_spec", lambda _: None)
    assert pack.lack("zips") is None
    assert pack.lack("none") is None
    for compression in ("zip", "piz", "dwaa"):
        assert pack.lack(compression) == f"{compression} needs the library OpenEXR: pip install 'ministerio[openexr]'"


def test_two_parts_of_one_name_are_no_good_file(tmp_path: Path) -> None:
    made = picture(1001, 38, 20)
    with pytest.raises(DamagedError, match="has two parts called rgba"):
        save(tmp_path, replace(made, layers={exr.FIRST_PART: made.beauty}), "multi")
    assert exr.look(save(tmp_path, replace(made, layers={exr.FIRST_PART: made.beauty}))).layers == "rgba", (
        "channels of one part do not clash"
    )
