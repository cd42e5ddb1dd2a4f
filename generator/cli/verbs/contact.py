"""Contact sheets: pictures in rows with what they are, made by the template ``contact_sheet`` and put where they are found at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.deliver.files import write_bytes
from generator.render import Receipt

WIDTH, MARGIN, HEAD, GAP, CAPTION, BETWEEN = 1920, 64, 52, 32, 28, 44
"""The sheet as its template lays it out, in pixels: what its height follows from."""


def height(rows: Sequence[Sequence[float]], columns: int = 0) -> int:
    """Of a sheet with these rows, each of so many pictures of those widths by heights; where ``columns`` are given, a row of fewer is as
    high as if they all were there."""
    heights = []
    for row in rows:
        count = columns or len(row)
        heights.append((WIDTH - 2 * MARGIN - (count - 1) * GAP) / (sum(row) * count / len(row)))
    return round(MARGIN + HEAD + sum(heights) + len(rows) * CAPTION + (len(rows) - 1) * BETWEEN + MARGIN)


def asked(high: int) -> dict[str, Any]:
    """What a brief of a contact sheet asks for."""
    return {
        "template": "contact_sheet", "canvas": f"{WIDTH}x{high}", "formats": "png", "layers": "beauty", "frames": "1001", "language": "en",
    }  # fmt: skip


def picture(image: Path, aspect: float, title: str, note: str, **more: Any) -> Mapping[str, Any]:
    """One picture as the template wants it."""
    return {"image": str(image), "aspect": aspect, "title": title, "note": note, **more}


def placed(receipt: Receipt, target: Path) -> Path:
    """The sheet's picture, copied to ``target``."""
    return write_bytes(target, (receipt.folder / receipt.files[0].path).read_bytes()).path
