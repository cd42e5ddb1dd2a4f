"""Broadcast Wave read by strangers; movies whose sound is where their pictures are, to the sample."""

from __future__ import annotations

import struct
import subprocess
import sys
import xml.etree.ElementTree as ET
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from ears import read, sentence

from generator.deliver.formats import FORMATS, SOUNDS
from generator.deliver.movies.sound import AAC, PCM24
from generator.deliver.sink import DamagedError, Stamp
from generator.deliver.wav import NO_DAY, WAV, Label, packed, save, start
from generator.sound.cues import RATE, samples_of
from generator.sound.mix import Soundtrack
from generator.values.frames import FrameRange
from generator.values.picture import Picture
from generator.values.rate import Rate

MARK = "0123456789abcdef" * 4


def stamp(rate: str = "24", frames: str = "1001-1030", **more: Any) -> Stamp:
    return Stamp("sp_012_040_call_v003", MARK, 16, 16, Rate.parse(rate), frames=frames, **more)


def chunks(path: Path) -> dict[bytes, bytes]:
    """A RIFF file's chunks, by a reader that shares nothing with the writer."""
    content = path.read_bytes()
    size = struct.unpack("<I", content[4:8])[0]
    assert content[:4] == b"RIFF"
    assert size == len(content) - 8
    found, at = {}, 12
    while at < len(content):
        name, size = struct.unpack_from("<4sI", content, at)
        found[name] = content[at + 8 : at + 8 + size]
        at += 8 + size + (size & 1)
    return found


def test_samples_survive_to_the_last_of_24_bits(tmp_path: Path) -> None:
    samples = sentence(0.1)
    save(tmp_path / "a.wav", samples, stamp(), Label("mix"))
    assert read(tmp_path / "a.wav") == pytest.approx(samples, abs=2**-23)
    assert packed(np.array([1.0, -1.0, 2.0, -2.0, 0.0])) == b"\xff\xff\x7f\x01\x00\x80\xff\xff\x7f\x01\x00\x80\0\0\0"


@pytest.mark.parametrize(("rate", "hour"), [("24", "00:00:41"), ("24000/1001", "00:00:41"), ("25", "00:00:40")])
def test_bext_has_the_plates_timecode_and_loudness(tmp_path: Path, rate: str, hour: str) -> None:
    save(tmp_path / "a.wav", sentence(0.1), stamp(rate), Label("mix", "2041-03-14", -23.04, -8.4))
    bext = chunks(tmp_path / "a.wav")[b"bext"]
    texts = [bext[a:b].rstrip(b"\0").decode("ascii") for a, b in ((0, 256), (256, 288), (288, 320), (320, 330), (330, 338))]
    assert texts[0] == "sp_012_040_call_v003 mix"
    assert texts[1].startswith("Ministerio ")
    assert texts[2:] == [MARK[:32], "2041-03-14", hour]
    low, high, version = struct.unpack_from("<IIH", bext, 338)
    assert (low + (high << 32), version) == (round(1001 / Fraction(rate) * 48_000), 2)
    assert struct.unpack_from("<5h", bext, 412) == (-2304, 0x7FFF, -840, 0x7FFF, 0x7FFF)
    assert bext[602:].startswith(b"A=PCM,F=48000,W=24,M=mono,T=Ministerio")
    assert start(stamp(rate)) == low


def test_ixml_has_rate_and_origin(tmp_path: Path) -> None:
    save(tmp_path / "a.wav", sentence(0.1), stamp("24000/1001", comments="<&>"), Label("voice_dry"))
    root = ET.fromstring(chunks(tmp_path / "a.wav")[b"iXML"])
    assert root.tag == "BWFXML"
    assert root.findtext("SPEED/TIMECODE_RATE") == "24000/1001"
    assert root.findtext("SPEED/TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO") == str(1001 * 2002)
    assert root.findtext("TRACK_LIST/TRACK/NAME") == "voice_dry"
    assert root.findtext("NOTE") == "<&>"


def test_ffmpeg_reads_it_as_it_is(tmp_path: Path) -> None:
    save(tmp_path / "a.wav", sentence(0.5), stamp(), Label("mix", "2041-03-14"))
    with av.open(str(tmp_path / "a.wav")) as file:
        track = file.streams.audio[0]
        assert (track.codec_context.name, track.rate, track.channels) == ("pcm_s24le", RATE, 1)
        assert track.duration * track.time_base == Fraction(1, 2)
        said = file.metadata
    assert said["time_reference"] == str(1001 * 2000)
    assert (said["date"], said["originator_reference"]) == ("2041-03-14", MARK[:32])


def test_the_same_sound_has_the_same_bytes_and_no_clock(tmp_path: Path) -> None:
    files = [save(tmp_path / f"{i}.wav", sentence(0.1), stamp(), Label("mix")) for i in range(2)]
    assert files[0].sha256 == files[1].sha256
    assert NO_DAY.encode() in chunks(tmp_path / "0.wav")[b"bext"]


def test_a_file_says_what_it_is_and_a_damaged_one_is_found(tmp_path: Path) -> None:
    save(tmp_path / "a.wav", sentence(0.1), stamp(frames="1001-1010x3,1020"), Label("mix"))
    seen = WAV.look(tmp_path / "a.wav")
    assert (seen.fingerprint, seen.frames, seen.count, seen.codec) == (MARK, "1001-1010x3,1020", 4_800, "pcm_s24le")
    whole = (tmp_path / "a.wav").read_bytes()
    for cut, told in ((len(whole) - 7, "is cut short"), (700, "is cut short"), (12, "is cut short"), (3, "is no WAV file")):
        (tmp_path / "b.wav").write_bytes(whole[:cut])
        with pytest.raises(DamagedError, match=told):
            WAV.look(tmp_path / "b.wav")
    assert list(SOUNDS) == ["wav"]


# movies


def picture(light: float) -> Picture:
    plane = np.zeros((16, 16, 4), np.float32)
    plane[..., :3], plane[..., 3] = light, 1
    return Picture(plane, {}, "linear")


def movie(folder: Path, kind: str, mark: Stamp, flash: int, sound: Any) -> Path:
    """A movie of chunks that is black but for one frame."""
    form, parts = FORMATS[kind], []
    frames = FrameRange.parse(mark.frames)
    for i, chunk in enumerate(frames.chunks(12)):
        parts.append(folder / f"{i}{form.suffix}")
        with form.open(parts[-1], mark) as sink:
            for frame in chunk:
                sink.write(picture(1.0 if frame == flash else 0.0), frame)
    assert form.join is not None
    return form.join(parts, folder / f"movie{form.suffix}", mark, sound).path


def decoded(path: Path) -> tuple[Any, Any]:
    """Sound with its own times applied, and the moment at which the pictures flash."""
    with av.open(str(path)) as file:
        out = np.zeros(round(3 * RATE))
        for frame in file.decode(audio=0):
            values = frame.to_ndarray()[0].astype(float)
            values = values / 2**31 if frame.format.name.startswith("s32") else values
            assert frame.pts is not None
            out[frame.pts : frame.pts + values.size] += values
    with av.open(str(path)) as file:
        bright = [frame.pts * frame.time_base for frame in file.decode(video=0) if frame.to_ndarray(format="rgb24").mean() > 100]
    return out, bright


@pytest.mark.parametrize("kind", ["h264", "prores4444"])
@pytest.mark.parametrize("rate", ["24", "24000/1001", "25", "30000/1001"])
def test_a_click_is_heard_on_the_frame_that_flashes(tmp_path: Path, kind: str, rate: str) -> None:
    mark = stamp(rate)
    at = samples_of(17 / mark.rate.fraction)
    sound = np.zeros(samples_of(30 / mark.rate.fraction))
    sound[at] = 0.9
    path = movie(tmp_path, kind, mark, 1018, sound)
    heard, bright = decoded(path)
    assert bright == [17 / mark.rate.fraction]
    assert int(np.argmax(np.abs(heard))) == at
    assert heard[at] == pytest.approx(0.9, abs=0.05)
    with av.open(str(path)) as file:
        pictures, track = file.streams.video[0], file.streams.audio[0]
        assert track.codec_context.name == {"h264": AAC, "prores4444": PCM24}[kind].encoder
        assert pictures.duration * pictures.time_base == 30 / mark.rate.fraction
        assert abs(track.duration * track.time_base - 30 / mark.rate.fraction) <= Fraction(1, 2 * RATE)
        assert (pictures.start_time, track.start_time) == (0, 0)
    seen = FORMATS[kind].look(path)
    assert (seen.count, seen.frames, seen.fingerprint) == (30, "1001-1030", MARK)


@pytest.mark.parametrize("kind", ["ffv1", "vp9"])
def test_matroska_keeps_the_click_on_its_frame_to_the_millisecond_that_it_counts_in(tmp_path: Path, kind: str) -> None:
    mark = stamp("24000/1001")
    at, count = samples_of(17 / mark.rate.fraction), samples_of(30 / mark.rate.fraction)
    sound = np.zeros(count)
    sound[at : at + 240] = 0.9
    path = movie(tmp_path, kind, mark, 1018, sound)
    _, bright = decoded(path)
    assert [abs(moment - 17 / mark.rate.fraction) < Fraction(1, 1000) for moment in bright] == [True]
    with av.open(str(path)) as file:
        heard = np.concatenate([frame.to_ndarray().ravel().astype(float) for frame in file.decode(audio=0)])
    assert heard.size == count
    assert abs(int(np.argmax(np.abs(heard) > 0.4 * np.abs(heard).max())) - at) < RATE // 1000
    assert FORMATS[kind].look(path).count == 30


@pytest.mark.parametrize("kind", ["h264", "prores4444"])
def test_sound_lies_between_its_pictures_and_its_bytes_are_the_same_each_time(tmp_path: Path, kind: str) -> None:
    mark = stamp(frames="1001-1060")
    found = []
    for name in "ab":
        (tmp_path / name).mkdir()
        found.append(movie(tmp_path / name, kind, mark, 1001, sentence(2.5)))
    assert found[0].read_bytes() == found[1].read_bytes()
    with av.open(str(found[0])) as file:
        times: dict[str, float] = {}
        for packet in file.demux():
            if packet.dts is not None and packet.stream.type in ("audio", "video"):
                times[packet.stream.type] = float(packet.dts * packet.time_base)
                assert abs(times.get("audio", 0) - times.get("video", 0)) < 1.1


def test_prores_keeps_every_bit_of_the_sound(tmp_path: Path) -> None:
    sound = sentence(1.25)
    heard, _ = decoded(movie(tmp_path, "prores4444", stamp(), 1001, sound))
    assert packed(heard[: sound.size]) == packed(sound)


# the part of the sound that belongs to some frames


def track(seconds: float) -> Soundtrack:
    ramp = np.arange(round(seconds * RATE)) / RATE / 10
    return Soundtrack(ramp, {"call": -ramp}, -23, -1)


@pytest.mark.parametrize("rate", ["24", "24000/1001", "30000/1001"])
def test_frames_take_their_own_part(rate: str) -> None:
    here = Rate.parse(rate)
    whole = track(10).cut(FrameRange.parse("1001-1060"), 1001, here)
    assert whole.mix.size == samples_of(60 / here.fraction)
    part = track(10).cut(FrameRange.parse("1020-1060"), 1001, here)
    assert part.mix.size == samples_of(41 / here.fraction)
    begin = samples_of(19 / here.fraction)
    assert np.array_equal(part.mix, track(10).mix[begin : begin + part.mix.size])
    assert np.array_equal(part.stems["call"], -part.mix)


def test_frames_that_are_no_neighbours_are_cut_together_softly_and_those_before_are_silent() -> None:
    rate = Rate.parse(24)
    part = track(10).cut(FrameRange.parse("1025-1048,1097-1120"), 1001, rate)
    assert part.mix.size == 2 * RATE
    assert part.mix[RATE // 2] == pytest.approx(0.15, abs=1e-4)
    assert part.mix[RATE * 3 // 2] == pytest.approx(0.45, abs=1e-4)
    assert abs(part.mix[RATE - 1]) < 0.01 > abs(part.mix[RATE])
    early = track(10).cut(FrameRange.parse("993-1024"), 1001, rate)
    assert not np.any(early.mix[: 8 * 2000])
    assert np.array_equal(early.mix[8 * 2000 :], track(10).mix[: 24 * 2000])
    late = track(1).cut(FrameRange.parse("1013-1036"), 1001, rate)
    assert late.mix.size == RATE
    assert not np.any(late.mix[RATE // 2 :])


def test_this_room_needs_no_heavy_library() -> None:
    heavy = ("scipy", "av", "pyloudnorm", "numba")
    code = f"import sys, generator.sound.mix, generator.sound.motif; print(*sys.modules.keys() & set({heavy!r}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
