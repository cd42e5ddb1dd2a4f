"""``reel``: the film's screens, cut together with titles and sound, for whoever has a minute.

Each shot is rendered like any other plate (a second reel keeps what has not changed) and then joined.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.cli.console import document, progress, result, say
from generator.cli.verbs.press import Press
from generator.editorial.cuts import Cut
from generator.editorial.reel import join
from generator.values.frames import FIRST_FRAME, FrameRange

RATE = 24
SIZE = (1920, 1080)
FADE = 6


@dataclass(frozen=True, slots=True)
class Shot:
    """A template in its best moment: ``frames`` of it from its frame ``start`` on, and what else a render may be asked.

    ``street``: the hour of the street that it is seen over, through its alpha. ``height``: its share of the reel's height.
    """

    template: str
    frames: int
    start: int = FIRST_FRAME
    asked: Mapping[str, Any] = field(default_factory=dict)
    parameters: Mapping[str, Any] = field(default_factory=dict)
    street: str = ""
    height: float = 1.0


def card(title: str, line: str) -> Shot:
    """A title, with the ministry's sentence under it."""
    return Shot("title_card", 54, parameters={"title": title, "line": line})


SHOTS = (
    card("Servicios Públicos", "Lo que el Estado hace por usted, con toda cortesía."),
    Shot("score_hud", 192, street="dusk"),
    Shot("score_hud", 72, 1090, {"citizen": "irene", "at": "2041-10-14 14:32:03"}, street="day"),
    Shot("score_hud", 84, 1078, parameters={"mode": "robot"}, street="night"),
    card("Antes de conectarle", "Permítanos informarle de quién le llama."),
    Shot("dishonest_caller", 440, 1080, height=0.94),
    card("La plaza conoce su nombre", "Gracias por mirar."),
    Shot("shaming_billboard", 130, 1040, {"canvas": "hd"}),
    Shot("shaming_billboard", 72, 1270, {"canvas": "hd"}),
    Shot("shaming_billboard", 72, 1380, {"canvas": "hd", "treatments": "led"}),
    card("Gracias por su atención", "Todo lo que ha visto es ficticio."),
)


def run(out: Path, jobs: int | None, as_json: bool) -> None:
    """Render every shot, join them, and say where the reel is."""
    began = time.monotonic()
    with progress() as advance:
        press = Press(out, jobs, advance)
        cuts = tuple(_cut(number, shot, press) for number, shot in enumerate(SHOTS, 1))
        written = join(cuts, SIZE, RATE, out / "reel.mp4", lambda done, total: advance(done, total, "joining the reel"))
    if as_json:
        document({"reel": str(written.path), "frames": sum(cut.frames for cut in cuts), "size": written.size, "sha256": written.sha256})
    else:
        result(str(written.path))
    say(f"done in {time.monotonic() - began:.0f} s")


def _cut(number: int, shot: Shot, press: Press) -> Cut:
    """A shot's movie; pictures with alpha where a street is to be seen through it."""
    street = press.street(shot.street, shot.asked.get("citizen"), shot.asked.get("at")) if shot.street else None
    form = "png" if street else "h264"
    asked = {
        "template": shot.template, "formats": form, "shot": f"{10 * number:03}", "frames": FrameRange.span(shot.start, shot.frames),
        "layers": "beauty", **shot.asked,
    }  # fmt: skip
    receipt = press.make(asked, shot.parameters)
    file = receipt.folder / next(file.path for file in receipt.files if file.format == form)
    return Cut(file.parent if street else file, shot.frames, ground=street, height=shot.height, fade=FADE if number == 1 else 0)
