"""Languages: the table is whole; plurals, numbers, dates and hours are written as each writes them."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import generator.languages as room
from generator.languages import LANGUAGES, Language, of
from generator.languages.writing import number, percent, write_date, write_hour
from generator.problems import BriefError

ES, EN, ZH, AR = (LANGUAGES[code] for code in ("es", "en", "zh", "ar"))


def test_every_file_of_the_room_is_in_the_table() -> None:
    files = {path.stem for path in Path(room.__file__).parent.glob("??.py")}
    assert files == set(LANGUAGES)
    assert all(code == language.code for code, language in LANGUAGES.items())


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=lambda v: v.code)
def test_a_language_is_whole_and_pickles(language: Language) -> None:
    assert len(language.calendar.months) == 12
    assert len(language.calendar.weekdays) == 7
    assert {"short", "long", "day", "iso"} == set(language.calendar.dates)
    assert len(language.numerals.digits) == 10
    assert "other" in language.plurals
    assert not set(language.no_line_start) & set(language.no_line_end)
    assert pickle.loads(pickle.dumps(language)).calendar == language.calendar


@given(st.integers(0, 3_000_000) | st.floats(0, 1e6))
@settings(max_examples=100, derandomize=True, deadline=None)
def test_plural_gives_one_of_the_stated_categories(n: float) -> None:
    assert all(language.plural(n) in language.plurals for language in LANGUAGES.values())


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (ES, "other one other other other many other"),
        (EN, "other one other other other other other"),
        (ZH, "other other other other other other other"),
        (AR, "zero one two few many other other"),
    ],
    ids=lambda v: getattr(v, "code", ""),
)
def test_plural_categories_are_cldrs(language: Language, expected: str) -> None:
    assert [language.plural(n) for n in (0, 1, 2, 3, 11, 1_000_000, 1.5)] == expected.split()


def test_codes_may_name_a_region() -> None:
    assert of("es-MX") is ES
    assert of("ZH_cn") is ZH
    with pytest.raises(BriefError, match="unknown language eo; there is ar, en, es, zh"):
        of("eo")


@pytest.mark.parametrize(
    ("value", "options", "es", "en", "ar"),
    [
        (0, {}, "0", "0", "٠"),
        (1234, {}, "1234", "1,234", "١٬٢٣٤"),
        (-12345.678, {"decimals": 2}, "\u221212\u202f345,68", "\u221212,345.68", "\u061c\u2212١٢٬٣٤٥٫٦٨"),
        (12, {"sign": True}, "+12", "+12", "\u061c+١٢"),
        (0, {"sign": True}, "0", "0", "٠"),
        (-0.4, {}, "0", "0", "٠"),
        (2.5, {}, "3", "3", "٣"),
        (-2.5, {}, "\u22123", "\u22123", "\u061c\u2212٣"),
        (1.005, {"decimals": 2}, "1,01", "1.01", "١٫٠١"),
        (1234567, {"group": False}, "1234567", "1234567", "١٢٣٤٥٦٧"),
    ],
)
def test_numbers(value: float, options: dict[str, object], es: str, en: str, ar: str) -> None:
    assert [number(value, language, **options) for language in (ES, EN, AR)] == [es, en, ar]  # type: ignore[arg-type]


def test_percentages() -> None:
    assert [percent(0.425, language, decimals=1) for language in (ES, EN, ZH, AR)] == ["42,5\u202f%", "42.5%", "42.5%", "٤٢٫٥٪"]


def test_dates_and_hours() -> None:
    when = "2041-03-14 09:05:07"
    assert [write_date(when, each, "long") for each in (ES, EN, ZH, AR)] == [
        "14 de marzo de 2041",
        "14 March 2041",
        "2041年3月14日",
        "١٤ مارس ٢٠٤١",
    ]
    assert [write_date(when, each, "day") for each in (ES, EN, ZH)] == ["jueves 14 de marzo", "Thursday 14 March", "3月14日 星期四"]
    assert [write_hour(when, each, "long") for each in (ES, AR)] == ["09:05:07", "٠٩:٠٥:٠٧"]
    assert write_hour("14:32", EN) == "14:32"


@pytest.mark.parametrize("wrong", [float("nan"), float("inf"), 1e18])
def test_what_cannot_be_written_is_refused(wrong: float) -> None:
    with pytest.raises(ValueError, match="cannot be written"):
        number(wrong, ES)
    with pytest.raises(ValueError, match="unknown hour style lng; did you mean long"):
        write_hour("14:32", ES, "lng")
    with pytest.raises(ValueError, match="is no moment"):
        write_date("soon", ES)


def test_large_numbers_keep_all_decimals() -> None:
    assert number(1e17, LANGUAGES["en"], decimals=12, group=False) == "1" + 17 * "0" + "." + 12 * "0"
