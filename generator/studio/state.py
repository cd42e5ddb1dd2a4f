"""Studio: what runs while the desk is open: two renderers, the watch over files, and the pages that listen for news."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from multiprocessing.context import BaseContext
from typing import Any

from generator.studio.desk import Desk
from generator.studio.errands import Hands
from generator.studio.renders import Renders
from generator.studio.watch import Edition, edition

EVERY = 0.25
"""Seconds between two looks at the files."""
_UNREAD = 64


class Studio:
    """``first`` makes the picture that is being looked at; ``second`` all else, so that nothing else makes it wait."""

    def __init__(self, desk: Desk, context: BaseContext) -> None:
        self.desk = desk
        self.closed = False
        self.first, self.second = Hands(desk, context), Hands(desk, context)
        self.renders = Renders(desk, context, self.tell)
        self._listeners: set[asyncio.Queue[Mapping[str, Any] | None]] = set()
        self._renew(edition(desk))

    def _renew(self, now: Edition) -> None:
        self._files = self.first.edition = self.second.edition = now
        self.edition = now.name

    async def watch(self) -> None:
        """Tell every page when a file was saved."""
        while True:
            await asyncio.sleep(EVERY)
            now = await asyncio.to_thread(edition, self.desk)
            if now != self._files:
                self._renew(now)
                self.tell({"kind": "files", "edition": self.edition})

    def tell(self, news: Mapping[str, Any]) -> None:
        """News for every page; one that does not read them is left behind."""
        for listener in [*self._listeners]:
            if listener.qsize() >= _UNREAD:
                self._listeners.discard(listener)
            else:
                listener.put_nowait(news)

    def listen(self) -> asyncio.Queue[Mapping[str, Any] | None]:
        listener: asyncio.Queue[Mapping[str, Any] | None] = asyncio.Queue()
        self._listeners.add(listener)
        return listener

    def leave(self, listener: asyncio.Queue[Mapping[str, Any] | None]) -> None:
        self._listeners.discard(listener)

    def close(self) -> None:
        """End everything that was started, once."""
        if self.closed:
            return
        self.closed = True
        for listener in self._listeners:
            listener.put_nowait(None)
        self.renders.close()
        self.first.close()
        self.second.close()
