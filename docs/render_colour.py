"""Renders the reference chart as designed, and through a view in both interpretations, to docs/colour.jpg.

``.venv/bin/python docs/render_colour.py``
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from PIL import Image

from generator.brief import Brief
from generator.render import Places, render
from generator.shelf import Shelf

HERE = Path(__file__).parent
WIDTH, GAP = 800, 8
VIEW = "ACES 2.0 - SDR 100 nits (Rec.709)"
WISHES: tuple[dict[str, str], ...] = ({}, {"view": VIEW}, {"view": VIEW, "interpretation": "display"})


def chart(wish: dict[str, str]) -> Image.Image:
    """The chart over mid grey, reduced."""
    asked = {"template": "chart", "language": "en", "formats": "png", "layers": "beauty", **wish}
    with tempfile.TemporaryDirectory() as folder:
        render(Brief.of(Shelf().manifest("chart"), asked), Places(), Path(folder), jobs=1)
        (file,) = Path(folder).rglob("*.png")
        picture = Image.open(file).convert("RGBA")
    ground = Image.new("RGBA", picture.size, (118, 118, 118, 255))
    ground.alpha_composite(picture)
    return ground.convert("RGB").resize((WIDTH, round(WIDTH * picture.height / picture.width)), Image.Resampling.LANCZOS)


def main() -> None:
    """One under the other: as designed, as a texture through the view, display-referred through the view."""
    pictures = [chart(wish) for wish in WISHES]
    high = pictures[0].height + GAP
    page = Image.new("RGB", (WIDTH, high * len(pictures) - GAP), "white")
    for i, picture in enumerate(pictures):
        page.paste(picture, (0, i * high))
    page.save(HERE / "colour.jpg", quality=88, subsampling=0, optimize=True)


if __name__ == "__main__":
    main()
