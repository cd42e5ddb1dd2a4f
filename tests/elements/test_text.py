from __future__ import annotations

import pytest
from typeset import advance, faults, outlines, places, runs, says, typeset

from generator.motion.track import Track, moves
from generator.motion.track import at as value_at
from generator.scene.nodes import Glyphs, Group
from generator.scene.paints import LinearGradient, Solid
from generator.values.geometry import Affine, Rect


def text(attributes: str, content: str = "Abcd", family: str = "Saira") -> str:
    return f'<text font-family="{family}" font-size="10" {attributes}>{content}</text>'


def xs(body: str, t: float = 0.0) -> list[float]:
    return [x for x, _ in places(typeset(body), t)]


def ys(body: str, t: float = 0.0) -> list[float]:
    return [y for _, y in places(typeset(body), t)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (text("", "  a\n b  "), "a b"),
        (text("", "a <tspan> b</tspan>"), "a |b"),
        (text('xml:space="preserve"', " a\n b "), " a  b "),
        (text("", 'a  <tspan xml:space="preserve">  b  </tspan>  c'), "a |  b  |c"),
        (text('style="white-space: pre-line"', "a  b\nc"), "a bc"),
        (text("", 'a<tspan display="none">b</tspan>c'), "ac"),
        (text("", "a<title>no</title><desc>no</desc>c"), "ac"),
        (text("", "<tspan></tspan>"), ""),
    ],
)
def test_white_space_and_what_is_not_shown(body: str, expected: str) -> None:
    assert says(typeset(body)) == expected


def test_positions_go_to_characters() -> None:
    assert places(typeset(text('x="1 20" y="5"', "abc")))[:2] == [(1, 5), (20, 5)]
    assert xs(text('x="1 20" y="5"', "abc"))[2] == pytest.approx(20 + advance("b"), abs=0.02)
    assert ys(text('y="5 6 7" dy="0 0 1"', "abcd")) == [5, 6, 8, 8]
    assert ys(text('dy="1 1 1"', "abc")) == [1, 2, 3]


def test_inner_elements_win_and_outer_lists_go_on() -> None:
    body = text('x="1 20 40 60"', 'a<tspan x="30">b</tspan>cd')
    assert xs(body) == [1, 30, 40, 60]
    assert [g.rotate for r in runs(typeset(text('rotate="10 20"', "ab<tspan>cd</tspan>"))) for g in r.glyphs] == [10, 20, 20, 20]


def test_units_of_positions() -> None:
    assert places(typeset(text('x="50%" y="2em" dx="1ex"', "a"))) == [(55, 20)]


@pytest.mark.parametrize(("anchor", "share"), [("start", 0.0), ("middle", 0.5), ("end", 1.0)])
def test_anchors(anchor: str, share: float) -> None:
    (run,) = runs(typeset(text(f'x="50" text-anchor="{anchor}"')))
    assert run.box.x == pytest.approx(50 - share * run.box.width, abs=1e-6)
    both = xs(text(f'x="50 80" text-anchor="{anchor}"', "ab"))
    assert both[1] == pytest.approx(80 - share * advance("b"), abs=0.01)


def test_right_to_left_starts_at_the_right() -> None:
    for word in ('direction="rtl"', 'style="direction: rtl"'):
        (run,) = runs(typeset(text(f'x="50" {word}', "سلام", "Noto Kufi Arabic")))
        assert run.box.right == pytest.approx(50, abs=1e-6)


def test_directions_can_be_overridden() -> None:
    plain, turned = xs(text("", "abc")), xs(text('unicode-bidi="bidi-override" direction="rtl"', "abc"))
    assert plain == sorted(plain)
    assert turned == sorted(turned, reverse=True)
    isolated = typeset(text("", 'a <tspan unicode-bidi="isolate">س</tspan> 1', "Noto Kufi Arabic"))
    assert [g.x for r in runs(isolated) for g in r.glyphs] == sorted(g.x for r in runs(isolated) for g in r.glyphs)


def test_spacing() -> None:
    _, b, c = xs(text('letter-spacing="3" word-spacing="5"', "a b"))
    assert b == pytest.approx(advance("a") + 3, abs=0.01)
    assert c == pytest.approx(advance("a ") + 11, abs=0.02)
    (run,) = runs(typeset(text('letter-spacing="3" text-anchor="end" x="50"', "ab")))
    assert run.box.right == pytest.approx(50, abs=1e-6)


def test_text_length_spaces_or_stretches() -> None:
    (spaced,) = runs(typeset(text('textLength="80"')))
    (stretched,) = runs(typeset(text('textLength="80" lengthAdjust="spacingAndGlyphs"')))
    natural = advance("Abcd")
    assert spaced.box.width == stretched.box.width == pytest.approx(80)
    assert (spaced.stretch, stretched.stretch) == (1, pytest.approx(80 / natural, rel=1e-3))


def test_fonts_by_style() -> None:
    scene = typeset(
        "<style>.m { font: italic 700 12px/2 'Martian Mono', monospace }</style>"
        '<text class="m">a<tspan style="font-variation-settings: \'wdth\' 80" font-weight="bolder" font-size="50%">b</tspan></text>'
    )
    one, two = runs(scene)
    assert (one.size, one.face.axes) == (12, {"wght": 700, "wdth": 100})  # type: ignore[attr-defined]
    assert (two.size, two.face.axes) == (6, {"wght": 800, "wdth": 80})  # type: ignore[attr-defined]


def test_features_and_variants() -> None:
    tabular, proportional = (advance_of(text(f'style="font-variant-numeric: {v}"', "1|")) for v in ("tabular-nums", "normal"))
    feature = advance_of(text("style=\"font-feature-settings: 'tnum' 1\"", "1|"))
    assert tabular == feature != proportional


def advance_of(body: str) -> float:
    return xs(body)[1]


def test_size_adjust_gives_the_same_x_height() -> None:
    for family in ("Saira", "Overpass"):
        (run,) = runs(typeset(f'<text font-family="{family}" font-size="10" font-size-adjust="0.5">x</text>'))
        assert run.size * run.face.metrics.x_height == pytest.approx(5)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("attributes", "down"),
    [
        ('baseline-shift="3"', -3.0),
        ('baseline-shift="-50%"', 5.0),
        ('alignment-baseline="central"', None),
        ('dominant-baseline="hanging"', None),
    ],
)
def test_baselines(attributes: str, down: float | None) -> None:
    first, second = ys(text('y="50"', f"a<tspan {attributes}>b</tspan>"))
    assert first == 50
    assert second > 50 if down is None else second == pytest.approx(50 + down)


def test_baseline_shifts_add_up_and_the_baseline_is_inherited() -> None:
    nested = ys(text('y="50"', 'a<tspan baseline-shift="3">b<tspan baseline-shift="2">c</tspan></tspan>d'))
    assert nested == [50, 47, 45, 50]
    inherited = ys(text('y="50" dominant-baseline="middle"', "a<tspan>b</tspan>"))
    assert inherited[0] == inherited[1] > 50


def test_decorations_are_painted_by_whoever_asked() -> None:
    scene = typeset(text('fill="#f00" text-decoration="underline"', 'ab<tspan fill="#00f" text-decoration="line-through">cd</tspan>'))
    children = scene.root.children[0].children  # type: ignore[union-attr]
    painted = [(type(node).__name__, round(node.fill.paint.colour.r)) for node in children]  # type: ignore[union-attr]
    assert painted == [("Path", 1), ("Glyphs", 1), ("Path", 1), ("Glyphs", 0), ("Path", 0)]
    under, _, through = (outline.bounds() for outline in outlines(scene))
    assert under is not None
    assert through is not None
    assert under.y > 0 > through.y


def test_gradients_span_the_whole_text() -> None:
    scene = typeset(
        '<linearGradient id="g"><stop/><stop offset="1" stop-color="red"/></linearGradient>'
        + text('fill="url(#g)" x="10"', "ab<tspan>cd</tspan>")
    )
    group = scene.root.children[0]
    assert isinstance(group, Group)
    one, two = group.children
    assert isinstance(one, Glyphs)
    assert isinstance(two, Glyphs)
    assert one.fill is not None
    assert two.fill is not None
    assert isinstance(one.fill.paint, LinearGradient)
    assert isinstance(two.fill.paint, LinearGradient)
    assert one.fill.paint.transform == two.fill.paint.transform
    assert not isinstance(one.fill.paint, Solid)


def test_text_wraps_by_the_rules_of_its_language() -> None:
    scene = typeset(
        '<text font-family="Noto Sans SC" font-size="10" y="10" inline-size="45" line-height="2" xml:lang="zh">部门公告（第三）。</text>'
    )
    rows: dict[float, int] = {}
    for _, y in places(scene):
        rows[y] = rows.get(y, 0) + 1
    assert rows == {10: 4, 30: 2, 50: 3}
    end = typeset(text('x="100" y="10" text-anchor="end" inline-size="30"', "aa bb cc"))
    lines = {round(g.y): run for run in runs(end) for g in run.glyphs}
    assert len(lines) > 1


def test_kept_line_breaks_begin_lines() -> None:
    assert {y for _, y in places(typeset(text('y="10" style="white-space: pre; line-height: 20px"', "a\nb")))} == {10, 30}


def test_vertical_text_goes_down() -> None:
    scene = typeset('<text font-family="Noto Sans SC" font-size="10" x="50" y="0" writing-mode="vertical-rl">中文ab</text>')
    (run,) = runs(scene)
    assert [g.rotate for g in run.glyphs] == [0, 0, 90, 90]
    assert [g.y for g in run.glyphs] == sorted(g.y for g in run.glyphs)


def test_a_missing_glyph_is_told_with_its_line() -> None:
    assert faults("<text>a\u0e01</text>") == ["a.svg:1: no given font has U+0E01 'ก'; Saira.ttf was asked first"]
    assert faults("<text>\u0e01a\u0e02\u0e01</text>") == ["a.svg:1: no given font has U+0E01 'ก', U+0E02 'ข'; Saira.ttf was asked first"]
    assert runs(typeset("<text>a\u0e01</text>", lenient=True))


def still(body: str) -> bool:
    group = typeset(body).root.children[0]
    node = group if isinstance(group, Glyphs) else group.children[0]  # type: ignore[union-attr]
    assert isinstance(node, Glyphs)
    return not moves(node.run)


def test_only_what_moves_glyphs_lays_them_out_again() -> None:
    assert still(text("", 'ab<animate attributeName="fill" values="red;blue" dur="1s"/>'))
    assert still(text("", 'ab<animateTransform attributeName="transform" type="rotate" values="0;90" dur="1s"/>'))
    assert not still(text("", 'ab<animate attributeName="font-size" values="10;20" dur="1s"/>'))


def test_a_text_that_only_travels_is_laid_out_once_and_carried() -> None:
    travels = 'ab<animate attributeName="x" values="3;13" dur="1s"/>'
    assert still(text('y="7"', travels))
    (group,) = typeset(text('y="7"', travels)).root.children
    assert isinstance(group, Group)
    assert value_at(group.transform, 0.5) == Affine.translation(8, 7)
    assert not still(text("", 'ab<animate attributeName="x" values="0 9;10 19" dur="1s"/>'))
    assert not still('<linearGradient id="g"><stop stop-color="red"/></linearGradient>' + text('fill="url(#g)"', travels))
    assert not still(text("", f"<tspan>{travels}</tspan>"))


def test_animated_numbers_move_the_glyphs() -> None:
    scene = typeset(
        text("", 'ab<animate attributeName="dx" values="0;10" dur="1s"/><animate attributeName="letter-spacing" values="0;4" dur="1s"/>')
    )
    at = [places(scene, t) for t in (0.0, 0.5)]
    assert at[1][0] == (5, 0)
    assert at[1][1][0] - at[0][1][0] == pytest.approx(7)
    heavy = typeset(text("", 'ab<animate attributeName="font-weight" values="100;900" dur="1s"/>'))
    assert [runs(heavy, t)[0].face.axes["wght"] for t in (0.0, 0.5)] == [100, 500]  # type: ignore[attr-defined]


def test_layout_is_the_same_in_any_order() -> None:
    scene = typeset(text("", 'abc<animate attributeName="font-size" values="10;30" dur="1s"/>'))
    forwards = [places(scene, t) for t in (0.1, 0.2, 0.3)]
    assert [places(scene, t) for t in (0.3, 0.2, 0.1)] == forwards[::-1]


def test_a_run_stays_the_same_object_while_nothing_moves() -> None:
    scene = typeset(text("", 'ab<set attributeName="dx" to="9" begin="1s"/>'))
    track = scene.root.children[0].run  # type: ignore[union-attr]
    assert isinstance(track, Track)
    assert track.at(0.1) is track.at(0.9)
    assert track.span(0.5) == (pytest.approx(float("-inf")), 1.0)


def test_boxes_are_em_cells() -> None:
    (run,) = runs(typeset(text('x="10" y="50"', "..")))
    metrics = run.face.metrics  # type: ignore[attr-defined]
    assert run.box == Rect(
        10, 50 - 10 * metrics.ascent, pytest.approx(advance(".."), abs=0.02), pytest.approx(10 * (metrics.ascent + metrics.descent))
    )


def glyphs(body: str) -> list[int]:
    return [g.glyph for run in runs(typeset(body)) for g in run.glyphs]


def test_case_changes_what_is_drawn_and_not_what_is_said() -> None:
    assert glyphs(text('text-transform="uppercase"', "Abcd")) == glyphs(text("", "ABCD"))
    assert says(typeset(text('text-transform="uppercase"', "Abcd"))) == "Abcd"


def test_case_is_inherited_and_a_part_may_have_its_own() -> None:
    around = '<g style="text-transform: uppercase">{}</g>'
    assert glyphs(around.format(text("", "ab"))) == glyphs(text("", "AB"))
    mixed = text("", 'ab<tspan text-transform="none">cd</tspan><tspan style="text-transform: lowercase">EF</tspan>')
    assert glyphs(around.format(mixed)) == glyphs(text("", "AB<tspan>cd</tspan><tspan>ef</tspan>"))


def test_capitals_of_words_that_go_on_in_another_part() -> None:
    assert glyphs(text('text-transform="capitalize"', "se<tspan>ñor</tspan> b")) == glyphs(text("", "Se<tspan>ñor</tspan> B"))


def test_positions_count_the_characters_of_the_document() -> None:
    at = xs(text('text-transform="uppercase" x="1 20 60"', "aßb"))
    assert (at[0], at[1], at[3]) == (1, 20, 60), "both S stand for one character"
    assert at[2] == pytest.approx(20 + advance("S"), abs=0.05)
    after = xs(text('text-transform="uppercase"', 'ß<tspan x="50">b</tspan>c'))
    assert after[2] == 50


def test_case_goes_through_every_element_of_ours() -> None:
    ours = '<ui:text width="100" font-size="10" font-family="Saira" text-transform="uppercase">{}</ui:text>'
    assert glyphs(ours.format("año")) == glyphs(ours.format("AÑO"))
