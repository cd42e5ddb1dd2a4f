"""Sheets over the tiny template, run as a user runs them; and what their plates hold."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from tiny import Done as Called

from generator.batch.items import Done, Item, Kind, Piece
from generator.render import batch
from generator.render.open_assets import OpenAssets

Call = Callable[..., Called]


class Tree(dict[str, bytes]):
    """Files by name, byte for byte."""

    def unlike(self, other: Tree) -> list[str]:
        """The names of files that one of two has, or that differ."""
        return sorted(name for name in {*self, *other} if self.get(name) != other.get(name))


def tree(out: Path) -> Tree:
    """Everything below a folder but for logs and status."""
    files = (path for path in sorted(out.rglob("*")) if path.is_file())
    return Tree({name: path.read_bytes() for path in files if not (name := path.relative_to(out).as_posix()).startswith("_batch/")})


def sheet(path: Path, rows: int = 6, formats: str = "png", frames: str = "1001-1003", **changed: str) -> Path:
    """A sheet of so many rows; ``changed``: the level of some, by ``rN``."""
    lines = [f'tiny,r{n:03d},{changed.get(f"r{n}", n % 8)},{frames},"{formats}"' for n in range(1, rows + 1)]
    path.write_text("\n".join(["template,shot,level,frames,formats", *lines, ""]))
    return path


def calmly(ministerio: Call, out: str = "calm", name: str = "s.csv") -> Tree:
    """The tree of an undisturbed run on one process, into an empty folder."""
    assert ministerio("batch", name, "--out", out, "--jobs", 1).code == 0
    return tree(Path(out))


def before(monkeypatch: pytest.MonkeyPatch, act: Callable[[int], None], kind: Kind = "make") -> None:
    """Something that workers do before each asset of a kind of item; they are forked from this process."""
    usual = batch._KINDS[kind]

    def work(here: OpenAssets, item: Item, piece: Piece) -> Done:
        act(piece.asset)
        return usual(here, item, piece)

    monkeypatch.setitem(batch._KINDS, kind, work)


def once(folder: Path, act: Callable[[], None]) -> Callable[[], None]:
    """Something that happens once, whichever process comes first."""
    token = folder / f"token_{len(list(folder.glob('token_*')))}"
    token.touch()

    def acted() -> None:
        try:
            token.unlink()
        except FileNotFoundError:
            return
        act()

    return acted


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
