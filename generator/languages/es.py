"""Spanish, as the Spanish academy writes it: a thin space between thousands from five digits on, a comma before decimals."""

from __future__ import annotations

from generator.languages.language import Calendar, Language, Numerals, Plural


def _plural(n: float) -> Plural:
    """CLDR: one for 1, many for whole millions, other for the rest (0 too)."""
    if n == 1:
        return "one"
    return "many" if n != 0 and n % 1_000_000 == 0 else "other"


SPANISH = Language(
    code="es",
    name="español",
    script="Latn",
    direction="ltr",
    plural=_plural,
    plurals=("one", "many", "other"),
    numerals=Numerals(decimal=",", group="\u202f", group_from=5, percent="{}\u202f%"),
    calendar=Calendar(
        months=(
            "enero", "febrero", "marzo", "abril", "mayo", "junio",
            "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
        ),
        weekdays=("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
        dates={"short": "{dd}/{mm}/{y}", "long": "{d} de {month} de {y}", "day": "{weekday} {d} de {month}", "iso": "{y}-{mm}-{dd}"},
    ),
    quotes=(("«", "»"), ("“", "”")),
    no_line_start="!%),.:;?]}»”’…\u2009\u202f",
    no_line_end="([{«“‘¡¿",
)  # fmt: skip
