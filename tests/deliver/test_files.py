"""Files are whole or not there, whatever the disk says; names are safe; orphans are swept."""

from __future__ import annotations

import contextlib
import errno
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from pictures import stamp

from generator.deliver import files
from generator.deliver.files import sweep, whole, write_bytes
from generator.deliver.formats import FORMATS, chosen
from generator.deliver.naming import Plate, next_version, slug, token
from generator.deliver.sink import Format
from generator.problems import BriefError, RenderError, WriteError

HOST = socket.gethostname().split(".")[0] or "host"


def test_a_file_replaces_another_only_when_it_is_whole(tmp_path: Path) -> None:
    final = tmp_path / "a.bin"
    write_bytes(final, b"old")
    with contextlib.suppress(ZeroDivisionError), whole(final) as file:
        file.part.write_bytes(b"ne")
        assert final.read_bytes() == b"old"
        raise ZeroDivisionError
    assert [path.name for path in tmp_path.iterdir()] == ["a.bin"]
    with whole(final) as file:
        file.part.write_bytes(b"new")
    assert (final.read_bytes(), file.written.size) == (b"new", 3)
    assert file.written == write_bytes(final, b"new")


@pytest.mark.parametrize("kind", sorted(FORMATS))
def test_no_space_left_is_told_with_the_path_and_leaves_nothing(kind: str, tmp_path: Path) -> None:
    """A process that may write no more than 2 KB to a file: the kernel refuses the rest, as a full disk does."""
    code = (
        "import resource, signal, sys, tempfile\n"
        "from pathlib import Path\n"
        "from pictures import picture, stamp\n"
        "from generator.deliver.formats import FORMATS\n"
        "from generator.problems import WriteError\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "form = FORMATS[sys.argv[1]]\n"
        "target = Path(sys.argv[2]) / ('chunk' + form.suffix) if form.movie else Path(sys.argv[2])\n"
        "import numpy as np\n"
        "noise = np.random.default_rng(1).random((144, 256, 4), dtype=np.float32)\n"
        "from generator.values.geometry import IDENTITY\n"
        "from generator.values.picture import ELEMENT, Mark\n"
        "marks = tuple(Mark(ELEMENT, f'part_{i}', None, IDENTITY) for i in range(100))\n"
        "with tempfile.TemporaryDirectory() as there:\n"  # kernels are compiled while files may still be written
        "    with form.open(Path(there) / ('chunk' + form.suffix) if form.movie else Path(there), stamp(256, 144)) as sink:\n"
        "        sink.write(type(picture())(noise, {}, 'linear', marks=marks), 1001)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2048, 2048))\n"
        "try:\n"
        "    with form.open(target, stamp(256, 144)) as sink:\n"
        "        for frame in range(1001, 1009):\n"
        "            sink.write(type(picture())(noise, {}, 'linear', marks=marks), frame)\n"
        "except WriteError as error:\n"
        "    print(error)\n"
    )
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    command = [sys.executable, "-B", "-c", code, kind, str(tmp_path)]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=True)
    name = "chunk" if FORMATS[kind].movie else "sp_012_040_test_v003.1001"
    assert f"cannot write {tmp_path}/{name}{FORMATS[kind].suffix}: " in done.stdout
    assert "File too large" in done.stdout
    assert not list(tmp_path.iterdir())


def test_a_full_disk_is_told_in_its_own_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(WriteError, match="No space left on device"):
        files.write_bytes(tmp_path / "whole", b"content")
    soon = files.write_soon(tmp_path / "soon", b"content")
    with pytest.raises(WriteError, match="No space left on device"):
        files.settle(soon.path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("kind", sorted(FORMATS))
def test_a_folder_that_cannot_be_written_is_told(kind: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(WriteError, match=r"cannot write .*file.*: Not a directory") as caught:
        FORMATS[kind].open(tmp_path / "file" / "folder" / "x", stamp())
    assert caught.value.exit_code == 1


def test_orphans_are_swept_and_the_living_are_not(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    orphan = tmp_path / "exr" / f".a.1001.exr.{HOST}.{dead.pid}.part"
    mine = tmp_path / f".a.1002.exr.{HOST}.{os.getpid()}.part"
    elsewhere, old = (tmp_path / f".a.{n}.exr.another.{dead.pid}.part" for n in (1003, 1004))
    orphan.parent.mkdir()
    for path in (orphan, mine, elsewhere, old):
        path.touch()
    os.utime(old, (0, 0))
    assert sweep(tmp_path) == 2
    assert {path.name for path in tmp_path.iterdir()} == {"exr", mine.name, elsewhere.name}
    assert not orphan.exists()


@pytest.mark.parametrize("text", ["", "a b", "a/b", "..", "ñ", "a\n"])
def test_names_that_break_pipelines_are_refused(text: str) -> None:
    with pytest.raises(BriefError, match="the shot"):
        token("the shot", text)


def test_a_plate_is_named_by_its_tokens(tmp_path: Path) -> None:
    tokens = {"show": "sp", "shot": "012_040", "template": "score_hud", "version": "v003", "look": "vigil"}
    plate = Plate.named(tmp_path, tokens)
    assert plate.manifest == tmp_path / "sp_012_040_score_hud_v003" / "sp_012_040_score_hud_v003.manifest.json"
    assert plate.frame("exr", ".exr", 1001).name == "sp_012_040_score_hud_v003.1001.exr"
    assert plate.movie("h264", ".mp4").name == "sp_012_040_score_hud_v003.h264.mp4"
    with pytest.raises(BriefError, match="no version"):
        Plate.named(tmp_path, {**tokens, "version": "3"})
    wide = Plate.named(tmp_path, tokens, "{version}.{shot}-{look}", 6)
    assert wide.frame("exr", ".exr", 993).name == "v003.012_040-vigil.000993.exr"


def test_the_next_version_is_the_next_free_one(tmp_path: Path) -> None:
    assert next_version(tmp_path / "none", "a_{version}") == "v001"
    for name in ("a_v001", "a_v007", "a_b_v099", "a_vx"):
        (tmp_path / name).mkdir()
    assert next_version(tmp_path, "a_{version}") == "v008"
    (tmp_path / "x.v004.a").mkdir()
    tokens = {"show": "x", "shot": "a", "template": "hud", "version": "next"}
    assert Plate.named(tmp_path, tokens).name == "x_a_hud_v001"
    assert Plate.named(tmp_path, tokens, "{show}.{version}.{shot}").name == "x.v005.a"
    with pytest.raises(BriefError, match=r"have no \{version\}, so there is no next one"):
        Plate.named(tmp_path, tokens, "{show}_{shot}")


@pytest.mark.parametrize(("names", "fault"), [
    ("{show}_{shop}", "no token {shop} for names"),
    ("{shot}_{shot}", "has {shot} twice"),
    ("a b/{shot}", "cannot be in a file name"),
    ("{shot", "cannot be in a file name"),
    ("{shot}_{citizen}", "no citizen is asked for"),
    ("x" * 200, "has 200 letters"),
])  # fmt: skip
def test_patterns_of_names_are_checked(names: str, fault: str, tmp_path: Path) -> None:
    with pytest.raises(BriefError) as told:
        Plate.named(tmp_path, {"show": "sp", "shot": "1", "template": "hud", "version": "v001"}, names)
    assert fault in str(told.value)


def test_people_have_names_for_files() -> None:
    assert slug("the citizen", "Darío Peñabria Lorenzal") == "dario_penabria_lorenzal"
    with pytest.raises(BriefError, match="give the id"):
        slug("the citizen", "李雷")


def test_unknown_formats_and_those_a_machine_lacks_are_told_first(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BriefError, match="unknown format exrr; did you mean exr"):
        chosen(["png", "exrr"])
    assert [form.name for form in chosen(["h264", "exr", "h264"])] == ["exr", "h264"]
    png = FORMATS["png"]
    lacking = {field: getattr(png, field) for field in Format.__slots__} | {"lacks": lambda: "no paper"}
    monkeypatch.setitem(FORMATS, "png", Format(**lacking))
    with pytest.raises(RenderError, match="png cannot be written here: no paper"):
        chosen(["png"])
