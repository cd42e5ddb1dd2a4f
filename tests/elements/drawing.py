"""A document as the text of its scene."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from generator.documents.element import Document
from generator.documents.parse import parse
from generator.elements.build import Port, build
from generator.motion.track import Track
from generator.problems import DocumentError
from generator.scene.dump import dump
from generator.scene.nodes import Raster
from generator.scene.scene import Scene
from generator.typography.fonts import FontBook

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:ui="https://ministerio.example/ui" viewBox="0 0 100 100" '
)


class Pictures:
    """``2x1.png`` is a picture of that size; names ending in ``.svg`` are texts that were given."""

    def __init__(self, texts: Mapping[str, str] | None = None) -> None:
        self.texts = texts or {}

    def raster(self, href: str, base: str) -> Raster:
        size = href.removesuffix(".png").split("x")
        if len(size) != 2:
            raise DocumentError(f"there is no picture {href}")
        return Raster(np.zeros((int(size[1]), int(size[0]), 4), np.uint8))

    def document(self, href: str, base: str) -> Document:
        return parse(self.texts[href.removeprefix("data:")], href)

    def is_vector(self, href: str, base: str) -> bool:
        return href.endswith(".svg")


def scene(
    body: str,
    root: str = "",
    lenient: bool = True,
    language: str = "en",
    pictures: Mapping[str, str] | None = None,
    tracks: Sequence[Track[object]] = (),
) -> Scene:
    """``body`` inside a root of 100 x 100 units and pixels."""
    port = Port(FontBook([]), Pictures(pictures), language=language, lenient=lenient)
    return build(parse(f"{HEAD}{root}>{body}</svg>", "a.svg", strict=not lenient, tracks=tracks), port)


def drawn(body: str, root: str = "", language: str = "en", pictures: Mapping[str, str] | None = None, t: float = 0.0) -> str:
    """The dump of the root's children, without the first two lines and their indentation."""
    lines = dump(scene(body, root, language=language, pictures=pictures), t).splitlines()[2:]
    return "\n".join(line.removeprefix("  ") for line in lines)


def strict(body: str, root: str = "") -> list[str]:
    """What is wrong with a document of ours, one sentence a line."""
    try:
        scene(body, root, lenient=False)
    except DocumentError as error:
        return str(error).splitlines()
    return []
