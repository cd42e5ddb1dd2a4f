"""What tests of the whole program share: the command line called as a user calls it, and a template of a few lines to call it with."""

from __future__ import annotations

import gc
import io
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from unittest import mock

import pytest
from tiny import Done, Tiny

from generator.cli import main


def pytest_sessionfinish() -> None:
    """Renders freeze what is in memory; let go of it, or libraries tell of what they think is leaked."""
    gc.unfreeze()


@pytest.fixture(scope="session", autouse=True)
def by_itself() -> Iterator[None]:
    """Where tests run on all cores, a thread of the runner waits in each of them for orders. It holds nothing while a test runs, so it
    shall not keep workers from being forked, as they are where the program runs by itself."""
    runners = set(threading.enumerate()) - {threading.main_thread()}

    def others() -> int:
        return len(set(threading.enumerate()) - runners)

    with mock.patch.object(threading, "active_count", others):
        yield


@pytest.fixture
def ministerio(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Done]:
    """The command line in this process, in an empty folder: its exit code and what it writes to stdout and stderr."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: object) -> Done:
        out, err = io.StringIO(), io.StringIO()
        code: object = 0
        with mock.patch.object(sys, "argv", ["ministerio", *map(str, arguments)]), redirect_stdout(out), redirect_stderr(err):
            try:
                main()
            except SystemExit as leaving:
                code = leaving.code
        return Done(int(str(code or 0)), out.getvalue(), err.getvalue())

    return call


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    """A template in ``./templates``, where the command line finds it."""
    return Tiny(tmp_path / "templates")
