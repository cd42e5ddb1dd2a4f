"""Case: what text-transform shows, and that every character stays where the document's lists put it."""

from __future__ import annotations

import pytest
from shipped import shaped, style

from generator.typography.case import recased


def all_in(text: str, case: str) -> str:
    return "".join(recased(text, [case] * len(text)))


@pytest.mark.parametrize(
    ("case", "text", "expected"),
    [
        ("uppercase", "¿Cómo está usted, señora Ibáñez?", "¿CÓMO ESTÁ USTED, SEÑORA IBÁÑEZ?"),
        ("uppercase", "Straße", "STRASSE"),
        ("lowercase", "ÉXITO ÑANDÚ", "éxito ñandú"),
        ("lowercase", "ΟΔΟΣ", "οδο\u03c2"),
        ("capitalize", "“hola” o'clock 3d áreas-verdes", "“Hola” O'clock 3d Áreas-Verdes"),
        ("capitalize", "ßen", "Ssen"),
        ("", "As it Is", "As it Is"),
        *((case, text, text) for case in ("uppercase", "lowercase", "capitalize") for text in ("请保持冷静。", "يُرجى الهدوء، شكرًا.")),
    ],
)
def test_what_is_shown(case: str, text: str, expected: str) -> None:
    assert all_in(text, case) == expected


def test_each_character_has_its_own_case() -> None:
    assert recased("aßc", ("", "uppercase", "uppercase")) == ("a", "SS", "C")


def test_what_grows_stays_one_cluster_of_the_text() -> None:
    grown, plain = shaped("aßb", style(case="uppercase")), shaped("ASSB", style())
    assert [(c.start, c.end) for c in grown] == [(0, 1), (1, 2), (2, 3)]
    assert [m.glyph for c in grown for m in c.marks] == [m.glyph for c in plain for m in c.marks]
    assert grown[1].advance == pytest.approx(plain[1].advance + plain[2].advance)
    assert grown[1].marks[1].x == pytest.approx(plain[1].advance + plain[2].marks[0].x)


def test_letters_of_what_grows_are_spaced_too() -> None:
    grown, plain = shaped("ß", style(case="uppercase", letter_spacing=3.0)), shaped("SS", style(letter_spacing=3.0))
    assert grown[0].advance == pytest.approx(sum(c.advance for c in plain))
    assert grown[0].marks[1].x == pytest.approx(plain[0].advance)
    assert grown[0].spacing == 3.0


def test_small_capitals_of_capitals_are_capitals() -> None:
    assert [c.size for c in shaped("ab", style("Martian Mono", small_caps=True, case="uppercase"))] == [style().size] * 2
