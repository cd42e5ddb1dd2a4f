"""Plates on disk: complete, the same for any number of workers, resumed, never half-written."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from bars import Bars, contents, job

from generator.deliver.files import Written
from generator.deliver.manifest import Manifest
from generator.deliver.verify import verify_plate
from generator.plan.make import foresee, make
from generator.plan.parts import make_part
from generator.problems import BriefError, DocumentError, RenderError
from generator.values.frames import FrameRange
from generator.values.picture import Picture

ALL = "exr,png,png16,prores4444,h264"


def test_a_plate_has_every_frame_and_movie_and_its_manifest_says_so(tmp_path: Path) -> None:
    receipt = make(job(tmp_path, "1001-1014", ALL))
    names = set(contents(receipt.folder))
    assert len(names) == 3 * 14 + 2 + 1 + 3
    assert f"exr/{receipt.plate}.1014.exr" in names
    assert f"{receipt.plate}.prores4444.mov" in names
    manifest = json.loads(receipt.manifest.read_text())
    beside = {f"{receipt.plate}{suffix}" for suffix in (".manifest.json", ".nk", ".blender.py", ".ae.jsx")}
    assert {entry["path"] for entry in manifest["files"]} == names - beside
    assert manifest["complete"] is True
    assert manifest["frames"] == "1001-1014"
    assert manifest["layers"][1] == {"name": "glow", "operation": "plus", "help": ""}
    assert manifest["formats"]["exr"]["alpha"] == "premultiplied"
    assert verify_plate(receipt.folder) == []


def test_any_number_of_workers_gives_the_same_bytes(tmp_path: Path) -> None:
    one = make(job(tmp_path / "one", "1001-1030", ALL), jobs=1)
    two = make(job(tmp_path / "two", "1001-1030", ALL), jobs=2)
    assert contents(one.folder) == contents(two.folder)


def test_workers_inherit_what_the_first_process_opened(tmp_path: Path) -> None:
    opened = tmp_path / "opened"
    opened.mkdir()
    make(job(tmp_path, "1001-1030", "png", Bars(opened=opened)), jobs=2)
    assert [path.name for path in opened.iterdir()] == [str(os.getpid())]


def test_a_rerun_keeps_what_is_right_and_mends_the_rest(tmp_path: Path) -> None:
    first = make(job(tmp_path, "1001-1020"))
    before = contents(first.folder)
    (first.folder / "png" / f"{first.plate}.1003.png").unlink()
    cut = first.folder / "exr" / f"{first.plate}.1015.exr"
    cut.write_bytes(cut.read_bytes()[:-100])
    source = Bars()
    second = make(job(tmp_path, "1001-1020", source=source))
    assert source.painted == [1003, 1015]
    assert (second.painted, second.kept) == (2, 38)
    assert contents(first.folder) == before


def test_without_a_manifest_frames_are_known_by_what_they_carry(tmp_path: Path) -> None:
    first = make(job(tmp_path, "1001-1004", "exr,png,h264"))
    before = contents(first.folder)
    first.manifest.unlink()
    one, two = (first.folder / "png" / f"{first.plate}.{n}.png" for n in (1001, 1002))
    swapped = one.read_bytes(), two.read_bytes()
    two.write_bytes(swapped[0])
    one.write_bytes(swapped[1])
    source = Bars()
    make(job(tmp_path, "1001-1004", "exr,png,h264", source=source))
    assert source.painted == [1001, 1002]
    assert contents(first.folder) == before


def test_other_content_is_refused_by_name_and_replaced_when_told(tmp_path: Path) -> None:
    first = make(job(tmp_path, "1001-1006"))
    other = job(tmp_path, "1001-1004", source=Bars(value=0.25))
    before = contents(first.folder)
    with pytest.raises(BriefError, match=r"value is '0.5' there and '0.25' here\); give it --version next, or --overwrite"):
        make(other)
    assert contents(first.folder) == before
    make(other, overwrite=True)
    assert len(contents(first.folder)) == 2 * 4 + 1 + 3
    assert verify_plate(first.folder) == []


def test_more_frames_and_formats_join_a_plate_of_the_same_content(tmp_path: Path) -> None:
    make(job(tmp_path, "1001-1006", "png,h264"))
    source = Bars()
    receipt = make(job(tmp_path, "1005-1010", "png,h264", source=source))
    assert source.painted == list(range(1005, 1011))
    manifest = json.loads(receipt.manifest.read_text())
    assert manifest["frames"] == "1001-1010"
    assert next(entry["frames"] for entry in manifest["files"] if entry["format"] == "h264") == "1005-1010"
    assert verify_plate(receipt.folder) == []


def test_a_broken_frame_comes_home_as_itself_and_the_rest_can_go_on(tmp_path: Path) -> None:
    for jobs in (1, 2):
        with pytest.raises(DocumentError, match=r"bars\.svg:7: it broke"):
            make(job(tmp_path, "1001-1030", "png,h264", source=Bars(breaks=1020)), jobs=jobs)
        folder = job(tmp_path).plate.folder
        assert not [name for name in contents(folder) if name.endswith(".part")]
        assert not list(folder.glob("*.mp4"))
        assert next(problem.message for problem in verify_plate(folder)).startswith("the plate was never finished")
    make(job(tmp_path, "1001-1030", "png,h264"))
    assert verify_plate(folder) == []


def test_a_killed_worker_is_replaced(tmp_path: Path) -> None:
    tokens = tmp_path / "tokens"
    tokens.mkdir()
    (tokens / "once").touch()
    receipt = make(job(tmp_path / "a", "1001-1030", "exr,h264", source=Bars(dies=1017, tokens=tokens)), jobs=2)
    calm = make(job(tmp_path / "b", "1001-1030", "exr,h264"))
    assert contents(receipt.folder) == contents(calm.folder)


def test_a_frame_that_always_kills_its_worker_is_named(tmp_path: Path) -> None:
    tokens = tmp_path / "tokens"
    tokens.mkdir()
    for n in range(9):
        (tokens / str(n)).touch()
    with pytest.raises(RenderError, match=r"died 3 times while they made frames 1017-1018 of sp_000_000_bars_v001") as caught:
        make(job(tmp_path, "1001-1024", "png", source=Bars(dies=1017, tokens=tokens)), jobs=2)
    assert caught.value.exit_code == 1
    assert not [name for name in contents(job(tmp_path).plate.folder) if name.endswith(".part")]


def test_chunks_of_the_same_plate_outlast_what_is_overwritten(tmp_path: Path) -> None:
    asked = job(tmp_path, "1001-1024", "png,gif")
    make_part(asked, FrameRange(asked.frames.chunks(12)[0]), False, lambda: None)
    stranger = make(job(tmp_path / "other", "1001-1001", "png", source=Bars(value=0.25))).folder / "png"
    shutil.copytree(stranger, asked.plate.sequence("png"), dirs_exist_ok=True)
    receipt = make(asked, overwrite=True)
    assert verify_plate(receipt.folder) == []
    assert not asked.plate.chunks.exists()


class Vast(Bars):
    def paint(self, frame: int) -> Picture:
        raise MemoryError


def test_a_canvas_that_memory_cannot_hold_is_told_in_words(tmp_path: Path) -> None:
    asked = job(tmp_path, "1001-1002", "png", source=Vast())
    for made in (lambda: make(asked), lambda: make_part(asked, asked.frames, False, lambda: None)):
        with pytest.raises(RenderError, match="a canvas of 36x20 is too large for this machine's memory"):
            made()


def test_a_dry_run_writes_nothing_and_counts(tmp_path: Path) -> None:
    outlook = foresee(job(tmp_path, "1001-1020", "exr,h264"))
    assert not list(tmp_path.iterdir())
    assert outlook.painted == 20
    assert [(e.format, e.name, e.files, e.kept) for e in outlook.formats] == [
        ("exr", "sp_000_000_bars_v001.####.exr", 20, 0),
        ("h264", "sp_000_000_bars_v001.h264.mp4", 1, 0),
    ]
    assert all(estimate.size > 0 for estimate in outlook.formats)


def test_a_plate_is_on_the_disk_before_its_manifest_calls_it_complete(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: set[int] = set()
    complete: list[set[int]] = []
    sync, write = os.fsync, Manifest.write

    def noted(file: int) -> None:
        synced.add(os.fstat(file).st_ino)
        sync(file)

    def judged(manifest: Manifest, path: Path) -> Written:
        if manifest.complete:
            complete.append({(path.parent / entry.path).stat().st_ino for entry in manifest.files} - synced)
        return write(manifest, path)

    monkeypatch.setattr(os, "fsync", noted)
    monkeypatch.setattr(Manifest, "write", judged)
    make(job(tmp_path, "1001-1004", ALL), jobs=2)
    assert complete == [set()]
