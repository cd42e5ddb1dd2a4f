"""The command as a process of its own: what a terminal, a pipe, a shell and Ctrl-C do to it."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

COMMAND = [sys.executable, "-c", "import sys; sys.argv[0] = 'ministerio'; from generator.cli import main; main()"]
PLATE = "sp_000_000_tiny_v001"


def environment(**more: str) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "MINISTERIO_DEBUG"}}
    return {**plain, "PYTHONPATH": str(Path(__file__).parents[2]), **more}


def run(*arguments: str, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        COMMAND + list(arguments), cwd=cwd, env=environment(**more), capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_is_130_and_the_same_command_goes_on(tiny: Any, tmp_path: Path, sent: signal.Signals) -> None:
    command = ["render", "tiny", "--frames", "1001-3000", "--to", "exr", "--jobs", "1"]
    process = subprocess.Popen(
        COMMAND + command, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    made = tmp_path / "output" / PLATE / "exr"
    while process.poll() is None and len(list(made.glob("*.exr")) if made.is_dir() else []) < 5:
        time.sleep(0.02)
    process.send_signal(sent)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (130, "")
    assert err.splitlines()[-1] == "interrupted; run the same command again to go on"
    assert {path.suffix for path in (tmp_path / "output").rglob("*") if path.is_file()} <= {".exr", ".json"}
    there = len(list(made.glob("*.exr")))
    assert 5 <= there < 2000
    again = run("render", "tiny", "--frames", "1001-1010", "--to", "exr", "--jobs", "1", "--json", cwd=tmp_path)
    assert again.returncode == 0, again.stderr
    assert f'"kept": {min(there, 10)}' in again.stdout


def test_a_reader_that_has_enough_is_no_failure(tiny: Any, tmp_path: Path) -> None:
    process = subprocess.Popen([*COMMAND, "list"], cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(30) == 0
    process.stderr.close()


@pytest.mark.parametrize("plain", [False, True])
def test_a_terminal_has_a_bar_and_colours_only_where_they_are_wanted(tiny: Any, tmp_path: Path, plain: bool) -> None:
    main, other = pty.openpty()
    more = {"NO_COLOR": "1"} if plain else {"TERM": "xterm-256color"}
    process = subprocess.Popen(
        [*COMMAND, "render", "tiny", "--frames", "1001-1012", "--to", "png", "--jobs", "1"],
        cwd=tmp_path, env=environment(**{"TERM": "xterm-256color", **more}), stdout=subprocess.PIPE, stderr=other, text=True,
    )  # fmt: skip
    os.close(other)
    shown = b""
    while True:
        try:
            part = os.read(main, 4096)
        except OSError:  # how a terminal ends on Linux
            break
        if not part:
            break
        shown += part
    os.close(main)
    out, _ = process.communicate(timeout=30)
    assert (process.returncode, out) == (0, f"output/{PLATE}\n")
    assert b"frames/s" in shown
    assert b"\r" in shown
    coloured = any(b"\x1b[" + code in shown for code in (b"3", b"9", b"1;3"))
    assert coloured is not plain


def test_completion(tmp_path: Path) -> None:
    script = run(cwd=tmp_path, _MINISTERIO_COMPLETE="source_bash")
    assert "complete -o default -F _ministerio_completion" in script.stdout
    found = run(cwd=tmp_path, _MINISTERIO_COMPLETE="complete_bash", COMP_WORDS="ministerio re", COMP_CWORD="1")
    assert found.stdout.split() == ["reel", "render"]
