"""Chinese beside Latin, signs that fill cells, and where lines break at curly quotes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from shipped import book, style

from generator.typography.fonts import Wish
from generator.typography.lines import break_points
from generator.typography.shape import Cluster, Paragraph, Span, shape


def cells(
    text: str, cuts: frozenset[int] = frozenset(), family: str = "Noto Sans SC", language: str = "zh", **rest: object
) -> list[Cluster]:
    span = Span(0, len(text), replace(style(language=language, **rest), wish=Wish(tuple(family.split(", ")))))
    return list(shape(book(), Paragraph(text, (span,), [0] * len(text), cuts=cuts)))


def gained(text: str, **rest: object) -> list[float]:
    """What each advance gains, as a share of the size."""
    plain, spaced = cells(text), cells(text, autospace=True, trim=True, **rest)
    return [round((s.advance - p.advance) / p.size, 3) for p, s in zip(plain, spaced, strict=True)]


def test_hanzi_stand_off_from_latin_and_figures() -> None:
    assert gained("第4.12条") == [0.125, 0, 0, 0, 0.125, 0]
    assert gained("见BT号") == [0.125, 0, 0.125, 0]
    assert gained("信，4") == [0, 0, 0], "a sign has room of its own"


def test_the_space_is_none_at_the_end_of_a_line() -> None:
    spaced = cells("第4", autospace=True)[0]
    assert spaced.spacing == pytest.approx(spaced.size / 8)


def test_neighbouring_signs_share_a_cell() -> None:
    assert gained("好！（档") == [0, -0.5, 0, 0]
    assert gained("”。）如") == [-0.5, -0.5, 0, 0]
    assert gained("（“好") == [-0.5, 0, 0]
    assert gained("好（好") == [0, 0, 0]


def test_signs_of_a_latin_font_fill_no_cell() -> None:
    plain, trimmed = cells("”“", family="Saira"), cells("”“", family="Saira", trim=True)
    assert [c.advance for c in trimmed] == [c.advance for c in plain]


def test_quotes_are_of_the_font_of_the_hanzi_and_names_are_not() -> None:
    names = [c.face.name for c in cells("编“BT”…", family="Saira, Noto Sans SC")]
    assert names == [names[0], names[0], names[2], names[2], names[0], names[0]]
    assert names[0] != names[2]
    assert len({c.face.name for c in cells("“BT”…", family="Saira, Noto Sans SC", language="es")}) == 1


def test_nothing_is_spaced_across_a_place_of_its_own() -> None:
    assert [c.advance for c in cells("第4", cuts=frozenset({1}), autospace=True)] == [c.advance for c in cells("第4")]


def test_lines_break_around_curly_quotes_in_chinese_alone() -> None:
    text = "编号“甲”。见“乙”后"
    breaks = break_points(text, "zh")
    assert 2 in breaks, "before an opening one"
    assert 10 in breaks, "after a closing one"
    assert {3, 4, 5, 8, 9}.isdisjoint(breaks), "never behind what opens, or before what closes"
    assert break_points("say “so” now", "en") == {4: False, 9: False}
