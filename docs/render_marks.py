"""Renders the sheet of marks to docs/marks.png, smaller and in few colours: ``.venv/bin/python docs/render_marks.py``."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PIL import Image

from generator.brief import Brief
from generator.render import Places, render
from generator.shelf import Shelf

HERE = Path(__file__).parent
WIDTH = 1200
COLOURS = 48


def main() -> None:
    """Render the sheet as it is asked for without options, and write the picture of the page."""
    with tempfile.TemporaryDirectory() as folder:
        wish = {"template": "marks_sheet", "formats": "png", "layers": "beauty"}
        render(Brief.of(Shelf().manifest("marks_sheet"), wish), Places(), Path(folder), jobs=1)
        (file,) = Path(folder).rglob("*.png")
        picture = Image.open(file).convert("RGB")
    small = picture.resize((WIDTH, round(WIDTH * picture.height / picture.width)), Image.Resampling.LANCZOS)
    small.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=3, dither=Image.Dither.NONE).save(HERE / "marks.png", optimize=True)


if __name__ == "__main__":
    main()
