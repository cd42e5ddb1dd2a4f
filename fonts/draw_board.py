"""Draw Ministerio Board, the family of the state's LED boards: two weights on one grid of dots.

    python fonts/draw_board.py [FOLDER]

``board.txt`` beside this file holds the dots. Regular draws them as they are; Bold doubles every dot to the right, but for letters that
this would close, which ``board.txt`` has anew. Accented letters are composed. Figures are proportional, tabular with ``tnum``; ``zero`` is
a nought that is no O; ``ss01`` joins the dots to lines, for sizes at which dots are not seen. The same bytes every time.
"""

from __future__ import annotations

import math
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fontTools.agl import UV2AGL
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

HERE = Path(__file__).parent
DOTS = HERE / "board.txt"
FAMILY = "Ministerio Board"
VERSION = "1.000"
COPYRIGHT = "Copyright 2026 The Ministerio Project Authors"
LICENCE = "This Font Software is licensed under the SIL Open Font License, Version 1.1."
LICENCE_URL = "https://openfontlicense.org"
MADE = 3_850_000_000  # a moment of 2025 in seconds since 1904: files do not change because a clock does

EM, PITCH = 1000, 80
CENTRE = 33  # of the row that stands on the baseline
GAP = 2  # columns between two letters
SPACES = {" ": 1, "\u00a0": 1, "\u2007": 6, "\u2008": 1, "\u2009": 1, "\u200a": 0, "\u202f": 1}  # columns; beside them lies a gap as usual
ASCENT, DESCENT = 1000, 240
STYLES = {"Regular": (400, 33), "Bold": (700, 36)}  # weight, radius of a dot

ACCENTED = [*range(0xC0, 0x180), *range(0x218, 0x21C)]
UNCOMPOSED = frozenset("ĵďťľĺģ")  # their marks stand elsewhere than over or under the letter
SAME = {"i": "ı\u0307", "\u2010": "-", "\u2011": "-", "\u00ad": "-"}
RAISED = 2  # rows that a mark stands higher over a capital
FROM_SYMBOLS = 0x2100  # symbols from here on are the same in both weights

Dot = tuple[int, int]
"""Column from 0, row as in ``board.txt``."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The dots of a glyph, ``width`` columns wide."""

    width: int
    dots: frozenset[Dot]

    def moved(self, columns: int, rows: int) -> frozenset[Dot]:
        return frozenset((x + columns, y + rows) for x, y in self.dots)

    def doubled(self) -> Cell:
        """Every stroke one dot broader."""
        return Cell(self.width + 1, self.dots | self.moved(1, 0))


def read_dots(text: str) -> dict[str, Cell]:
    """The drawings of ``board.txt`` by name; raises ValueError for rows that do not fit their heading."""
    found: dict[str, Cell] = {}
    for block in text.split("\n= ")[1:]:
        heading, *lines = block.splitlines()
        names = [_named(token) for token in heading.split()]
        rows = [line.split() for line in lines if line]
        for n, name in enumerate(names):
            widths = {len(row[n + 1]) for row in rows if len(row) == len(names) + 1}
            if len(widths) != 1 or any(len(row) != len(names) + 1 for row in rows) or name in found:
                raise ValueError(f"the dots of {name} do not fit in their block")
            dots = frozenset((x, int(row[0])) for row in rows for x, dot in enumerate(row[n + 1]) if dot == "#")
            found[name] = Cell(widths.pop(), dots)
    return found


def _named(token: str) -> str:
    code, dot, rest = token.partition(".") if token.startswith("U+") else (token, "", "")
    return f"{chr(int(code[2:], 16))}{dot}{rest}" if token.startswith("U+") else token


def weighted(drawn: Mapping[str, Cell], bold: bool) -> dict[str, Cell]:
    """The drawings of one weight, by names without ``.bold``."""
    own = {name.removesuffix(".bold"): cell for name, cell in drawn.items() if name.endswith(".bold")}
    plain = {name: cell for name, cell in drawn.items() if not name.endswith(".bold")}
    if not bold:
        return plain
    return {name: own.get(name) or (cell if ord(name[0]) >= FROM_SYMBOLS else cell.doubled()) for name, cell in plain.items()}


def composed(cells: Mapping[str, Cell]) -> dict[str, Cell]:
    """Letters with marks, and characters that look like others."""
    found = {}
    for char in [*map(chr, ACCENTED), *SAME]:
        parts = SAME.get(char) or unicodedata.normalize("NFD", char)
        base, mark = ("ı" if parts[0] == "i" and len(parts) > 1 else parts[0]), parts[1:]
        if char in cells or char in UNCOMPOSED or base not in cells or (mark and mark not in cells) or len(mark) > 1:
            continue
        found[char] = _marked(cells[base], cells[mark], base) if mark else cells[base]
    return found


def _marked(letter: Cell, mark: Cell, base: str) -> Cell:
    """A mark over or under the middle of a letter; what is wider than the letter widens it."""
    width = max(letter.width, mark.width)
    over = min(y for _, y in mark.dots) > 0
    rows = RAISED if over and base.isupper() else 0
    dots = letter.moved((width - letter.width) // 2, 0) | mark.moved((width - mark.width + 1) // 2, rows)
    return Cell(width, dots)


def glyph_name(name: str) -> str:
    """The name of a glyph by its character and suffix: ``A``, ``one.tnum``."""
    char, suffix = name[0], name[1:]
    known: str = UV2AGL.get(ord(char), f"uni{ord(char):04X}")
    return known + suffix


def strokes(dots: frozenset[Dot]) -> Iterator[tuple[str, Dot]]:
    """What joins dots: bars to neighbours, slants where no bars lead, and a patch in the middle of four."""
    for x, y in sorted(dots):
        right, up = (x + 1, y) in dots, (x, y + 1) in dots
        yield from [("bar.across", (x, y))] * right + [("bar.up", (x, y))] * up
        if right and up and (x + 1, y + 1) in dots:
            yield "patch", (x, y)
        if (x + 1, y + 1) in dots and not right and not up:
            yield "slant.up", (x, y)
        if (x + 1, y - 1) in dots and not right and (x, y - 1) not in dots:
            yield "slant.down", (x, y)


def contours(radius: int) -> dict[str, list[tuple[float, float]]]:
    """The pieces of all glyphs as polygons around a dot's centre; ``dot`` as the corners between which quadratic arcs run."""
    far = radius / math.cos(math.pi / 8)
    r, s = float(radius), radius / math.sqrt(2)
    return {
        "dot": [(far * math.cos(a), far * math.sin(a)) for a in (-math.pi / 8 * (2 * n + 1) for n in range(8))],
        "bar.across": [(0, -r), (0, r), (PITCH, r), (PITCH, -r)],
        "bar.up": [(-r, 0), (-r, PITCH), (r, PITCH), (r, 0)],
        "slant.up": [(s, -s), (-s, s), (PITCH - s, PITCH + s), (PITCH + s, PITCH - s)],
        "slant.down": [(-s, -s), (s, s), (PITCH + s, s - PITCH), (PITCH - s, -s - PITCH)],
        "patch": [(0, 0), (0, PITCH), (PITCH, PITCH), (PITCH, 0)],
    }


def piece(name: str, points: list[tuple[float, float]]) -> Any:
    """One piece as a TrueType glyph."""
    pen = TTGlyphPen(None)
    whole = [(round(x), round(y)) for x, y in points]
    if name == "dot":
        pen.qCurveTo(*whole, None)
    else:
        pen.moveTo(whole[0])
        for point in whole[1:]:
            pen.lineTo(point)
    pen.closePath()
    return pen.glyph()


def put_together(cell: Cell, joined: bool) -> Any:
    """A glyph made of pieces."""
    pen = TTGlyphPen(dict.fromkeys(contours(1)))
    for name, (x, y) in [*(("dot", dot) for dot in sorted(cell.dots)), *(strokes(cell.dots) if joined else ())]:
        pen.addComponent(name, (1, 0, 0, 1, round((x + GAP / 2 + 0.5) * PITCH), (y - 1) * PITCH + CENTRE))
    glyph = pen.glyph()
    if joined:
        glyph.components[0].flags |= 0x0400  # OVERLAP_COMPOUND
    return glyph


def features(names: list[str]) -> str:
    """Substitutions, in the order in which they act on one another."""
    pairs = {tag: [(name.removesuffix(f".{tag}"), name) for name in names if name.endswith(f".{tag}")] for tag in ("tnum", "zero")}
    pairs["ss01"] = [(name, f"{name}.joined") for name in names]
    rules = {tag: " ".join(f"sub {old} by {new};" for old, new in each) for tag, each in pairs.items()}
    return "\n".join(f"feature {tag} {{ {text} }} {tag};" for tag, text in rules.items())


def build(style: str, drawn: Mapping[str, Cell]) -> FontBuilder:
    """One weight as a font."""
    weight, radius = STYLES[style]
    cells = weighted(drawn, style == "Bold")
    cells = {name: cell for name, cell in (cells | composed(cells)).items() if not unicodedata.combining(name[0])}
    blanks = {char: Cell(columns, frozenset()) for char, columns in SPACES.items()}
    missing = Cell(6, frozenset((x, y) for x in range(6) for y in range(1, 10) if x in (0, 5) or y in (1, 9)))
    shown = {glyph_name(name): cell for name, cell in sorted((cells | blanks).items())}
    glyphs = {name: piece(name, points) for name, points in contours(radius).items()}
    glyphs |= {name: put_together(cell, False) for name, cell in shown.items()}
    joined = {f"{name}.joined": cell for name, cell in shown.items() if cell.dots}
    glyphs |= {name: put_together(cell, True) for name, cell in joined.items()}
    advances = {name: (cell.width + GAP) * PITCH for name, cell in (shown | joined).items()}

    font = FontBuilder(EM, isTTF=True)
    order = [".notdef", *glyphs]
    font.setupGlyphOrder(order)
    font.setupCharacterMap({ord(name): glyph_name(name) for name in (cells | blanks) if len(name) == 1})
    font.setupGlyf({".notdef": put_together(missing, False)} | glyphs)
    table = font.font["glyf"]
    font.setupHorizontalMetrics({name: (advances.get(name, 8 * PITCH), getattr(table[name], "xMin", 0)) for name in order})
    font.setupHorizontalHeader(ascent=ASCENT, descent=-DESCENT)
    addOpenTypeFeaturesFromString(font.font, features([name for name in shown if f"{name}.joined" in joined]))
    finish(font, style, weight, radius)
    return font


def finish(font: FontBuilder, style: str, weight: int, radius: int) -> None:
    """Names, heights, flags."""
    bold = style == "Bold"
    names = {"copyright": COPYRIGHT, "familyName": FAMILY, "styleName": style, "uniqueFontIdentifier": f"{VERSION};{FAMILY} {style}"}
    names |= {"fullName": f"{FAMILY} {style}", "version": f"Version {VERSION}", "psName": f"{FAMILY.replace(' ', '')}-{style}"}
    font.setupNameTable(names | {"licenseDescription": LICENCE, "licenseInfoURL": LICENCE_URL}, mac=False)
    top = CENTRE + radius
    heights = {"sTypoAscender": ASCENT, "sTypoDescender": -DESCENT, "sTypoLineGap": 0, "usWinAscent": ASCENT, "usWinDescent": DESCENT}
    heights |= {"sxHeight": 6 * PITCH + top, "sCapHeight": 8 * PITCH + top}
    selection = 0x80 | (0x20 if bold else 0x40)
    font.setupOS2(version=4, usWeightClass=weight, fsSelection=selection, achVendID="MNST", **heights)
    font.setupPost(underlinePosition=-PITCH, underlineThickness=2 * radius, keepGlyphNames=False)
    head = font.font["head"]
    head.created = head.modified = MADE
    head.macStyle, head.fontRevision = int(bold), float(VERSION)


def main() -> None:
    """Write both weights to the folder that is named, else beside this file."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    drawn = read_dots(DOTS.read_text(encoding="utf-8"))
    for style in STYLES:
        font = build(style, drawn).font
        font.recalcTimestamp = False
        font.save(folder / f"{FAMILY.replace(' ', '')}-{style}.ttf")


if __name__ == "__main__":
    main()
