"""``demo``: the hero plates, short, and a contact sheet of their beats: the first thing that a stranger looks at."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.cli.console import Advance, document, progress, result, say
from generator.cli.work.render import brief_of
from generator.cli.work.words import told_by
from generator.deliver.files import write_bytes
from generator.render import Places, Receipt, render
from generator.values.frames import FrameRange, spell

FIRST = 1001
COLUMNS = 2


@dataclass(frozen=True, slots=True)
class Hero:
    """A template, the frames at which its sheet looks at it (with a word for each), and those that are delivered in float."""

    template: str
    looks_at: tuple[tuple[int, str], ...]
    float_frames: str


HEROES = (Hero("score_hud", ((1022, "detect"), (1078, "identify"), (1098, "judge"), (1160, "hold")), "1095-1100"),)


def run(out: Path, jobs: int | None, as_json: bool) -> None:
    """Render every hero as a review movie, as ProRes 4444 with alpha and, around its judgement, as layered EXR; then the sheet."""
    began = time.monotonic()
    places = Places()
    with progress() as advance:
        receipts = [receipt for hero in HEROES for receipt in _hero(hero, places, out, jobs, advance)]
        sheet = _sheet(places, out, receipts, jobs, advance)
    found = {"contact_sheet": str(sheet), "plates": sorted({str(receipt.folder) for receipt in receipts})}
    if as_json:
        document(found)
        return
    result(str(sheet))
    for folder in found["plates"]:
        result(folder)
    say(f"done in {time.monotonic() - began:.0f} s; look at {sheet} first")


def _hero(hero: Hero, places: Places, out: Path, jobs: int | None, advance: Advance) -> list[Receipt]:
    """The movies, some frames in float, and the pictures of the sheet, all in one plate."""
    stills = spell([frame for frame, _ in hero.looks_at])
    asked: tuple[dict[str, Any], ...] = (
        {"formats": "h264,prores4444"},
        {"formats": "exr", "frames": hero.float_frames},
        {"formats": "png", "frames": stills},
    )
    # A change of the program or of a template since the last demo is no reason to stop a demo.
    return [
        render(
            brief_of(places, {"template": hero.template, **wish}, {}, out), places, out, jobs=jobs, overwrite=True, told=told_by(advance)
        )
        for wish in asked
    ]


def _sheet(places: Places, out: Path, receipts: list[Receipt], jobs: int | None, advance: Advance) -> Path:
    """A row of pictures for each hero, rendered like any other plate, and copied to where it is found at once."""
    pictures = [
        {"image": str(receipt.folder / "png" / f"{receipt.plate}.{frame}.png"), "title": word.capitalize(), "note": str(frame)}
        for hero, receipt in zip(HEROES, receipts[2::3], strict=True)
        for frame, word in hero.looks_at
    ]
    parameters = {"title": "Ministerio", "note": "ministerio demo", "pictures": pictures, "columns": COLUMNS, "stand_in": "street"}
    asked = {
        "template": "contact_sheet", "canvas": f"1920x{_height(len(pictures))}", "formats": "png", "layers": "beauty",
        "frames": FrameRange.span(FIRST, 1), "language": "en",
    }  # fmt: skip
    receipt = render(brief_of(places, asked, parameters, out), places, out, jobs=jobs, overwrite=True, told=told_by(advance))
    target = out / "contact_sheet.png"
    write_bytes(target, (receipt.folder / receipt.files[0].path).read_bytes())
    return target


def _height(pictures: int) -> int:
    """Of a sheet 1920 px wide, as the template lays it out: margins, head, rows of pictures with their captions, and gaps."""
    wide = (1920 - 2 * 64 - (COLUMNS - 1) * 32) / COLUMNS
    rows = -(-pictures // COLUMNS)
    return round(64 + 52 + rows * (wide * 9 / 16 + 28) + (rows - 1) * 44 + 64)
