"""Two commands and one plate, a full disk, and every movie for any number of workers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from bars import Bars, contents, job

from generator.deliver import lock
from generator.deliver.verify import examine, verify_plate
from generator.plan.make import make
from generator.plan.parts import make_part, standing
from generator.problems import BriefError
from generator.values.frames import FrameRange

SMALL = "tiff,dpx,prores4444,prores422hq,ffv1,vp9,gif,webp"
ELSEWHERE = (
    "import sys\n"
    "from pathlib import Path\n"
    "from bars import Bars, job\n"
    "from generator.plan.make import make\n"
    "make(job(Path(sys.argv[1]), '1001-1010', 'png', Bars(slow=0.15)), jobs=int(sys.argv[2]))\n"
)


def elsewhere(out: Path, jobs: int) -> subprocess.Popen[bytes]:
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    return subprocess.Popen([sys.executable, "-B", "-c", ELSEWHERE, str(out), str(jobs)], env={**os.environ, "PYTHONPATH": path})


def wait_for(path: Path) -> None:
    end = time.monotonic() + 30
    while not path.exists() and time.monotonic() < end:
        time.sleep(0.02)
    assert path.exists()


def test_any_number_of_workers_gives_the_same_bytes_in_every_format(tmp_path: Path) -> None:
    one = make(job(tmp_path / "one", "1001-1014", SMALL), jobs=1)
    two = make(job(tmp_path / "two", "1001-1014", SMALL), jobs=2)
    assert contents(one.folder) == contents(two.folder)
    seen = examine(one.folder)
    assert seen.problems == []
    assert seen.movies[f"{one.plate}.ffv1.mkv"].startswith("14 frames at 24, from 00:00:41:17, tagged 1-1-0 full")
    assert not (one.folder / ".lock").exists()


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_plate_that_is_being_made_is_left_alone(tmp_path: Path, jobs: int) -> None:
    plate = job(tmp_path).plate
    first = elsewhere(tmp_path, jobs)
    try:
        wait_for(plate.folder / "png" / f"{plate.name}.1001.png")
        with pytest.raises(BriefError, match=rf"is being made by process {first.pid} on .*; wait for it, or give this one --version next"):
            make(job(tmp_path, "1001-1010", "png"))
        assert first.wait(30) == 0
    finally:
        first.kill()
        first.wait()
    assert verify_plate(plate.folder) == []
    assert make(job(tmp_path, "1001-1010", "png")).kept == 10


def test_the_lock_of_a_dead_process_is_taken_over(tmp_path: Path) -> None:
    plate = job(tmp_path).plate
    first = elsewhere(tmp_path, 2)
    wait_for(plate.folder / "png" / f"{plate.name}.1001.png")
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    assert (plate.folder / ".lock").exists()
    end = time.monotonic() + 10  # its workers see that it is gone
    while True:
        try:
            receipt = make(job(tmp_path, "1001-1010", "png", Bars(slow=0.15)))
            break
        except BriefError:
            assert time.monotonic() < end
            time.sleep(0.05)
    assert receipt.painted < 10
    assert verify_plate(plate.folder) == []


def test_a_lock_is_let_go_of_whatever_happens(tmp_path: Path) -> None:
    plate = job(tmp_path).plate
    plate.folder.mkdir(parents=True)

    def failing() -> None:
        with lock.held(plate):
            with pytest.raises(BriefError, match="is being made by"), lock.held(plate):
                pass
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        failing()
    with lock.held(plate):
        assert (plate.folder / ".lock").read_text().startswith(f"process {os.getpid()} on ")
    assert list(plate.folder.iterdir()) == []


def test_parts_are_made_side_by_side_and_never_beside_the_whole(tmp_path: Path) -> None:
    asked = job(tmp_path, "1001-1024", "png,gif")
    first, second = map(FrameRange, asked.frames.chunks(12))
    asked.plate.folder.mkdir(parents=True)

    def refused() -> None:
        with pytest.raises(BriefError, match=f"is being made by process {os.getpid()} on "):
            make(asked)

    with lock.held(asked.plate, alone=False):
        assert make_part(asked, first, False, refused).painted == 12
        refused()
    assert not lock.left(asked.plate)
    with lock.held(asked.plate), pytest.raises(BriefError, match="is being made by"):
        make_part(asked, second, False, lambda: None)
    make_part(asked, second, False, lambda: None)
    assert make(asked).painted == 0
    assert not (asked.plate.folder / ".lock").exists()
    assert verify_plate(asked.plate.folder) == []


def test_a_part_that_is_made_again_after_the_whole_leaves_nothing(tmp_path: Path) -> None:
    asked = job(tmp_path, "1001-1004", "png")
    whole = make(asked)
    before = contents(whole.folder)
    assert make_part(asked, asked.frames, False, lambda: None).painted == 0
    assert contents(whole.folder) == before
    assert standing(asked.plate, whole.fingerprint, ("png",), asked.frames, asked.labels) is not None


def test_a_run_for_other_frames_leaves_what_the_manifest_says_of_movies(tmp_path: Path) -> None:
    first = make(job(tmp_path, "1001-1004", "prores4444"))
    make(job(tmp_path, "1011-1012", "png"))
    assert verify_plate(first.folder) == []
    assert examine(first.folder).movies[f"{first.plate}.prores4444.mov"].startswith("4 frames at 24, from 00:00:41:17")


@pytest.mark.parametrize("kind", ["prores4444", "ffv1", "gif"])
def test_a_disk_that_fills_while_a_movie_is_joined_leaves_none_and_a_rerun_ends_it(kind: str, tmp_path: Path) -> None:
    whole = make(job(tmp_path / "whole", "1001-1030", kind))
    movie = next(entry for entry in whole.files)
    code = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from bars import job\n"
        "from generator.plan.make import make\n"
        "from generator.problems import WriteError\n"
        "import generator.plan.make as module\n"
        "joined = module._joined\n"
        "def full(*given):\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))\n"
        "    yield from joined(*given)\n"
        "module._joined = full\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "try:\n"
        "    make(job(Path(sys.argv[1]), '1001-1030', sys.argv[2]))\n"
        "except WriteError as error:\n"
        "    print(error)\n"
    )
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    command = [sys.executable, "-B", "-c", code, str(tmp_path / "full"), kind, str(movie.size // 2)]
    told = subprocess.run(command, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=True).stdout
    assert f"{movie.path}: File too large" in told
    folder = tmp_path / "full" / whole.plate
    assert not (folder / movie.path).exists()
    assert not list(folder.rglob("*.part"))
    receipt = make(job(tmp_path / "full", "1001-1030", kind))
    assert receipt.painted == 0, "the chunks were kept"
    assert contents(folder) == contents(whole.folder)
