"""Join a variable font's files, split by script for the web, into one TTF: how the fonts beside this file were made.

    python fonts/merge.py OUT.ttf BASE.woff2 [MORE.woff2 ...] [--family NAME] [--hanzi]

All files are cut from one master, so axes and metrics agree (checked). BASE keeps its layout tables (kerning, tabular figures, contextual
forms); of every further file the outlines, their variations, advances and characters are added. ``--family`` names the family where
the file is called by its default instance. ``--hanzi`` keeps the characters of GB 2312 level 1 with its punctuation and Latin, and no
others. The licence's name records, which the split files lack, are written, and what is called a mark and is none gets its width back.
"""

from __future__ import annotations

import argparse
import unicodedata
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.hvar import add_HVAR

LICENCE = "This Font Software is licensed under the SIL Open Font License, Version 1.1."
VERTICAL = ("vhea", "vmtx", "VVAR", "VORG")  # lines here are horizontal
BASE, MARK = 1, 3  # classes of glyphs
LICENCE_URL = "https://openfontlicense.org"


def same_master(base: TTFont, more: TTFont) -> None:
    """Stop where two files cannot stand in one font."""
    for font in (base, more):
        font.axes = [(a.axisTag, a.minValue, a.defaultValue, a.maxValue) for a in font["fvar"].axes] if "fvar" in font else []
    if base.axes != more.axes or base["head"].unitsPerEm != more["head"].unitsPerEm:
        raise SystemExit("the files are not of one master")


def add(base: TTFont, more: TTFont, mark: str) -> None:
    """Add to ``base`` every character of ``more`` that it lacks, with the glyphs these are composed of."""
    same_master(base, more)
    have, offered = base.getBestCmap(), more.getBestCmap()
    wanted = {code: name for code, name in offered.items() if code not in have}
    names: dict[str, str] = {}
    for name in wanted.values():
        for part in [name, *closure(more, name)]:
            names.setdefault(part, f"{part}.{mark}")
    order = list(base.getGlyphOrder())
    for old, new in names.items():
        copy_glyph(base, more, old, new, names)
        order.append(new)
    base.setGlyphOrder(order)
    base["maxp"].numGlyphs = len(order)
    for table in base["cmap"].tables:
        if table.isUnicode():
            table.cmap.update({code: names[name] for code, name in wanted.items() if table.format != 4 or code <= 0xFFFF})


def closure(font: TTFont, name: str) -> list[str]:
    """The glyphs that a glyph is composed of, all the way down."""
    glyph = font["glyf"][name]
    if not glyph.isComposite():
        return []
    parts = [component.glyphName for component in glyph.components]
    return parts + [deeper for part in parts for deeper in closure(font, part)]


def copy_glyph(base: TTFont, more: TTFont, old: str, new: str, names: dict[str, str]) -> None:
    """One glyph with its advance and its variations, its components by their new names."""
    glyph = deepcopy(more["glyf"][old])
    glyph.expand(more["glyf"])
    if glyph.isComposite():
        for component in glyph.components:
            component.glyphName = names[component.glyphName]
    base["glyf"].glyphs[new] = glyph
    base["hmtx"].metrics[new] = more["hmtx"].metrics[old]
    if "gvar" in base:
        base["gvar"].variations[new] = deepcopy(more["gvar"].variations.get(old, []))
    if "GDEF" in base and base["GDEF"].table.GlyphClassDef and "GDEF" in more and more["GDEF"].table.GlyphClassDef:
        kind = more["GDEF"].table.GlyphClassDef.classDefs.get(old)
        if kind:
            base["GDEF"].table.GlyphClassDef.classDefs[new] = kind


def mend_marks(font: TTFont) -> None:
    """Characters that stand by themselves are no marks, whatever the file says: shapers take the width of a mark away."""
    if "GDEF" not in font or not font["GDEF"].table.GlyphClassDef:
        return
    classes, characters = font["GDEF"].table.GlyphClassDef.classDefs, font.getBestCmap()
    combining = {name for code, name in characters.items() if unicodedata.category(chr(code)) in ("Mn", "Mc", "Me", "Cn")}
    wrong = {name for name in characters.values() if classes.get(name) == MARK} - combining
    classes.update(dict.fromkeys(wrong, BASE))
    lookups = font["GPOS"].table.LookupList.Lookup if "GPOS" in font else ()
    for subtable in (subtable for lookup in lookups for subtable in lookup.SubTable):
        let_go(getattr(subtable, "ExtSubTable", subtable), wrong)


def let_go(subtable: Any, glyphs: set[str]) -> None:
    """Attach these glyphs to no base any more, where a subtable would."""
    if not hasattr(subtable, "MarkCoverage"):
        return
    records = list(zip(subtable.MarkCoverage.glyphs, subtable.MarkArray.MarkRecord, strict=True))
    kept = [(name, record) for name, record in records if name not in glyphs]
    if len(kept) < len(records):
        subtable.MarkCoverage.glyphs = [name for name, _ in kept]
        subtable.MarkArray.MarkRecord = [record for _, record in kept]


def keep_only(font: TTFont, characters: str) -> None:
    """Drop every character that is not listed; layout features stay."""
    options = Options(layout_features=["*"], name_IDs=["*"], notdef_outline=True, glyph_names=False)
    subsetter = Subsetter(options)
    subsetter.populate(text=characters)
    subsetter.subset(font)


def chinese() -> str:
    """The 3,755 hanzi of GB 2312 level 1 (rows 16 to 55), its symbols and full-width forms (rows 1 and 3), and Latin-1."""
    rows = [(0xA1, 94), (0xA3, 94), *((0xB0 + row, 94 if row < 39 else 89) for row in range(40))]
    hanzi = "".join(bytes((row, 0xA1 + cell)).decode("gb2312", "ignore") for row, cells in rows for cell in range(cells))
    return hanzi + "".join(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x100)])) + "–—‘’“”…€−"


def joined(sources: Sequence[Path], keep: str = "", family: str | None = None) -> TTFont:
    """All files of one master as one font; of ``keep``, where it is given, and of nothing else."""
    base = TTFont(sources[0], recalcTimestamp=False)
    if keep:
        keep_only(base, keep)
    for tag in VERTICAL:
        if tag in base:
            del base[tag]
    for number, source in enumerate(sources[1:], 1):
        more = TTFont(source)
        if keep:
            keep_only(more, keep)
        add(base, more, f"s{number}")
    mend_marks(base)
    if "HVAR" in base:
        del base["HVAR"]
        add_HVAR(base)
    records = {13: LICENCE, 14: LICENCE_URL} | ({1: family, 16: family, 17: "Regular"} if family else {})
    for number, text in records.items():
        base["name"].setName(text, number, 3, 1, 0x409)
    base.flavor = None
    return base


def main() -> None:
    """Read the command line, join, write."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("out", type=Path)
    arguments.add_argument("sources", type=Path, nargs="+")
    arguments.add_argument("--family")
    arguments.add_argument("--hanzi", action="store_true")
    given = arguments.parse_args()
    joined(given.sources, chinese() if given.hanzi else "", given.family).save(given.out)


if __name__ == "__main__":
    main()
