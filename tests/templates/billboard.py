"""What the tests of the shaming billboard share: its scenes, small, and frames of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from generator.documents.canvas import parse_canvas
from generator.documents.compose import Request, compose
from generator.documents.parse import parse
from generator.elements.build import Port, build
from generator.faces.studio import Studio
from generator.paint.painter import Painter
from generator.scene.nodes import GlyphRun, Glyphs, Group, Node
from generator.scene.sample import Sampler
from generator.scene.scene import Scene
from generator.shelf import Shelf
from generator.typography.fonts import FontBook
from generator.values.picture import Picture
from generator.values.rate import Rate

TEMPLATE = Shelf().template("shaming_billboard")
MANIFEST = TEMPLATE.manifest
RATE = Rate.parse(24)
JUDGE, COMMENDATION, MESSAGE = (int(MANIFEST.beats[name].frames) for name in ("judge", "commendation", "message"))
SHAMED, THANKED, TOLD = 120, COMMENDATION + 60, MESSAGE + 60
"""A frame of each state, when all of it is there."""


@cache
def fonts() -> FontBook:
    return FontBook(Shelf().fonts())


def scene(
    language: str = "es", canvas: str = "hd", look: str = "plaza", width: int | None = 240, led: bool = False, **given: object
) -> Scene:
    """The template for a canvas, drawn ``width`` pixels wide (as wide as the canvas: None)."""
    treatments = frozenset({"led"}) if led else frozenset()
    request = Request(MANIFEST.values(given, language), look, language, parse_canvas(canvas), RATE, treatments=treatments)
    composed = compose(TEMPLATE, request, clock=lambda: 0.0)
    document = parse(composed.text, composed.file, tracks=composed.tracks, base=composed.base)
    port = Port(fonts(), Shelf().images(TEMPLATE), RATE, language=language, studio=lambda: Studio(Shelf().heads))
    return build(document.spoken(language, "rtl" if language == "ar" else "ltr"), port, width)


def paint(what: Scene, layers: bool = False) -> Callable[[int], Picture]:
    painter, sampler = Painter(what, layers), Sampler(what)
    return lambda n: painter.paint(sampler.frame(n / 24))


def said(what: Scene, frame: int, layer: str | None = None) -> list[str]:
    """What can be read on a frame, or on a layer of it."""
    return [run.text for run in runs(what, frame, layer)]


def runs(what: Scene, frame: int, layer: str | None = None) -> list[GlyphRun]:
    """The text of a frame, or of a layer of it, as it is drawn."""
    found: list[GlyphRun] = []

    def look(node: Node) -> None:
        if isinstance(node, Glyphs):
            found.append(node.run)  # type: ignore[arg-type]
        elif isinstance(node, Group):
            for child in node.children:
                look(child)

    for child in Sampler(what).frame(frame / 24).root.children:
        if layer is None or (isinstance(child, Group) and child.layer == layer):
            look(child)
    return found
