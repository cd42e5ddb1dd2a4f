from __future__ import annotations

import pytest
from typeset import advance, places, runs, says, typeset

LINE = '<path id="p" d="M10 50H90"/>'
DOWN = '<path id="p" d="M50 10V90"/>'


def on(path: str, attributes: str = "", content: str = "ab", around: str = "") -> str:
    return f'{path}<text font-size="10" {around}><textPath href="#p" {attributes}>{content}</textPath></text>'


def test_glyphs_stand_on_the_path_and_turn_with_it() -> None:
    assert places(typeset(on(LINE)))[0] == (10, 50)
    (run,) = runs(typeset(on(DOWN)))
    assert [(round(g.x, 3), round(g.rotate)) for g in run.glyphs] == [(50, 90), (50, 90)]


@pytest.mark.parametrize("offset", ["20", "25%"])
def test_start_offset(offset: str) -> None:
    assert places(typeset(on(LINE, f'startOffset="{offset}"')))[0] == (30, 50)


def test_anchor_and_shift() -> None:
    half = advance("ab") / 2
    middle = places(typeset(on(LINE, 'startOffset="50%" text-anchor="middle"')))
    assert middle[0][0] == pytest.approx(50 - half, abs=0.02)
    assert places(typeset(on(LINE, content='<tspan dy="-3">ab</tspan>')))[0][1] == 47
    assert places(typeset(on(DOWN, content='<tspan dy="-3">ab</tspan>')))[0][0] == 53


def test_what_falls_off_the_path_is_not_drawn() -> None:
    assert says(typeset(on(LINE, 'startOffset="75"', "abcdef"))) == "a"
    assert says(typeset(on(LINE, 'startOffset="500"'))) == ""


def test_text_can_come_onto_the_path_later() -> None:
    scene = typeset(on(LINE, "", 'ab<animate attributeName="startOffset" values="90;0" dur="1s"/>'))
    assert says(scene, 0.0) == ""
    assert says(scene, 0.9) == "ab"


def test_paths_of_their_own_shapes_and_transforms() -> None:
    own = '<text font-size="10"><textPath path="M0 9H90">a</textPath></text>'
    assert places(typeset(own)) == [(0, 9)]
    moved = '<path id="p" d="M0 0H90" transform="translate(5 6)"/>'
    assert places(typeset(on(moved, content="a"))) == [(5, 6)]
    assert places(typeset(on('<rect id="p" x="3" y="4" width="50" height="50"/>', content="a"))) == [(3, 4)]


def test_a_path_that_is_not_there_carries_nothing() -> None:
    assert says(typeset('<text font-size="10">a<textPath href="#no">b</textPath>c</text>', lenient=True)) == "ac"
    assert places(typeset(on(LINE + LINE.replace('"p"', '"q"'), content="a", around='dx="0"')))[0] == (10, 50)
