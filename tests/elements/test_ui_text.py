from __future__ import annotations

import pytest
from typeset import faults, places, runs, says, typeset

from generator.motion.track import at, moves
from generator.scene.nodes import Glyphs, Group


def fitted(attributes: str, content: str = "Nota", size: float = 20.0) -> str:
    return f'<ui:text x="10" y="10" width="60" height="40" font-family="Saira" font-size="{size}" {attributes}>{content}</ui:text>'


def test_text_that_fits_keeps_its_size() -> None:
    (run,) = runs(typeset(fitted("", "\n  No   ma ")))
    assert (run.text, run.size, run.glyphs[0].x) == ("No ma", 20, 10)


def test_text_shrinks_to_its_box() -> None:
    (run,) = runs(typeset(fitted('min-size="4"', "Norma larguísima")))
    assert 4 < run.size < 20
    assert 59.5 < run.box.width <= 60.001


def test_overflow_is_told_in_pixels() -> None:
    (fault,) = faults(fitted('min-size="18"', "Norma larguísima"))
    size = runs(
        typeset(
            fitted('min-size="18"', "Norma larguísima").replace('width="60"', 'width="999"').replace('font-size="20.0"', 'font-size="18"')
        )
    )
    over = size[0].box.width - 60
    assert fault == f"a.svg:1: 'Norma larguísima' overflows its box by {over:.1f} px in width, on one line at a size of 18 px"
    assert faults(fitted('lines="2"', "una dos tres cuatro cinco")) != []
    assert "on one line at" in faults(fitted('lines="2"', "indivisiblemente"))[0]


def test_lines_and_alignment() -> None:
    found = runs(typeset(fitted('lines="2" align="end" valign="bottom" line-height="1"', "uno dos tres", 14)))
    rows = {round(g.y, 3) for run in found for g in run.glyphs}
    assert len(rows) == 2
    (run,) = runs(typeset(fitted('align="end"', "uno", 14)))
    assert run.box.right == pytest.approx(70)
    (run,) = runs(typeset(fitted('align="middle"', "uno", 14)))
    assert run.box.x + run.box.right == pytest.approx(80)


def test_the_middle_is_that_of_the_capitals() -> None:
    (run,) = runs(typeset(fitted('valign="middle"', "HH")))
    capitals = run.face.metrics.cap_height * run.size  # type: ignore[attr-defined]
    assert run.glyphs[0].y - capitals / 2 == pytest.approx(30)


def test_right_to_left_text_starts_at_the_right() -> None:
    (run,) = runs(typeset(fitted("", "سلام").replace("Saira", "Noto Kufi Arabic")))
    assert run.box.right == pytest.approx(70)


def test_values_are_stepped_through_and_each_must_fit() -> None:
    scene = typeset(fitted('values="uno|dos|tres" key-times="0 0.25 0.5" begin="1s" dur="4s" min-size="2"'))
    assert [says(scene, t) for t in (0, 1.96, 2, 2.96, 3, 5, 99)] == ["uno", "uno", "dos", "dos", "tres", "tres", "tres"]
    assert len(faults(fitted('values="uno|demasiado largo" dur="1s"'))) == 1
    (fault,) = faults(fitted('values="uno|dos" key-times="0.5 1" dur="1s"'))
    assert "key-times needs 2 numbers" in fault


def test_texts_repeat_as_animations_do() -> None:
    scene = typeset(fitted('values="a|b" dur="1s" repeatCount="indefinite"'))
    assert [says(scene, t) for t in (0, 0.48, 0.52, 1.0, 1.52, 100.2, 100.8)] == ["a", "a", "b", "a", "b", "a", "b"]


def test_a_static_text_is_static_and_a_box_can_move() -> None:
    node = typeset(fitted("")).root.children[0].children[0]  # type: ignore[union-attr]
    assert isinstance(node, Glyphs)
    assert not moves(node.run)


def test_a_box_that_travels_carries_text_that_is_set_once() -> None:
    walk = 'ab<animate attributeName="x" values="0;10" dur="1s"/>'
    box = typeset(fitted("", walk)).root.children[0]
    assert isinstance(box, Group)
    assert isinstance(box.children[0], Glyphs)
    assert not moves(box.children[0].run)
    assert [at(box.transform, t).e for t in (0, 0.5)] == [0, 5]


def test_text_painted_with_what_stands_on_the_page_moves_through_it() -> None:
    paint = '<linearGradient id="g" gradientUnits="userSpaceOnUse" x2="50"><stop stop-color="red"/><stop offset="1"/></linearGradient>'
    scene = typeset(paint + fitted('fill="url(#g)"', 'ab<animate attributeName="x" values="0;10" dur="1s"/>'))
    assert [places(scene, t)[0][0] for t in (0, 0.5)] == [0, 5]


def test_faults_name_the_nearest_attribute() -> None:
    assert faults(fitted('algin="end"')) == ["a.svg:1: unknown attribute algin on <ui:text>; did you mean align?"]
    assert faults(fitted('lines="two"')) == ["a.svg:1: lines: 'two' is no whole number"]
    assert faults("<ui:text>a</ui:text>") == ["a.svg:1: ui:text has no width to fit in"]
    assert faults("<ui:txet/>") == ["a.svg:1: unknown element <ui:txet>; did you mean <ui:text>?"]
    assert "no given font has U+0E01" in faults(fitted("", "\u0e01"))[0]


def test_a_text_can_stand_on_the_bottom_of_its_box() -> None:
    (run,) = runs(typeset(fitted('valign="baseline"', "Ag", 14)))
    assert run.glyphs[0].y == 50


def test_capitals_are_as_high_as_asked_in_every_font() -> None:
    for family in ("Saira", "Overpass", "Sofia Sans Extra Condensed"):
        (run,) = runs(typeset(fitted('capitals="12" letter-spacing="0.1em"', "HH").replace("Saira", family)))
        assert run.size * run.face.metrics.cap_height == pytest.approx(12)  # type: ignore[attr-defined]
    (run,) = runs(typeset(fitted('capitals="30" min-size="4"', "Norma larguísima")))
    assert 59.5 < run.box.width <= 60.001


def test_ink_touches_the_sides() -> None:
    for align, x in (("start", 10.0), ("end", 70.0)):
        (run,) = runs(typeset(fitted(f'edge="ink" align="{align}"', "HH")))
        glyph = run.glyphs[0] if align == "start" else run.glyphs[-1]
        ink = run.face.outline(glyph.glyph).bounds()  # type: ignore[attr-defined]
        assert glyph.x + (ink.x if align == "start" else ink.right) * run.size == pytest.approx(x)


def test_marks_of_direction_have_no_ink_and_no_side() -> None:
    plain, marked = (
        runs(typeset(fitted('edge="ink" direction="rtl"', text).replace("Saira", "Noto Kufi Arabic"))) for text in ("٣٠", "\u061c٣٠")
    )
    digits = [glyph.x for run in marked for glyph in run.glyphs][:2]
    assert digits == pytest.approx([glyph.x for run in plain for glyph in run.glyphs][:2], abs=0.01)


def test_even_lines_break_in_the_middle() -> None:
    def lengths(wrap: str) -> list[int]:
        found = places(typeset(fitted(f'lines="2" wrap="{wrap}" line-height="1"', "una dos tres cuatro", 9)))
        rows = [round(y) for _, y in found]
        return [rows.count(row) for row in sorted(set(rows))]

    greedy, even = lengths("greedy"), lengths("even")
    assert len(greedy) == len(even) == 2
    assert max(even) < max(greedy)


def test_sizes_of_a_scale_are_the_only_ones() -> None:
    for content, size in (("Nota", 20), ("Norma larga", 9), ("Norma larguísima", 4)):
        (run,) = runs(typeset(fitted('sizes="20 9 4"', content)))
        assert run.size == size
    (fault,) = faults(fitted('sizes="20 18"', "Norma larguísima"))
    assert "at a size of 18 px" in fault


def test_texts_that_follow_each_other_share_a_size_of_the_scale() -> None:
    scene = typeset(fitted('sizes="20 9 4" values="Nota|Norma larga" dur="2s"'))
    assert [runs(scene, t)[0].size for t in (0, 1)] == [9, 9]


def test_text_that_is_called_backwards_begins_at_the_right_whatever_it_says() -> None:
    """A file number in an Arabic notice stands where the notice's lines begin."""
    (run,) = runs(typeset(fitted('direction="rtl"', "Nota")))
    assert run.box.right == pytest.approx(70, abs=0.01)
    (run,) = runs(typeset(fitted('direction="rtl" align="end"', "Nota")))
    assert run.box.x == pytest.approx(10, abs=0.01)


def test_the_first_baseline_stands_on_the_top() -> None:
    found = runs(typeset(fitted('lines="2" valign="first" line-height="1"', "uno dos tres", 14)))
    assert sorted({round(g.y, 3) for run in found for g in run.glyphs}) == [10, 24]
    (run,) = runs(typeset(fitted('valign="first"', "Ag", 14).replace('height="40"', "")))
    assert {g.y for g in run.glyphs} == {10}
