"""Plates as a cut: every format is read back by the library that editors' tools use."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import opentimelineio as otio
import pytest

from generator.deliver.manifest import Entry, Manifest
from generator.editorial.timeline import takes, timeline
from generator.problems import BriefError
from generator.values.frames import FrameRange
from generator.values.rate import Rate

NTSC = Fraction(24000, 1001)
# The adapters leave their own deprecations to be told.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def plate(out: Path, shot: str, rate: str = "24000/1001", cut: str = "1001-1048", handles: int = 8, **more: Any) -> Path:
    """A plate as its manifest tells it: frames with handles in OpenEXR, and a movie, and a mix."""
    name = f"sp_{shot}_hud_v003"
    frames = FrameRange.parse(cut).widened(handles)
    slate = str(frames.first - 1)
    files = [Entry(f"exr/{name}.{n}.exr", "exr", str(n), 1, "") for n in (slate, *frames)]
    files += [Entry(f"{name}.h264.mp4", "h264", str(frames), 1, ""), Entry(f"{name}.wav", "wav", str(frames), 1, "")]
    made: dict[str, Any] = {
        "plate": name, "fingerprint": "f" * 64, "made_from": {}, "program": "Ministerio", "width": 64, "height": 36, "rate": rate,
        "frames": str(frames), "handles": handles, "compositing": "linear", "layers": (), "formats": {}, "files": tuple(files),
        "complete": True, "cut": cut, "slate": {"frame": slate, "fingerprint": "e" * 64}, "beats": {"judge": 1020, "late": 1050},
        "tokens": {"show": "sp", "shot": shot, "template": "hud", "version": "v003", "citizen": "irene"},
    }  # fmt: skip
    folder = out / name
    folder.mkdir(parents=True)
    Manifest(**{**made, **more}).write(folder / f"{name}.manifest.json")
    return folder


def span(given: Any) -> tuple[int, int]:
    """First and last frame; time itself must be whole frames at the exact rate."""
    assert given.start_time.rate == given.duration.rate == float(NTSC)
    return int(given.start_time.value), int(given.start_time.value + given.duration.value) - 1


def cut(tmp_path: Path, name: str, **options: Any) -> Any:
    folders = [plate(tmp_path / "out", shot) for shot in ("010", "020")]
    target = tmp_path / "edit" / name
    timeline(takes(folders), "cut", target, **options)
    return otio.adapters.read_from_file(str(target), **({"rate": float(NTSC)} if name.endswith("edl") else {}))


def test_otio_has_every_format_handles_and_beats(tmp_path: Path) -> None:
    made = cut(tmp_path, "cut.otio")
    assert made.global_start_time.to_timecode() == "01:00:00:00"
    clips = list(made.video_tracks()[0].find_clips())
    assert [clip.name for clip in clips] == ["sp_010_hud_v003", "sp_020_hud_v003"]
    for clip in clips:
        assert span(clip.source_range) == (1001, 1048)
        assert set(clip.media_references()) == {"exr", "h264"}
        assert span(clip.available_range()) == (993, 1056)
        assert [(marker.name, span(marker.marked_range)) for marker in clip.markers] == [("judge", (1020, 1020))]
        assert clip.metadata["ministerio"]["rate"] == "24000/1001"
        assert clip.metadata["ministerio"]["citizen"] == "irene"
    files = clips[1].media_reference
    assert isinstance(files, otio.schema.ImageSequenceReference)
    assert files.target_url_for_image_number(0) == "../out/sp_020_hud_v003/exr/sp_020_hud_v003.0993.exr"
    assert files.target_url_for_image_number(63) == "../out/sp_020_hud_v003/exr/sp_020_hud_v003.1056.exr"
    assert clips[1].media_references()["h264"].target_url == "../out/sp_020_hud_v003/sp_020_hud_v003.h264.mp4"
    heard = list(made.audio_tracks()[0].find_clips())
    assert heard[0].media_reference.target_url == "../out/sp_010_hud_v003/sp_010_hud_v003.wav"
    assert span(heard[0].source_range) == (1001, 1048)


def test_an_edl_has_the_cut_by_timecode_and_reel(tmp_path: Path) -> None:
    made = cut(tmp_path, "cut.edl")
    clips = list(made.find_clips())
    assert [clip.name for clip in clips] == ["sp_010_hud_v003", "sp_020_hud_v003"]
    assert [span(clip.source_range) for clip in clips] == [(1001, 1048)] * 2
    assert [span(clip.range_in_parent()) for clip in clips] == [(0, 47), (48, 95)]
    text = (tmp_path / "edit" / "cut.edl").read_text()
    assert "00:00:41:17 00:00:43:17 01:00:00:00 01:00:02:00" in text, "at the hour at which the other formats begin"
    reels = {clip.metadata["cmx_3600"]["reel"] for clip in clips}
    assert len(reels) == 2
    assert all(len(reel) == 8 and reel.endswith("C003") for reel in reels)
    assert "JUDGE" in text


@pytest.mark.parametrize(
    ("rate", "cut", "times"),
    [
        ("30000/1001", "2001-2060", "00:01:06:21 00:01:08:21 01:00:00:00 01:00:02:00"),
        ("60000/1001", "4001-4120", "00:01:06:41 00:01:08:41 01:00:00:00 01:00:02:00"),
        ("25", "2001-2050", "00:01:20:01 00:01:22:01 01:00:00:00 01:00:02:00"),
    ],
)
def test_an_edl_counts_non_drop_as_the_files_do(rate: str, cut: str, times: str, tmp_path: Path) -> None:
    folder = plate(tmp_path, "010", rate=rate, cut=cut, beats={"judge": FrameRange.parse(cut).first + 1})
    timeline(takes([folder]), "cut", tmp_path / "cut.edl")
    lines = (tmp_path / "cut.edl").read_text().splitlines()
    assert lines[:2] == ["TITLE: cut", "FCM: NON-DROP FRAME"]
    (event,) = (line for line in lines if line.startswith("001"))
    assert event.endswith(times)
    assert event.split()[-4] == Rate.parse(rate).timecode(FrameRange.parse(cut).first)
    assert not any(";" in line for line in lines)
    (clip,) = otio.adapters.read_from_file(str(tmp_path / "cut.edl"), rate=float(Rate.parse(rate).fraction)).find_clips()
    assert clip.source_range.start_time.value == FrameRange.parse(cut).first


def test_final_cut_xml_has_movies_with_their_handles(tmp_path: Path) -> None:
    made = cut(tmp_path, "cut.xml")
    clips = list(made.video_tracks()[0].find_clips())
    assert [span(clip.source_range) for clip in clips] == [(1001, 1048)] * 2
    assert [span(clip.available_range()) for clip in clips] == [(993, 1056)] * 2
    assert clips[0].media_reference.target_url == f"file://localhost{tmp_path}/out/sp_010_hud_v003/sp_010_hud_v003.h264.mp4"
    assert [(marker.name, span(marker.marked_range)) for marker in clips[0].markers] == [("judge", (27, 27))], "1020, counted from 993"
    told = ElementTree.parse(tmp_path / "edit" / "cut.xml").find(".//video//clipitem")
    assert told is not None
    assert [told.findtext(name) for name in ("in", "out", "marker/in", "marker/out")] == ["8", "56", "27", "28"]
    assert [clip.media_reference.name for clip in made.audio_tracks()[0].find_clips()] == ["sp_010_hud_v003.wav", "sp_020_hud_v003.wav"]


def test_the_media_can_be_chosen_and_must_hold_the_whole_cut(tmp_path: Path) -> None:
    assert cut(tmp_path, "cut.otio", media="h264").find_clips()[0].active_media_reference_key == "h264"
    few = plate(tmp_path / "few", "030", files=(Entry("exr/sp_030_hud_v003.1010.exr", "exr", "1010", 1, ""),))
    with pytest.raises(BriefError, match="has nothing for this timeline: it wants its whole cut"):
        timeline(takes([few]), "cut", tmp_path / "few.otio")
    with pytest.raises(BriefError, match=r"has no prores4444 of its whole cut 1001-1048; there is exr, h264"):
        timeline(takes([tmp_path / "out" / "sp_010_hud_v003"]), "cut", tmp_path / "x.otio", "prores4444")
    stills = plate(
        tmp_path / "stills", "040", files=tuple(Entry(f"exr/sp_040_hud_v003.{n}.exr", "exr", str(n), 1, "") for n in range(993, 1057))
    )
    with pytest.raises(BriefError, match="one of prores4444"):
        timeline(takes([stills]), "cut", tmp_path / "x.xml")
    with pytest.raises(
        BriefError, match=r"\.xml holds movies and no image sequences, which exr is; write an \.otio, or cut one of prores4444"
    ):
        timeline(takes([stills]), "cut", tmp_path / "x.xml", "exr")
    assert not list(tmp_path.glob("x.*"))


@pytest.mark.parametrize(("spoilt", "told"), [
    (lambda out: plate(out, "030", rate="25"), "sp_010_hud_v003 has 24000/1001, sp_030_hud_v003 has 25"),
    (lambda out: plate(out, "030", complete=False), "was never finished"),
    (lambda out: out / "nowhere", "there is no plate here"),
    (lambda out: plate(out, "030", cut="1001-1048x2", handles=0), "has gaps"),
])  # fmt: skip
def test_plates_that_cannot_be_cut_are_told(spoilt: Callable[[Path], Path], told: str, tmp_path: Path) -> None:
    good = plate(tmp_path, "010")
    with pytest.raises(BriefError, match=told):
        takes([good, spoilt(tmp_path)])


def test_rates_that_an_edl_has_no_timecode_for(tmp_path: Path) -> None:
    fast = plate(tmp_path, "010", rate="90")
    with pytest.raises(BriefError, match="an EDL has no timecode at 90"):
        timeline(takes([fast]), "cut", tmp_path / "cut.edl")
    with pytest.raises(BriefError, match=r"ends in \.otio, \.edl, \.xml"):
        timeline(takes([fast]), "cut", tmp_path / "cut.aaf")


def test_the_verb_writes_all_that_are_asked_for(ministerio: Callable[..., Any], tmp_path: Path) -> None:
    folder = plate(tmp_path / "out", "010")
    done = ministerio("timeline", folder, "-o", "cut.otio", "-o", "cut.edl", "--json")
    assert done.code == 0, done.err
    assert "1 plate, 48 frames at 24000/1001" in ministerio("timeline", folder, "-o", "one.otio").err
    assert done.json["clips"] == [{"plate": "sp_010_hud_v003", "first": 1001, "last": 1048}]
    assert json.loads((tmp_path / "cut.otio").read_text())["name"] == "cut"
    before = (tmp_path / "cut.otio").read_bytes()
    assert ministerio("timeline", folder, "-o", "cut.otio").code == 0
    assert (tmp_path / "cut.otio").read_bytes() == before
    wrong = ministerio("timeline", tmp_path / "out", "-o", "cut.otio")
    assert wrong.code == 2
    assert "no plate here" in wrong.err
