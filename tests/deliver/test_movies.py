"""ProRes and H.264, read back by a decoder."""

from __future__ import annotations

import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from pictures import MARK, encoded, picture, stamp, straight

from generator.deliver.files import Written
from generator.deliver.formats import FORMATS
from generator.deliver.sink import DamagedError
from generator.deliver.survey import is_whole
from generator.problems import WriteError
from generator.values.colour import Colour

FIRST, LAST = 1001, 1014
SIZE = 38, 20


def movie(kind: str, folder: Path, chunks: tuple[int, ...] = (12, 2), light: Any = "linear", **more: object) -> Written:
    form, mark = FORMATS[kind], stamp(*SIZE, **more)
    parts, frame = [], FIRST
    for i, count in enumerate(chunks):
        part = folder / "parts" / f"{i}{form.suffix}"
        with form.open(part, mark) as sink:
            for _ in range(count):
                sink.write(picture(frame, *SIZE, light=light), frame)
                frame += 1
        assert is_whole(part, form, count)
        assert not is_whole(part, form, count + 1)
        parts.append(part)
    assert form.join is not None
    return form.join(parts, folder / f"movie{form.suffix}", mark)


def frames(path: Path, pixels: str) -> list[NDArray[Any]]:
    with av.open(str(path)) as file:
        return [frame.to_ndarray(format=pixels) for frame in file.decode(video=0)]


def tags(path: Path) -> tuple[Any, ...]:
    with av.open(str(path)) as file:
        track = file.streams.video[0]
        context = track.codec_context
        colour = (context.color_primaries, context.color_trc, context.colorspace, context.color_range)
        return (context.name, context.codec_tag, track.average_rate, track.frames, float(track.duration * track.time_base), *colour)


def planes(path: Path) -> list[NDArray[np.uint16]]:
    """The first frame as the decoder gives it, 12 bits a component."""
    with av.open(str(path)) as file:
        frame: Any = next(file.decode(video=0))
        assert frame.format.name == "yuva444p12le"
        return [np.frombuffer(p, np.uint16).reshape(frame.height, -1)[:, : frame.width] for p in frame.planes]


def rgb_of(planes: list[NDArray[np.uint16]]) -> NDArray[np.float64]:
    y, u, v = (p.astype(np.float64) / 16 for p in planes[:3])
    y, u, v = (y - 16) / 219, (u - 128) / 224, (v - 128) / 224
    r, b = y + 1.5748 * v, y + 1.8556 * u
    return np.stack([r, (y - 0.2126 * r - 0.0722 * b) / 0.7152, b], axis=2)


def test_prores_has_tags_rate_and_timecode(tmp_path: Path) -> None:
    path = movie("prores4444", tmp_path).path
    assert tags(path) == ("prores", "ap4h", Fraction(24000, 1001), 14, pytest.approx(14 * 1001 / 24000), 1, 1, 1, 1)
    with av.open(str(path)) as file:
        assert [stream.type for stream in file.streams] == ["video", "data"]
        assert file.streams[1].metadata["timecode"] == "00:00:41:17"
        assert file.streams[1].metadata["reel_name"] == "sp_012_040_test_v003"
        assert b"tmcd" in path.read_bytes()
        assert b"colrnclc" in path.read_bytes()
    assert FORMATS["prores4444"].look(path).count == 14
    assert (FORMATS["prores4444"].look(path).fingerprint, FORMATS["prores4444"].look(path).frames) == (MARK, "1001-1014")


def test_prores_colour_and_alpha_come_back(tmp_path: Path) -> None:
    for name in ("straight", "premultiplied"):
        (tmp_path / name).mkdir()
    asked = straight(picture(FIRST, *SIZE).beauty)
    inside = np.s_[2:5, 6:18], np.s_[7:8, 4:28]  # away from edges, which a codec softens
    for name, cover in (("straight", 1.0), ("premultiplied", asked[..., 3:])):
        found = planes(movie("prores4444", tmp_path / name, (1,), alpha=name).path)
        for part in inside:
            assert np.abs(rgb_of(found) - asked[..., :3] * cover)[part].max() < 0.02
            assert np.abs(found[3] / 4095 - asked[..., 3])[part].max() < 0.001
        assert found[3][:1].max() == 0


def test_prores_glow_survives_over_black(tmp_path: Path) -> None:
    found = planes(movie("prores4444", tmp_path, (1,)).path)
    part = np.s_[14:15, 8:28]
    alpha = found[3].astype(np.float64)[part] / 4095
    colour = np.clip(rgb_of(found)[part], 0, 1)
    light = np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4) * alpha[..., None]
    assert np.abs(encoded(light) - encoded(picture(FIRST, *SIZE).beauty.astype(np.float64)[part][..., :3])).max() < 0.03


def test_h264_has_tags_and_its_index_first(tmp_path: Path) -> None:
    path = movie("h264", tmp_path).path
    assert tags(path) == ("h264", "avc1", Fraction(24000, 1001), 14, pytest.approx(14 * 1001 / 24000, abs=1e-4), 1, 1, 1, 1)
    found = frames(path, "gray")
    assert len(found) == 14
    assert found[0].shape == (20, 38)
    content = path.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat"), "the index comes first, so that it plays while it loads"


def test_h264_begins_every_chunk_with_a_key_frame(tmp_path: Path) -> None:
    with av.open(str(movie("h264", tmp_path, (5, 5, 4)).path)) as file:
        packets = [packet for packet in file.demux(video=0) if packet.size]
    assert [i for i, packet in enumerate(packets) if packet.is_keyframe] == [0, 5, 10]
    assert sorted(packet.pts for packet in packets) == [1001 * i for i in range(14)]


def test_h264_lies_over_the_chosen_ground(tmp_path: Path) -> None:
    green = Colour.srgb(0.0, 0.5, 0.25)
    for light in ("linear", "srgb"):
        (tmp_path / light).mkdir()
        found = frames(movie("h264", tmp_path / light, (1,), light=light, ground=green).path, "rgb24")[0]
        assert np.abs(found[17:19, 30:].astype(int) - (0, 128, 64)).mean() <= 3


@pytest.mark.parametrize("kind", ["prores4444", "h264"])
def test_bytes_depend_on_the_frames_alone_and_not_on_what_memory_held(kind: str, tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "import numpy as np\n"
        "from pictures import stamp\n"
        "from generator.deliver.formats import FORMATS\n"
        "from generator.values.picture import Picture\n"
        "with FORMATS[sys.argv[1]].open(Path(sys.argv[2]), stamp(320, 180)) as sink:\n"
        "    for frame in range(12):\n"
        "        plane = np.zeros((180, 320, 4), np.float32)\n"
        "        plane[90:120] = (0.2, 0.05, 0.02, 0.5)\n"
        "        plane[80:120, 10 * frame : 10 * frame + 40] = (2, 0.25, 0, 1)\n"
        "        sink.write(Picture(plane, {}, 'linear'), frame)\n"
    )
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    for noise in ("0", "85", "170"):  # glibc fills new memory with its complement
        environment = {**os.environ, "PYTHONPATH": path, "MALLOC_PERTURB_": noise}
        subprocess.run([sys.executable, "-B", "-c", code, kind, str(tmp_path / noise)], env=environment, check=True)
    assert (tmp_path / "0").read_bytes() == (tmp_path / "85").read_bytes() == (tmp_path / "170").read_bytes()


@pytest.mark.parametrize("kind", ["prores4444", "h264"])
def test_a_movie_that_is_cut_short_is_seen(kind: str, tmp_path: Path) -> None:
    path = movie(kind, tmp_path).path
    content = path.read_bytes()
    for cut in (0, 100, len(content) // 2, len(content) - 1000):
        path.write_bytes(content[:cut])
        with pytest.raises(DamagedError, match=path.name):
            FORMATS[kind].look(path)


def test_a_chunk_that_is_given_up_leaves_nothing(tmp_path: Path) -> None:
    sink = FORMATS["h264"].open(tmp_path / "chunk.mp4", stamp(*SIZE))
    sink.write(picture(FIRST, *SIZE), FIRST)
    with pytest.raises(ZeroDivisionError), sink:
        raise ZeroDivisionError
    assert not list(tmp_path.iterdir())


def test_a_movie_whose_chunk_is_gone_leaves_nothing(tmp_path: Path) -> None:
    join = FORMATS["h264"].join
    assert join is not None
    with pytest.raises(WriteError, match=r"movie\.mp4: No such file"):
        join([tmp_path / "chunk.mp4"], tmp_path / "movie.mp4", stamp(*SIZE))
    assert not list(tmp_path.iterdir())
