"""Numbers, dates and hours as a language writes them. In: values and a Language. Out: text, the same on every machine."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Context, Decimal

from generator.languages.language import WESTERN, Language
from generator.problems import did_you_mean

_ROOM = Context(prec=40)


def digits(text: str, language: Language) -> str:
    """Western digits in a text as the language's own."""
    own = language.numerals.digits
    return text if own == WESTERN else text.translate({ord(w): own[i] for i, w in enumerate(WESTERN)})


def number(value: float, language: Language, *, decimals: int = 0, sign: bool = False, group: bool = True) -> str:
    """``-1234.5`` as ``−1 234,50``: halves round away from zero; ``sign`` writes a plus too, and none for 0.

    Raises ValueError for what is no finite number, or for more than 12 decimals.
    """
    if not math.isfinite(value) or not 0 <= decimals <= 12 or abs(value) >= 1e18:
        raise ValueError(f"{value} with {decimals} decimals cannot be written: a number is under 1e18, with up to 12 decimals")
    style = language.numerals
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _ROOM)
    whole, _, fraction = f"{rounded.copy_abs():f}".partition(".")
    if group and len(whole) >= style.group_from:
        whole = f"{int(whole):,}".replace(",", style.group)
    mark = style.minus if rounded < 0 else style.plus if sign and rounded > 0 else ""
    return mark + digits(whole + (style.decimal + fraction if fraction else ""), language)


def percent(value: float, language: Language, *, decimals: int = 0) -> str:
    """A share (0.42) as a percentage."""
    return language.numerals.percent.format(number(value * 100, language, decimals=decimals))


def moment(value: object) -> datetime:
    """A date, a date and hour, or an hour (on day 1 of year 1) from text as ISO 8601 writes it; raises ValueError for anything else."""
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    text = str(value).strip()
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    try:
        return datetime.combine(date.min, time.fromisoformat(text))
    except ValueError:
        raise ValueError(f"{text!r} is no moment; write 2041-03-14, 2041-03-14 14:32 or 14:32") from None


def write_date(value: object, language: Language, style: str = "short") -> str:
    """A day in one of the language's styles: ``short``, ``long``, ``day``, ``iso``."""
    when = moment(value)
    calendar = language.calendar
    parts = {"d": f"{when.day}", "dd": f"{when.day:02}", "m": f"{when.month}", "mm": f"{when.month:02}", "y": f"{when.year}"}
    parts |= {"month": calendar.months[when.month - 1], "weekday": calendar.weekdays[when.weekday()]}
    return digits(_pattern(calendar.dates, style, "date").format(**parts), language)


def write_hour(value: object, language: Language, style: str = "short") -> str:
    """An hour in one of the language's styles: ``short`` (minutes), ``long`` (seconds)."""
    when = moment(value)
    parts = {"H": f"{when.hour}", "HH": f"{when.hour:02}", "MM": f"{when.minute:02}", "SS": f"{when.second:02}"}
    return digits(_pattern(language.calendar.hours, style, "hour").format(**parts), language)


def _pattern(styles: Mapping[str, str], style: str, what: str) -> str:
    if style not in styles:
        raise ValueError(f"unknown {what} style {style}{did_you_mean(style, styles)}")
    return styles[style]
