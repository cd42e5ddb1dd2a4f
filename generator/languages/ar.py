"""Arabic, in the register of eastern administrations: Arabic-Indic digits in text and in numbers, month names of the Gulf and Egypt.

File numbers, camera names and timecode are codes: templates write them as they are, in western digits.
"""

from __future__ import annotations

from generator.languages.language import ARABIC_INDIC, Calendar, Language, Numerals, Plural


def _plural(n: float) -> Plural:
    """CLDR: zero, one, two, few for 3 to 10 of each hundred, many for 11 to 99, other for hundreds and fractions."""
    if n in (0, 1, 2):
        return ("zero", "one", "two")[int(n)]
    if n != int(n):
        return "other"
    rest = int(n) % 100
    return "few" if 3 <= rest <= 10 else "many" if rest >= 11 else "other"


ARABIC = Language(
    code="ar",
    name="العربية",
    script="Arab",
    direction="rtl",
    plural=_plural,
    plurals=("zero", "one", "two", "few", "many", "other"),
    numerals=Numerals(decimal="٫", group="٬", digits=ARABIC_INDIC, minus="\u061c\u2212", plus="\u061c+", percent="{}٪"),
    calendar=Calendar(
        months=("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
        weekdays=("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
        dates={"short": "{dd}/{mm}/{y}", "long": "{d} {month} {y}", "day": "{weekday} {d} {month}", "iso": "{y}-{mm}-{dd}"},
    ),
    quotes=(("«", "»"), ("“", "”")),
    no_line_start="!%),.:;?]}»”’…،؛؟٪",
    no_line_end="([{«“‘",
)
