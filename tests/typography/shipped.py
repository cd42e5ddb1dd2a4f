"""The fonts that ship, and short ways to shape with them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from generator.typography.bidi import levels
from generator.typography.fonts import FontBook, Wish
from generator.typography.shape import Cluster, Paragraph, Span, Style, shape

FONTS = Path(__file__).parents[2] / "fonts"


@cache
def book(*names: str, default: str | None = "Saira") -> FontBook:
    """A book of some shipped fonts, or of all of them."""
    files = [FONTS / f"{name}.ttf" for name in names] or sorted(FONTS.glob("*.ttf"))
    return FontBook([(file.name, file.read_bytes()) for file in files], {"monospace": "Martian Mono"}, default)


def style(family: str = "Saira", size: float = 100.0, **rest: object) -> Style:
    return Style(Wish((family,)), size, **rest)  # type: ignore[arg-type]


def shaped(text: str, how: Style, *names: str) -> tuple[Cluster, ...]:
    return shape(book(*names), Paragraph(text, (Span(0, len(text), how),), levels(text, None)))
