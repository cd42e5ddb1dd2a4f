"""``demo``: the three heroes, short, and a contact sheet of their best moments: the first thing that a stranger looks at."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.cli.console import document, progress, result, say
from generator.cli.verbs import contact
from generator.cli.verbs.press import Press
from generator.render import Receipt
from generator.values.frames import spell

HD, PHONE, WALL = 16 / 9, 1170 / 2532, 3.0


@dataclass(frozen=True, slots=True)
class Still:
    """A frame for the sheet: what it is called there and its row."""

    frame: int
    title: str
    row: int


@dataclass(frozen=True, slots=True)
class Take:
    """One plate: a template as it is asked for, the formats and frames that are made of it, and what the sheet shows of it.

    ``aspect`` is its canvas's width by its height; ``street`` says that it is seen over the stand-in for a camera's picture.
    """

    template: str
    shot: str
    stills: tuple[Still, ...]
    formats: Mapping[str, str] = field(default_factory=dict)
    asked: Mapping[str, Any] = field(default_factory=dict)
    parameters: Mapping[str, Any] = field(default_factory=dict)
    aspect: float = HD
    street: bool = False


TAKES = (
    Take(
        "score_hud", "010",
        (
            Still(1104, "Score HUD", 1),
            Still(1024, "Detect", 3), Still(1078, "Identify", 3), Still(1098, "Judge", 3), Still(1160, "Hold", 3),
        ),
        {"h264": "1001-1192", "prores4444": "1090-1113", "exr": "1095-1100"},
        street=True,
    ),
    Take("dishonest_caller", "020", (Still(1150, "Dishonest caller", 1),), {"h264": "1085-1240"}, aspect=PHONE),
    Take("shaming_billboard", "030", (), {"h264": "1001-1120"}, {"canvas": "hd"}),
    Take("shaming_billboard", "040", (Still(1120, "Shaming billboard", 2),), asked={"canvas": "wall-3x1"}, aspect=WALL),
)  # fmt: skip


def run(out: Path, jobs: int | None, as_json: bool) -> None:
    """Render the heroes as review movies (with sound where they have one), a few frames in float and in ProRes 4444; then the sheet."""
    began = time.monotonic()
    with progress() as advance:
        press = Press(out, jobs, advance)
        receipts = [receipt for take in TAKES for receipt in _taken(take, press)]
        sheet = _sheet(press)
    found = {"contact_sheet": str(sheet), "plates": sorted({str(receipt.folder) for receipt in receipts})}
    if as_json:
        document(found)
        return
    result(str(sheet))
    for folder in found["plates"]:
        result(folder)
    say(f"done in {time.monotonic() - began:.0f} s; look at {sheet} first")


def _taken(take: Take, press: Press) -> list[Receipt]:
    """Movies, float frames and the sheet's stills, all in one plate."""
    wishes = [{"formats": name, "frames": frames} for name, frames in take.formats.items()]
    if take.stills:
        wishes.append({"formats": "png", "frames": spell(sorted(still.frame for still in take.stills))})
    asked = {"template": take.template, "shot": take.shot, **take.asked}
    return [press.make({**asked, **wish}, take.parameters) for wish in wishes]


def _sheet(press: Press) -> Path:
    """The stills in their rows, rendered like any other plate, and copied to where they are found at once."""
    behind = str(press.street("dusk"))
    stills = [(take, still) for take in TAKES for still in take.stills]
    pictures = [
        contact.picture(
            press.out / _plate(take) / "png" / f"{_plate(take)}.{still.frame}.png", take.aspect, still.title, str(still.frame),
            behind=behind if take.street else "", row=still.row,
        )
        for take, still in stills
    ]  # fmt: skip
    rows = [[take.aspect for take, still in stills if still.row == row] for row in sorted({still.row for _, still in stills})]
    receipt = press.make(contact.asked(contact.height(rows)), {"title": "Ministerio", "note": "ministerio demo", "pictures": pictures})
    return contact.placed(receipt, press.out / "contact_sheet.png")


def _plate(take: Take) -> str:
    return f"sp_{take.shot}_{take.template}_v001"
