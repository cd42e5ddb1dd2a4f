"""The cluster: items done by dask.distributed, on a cluster of this machine or on one that is given by address or file (extra `farm`).

A scheduler trusts whoever reaches it, so nothing here listens or speaks beyond loopback without TLS. Items are few and long: no more than
there are workers are submitted at a time, and each result is taken home at once, because dask makes again what a dying worker still held.
What was in hand when a worker died is tried again asset by asset and by itself, so that the blame is right.
"""

from __future__ import annotations

import contextlib
import importlib
import ipaddress
import json
import logging
import multiprocessing
import sys
import time
from asyncio import CancelledError as AsyncCancelledError
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from dataclasses import replace
from multiprocessing import forkserver
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from generator.batch.items import Item, Outcome
from generator.farm.pool import lost
from generator.plan import nursery
from generator.problems import BriefError, RenderError
from generator.render.batch import do

LOOPBACK = "127.0.0.1"
_TICK = 0.5
_BETWEEN = 2.0  # seconds in which workers are counted once
_NOBODY = 3.0  # seconds without a worker, before that is said
_WAITING = "the scheduler has no workers: waiting for workers"
_GONE = "the scheduler is gone; the same command goes on from what is there"
_TOLD = {
    "distributed.scheduler.allowed-failures": 0,
    "distributed.comm.timeouts.connect": "20s",
    "distributed.admin.log-format": "%(message)s",
    # What watches tasks of milliseconds takes 4 % of a core from every process, and nobody looks: items take seconds.
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "5s",
    "distributed.scheduler.work-stealing": False,  # nothing waits behind another item
}
_READY = ["generator.render.batch", "distributed"]  # what workers of this machine begin with


class Cluster:
    """An engine; a context manager. Raises BriefError for a scheduler that cannot be joined."""

    def __init__(self, jobs: int, scheduler: str | None, frames: Callable[[int], None], say: Callable[[str], None]) -> None:
        self._jobs, self._scheduler, self._frames, self._say = jobs, scheduler, frames, say
        self._painted = 0
        self._alone: float | None = None  # since when nobody is there
        self._missing = self._halted = False
        self._workers, self._counted = 0, float("-inf")
        self._suspects: set[int] = set()
        self._open = contextlib.ExitStack()
        self._client: Any = None
        self._library: Any = None

    def __enter__(self) -> Self:
        with nursery.deaf(), contextlib.ExitStack() as stack:  # Ctrl-C is heard once all of it can be closed
            way = "spawn" if self._scheduler else _beginning()
            dask, self._library = _library("dask"), _library("distributed")
            _hush()
            stack.enter_context(dask.config.set({**_TOLD, "distributed.worker.multiprocessing-method": way}))
            where = self._joined() if self._scheduler else self._started(stack)
            try:
                self._client = self._library.Client(**where)
            except TypeError:
                told = "distributed.comm.tls names no keys and certificates in dask's configuration"
                raise BriefError(f"the scheduler {self._scheduler} cannot be joined: {told}") from None
            except (OSError, TimeoutError, ValueError, RuntimeError) as fault:
                raise BriefError(f"the scheduler {self._scheduler or 'of this machine'} cannot be joined: {fault}") from None
            stack.callback(self._leave)
            self._open = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        with nursery.deaf():
            self._open.close()

    def halt(self) -> None:
        """Nothing more is begun: what is in hand is waited for, unless there is nobody to finish it."""
        self._halted = True

    def _leave(self) -> None:
        """A scheduler that is gone is no reason to wait."""
        with contextlib.suppress(Exception):
            self._client.close(timeout=2)

    def _started(self, stack: contextlib.ExitStack) -> dict[str, Any]:
        """A cluster of this machine's own. It opens ports for pages however it is asked: on loopback, any that are free."""
        cluster = self._library.LocalCluster(
            n_workers=self._jobs, threads_per_worker=1, processes=True, host=LOOPBACK, dashboard_address=f"{LOOPBACK}:0",
            worker_dashboard_address=f"{LOOPBACK}:0", silence_logs=50, memory_limit=0,
        )  # fmt: skip
        stack.callback(_close, cluster)
        return {"address": cluster.scheduler_address}

    def _joined(self) -> dict[str, Any]:
        """Somebody else's scheduler; its keys and certificates are those of dask's own configuration."""
        assert self._scheduler is not None
        address = address_of(self._scheduler)
        if address.startswith("tls://"):
            return {"address": address, "security": self._library.Security(require_encryption=True), "timeout": 10}
        if not _is_loopback(address):
            raise BriefError(f"{address} is no TLS address; a scheduler beyond this machine is joined with tls:// only")
        return {"address": address, "timeout": 10}

    def run(self, items: deque[Item]) -> Iterator[Outcome]:
        """Outcomes as they come; ``items`` may grow meanwhile, or be emptied. Raises RenderError where the scheduler is gone."""
        running: dict[Any, Item] = {}
        while items or running:
            width = self._width()
            if self._halted and not self._workers:
                return
            while items and len(running) < width and not (running and self._suspicious(items[0], *running.values())):
                item = _at_home(items.popleft())
                running[self._client.submit(do, item, pure=False, retries=0)] = item
            self._waited(list(running))
            for future in [future for future in running if future.status != "pending"]:
                outcome = self._home(future, running.pop(future))
                self._painted += sum(done.painted for done in outcome.done)
                self._frames(self._painted)
                yield outcome

    def _width(self) -> int:
        """How many items may be in hand: one for each worker, of whom there may be more or fewer by now. Asking takes as long as giving out
        an item, and a scheduler that is gone would be waited for."""
        if self._client.status != "running":
            raise RenderError(_GONE)
        if time.monotonic() - self._counted > _BETWEEN:
            self._workers = len(self._client.scheduler_info(n_workers=-1)["workers"])
            self._counted = time.monotonic()
            self._missed()
        return max(1, self._workers)

    def _missed(self) -> None:
        """Say once where nobody has been there for a while."""
        if self._workers:
            self._alone, self._missing = None, False
        elif self._alone is None:
            self._alone = self._counted
        elif not self._missing and self._counted - self._alone > _NOBODY:
            self._missing = True
            self._say(_WAITING)

    def _suspicious(self, *items: Item) -> bool:
        """Whether a worker died on an asset of one of these."""
        return any(piece.asset in self._suspects for item in items for piece in item.pieces)

    def _waited(self, futures: list[Any]) -> None:
        """Until one of them is done, or for a moment."""
        with contextlib.suppress(TimeoutError, CancelledError, AsyncCancelledError):  # what was cancelled says so when it comes home
            self._library.wait(futures, timeout=_TICK, return_when="FIRST_COMPLETED")

    def _home(self, future: Any, item: Item) -> Outcome:
        """What a future came to."""
        if future.status == "finished":
            found = future.result()
            assert isinstance(found, Outcome)
            return found
        if future.status == "error" and isinstance(future.exception(), self._library.KilledWorker):
            self._suspects.update(piece.asset for piece in item.pieces)
            return lost(item, mends=True)
        if future.status == "error":
            raise RenderError(f"a worker could not take item {item.number}: {future.exception()}")
        raise RenderError(_GONE)


def _hush() -> None:
    """Whatever matters is told by what futures come to. The library sets its own levels when it is imported, one for each part."""
    for name in ("distributed", "tornado", *list(logging.root.manager.loggerDict)):
        if name.partition(".")[0] in ("distributed", "tornado"):
            logging.getLogger(name).setLevel(logging.CRITICAL)


def _library(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        raise BriefError("the engine dask needs distributed: pip install 'ministerio[farm]'") from None


def _beginning() -> str:
    """How workers of this machine begin. On Linux they are forked from a process that has no threads and has everything imported, which it
    does from now on, beside this one; they ignore Ctrl-C, which is this process's to handle."""
    if sys.platform != "linux":
        return "spawn"
    multiprocessing.set_forkserver_preload(_READY)
    with nursery.deaf():
        forkserver.ensure_running()
    return "forkserver"


def _close(cluster: Any) -> None:
    """Workers that do not end in time are killed with this process. Ctrl-C waits: what is half closed is closed once more at the end."""
    with nursery.deaf(), contextlib.suppress(Exception):
        cluster.close(timeout=5)


def _at_home(item: Item) -> Item:
    """With the folder that its names start from: a cluster's workers stand elsewhere."""
    return item if item.settings.home else replace(item, settings=replace(item.settings, home=Path.cwd()))


def address_of(given: str) -> str:
    """A scheduler's address: as given, or from the file that it wrote. Raises BriefError."""
    path = Path(given)
    if "://" in given or not path.is_file():
        if not urlsplit(given if "://" in given else f"tcp://{given}").port:
            raise BriefError(f"{given} is neither an address, as tls://host:8786, nor the file of a scheduler")
        return given if "://" in given else f"tcp://{given}"
    try:
        return str(json.loads(path.read_bytes())["address"])
    except (OSError, ValueError, KeyError, TypeError):
        raise BriefError(f"{given} is no file that a scheduler wrote") from None


def _is_loopback(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
