"""Guard: who may ask. Requests in; those of strangers are answered here and go no further.

- The ``Host`` that is asked for must be one that the studio goes by: a page elsewhere cannot point a name of its own at this machine.
- A page of another origin may ask nothing (``Origin``, and ``Sec-Fetch-Site`` where there is none). A link to the studio may be followed.
- What changes something is sent as JSON, or says what it uploads, so that no form of a foreign page can send it.
- Where the studio listens beyond this machine, whoever asks must know its token: once in the address, then by a cookie.
- A question has a largest size, which is held while it is read.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from generator.studio.desk import Bounds

COOKIE = "ministerio"
UPLOAD = "/api/upload"
_HEADERS = {
    "content-security-policy": "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
}
_ISOLATED = {"cross-origin-opener-policy": "same-origin"}  # elsewhere there is no certificate, and browsers complain of it


def is_loopback(host: str) -> bool:
    """Whether an address is this machine's own, reached by nobody else."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


class TooLargeError(Exception):
    """A question over its bound."""


@dataclass(frozen=True, slots=True)
class Guard:
    """The middleware. ``host`` is what the studio listens on, ``token`` what strangers need, or nothing on loopback."""

    app: ASGIApp
    host: str
    port: int
    token: str
    bounds: Bounds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        refused = self._refused(scope, headers)
        if refused:
            await _answer(send, *refused)
            return
        started = False

        async def told(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = [*message["headers"], *((k.encode(), v.encode()) for k, v in self._extra(scope).items())]
            await send(message)

        try:
            await self.app(scope, self._bounded(scope, receive), told)
        except TooLargeError as error:
            if not started:
                await _answer(send, 413, str(error))

    def _refused(self, scope: Scope, headers: Mapping[str, str]) -> tuple[int, str] | None:
        """A status and a sentence for those who may not ask."""
        origin, most, length = headers.get("origin"), self._most(scope), headers.get("content-length", "0")
        name = headers.get("host", "")
        foreign = origin is not None and not (origin.startswith("http://") and self._own(origin.removeprefix("http://")))
        changes = scope["method"] not in {"GET", "HEAD"} and scope["path"] != UPLOAD
        if not self._own(name):
            return 421, "this studio does not go by that name"
        if foreign or (headers.get("sec-fetch-site", "none") not in {"same-origin", "none"} and not _followed(scope, headers)):
            return 403, "pages of other origins may ask nothing here"
        if self.token and not hmac.compare_digest(self._shown(scope, headers).encode(), _sign(self.token).encode()):
            return 401, "this studio is opened with its token: add ?token=... to the address"
        if not length.isdigit() or int(length) > most:
            return 413, _too_large(most)
        if changes and not headers.get("content-type", "").startswith("application/json"):
            return 415, "questions are asked in JSON"
        return None

    def _own(self, name: str) -> bool:
        """Whether the studio goes by a name: its address, this machine's, and beyond loopback any bare address, which no foreign page can
        make its own."""
        host, _, port = name.lower().rpartition(":")
        if port != str(self.port):
            return False
        if host in {"localhost", "127.0.0.1", "[::1]", self.host, f"[{self.host}]"}:
            return True
        return not is_loopback(self.host) and (_is_address(host) or host == socket.gethostname().lower())

    def _extra(self, scope: Scope) -> dict[str, str]:
        """Headers of every answer; with the page itself comes the cookie of those who had the token."""
        headers = _HEADERS | _ISOLATED if is_loopback(self.host) else _HEADERS
        if not self.token or scope["path"] != "/":
            return headers
        return headers | {"set-cookie": f"{self._cookie}={_sign(self.token)}; HttpOnly; SameSite=Strict; Path=/"}

    @property
    def _cookie(self) -> str:
        """Cookies are of a host whatever the port: each studio of a machine has one of its own."""
        return f"{COOKIE}-{self.port}"

    def _shown(self, scope: Scope, headers: Mapping[str, str]) -> str:
        """The sign of the token that whoever asks has; what else is among the cookies is not read."""
        asked = parse_qs(str(scope["query_string"], "latin-1")).get("token")
        if asked:
            return _sign(asked[0])
        pairs = (pair.strip().partition("=") for pair in headers.get("cookie", "").split(";"))
        return next((value for name, _, value in pairs if name == self._cookie), "")

    def _most(self, scope: Scope) -> int:
        return self.bounds.upload if scope["path"] == UPLOAD else self.bounds.body

    def _bounded(self, scope: Scope, receive: Receive) -> Receive:
        """The question as it comes in, as long as it is not too large."""
        most, read = self._most(scope), 0

        async def bounded() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > most:
                raise TooLargeError(_too_large(most))
            return message

        return bounded


def _sign(token: str) -> str:
    """What the cookie holds: it proves that its owner has known the token, and does not tell it."""
    return hashlib.sha256(b"ministerio studio\0" + token.encode()).hexdigest()


def _followed(scope: Scope, headers: Mapping[str, str]) -> bool:
    """Whether somebody followed a link to the page itself, which then asks in its own name."""
    whole = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    return whole and scope["method"] == "GET" and scope["path"] == "/"


def _too_large(most: int) -> str:
    return f"that is over {most // (1024 * 1024)} MiB, the most that is read here"


async def _answer(send: Send, status: int, sentence: str) -> None:
    body = sentence.encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode()), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
