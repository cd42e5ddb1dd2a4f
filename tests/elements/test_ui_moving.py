from __future__ import annotations

import pytest
from typeset import faults, leaves, outlines, places, runs, says, typeset

from generator.scene.nodes import Glyphs, Group
from generator.scene.sample import Sampler
from generator.scene.scene import Scene

WRITER = '<ui:typewriter x="5" y="20" font-family="Saira" font-size="10" {}>{}</ui:typewriter>'


def tops(scene: Scene, t: float) -> list[float]:
    """The heights of all first glyphs on the canvas."""
    return [round(to.apply(n.run.glyphs[0].x, n.run.glyphs[0].y)[1], 3) for n, to in leaves(scene, t) if isinstance(n, Glyphs)]  # type: ignore[union-attr]


def lefts(scene: Scene, t: float) -> list[float]:
    return [round(to.apply(g.x, g.y)[0], 3) for n, to in leaves(scene, t) if isinstance(n, Glyphs) for g in n.run.glyphs]  # type: ignore[union-attr]


def test_a_typewriter_types_graphemes() -> None:
    scene = typeset(WRITER.format('speed="10" begin="1s"', "ae\u0301o"))
    assert [says(scene, t) for t in (0.5, 1, 1.12, 1.2, 1.28, 1.4, 9)] == ["", "", "a", "ae\u0301", "ae\u0301", "ae\u0301o", "ae\u0301o"]
    whole = typeset(WRITER.format('dur="2s"', "abcd"))
    assert [says(whole, t) for t in (0.48, 0.52, 1.04, 2)] == ["", "a", "ab", "abcd"]


def test_what_is_typed_never_moves() -> None:
    scene = typeset(WRITER.format('dur="1s" width="30"', "uno dos tres"))
    final = places(scene, 2)
    assert len({y for _, y in final}) > 1
    for n in range(26):
        assert set(places(scene, n / 25)) <= set(final)


def test_a_cursor_goes_ahead_and_blinks_while_resting() -> None:
    scene = typeset(WRITER.format('dur="1s" cursor="bar" blink="0.5s"', "ab"))
    boxes = [[o.bounds() for o in outlines(scene, t)] for t in (0.52, 1.2, 1.72)]
    (typing,), (resting,), hidden = boxes
    assert typing is not None
    assert resting is not None
    assert (typing.x > 5, resting.x > typing.x, hidden) == (True, True, [])
    assert faults(WRITER.format('speed="0"', "ab")) == ["a.svg:1: the speed of ui:typewriter is over 0"]


FEED = '<ui:feed x="0" y="0" width="80" height="40" row-height="10" font-family="Saira" font-size="8" {}/>'


def test_a_feed_scrolls_and_comes_round_without_a_seam() -> None:
    scene = typeset(FEED.format('rows="a|b|c" dur="3s"'))
    assert tops(scene, 1.0)[0] == pytest.approx(tops(scene, 0.0)[0] - 10)
    for n in (0, 1, 17, 50):
        assert tops(scene, n / 25) == tops(scene, n / 25 + 3) == tops(scene, n / 25 + 300)
    down = typeset(FEED.format('rows="a|b|c" speed="-10"'))
    assert tops(down, 1.0)[0] == pytest.approx(tops(down, 0.0)[0] + 10)


@pytest.mark.parametrize("moment", [0.0, 0.7, 1.9, 2.9])
def test_a_feed_always_fills_its_box(moment: float) -> None:
    found = tops(typeset(FEED.format('rows="a|b|c" dur="3s"')), moment)
    assert min(found) <= 10
    assert max(found) >= 37


def test_rows_can_rest_and_can_be_elements() -> None:
    scene = typeset(FEED.format('rows="a|b" dur="2s" motion="rows"'))
    assert tops(scene, 0.0) == tops(scene, 0.6) != tops(scene, 0.9)
    drawn = typeset(FEED.format('dur="1s"').replace("/>", '><rect width="5" height="5"/><g/></ui:feed>'))
    assert len(outlines(drawn)) == 3


def test_a_feed_is_cut_and_fades() -> None:
    (outer,) = typeset(FEED.format('rows="a" fade="10"')).root.children
    assert isinstance(outer, Group)
    assert outer.mask is not None
    inner = outer.children[0]
    assert isinstance(inner, Group)
    assert inner.clip is not None


def test_faulty_feeds() -> None:
    assert faults("<ui:feed/>") == ["a.svg:1: ui:feed needs a width, a height and a row-height over 0"]
    assert "overflows the feed by" in faults(FEED.format('rows="a row that is much longer than the feed"'))[0]


def test_a_ticker_runs_and_comes_round() -> None:
    body = '<ui:ticker width="50" height="20" values="ab|cd" dur="2s" gap="8" font-family="Saira" font-size="10" {}/>'
    scene = typeset(body.format(""))
    assert runs(scene)[0].text.startswith("ab · cdab · cd")
    assert lefts(scene, 1.0)[0] < lefts(scene, 0.0)[0] == 0
    assert lefts(scene, 0.4) == lefts(scene, 2.4) == lefts(scene, 400.4)
    assert all(max(lefts(scene, n / 10)) > 50 - 10 for n in range(20))
    right = typeset(body.replace('dur="2s"', 'speed="-10"').format(""))
    assert lefts(right, 1.0)[0] == pytest.approx(lefts(right, 0.0)[0] + 10)
    assert faults("<ui:ticker/>") == ["a.svg:1: ui:ticker needs a width and a height over 0"]


def test_moving_groups_keep_their_content() -> None:
    sampler = Sampler(typeset(FEED.format('rows="a|b|c" dur="3s"')))
    one, two = (sampler.frame(t).root for t in (0.1, 0.2))
    while isinstance(one, Group) and isinstance(two, Group) and one is not two and one.children:
        one, two = one.children[0], two.children[0]  # type: ignore[assignment]
    assert one is two


def test_repeats_out_of_all_proportion_are_told() -> None:
    said = "a.svg:1: <ui:feed> would repeat its content of 3e-09 px over 40 px; make the content larger"
    assert faults(FEED.format('rows="a|b|c" dur="3s"').replace('row-height="10"', 'row-height="1e-9"')) == [said]
    ticker = '<ui:ticker width="100" height="9" gap="0" values="." font-family="Saira" font-size="0.0001" speed="{}"/>'
    assert [fault.split(" of ")[0] for fault in faults(ticker.format(1))] == ["a.svg:1: <ui:ticker> would repeat its content"]


@pytest.mark.parametrize("speed", ["1e300", "-1e12", "5e-324"])
def test_speeds_that_nobody_could_follow_stand_still(speed: str) -> None:
    scene = typeset(FEED.format(f'rows="a|b|c" speed="{speed}"'))
    assert tops(scene, 0.0) == tops(scene, 0.4)
