"""Renders: plates that the page has made, each by a process of its own that renders as ``ministerio render`` does.

Renders(desk, context, tell).start(wish, options)   -> its state; news of it go to every page
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from typing import Any

from generator.deliver.naming import NEXT
from generator.plan.job import Progress
from generator.problems import BriefError, MinisterioError
from generator.render import render
from generator.studio.confine import brief_of
from generator.studio.desk import Desk
from generator.studio.wish import Wish

OPTIONS = ("formats", "frames", "show", "shot", "version", "layers")


@dataclass(slots=True)
class State:
    """One render: how far it is, and what came of it. ``state``: running, done, failed, stopped."""

    number: int
    template: str
    command: str
    state: str = "running"
    done: int = 0
    total: int = 0
    what: str = ""
    folder: str = ""
    message: str = ""

    @property
    def plain(self) -> dict[str, Any]:
        return {"kind": "render", **asdict(self)}


def make(desk: Desk, asked: Mapping[str, Any], told: Connection) -> None:
    """Render one plate in this process, and tell how far it is."""
    os.setpgrp()  # Ctrl-C at the studio's terminal is the studio's to handle
    try:
        brief = brief_of(desk, desk.places.shelf(), asked).numbered(desk.out)
        receipt = render(brief, desk.places, desk.out, told=lambda progress: told.send(_progress(progress)))
        told.send({"state": "done", "folder": str(receipt.folder), "message": "\n".join(receipt.notes)})
    except MinisterioError as error:
        told.send({"state": "failed", "message": str(error)})
    except KeyboardInterrupt:
        told.send({"state": "stopped"})


def _progress(progress: Progress) -> dict[str, Any]:
    return {"what": progress.what, "done": progress.done, "total": progress.total}


def known(options: Mapping[str, Any]) -> None:
    """Raises BriefError for an option that a page may not give."""
    for name in options:
        if name not in OPTIONS:
            raise BriefError(f"a render is not asked for {name}")


class Renders:
    """See the module. Belongs to one event loop."""

    def __init__(self, desk: Desk, context: BaseContext, tell: Callable[[Mapping[str, Any]], None]) -> None:
        self._desk, self._context, self._tell = desk, context, tell
        self._states: dict[int, State] = {}
        self._processes: dict[int, tuple[Any, Connection]] = {}

    @property
    def states(self) -> list[dict[str, Any]]:
        """All of them, the latest first."""
        return [state.plain for state in reversed(self._states.values())]

    def start(self, wish: Wish, options: Mapping[str, Any], command: str) -> State:
        """Begin to render, with options that are :func:`known`. Raises BriefError where one is being made already."""
        if any(state.state == "running" for state in self._states.values()):
            raise BriefError("a plate is being made: wait for it, or stop it")
        ours, theirs = self._context.Pipe(duplex=False)
        asked = wish.asked(self._desk.canon) | {"version": NEXT, **options}
        process = self._context.Process(target=make, args=(self._desk, asked, theirs))  # type: ignore[attr-defined]
        process.start()
        theirs.close()
        state = State(len(self._states) + 1, wish.template, command)
        self._states[state.number] = state
        self._processes[state.number] = (process, ours)
        asyncio.get_running_loop().add_reader(ours.fileno(), self._heard, state.number)
        self._tell(state.plain)
        return state

    def stop(self, number: int) -> None:
        """Have one stopped: nothing half-written stays, and the same command goes on from there."""
        process, _ = self._processes.get(number, (None, None))
        if process is not None and process.pid:
            os.kill(process.pid, signal.SIGINT)

    def _heard(self, number: int) -> None:
        state = self._states[number]
        process, ours = self._processes[number]
        try:
            for name, value in ours.recv().items():
                setattr(state, name, value)
        except (EOFError, OSError):
            asyncio.get_running_loop().remove_reader(ours.fileno())
            ours.close()
            process.join()
            del self._processes[number]
            if state.state == "running":
                state.state, state.message = "failed", "the process that rendered it was ended"
        self._tell(state.plain)

    def close(self) -> None:
        """Stop what still runs."""
        for number, (process, ours) in self._processes.items():
            asyncio.get_running_loop().remove_reader(ours.fileno())
            self.stop(number)
            process.join(5)
            if process.is_alive():
                process.kill()
