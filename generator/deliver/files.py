"""Whole files or none: everything is written beside its final name, synced, then renamed.

Frames of sequences are the exception: :func:`write_soon` leaves it to whoever collects them to :func:`settle` them on the disk, while the
next ones are painted. Should the machine itself fall meanwhile, a rerun finds by their sums which are not whole.

A part's name carries the host and the process that writes it, so that what a killed process left can be told from what a living one is
still writing. Nobody locks: two processes that write the same frame write the same bytes.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.problems import WriteError

_PART = ".part"
_OLD = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Written:
    """A file that stands under its final name: its size in bytes and its SHA-256 in hexadecimal."""

    path: Path
    size: int
    sha256: str


def measure(path: Path) -> Written:
    """Read a file and say what it is; raises OSError."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return Written(path, file.tell(), digest)


def part_of(final: Path) -> Path:
    """The name under which this process writes ``final``: hidden, in the same folder."""
    return final.with_name(f".{final.name}.{_host()}.{os.getpid()}{_PART}")


def _host() -> str:
    return socket.gethostname().split(".")[0] or "host"


def why(fault: BaseException) -> str:
    """What went wrong, as a person says it: ``No space left on device``."""
    text = getattr(fault, "strerror", None) or str(fault) or type(fault).__name__
    return str(text).strip().splitlines()[0]


_IN_THE_WAY = {errno.EEXIST, errno.EISDIR, errno.ENOTDIR, errno.ENOTEMPTY}


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn what a library or the system says about a file into a :class:`WriteError` that names it."""
    try:
        yield
    except (OSError, RuntimeError) as fault:
        mend = "; move away what stands there" if getattr(fault, "errno", None) in _IN_THE_WAY else ""
        raise WriteError(f"cannot write {path}: {why(fault)}{mend}") from fault


def folder(path: Path) -> Path:
    """Make a folder and those above it; raises :class:`WriteError`."""
    with writing(path):
        path.mkdir(parents=True, exist_ok=True)
    return path


class Whole:
    """A file in the making: write to ``part``; ``written`` is there once it stands under its final name."""

    __slots__ = ("final", "part", "written")

    def __init__(self, final: Path) -> None:
        self.final, self.part = final, part_of(final)
        self.written: Written

    def publish(self, known: Written | None = None, synced: bool = True) -> None:
        """Give the part its final name, ``synced`` before; it is read again unless it is ``known`` what it holds. Raises OSError."""
        if synced:
            _sync(self.part)
        done = known or measure(self.part)
        self.part.replace(self.final)
        self.written = Written(self.final, done.size, done.sha256)

    def discard(self) -> None:
        """Remove what is left of the part, if anything. Never raises."""
        with contextlib.suppress(OSError):
            self.part.unlink(missing_ok=True)


@contextlib.contextmanager
def whole(final: Path) -> Iterator[Whole]:
    """Afterwards ``final`` is whole, or untouched with no part left. Raises :class:`WriteError`."""
    file = Whole(final)
    try:
        with writing(final):
            yield file
            file.publish()
    finally:
        file.discard()


def write_bytes(final: Path, content: bytes) -> Written:
    """Write one file whole; raises :class:`WriteError`."""
    return _written(final, content, synced=True)


def write_soon(final: Path, content: bytes) -> Written:
    """Write one file whole, for somebody else to :func:`settle`; raises :class:`WriteError`."""
    return _written(final, content, synced=False)


def settle(final: Path) -> None:
    """Wait until a written file is on the disk; one that cannot be there is removed. Raises :class:`WriteError`."""
    try:
        with writing(final):
            _sync(final)
    except WriteError:
        with contextlib.suppress(OSError):
            final.unlink(missing_ok=True)
        raise


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _written(final: Path, content: bytes, synced: bool) -> Written:
    file = Whole(final)
    try:
        with writing(final):
            file.part.write_bytes(content)
            file.publish(Written(final, len(content), hashlib.sha256(content).hexdigest()), synced)
    finally:
        file.discard()
    return file.written


def sweep(top: Path) -> int:
    """Remove the :func:`orphans` in a folder and below it; returns how many."""
    swept = 0
    for part in orphans(top):
        with contextlib.suppress(OSError):
            part.unlink()
            swept += 1
    return swept


def orphans(top: Path) -> Iterator[Path]:
    """The parts that nobody is writing any more: those of this host whose process is gone, any other's that are a day old."""
    host = _host()
    for part in top.rglob(f".*{_PART}"):
        *_, owner, pid, _ = part.name.split(".")
        with contextlib.suppress(OSError):
            if not _alive(int(pid)) if owner == host and pid.isdigit() else time.time() - part.stat().st_mtime > _OLD:
                yield part


def _alive(pid: int) -> bool:
    """Whether a process of this host still runs; one that ended and that nobody has waited for does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    with contextlib.suppress(OSError):
        return not Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].startswith("Z")
    return True
