"""Renders docs/gallery/: a picture of each template in its best moment, and the page that says which command made it; and docs/strip.jpg.

    .venv/bin/python docs/render_gallery.py [NAME...]

Each picture is a frame of a plate, rendered by the command that the page gives, made smaller and put over what it would be seen over.
"""

from __future__ import annotations

import shlex
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

HERE = Path(__file__).parent / "gallery"
WIDE, HIGH = 1280, 1280
QUALITY = 88
COMMAND = Path(sys.executable).parent / "ministerio"


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A template's best moment: a sentence, what the command is asked beside the template, and what a transparent plate is seen over."""

    name: str
    template: str
    words: str
    asked: str = "--frames 1001"
    over: str = ""

    @property
    def command(self) -> str:
        return f"ministerio render {self.template} {self.asked} --to png --layers beauty"


STREET = "stand_in"
STRIP = ("score_hud", "dishonest_caller", "shaming_billboard_led", "dishonest_caller_chinese")
STRIP_HIGH, STRIP_GAP = 400, 12
EXHIBITS = (
    Exhibit("score_hud", "score_hud", "An officer's glasses: a citizen, judged.", "--frames 1160", "--frames 1001"),
    Exhibit(
        "score_hud_robot",
        "score_hud",
        "The same moment as a machine of the state sees it.",
        "--frames 1160 --set mode=robot",
        "--frames 1001 --set hour=night",
    ),
    Exhibit(
        "score_hud_arabic",
        "score_hud",
        "In Arabic the layout is mirrored.",
        '--frames 1160 --lang ar --set focus="{x: 0.5583, y: 0.1037, width: 0.3556, height: 0.563}" --set crowd=0',
        "--frames 1001",
    ),
    Exhibit("dishonest_caller", "dishonest_caller", "The person who calls is not trusted.", "--frames 1260"),
    Exhibit(
        "dishonest_caller_chinese",
        "dishonest_caller",
        "The telephone by night, in Chinese.",
        "--frames 1260 --lang zh --set appearance=dark",
    ),
    Exhibit("shaming_billboard", "shaming_billboard", "A wall on a square.", "--frames 1120"),
    Exhibit("shaming_billboard_led", "shaming_billboard", "The wall as diodes.", "--frames 1120 --canvas hd --treatments led"),
    Exhibit("shaming_billboard_thanks", "shaming_billboard", "Then it thanks somebody.", "--frames 1320 --canvas hd"),
    Exhibit("title_card", "title_card", "A card for a reel.", "--frames 1050"),
    Exhibit("stand_in", "stand_in", "A street at dusk in place of the camera's picture.", "--frames 1001"),
    Exhibit("face_sheet", "face_sheet", "Forty-eight citizens.", "--canvas 1920x1440 --frames 1001"),
    Exhibit("marks_sheet", "marks_sheet", "The state's marks and pictograms.", "--frames 1001"),
    Exhibit("type_specimen", "type_specimen", "A look's voices.", "--frames 1001"),
    Exhibit("board_specimen", "board_specimen", "Letters for walls of diodes.", "--frames 1001"),
)


def rendered(exhibit: Exhibit, folder: Path) -> Image.Image:
    """The one frame that the exhibit's command renders."""
    out = folder / exhibit.name
    words = [*shlex.split(exhibit.command)[1:], "--out", str(out)]
    subprocess.run([str(COMMAND), *words], check=True, capture_output=True)
    (file,) = out.rglob("*.png")
    return Image.open(file).convert("RGBA")


def shown(exhibit: Exhibit, folder: Path) -> Image.Image:
    """The frame over its ground, at most 1,280 px either way."""
    picture = rendered(exhibit, folder)
    ground = Image.new("RGBA", picture.size, "#24282b")
    if exhibit.over:
        behind = rendered(Exhibit("over_" + exhibit.name, STREET, "", exhibit.over), folder)
        ground.paste(behind.resize(picture.size, Image.Resampling.LANCZOS))
    ground.alpha_composite(picture)
    ground.thumbnail((WIDE, HIGH), Image.Resampling.LANCZOS)
    return ground.convert("RGB")


def strip() -> Image.Image:
    """Four of the pictures side by side, as high as each other."""
    pictures = [Image.open(HERE / f"{name}.jpg") for name in STRIP]
    pictures = [p.resize((round(p.width * STRIP_HIGH / p.height), STRIP_HIGH), Image.Resampling.LANCZOS) for p in pictures]
    joined = Image.new("RGB", (sum(p.width for p in pictures) + STRIP_GAP * (len(pictures) - 1), STRIP_HIGH), "white")
    x = 0
    for picture in pictures:
        joined.paste(picture, (x, 0))
        x += picture.width + STRIP_GAP
    return joined


def page() -> str:
    """The gallery's page."""
    head = "# Gallery\n\nMade by `.venv/bin/python docs/render_gallery.py`. Everything shown is fictional.\n"
    return head + "".join(f"\n![{e.words}]({e.name}.jpg)\n\n{e.words}\n\n    {e.command}\n" for e in EXHIBITS)


def main(names: list[str]) -> None:
    """Render the exhibits of these names, or all, and write the page."""
    HERE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for exhibit in EXHIBITS:
            if not names or exhibit.name in names:
                shown(exhibit, Path(folder)).save(HERE / f"{exhibit.name}.jpg", quality=QUALITY, subsampling=0, optimize=True)
    (HERE / "README.md").write_text(page(), encoding="utf-8")
    strip().save(HERE.parent / "strip.jpg", quality=QUALITY, subsampling=0, optimize=True)


if __name__ == "__main__":
    main(sys.argv[1:])
