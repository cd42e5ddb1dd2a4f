from __future__ import annotations

from dataclasses import replace

import pytest
from shipped import book, shaped, style

from generator.typography.fonts import FontBook, Wish
from generator.typography.shape import Paragraph, Span, graphemes, lacking, shape


def advances(text: str, **rest: object) -> list[float]:
    return [c.advance for c in shaped(text, style(**rest))]


def test_kerning_can_be_turned_off() -> None:
    assert sum(advances("AVAV")) < sum(advances("AVAV", features=(("kern", 0),))) - 5


def test_tabular_figures_are_equally_wide() -> None:
    assert len({round(a, 3) for a in advances("0123456789", features=(("tnum", 1),))}) == 1


def test_sizes_scale() -> None:
    small, large = advances("Agx"), [c.advance for c in shaped("Agx", replace(style(), size=200.0))]
    assert large == pytest.approx([2 * a for a in small])


def test_marks_stay_with_their_letters() -> None:
    clusters = shaped("e\u0301x", style())
    assert [(c.start, c.end) for c in clusters] == [(0, 2), (2, 3)]


def test_spacing_is_added_after_clusters_and_parts_ligatures() -> None:
    plain, spaced = shaped("a b", style()), shaped("a b", style(letter_spacing=7.0, word_spacing=11.0))
    assert [s.advance - p.advance for p, s in zip(plain, spaced, strict=True)] == pytest.approx([7, 18, 7])


def test_joining_scripts_are_not_spaced() -> None:
    word = "سلام"
    loose, tight = (shaped(word, style("Noto Kufi Arabic", letter_spacing=s)) for s in (20.0, 0.0))
    assert [c.advance for c in loose] == [c.advance for c in tight]


def test_figures_among_joining_letters_are_spaced() -> None:
    loose, tight = (shaped("سن ٤٢", style("Noto Kufi Arabic", letter_spacing=s)) for s in (-5.0, 0.0))
    assert [round(a.advance - b.advance, 6) for a, b in zip(loose, tight, strict=True)] == [0, 0, 0, -5, -5]


def test_runs_join_across_spans_but_not_across_cuts() -> None:
    word, how = "سلام", style("Noto Kufi Arabic")
    spans = (Span(0, 2, how), Span(2, 4, how))
    whole, split, cut = (
        [m.glyph for c in shape(book(), p) for m in c.marks]
        for p in (
            Paragraph(word, (Span(0, 4, how),), [1] * 4),
            Paragraph(word, spans, [1] * 4),
            Paragraph(word, spans, [1] * 4, cuts=frozenset({2})),
        )
    )
    assert whole == split
    assert whole != cut


def test_fallback_and_what_is_missing() -> None:
    clusters = shaped("a中", style(), "Saira", "NotoSansSC")
    assert [c.face.name for c in clusters] == ["Saira.ttf", "NotoSansSC.ttf"]
    (gone,) = [c for c in shaped("a中", style(), "Saira") if c.missing]
    assert lacking("a中", [gone])[0] == "no given font has U+4E2D '中'; Saira.ttf was asked first"
    assert shape(FontBook([]), Paragraph("a", (Span(0, 1, style()),), [0])) == ()


def test_small_capitals_are_made_where_a_font_has_none() -> None:
    small, plain = shaped("aA", style("Martian Mono", small_caps=True)), shaped("AA", style("Martian Mono"))
    assert small[0].marks[0].glyph == plain[0].marks[0].glyph
    assert small[0].size < plain[0].size == small[1].size


def test_wide_characters_stand_upright_in_vertical_lines() -> None:
    text = "a中"
    clusters = shape(book(), Paragraph(text, (Span(0, 2, style()),), [0, 0], vertical=True))
    assert [c.upright for c in clusters] == [False, True]
    assert clusters[1].advance > 50


def test_graphemes_are_what_readers_count() -> None:
    assert graphemes("e\u0301👩‍🚀a") == ["e\u0301", "👩‍🚀", "a"]


def test_weights_may_lie_between() -> None:
    widths = [
        shape(book(), Paragraph("m", (Span(0, 1, replace(style(), wish=Wish(("Saira",), w))),), [0]))[0].advance for w in (400, 450, 500)
    ]
    assert (widths[1] - widths[0]) * (widths[2] - widths[1]) > 0
