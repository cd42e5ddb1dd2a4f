"""The score HUD: its facts agree, its layers are those that it states, it judges on one frame, and its hold repeats."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import numpy as np
import pytest

from generator.documents.canvas import parse_canvas
from generator.documents.compose import Request, compose
from generator.documents.element import Document
from generator.documents.parse import parse
from generator.elements.build import Port, build
from generator.faces.studio import Studio
from generator.paint.painter import Painter
from generator.problems import BriefError, DocumentError
from generator.scene.nodes import GlyphRun, Glyphs, Group, Node
from generator.scene.sample import Sampler
from generator.scene.scene import Scene
from generator.shelf import Shelf, Worlds
from generator.typography.fonts import FontBook
from generator.values.picture import Picture, Plane
from generator.values.rate import Rate

TEMPLATE = Shelf().template("score_hud")
MANIFEST = TEMPLATE.manifest
STUDIO = Studio(Shelf().heads)
JUDGE = int(MANIFEST.beats["judge"].frames)
HOLD = int(MANIFEST.beats["hold"].frames)


@cache
def fonts() -> FontBook:
    return FontBook(Shelf().fonts())


def document(language: str, canvas: str, look: str, rate: Rate, given: dict[str, object]) -> Document:
    given = {"portrait": False, **given}  # faces take their time, and have tests of their own
    request = Request(MANIFEST.values(given, language), look, language, parse_canvas(canvas), rate)
    composed = compose(TEMPLATE, request, clock=lambda: 0.0)
    return parse(composed.text, composed.file, tracks=composed.tracks, base=composed.base)


def scene(language: str = "es", canvas: str = "hd", look: str = "vigil", rate: str = "24", width: int = 240, **given: object) -> Scene:
    fps = Rate.parse(rate)
    found = document(language, canvas, look, fps, given)
    return build(found, Port(fonts(), Shelf().images(TEMPLATE), fps, language=language, studio=lambda: STUDIO), width)


def paint(what: Scene, rate: str = "24", layers: bool = False) -> Callable[[int], Picture]:
    painter, sampler, fps = Painter(what, layers), Sampler(what), Rate.parse(rate)
    return lambda n: painter.paint(sampler.frame(fps.seconds(n)))


def beauty(picture: Picture) -> Plane:
    return picture.beauty.copy()


def words(language: str = "es", **given: object) -> list[str]:
    """Everything that is ever read."""
    elements = list(document(language, "hd", "vigil", Rate.parse(24), given).root.walk())
    texts = [str(child).strip() for element in elements for child in element.children if isinstance(child, str)]
    counts = [element.get(end) for element in elements if element.tag == "ui:counter" for end in ("from", "to")]
    return texts + counts + [text for element in elements if element.tag == "ui:text" for text in element.get("values").split("|")]


def seen(node: Node) -> Iterator[GlyphRun]:
    """Every text that is to be seen in a sampled scene."""
    if isinstance(node, Group):
        for child in node.children:
            yield from seen(child)
    elif isinstance(node, Glyphs) and node.visible and isinstance(node.run, GlyphRun) and node.run.glyphs:
        yield node.run


def numeral(what: Scene, n: int) -> GlyphRun:
    """The score as it stands at a frame: the largest text."""
    return max(seen(Sampler(what).frame(n / 24).root), key=lambda run: run.size)


def light(picture: Plane) -> Plane:
    """A picture's light alone, without what it covers."""
    return picture[..., :3]


def history(values: dict[str, Any]) -> list[int]:
    """The scores over time, back from the score of today."""
    steps = [event["change"] for event in values["history"]] + [values["change"]]
    found = [values["score"]]
    for step in reversed(steps):
        found.insert(0, found[0] - step)
    return found


@pytest.mark.parametrize("language", MANIFEST.languages)
def test_the_facts_of_the_default_story_agree(language: str) -> None:
    values = MANIFEST.values({}, language)
    scores = history(values)
    assert all(values["watch_from"] - 100 < score < values["regular_from"] for score in scores)
    assert scores[-2] >= values["watch_from"] > scores[-1], "the judgement takes the citizen over the line"
    assert min(scores[:-2]) >= values["watch_from"] + 10, "and nothing before it came near"
    days = [values["history_from"], *(event["date"] for event in values["history"]), values["time"]]
    assert days == sorted(days)
    assert values["reason_at"].date() == values["time"].date()
    seconds = JUDGE / 24
    assert 0 < (values["reason_at"] - values["time"]).total_seconds() < seconds, "what is judged is seen first"
    assert [s["new"] for s in values["sanctions"]].count(True) == 1
    assert all(s["until"] > values["time"] for s in values["sanctions"])


def test_both_languages_tell_the_same_story() -> None:
    es, en = MANIFEST.values({}, "es"), MANIFEST.values({}, "en")
    assert history(es) == history(en)
    assert [(e["date"], bool(e["label"])) for e in es["history"]] == [(e["date"], bool(e["label"])) for e in en["history"]]
    assert [s["until"] for s in es["sanctions"]] == [s["until"] for s in en["sanctions"]]
    assert not set(words("es")) & {"Sanctioned", "Measures in force", "Unauthorised crossing"}


def test_the_numbers_that_are_shown_follow_from_each_other() -> None:
    shown = words(score=640, change=31)
    assert {"640", "609", "+31", "Conforme"} <= set(shown)
    assert "Sancionado" not in shown
    assert "Sancionada" in words(gender="feminine")


@pytest.mark.parametrize("language", MANIFEST.languages)
def test_every_band_is_called_what_the_world_calls_it(language: str) -> None:
    for band, score in {"exemplary": 900, "regular": 700, "watch": 550, "sanctioned": 300, "disabled": 40}.items():
        assert Worlds().words(language).say(f"band.{band}.feminine") in words(language, score=score, gender="feminine"), band


@pytest.mark.parametrize("canvas", MANIFEST.canvases)
@pytest.mark.parametrize("language", MANIFEST.languages)
def test_every_canvas_holds_the_whole_story(canvas: str, language: str) -> None:
    what = scene(language, canvas, shade=0)
    size = parse_canvas(canvas)
    assert what.height == round(240 * size.height / size.width)
    picture = beauty(paint(what)(HOLD))
    covered = picture[..., 3] > 0.02
    assert 0.02 < covered.mean() < 0.2, "an actor stands behind"
    edge = round(3 * what.height / 135)
    margins = picture[..., 3] > 0
    assert not margins[:edge].any()
    assert not margins[-edge:].any()
    assert not margins[:, :edge].any()
    assert not margins[:, -edge:].any()
    lit = np.flatnonzero(margins.any(axis=0))
    assert abs(lit[0] - (picture.shape[1] - 1 - lit[-1])) <= 1, "the margins are equal"


@pytest.mark.parametrize("look", MANIFEST.looks)
def test_every_look_paints(look: str) -> None:
    assert beauty(paint(scene(look=look))(HOLD))[..., 3].any()


def test_the_layers_are_those_of_the_manifest_and_sum_to_the_beauty() -> None:
    picture = paint(scene(), layers=True)(HOLD)
    assert tuple(picture.layers) == tuple(MANIFEST.layers)
    total = np.zeros_like(picture.beauty)
    for name, layer in MANIFEST.layers.items():
        plane = picture.layers[name]
        total = total + plane if layer.operation == "plus" else plane + total * (1 - plane[..., 3:])
    np.testing.assert_allclose(total, picture.beauty, atol=1e-5)


@pytest.mark.parametrize("rate", ["24", "25", "24000/1001"])
def test_the_hold_repeats_without_a_seam(rate: str) -> None:
    assert MANIFEST.loop is not None
    start, period = int(MANIFEST.loop.start.frames), int(MANIFEST.loop.period.frames)
    at = paint(scene(rate=rate), rate)
    for n in (start, start + 17, start + period - 1):
        assert np.array_equal(beauty(at(n)), beauty(at(n + period))), n
    assert not np.array_equal(beauty(at(start)), beauty(at(start + 17))), "something lives"


@pytest.mark.parametrize("rate", ["24", "25", "24000/1001", "48"])
def test_the_judgement_lands_on_one_frame(rate: str) -> None:
    each = 2 if rate == "48" else 1
    at = paint(scene(rate=rate), rate)
    before, on, dim, after = (beauty(at(JUDGE * each + n)) for n in (-1, 0, 2 * each - 1, 2 * each))
    assert not red(before).any()
    assert red(on).sum() > 100
    beside = (slice(0, 100), slice(0, 100))  # the other citizens
    assert light(on[beside]).sum() == pytest.approx(0.6 * light(before[beside]).sum(), rel=0.01)
    assert light(dim[beside]).sum() == pytest.approx(light(on[beside]).sum(), rel=0.01)
    assert light(after[beside]).sum() == pytest.approx(light(before[beside]).sum(), rel=0.01)


def red(picture: Plane) -> Any:
    """Where a premultiplied picture is clearly redder than anything white or grey."""
    return (picture[..., 0] > 0.2) & (picture[..., 1] < 0.5 * picture[..., 0])


def test_an_exemplary_citizen_is_shown_without_the_accent() -> None:
    at = paint(scene(score=871, change=6))
    for n in (JUDGE, HOLD):
        assert not red(beauty(at(n))).any()


def test_the_clock_runs_frame_by_frame_and_stops_as_evidence() -> None:
    shown = words()
    assert {"14:32:03:09", "14:32:03:10", "14:32:04:00", "14:32:07:08", "Acta 14:32:07:09"} <= set(shown)
    assert not any("14:32:07:10" in text for text in shown)


def test_a_long_name_fits_and_a_name_too_long_is_a_fault() -> None:
    for look in MANIFEST.looks:
        name = "María de los Ángeles Fernandáriz-Gorostizábal y Echevarriñaga Uz"
        assert len(name) == 64
        root = Sampler(scene(look=look, name=name)).frame(HOLD / 24).root
        (run,) = (run for run in seen(root) if run.text.casefold().startswith("maría"))
        assert run.size == 24, "on the scale"
        assert len({round(glyph.y, 3) for glyph in run.glyphs}) == 2
    with pytest.raises(DocumentError, match="overflows"):
        scene(name="Fernandárizgorostizábal" * 2 + "echevarriñaga")
    with pytest.raises(BriefError, match="64"):
        scene(name="M" * 65)


@pytest.mark.parametrize(
    ("score", "change", "brink"),
    [(496, -12, 501), (500, -12, 505), (499, -1, 500), (604, 30, 599), (870, 300, 599), (720, 6, 717), (480, -400, 851), (500, 0, 500)],
)
def test_the_count_stays_on_its_side_of_the_line_until_the_judgement(score: int, change: int, brink: int) -> None:
    what = scene(score=score, change=change)
    assert [int(numeral(what, n).text) for n in (JUDGE - 40, JUDGE - 1, JUDGE)] == [score - change, brink, score]
    assert {int(numeral(what, JUDGE - n).text) for n in (1, 2, 3, 4)} == {brink}, "it holds its breath"


@pytest.mark.parametrize("look", MANIFEST.looks)
@pytest.mark.parametrize("score", [496, 111, 748])
def test_the_figures_are_as_high_as_the_header_in_every_look(look: str, score: int) -> None:
    run = numeral(scene(look=look, score=score), HOLD)
    boxes = [run.face.outline(glyph.glyph).bounds() for glyph in run.glyphs]  # type: ignore[attr-defined]
    edges = [(glyph.x + box.x * run.size, glyph.x + box.right * run.size) for glyph, box in zip(run.glyphs, boxes, strict=True)]
    assert run.size * run.face.metrics.cap_height == pytest.approx(152)  # type: ignore[attr-defined]
    assert {glyph.y for glyph in run.glyphs} == {264}
    assert edges[0][0] == pytest.approx(1296, abs=0.01), "ink stands on the column's edge"
    (change,) = (r for r in seen(Sampler(scene(look=look, score=score)).frame(HOLD / 24).root) if r.text == "−12")
    assert change.glyphs[0].x - edges[-1][1] >= 24


def test_the_matte_is_dark_where_words_are_and_leaves_the_actor_alone() -> None:
    matte = paint(scene(), layers=True)(HOLD).layers["matte"]
    assert not light(matte).any(), "it is nothing on black"
    column, actor, foot = matte[20:90, 170:], matte[20:80, 115:152], matte[-8:]
    assert (column[..., 3] > 0.4).all()
    assert actor[..., 3].max() < 0.02, "nobody's face is darkened"
    assert (foot[..., 3] > 0.3).all()
    assert matte[:2, ..., 3].max() < 0.05, "it is a cloud, not a curtain: above it the picture is as it was"
    assert not paint(scene(shade=0), layers=True)(HOLD).layers["matte"].any()
    assert not paint(scene(look="ministry"), layers=True)(HOLD).layers["matte"].any(), "paper needs none"
