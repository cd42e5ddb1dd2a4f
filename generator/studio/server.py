"""Server: the studio's web application, and the socket that it listens on. It asks the renderers and reads no template itself."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from urllib.parse import quote

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware

from generator.problems import BriefError
from generator.studio.desk import Desk
from generator.studio.errands import fork_server
from generator.studio.guard import Guard, is_loopback
from generator.studio.routes import ROUTES
from generator.studio.state import Studio

PORT = 7341
LEAST_TOKEN = 16


@dataclass(frozen=True, slots=True)
class Door:
    """Where the studio listens: on loopback, or elsewhere with a token that whoever comes in has to know."""

    host: str = "127.0.0.1"
    port: int = PORT
    token: str = ""

    def check(self) -> None:
        """Raises BriefError for a door that would stand open."""
        if not is_loopback(self.host) and len(self.token) < LEAST_TOKEN:
            raise BriefError(f"--host {self.host} lets others in: give --token with at least {LEAST_TOKEN} characters that only they know")

    def listen(self) -> socket.socket:
        """The socket; raises BriefError where it cannot be had."""
        self.check()
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((self.host, self.port))
        except OSError as error:
            listening.close()
            raise BriefError(f"{self.host}:{self.port} cannot be listened on ({error.strerror}); --port 0 takes a free one") from None
        listening.listen(64)
        return listening


def application(desk: Desk, door: Door, port: int) -> Starlette:
    """The studio as an ASGI application; its renderers live as long as it runs."""
    context = fork_server()

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        studio = Studio(desk, context)
        app.state.studio = studio
        looking = asyncio.create_task(studio.watch())
        try:
            yield
        finally:
            looking.cancel()
            studio.close()

    guard = Middleware(Guard, host=door.host, port=port, token=door.token, bounds=desk.bounds)
    return Starlette(routes=ROUTES, middleware=[guard], lifespan=lifespan)


class _Server(uvicorn.Server):
    """uvicorn's, which says when it is ready, and ends at once though pages still listen for news and wait for pictures."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None], leaving: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready, self._leaving = ready, leaving

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._leaving()
        await super().shutdown(sockets)


def serve(desk: Desk, door: Door, ready: Callable[[str], None]) -> None:
    """Run the studio until it is interrupted; ``ready`` is told its address. Raises BriefError."""
    listening = door.listen()
    port = int(listening.getsockname()[1])
    name = "127.0.0.1" if door.host in {"0.0.0.0", "::"} else f"[{door.host}]" if ":" in door.host else door.host
    address = f"http://{name}:{port}/" + (f"?token={quote(door.token, safe='')}" if door.token else "")
    app = application(desk, door, port)
    config = uvicorn.Config(
        app, log_level="error", access_log=False, ws="none", lifespan="on", timeout_graceful_shutdown=1,
        server_header=False, h11_max_incomplete_event_size=64 * 1024,
    )  # fmt: skip

    def leaving() -> None:
        app.state.studio.close()

    try:
        with contextlib.suppress(KeyboardInterrupt):  # that is how it is closed
            _Server(config, lambda: ready(address), leaving).run(sockets=[listening])
    finally:
        listening.close()
