"""Where worker processes come from: a process that has imported everything and forks when it is asked to.

Importing the renderer takes longer than drawing the first frame. ``ready`` starts that process early, so that it imports while the first
process does the same, and every worker (a new one for a dead one, too) is there in milliseconds. Where forking servers are not to be had,
workers are spawned. This module imports next to nothing, because it is called before anything else.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import signal
import threading
from collections.abc import Iterator
from multiprocessing import forkserver
from multiprocessing.context import BaseContext

ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS")
"""What tells libraries to start no threads: a worker is one process on one core, and theirs would only get in each other's way."""
PRELOADED = ("generator.plan.cradle",)
NEEDED = ("generator.render.plate", "generator.render.drawing")


def context() -> BaseContext:
    """The way in which workers start."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload(list(PRELOADED))
    return found


def ready() -> None:
    """Start importing elsewhere, now. Calling it twice, or never, does no harm."""
    if context().get_start_method() == "forkserver":
        with deaf():
            forkserver.ensure_running()


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
    """Processes that start meanwhile ignore Ctrl-C from their first breath; only a main thread may set signals."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
