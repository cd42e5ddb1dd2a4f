"""One plate is made by one command at a time: two would tidy away each other's parts and join each other's chunks.

Those who make parts of it, and tidy and join nothing, share the lock with each other, and with nobody who makes the whole.

The system holds the lock for as long as the process lives, so what a killed one leaves behind is a file that nobody holds: the next
command takes it over. File systems without locks go without; whole files and equal bytes still keep a plate right there.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import socket
from collections.abc import Iterator
from pathlib import Path

from generator.deliver.files import writing
from generator.deliver.naming import Plate
from generator.problems import BriefError


class HeldError(BriefError):
    """Another process is making the same plate."""


_NAME = ".lock"
_TAKEN = (errno.EWOULDBLOCK, errno.EACCES)


@contextlib.contextmanager
def held(plate: Plate, alone: bool = True) -> Iterator[None]:
    """Hold a plate, whose folder is there, ``alone`` or with others who do not. Raises HeldError that says who holds it already,
    WriteError where nothing can be written."""
    path = plate.folder / _NAME
    with writing(path):
        file = _taken(path, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
    if file is None:
        raise HeldError(f"{plate.name} is being made by {_holder(path)}; wait for it, or give this one --version next")
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            if not alone:  # others may hold it still: whoever is the last of them can have it alone, and takes its file away
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink(missing_ok=True)
        # Workers that were forked meanwhile have the file open too: closing it here would not let go of it.
        with contextlib.suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_UN)
        os.close(file)


def left(plate: Plate) -> bool:
    """Whether a plate's lock is there: somebody holds it, or was killed with it in hand."""
    return (plate.folder / _NAME).exists()


def _taken(path: Path, way: int) -> int | None:
    """The lock's file, held in a way; ``None`` where another process holds it in one that does not agree."""
    while True:
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        try:
            fcntl.flock(file, way | fcntl.LOCK_NB)
        except OSError as fault:
            if fault.errno in _TAKEN:
                os.close(file)
                return None
        if _same(file, path):
            os.ftruncate(file, 0)
            os.pwrite(file, f"process {os.getpid()} on {socket.gethostname()}\n".encode(), 0)
            return file
        os.close(file)  # whoever held it before has just removed it: the name is another file's now


def _same(file: int, path: Path) -> bool:
    with contextlib.suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(file), path.stat())
    return False


def _holder(path: Path) -> str:
    with contextlib.suppress(OSError):
        return path.read_text(errors="replace").strip() or "another command"
    return "another command"
