"""Language: what a language asks of numbers, dates, plurals and lines. One frozen value each; no look-up tables of a library.

Text layout reads ``direction``, ``no_line_start`` and ``no_line_end``; where lines may break otherwise is Unicode's business (UAX 14).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Direction = Literal["ltr", "rtl"]
Plural = Literal["zero", "one", "two", "few", "many", "other"]
ARABIC_INDIC = "٠١٢٣٤٥٦٧٨٩"
WESTERN = "0123456789"


@dataclass(frozen=True, slots=True)
class Numerals:
    """How numbers are written. Whole parts of ``group_from`` digits or more are grouped; ``percent`` holds ``{}`` for the number."""

    decimal: str
    group: str
    group_from: int = 4
    digits: str = WESTERN
    minus: str = "\u2212"
    plus: str = "+"
    percent: str = "{}%"


@dataclass(frozen=True, slots=True)
class Calendar:
    """How moments are written.

    ``months``         from January, ``weekdays`` from Monday. ``dates`` and ``hours`` are patterns by style, of
    ``{d} {dd} {m} {mm} {month} {y} {weekday}`` and of ``{H} {HH} {MM} {SS}``.
    """

    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    dates: Mapping[str, str]
    hours: Mapping[str, str] = field(default_factory=lambda: {"short": "{HH}:{MM}", "long": "{HH}:{MM}:{SS}"})


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """One language.

    ``code``           BCP 47, as ``--lang`` and ``xml:lang`` write it
    ``name``           its own name for itself
    ``script``         ISO 15924: ``Latn``, ``Hans``, ``Arab``
    ``direction``      ``ltr`` or ``rtl``; layouts mirror for ``rtl``
    ``plural``         the CLDR category of a number
    ``plurals``        every category that ``plural`` gives: the forms that words must have
    ``quotes``         pairs of quotation marks, outer then inner
    ``no_line_start``  characters that never begin a line
    ``no_line_end``    characters that never end one
    """

    code: str
    name: str
    script: str
    direction: Direction
    plural: Callable[[float], Plural]
    plurals: tuple[Plural, ...]
    numerals: Numerals
    calendar: Calendar
    quotes: tuple[tuple[str, str], tuple[str, str]]
    no_line_start: str = ""
    no_line_end: str = ""

    @property
    def rtl(self) -> bool:
        return self.direction == "rtl"
