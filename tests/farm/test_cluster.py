"""The same sheets on a dask cluster: the same bytes, a killed worker, a poison row, a scheduler that dies; and whom it refuses to join."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sheets import Call, calmly, sheet, tree
from tiny import Tiny

pytest.importorskip("distributed")

from generator.farm.cluster import address_of

# What every worker of the cluster runs first: one dies at asset 2, once; whoever takes asset 5 dies.
PRELOAD = """
import os, pathlib, signal
from generator.render import batch
usual = getattr(batch, "usual", batch._KINDS["make"])
batch.usual = usual  # this is run more than once
def work(here, item, piece):
    token = pathlib.Path(__file__).with_name("token")
    if piece.asset == 5 or (piece.asset == 2 and token.exists()):
        token.unlink(missing_ok=True)
        os.kill(os.getpid(), signal.SIGKILL)
    return usual(here, item, piece)
batch._KINDS["make"] = work
"""
SCHEDULER = (
    "-m",
    "distributed.cli.dask_scheduler",
    "--host",
    "127.0.0.1",
    "--port",
    "0",
    "--no-dashboard",
    "--scheduler-file",
    "found.json",
)
WORKER = ("-m", "distributed.cli.dask_worker", "--scheduler-file", "found.json", "--host", "127.0.0.1", "--nthreads", "1", "--no-dashboard")
RUN = "import sys; from generator.cli import main; main()"


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What other processes need to find the program, and this one's workers."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    monkeypatch.setenv("DASK_DISTRIBUTED__ADMIN__LOW_LEVEL_LOG_LENGTH", "0")
    return dict(os.environ)


@pytest.mark.filterwarnings("ignore")  # of the library's own, while workers die
def test_a_killed_worker_and_a_poison_row(
    ministerio: Call, tiny: Tiny, tmp_path: Path, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    sheet(tmp_path / "s.csv", 8)
    (tmp_path / "token").touch()
    (tmp_path / "preload.py").write_text(PRELOAD)
    monkeypatch.setenv("DASK_DISTRIBUTED__WORKER__PRELOAD", json.dumps([str(tmp_path / "preload.py")]))
    command = [sys.executable, "-c", RUN, "batch", "s.csv", "--out", "out", "--engine", "dask", "--jobs", "2", "--json"]
    done = subprocess.run(command, cwd=tmp_path, env=dict(os.environ), capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 1, done.stderr
    told = json.loads(done.stdout)
    assert (told["made"] + told["kept"], told["failed"]) == (7, 1)
    assert "s.csv:6: row 5, sp_r005_tiny_v001: worker processes died 3 times" in done.stderr
    again = ministerio("batch", "s.csv", "--out", "out", "--jobs", 1, "--json")
    assert (again.code, again.json["kept"], again.json["made"]) == (0, 7, 1)
    assert tree(tmp_path / "out") == calmly(ministerio)


def test_a_scheduler_that_dies_and_a_rerun(ministerio: Call, tiny: Tiny, tmp_path: Path, environment: dict[str, str]) -> None:
    sheet(tmp_path / "s.csv", 12, "png,h264", frames="1001-1024")
    (tmp_path / "out/_batch/s").mkdir(parents=True)
    (tmp_path / "out/_batch/s/costs.json").write_text('{"tiny 128x72 h264,png all": [3, 0.001]}')  # an item for each row
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path, "env": environment}
    scheduler = subprocess.Popen([sys.executable, *SCHEDULER], **quiet)  # type: ignore[call-overload]
    worker = subprocess.Popen([sys.executable, *WORKER], **quiet)  # type: ignore[call-overload]
    try:
        _until((tmp_path / "found.json").exists)
        command = [sys.executable, "-c", RUN, "batch", "s.csv", "--out", "out", "--engine", "dask", "--scheduler", "found.json"]
        batch = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        _until(lambda: len(list((tmp_path / "out").glob("*/*.manifest.json"))) > 1)
        scheduler.send_signal(signal.SIGKILL)
        told, said = batch.communicate(timeout=60)
        assert batch.returncode == 1, said
        assert "the scheduler is gone; the same command goes on from what is there\n" in said
        assert "Traceback" not in said
        assert "distributed" not in said
        assert " not begun; " in told
    finally:
        for process in (scheduler, worker):
            process.kill()
            process.wait()
    done = ministerio("batch", "s.csv", "--out", "out", "--jobs", 1, "--json")
    assert (done.code, done.json["failed"]) == (0, 0)
    assert done.json["kept"] > 0
    assert tree(tmp_path / "out") == calmly(ministerio)


def test_a_scheduler_without_workers_is_waited_for_until_somebody_stops_it(
    ministerio: Call, tiny: Tiny, tmp_path: Path, environment: dict[str, str]
) -> None:  # fmt: skip
    sheet(tmp_path / "s.csv", 2)
    (tmp_path / "out/_batch/s").mkdir(parents=True)
    (tmp_path / "out/_batch/s/costs.json").write_text('{"tiny 128x72 png all": [1, 0.001]}')
    scheduler = subprocess.Popen(
        [sys.executable, *SCHEDULER], cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _until((tmp_path / "found.json").exists)
        command = [sys.executable, "-c", RUN, "batch", "s.csv", "--out", "out", "--engine", "dask", "--scheduler", "found.json"]
        batch = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert batch.stderr is not None
        assert batch.stderr.readline() == "the scheduler has no workers: waiting for workers\n"
        batch.send_signal(signal.SIGINT)
        told, said = batch.communicate(timeout=60)
        assert (batch.returncode, "stopping: " in said, "Traceback" in said) == (130, True, False)
        assert told.startswith("0 made, 0 kept, 0 failed, 2 not begun; ")
    finally:
        scheduler.kill()
        scheduler.wait()


@pytest.mark.parametrize("when", ["LocalCluster", "close"])
def test_ctrl_c_waits_while_a_cluster_starts_or_closes(
    when: str, ministerio: Call, tiny: Tiny, tmp_path: Path, environment: dict[str, str]
) -> None:  # fmt: skip
    """Pressed in the midst of it, twice: nothing is left half open, for the library to close when the process ends."""
    sheet(tmp_path / "s.csv", 2)
    run = f"""
import os, signal, sys, distributed
from generator.cli import main
def pressed(usual):
    def begun(*given, **more):
        for _ in range(2):
            os.kill(os.getpid(), signal.SIGINT)
        return usual(*given, **more)
    return begun
holder = distributed if "{when}" == "LocalCluster" else distributed.LocalCluster
setattr(holder, "{when}", pressed(getattr(holder, "{when}")))
main()
"""
    command = [sys.executable, "-c", run, "batch", "s.csv", "--out", "out", "--engine", "dask", "--jobs", "1"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert (done.returncode, "Traceback" in done.stderr, "Exception ignored" in done.stderr) == (130, False, False), done.stderr


def _until(true: object, seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("tcp://10.0.0.7:8786", "tcp://10.0.0.7:8786 is no TLS address; a scheduler beyond this machine is joined with tls:// only"),
        ("render-host:8786", "tcp://render-host:8786 is no TLS address"),
        ("tls://127.0.0.1:1", "the scheduler tls://127.0.0.1:1 cannot be joined: distributed.comm.tls names no keys and certificates"),
        ("nothing.json", "nothing.json is neither an address, as tls://host:8786, nor the file of a scheduler"),
    ],
)
def test_whom_it_refuses_to_join(given: str, said: str, ministerio: Call, tiny: Tiny, tmp_path: Path) -> None:
    sheet(tmp_path / "s.csv", 1)
    done = ministerio("batch", "s.csv", "--out", "out", "--engine", "dask", "--scheduler", given)
    assert done.code == 2
    assert done.err.startswith(said)


def test_a_schedulers_file(tmp_path: Path) -> None:
    (tmp_path / "found.json").write_text('{"address": "tls://10.0.0.7:8786"}')
    assert address_of(str(tmp_path / "found.json")) == "tls://10.0.0.7:8786"


@pytest.mark.parametrize(("engine", "said"), [("ray", "there is no engine ray"), ("local", "a scheduler is for --engine dask")])
def test_other_engines_are_told(engine: str, said: str, ministerio: Call, tiny: Tiny, tmp_path: Path) -> None:
    sheet(tmp_path / "s.csv", 1)
    done = ministerio("batch", "s.csv", "--out", "out", "--engine", engine, "--scheduler", "x")
    assert (done.code, done.err.startswith(said)) == (2, True)
