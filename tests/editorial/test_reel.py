"""Cuts to one movie: what is seen when, where, in which colours, and what is heard."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from generator.deliver.formats import FORMATS
from generator.deliver.sink import Stamp
from generator.editorial.cuts import Cut, fitted, starts
from generator.editorial.reel import join
from generator.problems import BriefError
from generator.values.picture import Picture
from generator.values.rate import Rate

RATE = 24
# MoviePy leaves the pipes of its readers to the rubbish collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")


def movie(path: Path, colours: list[tuple[int, int, int]], size: tuple[int, int] = (64, 36), tone: float = 0.0) -> Path:
    """A lossless RGB movie, a frame a colour; with a tone where one is asked for."""
    with av.open(str(path), "w") as out:
        pictures = out.add_stream("libx264rgb", rate=Fraction(RATE), options={"qp": "0"})
        pictures.width, pictures.height, pictures.pix_fmt = *size, "rgb24"
        sound = out.add_stream("pcm_s16le", rate=48_000, layout="mono") if tone else None
        for colour in colours:
            frame = av.VideoFrame.from_ndarray(np.full((size[1], size[0], 3), colour, np.uint8), format="rgb24")
            for packet in pictures.encode(frame):
                out.mux(packet)
        for packet in pictures.encode():
            out.mux(packet)
        if sound is not None:
            samples = np.sin(2 * np.pi * tone * np.arange(len(colours) * 2000) / 48_000) * 16_000
            heard = av.AudioFrame.from_ndarray(samples.astype(np.int16)[None], format="s16", layout="mono")
            heard.sample_rate = 48_000
            for packet in sound.encode(heard) + sound.encode():
                out.mux(packet)
    return path


def seen(path: Path) -> np.ndarray:
    with av.open(str(path)) as reel:
        return np.stack([frame.to_ndarray(format="rgb24") for frame in reel.decode(video=0)]).astype(int)


def test_cuts_follow_each_other_frame_by_frame_and_colours_are_true(tmp_path: Path) -> None:
    red, teal = movie(tmp_path / "a.mkv", [(200, 30, 40)] * 10), movie(tmp_path / "b.mkv", [(20, 20, 20)] * 4 + [(10, 140, 130)] * 8)
    target = tmp_path / "out" / "reel.mp4"
    told: list[tuple[int, int]] = []
    written = join((Cut(red, 6), Cut(teal, 5, start=4)), (64, 36), RATE, target, lambda done, total: told.append((done, total)))
    assert written.path == target
    assert [path.name for path in target.parent.iterdir()] == ["reel.mp4"]
    frames = seen(target)
    assert len(frames) == 11
    middle = frames[:, 18, 32]
    assert np.abs(middle[:6] - (200, 30, 40)).max() <= 4
    assert np.abs(middle[6:] - (10, 140, 130)).max() <= 4
    assert told
    assert told[-1][1] in (11, 12)
    with av.open(str(target)) as reel:
        stream = reel.streams.video[0]
        assert (stream.codec_context.colorspace, stream.codec_context.color_range, stream.average_rate) == (1, 1, RATE)


def test_a_folder_of_pictures_with_alpha_is_a_sequence(tmp_path: Path) -> None:
    (tmp_path / "png").mkdir()
    for number, level in enumerate((50, 150, 250), 1001):
        picture = np.zeros((36, 64, 4), np.uint8)
        picture[:, :32] = (level, level, level, 255)
        Image.fromarray(picture).save(tmp_path / "png" / f"hud.{number}.png")
    Image.new("RGB", (64, 36), (60, 80, 120)).save(tmp_path / "street.png")
    cut = Cut(tmp_path / "png", 2, start=1, ground=tmp_path / "street.png")
    frames = seen(join((cut,), (64, 36), RATE, tmp_path / "reel.mp4").path)
    assert np.abs(frames[:, 18, 8, 0] - (150, 250)).max() <= 4
    assert np.abs(frames[:, 18, 56] - (60, 80, 120)).max() <= 4


def test_a_movie_with_alpha_is_seen_over_its_ground_and_a_narrow_one_keeps_its_shape(tmp_path: Path) -> None:
    with av.open(str(tmp_path / "hud.mov"), "w") as out:
        stream = out.add_stream("png", rate=Fraction(RATE))
        stream.width, stream.height, stream.pix_fmt = 64, 36, "rgba"
        picture = np.zeros((36, 64, 4), np.uint8)
        picture[:, :32] = (250, 250, 250, 255)
        for _ in range(3):
            for packet in stream.encode(av.VideoFrame.from_ndarray(picture, format="rgba")):
                out.mux(packet)
        for packet in stream.encode():
            out.mux(packet)
    Image.new("RGB", (64, 36), (60, 80, 120)).save(tmp_path / "street.png")
    tall = movie(tmp_path / "phone.mkv", [(240, 240, 240)] * 3, size=(18, 36))
    frames = seen(
        join(
            (Cut(tmp_path / "hud.mov", 3, ground=tmp_path / "street.png"), Cut(tall, 3, height=0.5)), (64, 36), RATE, tmp_path / "r.mp4"
        ).path
    )
    assert np.abs(frames[1, 18, 8] - 250).max() <= 4
    assert np.abs(frames[1, 18, 56] - (60, 80, 120)).max() <= 4
    assert frames[4, 18, 32].min() > 200
    assert frames[4, 18, 8].max() < 20
    assert frames[4, 4, 32].max() < 20


def test_the_sound_of_a_cut_is_heard_where_the_cut_is(tmp_path: Path) -> None:
    silent, loud = movie(tmp_path / "a.mkv", [(9, 9, 9)] * 12), movie(tmp_path / "b.mkv", [(9, 9, 9)] * 24, tone=500)
    target = join((Cut(silent, 12), Cut(loud, 24)), (64, 36), RATE, tmp_path / "r.mp4").path
    with av.open(str(target)) as reel:
        heard = np.concatenate([frame.to_ndarray()[0] for frame in reel.decode(audio=0)])
    assert np.abs(heard[2_000:21_000]).max() < 0.01
    assert 0.3 < np.abs(heard[30_000:66_000]).max() < 0.7


def test_a_cut_longer_than_its_movie_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    short = movie(tmp_path / "a.mkv", [(9, 9, 9)] * 5)
    with pytest.raises(BriefError, match="has 5 frames; the reel asks for 9"):
        join((Cut(short, 4, start=5),), (64, 36), RATE, tmp_path / "out" / "r.mp4")
    assert not list((tmp_path / "out").iterdir())


def test_cuts_that_make_no_sense() -> None:
    for wrong in ({"frames": 0}, {"frames": 2, "fade": 3}, {"frames": 2, "start": -1}, {"frames": 2, "height": 0}):
        with pytest.raises(ValueError, match=r"a\.mov"):
            Cut(Path("a.mov"), **wrong)  # type: ignore[arg-type]


def test_where_cuts_begin_and_how_large_they_are() -> None:
    assert starts((Cut(Path("a"), 5), Cut(Path("b"), 7))) == (0, 5, 12)
    assert fitted((1170, 2532), (1920, 1080), 1) == (500, 1080)
    assert fitted((5760, 1920), (1920, 1080), 1) == (1920, 640)


def test_a_movie_with_a_timecode_track_is_joined_too(tmp_path: Path) -> None:
    form, mark = FORMATS["h264"], Stamp("plate", "f" * 64, 64, 36, Rate.parse(RATE), frames="1001-1006")
    with form.open(tmp_path / "part.mp4", mark) as sink:
        for frame in range(1001, 1007):
            sink.write(Picture(np.full((36, 64, 4), 1, np.float32), {}, "linear"), frame)
    assert form.join is not None
    plate = form.join([tmp_path / "part.mp4"], tmp_path / "plate.mp4", mark, None).path
    assert form.look(plate).timecode
    join((Cut(plate, 4, start=1),), (64, 36), RATE, tmp_path / "reel.mp4", lambda done, total: None)
    assert form.look(plate).count == 6
    with av.open(str(tmp_path / "reel.mp4")) as made:
        assert [frame.to_ndarray(format="rgb24").mean() > 250 for frame in made.decode(video=0)] == [True] * 4
