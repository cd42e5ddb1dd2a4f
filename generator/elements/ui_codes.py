"""<ui:qr> and <ui:code128> -> modules that really say their text, and that any reader reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

from generator.documents.element import Element
from generator.elements.context import Context
from generator.elements.kinds import LENGTH_X, LENGTH_Y, SHOWN
from generator.elements.painting import fill_of
from generator.elements.ui_attributes import VERBATIM, choice, content, read, whole
from generator.motion.track import Value, at, combine
from generator.problems import DocumentError
from generator.scene.nodes import Node, Path
from generator.values.geometry import CLOSE, LINE, MOVE, Outline, Rect
from generator.values.libraries import lazily

if TYPE_CHECKING:
    import segno
    from barcode import codex, errors
else:
    segno, codex, errors = lazily("segno"), lazily("barcode.codex"), lazily("barcode.errors")

Rows = tuple[tuple[bool, ...], ...]


@dataclass(frozen=True, slots=True)
class Qr:
    """The attributes of ``ui:qr``."""

    x: Annotated[Value[float], LENGTH_X, "left side, of the quiet zone"] = 0.0
    y: Annotated[Value[float], LENGTH_Y, "top"] = 0.0
    size: Annotated[Value[float], LENGTH_X, "width and height with the quiet zone; needed"] = 0.0
    text: Annotated[Value[str], VERBATIM, "what it says, instead of the content"] = ""
    level: Annotated[Value[str], choice("L", "M", "Q", "H"), "how much of it may be damaged: L 7 %, M 15 %, Q 25 %, H 30 %"] = "M"
    quiet: Annotated[Value[int], whole(0, 40), "modules of quiet zone; readers ask for 4"] = 4


@dataclass(frozen=True, slots=True)
class Bars:
    """The attributes of ``ui:code128``."""

    x: Annotated[Value[float], LENGTH_X, "left side, of the quiet zone"] = 0.0
    y: Annotated[Value[float], LENGTH_Y, "top"] = 0.0
    width: Annotated[Value[float], LENGTH_X, "width with the quiet zones; needed"] = 0.0
    height: Annotated[Value[float], LENGTH_Y, "height of the bars; needed"] = 0.0
    text: Annotated[Value[str], VERBATIM, "what it says (ASCII), instead of the content"] = ""
    quiet: Annotated[Value[int], whole(0, 40), "modules of quiet zone on both sides; readers ask for 10"] = 10


def ui_qr(element: Element, context: Context) -> Node | None:
    """ISO/IEC 18004, in the smallest version that holds the text."""
    own = read(Qr, element, context)
    level = at(own.level, 0.0)
    box = combine(lambda x, y, s: Rect(x, y, max(0.0, s), max(0.0, s)), own.x, own.y, own.size)
    return _code(lambda text: qr_modules(text, level), own.text, box, (at(own.quiet, 0.0),) * 2, context)


def ui_code128(element: Element, context: Context) -> Node | None:
    """ISO/IEC 15417."""
    own = read(Bars, element, context)
    box = combine(lambda x, y, w, h: Rect(x, y, max(0.0, w), max(0.0, h)), own.x, own.y, own.width, own.height)
    return _code(code128_modules, own.text, box, (at(own.quiet, 0.0), 0), context)


def _code(modules: Callable[[str], Rows], text: Value[str], box: Value[Rect], quiet: tuple[int, int], context: Context) -> Node | None:
    """A grid of modules in a box; a text that cannot be encoded is a problem at the element."""
    said = content(context.element) if text == "" else text
    first = at(said, 0.0)
    size = at(box, 0.0)
    if not first or size.empty:
        context.problem(f"<{context.element.tag}> needs a text and a size over 0")
        return None
    try:
        modules(first)
    except ValueError as error:
        context.problem(str(error))
        return None

    def outlined(now: str, where: Rect) -> Outline:
        try:
            return _outline(modules(now), where, quiet)
        except ValueError as error:  # a text of a later moment
            raise DocumentError(str(error), context.element.origin) from None

    outline = combine(outlined, said, box)
    fill = fill_of(context, combine(Outline.bounds, outline))
    return Path(outline, fill, crisp=True, visible=context.value("visibility", SHOWN), origin=context.element.origin)


@lru_cache(maxsize=64)
def qr_modules(text: str, level: str) -> Rows:
    """Rows of modules, True for dark. Raises ValueError for a text that is too long."""
    try:
        code = segno.make(text, error=level, micro=False, boost_error=False)
    except segno.DataOverflowError:
        raise ValueError(f"a QR code of level {level} cannot hold {len(text)} characters") from None
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


@lru_cache(maxsize=64)
def code128_modules(text: str) -> Rows:
    """One row of modules, True for a bar. Raises ValueError for characters that Code 128 has not."""
    strange = next((letter for letter in text if not letter.isascii()), None)
    if strange:  # which the library would encode as control codes
        raise ValueError(f"Code 128 cannot say {strange!r}: it has ASCII alone; a QR code says any text")
    try:
        bars = "".join(codex.Code128(text).build())
    except errors.BarcodeError as error:
        raise ValueError(f"Code 128 cannot say {text!r}: {error}") from None
    return (tuple(bar == "1" for bar in bars),)


def _outline(rows: Rows, box: Rect, quiet: tuple[int, int]) -> Outline:
    """The dark modules of a grid that fills a box together with its quiet zone; neighbours in a row are one rectangle."""
    columns, lines = len(rows[0]) + 2 * quiet[0], len(rows) + 2 * quiet[1]
    wide, high = box.width / columns, box.height / lines
    verbs, coords = bytearray(), list[float]()
    for n, row in enumerate(rows):
        top, bottom = box.y + (n + quiet[1]) * high, box.y + (n + quiet[1] + 1) * high
        for start, end in _dark(row):
            left, right = box.x + (start + quiet[0]) * wide, box.x + (end + quiet[0]) * wide
            verbs += bytes((MOVE, LINE, LINE, LINE, CLOSE))
            coords += (left, top, right, top, right, bottom, left, bottom)
    return Outline(bytes(verbs), tuple(coords))


def _dark(row: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Where each stretch of dark modules begins and ends."""
    start = 0
    for dark, group in groupby(row):
        length = sum(1 for _ in group)
        if dark:
            yield start, start + length
        start += length
