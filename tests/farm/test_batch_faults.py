"""Faults, caused on purpose. In each, the final tree equals byte for byte that of an undisturbed run on one process."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sheets import Call, before, calmly, die, once, sheet, tree
from tiny import Tiny

SCRIPT = """
import sys, time
from generator.cli import main
from generator.render import batch
usual = batch._KINDS["make"]
def work(here, item, piece):
    open(f"begun_{piece.asset}", "w").close()
    time.sleep(0.3)
    return usual(here, item, piece)
batch._KINDS["make"] = work
if __name__ == "__main__":
    sys.argv = ["ministerio", "batch", "s.csv", "--out", "out", "--jobs", "2"]
    main()
"""


def test_a_killed_worker(ministerio: Call, tiny: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet(tmp_path / "s.csv", 8)
    killed = once(tmp_path, die)
    before(monkeypatch, lambda asset: killed() if asset == 3 else None)
    done = ministerio("batch", "s.csv", "--out", "out", "--jobs", 2, "--json")
    assert (done.code, done.json["failed"]) == (0, 0)
    assert [done.json[name] for name in ("made", "kept", "painted")] == [8, 0, 24]  # all of it in this run, whoever died of it
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    assert tree(tmp_path / "out") == calmly(ministerio)


def test_one_poison_row_in_five_hundred(ministerio: Call, tiny: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny.change("scene.svg.j2", '{{ w("hello", name=p.name) }}', "")
    sheet(tmp_path / "s.csv", 500, frames="1001")
    before(monkeypatch, lambda asset: die() if asset == 250 else None)
    done = ministerio("batch", "s.csv", "--out", "out", "--jobs", 2, "--json")
    assert (done.code, done.json["made"] + done.json["kept"], done.json["failed"]) == (1, 499, 1)
    assert "s.csv:251: row 250, sp_r250_tiny_v001: worker processes died 3 times while they made it" in done.err
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    again = ministerio("batch", "s.csv", "--out", "out", "--jobs", 2, "--json")
    assert (again.code, again.json["kept"], again.json["made"]) == (0, 499, 1)
    assert tree(tmp_path / "out") == calmly(ministerio)


def test_a_full_disk_stops_the_batch_and_a_rerun_goes_on(
    ministerio: Call, tiny: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    sheet(tmp_path / "s.csv", 12)
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    before(monkeypatch, lambda asset: resource.setrlimit(resource.RLIMIT_FSIZE, (900, hard)) if asset >= 5 else None)
    done = ministerio("batch", "s.csv", "--out", "out", "--jobs", 1, "--json")
    assert (done.code, done.json["made"]) == (1, 4)
    assert done.json["waiting"] > 0
    assert "nothing more is begun; make room and run the same command again" in done.err
    assert not [name for name in tree(tmp_path / "out") if name.endswith(".part")]
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    assert ministerio("batch", "s.csv", "--out", "out", "--jobs", 1, "--json").json["kept"] == 4
    assert tree(tmp_path / "out") == calmly(ministerio)


@pytest.mark.parametrize("text", ["{", "[]", '{"mine": 1}'])
def test_a_damaged_manifest_names_what_helps(text: str, ministerio: Call, tiny: Tiny, tmp_path: Path) -> None:
    sheet(tmp_path / "s.csv", 2)
    calm = calmly(ministerio)
    assert ministerio("batch", "s.csv", "--out", "out", "--jobs", 1).code == 0
    manifest = Path("out/sp_r002_tiny_v001/sp_r002_tiny_v001.manifest.json")
    manifest.write_text(text)
    refused = ministerio("batch", "s.csv", "--out", "out", "--jobs", 1, "--json")
    assert (refused.code, refused.json["kept"], refused.json["failed"]) == (1, 1, 1)
    assert refused.json["assets"][1]["message"] == f"{manifest} cannot be read as a manifest; --overwrite makes the plate again"
    assert refused.err.count("cannot be read as a manifest") == 1  # told once, not tried again
    assert ministerio("batch", "s.csv", "--out", "out", "--jobs", 1, "--overwrite").code == 0
    assert tree(tmp_path / "out") == calm


def test_what_is_in_a_plates_way_is_told_with_what_helps(ministerio: Call, tiny: Tiny, tmp_path: Path) -> None:
    sheet(tmp_path / "s.csv", 2)
    (tmp_path / "out").mkdir()
    (tmp_path / "out/sp_r001_tiny_v001").touch()
    (tmp_path / "out/sp_r002_tiny_v001/png/sp_r002_tiny_v001.1001.png").mkdir(parents=True)
    done = ministerio("batch", "s.csv", "--out", "out", "--jobs", 1, "--json")
    assert [asset["message"] for asset in done.json["assets"]] == [
        "cannot write out/sp_r001_tiny_v001: File exists; move away what stands there",
        "cannot write out/sp_r002_tiny_v001/png/sp_r002_tiny_v001.1001.png: Is a directory; move away what stands there",
    ]


def test_the_output_folder_is_removed_meanwhile(ministerio: Call, tiny: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet(tmp_path / "s.csv", 10)
    removed = once(tmp_path, lambda: shutil.rmtree(tmp_path / "out", ignore_errors=True))
    before(monkeypatch, lambda asset: removed() if asset == 6 else None)
    done = ministerio("batch", "s.csv", "--out", "out", "--jobs", 2, "--json")
    assert (done.code, done.json["failed"]) == (0, 0)
    assert "plates are not as they were made: once more" in done.err
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    assert tree(tmp_path / "out") == calmly(ministerio)


def test_a_corrupt_frame_before_the_rerun(ministerio: Call, tiny: Tiny, tmp_path: Path) -> None:
    sheet(tmp_path / "s.csv", 4, "png,h264")
    calm = calmly(ministerio)
    shutil.copytree(tmp_path / "calm", tmp_path / "out")
    frame = tmp_path / "out/sp_r003_tiny_v001/png/sp_r003_tiny_v001.1002.png"
    frame.write_bytes(frame.read_bytes()[:-20])
    done = ministerio("batch", "s.csv", "--out", "out", "--jobs", 1, "--json")
    assert (done.code, done.json["kept"], done.json["painted"]) == (0, 3, 1)
    assert tree(tmp_path / "out") == calm


@pytest.mark.parametrize("name", [".lock", "png/.sp_r002_tiny_v001.1002.png.elsewhere.17.part"])
def test_what_a_worker_left_beside_a_complete_plate(name: str, ministerio: Call, tiny: Tiny, tmp_path: Path) -> None:
    sheet(tmp_path / "s.csv", 3)
    calm = calmly(ministerio)
    shutil.copytree(tmp_path / "calm", tmp_path / "out")
    for left in (tmp_path / "out/sp_r002_tiny_v001" / name, tmp_path / "out/_batch/s/.status.csv.elsewhere.17.part"):
        left.write_text("process 0 on nowhere\n")
        os.utime(left, (0, 0))  # of another machine: long ago
    done = ministerio("batch", "s.csv", "--out", "out", "--jobs", 1, "--json")
    assert (done.code, done.json["kept"], done.json["painted"]) == (0, 3, 0)
    assert tree(tmp_path / "out") == calm
    assert not list((tmp_path / "out/_batch").rglob("*.part"))


def test_two_batches_on_the_same_output(ministerio: Call, tiny: Tiny, tmp_path: Path) -> None:
    sheet(tmp_path / "s.csv", 10, "png,h264")
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-B", "-c", "from generator.cli import main; main()", "batch", "s.csv", "--out", "out", "--jobs", "2"]
    both = [subprocess.Popen(command, env=env, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert tree(tmp_path / "out") == calmly(ministerio)


@pytest.mark.parametrize("presses", [1, 2])
def test_ctrl_c_drains_or_stops_and_a_rerun_goes_on(presses: int, ministerio: Call, tiny: Tiny, tmp_path: Path) -> None:
    sheet(tmp_path / "s.csv", 9, "png,h264")
    costs = tmp_path / "out/_batch/s/costs.json"  # so dear that each row is an item of its own
    costs.parent.mkdir(parents=True)
    costs.write_text('{"tiny 128x72 h264,png all": [3, 0.1]}')
    (tmp_path / "run.py").write_text(SCRIPT)
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(
        [sys.executable, "-B", "run.py"], env=env, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    assert process.stderr is not None
    while not (tmp_path / "begun_3").exists():
        assert process.poll() is None, process.communicate()
    for n in range(presses):
        os.killpg(process.pid, signal.SIGINT)
        if n + 1 < presses:
            next(line for line in process.stderr if "press Ctrl-C again" in line)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130, said
    assert said.count("go on") == 1
    begun = len(list(tmp_path.glob("begun_*")))
    assert begun < 9
    left = tree(tmp_path / "out")
    assert not [name for name in left if name.endswith(".part")]
    again = ministerio("batch", "s.csv", "--out", "out", "--jobs", 1, "--json")
    assert (again.code, again.json["failed"]) == (0, 0)
    if presses == 1:  # what was in hand was finished
        assert again.json["kept"] == begun
    assert tree(tmp_path / "out") == calmly(ministerio)
