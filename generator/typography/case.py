"""Case: what ``text-transform`` makes of characters, each still known by the one that the document has.

recased("Straße", ("uppercase",) * 6)  ->  ("S", "T", "R", "A", "SS", "E")
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from uniseg.wordbreak import word_boundaries

CASES = ("uppercase", "lowercase", "capitalize")


def recased(text: str, cases: Sequence[str]) -> tuple[str, ...]:
    """What is shown of each character of a text; ``cases`` has one of :data:`CASES`, or nothing, for each. Scripts without them stay."""
    small = text.lower()
    if len(small) != len(text):
        small = text
    heads = set(word_boundaries(text)) if "capitalize" in cases else ()
    return tuple(_one(text, small, i, case, heads) for i, case in enumerate(cases))


def _one(text: str, small: str, i: int, case: str, heads: Collection[int]) -> str:
    """One character; ``small`` is the text in small letters (a sigma knows whether it ends a word) unless that is longer or shorter."""
    if case == "uppercase":
        return text[i].upper()
    if case == "lowercase":
        return small[i] if small is not text else text[i].lower()
    return text[i].title() if case == "capitalize" and i in heads else text[i]
