"""Movies and stills as FFmpeg's own ffprobe and decoder, of Debian, see them: not the library that wrote them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from grey import FIRST, SIZE, error, hud, movie
from pictures import stamp

from generator.deliver.formats import FORMATS

NEEDED = bool(os.environ.get("MINISTERIO_STRANGERS"))
pytestmark = pytest.mark.skipif(shutil.which("ffprobe") is None and not NEEDED, reason="ffprobe is not installed (Debian's package ffmpeg)")
MARKED = "sp_012_040_test_v003"
# What a stranger calls each: codec, tag, pixels, and what carries its timecode.
KINDS = {
    "prores4444": ("prores", "ap4h", "yuva444p", "tmcd"),
    "prores422hq": ("prores", "apch", "yuv422p10le", "tmcd"),
    "dnxhr444": ("dnxhd", "AVdh", "yuv444p10le", "tmcd"),
    "ffv1": ("ffv1", "", "gbrap16le", "tag"),
    "vp9": ("vp9", "", "yuv420p", "tag"),
    "h264": ("h264", "avc1", "yuv420p", "tmcd"),
    "h265": ("hevc", "hvc1", "yuv420p10le", "tmcd"),
}


def probe(path: Path) -> dict[str, Any]:
    command = ["ffprobe", "-v", "error", "-count_frames", "-show_streams", "-show_format", "-of", "json", str(path)]
    found: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_stranger_reads_codec_rate_length_tags_timecode_and_reel(kind: str, tmp_path: Path) -> None:
    codec, tag, pixels, carries = KINDS[kind]
    found = probe(movie(kind, tmp_path, reel="M271C003"))
    track = found["streams"][0]
    assert (track["codec_name"], track["r_frame_rate"], track["avg_frame_rate"]) == (codec, "24000/1001", "24000/1001")
    assert int(track["nb_read_frames"]) == 14
    assert (track["width"], track["height"]) == SIZE
    assert track["pix_fmt"].startswith(pixels)
    assert tag in ("", track["codec_tag_string"])
    matrix, scope = ("gbr", "pc") if kind == "ffv1" else ("bt709", "tv")
    assert [track[f"color_{what}"] for what in ("primaries", "transfer", "space", "range")] == ["bt709", "bt709", matrix, scope]
    words = {key.lower(): text for stream in found["streams"] for key, text in stream.get("tags", {}).items()}
    assert words["timecode"] == "00:00:41:17"
    if carries == "tmcd":
        assert [stream["codec_tag_string"] for stream in found["streams"][1:]] == ["tmcd"]
    if kind not in ("h264", "h265"):  # MP4 has no place for it
        assert words["reel_name"] == "M271C003"
    if kind == "vp9":
        assert words["alpha_mode"] == "1"
    assert {key.lower(): text for key, text in found["format"]["tags"].items()}["title"] == MARKED


def test_a_strangers_decoder_sees_no_fringe_over_grey(tmp_path: Path) -> None:
    width, height = SIZE
    for kind, usual in (("ffv1", 0.05), ("prores4444", 1.0)):
        command = ["ffmpeg", "-v", "error", "-i", str(movie(kind, tmp_path, (1,))), "-map", "0:v", "-f", "rawvideo", "-pix_fmt"]
        layout = "gbrap16le" if kind == "ffv1" else "yuva444p12le"
        raw = subprocess.run([*command, layout, "-"], capture_output=True, check=True).stdout
        planes = np.frombuffer(raw, "<u2").reshape(4, height, width).astype(np.float64)
        if kind == "ffv1":
            found = np.stack([planes[2], planes[0], planes[1], planes[3]], axis=2) / 65535
        else:
            luma, u, v = (planes[0] / 16 - 16) / 219, (planes[1] / 16 - 128) / 224, (planes[2] / 16 - 128) / 224
            red, blue = luma + 1.5748 * v, luma + 1.8556 * u
            found = np.stack([red, (luma - 0.2126 * red - 0.0722 * blue) / 0.7152, blue, planes[3] / 4095], axis=2)
        assert np.quantile(error(found), 0.999) < usual


@pytest.mark.parametrize(("kind", "pixels"), [("tiff", "rgba64le"), ("dpx", "gbrp10le"), ("png16", "rgba64be"), ("gif", "bgra")])
def test_a_stranger_reads_stills(kind: str, pixels: str, tmp_path: Path) -> None:
    if kind == "gif":
        path = movie(kind, tmp_path)
    else:
        with FORMATS[kind].open(tmp_path, stamp(*SIZE)) as sink:
            sink.write(hud(), FIRST)
        path = sink.written[0].path
    track = probe(path)["streams"][0]
    assert (track["width"], track["height"], track["pix_fmt"]) == (*SIZE, pixels)
    assert int(track["nb_read_frames"]) == (14 if kind == "gif" else 1)
