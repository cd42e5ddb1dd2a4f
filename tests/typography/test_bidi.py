from __future__ import annotations

import unicodedata

import pytest
from bidi import get_display
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.typography.bidi import LRI, PDF, PDI, RLE, RLO, levels, line_levels, visual_order


@pytest.mark.parametrize(
    ("text", "base", "expected"),
    [
        ("abc", 0, "000"),
        ("abc", 1, "222"),
        ("אבג", 0, "111"),
        ("a אב c", 0, "001100"),
        ("אב 12 גד", 1, "11122111"),
        ("שלום (abc) שלום", None, "111111222111111"),
        ("a(ב)c", 0, "00100"),
        ("ا1٢", 0, "122"),
        ("אב  ", 0, "1100"),
        ("", None, ""),
    ],
)
def test_levels(text: str, base: int | None, expected: str) -> None:
    assert "".join(map(str, levels(text, base))) == expected


def test_explicit_controls() -> None:
    assert levels(f"a{RLE}b{PDF}c")[2] == 2
    assert levels(f"{RLO}ab{PDF}")[1:3] == [1, 1]
    isolated = f"א {LRI}a ב{PDI} ג"
    assert levels(isolated, 1)[3:6] == [2, 2, 3]


def test_what_is_seen() -> None:
    assert visual_order([0, 1, 1, 2, 2, 1, 0]) == [0, 5, 3, 4, 2, 1, 6]
    assert visual_order([]) == []


def test_white_space_at_the_end_of_a_line_goes_back_to_the_paragraph() -> None:
    assert line_levels("אב ", [1, 1, 1], 0) == [1, 1, 0]


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.text(alphabet="abאבע12٢ -+%.,()[]\u0301\u2066\u2067\u2068\u2069", min_size=1, max_size=12), st.sampled_from("LR"))
def test_a_second_opinion_agrees(text: str, base: str) -> None:
    seen = "".join(text[i] for i in visual_order(levels(text, int(base == "R"))))
    assert _shown(seen) == _shown(get_display(text, base_dir=base))


def _shown(text: str) -> str:
    return "".join(char for char in text if unicodedata.bidirectional(char) != "BN")
