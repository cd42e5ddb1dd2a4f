"""The short cuts of painting change nothing: recordings, pictures of what stands still, parts filtered apart, bounded memory."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from drawings import BLUE, GREEN, RED, beauty, box, rect
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.paint import memory
from generator.paint.boxes import Boxes
from generator.paint.cache import ByBytes, ByIdentity
from generator.paint.clusters import clusters
from generator.paint.filters import apply_filter
from generator.paint.influence import influence, local
from generator.paint.painter import Painter
from generator.paint.paths import Paths
from generator.scene.effects import (
    Blend,
    Blur,
    ColourMatrix,
    Composite,
    Curve,
    Filter,
    Flood,
    Input,
    Merge,
    Morphology,
    Offset,
    Primitive,
    Step,
    Tile,
    Transfer,
)
from generator.scene.nodes import Glyph, GlyphRun, Glyphs, Group, Mask, Node, Path
from generator.scene.paints import Fill, LinearGradient, Solid, Stop, Stroke
from generator.scene.scene import Frame, Scene
from generator.values.colour import WHITE, Colour
from generator.values.geometry import IDENTITY, Affine, Outline, Rect

NOW = (0.0, 0.0)  # a span of one moment
SIZE = (96, 64)
REGION = Rect(0, 0, *SIZE)


class Square:
    def outline(self, glyph: int) -> Outline:
        return rect(0, -1, 1, 1)


def parts() -> tuple[Node, ...]:
    ramp = LinearGradient(0, 0, 9, 0, (Stop(0, RED), Stop(1, BLUE)))
    word = GlyphRun(Square(), 5.0, (Glyph(1, 2.2, 9.5), Glyph(1, 8.4, 9.5, 10)), Rect(0, 0, 20, 10))
    return (
        box(Colour(3.0, 1.0, 0.0, 0.5), x=0.3, y=0.7, width=12, height=9),
        Path(rect(2, 2, 9, 9), None, Stroke(Solid(GREEN), 1.3, join="round", dashes=(2.0, 1.0))),
        Group((Glyphs(word, Fill(Solid(WHITE), 0.8)),), Affine.translation(1.5, 0.5), clip=Group((box(WHITE, x=3.3, width=7, height=20),))),
        Group((box(ramp, x=4, y=10, width=9),), opacity=0.7),
    )


def at_once(nodes: tuple[Node, ...], place: Affine) -> np.ndarray:
    """In a group that moves, its children standing still in it."""
    moving = Group(nodes, place, span=NOW, still=NOW)
    root = Group((moving,), span=NOW)
    return Painter(Scene(root, *SIZE, "linear")).paint(Frame(root, *SIZE, "linear")).beauty


@pytest.mark.parametrize("place", [Affine.translation(7.3, 5.1), Affine.rotation(33, 10, 10) @ Affine.scaling(2.3, 1.4)])
@pytest.mark.parametrize("kept", [slice(0, 3), slice(0, 4)], ids=["recorded", "with a gradient"])
def test_what_moves_as_a_whole_is_what_its_parts_are(place: Affine, kept: slice) -> None:
    nodes = parts()[kept]
    one_by_one = tuple(replace(node, span=NOW) for node in nodes)
    np.testing.assert_allclose(at_once(nodes, place), at_once(one_by_one, place), atol=0.02)
    np.testing.assert_allclose(at_once(nodes, place).sum(), at_once(one_by_one, place).sum(), rtol=1e-4)


def test_a_recording_follows_its_group_and_the_light_of_emitters() -> None:
    nodes = parts()[:3]
    painter = Painter(Scene(Group((Group(nodes, emit=1.0),)), *SIZE, "linear"))

    def frame(place: Affine, emit: float) -> np.ndarray:
        root = Group((Group(nodes, place, emit=emit, span=NOW, still=NOW),), span=NOW)
        return painter.paint(Frame(root, *SIZE, "linear")).beauty.copy()

    first, moved = frame(IDENTITY, 0.0), frame(Affine.translation(40, 20), 0.0)
    np.testing.assert_allclose(moved[20:, 40:], first[:-20, :-40], atol=1e-6)
    glowing = frame(IDENTITY, 1.0)
    assert glowing.sum() > first.sum() * 1.5
    np.testing.assert_array_equal(frame(IDENTITY, 0.0), first)


def test_a_picture_of_what_stands_still_is_what_it_shows() -> None:
    many = tuple(Path(rect(x, y, 2.3, 3.1), Fill(Solid(Colour(1, 0.5, x / 96, 0.6)))) for x in range(1, 90, 5) for y in range(1, 60, 5))
    moving = replace(box(GREEN, x=30, y=30), span=NOW)
    held = beauty(*many, moving, *many[:40], size=SIZE)
    drawn = beauty(*(replace(node, span=NOW) for node in many), moving, *(replace(node, span=NOW) for node in many[:40]), size=SIZE)
    np.testing.assert_allclose(held, drawn, atol=1e-5)


@given(st.lists(st.tuples(*[st.integers(0, 300)] * 2, *[st.integers(1, 60)] * 2), min_size=1, max_size=30), st.integers(0, 12))
@settings(max_examples=60, derandomize=True, deadline=None)
def test_clusters_lie_apart_and_hold_their_nodes_in_order(places: list[tuple[int, int, int, int]], around: int) -> None:
    nodes = tuple(box(RED, *place) for place in places)
    boxes = Boxes(Paths())
    found = clusters(boxes, nodes, IDENTITY, (around, around))
    assert sorted(nodes.index(node) for inside, _ in found for node in inside) == list(range(len(nodes)))
    for i, (inside, outer) in enumerate(found):
        assert [nodes.index(node) for node in inside] == sorted(nodes.index(node) for node in inside)
        for node in inside:
            x, y, w, h = places[nodes.index(node)]
            assert outer.left <= x - around
            assert outer.top <= y - around
            assert outer.right >= x + w + around
            assert outer.bottom >= y + h + around
        assert all(outer.within(other).empty for _, other in found[i + 1 :])


def chain(*steps: tuple[Primitive, tuple[Input, ...]]) -> Filter:
    return Filter(tuple(Step(primitive, inputs, REGION) for primitive, inputs in steps), REGION)


def matrix(alpha: float) -> ColourMatrix:
    return ColourMatrix((0.5, 0, 0, 0, 0, 0, 1, 0, 0, 0.25, 0, 0, 1, 0, 0, 0, 0, 0, 0.5, alpha))


def curves(alpha: Curve) -> Transfer:
    return Transfer((Curve(), Curve(), Curve(), alpha))


LOCAL = {
    "blur": chain((Blur(2.0, 1.0), ("source",))),
    "shadow": chain(
        (Blur(1.5, 1.5), ("alpha",)), (Offset(3.0, 2.0), (0,)), (Flood(RED), ()), (Composite("in"), (2, 1)), (Merge(), (3, "source"))
    ),
    "screen": chain((Blur(2.0, 2.0), ("source",)), (Blend("screen"), ("source", 0))),
    "out": chain((Flood(RED), ()), (Composite("out"), ("source", 0))),
    "atop": chain(
        (
            Flood(
                RED,
            ),
            (),
        ),
        (Composite("atop"), (0, "source")),
    ),
    "arithmetic": chain((Composite("arithmetic", (0.5, 0.5, 0.5, 0.0)), ("source", "source"))),
    "matrix": chain((matrix(0.0), ("source",))),
    "transfer": chain((curves(Curve("table", (0.0, 0.3, 1.0))), ("source",))),
    "morphology": chain((Morphology("dilate", 2.0, 1.0), ("source",))),
}
EVERYWHERE = {
    "flood": chain((Flood(RED), ())),
    "flood over": chain((Flood(RED), ()), (Composite("over"), ("source", 0))),
    "matrix": chain((matrix(0.25), ("source",))),
    "linear": chain((curves(Curve("linear", (1.0, 0.25))), ("source",))),
    "gamma": chain((curves(Curve("gamma", (1.0, 1.0, 0.25))), ("source",))),
    "arithmetic": chain((Composite("arithmetic", (0.0, 1.0, 0.0, 0.25)), ("source", "source"))),
    "wrapped": chain((Blur(2.0, 2.0, "wrap"), ("source",))),
    "tile": chain((Offset(0.0, 0.0), ("source",)), (Tile(), (0,))),
}


@pytest.mark.parametrize("effect", [*LOCAL.values(), *EVERYWHERE.values()], ids=[*LOCAL, *("all over: " + name for name in EVERYWHERE)])
def test_parts_filtered_apart_are_the_whole_filtered(effect: Filter) -> None:
    apart = box(Colour(2.0, 0.5, 0.0, 0.75), x=8, y=8, width=9.5), box(GREEN, x=70, y=40)
    whole = apply_filter(effect, beauty(*apart, size=SIZE), (0, 0), IDENTITY, "linear", lambda _: np.zeros((64, 96, 4), np.float32))
    np.testing.assert_allclose(beauty(Group(apart, effects=(effect,)), size=SIZE), whole, atol=2e-5)


def test_only_filters_that_leave_nothing_alone_are_taken_apart() -> None:
    assert all(local((effect,)) for effect in LOCAL.values())
    assert not any(local((effect,)) for effect in EVERYWHERE.values())
    assert influence((LOCAL["shadow"], LOCAL["blur"]), Affine.scaling(2)) == (33, 24)


def test_masks_and_clips_of_parts_that_lie_apart() -> None:
    apart = box(RED, x=8, y=8), box(GREEN, x=70, y=40)
    ramp = LinearGradient(0, 0, 96, 0, (Stop(0, Colour(0, 0, 0)), Stop(1, WHITE)), space="linear")
    seen = beauty(Group(apart, mask=Mask(Group((box(ramp, width=96, height=64),)), "luminance", None, True)), size=SIZE)
    np.testing.assert_allclose(seen[10, 8:16, 0], (np.arange(8, 16) + 0.5) / 96, atol=1e-5)
    np.testing.assert_allclose(seen[44, 70:78, 1], (np.arange(70, 78) + 0.5) / 96, atol=1e-5)


def test_what_is_remembered_is_bounded() -> None:
    by_bytes: ByBytes[str] = ByBytes(100)
    for i in range(20):
        by_bytes.put(i, str(i), 30)
    assert by_bytes.held <= 100
    assert by_bytes.get(19) == "19"
    assert by_bytes.get(0) is None
    by_bytes.put("huge", "", 1000)
    assert by_bytes.get("huge") is None
    made: list[object] = []
    by_identity: ByIdentity[object, int] = ByIdentity(lambda key: made.append(key) or len(made), 3)
    keys = [object() for _ in range(5)]
    assert [by_identity(key) for key in (*keys, keys[4], keys[0])] == [1, 2, 3, 4, 5, 5, 1]
    assert len(by_identity) == 5
    by_identity.age()
    assert by_identity(keys[4]) == 5
    by_identity.age()
    assert [by_identity(key) for key in (keys[4], keys[3])] == [5, 6]
    assert len(by_identity) == 2


def test_what_is_not_drawn_any_more_is_forgotten() -> None:
    painter = Painter(Scene(Group((box(BLUE),)), 64, 48, "linear"))
    most = 0
    for n in range(400):
        painter.paint(Frame(Group((box(BLUE, x=n % 40),)), 64, 48, "linear"))
        desk = painter._desk
        most = max(most, len(desk.boxes._nodes), len(desk.paths._outlines))
    assert 40 < most < 300


def test_memory_goes_back_with_the_last_view_of_it_and_is_lent_again() -> None:
    memory.release()
    one = memory.blank(100, 100)
    one[:] = 7
    address, view = one.ctypes.data, one[50:]
    del one
    other = memory.plane(100, 100)
    assert other.ctypes.data != address
    assert (view == 7).all()
    del view
    again = memory.blank(101, 99)
    assert again.ctypes.data == address
    assert again.shape == (101, 99, 4)
    assert again.flags.c_contiguous
    assert not again.any()
    again[:] = 3
    del again
    small, smaller = memory.blank(64, 70), memory.blank(64, 65)
    assert small.ctypes.data == address  # less than half of it would be wasted
    assert smaller.ctypes.data != address
    assert not small.any()
    assert not smaller.any()
