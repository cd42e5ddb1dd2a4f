"""A template small enough to be read at a glance, and a call that composes a scene in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from generator.documents.canvas import Canvas, parse_canvas
from generator.documents.compose import Composed, Request, compose
from generator.documents.manifest import read_manifest
from generator.documents.meter import Limits
from generator.documents.template import Source, Template
from generator.values.rate import Rate

LOOK = (Path(__file__).parents[2] / "templates/_kit/looks/vigil.yaml").read_text(encoding="utf-8")
MANIFEST = """\
title: Simple
description: A template for tests.
looks: [vigil]
languages: [es, en, ar]
canvases: [hd, uhd]
duration: 48
beats: {judge: 12}
layers: {text: What is read.}
treatments: {lens: Scan lines.}
parameters:
  score: {type: integer, min: 0, max: 1000, default: 612, help: The score.}
  name: {type: text, max_length: 20, default: {es: Irene, en: Irene V., ar: إيرين}}
  at: {type: moment, default: "2041-03-14 14:32"}
  others:
    type: list
    of: {type: record, fields: {name: {type: text}, score: {type: integer, default: 5}}}
    default: [{name: Uno}, {name: Dos, score: 7}]
"""
WORDS = {
    "es": 'hello: "Hola {name}"\nvotes: {one: "{count} voto", other: "{count} votos"}\n',
    "en": 'hello: "Hello {name}"\nvotes: {one: "{count} vote", other: "{count} votes"}\n',
    "ar": "hello: مرحبا {name}\nvotes: {one: صوت, two: صوتان, few: '{count} أصوات', other: '{count} صوت'}\n",
}
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:ui="https://ministerio.example/ui">'


def template(scene: str, **files: str) -> Template:
    """The simple template with a scene, and further files by name (``__`` stands for ``/``, the ending is ``.svg.j2``)."""
    sources = {"scene.svg.j2": Source("simple/scene.svg.j2", scene), "_kit/looks/vigil.yaml": Source("_kit/looks/vigil.yaml", LOOK)}
    sources |= {f"words/{code}.yaml": Source(f"simple/words/{code}.yaml", text) for code, text in WORDS.items()}
    for name, text in files.items():
        path = name.replace("__", "/") + ".svg.j2"
        sources[path] = Source(f"simple/{path}", text)
    return Template("simple", read_manifest(MANIFEST, "simple/manifest.yaml"), sources, file="simple/manifest.yaml")


def composed(
    scene: str, *, language: str = "es", canvas: str = "hd", seed: int = 0, limits: Limits | None = None,
    clock: Callable[[], float] = lambda: 0.0, facts: dict[str, Any] | None = None, given: dict[str, Any] | None = None,
    rate: str = "24", **files: str,
) -> Composed:  # fmt: skip
    """Compose a whole scene."""
    made = template(scene, **files)
    size: Canvas = parse_canvas(canvas)
    values = made.manifest.values(given or {}, language)
    request = Request(values, "vigil", language, size, Rate.parse(rate), seed, facts=facts or {})
    return compose(made, request, clock, limits)


def written(inside: str, **more: Any) -> str:
    """What stands between the root's tags."""
    text = composed(f"{HEAD}\n{inside}\n</svg>", **more).text
    return text.split("\n", 1)[1].rsplit("\n</svg>", 1)[0]
