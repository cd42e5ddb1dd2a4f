"""A template of a few lines to call the program with, and what a call comes to."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MANIFEST = """\
title: Tiny
description: A square that moves over a bar, and a word.
looks: [vigil, ministry]
languages: [es, en]
canvases: [128x72]
duration: 24f
beats: {hold: 12f}
layers:
  bar: What does not move.
  square: What does.
  text: What is read.
treatments: {grain: A grain that is off unless asked for.}
parameters:
  level: {type: number, help: How bright the square is., min: 0, max: 8, default: 2}
  name: {type: text, help: Who., max_length: 40, default: Ada}
  band: {type: choice, help: Where it stands., choices: [watch, regular], default: watch}
  portrait: {type: image, help: A face., default: ""}
"""
SCENE = """\
<svg xmlns="http://www.w3.org/2000/svg" xmlns:ui="https://ministerio.example/ui" viewBox="0 0 128 72">
  <g ui:layer="bar"><rect y="50" width="128" height="8" fill="#804020"/></g>
  <g ui:layer="square">
    <rect width="8" height="8" y="36" fill="{{ light('#ff8040', p.level) }}">
      <animate attributeName="x" from="0" to="96" dur="24f" fill="freeze"/>
    </rect>
  </g>
  <g ui:layer="text">
    <ui:text x="4" y="4" width="120" height="28" font-family="Saira" font-size="16"
      fill="{{ look.colour.ink }}">{{ w("hello", name=p.name) }}</ui:text>
    <!-- here -->
  </g>
</svg>
"""
WORDS = {"es": "hello: Hola {name}\n", "en": "hello: Hello {name}\n"}


@dataclass(frozen=True, slots=True)
class Done:
    """What a command came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Tiny:
    """A folder of templates with one in it, ``tiny``, and ways to spoil it."""

    def __init__(self, templates: Path) -> None:
        self.templates = templates
        self.folder = templates / "tiny"
        (self.folder / "words").mkdir(parents=True)
        self.write("manifest.yaml", MANIFEST)
        self.write("scene.svg.j2", SCENE)
        for code, text in WORDS.items():
            self.write(f"words/{code}.yaml", text)

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        """Replace what must stand in a file once."""
        text = (self.folder / name).read_text(encoding="utf-8")
        assert text.count(old) == 1
        self.write(name, text.replace(old, new))

    def draw(self, inside: str) -> int:
        """Put something into the scene's last layer; the line that it stands in."""
        self.change("scene.svg.j2", "<!-- here -->", inside)
        return SCENE[: SCENE.index("<!-- here -->")].count("\n") + 1
