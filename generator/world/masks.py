"""Masks: a name as the state shows it in public, so that everybody knows and nobody has been told.

masked("Darío", ("Peñabria", "Lorenzal"))   Darío P******* L.
masked("小明", ("张",))                      张＊明
masked("سمير", ("الطالبي",))                سمير ا******
"""

from __future__ import annotations

import unicodedata

STAR = "*"
WIDE_STAR = "＊"


def masked(given: str, surnames: tuple[str, ...]) -> str:
    """The given name, a star for each letter of the first surname but its first, and the second surname's first letter.

    Names in Han characters are one word in which everything between the ends is hidden.
    """
    whole = "".join((given, *surnames))
    if _han(whole):
        return _han_masked("".join((*surnames, given)))
    parts = [given]
    if surnames:
        parts.append(_hidden(surnames[0]))
    parts += [f"{surname[0]}." for surname in surnames[1:]]
    return " ".join(part for part in parts if part)


def _hidden(word: str) -> str:
    """A word's first letter (with the signs on it) and a star for each that follows."""
    letters = [c for c in word if not unicodedata.combining(c)]
    return word[: 1 + next((i for i, c in enumerate(word[1:]) if not unicodedata.combining(c)), 0)] + STAR * (len(letters) - 1)


def _han(text: str) -> bool:
    return any("\u4e00" <= c <= "\u9fff" for c in text)


def _han_masked(name: str) -> str:
    if len(name) <= 2:
        return name[:1] + WIDE_STAR * (len(name) - 1)
    return name[0] + WIDE_STAR * (len(name) - 2) + name[-1]
