"""The XML names that documents are written in, and the marks that our templates leave in them."""

from __future__ import annotations

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"
UI = "https://ministerio.example/ui"

ORIGIN_ATTRIBUTE = "ui:at"
"""``file:line`` of the template that wrote an element; stamped by the composer, taken off by the parser."""

_MARK = "\u2063"  # INVISIBLE SEPARATOR: nobody types it


def handle(number: int) -> str:
    """The text that stands in a document for the Track of that number."""
    return f"{_MARK}track:{number}{_MARK}"


def handle_number(text: str) -> int | None:
    """The number of a text that is exactly one handle, else ``None``."""
    start, end = f"{_MARK}track:", _MARK
    if text.startswith(start) and text.endswith(end) and text[len(start) : -1].isdigit():
        return int(text[len(start) : -1])
    return None


def has_handle(text: str) -> bool:
    """Whether a handle stands anywhere in a text."""
    return _MARK + "track:" in text
