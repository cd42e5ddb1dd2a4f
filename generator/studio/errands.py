"""Errands: what the pages want of one renderer process. One thing is done at a time; of those that wait in a slot only the latest stays.

    Hands(desk, context).ask("picture 7", "frame", body)     -> an Answer, or StaleError where a later one of that slot came

A renderer that takes too long, or that dies, is ended and another one takes its place. What it was doing is told as a fault.
"""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from typing import Any

from generator.studio.desk import Desk
from generator.studio.hand import Answer, Errand, StaleError, work
from generator.studio.watch import Edition

PRELOADED = ("generator.studio.hand", "generator.studio.renders")


def fork_server() -> BaseContext:
    """The process that renderers are forked from: all modules are imported there, once, and no thread runs."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*PRELOADED])
    return context


@dataclass(slots=True)
class _Waiting:
    slot: str
    errand: Errand
    later: bool
    patient: bool
    answer: asyncio.Future[Answer] = field(repr=False)


class Hands:
    """See the module. Belongs to one event loop."""

    def __init__(self, desk: Desk, context: BaseContext) -> None:
        self._desk, self._context = desk, context
        self.edition = Edition()
        self._number = 0
        self._waiting: dict[str, _Waiting] = {}
        self._now: _Waiting | None = None
        self._alarm: asyncio.TimerHandle | None = None
        self._errands, self._off, self._process = self._hired()

    def _hired(self) -> tuple[Connection, Connection, Any]:
        ours, theirs = self._context.Pipe()
        hears, says = self._context.Pipe(duplex=False)
        process = self._context.Process(target=work, args=(self._desk, theirs, hears), daemon=True)  # type: ignore[attr-defined]
        process.start()
        theirs.close()
        hears.close()
        asyncio.get_running_loop().add_reader(ours.fileno(), self._heard)
        return ours, says, process

    @property
    def pid(self) -> int:
        """The renderer's process."""
        return int(self._process.pid or 0)

    async def ask(self, slot: str, what: str, body: Mapping[str, Any], *, later: bool = False, patient: bool = False) -> Answer:
        """Have something done; ``patient``, once nothing else waits; ``later``, when nothing else is wanted. Raises StaleError where the
        slot was given something later before this was done, or, later, where something else was wanted."""
        self._number += 1
        errand = Errand(self._number, self.edition, what, body)
        mine = _Waiting(slot, errand, later, patient, asyncio.get_running_loop().create_future())
        earlier = self._waiting.pop(slot, None)
        if earlier:
            _tell(earlier, StaleError())
        if self._now and (self._now.slot == slot or (self._now.later and not later)):
            with contextlib.suppress(OSError):
                self._off.send(self._now.errand.number)
        self._waiting[slot] = mine
        self._next()
        return await mine.answer

    def _next(self) -> None:
        if self._now or not self._waiting:
            return
        slot = min(self._waiting, key=lambda one: (self._waiting[one].later, self._waiting[one].patient))  # of equals who waits longest
        self._now = self._waiting.pop(slot)
        self._alarm = asyncio.get_running_loop().call_later(self._desk.bounds.seconds, self._too_long)
        try:
            self._errands.send(self._now.errand)
        except OSError:
            self._replace("the renderer was ended")

    def _heard(self) -> None:
        """The renderer has answered, or has gone."""
        try:
            answer: Answer = self._errands.recv()
        except (EOFError, OSError):
            self._replace("the renderer was ended: it may have taken more memory than there is")
            return
        done, self._now = self._now, None
        if self._alarm:
            self._alarm.cancel()
        if done:
            _tell(done, StaleError() if answer.kind == "stale" else answer)
        self._next()

    def _too_long(self) -> None:
        self._replace(f"this takes longer than {self._desk.bounds.seconds:g} s, so it was ended")

    def _replace(self, why: str) -> None:
        """Another renderer, and a fault for what the last one was at."""
        self._dismiss()
        lost, self._now = self._now, None
        self._errands, self._off, self._process = self._hired()
        if lost:
            _tell(lost, Answer("failure", {"problems": [{"message": why, "file": "", "line": 0}]}))
        self._next()

    def _dismiss(self) -> None:
        if self._alarm:
            self._alarm.cancel()
        asyncio.get_running_loop().remove_reader(self._errands.fileno())
        self._process.kill()
        self._process.join()
        self._errands.close()
        self._off.close()

    def close(self) -> None:
        """End the renderer; whoever still waits is told that it is off."""
        self._dismiss()
        for waiting in (*self._waiting.values(), *([self._now] if self._now else [])):
            _tell(waiting, StaleError())


def _tell(waiting: _Waiting, what: Answer | StaleError) -> None:
    if waiting.answer.done():
        return
    if isinstance(what, Answer):
        waiting.answer.set_result(what)
    else:
        waiting.answer.set_exception(what)
