"""Languages: one file and one value each. What comes in is a code; what goes out says how that language writes.

language.py   Language, Numerals, Calendar
writing.py    numbers, dates and hours as a language writes them
es en zh ar   the values
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.languages.ar import ARABIC
from generator.languages.en import ENGLISH
from generator.languages.es import SPANISH
from generator.languages.language import Language
from generator.languages.zh import CHINESE
from generator.problems import BriefError, did_you_mean

LANGUAGES: Mapping[str, Language] = {
    "es": SPANISH,
    "en": ENGLISH,
    "zh": CHINESE,
    "ar": ARABIC,
}

__all__ = ["LANGUAGES", "Language", "of"]


def of(code: str) -> Language:
    """The language of a code, or of the code without its region (``es-MX``); raises BriefError for one that is not there."""
    plain = code.strip().lower().replace("_", "-")
    found = LANGUAGES.get(plain) or LANGUAGES.get(plain.split("-")[0])
    if found is None:
        raise BriefError(f"unknown language {code}{did_you_mean(plain, LANGUAGES)}")
    return found
