"""Renders a template in every look and language to one sheet: ``.venv/bin/python docs/render_matrix.py [TEMPLATE] [--frame N]``.

Writes docs/looks_matrix.jpg (for another template than the score HUD: docs/TEMPLATE_matrix.jpg): a row for each language that the template
speaks, a column for each look it wears. What is transparent stands on a dusk grey, as a camera's picture would lie there.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from PIL import Image

from generator.brief import Brief
from generator.render import Places, render
from generator.shelf import Shelf

HERE = Path(__file__).parent
WIDTH = 432
GAP = 6
DUSK = (38, 42, 46)
QUALITY = 84
"""Of the JPEG: the sheet is looked at in a page, and stays under 400 kB with every look's accents in their own colour."""


def cell(template: str, look: str, language: str, frame: int) -> Image.Image:
    """One frame of one variant, on dusk."""
    shelf = Shelf()
    with tempfile.TemporaryDirectory() as folder:
        wish = {"template": template, "look": look, "language": language, "frames": str(frame), "formats": "png", "layers": "beauty"}
        render(Brief.of(shelf.manifest(template), wish), Places(), Path(folder), jobs=1)
        (file,) = Path(folder).rglob("*.png")
        picture = Image.open(file).convert("RGBA")
    ground = Image.new("RGBA", picture.size, (*DUSK, 255))
    ground.alpha_composite(picture)
    return ground.convert("RGB").resize((WIDTH, round(WIDTH * picture.height / picture.width)), Image.Resampling.LANCZOS)


def sheet(rows: list[list[Image.Image]]) -> Image.Image:
    """Cells side by side, a thin white line between them."""
    width, height = rows[0][0].size
    whole = Image.new("RGB", (len(rows[0]) * (width + GAP) - GAP, len(rows) * (height + GAP) - GAP), "white")
    for y, row in enumerate(rows):
        for x, picture in enumerate(row):
            whole.paste(picture, (x * (width + GAP), y * (height + GAP)))
    return whole


def main() -> None:
    """Read the command line, render every variant, write the sheet."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("template", nargs="?", default="score_hud")
    arguments.add_argument("--frame", type=int, default=1160)
    given = arguments.parse_args()
    manifest = Shelf().manifest(given.template)
    rows = [[cell(given.template, look, language, given.frame) for look in manifest.looks] for language in manifest.languages]
    name = "looks" if given.template == "score_hud" else given.template
    sheet(rows).save(HERE / f"{name}_matrix.jpg", quality=QUALITY, subsampling=0, optimize=True)


if __name__ == "__main__":
    main()
