"""The head data, read once for all tests of the room, and small pictures of citizens."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from generator.faces import Portrait, Robot, Shot, Studio, View

DATA = Path(__file__).parents[2] / "generator" / "faces" / "heads.npz"


@cache
def studio() -> Studio:
    return Studio(DATA.read_bytes)


def shot(sitter: Portrait | Robot, size: int = 96, **view: float) -> Shot:
    return studio().shot(sitter, View(size, size, **view))  # type: ignore[arg-type]
