"""Renders the examples of docs/elements.md to docs/elements/NAME.png: ``.venv/bin/python docs/render_examples.py``.

Each is drawn as our templates are (in linear light, nothing forgiven) at 1.5 seconds, when most of them are in the middle of what they do.
"""

from __future__ import annotations

import re
from pathlib import Path

from generator.deliver.stills.png import still
from generator.documents.parse import parse
from generator.elements.build import Port, build
from generator.faces.studio import Studio
from generator.paint.painter import Painter
from generator.scene.sample import Sampler
from generator.shelf import Images, Shelf
from generator.typography.fonts import FontBook
from generator.values.rate import Rate

HERE = Path(__file__).parent
PAGE = HERE / "elements.md"
PICTURES = HERE / "elements"
MOMENT = 1.5


def examples() -> dict[str, str]:
    """The documents of the page by the name of the element that each one shows."""
    found = re.findall(r"^## `<ui:(\w+)>`.*?^```svg\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.M | re.S)
    return dict(found)


def main() -> None:
    port = Port(FontBook(Shelf().fonts()), Images(None, {}), Rate.parse(24), studio=Studio(Shelf().heads))
    PICTURES.mkdir(exist_ok=True)
    for name, text in examples().items():
        scene = build(parse(text, f"{PAGE.name}, {name}", strict=True), port)
        still(PICTURES / f"{name}.png", Painter(scene).paint(Sampler(scene).frame(MOMENT)))


if __name__ == "__main__":
    main()
