"""People and places: names put together from made-up parts, places put together from the city's own words, and proper names of which
nothing is known.

Only scripts with capitals can be searched for proper names; in others a name is known by what it is given as. Latin words among Han signs
or Arabic letters stand out by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from generator.clearance.finding import Finding, judged
from generator.world.city import DISTRICTS, KINDS, STREETS, VIRTUES
from generator.world.names import CULTURES, joined

_HEADS = sorted({*STREETS, *(head for kind in KINDS.values() for head in kind.heads)}, key=len, reverse=True)
_STREETS = "|".join(sorted({*STREETS, "Glorieta", "Cruce", "Rotonda", "Ronda"}, key=len, reverse=True))
_AFTER = r"(?:,\s*\d+)?(?:,\s*(?:\d+\.º|bajo)(?:\s+[A-Z]\b)?)?"

OURS = re.compile(rf"\b(?:{'|'.join(_HEADS)})\s+(?:{'|'.join(sorted(VIRTUES, key=len, reverse=True))})\b{_AFTER}", re.IGNORECASE)
STREET = re.compile(
    rf"\b(?:(?:{_STREETS}|Carrera|Carretera|Bulevar|Calzada|Av\.|Avda\.|C/)\s+(?-i:[^\W\d_a-z]|de\b|del\b)[^,;:\n]*,?\s*\d+"
    rf"|\d+\s+(?-i:[A-Z])[\w' ]*?\b(?:Street|Road|Avenue|Lane|Square)\b)[^;:\n]*",
    re.IGNORECASE,
)
POSTCODE = re.compile(r"(?<![\w·])C\d{2}·\d{3}(?![\w·])")

_WORD = re.compile(r"[^\W\d_][\w'’·-]*")
_LATIN = re.compile(r"[^\W\d_\u0600-\u06ff\u3040-\u9fff][\w'’·-]*?(?=[\u0600-\u06ff\u3040-\u9fff]|[^\w'’·-]|$)")
_WITHOUT_CAPITALS = re.compile(r"[\u0600-\u06ff\u3040-\u9fff]")
_LINKS = frozenset(["de", "del", "la", "las", "los", "el", "y", "e", "da", "do", "dos", "van", "von", "of", "the", "and"])
_SAID = frozenset(["ID", "QR", "PIN", "SMS", "GPS", "LED", "TV", "OK", "EXP", "AM", "PM", "IA", "AI", "DNA", "ADN", "SOS", "NFC", "USB"])
"""Letters that stand for a thing, not for somebody."""
_OPENS = ".!?:;¡¿—–«»“”\"'‘(|/·•"


@lru_cache(maxsize=1)
def surnames() -> frozenset[str]:
    """Every surname that can be put together."""
    return frozenset(joined(head, tail).casefold() for of in CULTURES for head in of.heads for tail in of.tails)


@lru_cache(maxsize=1)
def _given() -> frozenset[str]:
    return frozenset(name.casefold() for of in CULTURES for name in (*of.women, *of.men))


@lru_cache(maxsize=1)
def city_words() -> frozenset[str]:
    """Words of the city's places and districts."""
    texts = (*VIRTUES, *_HEADS, *(district.name for district in DISTRICTS))
    return frozenset(word.casefold() for text in texts for word in _WORD.findall(text))


def made_up(name: str) -> bool:
    """Whether a person's name is one that the world puts together: common given names before one or two made-up surnames."""
    words = [word.casefold() for word in _WORD.findall(name)]
    last = next((i for i, word in enumerate(words) if word not in _given()), len(words))
    return 0 < len(words) - last <= 2 and all(word in surnames() for word in words[last:])


def person(text: str) -> Finding:
    """A text that is said to be a person's name."""
    if not _WORD.search(text):
        return judged("name", text, "no letters: nobody is named", "")
    reason = "put together by the world: its surnames are made up of parts" if made_up(text) else ""
    return judged("name", text, reason, "a personal name from outside of the world: may be somebody's")


def ours(text: str) -> Finding:
    """A place of the film's city."""
    kind = "address" if re.search(r"\d", text) else "place"
    return judged(kind, text, "of the film's own city, whose places are named after virtues", "")


def street(text: str) -> Finding:
    """An address that is not of the city's words."""
    return judged("address", text, "", "an address from outside of the film's city: may be somebody's")


def postcode(text: str) -> Finding:
    """The city's own form."""
    return judged("address", text, "a postcode in the film's own form, which no country has", "")


def proper(text: str, known: Collection[str]) -> Iterator[tuple[int, int]]:
    """Where proper names stand of which no word is ``known`` (case-folded): capitals inside of a sentence, or two in a row."""
    amid = bool(_WITHOUT_CAPITALS.search(text))
    if text.isupper() and not amid:
        return
    run: list[re.Match[str]] = []
    for word in (*(_LATIN if amid else _WORD).finditer(text), None):
        if word is not None and run and word[0].casefold() in _LINKS and not text[run[-1].end() : word.start()].strip():
            continue
        capital = word is not None and word[0][0].isupper()
        if run and not (capital and word and _beside(text, run[-1], word)):
            if _strange(text, run, known, opens=not amid):
                yield run[0].start(), run[-1].end()
            run = []
        if capital and word is not None:
            run.append(word)


def _beside(text: str, one: re.Match[str], two: re.Match[str]) -> bool:
    """Whether nothing but blanks and small links stands between two words."""
    between = text[one.end() : two.start()]
    return all(word.casefold() in _LINKS for word in between.split()) and "\n" not in between


def _strange(text: str, run: list[re.Match[str]], known: Collection[str], *, opens: bool) -> bool:
    """Whether a run of capitalised words is a name: its first word may only begin a sentence, where words of its kind do."""
    before = text[: run[0].start()].rstrip()
    opens = opens and (not before or before[-1] in _OPENS)
    words = [word[0] for word in run]
    strange = [word for word in words if word.casefold() not in known and word not in _SAID and len(word) > 1]
    if not strange:
        return False
    return not opens or len(words) > 1 or (strange[0].isupper() and len(strange[0]) > 2)
