"""A plate's manifest, and what is found when files do not hold what it says."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from grey import SIZE, hud
from pictures import MARK, picture, stamp

from generator.deliver import scripts
from generator.deliver.chunk import make
from generator.deliver.formats import FORMATS
from generator.deliver.manifest import Entry, Layer, Manifest, read
from generator.deliver.naming import Plate
from generator.deliver.verify import examine, verify_plate
from generator.problems import VerifyError

NAME = "sp_012_040_test_v003"
CHUNK = (1001, 1002, 1003)


@pytest.fixture
def plate(tmp_path: Path) -> Plate:
    plate = Plate(NAME, tmp_path / NAME)
    mark = replace(stamp(38, 20), frames="1001-1003")
    files = make(plate, mark, {"exr": CHUNK, "png": CHUNK, "h264": CHUNK}, lambda frame: picture(frame, 38, 20), lambda: None)
    form = FORMATS["h264"]
    assert form.join is not None
    movie = form.join([plate.chunk("h264", ".mp4", MARK, CHUNK)], plate.movie("h264", ".mp4"), mark)
    files.append(Entry.of(movie, plate.folder, "h264", mark.frames))
    plate.chunk("h264", ".mp4", MARK, CHUNK).unlink()
    manifest(files).write(plate.manifest)
    scripts.write(plate.folder, manifest(files))
    return plate


def manifest(files: list[Entry], complete: bool = True) -> Manifest:
    layers = (Layer("base"), Layer("glow", "plus", "light"))
    return Manifest(
        NAME, MARK, {"look": "vigil"}, "Ministerio", 38, 20, "24000/1001", "1001-1003", 0, "linear", layers, {}, tuple(files), complete
    )


def test_a_manifest_reads_back_as_it_was_written(plate: Plate) -> None:
    found = read(plate.manifest)
    assert found is not None
    assert found == manifest(list(found.files))
    assert len(found.files) == 7
    assert json.loads(plate.manifest.read_text())["layers"][1]["operation"] == "plus"
    assert read(plate.folder / "none.json") is None


def test_a_plate_that_is_right_has_no_problems(plate: Plate) -> None:
    assert verify_plate(plate.folder) == verify_plate(plate.manifest) == []


def swap(one: Path, two: Path) -> None:
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second)
    two.write_bytes(first)


def alter(path: Path) -> None:
    """Change one letter of a text that nothing checks."""
    path.write_bytes(path.read_bytes().replace(b"Ministerio 0", b"Ministerio 9", 1))


FAULTS: dict[str, tuple[Callable[[Plate], object], list[tuple[str, str]]]] = {
    "missing": (lambda p: p.frame("exr", ".exr", 1002).unlink(), [(f"exr/{NAME}.1002.exr", "missing")]),
    "cut frame": (lambda p: cut(p.frame("png", ".png", 1003)), [(f"png/{NAME}.1003.png", "cut short")]),
    "cut exr": (lambda p: cut(p.frame("exr", ".exr", 1003)), [(f"exr/{NAME}.1003.exr", "cut short")]),
    "cut movie": (lambda p: cut(p.movie("h264", ".mp4")), [(f"{NAME}.h264.mp4", "h264.mp4")]),
    "swapped": (
        lambda p: swap(p.frame("exr", ".exr", 1001), p.frame("exr", ".exr", 1002)),
        [(f"exr/{NAME}.1001.exr", "holds frame 1002 under the name of 1001"), (f"exr/{NAME}.1002.exr", "holds frame 1001")],
    ),
    "altered": (lambda p: alter(p.frame("exr", ".exr", 1001)), [(f"exr/{NAME}.1001.exr", "was altered")]),
    "extra": (lambda p: (p.folder / "png" / f"{NAME}.1004.png").touch(), [(f"png/{NAME}.1004.png", "not in the manifest")]),
}


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_found_and_named(name: str, plate: Plate) -> None:
    spoil, expected = FAULTS[name]
    spoil(plate)
    found = verify_plate(plate.folder)
    assert len(found) == len(expected)
    for problem, (path, words) in zip(found, expected, strict=True):
        assert str(problem.origin) == str(plate.folder / path)
        assert words in problem.message


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"alpha": "premultiplied"}, "has straight alpha, and the manifest says premultiplied alpha"),
        ({"alpha": "none"}, "has straight alpha, and the manifest says no alpha"),
        ({"tags": "9-16-9 limited"}, "the colour tag is 1-1-1 limited, and the manifest says 9-16-9 limited"),
        ({"timecode": "01:00:00:00"}, "the timecode is 00:00:41:17, and the manifest says 01:00:00:00"),
        ({}, ""),
    ],
)
def test_a_movie_that_is_not_what_its_manifest_says(said: dict[str, str], words: str, tmp_path: Path) -> None:
    form, mark = FORMATS["prores4444"], replace(stamp(*SIZE), frames="1001-1002")
    plate = Plate(NAME, tmp_path / NAME)
    plate.folder.mkdir()
    with form.open(tmp_path / "part.mov", mark) as sink:
        sink.write(hud(1001), 1001)
        sink.write(hud(1002), 1002)
    assert form.join is not None
    written = form.join([tmp_path / "part.mov"], plate.movie("prores4444", ".mov"), mark, None)
    says = {"alpha": "straight", **form.says(mark), **said}
    replace(manifest([Entry.of(written, plate.folder, "prores4444", "1001-1002")]), formats={"prores4444": says}).write(plate.manifest)
    seen = examine(plate.folder)
    assert [problem.message for problem in seen.problems] == ([words] if words else [])
    assert seen.movies == {f"{NAME}.prores4444.mov": "2 frames at 24000/1001, from 00:00:41:17, tagged 1-1-1 limited, straight alpha"}


def test_files_of_another_plate_are_strangers(plate: Plate) -> None:
    other = plate.frame("png", ".png", 1001)
    text = plate.manifest.read_text().replace(MARK, "f" * 64)
    plate.manifest.write_text(text)
    found = verify_plate(plate.folder)
    assert len(found) == 7
    assert {problem.message for problem in found} == {"was made from something else than the plate"}
    assert str(other) in {str(problem.origin) for problem in found}


def test_an_unfinished_plate_and_no_plate_at_all(plate: Plate, tmp_path: Path) -> None:
    found = read(plate.manifest)
    assert found is not None
    manifest(list(found.files), complete=False).write(plate.manifest)
    assert [p.message for p in verify_plate(plate.folder)] == ["the plate was never finished; run its command again"]
    for nowhere in (tmp_path, tmp_path / "none", tmp_path / "none.manifest.json"):
        assert [p.message for p in verify_plate(nowhere)] == ["there is no manifest here"]
    plate.manifest.write_text('{"files": 3}')
    with pytest.raises(VerifyError):
        read(plate.manifest)
    assert "cannot be read as a manifest" in verify_plate(plate.folder)[0].message


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda m: m["files"][0].update(frames="abc"), "the frames of exr/sp_012_040_test_v003.1001.exr are 'abc'"),
        (lambda m: m["files"][0].update(frames="1001-1002"), "the frames of exr/"),
        (lambda m: m["files"][0].update(frames=1001), "is 1001"),
        (lambda m: m["files"][0].update(path=None), "the path of None is None"),
        (lambda m: m.update(rate="fast"), "rate is 'fast', and no rate"),
        (lambda m: m.update(frames="1001-"), "frames is '1001-', and no list of frames"),
        (lambda m: m.update(cut="x"), "cut is 'x', and no list of frames"),
        (lambda m: m.update(width="38"), "width is '38'"),
        (lambda m: m.update(padding=None), "padding is None"),
        (lambda m: m.update(slate={"frame": "a"}), "slate has no frame and fingerprint"),
        (lambda m: m.update(formats={"exr": 3}), "formats is {'exr': 3}"),
        (lambda m: m.update(beats={"judge": "late"}), "beats is {'judge': 'late'}"),
        (lambda m: m.update(layers=[{"name": 3}]), "the name of 3 is 3"),
    ],
)
def test_a_damaged_manifest_is_told_and_never_a_fault_of_ours(spoil: Callable[[dict[str, Any]], object], told: str, plate: Plate) -> None:
    damaged = json.loads(plate.manifest.read_text())
    spoil(damaged)
    plate.manifest.write_text(json.dumps(damaged))
    (problem,) = verify_plate(plate.folder)
    assert f"{plate.manifest} cannot be read as a manifest: " in problem.message
    assert told in problem.message


@pytest.mark.parametrize(("verb", "code"), [(("verify",), 1), (("timeline", "-o", "x.otio"), 1)])
def test_verbs_tell_of_a_damaged_manifest(verb: tuple[str, ...], code: int, plate: Plate, ministerio: Callable[..., Any]) -> None:
    plate.manifest.write_text(plate.manifest.read_text().replace('"frames": "1001"', '"frames": "abc"'))
    done = ministerio(*verb, plate.folder)
    assert done.code == code
    assert verb[0] != "verify" or done.out.strip().endswith(": 1 fault")
    assert "cannot be read as a manifest: the frames of exr/" in done.err
    assert "internal fault" not in done.err
