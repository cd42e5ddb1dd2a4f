"""TIFF, DPX, GIF and WebP against the float picture, read by libraries that are not ours."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import tifffile
from grey import FIRST, SIZE, hud
from grey import movie as animation
from pictures import MARK, encoded, picture, stamp, straight
from PIL import Image

from generator.deliver.files import Written
from generator.deliver.formats import FORMATS
from generator.deliver.movies.animation import changed, ticks
from generator.deliver.movies.gif import CODER
from generator.deliver.sink import DamagedError
from generator.values.colour import Colour
from generator.values.rate import Rate


def still(kind: str, folder: Path, **more: object) -> Written:
    with FORMATS[kind].open(folder, stamp(*SIZE, **more)) as sink:
        sink.write(hud(), FIRST)
    return sink.written[0]


def test_tiff_is_the_float_picture_to_half_a_code_and_says_which_alpha(tmp_path: Path) -> None:
    asked = straight(hud().beauty)
    for way, extra in (("straight", 2), ("premultiplied", 1)):
        written = still("tiff", tmp_path / way, alpha=way)
        with tifffile.TiffFile(written.path) as file:
            page = file.pages[0]
            assert (page.bitspersample, tuple(int(e) for e in page.extrasamples), int(page.compression)) == (16, (extra,), 8)
            found = page.asarray().astype(np.float64) / 65535
        cover = 1.0 if way == "straight" else np.round(asked[..., 3:] * 65535) / 65535
        seen = found[..., 3] > 0
        assert np.abs(found[..., 3] - asked[..., 3]).max() < 0.6 / 65535
        assert np.abs(found[..., :3] - asked[..., :3] * cover)[seen].max() < 1.2 / 65535
        look = FORMATS["tiff"].look(written.path)
        assert (look.fingerprint, look.frames, look.alpha) == (MARK, "1001", way)


def test_dpx_is_the_float_picture_over_its_ground_to_half_a_code(tmp_path: Path) -> None:
    ground = Colour.srgb(0.5, 0.25, 0.0)
    written = still("dpx", tmp_path, ground=ground, reel="M271C003")
    content = written.path.read_bytes()
    words = np.frombuffer(content[-4 * SIZE[0] * SIZE[1] :], ">u4").reshape(SIZE[1], SIZE[0])
    found = np.stack([words >> 22, words >> 12 & 1023, words >> 2 & 1023], axis=2) / 1023
    plane = hud().beauty.astype(np.float64)
    comp = plane[..., :3] + np.array([ground.r, ground.g, ground.b]) * (1 - plane[..., 3:])
    assert np.abs(found - encoded(comp)).max() < 0.51 / 1023
    assert content[1920:1924] == bytes.fromhex("00004117"), "timecode 00:00:41:17"
    assert b"M271C003" in content[:2048]
    look = FORMATS["dpx"].look(written.path)
    assert (look.fingerprint, look.frames) == (MARK, "1001")


@pytest.mark.parametrize("kind", ["tiff", "dpx"])
def test_a_still_that_is_cut_short_is_seen(kind: str, tmp_path: Path) -> None:
    path = still(kind, tmp_path).path
    content = path.read_bytes()
    for cut in (0, 100, len(content) // 2, len(content) - 10):
        path.write_bytes(content[:cut])
        with pytest.raises(DamagedError, match=path.name):
            FORMATS[kind].look(path)


def test_openimageio_reads_both(tmp_path: Path) -> None:
    oiio = pytest.importorskip("OpenImageIO")
    for kind, most in (("tiff", 1.2 / 65535), ("dpx", 0.51 / 1023)):
        file = oiio.ImageInput.open(str(still(kind, tmp_path / kind).path))
        found = file.read_image("float")
        asked = straight(hud().beauty)
        premultiplied = asked[..., :3] * asked[..., 3:] if kind == "tiff" else encoded(hud().beauty[..., :3].astype(np.float64))
        assert np.abs(found[..., :3] - premultiplied).max() < most
        if kind == "dpx":
            assert file.spec().getattribute("dpx:TimeCode") == "00:00:41:17"
            assert file.spec().getattribute("dpx:FrameRate") == pytest.approx(24000 / 1001)


def test_webp_is_lossless_with_straight_alpha(tmp_path: Path) -> None:
    path = animation("webp", tmp_path)
    with Image.open(path) as file:
        assert (file.n_frames, file.size) == (14, SIZE)
        for i in (0, 5, 11, 12, 13):
            file.seek(i)
            found, asked = np.asarray(file.convert("RGBA")).astype(np.float64), straight(hud(FIRST + i).beauty) * 255
            assert np.abs(found[..., 3] - asked[..., 3]).max() < 0.51
            assert np.abs(found - asked)[found[..., 3] > 0].max() < 0.51
    look = FORMATS["webp"].look(path)
    assert (look.fingerprint, look.frames, look.count) == (MARK, "1001-1014", 14)


def test_gif_is_near_and_lasts_as_long_as_its_frames(tmp_path: Path) -> None:
    path, lasts = animation("gif", tmp_path), 0
    with Image.open(path) as file:
        assert (file.n_frames, file.size, file.info["loop"]) == (14, SIZE, 0)
        for i in range(14):
            file.seek(i)
            lasts += file.info["duration"]
            asked = encoded(hud(FIRST + i).beauty[..., :3].astype(np.float64)) * 255
            assert np.abs(np.asarray(file.convert("RGB")) - asked).mean() < 0.3
    assert abs(lasts / 1000 - 14 * 1001 / 24000) <= 0.005
    look = FORMATS["gif"].look(path)
    assert (look.fingerprint, look.frames, look.count) == (MARK, "1001-1014", 14)


def test_an_animation_of_one_frame_is_a_still(tmp_path: Path) -> None:
    for kind in ("gif", "webp"):
        with Image.open(animation(kind, tmp_path, (1,))) as file:
            assert getattr(file, "n_frames", 1) == 1


@pytest.mark.parametrize("kind", ["gif", "webp"])
def test_chunks_of_an_animation_make_the_same_bytes_each_time(kind: str, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    path = animation(kind, tmp_path / "one", (5, 3))
    assert path.read_bytes() == animation(kind, tmp_path / "two", (5, 3)).read_bytes()
    content = path.read_bytes()
    for cut in (0, 9, 40, len(content) // 2, len(content) - 1):
        path.write_bytes(content[:cut])
        with pytest.raises(DamagedError, match=path.name):
            FORMATS[kind].look(path)


def test_only_what_changed_is_coded_again() -> None:
    before = np.zeros((20, 30, 3), np.uint8)
    after = before.copy()
    assert changed(before, after, 2) == (0, 0, 1, 1)
    after[7, 11] = after[9, 14] = 1
    assert changed(before, after, 2) == (10, 6, 15, 10)
    assert changed(before, after, 1) == (11, 7, 15, 10)


def test_frames_stand_so_that_their_sum_is_right() -> None:
    stands = ticks(240, Rate(Fraction(24000, 1001)), CODER)
    assert set(stands) == {4, 5}
    assert sum(stands) == 1001


def test_light_that_only_adds_is_kept_over_black(tmp_path: Path) -> None:
    """A glow has no straight form: alpha rises to it, so that over black it is what it was."""
    glow = picture(FIRST, *SIZE)
    with FORMATS["tiff"].open(tmp_path, stamp(*SIZE)) as sink:
        sink.write(glow, FIRST)
    found = tifffile.imread(sink.written[0].path).astype(np.float64) / 65535
    light = np.where(found[..., :3] <= 0.04045, found[..., :3] / 12.92, ((found[..., :3] + 0.055) / 1.055) ** 2.4) * found[..., 3:]
    assert np.abs(light - np.minimum(glow.beauty[..., :3], 1)).max() < 1e-4
