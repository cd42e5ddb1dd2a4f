"""Ctrl-C and sudden death: nothing half-written stays, nobody lives on, and the same call goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from bars import Bars, contents, job

from generator.deliver.verify import verify_plate
from generator.plan.make import make

FORMATS = "exr,png,h264"
SCRIPT = """
import multiprocessing, sys
from pathlib import Path
from bars import Bars, job
from generator.plan.make import make
def told(progress):
    if progress.stage == "rendering":
        print(progress.done, *[child.pid for child in multiprocessing.active_children()], flush=True)
if __name__ == "__main__":
    try:
        make(job(Path(sys.argv[1]), "1001-1060", sys.argv[3], source=Bars(slow=0.06)), jobs=int(sys.argv[2]), told=told)
    except KeyboardInterrupt:
        sys.exit(130)
"""


def started(folder: Path, jobs: int) -> tuple[subprocess.Popen[str], list[int]]:
    """A render in a process group of its own, once some frames are done; and its workers."""
    script = folder / "script.py"
    script.write_text(SCRIPT)
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    command = [sys.executable, "-B", str(script), str(folder), str(jobs), FORMATS]
    process = subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": path}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stdout is not None
    for line in process.stdout:
        done, *workers = map(int, line.split())
        if done >= 32:
            return process, workers
    raise AssertionError(process.communicate()[1])


def wait_until(true: Callable[[], bool], seconds: float = 8.0) -> bool:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.02)
    return true()


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_leaves_no_half_file_and_a_rerun_goes_on(jobs: int, tmp_path: Path) -> None:
    process, workers = started(tmp_path, jobs)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to every process of the group
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert errors == ""
    assert not any(alive(pid) for pid in workers)
    folder = job(tmp_path).plate.folder
    left = contents(folder)
    assert left
    assert not [name for name in left if name.endswith((".part", f"{folder.name}.h264.mp4"))]
    source = Bars()
    make(job(tmp_path, "1001-1060", FORMATS, source=source))
    assert len(source.painted) < 60
    calm = make(job(tmp_path / "calm", "1001-1060", FORMATS))
    assert contents(folder) == contents(calm.folder)
    assert verify_plate(folder) == []


def test_when_the_first_process_is_killed_its_workers_end_and_orphans_are_swept(tmp_path: Path) -> None:
    process, workers = started(tmp_path, 2)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=20)
    assert len(workers) == 2
    assert wait_until(lambda: not any(alive(pid) for pid in workers))
    make(job(tmp_path, "1001-1060", FORMATS))
    folder = job(tmp_path).plate.folder
    assert not [name for name in contents(folder) if name.endswith(".part")]
    assert verify_plate(folder) == []
