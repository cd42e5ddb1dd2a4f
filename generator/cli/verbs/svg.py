"""``svg``: any SVG, still or animated, to PNG or to plates."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Literal, cast

from generator.cli.console import document, progress, result, say
from generator.cli.verbs.words import told_by
from generator.problems import BriefError, did_you_mean
from generator.render import Drawn, Places, Wish, render_svg
from generator.values.frames import FrameRange
from generator.values.rate import Rate

BLENDS = ("srgb", "linear")


def run(
    sources: list[Path], *, out: Path, width: int | None, frames: str | None, formats: str, rate: str, blend: str, jobs: int | None,
    overwrite: bool, fonts: list[Path], as_json: bool,
) -> None:  # fmt: skip
    """Draw all of them; one that fails is told of, and the exit code says so when the others are done."""
    if blend not in BLENDS:
        raise BriefError(f"unknown blend {blend}{did_you_mean(blend, BLENDS)}")
    names = tuple(name.strip() for name in formats.split(",") if name.strip())
    asked = FrameRange.parse(frames) if frames else None
    wish = Wish(width, asked, names, Rate.parse(rate), cast(Literal["srgb", "linear"], blend))
    with progress() as advance:
        drawn = render_svg(sources, Places(fonts=tuple(fonts)), out, wish, jobs=jobs, overwrite=overwrite, told=told_by(advance))
    for item in drawn:
        for problem in item.problems:
            say(f"warning: {problem}" if item.made else str(problem))
    if as_json:
        document([_data(item) for item in drawn])
    else:
        for path in (path for item in drawn for path in item.made):
            result(str(path))
    worst = max((item.exit_code for item in drawn), key=lambda code: (code == 1, code), default=0)
    if worst:
        sys.exit(worst)


def _data(item: Drawn) -> dict[str, Any]:
    return {"source": str(item.source), "made": [str(path) for path in item.made], "problems": [str(p) for p in item.problems]}
