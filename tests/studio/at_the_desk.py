"""A studio that is open, as its users open it, and a page of it in a browser's window: what tests of the desk work with."""

from __future__ import annotations

import http.client
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

MANIFEST = """\
title: Desk
description: A word, a bar and a sun, in four languages, quick to draw.
looks: [vigil, ministry]
languages: [es, en, ar]
canvases: [320x180]
duration: 48f
beats: {hold: 24f}
layers:
  bar: What moves.
  words: What is read.
  glow: {help: Light., operation: plus}
parameters:
  name: {type: text, help: Who., max_length: 40, fact: citizen.name, default: Ada}
  level: {type: integer, help: How long the bar is., min: 0, max: 100, default: 40}
  tint: {type: colour, help: Of the bar., default: "#1F4E8C"}
  kind: {type: choice, help: Which word., choices: [hello, bye], default: hello}
  shown: {type: boolean, help: Whether the bar is there., default: true}
  wait: {type: duration, help: Before it grows., min: 0, max: 24, default: 6f}
  at: {type: moment, help: When., fact: at, default: "2041-10-14 12:00:00"}
  face: {type: image, help: A face., default: ""}
  rows:
    type: list
    help: What happened.
    max: 4
    of: {type: record, fields: {what: {type: text, help: What., max_length: 20}, points: {type: integer, help: Points., min: -99, max: 99}}}
    default: [{what: uno, points: -3}]
"""
SCENE = """\
<svg xmlns="http://www.w3.org/2000/svg" xmlns:ui="https://ministerio.example/ui" viewBox="0 0 320 180">
  {% if p.shown %}
  <g ui:layer="bar"><rect x="20" y="120" width="{{ 2 * p.level }}" height="20" fill="{{ p.tint }}">
    <animate attributeName="x" from="20" to="100" begin="{{ p.wait }}" dur="24f" fill="freeze"/></rect></g>
  {% endif %}
  <g ui:layer="words"><ui:text x="20" y="20" width="280" height="70" font-family="Saira" font-size="40" min-size="14"
    fill="#ffffff">{{ w(p.kind, name=p.name) }}</ui:text></g>
  {# here #}
</svg>
"""
WORDS = {
    "es": "hello: Hola {name}\nbye: Adiós {name}\n",
    "en": "hello: Hello {name}\nbye: Bye {name}\n",
    "ar": "hello: أهلا {name}\nbye: وداعا {name}\n",
}
SLOW = SCENE.replace("{# here #}", "{% for i in range(90000) %}{% for j in range(90000) %}{% set x = i * j %}{% endfor %}{% endfor %}")


Reply = tuple[int, bytes, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Open:
    """A studio that runs: its port, its project's folder, and the templates that it was given."""

    port: int
    project: Path
    process: subprocess.Popen[str]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    @property
    def scene(self) -> Path:
        return self.project / "templates" / "desk" / "scene.svg.j2"

    def ask(self, path: str, body: object = None, headers: dict[str, str] | None = None, method: str = "") -> Reply:
        """A question as any program can ask it: status, body and headers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            data = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
            kind = {} if body is None else {"content-type": "application/json"}
            connection.request(method or ("GET" if body is None else "POST"), path, data, kind | (headers or {}))
            answer = connection.getresponse()
            return answer.status, answer.read(), {name.lower(): value for name, value in answer.getheaders()}
        finally:
            connection.close()

    def frame(self, wish: dict[str, Any], **sight: Any) -> Reply:
        asked = {"template": "desk", **wish}
        return self.ask("/api/frame", {"wish": asked, "sight": {"frame": 1024, "part": 1, **sight}, "slot": "test"})


def make_templates(folder: Path) -> Path:
    """The template of these tests, in a folder of templates."""
    (folder / "desk" / "words").mkdir(parents=True)
    (folder / "desk" / "manifest.yaml").write_text(MANIFEST, encoding="utf-8")
    (folder / "desk" / "scene.svg.j2").write_text(SCENE, encoding="utf-8")
    for code, text in WORDS.items():
        (folder / "desk" / "words" / f"{code}.yaml").write_text(text, encoding="utf-8")
    return folder


def opened(project: Path, *options: str) -> Open:
    """Start a studio and wait until it says where it is."""
    command = [sys.executable, "-c", "from generator.cli import main; main()", "studio", "desk", "--no-browser", "--port", "0", *options]
    process = subprocess.Popen(
        command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | {"MINISTERIO_DEBUG": "1"}
    )
    assert process.stdout is not None
    assert process.stderr is not None
    address = process.stdout.readline()
    assert address.startswith("http://"), process.stderr.read()
    return Open(int(address.split(":")[2].split("/")[0]), project, process)


def closed(studio: Open) -> int:
    """End a studio as its user does; its exit code."""
    studio.process.send_signal(signal.SIGINT)
    code = studio.process.wait(timeout=10)
    for stream in (studio.process.stdout, studio.process.stderr):
        if stream:
            stream.close()
    return code


class Seen:
    """A page of the studio in a browser window."""

    def __init__(self, page: Any, address: str) -> None:
        self.page = page
        self.faults: list[str] = []
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", self._hears)
        page.goto(address)
        self.settled()

    def _hears(self, message: Any) -> None:
        if message.type == "error" and "422" not in message.text:  # a fault of the template, which the page tells itself
            self.faults.append(message.text)

    def settled(self) -> NDArray[np.uint8]:
        """The picture, once it is that of everything that was asked for."""
        self.page.wait_for_selector("#picture[data-frame]")
        self.page.wait_for_selector("#desk:not(.busy)")
        return self.pixels()

    def pixels(self) -> NDArray[np.uint8]:
        """What the canvas shows, pixel by pixel."""
        return np.asarray(Image.open(io.BytesIO(self.page.locator("#picture").screenshot())).convert("RGB"))

    def until(self, told: Callable[[], bool], seconds: float = 30.0) -> None:
        """Wait until something is so."""
        end = time.monotonic() + seconds
        while not told():
            assert time.monotonic() < end, "it never was so"
            self.page.wait_for_timeout(30)

    def changes(self, before: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Wait until the picture is another, and give it."""
        self.until(lambda: not np.array_equal(self.pixels(), before))
        return self.settled()
