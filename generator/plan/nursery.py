"""Where worker processes come from.

On Linux they are forked from the first process, as long as that has no other threads: what it has imported, compiled and drawn by then is
theirs from their first moment, and their memory is its memory until one of them writes to it. Elsewhere, and where threads run, a worker
begins with nothing and makes everything by itself; nothing that it writes is different. This module imports next to nothing, because it
is called before anything else.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import signal
import sys
import threading
from collections.abc import Iterator
from multiprocessing import resource_tracker
from multiprocessing.context import BaseContext

ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS")
"""What tells libraries to start no threads: a worker is one process on one core, and theirs would only get in each other's way."""


def forks() -> bool:
    """Whether a worker would inherit what this process has ready now."""
    return sys.platform == "linux" and threading.active_count() == 1


def context() -> BaseContext:
    """The way in which workers start now."""
    return multiprocessing.get_context("fork" if forks() else "spawn")


@contextlib.contextmanager
def unswept() -> Iterator[None]:
    """Import without looking for rubbish: what modules make stays, so it is not searched later either."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@contextlib.contextmanager
def deaf() -> Iterator[None]:
    """Processes that start meanwhile do not hear Ctrl-C from their first breath on, and this one hears it afterwards: none is lost. Only a
    main thread may set signals."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    presses: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: presses.append(number))
    try:
        with _blocked():
            yield
    finally:
        signal.signal(signal.SIGINT, before)
        for number in presses:
            signal.raise_signal(number)


@contextlib.contextmanager
def _blocked() -> Iterator[None]:
    """Ctrl-C waits; processes and threads that start meanwhile inherit that, also those that begin with nothing."""
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # one that starts later would lift the block
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
