"""Names, numbers, handles, the slate and the review, as whoever types the command gets them."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
import OpenEXR
import pytest
from PIL import Image

from generator.brief import Brief
from generator.deliver.verify import examine
from generator.plan.make import make
from generator.plan.parts import make_part
from generator.render import Places, verify_plate
from generator.render.plate import BriefSource, job_of
from generator.values.frames import FrameRange

NAME = "sp_000_000_tiny_v001"
Render = Callable[..., Any]


@pytest.fixture
def render(ministerio: Callable[..., Any], tiny: Any) -> Render:
    """``render tiny`` into ./out, one worker: what it says as JSON, or what it complains of."""

    def call(*options: object) -> Any:
        done = ministerio("render", "tiny", "--out", "out", "--jobs", 1, "--json", *options)
        return done.json if done.code == 0 else done.err

    return call


def manifest(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(next(folder.glob("*.manifest.json")).read_text())
    return found


def pixels(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.asarray(image)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_handles_are_rendered_and_recorded_apart(render: Render, tmp_path: Path) -> None:
    made = render("--frames", "1009-1012", "--handles", 3, "--to", "png")
    assert made["rendered"] == 10
    folder = tmp_path / "out" / NAME
    says = manifest(folder)
    assert (says["cut"], says["handles"], says["frames"], says["slate"]) == ("1009-1012", 3, "1006-1015", {})
    assert says["beats"] == {"hold": 1013}
    assert says["tokens"]["shot"] == "000_000"
    assert verify_plate(folder) == []
    alone = render("--frames", "1006", "--to", "png", "--shot", "alone")
    assert (Path(alone["folder"]) / "png" / "sp_alone_tiny_v001.1006.png").is_file()
    assert np.array_equal(
        pixels(folder / "png" / f"{NAME}.1006.png"), pixels(Path(alone["folder"]) / "png" / "sp_alone_tiny_v001.1006.png")
    )


def test_before_the_first_moment_and_after_the_last_is_what_svg_says(render: Render, tmp_path: Path) -> None:
    render("--handles", 4, "--to", "png")
    first, before, last, after, later = (
        pixels(tmp_path / "out" / NAME / "png" / f"{NAME}.{n:04d}.png") for n in (1001, 997, 1024, 1025, 1028)
    )
    assert np.array_equal(first, before)
    assert not np.array_equal(last, after)  # the square's last step
    assert np.array_equal(after, later)


def test_the_first_frame_may_have_any_number_and_names_any_pattern(render: Render, tmp_path: Path) -> None:
    made = render(
        "--start",
        101,
        "--frames",
        "113",
        "--padding",
        6,
        "--names",
        "{template}.{shot}-{lang}_{version}",
        "--to",
        "png",
        "--version",
        "next",
    )
    folder = tmp_path / "out" / "tiny.000_000-es_v001"
    assert Path(made["folder"]).resolve() == folder
    assert made["files"][0]["path"] == "png/tiny.000_000-es_v001.000113.png"
    assert (manifest(folder)["start"], manifest(folder)["beats"]) == (101, {"hold": 113})
    render("--frames", "1013", "--to", "png")
    assert np.array_equal(pixels(folder / made["files"][0]["path"]), pixels(tmp_path / "out" / NAME / "png" / f"{NAME}.1013.png"))


@pytest.mark.parametrize(("options", "told"), [
    (("--start", 5, "--handles", 8), "handles would be before frame 0; the first frame is 8 at least: give --start 8 or more"),
    (("--start", 0, "--slate"), "a slate would be before frame 0"),
    (("--frames", "1001-1010x2", "--handles", 2), "handles are for an unbroken range of frames, which 1001-1009x2 is not"),
    (("--names", "{shot}_{cat}"), "there is no token {cat} for names"),
    (("--names", "{shot}", "--version", "next"), "have no {version}, so there is no next one"),
    (("--names", "{shot}_{citizen}"), "no citizen is asked for"),
])  # fmt: skip
def test_mistakes_are_told_before_anything_is_written(options: tuple[object, ...], told: str, render: Render, tmp_path: Path) -> None:
    assert told in render(*options)
    assert not (tmp_path / "out").exists()


def test_the_slate_is_the_frame_before_and_never_counted(render: Render, tmp_path: Path) -> None:
    made = render("--frames", "1009-1010", "--handles", 2, "--slate", "--to", "exr,png")
    folder = tmp_path / "out" / NAME
    says = manifest(folder)
    assert (says["slate"]["frame"], says["cut"], says["frames"]) == ("1006", "1009-1010", "1007-1012")
    assert sorted(file["path"] for file in made["files"] if file["frames"] == "1006") == [f"exr/{NAME}.1006.exr", f"png/{NAME}.1006.png"]
    channels = [set(OpenEXR.File(str(folder / "exr" / f"{NAME}.{n}.exr"), separate_channels=True).channels()) for n in (1006, 1007)]
    assert channels[0] == channels[1]
    assert pixels(folder / "png" / f"{NAME}.1006.png")[..., 3].min() == 255  # paper, where the plate is transparent
    assert verify_plate(folder) == []
    before = contents(folder)
    assert render("--frames", "1009-1010", "--handles", 2, "--slate", "--to", "exr,png")["rendered"] == 0
    assert contents(folder) == before


def test_a_slate_follows_its_cut_and_goes_when_nobody_asks_for_it(render: Render, tmp_path: Path) -> None:
    folder = tmp_path / "out" / NAME
    render("--frames", "1009-1010", "--slate", "--to", "png")
    slate = (folder / "png" / f"{NAME}.1008.png").read_bytes()
    assert render("--frames", "1009-1011", "--slate", "--to", "png")["rendered"] == 2
    assert (folder / "png" / f"{NAME}.1008.png").read_bytes() != slate  # it names another cut
    assert render("--frames", "1009-1011", "--handles", 1, "--to", "png")["rendered"] == 2
    assert pixels(folder / "png" / f"{NAME}.1008.png")[..., 3].min() == 0  # a handle now
    assert verify_plate(folder) == []
    assert manifest(folder)["slate"] == {}
    assert "1008 would be the slate's frame and is one of the plate's" in render("--frames", "1009-1011", "--slate", "--to", "png")


def decoded(path: Path) -> list[np.ndarray]:
    with av.open(str(path)) as movie:
        return [frame.to_ndarray(format="gray").astype(int) for frame in movie.decode(video=0)]


def test_the_review_has_its_strip_under_the_picture_and_begins_with_the_slate(render: Render, tmp_path: Path) -> None:
    render("--canvas", "256x144", "--frames", "1003-1016", "--slate", "--burnin", "--to", "h264", "--fps", "24000/1001")
    folder = tmp_path / "out" / NAME
    plain, review = decoded(folder / f"{NAME}.h264.mp4"), decoded(folder / f"{NAME}.review.mp4")
    assert (len(plain), len(review)) == (14, 15)
    assert [frame.shape for frame in (plain[0], review[0])] == [(144, 256), (160, 256)]
    for there, here in zip(plain, review[1:], strict=True):
        assert np.abs(there - here[:144]).mean() < 2
    assert np.abs(review[0][:144] - plain[0]).mean() > 50  # the slate's paper
    strips = [frame[144:] for frame in review]
    assert all(np.abs(one - other).max() > 20 for one, other in pairwise(strips))  # the frame's number goes on
    with av.open(str(folder / f"{NAME}.review.mp4")) as movie:
        assert movie.streams.video[0].average_rate * 1001 == 24000
        assert movie.streams.video[0].metadata["timecode"] == "00:00:41:18"  # frame 1002, the slate's
    says = manifest(folder)
    assert next(file["frames"] for file in says["files"] if file["format"] == "review") == "1002-1016"
    assert (says["cut"], says["formats"]["review"]["fingerprint"] == says["fingerprint"]) == ("1003-1016", False)
    assert (says["formats"]["review"]["timecode"], says["formats"]["review"]["tags"]) == ("00:00:41:18", "1-1-1 limited")
    assert examine(folder).movies[f"{NAME}.review.mp4"].startswith("15 frames at 24000/1001, from 00:00:41:18, tagged")
    render("--canvas", "256x144", "--frames", "1020-1021", "--to", "png", "--fps", "24000/1001")
    assert manifest(folder)["formats"]["review"] == says["formats"]["review"]
    assert verify_plate(folder) == []


def test_the_strip_has_no_timecode_at_a_rate_that_has_none(render: Render, tmp_path: Path) -> None:
    def moves_to(rate: str) -> int:
        """The last column of the strip that changes from frame to frame."""
        options = ("--names", "{template}_{shot}", "--shot", rate, "--canvas", "256x144", "--fps", rate)
        done = render(*options, "--frames", "1003-1006", "--to", "review")
        frames = [frame[144:] for frame in decoded(next(Path(done["folder"]).glob("*.review.mp4")))]
        return max(int(np.flatnonzero((np.abs(one - other) > 20).any(axis=0)).max()) for one, other in pairwise(frames))

    assert moves_to("12.5") < moves_to("12") - 10


def test_another_shot_in_the_strip_is_another_review(render: Render, tmp_path: Path) -> None:
    options = ("--names", "{template}", "--frames", "1003-1004", "--burnin", "--to", "png")
    render(*options, "--shot", "010")
    review = tmp_path / "out" / "tiny" / "tiny.review.mp4"
    first = review.read_bytes()
    assert render(*options, "--shot", "020", "--overwrite")["rendered"] == 2
    assert review.read_bytes() != first
    assert render("--names", "{template}", "--shot", "020", "--frames", "1003-1004", "--to", "png")["kept"] == 2
    assert verify_plate(tmp_path / "out" / "tiny") == []


def test_drawings_and_mattes_have_neither(render: Render, ministerio: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>')
    told = ministerio("svg", "a.svg", "--out", "drawn", "--frames", "1001-1002", "--to", "review")
    assert told.code == 2
    assert "review is for templates" in told.err
    made = render("--frames", "1009", "--slate", "--to", "png,boxes,crypto")
    assert [file["format"] for file in made["files"] if file["frames"] == "1008"] == ["png"]
    assert verify_plate(Path(made["folder"])) == []


def test_workers_and_parts_give_the_same_bytes(tiny: Any, tmp_path: Path) -> None:
    places = Places(templates=(tiny.templates,))
    asked = {"template": "tiny", "frames": "1003-1018", "handles": 4, "slate": True, "formats": "exr,png,review", "canvas": "128x72"}
    brief = Brief.of(places.shelf().manifest("tiny"), asked)

    def job(out: str) -> Any:
        return job_of(BriefSource(brief, places), tmp_path / out)

    one, two = make(job("one"), 1), make(job("two"), 2)
    parted = job("three")
    for numbers in parted.frames.chunks(12)[::-1]:
        make_part(parted, FrameRange(numbers), False, lambda: None)
    three = make(parted, 1)
    assert three.painted == 0
    assert contents(one.folder) == contents(two.folder) == contents(three.folder)
    assert verify_plate(three.folder) == []
