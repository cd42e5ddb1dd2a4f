"""Layers recompose to the beauty; glow adds light; any frame alone is that frame in sequence, byte for byte."""

from __future__ import annotations

import gc
import random
import resource

import numpy as np
import pytest
from drawings import BLUE, GREEN, RED, box, paint, rect

from generator.motion.track import Keys
from generator.paint import glow
from generator.paint.glow import SPREADS
from generator.paint.layers import recompose
from generator.paint.painter import Painter
from generator.scene.effects import Blur, Filter, Step
from generator.scene.nodes import Group, Mask, Node, Path
from generator.scene.paints import Fill, LinearGradient, Solid, Stop, Stroke
from generator.scene.sample import Sampler
from generator.scene.scene import Frame, Scene
from generator.values.colour import WHITE, Colour, decode, encode
from generator.values.geometry import Affine, Rect
from generator.values.picture import BEAUTY, Light

LAMP = Colour(4.0, 2.0, 0.5)


def sliding(*nodes: Node) -> Group:
    return Group(nodes, Keys((0.0, 1.0), (Affine(), Affine.translation(20, 10)), lambda a, b, u: Affine(e=b.e * u, f=b.f * u)))


def busy(light: Light = "linear") -> Scene:
    """Standing, moving, clipped, masked, blended, filtered and glowing things in three layers."""
    region = Rect(0, 0, 64, 48)
    blur = Filter((Step(Blur(2.0, 1.0), ("source",), region),), region)
    ramp = LinearGradient(0, 0, 64, 0, (Stop(0, RED), Stop(1, Colour(0, 0, 3.0, 0.5))))
    ticks = tuple(Path(rect(x, 2, 1, 40), Fill(Solid(GREEN), 0.4), Stroke(Solid(WHITE), 0.5)) for x in range(2, 60, 3))
    back = Group((box(ramp, width=64, height=30), *ticks, sliding(box(BLUE, width=9.5, height=7, opacity=0.7))), layer="back")
    lamps = Group(
        (sliding(Group((box(LAMP, x=10, y=20, width=6, height=2),), emit=2.0)), box(Colour(0.2, 0.2, 0.2, 0.5), x=12, y=18)), layer="lamps"
    )
    soft = Group(
        (box(GREEN, x=30, y=10, width=20, height=20),),
        effects=(blur,),
        mask=Mask(Group((box(ramp, width=64, height=48),)), "luminance", None),
    )
    front = Group((Group((box(WHITE, x=20, y=20, width=30),), blend="difference"), sliding(soft)), layer="front")
    loose = box(Colour(1, 1, 0, 0.5), x=40, width=20, height=48)
    return Scene(Group((back, loose, lamps, front), Affine.scaling(1.0)), 64, 48, light)


@pytest.mark.parametrize("light", ["linear", "srgb"])
def test_layers_recompose_to_the_beauty(light: Light) -> None:
    scene = busy(light)
    painter = Painter(scene, layers=True)
    for t in (0.0, 0.4, 1.5):
        picture = painter.paint(Sampler(scene).frame(t))
        assert tuple(picture.layers) == ("back", "base", "lamps", "front", "glow") == painter.layer_names
        np.testing.assert_allclose(recompose(picture.layers), picture.beauty, rtol=5e-4, atol=5e-4)
        assert all(plane.any() for plane in picture.layers.values())


@pytest.mark.parametrize("light", ["linear", "srgb"])
def test_the_beauty_is_the_same_whatever_layers_are_asked_for(light: Light) -> None:
    scene = busy(light)
    frame = Sampler(scene).frame(0.4)
    beauties = [Painter(scene, wanted).paint(frame).beauty for wanted in (False, True, ("lamps",), ("glow", "front"))]
    for other in beauties[1:]:
        np.testing.assert_allclose(beauties[0], other, atol=2e-6)


def test_nothing_lies_outside_of_the_bounds_that_a_picture_gives() -> None:
    dot = sliding(Group((box(LAMP, x=80, y=90, width=6, height=2),), emit=0.5, layer="dot"))
    scene = Scene(Group((dot,)), 300, 200, "linear")
    painter, sampler = Painter(scene, layers=True), Sampler(scene)
    for t in (0.0, 1.0, 0.5):
        picture = painter.paint(sampler.frame(t))
        for name, plane in {BEAUTY: picture.beauty, **picture.layers}.items():
            left, top, right, bottom = picture.within(name)
            assert (right - left) * (bottom - top) < 300 * 200
            outside = plane.copy()
            outside[top:bottom, left:right] = 0
            assert not outside.any()


def test_only_the_layers_that_are_asked_for_have_planes() -> None:
    scene = busy()
    assert tuple(Painter(scene, ("glow", "back")).paint(Sampler(scene).frame(0)).layers) == ("back", "glow")


def test_a_layer_of_which_nothing_is_seen_is_an_empty_plane() -> None:
    gone = Group((box(RED),), layer="a", visible=Keys((0.0, 1.0), (False, True), lambda a, b, u: u >= 1))
    scene = Scene(Group((gone, Group((box(GREEN),), layer="b"))), 8, 8, "linear")
    painter = Painter(scene, True)
    seen = painter.paint(Sampler(scene).frame(2.0)).layers["a"].copy()
    assert seen.any()
    assert not painter.paint(Sampler(scene).frame(0.0)).layers["a"].any()


def test_any_frame_alone_is_that_frame_in_sequence() -> None:
    scene = busy()
    times = [i / 24 for i in range(36)]
    one, sampler = Painter(scene, True), Sampler(scene)
    expected = {t: bytes_of(one, sampler, t) for t in times}
    shuffled = random.Random(7).sample(times, len(times))
    other, again = Painter(scene, True), Sampler(scene)
    for t in shuffled:
        assert bytes_of(other, again, t) == expected[t]
    for t in shuffled[:5]:
        assert bytes_of(Painter(scene, True), Sampler(scene), t) == expected[t]


def bytes_of(painter: Painter, sampler: Sampler, t: float) -> list[bytes]:
    picture = painter.paint(sampler.frame(t))
    return [picture.beauty.tobytes(), *(plane.tobytes() for plane in picture.layers.values())]


def test_memory_stays_flat() -> None:
    scene = busy()
    painter, sampler = Painter(scene, True), Sampler(scene)
    for i in range(60):
        painter.paint(sampler.frame(i / 24))
    gc.collect()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for i in range(400):
        painter.paint(sampler.frame(i / 240))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 4096  # KB; one leaked plane a frame would be 19,000


def test_glow_spreads_the_emitted_light_and_no_alpha() -> None:
    size = (301, 301)
    lamp = Group((box(LAMP, x=149, y=149, width=3, height=3),), emit=1.5)
    picture = paint(lamp, size=size, layers=True)
    glow = picture.layers["glow"]
    assert not glow[..., 3].any()
    np.testing.assert_allclose(glow[..., :3].sum((0, 1)), np.array((4, 2, 0.5)) * 9 * 1.5, rtol=2e-3)
    np.testing.assert_allclose(picture.beauty, picture.layers["base"] + glow, atol=1e-6)
    np.testing.assert_allclose(glow[150, :, 0], 6 * sum(share * hill(sigma * 301 / 1080) for sigma, share in SPREADS), atol=0.02)


def hill(sigma: float) -> np.ndarray:
    """The middle row of three by three pixels of light 1 in 301 by 301, blurred."""
    x = np.arange(-150, 151)
    bell = np.exp(-(x**2) / (2 * sigma**2))
    line = np.convolve(bell / bell.sum(), np.ones(3), "same")
    return np.asarray(line * line[150])


def test_what_does_not_emit_does_not_glow_and_clips_and_opacity_count() -> None:
    lamp = Group((box(LAMP, width=16, height=16),), emit=1.0)
    half = Group((Group((box(RED, width=16, height=16), lamp), clip=Group((box(WHITE, width=8, height=16),))),), opacity=0.5)
    glow = paint(half, size=(16, 16), layers=True).layers["glow"]
    whole = paint(lamp, size=(16, 16), layers=True).layers["glow"]
    assert glow[8, 2, 1] > 8 * glow[8, 14, 1]
    assert 0 < glow.sum() < 0.5 * whole.sum()
    assert not paint(box(LAMP), layers=True).layers.keys() & {"glow"}


def test_light_from_beyond_the_edge_spills_in() -> None:
    outside = Group((box(LAMP, x=-20, width=18, height=64),), emit=1.0)
    seen = paint(outside, size=(64, 64), layers=True)
    assert seen.layers["glow"][32, 0, 0] > 0
    assert not seen.layers["base"].any()


def test_glow_in_an_srgb_scene_is_linear_light_encoded() -> None:
    lamp = Group((box(LAMP, width=64, height=64),), emit=1.0)
    linear, encoded = (paint(lamp, size=(64, 64), light=light, layers=True).layers["glow"][32, 32, 0] for light in ("linear", "srgb"))
    assert encoded == pytest.approx(encode(float(linear)), rel=1e-3)
    assert decode(float(encoded)) == pytest.approx(float(linear), rel=1e-3)


def test_a_static_scene_is_remembered_and_the_same() -> None:
    scene = busy()
    still = Frame(Sampler(scene).frame(3.0).root, 64, 48, "linear")
    painter = Painter(scene)
    first = painter.paint(still).beauty.copy()
    np.testing.assert_array_equal(painter.paint(still).beauty, first)


def test_the_glow_of_what_stands_still_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Group] = []
    spilled = glow._spilled
    monkeypatch.setattr(glow, "_spilled", lambda desk, root, once: made.append(root) or spilled(desk, root, once))
    lamp = Group((box(LAMP, x=10, y=20, width=6, height=2),), emit=2.0, layer="lamp")
    scene = Scene(Group((Group((sliding(box(BLUE)),), layer="back"), lamp)), 64, 48, "linear")
    painter, sampler = Painter(scene), Sampler(scene)
    pictures = [painter.paint(sampler.frame(n / 24)).beauty.copy() for n in range(6)]
    assert len(made) == 1
    for n in (5, 2):
        np.testing.assert_array_equal(Painter(scene).paint(Sampler(scene).frame(n / 24)).beauty, pictures[n])
    assert (pictures[0] != pictures[5]).any()
