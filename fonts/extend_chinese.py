"""Give a Chinese font of this folder every character that the templates' texts use, besides GB 2312 level 1.

    python fonts/extend_chinese.py OUT.ttf SOURCE [MORE ...] [--texts FOLDER ...] [--family NAME]

SOURCE is the whole font, or the first of the files that it comes in (the same ones as for ``merge.py``; a first file has to hold Latin).
``--texts`` are folders whose ``.yaml`` and ``.j2`` files are read, else ``templates``. Says what was added, and stops where no source has a
character: then it has to be written otherwise, or the source changed.
"""

from __future__ import annotations

import argparse
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from merge import chinese, joined

TEXTS = (".yaml", ".j2")


def used(folders: Iterable[Path]) -> str:
    """The Chinese characters and full-width signs of all texts in some folders, in the order of their codes."""
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in TEXTS]
    return "".join(sorted({char for path in files for char in path.read_text(encoding="utf-8") if is_chinese(char)}))


def is_chinese(char: str) -> bool:
    """Whether a character is written in Chinese and in no Western language: ideographs, and wide forms of signs."""
    return unicodedata.east_asian_width(char) in ("W", "F") and unicodedata.category(char) != "So"


def main() -> None:
    """Read the command line, look through the texts, write the font."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("out", type=Path)
    arguments.add_argument("sources", type=Path, nargs="+")
    arguments.add_argument("--texts", type=Path, nargs="+", default=[Path("templates")])
    arguments.add_argument("--family")
    given = arguments.parse_args()
    level = chinese()
    further = "".join(char for char in used(given.texts) if char not in level)
    font = joined(given.sources, level + further, given.family)
    lacking = [char for char in further if ord(char) not in font.getBestCmap()]
    if lacking:
        sys.exit(f"no source has {' '.join(lacking)}")
    font.save(given.out)
    sys.stdout.write(f"{given.out}: GB 2312 level 1 and {len(further)} more{': ' if further else ''}{further}\n")


if __name__ == "__main__":
    main()
