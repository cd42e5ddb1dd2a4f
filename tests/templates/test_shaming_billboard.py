"""The shaming billboard: what it says and when, what is red, that it repeats, that it comes apart on a wall of diodes too."""

from __future__ import annotations

import numpy as np
import pytest
from billboard import COMMENDATION, JUDGE, MANIFEST, MESSAGE, SHAMED, THANKED, TOLD, paint, runs, said, scene

from generator.brief import Brief
from generator.paint.layers import recompose
from generator.problems import BriefError
from generator.render.asset import Asset
from generator.shelf import Shelf
from generator.values.picture import Plane

LAYERS = ("ground", "portrait", "evidence", "words", "points", "queue", "counters", "glow")


def red(plane: Plane) -> float:
    """The share of a picture that is the accent's red."""
    return float(((plane[..., 0] > 0.3) & (plane[..., 0] > 4 * plane[..., 1])).mean())


def yellow(plane: Plane) -> float:
    """The share that is municipal yellow."""
    return float(((plane[..., 0] > 0.6) & (plane[..., 1] > 0.35) & (plane[..., 2] < 0.1)).mean())


def test_a_shaming_is_judged_on_one_frame() -> None:
    at = paint(scene())
    before, after = at(JUDGE - 1).beauty.copy(), at(JUDGE).beauty.copy()
    held = at(JUDGE + 2).beauty.copy()
    assert red(before) == 0
    assert red(after) > 0.04
    white = np.s_[:50, 115:170, :3]
    assert after[white].mean() < 0.7 * held[white].mean()


@pytest.mark.parametrize("canvas", ["wall-3x1", "wall-9x16", "wall-1x1"])
def test_nobody_who_is_thanked_stands_in_red(canvas: str) -> None:
    at = paint(scene(canvas=canvas, width=160))
    thanks = at(THANKED).beauty
    assert red(thanks) == 0
    assert yellow(thanks) > 0.2


def test_what_is_said_when() -> None:
    made = scene()
    assert {"Samir T••••••• O.", "Viaje sin título", "−30", "puntos", "LT-24 2041-10-02 08:04:51"} <= set(said(made, SHAMED))
    thanked, told = said(made, THANKED), said(made, TOLD)
    assert "Remedios Olmedal Serrinar" in thanked
    assert "".join(told).replace("  ", " ").count("Gracias por su buen trato") == 1
    assert not any("I" * 7 in text for text in (*thanked, *told))


def test_counters_live() -> None:
    made = scene()
    first, later = said(made, SHAMED, "counters"), said(made, SHAMED + 48, "counters")
    assert (first[2], later[2]) == ("3 d 20:04:46", "3 d 20:04:44")
    assert first[0] < later[0]


@pytest.mark.parametrize("frame", [0, 7, JUDGE + 1, COMMENDATION - 3, COMMENDATION + 9, MESSAGE + 14, 479])
def test_the_loop_repeats(frame: int) -> None:
    made = scene(width=120)
    np.testing.assert_array_equal(paint(made)(frame).beauty, paint(made)(frame + 480).beauty)


def test_timings_are_the_directors() -> None:
    made = scene(shaming_for=100, commendation_for=60, message_for=80)
    for frame, word in ((60, "−30"), (140, "Remedios Olmedal Serrinar"), (220, "Agradecimientos emitidos"), (300, "−30")):
        assert word in said(made, frame)
        assert word not in said(made, frame + 100)


@pytest.mark.parametrize(
    ("show", "word"), [("shaming", "−30"), ("commendation", "Remedios Olmedal Serrinar"), ("message", "Agradecimientos emitidos")]
)
def test_one_state_stays(show: str, word: str) -> None:
    made = scene(show=show)
    assert all(word in said(made, frame) for frame in (80, 300, 470))


@pytest.mark.parametrize("canvas", ["576x192", "480x270", "240x426", "270x270"])
@pytest.mark.parametrize("led", [False, True])
def test_it_comes_apart(canvas: str, led: bool) -> None:
    made = scene(canvas=canvas, width=None, led=led)
    for frame in (SHAMED, THANKED, TOLD):
        picture = paint(made, layers=True)(frame)
        assert tuple(picture.layers) == LAYERS == tuple(MANIFEST.layers)
        np.testing.assert_allclose(recompose(picture.layers), picture.beauty, atol=2e-5)


def test_a_wall_of_diodes_gives_as_much_light() -> None:
    even = {"unevenness": 0, "black": 0, "cells": 24}
    plain, wall = (paint(scene(canvas="480x288", width=None, led=led, **even)) for led in (False, True))
    for frame in (SHAMED, THANKED):
        picture = wall(frame).beauty
        assert picture[..., :3].mean() == pytest.approx(plain(frame).beauty[..., :3].mean(), rel=0.01)
        assert picture.max() > 1.2


@pytest.mark.parametrize("canvas", ["1080x1080", "1080x1920", "1920x1080"])
@pytest.mark.parametrize("language", ["es", "zh"])
def test_nothing_is_too_small_for_diodes(canvas: str, language: str) -> None:
    made = scene(language, canvas, width=None, led=True)
    for frame in (SHAMED, THANKED, TOLD):
        small = min(runs(made, frame), key=lambda run: run.size)
        assert small.size > 7.9 * 4, small.text
    assert said(made, SHAMED, "evidence") == ["LT-24", "08:04:51"]


def test_right_to_left_is_mirrored_and_names_are_not() -> None:
    spanish, arabic = (paint(scene(language))(SHAMED).beauty[..., 0] for language in ("es", "ar"))
    assert spanish[:, :90].mean() == pytest.approx(arabic[:, -90:].mean(), rel=0.15)
    assert "Samir T••••••• O." in said(scene("ar"), SHAMED)


@pytest.mark.parametrize("look", ["ministry", "vigil", "concord"])
@pytest.mark.parametrize("language", ["es", "zh", "ar"])
def test_it_holds_in_every_look(look: str, language: str) -> None:
    assert red(paint(scene(language, "wall-9x16", look, 108))(SHAMED).beauty) > 0.02


@pytest.mark.parametrize("canvas", ["hd", "wall-3x1", "wall-9x16", "wall-1x1"])
def test_a_name_of_sixty_letters_fits(canvas: str) -> None:
    name = "Maximiliana-Concepción V****************** de la E**********"
    assert len(name) == 60
    made = scene(canvas=canvas, name=name, commended=name.replace("*", "a"), queue=[{"name": name, "points": -999, "what": ""}])
    assert any("••••" in text for text in said(made, SHAMED, "words"))


def test_who_has_done_nothing_is_not_red() -> None:
    made = scene(points=0, offence="", camera="", queue=[])
    texts = said(made, SHAMED)
    assert {"Sin motivo registrado", "No espera nadie. Gracias."} <= set(texts)
    assert not said(made, SHAMED, "evidence")
    assert red(paint(made)(SHAMED).beauty) == 0


@pytest.mark.parametrize(("name", "value"), [("pitch", 0), ("name", "x" * 61), ("points", 12), ("shaming_for", 12)])
def test_what_cannot_be_shown_is_told(name: str, value: object) -> None:
    with pytest.raises(BriefError, match=name):
        MANIFEST.values({name: value}, "es")


def test_the_world_fills_it() -> None:
    brief = Brief.of(MANIFEST, {"template": "shaming_billboard", "citizen": "samir", "at": "scene:13"})
    values, plain = Asset.of(brief, Shelf()).values, MANIFEST.values({}, "es")
    same = "name number looks offence points place when camera seen seen_daily remaining commended commended_given why reward"
    for name in same.split():
        assert values[name] == plain[name], name
    thanks = next(one for one in values["totals"] if one["count"] == plain["totals"][1]["count"])
    assert thanks["daily"] == plain["totals"][1]["daily"]
    assert [one["name"] for one in values["queue"]][:4] == [one["name"] for one in plain["queue"]]
