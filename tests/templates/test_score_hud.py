"""The score HUD: its facts agree, its layers are those that it states, it judges on one frame, and its hold repeats."""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pytest

from generator.documents.canvas import parse_canvas
from generator.documents.compose import Request, compose
from generator.documents.element import Document
from generator.documents.parse import parse
from generator.elements.build import Port, build
from generator.paint.painter import Painter
from generator.problems import DocumentError
from generator.scene.sample import Sampler
from generator.scene.scene import Scene
from generator.shelf.shelf import Shelf
from generator.typography.fonts import FontBook
from generator.values.picture import Picture, Plane
from generator.values.rate import Rate

TEMPLATE = Shelf().template("score_hud")
MANIFEST = TEMPLATE.manifest
JUDGE = int(MANIFEST.beats["judge"].frames)
HOLD = int(MANIFEST.beats["hold"].frames)


@cache
def fonts() -> FontBook:
    return FontBook(Shelf().fonts())


def document(language: str, canvas: str, look: str, rate: Rate, given: dict[str, object]) -> Document:
    request = Request(MANIFEST.values(given, language), look, language, parse_canvas(canvas), rate)
    composed = compose(TEMPLATE, request, clock=lambda: 0.0)
    return parse(composed.text, composed.file, tracks=composed.tracks, base=composed.base)


def scene(language: str = "es", canvas: str = "hd", look: str = "vigil", rate: str = "24", width: int = 240, **given: object) -> Scene:
    fps = Rate.parse(rate)
    found = document(language, canvas, look, fps, given)
    return build(found, Port(fonts(), Shelf().images(TEMPLATE), fps, language=language), width)


def paint(what: Scene, rate: str = "24", layers: bool = False) -> Callable[[int], Picture]:
    painter, sampler, fps = Painter(what, layers), Sampler(what), Rate.parse(rate)
    return lambda n: painter.paint(sampler.frame(fps.seconds(n)))


def beauty(picture: Picture) -> Plane:
    return picture.beauty.copy()


def words(language: str = "es", **given: object) -> list[str]:
    """Everything that is ever read."""
    elements = list(document(language, "hd", "vigil", Rate.parse(24), given).root.walk())
    texts = [str(child).strip() for element in elements for child in element.children if isinstance(child, str)]
    return texts + [text for element in elements if element.tag == "ui:text" for text in element.get("values").split("|")]


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
    assert not set(words("es")) & {"Sanctioned", "Measures in force", "Improper crossing"}


def test_the_numbers_that_are_shown_follow_from_each_other() -> None:
    shown = words(score=640, change=31)
    assert {"640", "609", "+31", "Conforme"} <= set(shown)
    assert "Sancionado" not in shown
    assert "Sancionada" in words(gender="feminine")


@pytest.mark.parametrize("canvas", MANIFEST.canvases)
@pytest.mark.parametrize("language", MANIFEST.languages)
def test_every_canvas_holds_the_whole_story(canvas: str, language: str) -> None:
    what = scene(language, canvas)
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
    assert on[beside].sum() == pytest.approx(0.6 * before[beside].sum(), rel=0.01)
    assert dim[beside].sum() == pytest.approx(on[beside].sum(), rel=0.01)
    assert after[beside].sum() == pytest.approx(before[beside].sum(), rel=0.01)


def red(picture: Plane) -> Any:
    """Where a premultiplied picture is clearly redder than anything white or grey."""
    return (picture[..., 0] > 0.2) & (picture[..., 1] < 0.5 * picture[..., 0])


def test_an_exemplary_citizen_is_shown_without_the_accent() -> None:
    at = paint(scene(score=871, change=6))
    for n in (JUDGE, HOLD):
        assert not red(beauty(at(n))).any()


def test_the_clock_runs_frame_by_frame_and_stops_as_evidence() -> None:
    shown = words()
    assert {"14:32:03:09", "14:32:03:10", "14:32:04:00", "14:32:07:09"} <= set(shown)
    assert "14:32:07:10" not in shown


def test_a_long_name_fits_and_a_name_too_long_is_a_fault() -> None:
    scene(name="María de los Ángeles Fernandáriz-Gorostizábal")
    with pytest.raises(DocumentError, match="overflows"):
        scene(name="María de los Ángeles Fernandáriz-Gorostizábal y Echevarriñaga Uz")
