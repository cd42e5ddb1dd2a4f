"""A worker that is killed before any one thing that it does to the disk: the next one leaves the tree that an undisturbed one leaves."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from sheets import tree
from tiny import Tiny

from generator.batch.items import Item, Kind, Piece, Settings
from generator.render.batch import do

ASKED = {"template": "tiny", "shot": "a", "parameters": {}}
WAYS: dict[str, tuple[dict[str, str], Sequence[tuple[Kind, str]]]] = {
    "whole": ({"frames": "1001-1002", "formats": "png,h264"}, [("make", "")]),
    "in parts": ({"frames": "1001-1024", "formats": "h264"}, [("part", "1001-1012"), ("part", "1013-1024"), ("assemble", "")]),
}
CHANGES = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.truncate"}


def made(settings: Settings, asked: dict[str, str], kinds: Sequence[tuple[Kind, str]]) -> None:
    for number, (kind, frames) in enumerate(kinds):
        outcome = do(Item(number, kind, (Piece(1, {**ASKED, **asked}, frames),), settings))
        assert outcome.done[0].status != "failed", outcome.done[0].message


def killed_before(change: int, settings: Settings, asked: dict[str, str], kinds: Sequence[tuple[Kind, str]]) -> str:
    """A process of its own makes it, and is killed before so many changes of the output; the change, nothing where it came to its end."""
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        left = change

        def heard(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal left
            writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
            if not writes and event not in CHANGES:
                return
            path = Path(str(arguments[0]))
            if path.is_relative_to(settings.out) or not path.is_absolute():  # trees are removed by names within their folders
                left -= 1
                if left < 0:
                    os.write(theirs, f"{event} {path.name}".encode())
                    os.kill(os.getpid(), signal.SIGKILL)

        try:
            sys.addaudithook(heard)
            made(settings, asked, kinds)
        finally:
            os._exit(0)
    os.close(theirs)
    _, status = os.waitpid(child, 0)
    with os.fdopen(ours) as pipe:
        last = pipe.read()
    assert (os.WIFSIGNALED(status)) == bool(last), last
    return last


@pytest.mark.parametrize("way", WAYS)
def test_killed_before_any_change_of_the_output(way: str, tiny: Tiny, tmp_path: Path) -> None:
    asked, kinds = WAYS[way]

    def settings(out: str) -> Settings:
        return Settings(tmp_path / out, (tiny.templates,), run=str(tmp_path))

    made(settings("calm"), asked, kinds)
    calm = tree(tmp_path / "calm")
    moments: list[str] = []
    wrong: dict[str, list[str]] = {}
    while True:
        out = settings("out")
        moment = killed_before(len(moments), out, asked, kinds)
        if not moment:
            break
        moments.append(moment)
        made(out, asked, kinds)
        found = tree(out.out)
        if found != calm:
            wrong[f"{len(moments)} {moment}"] = found.unlike(calm)
        shutil.rmtree(out.out)
    assert not wrong
    assert {"open .lock", "os.rename", "os.rmdir .chunks", "os.remove .lock"} <= {*moments, *(moment.split()[0] for moment in moments)}
