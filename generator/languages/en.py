"""English, the state's international register: day before month, 24 hours, commas between thousands."""

from __future__ import annotations

from generator.languages.language import Calendar, Language, Numerals, Plural


def _plural(n: float) -> Plural:
    """CLDR: one for 1, other for the rest."""
    return "one" if n == 1 else "other"


ENGLISH = Language(
    code="en",
    name="English",
    script="Latn",
    direction="ltr",
    plural=_plural,
    plurals=("one", "other"),
    numerals=Numerals(decimal=".", group=","),
    calendar=Calendar(
        months=(
            "January", "February", "March", "April", "May", "June",
            "July", "August", "September", "October", "November", "December",
        ),
        weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        dates={"short": "{dd}/{mm}/{y}", "long": "{d} {month} {y}", "day": "{weekday} {d} {month}", "iso": "{y}-{mm}-{dd}"},
    ),
    quotes=(("“", "”"), ("‘", "’")),
    no_line_start="!%),.:;?]}”’…",
    no_line_end="([{“‘",
)  # fmt: skip
