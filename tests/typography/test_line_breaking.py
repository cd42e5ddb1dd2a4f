from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shipped import shaped, style

from generator.typography.lines import break_points, line_of, wrap


def rows(text: str, width: float, language: str, family: str = "Saira", anywhere: bool = False) -> list[str]:
    lines = wrap(text, shaped(text, style(family, 10.0)), width, language, anywhere)
    return ["".join(text[c.start : c.end] for c in line) for line in lines]


def test_lines_break_at_spaces_which_hang() -> None:
    assert rows("uno dos tres", 40.0, "es") == ["uno dos ", "tres"]
    text = "uno  "
    assert line_of(text, shaped(text, style())).width == pytest.approx(line_of("uno", shaped("uno", style())).width)


def test_a_long_word_stays_whole_unless_it_may_break_anywhere() -> None:
    assert rows("a Donaudampfschiff b", 30.0, "de") == ["a ", "Donaudampfschiff ", "b"]
    broken = rows("a Donaudampfschiff b", 30.0, "de", anywhere=True)
    assert len(broken) > 3
    assert "".join(broken) == "a Donaudampfschiff b"


def test_line_breaks_of_the_text_hold() -> None:
    for mark in "\n\u2028":
        assert rows(f"a{mark}b c", 1000.0, "en") == ["a", "b c"], "no font draws it"


def test_chinese_lines_neither_begin_with_closing_marks_nor_end_with_opening_ones() -> None:
    text = "部门公告（第三号），所有市民“必须”停留。"
    for n in range(2, 14):
        found = rows(text, 10.0 * n, "zh-Hans", "Noto Sans SC")
        assert "".join(found) == text
        assert not any(row[0] in "），”。" for row in found[1:])
        assert not any(row[-1] in "（“" for row in found[:-1])


def test_spanish_opening_marks_stay_with_their_words() -> None:
    points = break_points("a ¿b? ¡c!", "es")
    assert set(points) == {2, 6}


def test_a_line_from_right_to_left_is_seen_backwards() -> None:
    text = "אב 12"
    line = line_of(text, shaped(text, style("Saira")), 1)
    assert [text[c.start] for c in line.clusters] == ["1", "2", " ", "ב", "א"]


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.text(alphabet="ab c.-", min_size=1, max_size=30), st.floats(1, 120))
def test_wrapping_loses_nothing_and_keeps_to_the_width(text: str, width: float) -> None:
    clusters = shaped(text, style("Saira", 10.0))
    lines = wrap(text, clusters, width, "en", anywhere=True)
    assert [c for line in lines for c in line] == list(clusters)
    for line in lines:
        assert len(line) <= 1 or line_of(text, line).width <= width + 1e-3
