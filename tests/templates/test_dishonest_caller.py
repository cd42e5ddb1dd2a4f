"""The dishonest caller: its story is the world's, its states repeat, words and waveform follow the voice, cards are exact."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np
import pytest

from generator.brief import Brief
from generator.documents.facts import reach
from generator.elements.build import Port, build
from generator.faces.studio import Studio
from generator.paint.layers import recompose
from generator.paint.painter import Painter
from generator.problems import BriefError, DocumentError
from generator.render.asset import Asset
from generator.scene.dump import dump
from generator.scene.nodes import GlyphRun, Glyphs, Group, Node, Path
from generator.scene.paints import Solid
from generator.scene.sample import Sampler
from generator.scene.scene import Scene
from generator.shelf import Shelf, Worlds
from generator.typography.fonts import FontBook
from generator.values.colour import Colour
from generator.values.css_colour import parse_colour
from generator.values.picture import Picture, Plane
from generator.values.rate import Rate

SHELF = Shelf()
MANIFEST = SHELF.template("dishonest_caller").manifest
STUDIO = Studio(SHELF.heads)
STATES = tuple(name for name in MANIFEST.parameters["state"].choices if name != "call")
WARN, SPEAK, HOLD = (int(MANIFEST.beats[beat].frames) for beat in ("warning", "announcement", "hold"))
WIDTH, HEIGHT = 195, 422
LONG = "María de los Ángeles Fernandáriz-Gorostizábal y Echevarriña"


@cache
def fonts() -> FontBook:
    return FontBook(SHELF.fonts())


def asset(language: str = "es", look: str = "ministry", canvas: str = f"{WIDTH}x{HEIGHT}", rate: str = "24", **given: Any) -> Asset:
    who = {name: given.pop(name) for name in ("citizen", "at") if name in given and isinstance(given[name], str)}
    asked = {"template": "dishonest_caller", "language": language, "look": look, "canvas": canvas, "rate": rate, "parameters": given, **who}
    return Asset.of(Brief.of(MANIFEST, asked), SHELF, Worlds())


@cache
def scene(language: str = "es", look: str = "ministry", canvas: str = f"{WIDTH}x{HEIGHT}", rate: str = "24", **given: Any) -> Scene:
    of = asset(language, look, canvas, rate, **given)
    port = Port(fonts(), SHELF.images(of.template, of.given), of.brief.rate, language=language, studio=lambda: STUDIO)
    size = of.brief.canvas
    return build(of.document(), port, WIDTH, round(WIDTH * size.height / size.width))


def paint(what: Scene, rate: str = "24", layers: bool = False) -> Callable[[int], Picture]:
    painter, sampler, fps = Painter(what, layers), Sampler(what), Rate.parse(rate)
    return lambda n: painter.paint(sampler.frame(fps.seconds(n)))


def beauty(what: Scene, n: int, rate: str = "24") -> Plane:
    return paint(what, rate)(n).beauty.copy()


def nodes(node: Node) -> Iterator[Node]:
    """Everything that is to be seen in a sampled scene."""
    if isinstance(node, Group):
        if node.visible and node.opacity:
            for child in node.children:
                yield from nodes(child)
    elif node.visible:
        yield node


def read(what: Scene, n: int) -> list[str]:
    """What is read at a frame."""
    leaves = nodes(Sampler(what).frame(n / 24).root)
    return [leaf.run.text for leaf in leaves if isinstance(leaf, Glyphs) and isinstance(leaf.run, GlyphRun) and leaf.run.glyphs]


def red(picture: Plane) -> Any:
    """Where a picture is clearly redder than paper, ink, skin or the state's own blue."""
    return (picture[..., 0] > 0.2) & (picture[..., 1] < 0.35 * picture[..., 0]) & (picture[..., 2] < 0.35 * picture[..., 0])


@pytest.mark.parametrize("language", MANIFEST.languages)
def test_the_default_story_is_the_films_own(language: str) -> None:
    told = asset(language, citizen="celia", at="scene:9")
    own = MANIFEST.values({}, language)
    for name in ("name", "gender", "band", "score", "phone", "file", "citizen", "reason", "reason_at", "reason_points", "balance", "cost"):
        assert told.values[name] == own[name], name
    shown = [[(e["name"], e["outcome"], e["outgoing"], e["warned"], e["score"], e["points"]) for e in v["log"]] for v in (told.values, own)]
    assert shown[0] == shown[1]
    assert told.story is not None
    assert reach(told.story.told, "call.after") == own["balance"] + own["cost"]


@pytest.mark.parametrize("state", STATES)
def test_every_state_repeats_without_a_seam(state: str) -> None:
    if state == "announcement":
        return  # it speaks once; below
    at = paint(scene(state=state))
    for n in (0, 17):
        assert np.array_equal(at(n).beauty.copy(), at(n + 96).beauty), n
    assert not np.array_equal(at(0).beauty.copy(), at(48).beauty), "something lives"


@pytest.mark.parametrize("language", MANIFEST.languages)
def test_the_held_call_repeats_without_a_seam(language: str) -> None:
    assert MANIFEST.loop is not None
    assert MANIFEST.loop.start.frames == HOLD
    sampler = Sampler(scene(language))
    for n in (HOLD, HOLD + 31):
        assert dump(sampler.frame(n / 24)) == dump(sampler.frame((n + 96) / 24)), n
    shown = read(scene(language), HOLD)
    assert any(text.strip("\u061c") in {"898", "٨٩٨"} for text in shown), "the points are paid by then"


def test_an_announcement_is_said_once_and_then_the_choices_are_held() -> None:
    what, sound = scene(state="announcement"), asset(state="announcement").sound
    assert sound is not None
    over = int(float(sound.score.cues[0].end) * 24)
    offered, wait = "Conserva sus puntos", "Podrá elegir cuando termine el mensaje."
    assert wait in read(what, over)
    assert offered not in read(what, over)
    held = read(what, over + 30)
    assert offered in held
    assert wait not in held
    assert "Gracias por su prudencia." in held, "what was said last stays"
    at = paint(what)
    assert np.array_equal(at(over + 60).beauty.copy(), at(over + 156).beauty)


def test_a_part_of_a_sentence_begins_a_line_and_no_page_changes_its_size() -> None:
    what, sound = scene(state="announcement"), asset(state="announcement").sound
    assert sound is not None
    for word in sound.score.cues[0].words:
        pale = subtitles(what, round(word.begin * 24) + 1)[0]
        assert pale.size == subtitles(what, 30)[0].size, word.text
        if word.text == "poco":
            lines = {round(glyph.y, 2) for glyph in pale.glyphs}
            lefts = [min(glyph.x for glyph in pale.glyphs if round(glyph.y, 2) == y) for y in lines]
            assert pale.text.split("con 356\u00a0puntos.") == ["figura como poco fiable,", ""]
            assert len(lines) == 2
            assert max(lefts) - min(lefts) < 2


@pytest.mark.parametrize("canvas", MANIFEST.canvases)
def test_words_turn_dark_where_they_stand(canvas: str) -> None:
    what, sound = scene(canvas=canvas, state="announcement"), asset(state="announcement").sound
    assert sound is not None
    for word in sound.score.cues[0].words:
        pale, *dark = subtitles(what, round(word.begin * 24) + 1)
        stands = {(round(glyph.x), round(glyph.y), glyph.glyph) for glyph in pale.glyphs}
        assert {(round(glyph.x), round(glyph.y), glyph.glyph) for run in dark for glyph in run.glyphs} <= stands, word.text


def test_the_warning_lands_on_one_frame_and_nothing_is_red_before() -> None:
    at = paint(scene())
    assert not red(at(WARN - 1).beauty).any()
    assert red(at(WARN).beauty).mean() > 0.15
    assert red(at(WARN + 10).beauty).mean() > 0.35
    for state in ("idle", "incoming", "outgoing", "declined"):
        assert not red(beauty(scene(state=state), 0)).any(), state


@pytest.mark.parametrize("rate", ["24000/1001", "48"])
def test_the_beats_are_frames_at_every_rate(rate: str) -> None:
    each = 2 if rate == "48" else 1
    at = paint(scene(rate=rate), rate)
    assert not red(at(WARN * each - 1).beauty).any()
    assert red(at(WARN * each).beauty).mean() > 0.15


@pytest.mark.parametrize("language", MANIFEST.languages)
def test_each_word_is_read_on_the_frame_on_which_it_is_heard(language: str) -> None:
    what, sound = scene(language), asset(language).sound
    assert sound is not None
    (heard,) = (cue for cue in sound.score.cues if cue.name == "announcement")
    assert round(float(heard.begin) * 24, 4) == SPEAK
    spoken = _spoken(what)
    before: list[str] = []
    for word in heard.words[:: 3 if language == "es" else 7]:
        at = heard.begin + Fraction(word.begin)
        n = int(-(-at * 24 // 1))
        dark = spoken(n)
        bare = word.text.strip(".,،。，؟")
        assert bare in dark or bare[::-1] in dark, (word.text, n, dark)  # runs are told as they are seen, from the left
        before.append(dark)
    assert len(set(before)) == len(before)
    assert not spoken(SPEAK - 1)


@pytest.mark.parametrize("language", MANIFEST.languages)
def test_what_is_heard_is_seen_on_the_same_frame(language: str) -> None:
    what, sound = scene(language), asset(language).sound
    assert sound is not None
    heard = {cue.name: float(cue.begin) * 24 for cue in sound.score.cues}
    assert [round(heard[name], 6) for name in ("ring_1", "motif", "announcement")] == [MANIFEST.beats["call"].frames, WARN, SPEAK]
    pressed, connected = int(heard["press"] + 0.001), int(heard["connects"] + 0.001)
    assert _count(what, pressed) == _count(what, pressed - 1) + 1, "what is pressed turns dark"
    assert _count(what, pressed - 1) == _count(what, pressed - 2)
    gone = [len({*read(what, n - 1)} - {*read(what, n)}) for n in (connected - 1, connected)]
    assert gone[0] == 0, "what is chosen from stays until the line connects"
    assert gone[1] > 3


def _count(what: Scene, n: int) -> int:
    return sum(1 for _ in nodes(Sampler(what).frame(n / 24).root))


def _said(what: Scene, n: int) -> list[tuple[GlyphRun, Colour | None]]:
    """The subtitles at a frame, and the colour of each."""
    root = Sampler(what).frame(n / 24).root
    layers = [child for child in root.children if isinstance(child, Group) and child.layer == "subtitles"]
    leaves = (leaf for layer in layers for leaf in nodes(layer) if isinstance(leaf, Glyphs))
    return [(leaf.run, _colour(leaf)) for leaf in leaves if isinstance(leaf.run, GlyphRun) and leaf.run.glyphs]


def subtitles(what: Scene, n: int) -> list[GlyphRun]:
    """The runs of the subtitles: first of the whole page, then of what has been said of it."""
    return [run for run, _ in _said(what, n)]


def _spoken(what: Scene) -> Callable[[int], str]:
    """What of the subtitles is dark at a frame."""
    ink = _rounded(parse_colour("#14181C"))  # the look's
    return lambda n: "".join(run.text for run, colour in _said(what, n) if colour == ink)


def _colour(leaf: Glyphs | Path) -> Colour | None:
    solid = leaf.fill.paint if leaf.fill else None
    return _rounded(solid.colour) if isinstance(solid, Solid) and isinstance(solid.colour, Colour) else None


def _rounded(colour: Colour) -> Colour:
    return Colour(*(round(v, 5) for v in (colour.r, colour.g, colour.b, colour.a)))


def test_the_waveform_moves_with_the_voice_and_rests_without() -> None:
    def bars(n: int) -> list[float]:
        root = Sampler(scene()).frame(n / 24).root
        (layer,) = (child for child in root.children if isinstance(child, Group) and child.layer == "subtitles")
        boxes = [leaf.outline.bounds() for leaf in nodes(layer) if isinstance(leaf, Path)]  # type: ignore[union-attr]
        return [box.height for box in boxes if box]

    sound = asset().sound
    assert sound is not None
    (heard,) = (cue for cue in sound.score.cues if cue.name == "announcement")
    first = int(heard.words[0].begin * 24) + SPEAK + 3
    assert max(bars(first)) > 5 * min(bars(first))
    rest = int(float(heard.end) * 24) + 14
    assert len(set(bars(rest))) == 1
    assert len(bars(first)) == len(bars(rest)) == 41


def test_who_hangs_up_is_thanked_and_keeps_the_points() -> None:
    what = scene(answer="hang_up")
    shown = read(what, HOLD + 60)
    assert {"Gracias por", "903"} & set(shown) or any("Gracias" in text for text in shown)
    assert not red(beauty(what, HOLD + 60)).any()
    assert "898" not in shown


def test_the_timing_is_asked_for() -> None:
    at = paint(scene(idle_for="0", ring_for="48f"))
    assert not red(at(47).beauty).any()
    assert red(at(48).beauty).any()


def test_layers_go_back_together_and_the_matte_is_the_screens_shape() -> None:
    for name in MANIFEST.canvases:
        picture = paint(scene(canvas=name, state="warning"), layers=True)(0)
        assert tuple(picture.layers) == tuple(layer for layer in MANIFEST.layers if layer != "glow")
        np.testing.assert_allclose(recompose(picture.layers), picture.beauty, atol=1e-5)
        assert (picture.beauty[..., 3] == 1).all(), "the plate reaches the canvas's edges"
        matte, device = picture.layers["matte"], MANIFEST.devices[name]
        assert np.array_equal(matte[..., 0], matte[..., 3])
        scale = WIDTH / device.width
        assert matte[0, 0, 3] == matte[-1, -1, 3] == 0
        assert matte[-1, WIDTH // 2, 3] == matte[HEIGHT // 2, 0, 3] == 1
        assert device.cutout is not None
        assert matte[int((device.cutout.y + device.cutout.high / 2) * scale), WIDTH // 2, 3] == 0
        assert matte[int(device.safe.top * scale) + 2, WIDTH // 2, 3] == 1


def test_right_to_left_is_mirrored_but_for_faces_and_numbers() -> None:
    es, ar = (paint(scene(language, state="warning"), layers=True)(0) for language in ("es", "ar"))
    face, turned = es.layers["portrait"][..., 3], ar.layers["portrait"][..., 3]
    half = WIDTH // 2
    assert face[:, half:].sum() > 4 * face[:, :half].sum()
    assert turned[:, :half].sum() > 4 * turned[:, half:].sum()
    across = np.flatnonzero(face.any(axis=0))[0], np.flatnonzero(turned.any(axis=0))[0]
    apart = face[:, across[0] : across[0] + 60], turned[:, across[1] : across[1] + 60]
    assert np.corrcoef(apart[0].ravel(), apart[1].ravel())[0, 1] > np.corrcoef(apart[0].ravel(), apart[1][:, ::-1].ravel())[0, 1]
    assert "798 651 714 731" in read(scene("ar", state="warning"), 0)


@pytest.mark.parametrize("state", ["call", *STATES])
def test_a_long_name_fits_everywhere(state: str) -> None:
    turn = STATES.index(state) if state in STATES else 0
    language, look = MANIFEST.languages[turn % 4], MANIFEST.looks[turn % 3]
    name = LONG + "z" * (60 - len(LONG))
    what = scene(language, look, MANIFEST.canvases[turn % 3], state=state, name=name)
    assert what.root.children
    with pytest.raises(BriefError, match="60"):
        MANIFEST.values({"name": "x" * 61}, language)


def test_a_name_that_no_line_can_hold_is_a_fault_with_its_line() -> None:
    with pytest.raises(DocumentError, match="overflows its box"):
        scene(state="warning", name="Fernandárizgorostizábal" * 2 + "echevarriña")


def test_who_has_done_nothing_and_a_telephone_without_calls() -> None:
    shown = " ".join(read(scene(state="warning", reason="", reason_points=0), 0))
    assert "expediente" in shown
    assert any("discreción" in text for text in read(scene(state="log", log="[]"), 0))


@pytest.mark.parametrize(
    ("card", "expected"),
    [
        ("grey", (0.18, 0.18, 0.18)),
        ("green", (0.0, ((177 / 255 + 0.055) / 1.055) ** 2.4, ((64 / 255 + 0.055) / 1.055) ** 2.4)),
        ("switched_off", (0.0004, 0.0004, 0.0004)),
    ],
)
def test_cards_are_one_exact_light(card: str, expected: tuple[float, float, float]) -> None:
    picture = paint(scene(card=card), layers=True)(0)
    np.testing.assert_allclose(picture.beauty[..., :3], np.broadcast_to(expected, (HEIGHT, WIDTH, 3)), atol=2e-5)
    assert picture.layers["matte"][0, 0, 3] == 0


def test_the_ladder_has_its_labels_and_the_markers_leave_thumbs_room() -> None:
    ladder = beauty(scene(card="luminance"), 0)
    rows = [float(ladder[int((n + 0.1) * HEIGHT / 11), 60, 0]) for n in range(11)]
    assert rows == pytest.approx([0, 0.01, 0.02, 0.05, 0.09, 0.18, 0.36, 0.5, 0.72, 0.9, 1], abs=1e-4)
    assert {"18", "118", "255"} <= {text.strip("% \xa0") for text in read(scene(card="luminance"), 0)}
    card = beauty(scene(card="markers", marker_ground="grey"), 0)[..., 1]
    marks = card < 0.17
    ring = marks[:60, :60].copy()
    marks[:60, :60] = marks[:60, ::-1][:, :60].copy()
    assert ring.sum() > marks[:60, -60:].sum(), "up is known by the ring"
    assert np.array_equal(marks, marks[:, ::-1])
    assert not marks[HEIGHT * 2 // 3 :, 60:-60].any()
