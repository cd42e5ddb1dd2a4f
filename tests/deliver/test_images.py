"""EXR and PNG, read back by other libraries."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import OpenEXR
import pytest
from pictures import MARK, decoded, picture, stamp, straight
from PIL import Image

from generator.deliver.formats import FORMATS
from generator.deliver.sink import DamagedError


def written(kind: str, folder: Path, frame: int = 1001, **more: object) -> Path:
    with FORMATS[kind].open(folder, stamp(**more)) as sink:
        sink.write(picture(frame), frame)
    return sink.written[0].path


def _clock(code: Any) -> tuple[int, ...]:
    return code.hours, code.minutes, code.seconds, code.frame


def test_exr_holds_the_plate_as_it_is(tmp_path: Path) -> None:
    path = written("exr", tmp_path, owner="Ministerio de Armonía", comments="take 2")
    assert path.name == "sp_012_040_test_v003.1001.exr"
    with OpenEXR.File(str(path), separate_channels=True) as file:
        channels, header = file.channels(), dict(file.header())
        assert sorted(channels) == ["A", "B", "G", "R", *(f"{layer}.{c}" for layer in ("base", "glow") for c in "ABGR")]
        found = {name: channel.pixels.copy() for name, channel in channels.items()}
    given = picture()
    for i, c in enumerate("RGBA"):
        assert found[c].dtype == np.float16
        assert (found[c] == given.beauty[..., i].astype(np.float16)).all()
        assert (found[f"glow.{c}"] == given.layers["glow"][..., i].astype(np.float16)).all()
    assert header["compression"] == OpenEXR.ZIPS_COMPRESSION
    assert header["framesPerSecond"] == Fraction(24000, 1001)
    assert _clock(header["timeCode"]) == (0, 0, 41, 17)
    assert header["colorInteropID"] == "lin_rec709_scene"
    assert header["chromaticities"] == pytest.approx((0.64, 0.33, 0.30, 0.60, 0.15, 0.06, 0.3127, 0.3290))
    assert header["ministerio/fingerprint"] == MARK
    assert header["ministerio/frame"] == 1001
    assert header["owner"] == "Ministerio de Armonía"
    assert header["comments"] == "take 2"


def test_png_is_straight_srgb(tmp_path: Path) -> None:
    path = written("png", tmp_path)
    with Image.open(path) as image:
        assert (image.mode, image.size) == ("RGBA", (37, 19))
        assert image.info["srgb"] == 0
        assert image.info["gamma"] == pytest.approx(0.45455)
        assert image.info["ministerio fingerprint"] == MARK
        found = np.asarray(image).astype(np.float64)
    plain = slice(0, 12)
    assert np.abs(found[plain] - straight(picture().beauty)[plain] * 255).max() <= 0.51
    light = decoded(found[13:16, ..., :3] / 255) * found[13:16, ..., 3:] / 255
    assert np.abs(light - picture().beauty[13:16, ..., :3]).max() < 0.006


def test_png16_keeps_sixteen_bits(tmp_path: Path) -> None:
    path = written("png16", tmp_path)
    with Image.open(path) as image:
        assert image.tile[0].args == "RGBA;16B"
    content = path.read_bytes()
    assert content[24] == 16
    with Image.open(path) as image:  # Pillow keeps the high bytes
        assert np.abs(np.asarray(image)[9, :, 0] - straight(picture().beauty)[9, :, 0] * 255).max() <= 1.01


@pytest.mark.parametrize("kind", ["exr", "png", "png16"])
def test_a_frame_says_what_it_is_and_every_fault_is_seen(kind: str, tmp_path: Path) -> None:
    path = written(kind, tmp_path, 1007)
    look = FORMATS[kind].look
    assert (look(path).fingerprint, look(path).frames) == (MARK, "1007")
    content = path.read_bytes()
    for cut in (0, 3, 60, len(content) // 2, len(content) - 1):
        path.write_bytes(content[:cut])
        with pytest.raises(DamagedError, match=path.name):
            look(path)
    bent = bytearray(content)
    bent[len(content) * 3 // 4] ^= 0x55
    path.write_bytes(bent)
    with pytest.raises(DamagedError, match="damaged"):
        look(path)


def test_an_empty_picture_can_be_written(tmp_path: Path) -> None:
    for kind in ("exr", "png"):
        with FORMATS[kind].open(tmp_path, stamp(1, 1)) as sink:
            sink.write(type(picture())(np.zeros((1, 1, 4), np.float32), {}, "linear"), 1)
        assert FORMATS[kind].look(sink.written[0].path).frames == "1"
