from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.motion.track import ALWAYS, Combined, Keys, Steps, Track
from generator.scene.dump import dump
from generator.scene.nodes import Group, Image, Mask, Node, Path
from generator.scene.paints import Fill, LinearGradient, Pattern, Solid, Stop, Stroke
from generator.scene.sample import Sampler
from generator.scene.scene import Scene
from generator.values.colour import BLACK, WHITE, Colour, mix
from generator.values.geometry import Affine, Rect
from generator.values.outlines import rectangle

INK = Fill(Solid(BLACK))
UNIT = rectangle(Rect(0, 0, 1, 1))
LEAF = Path(UNIT, INK)
SLIDE: Track[Affine] = Combined(Affine.translation, (Keys((1.0, 2.0), (0.0, 8.0)), 0.0))
BLINK: Track[bool] = Steps((0.0, 1.0, 2.0), (True, False, True))


def sampler(*children: Node) -> Sampler:
    return Sampler(Scene(Group(children), 10, 10, "linear"))


def nodes(node: Any) -> Iterator[Any]:
    """Everything that is below a sampled node, nodes and paints alike."""
    yield node
    if isinstance(node, tuple):
        for part in node:
            yield from nodes(part)
    elif is_dataclass(node) and type(node).__module__.startswith("generator.scene"):
        for field in fields(node):
            yield from nodes(getattr(node, field.name))


def rich() -> Sampler:
    """A scene in which every kind of thing moves."""
    colour = Keys((0.0, 3.0), (BLACK, WHITE), mix)
    swapped: Track[Any] = Steps((0.0, 1.5), (Solid(colour), LinearGradient(0, 0, 1, 0, (Stop(0, colour), Stop(1, WHITE)))))
    tile = Group((Path(UNIT, Fill(Solid(colour))),))
    parts = (
        LEAF,
        Path(UNIT, Fill(swapped), Stroke(Solid(BLACK), Keys((0.0, 1.0), (1.0, 2.0)), dash_offset=Keys((0.0, 1.0), (0.0, 2.0)))),
        Path(UNIT, Fill(Pattern(tile, Rect(0, 0, 2, 2))), visible=BLINK),
        Group((LEAF,), transform=SLIDE, clip=Group((Path(UNIT, INK, visible=BLINK),))),
        Group((LEAF,), mask=Mask(Group((LEAF,), opacity=Keys((0.0, 2.0), (0.0, 1.0))), "alpha", None), emit=Keys((0.0, 1.0), (0.0, 1.0))),
    )
    return sampler(*parts)


def test_nothing_moves_in_a_frame() -> None:
    for t in (0.0, 0.7, 1.5, 9.0):
        assert not any(isinstance(part, Track) for part in nodes(rich().frame(t).root))


@settings(max_examples=25, derandomize=True, deadline=None)
@given(st.lists(st.integers(0, 72), min_size=1, max_size=12))
def test_a_frame_does_not_depend_on_the_frames_before(order: list[int]) -> None:
    one = rich()
    for number in order:
        assert dump(one.frame(number / 24)) == dump(rich().frame(number / 24))


def test_static_nodes_are_the_scenes_own() -> None:
    group = Group((LEAF,))
    one = sampler(group, Group((LEAF,), transform=SLIDE))
    for t in (0.0, 1.5):
        still, moving = one.frame(t).root.children
        assert still is group
        assert isinstance(moving, Group)
        assert moving.children[0] is LEAF


def test_the_same_object_stands_for_a_whole_span() -> None:
    one = sampler(Path(UNIT, Fill(Solid(Steps((0.0, 1.0, 2.0), (BLACK, WHITE, BLACK))))))
    first, same, other = one.frame(0.1), one.frame(0.9), one.frame(1.0)
    assert first.root is same.root
    assert first.root is not other.root
    assert first.root.children[0].span == (-float("inf"), 1.0)
    assert other.root.children[0].span == (1.0, 2.0)


def test_a_part_that_rests_is_kept_while_another_moves() -> None:
    one = sampler(Group((LEAF,), opacity=Steps((0.0, 5.0), (0.2, 0.7))), Group((LEAF,), transform=SLIDE))
    assert one.frame(1.2).root.children[0] is one.frame(1.6).root.children[0]
    assert one.frame(1.2).root.children[1] is not one.frame(1.6).root.children[1]
    assert one.frame(2.0).root.children[1] is one.frame(7.0).root.children[1]


@pytest.mark.parametrize(
    "node",
    [
        Path(UNIT, INK, visible=False),
        Path(UNIT),
        Group(()),
        Group((LEAF,), opacity=0.0),
        Group((LEAF,), transform=Affine.scaling(0.0)),
        Group((Group((LEAF,), visible=False),)),
        Group((LEAF,), opacity=Steps((0.0, 1.0), (0.0, 1.0))),
        Path(UNIT, INK, visible=Steps((0.0, 1.0), (False, True))),
        Image(None, Rect(0, 0, 0, 5)),  # type: ignore[arg-type]
    ],
)
def test_what_cannot_be_seen_is_left_out(node: Node) -> None:
    assert sampler(LEAF, node).frame(0.5).root.children == (LEAF,)


def test_what_is_hidden_for_a_while_comes_back() -> None:
    one = sampler(Path(UNIT, INK, visible=BLINK))
    assert [len(one.frame(t).root.children) for t in (0.5, 1.0, 1.9, 2.0)] == [1, 0, 0, 1]


def test_a_clip_that_is_hidden_still_cuts() -> None:
    one = sampler(Group((LEAF,), clip=Group((LEAF,), visible=BLINK)))
    (group,) = one.frame(1.5).root.children
    assert isinstance(group, Group)
    assert group.clip is not None
    assert group.clip.children == ()


def test_spans_of_what_never_moves_are_always() -> None:
    assert sampler(LEAF).frame(3.0).root.span == ALWAYS


def test_colours_are_sampled_inside_of_paints() -> None:
    colour = Keys((0.0, 1.0), (Colour(0, 0, 0), Colour(4, 0, 0)), lambda a, b, u: Colour(a.r + (b.r - a.r) * u, 0, 0))
    (path,) = sampler(Path(UNIT, Fill(Solid(colour)))).frame(0.5).root.children
    assert isinstance(path, Path)
    assert path.fill == Fill(Solid(Colour(2, 0, 0)))
