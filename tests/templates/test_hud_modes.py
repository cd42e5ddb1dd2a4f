"""The score HUD's modes, verdicts, faces and moving people: each mode tells the whole story, and people are followed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from generator.brief import Brief
from generator.inspection.finding import Variant
from generator.paint.painter import Painter
from generator.problems import BriefError
from generator.render.asset import Asset
from generator.render.film import Places
from generator.render.lint import Errand, inspect
from generator.scene.nodes import GlyphRun, Glyphs, Group, Node
from generator.scene.sample import Sampler
from generator.scene.scene import Scene
from generator.shelf import Shelf, Worlds
from generator.typography.fonts import FontBook
from generator.values.picture import Picture, Plane

SHELF, WORLDS = Shelf(), Worlds()
MANIFEST = SHELF.template("score_hud").manifest
FONTS = FontBook(SHELF.fonts())
MODES = MANIFEST.parameters["mode"].choices
VERDICTS = MANIFEST.parameters["verdict"].choices[1:]
JUDGE, HOLD = int(MANIFEST.beats["judge"].frames), int(MANIFEST.beats["hold"].frames)
HEAD = "frame,id,x,y,w,h\n"


def scene(language: str = "es", canvas: str = "320x180", start: int = 1001, **given: Any) -> Scene:
    """A plate of the defaults without the face, which takes its time; small, where nothing depends on its size."""
    texts = {"portrait": "false", **{name: value if isinstance(value, list) else str(value) for name, value in given.items()}}
    asked = {"template": "score_hud", "language": language, "canvas": canvas, "start": start, "parameters": texts}
    asset = Asset.of(Brief.of(MANIFEST, asked), SHELF, WORLDS)
    return asset.built(asset.document(), FONTS)


@cache
def plain(mode: str) -> Scene:
    return scene(mode=mode)


@cache
def judged(language: str, verdict: str) -> Scene:
    return scene(language, verdict=verdict)


def paint(what: Scene, n: int, layers: bool = False) -> Picture:
    return Painter(what, layers).paint(Sampler(what).frame(n / 24))


def red(picture: Plane) -> int:
    """How many points are red; amber is none."""
    return int(((picture[..., 0] > 0.2) & (picture[..., 1] < 0.25 * picture[..., 0])).sum())


def read(what: Scene, n: int = HOLD) -> list[GlyphRun]:
    """Every text that is to be seen at a frame."""

    def runs(node: Node, shown: bool = True) -> Iterator[GlyphRun]:
        if isinstance(node, Group):
            for child in node.children:
                yield from runs(child, shown and bool(node.opacity) and bool(node.visible))
        elif shown and isinstance(node, Glyphs) and node.visible and isinstance(node.run, GlyphRun) and node.run.glyphs:
            yield node.run

    return list(runs(Sampler(what).frame(n / 24).root))


def words(what: Scene, n: int = HOLD) -> set[str]:
    return {run.text for run in read(what, n)}


def tracked(tmp_path: Path, rows: str, **given: Any) -> Scene:
    file = tmp_path / "street.csv"
    file.write_text(HEAD + rows, encoding="utf-8")
    return scene(track=str(file), crowd=2, **given)


def bracket(what: Scene, n: int) -> tuple[int, int]:
    """The left and top of what is drawn around the focus."""
    lit = paint(what, n, layers=True).layers["brackets"][..., 3] > 0.3
    return int(np.flatnonzero(lit.any(axis=0))[0]), int(np.flatnonzero(lit.any(axis=1))[0])


@pytest.mark.parametrize("mode", MODES)
def test_every_mode_tells_the_whole_story_in_layers_that_sum_up(mode: str) -> None:
    assert {"496", "Sancionado", "EXP 31-0448-K7", "Abono de transporte suspendido", "912", "Acta 14:32:07:09"} <= words(plain(mode))
    picture = paint(plain(mode), HOLD, layers=True)
    total = np.zeros_like(picture.beauty)
    for name, layer in MANIFEST.layers.items():
        plane = picture.layers[name]
        total = total + plane if layer.operation == "plus" else plane + total * (1 - plane[..., 3:])
    np.testing.assert_allclose(total, picture.beauty, atol=1e-5)


@pytest.mark.parametrize("mode", MODES)
def test_every_mode_has_its_beats(mode: str) -> None:
    before, on, after = (paint(plain(mode), JUDGE + n, layers=True).layers for n in (-1, 0, 2))
    assert sum(red(plane) for plane in before.values()) == 0
    assert red(on["score"]) > 20
    assert red(on["brackets"]) > 5
    for layer in ("others", "camera"):
        light = [float(found[layer][..., :3].sum()) for found in (before, on, after)]
        assert light[1] < 0.75 * light[2], layer
    assert not paint(plain(mode), 28, layers=True).layers["score"].any(), "nobody is named yet"


@pytest.mark.parametrize("mode", MODES)
def test_every_modes_hold_repeats_without_a_seam(mode: str) -> None:
    assert MANIFEST.loop is not None
    period = int(MANIFEST.loop.period.frames)
    assert np.array_equal(paint(plain(mode), HOLD + 31).beauty, paint(plain(mode), HOLD + 31 + period).beauty)


def test_modes_are_compositions_of_their_own() -> None:
    covered = {mode: paint(scene(mode=mode, shade=0), HOLD).beauty[..., 3] > 0.1 for mode in MODES}
    for one, other in combinations(MODES, 2):
        most = 0.85 if (one, other) == ("officer", "robot") else 0.75  # both stand before the citizen, and have the same box
        assert (covered[one] & covered[other]).sum() < most * min(covered[one].sum(), covered[other].sum()), (one, other)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("canvas", MANIFEST.canvases)
def test_every_mode_fits_every_canvas_in_every_language(mode: str, canvas: str) -> None:
    language = MANIFEST.languages[(MODES.index(mode) + MANIFEST.canvases.index(canvas)) % len(MANIFEST.languages)]
    assert read(scene(language, canvas, mode=mode))


@pytest.mark.parametrize("mode", MODES)
def test_no_mode_has_a_fault_that_lint_would_find(mode: str) -> None:
    turn = MODES.index(mode)
    variant = Variant(MANIFEST.looks[turn], MANIFEST.languages[(turn + 2) % 4], "hd")
    given = {"mode": mode, "crowd": 11, "portrait": mode == "robot"}  # its mesh is the finest there is
    found = inspect(Errand("score_hud", given, Places(), variant, moving=False))
    assert found.layers, "it compiled"
    assert not [str(finding) for finding in found.findings if not finding.note]


def test_only_an_officer_is_told_how_to_act_and_only_a_robot_names_the_law() -> None:
    assert "Salúdelo por su nombre. No lo retenga." in words(plain("officer"))
    assert {"Aplicar la medida", "Normas v. 4.12, art. 12", "496 < 500", "0,9920"} <= words(plain("robot"))
    for mode in MODES[1:]:
        assert not any("Salúde" in text for text in words(plain(mode))), mode
    assert "Cruce indebido" in words(plain("drone"))


def test_a_camera_says_where_it_looks() -> None:
    assert {"120°", "−12,0°", "Zoom ×2,4"} <= words(plain("fixed_camera"))
    assert {"N", "342°", "42 m"} <= words(plain("drone"))
    assert "90 m" in words(scene(mode="drone", altitude=90))


@pytest.mark.parametrize("verdict", VERDICTS)
def test_only_the_judged_have_red(verdict: str) -> None:
    assert (red(paint(judged("es", verdict), HOLD).beauty) > 0) == (verdict in ("dishonest", "disabled"))


@pytest.mark.parametrize("language", MANIFEST.languages)
def test_every_verdict_is_told(language: str) -> None:
    told = {verdict: words(judged(language, verdict)) for verdict in VERDICTS}
    assert all(told[one] - told[other] for one in VERDICTS for other in VERDICTS if one != other)


def test_somebody_unknown_has_no_score_and_is_asked_politely() -> None:
    shown = words(scene(verdict="unknown"))
    assert {"Sin expediente", "Persona sin identificar", "Se le ruega", "0"} <= shown
    assert any(text.startswith("1") and text.endswith("000") and len(text) == 13 for text in shown), "how many files were searched"
    assert not {"496", "508", "−12", "Darío Peñabria Lorenzal"} & shown
    assert "Órdenes" in words(scene(verdict="unknown", mode="robot")), "a machine does not ask"


def test_the_register_shows_a_face_that_builds_up() -> None:
    what = scene(portrait="true")
    empty, half, full = (paint(what, n, layers=True).layers["portrait"][..., :3].sum() for n in (31, 41, HOLD))
    assert empty == 0 < half < full
    mesh = paint(scene(portrait="true", mode="robot"), HOLD, layers=True).layers["portrait"][..., 3] > 0.1
    assert 140 < np.flatnonzero(mesh.any(axis=0)).mean() < 180, "a robot's lies on the face of the focus"
    assert not paint(scene(), HOLD, layers=True).layers["portrait"].any()


def test_a_deed_of_another_day_has_its_date() -> None:
    assert "14:32:05" in words(scene())
    assert "8 jun" in words(scene(reason_at="2041-06-08 23:10"))
    assert "8 jun 2040" in words(scene(reason_at="2040-06-08 23:10"))


def test_what_weighs_most_is_named_in_a_history() -> None:
    events = "[{date: 2041-07-19, change: -2, label: Leve}, {date: 2041-07-24, change: -80, label: Grave}]"
    shown = words(scene(history=events))
    assert "Grave" in shown
    assert "Leve" not in shown


def test_somebody_to_whom_nothing_ever_happened() -> None:
    for mode in MODES:
        shown = words(scene(mode=mode, history="[]", sanctions="[]", change=0, reason="", score=640))
        assert {"640", "Sin anotaciones", "Ninguna. Gracias por su conducta."} <= shown
        assert mode == "drone" or not {"0", "+0", "−0"} & shown, "no change is told (a drone's scale begins at 0)"


@pytest.mark.parametrize("mode", ["officer", "fixed_camera", "robot"])  # a drone's column is wider than an officer's
def test_a_name_of_sixty_characters_fits(mode: str) -> None:
    name = "María de los Ángeles Fernandáriz-Gorostizábal y Echevarriña"
    assert name in words(scene(mode=mode, portrait=mode != "robot", name=name))


def test_people_are_followed_come_and_go(tmp_path: Path) -> None:
    rows = [f"{1001 + n},focus,{0.1 + 0.001 * n},0.2,0.2,0.5" for n in range(240)]
    rows += [f"{1001 + n},vera,0.6,{0.2 + 0.001 * n},0.08,0.2" for n in (*range(60), *range(64, 120))]
    what = tracked(tmp_path, "\n".join(rows))
    assert [bracket(what, n)[0] for n in (40, 90, 140)] == pytest.approx([320 * (0.1 + 0.001 * n) for n in (40, 90, 140)], abs=1.5)
    others = {n: paint(what, n, layers=True).layers["others"] for n in (50, 62, 110, 118, 125)}
    assert others[62].any(), "a gap of four frames is bridged"
    assert not others[125].any(), "who is in no frame has left"
    assert 0 < others[118][..., 3].max() < others[110][..., 3].max()
    assert not {"785"} & words(what, 50), "only those in the track are there"


@pytest.mark.parametrize("mode", ["officer", "robot"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_file_keeps_clear_of_whom_it_is_about(mode: str, language: str, tmp_path: Path) -> None:
    at = [min(0.78, max(0.15, 0.15 + 0.008 * (n - 100))) for n in range(240)]
    what = tracked(tmp_path, "\n".join(f"{1001 + n},focus,{x},0.15,0.15,0.5" for n, x in enumerate(at)), mode=mode, language=language)
    for n in (90, 135, 200, 235):
        layers = paint(what, n, layers=True).layers
        ink = sum(layers[name][..., 3] for name in ("score", "history", "sanctions"))
        assert ink.max() > 0.5, n
        assert ink[27:117, round(320 * at[n]) : round(320 * (at[n] + 0.15))].max() < 0.05, n
    before, after = (paint(what, n, layers=True).layers["score"][..., 3] > 0.3 for n in (90, 235))
    sides = [float(np.flatnonzero(lit.any(axis=0)).mean()) for lit in (before, after)]
    assert (sides[0] > 160 > sides[1]) or (sides[0] < 160 < sides[1]), "it is on the other side"


def test_right_to_left_people_stand_where_the_picture_has_them(tmp_path: Path) -> None:
    rows = "\n".join(f"{1001 + n},focus,{0.1 + 0.001 * n},0.2,0.2,0.5" for n in range(240))
    one, other = (bracket(tracked(tmp_path, rows, language=language), 140) for language in ("es", "ar"))
    assert one == pytest.approx(other, abs=1)


def test_the_same_boxes_as_a_track_or_as_parameters_are_the_same_plate(tmp_path: Path) -> None:
    rows = "\n".join(f"{1001 + n},{who}" for n in range(240) for who in ("focus,0.45,0.15,0.2,0.5", "1,0.1,0.2,0.06,0.2"))
    given = "{x: 0.55, y: 0.15, width: 0.355555556, height: 0.5}"
    other = "[{id: a, name: Vera Radanescu, score: 912, x: 0.13, y: 0.2, width: 0.106666667, height: 0.2}]"
    one = paint(tracked(tmp_path, rows, focus=given, others=other), HOLD, layers=True).layers
    two = paint(scene(focus=given, others=other, crowd=1), HOLD, layers=True).layers
    np.testing.assert_allclose(one["score"], two["score"], atol=1e-6)
    assert np.abs(one["others"] - two["others"]).mean() < 0.01, "but for boxes on whole modules"


@pytest.mark.parametrize(("rows", "message"), [
    ("1001,focus,0,0,0.1,0.1\n1001,veera,0,0,0.1,0.1", r"street\.csv:3: veera is nobody on this plate; did you mean vera"),
    ("1001,12,0,0,0.1,0.1", r"street\.csv:2: 12 is nobody on this plate"),
    ("1,focus,0,0,0.1,0.1\n240,focus,0,0,0.1,0.1", r"street\.csv: frames 1 to 240 lie outside of the plate's 1001 to 1240; '# first 1'"),
    ("1001,focus,2,0,0.1,0.1", "no box of this track is inside of the picture"),
    ("1001,focus,nan,0,0.1,0.1", r"street\.csv:2: x is 'nan', which is no number"),
])  # fmt: skip
def test_tracks_that_do_not_fit_are_told(rows: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(BriefError, match=message) as caught:
        tracked(tmp_path, rows)
    assert caught.value.exit_code == 2


def test_a_plate_that_starts_at_1_shows_people_where_they_are(tmp_path: Path) -> None:
    at = np.linspace(0.2, 0.7, 241)
    one, other = (
        tracked(tmp_path, "\n".join(f"{start + n},focus,{x},0.15,0.15,0.5" for n, x in enumerate(at)), start=start) for start in (1, 1001)
    )
    assert bracket(one, 140) == bracket(other, 140)
    assert bracket(one, 140) != bracket(one, 200)
    assert scene(track="examples/crossing.csv", start=1), "the track that ships says where it begins"


@pytest.mark.parametrize(
    ("name", "message"), [("nowhere.csv", "there is no track nowhere.csv"), ("street.mov", "takes the name of a track")]
)
def test_tracks_that_are_none(name: str, message: str) -> None:
    with pytest.raises(BriefError, match=message):
        scene(track=name)


def test_the_track_that_ships_follows_people() -> None:
    what = scene(track="examples/crossing.csv", mode="fixed_camera")
    assert {"912", "409"} <= words(what, 60)


@pytest.mark.parametrize("mode", MODES)
def test_eleven_in_one_corner_are_a_graceful_plate(mode: str) -> None:
    corner = ", ".join(
        f"{{score: {500 + i}, x: {0.03 + 0.01 * (i % 3)}, y: {0.1 + 0.01 * i}, width: 0.06, height: 0.1}}" for i in range(11)
    )
    shown = words(scene(mode=mode, others=f"[{corner}]", crowd=11))
    told = {str(500 + i) for i in range(11)} & shown
    assert len(told) == 11 or f"+{11 - len(told)}" in shown
