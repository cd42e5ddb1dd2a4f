"""A sampled group says how long its own values hold, whatever its children do; painting remembers what stands still under them."""

from __future__ import annotations

from generator.motion.track import ALWAYS, Keys, Steps
from generator.scene.nodes import Group, Path
from generator.scene.paints import Fill, Solid
from generator.scene.sample import Sampler
from generator.scene.scene import Scene
from generator.values.colour import Colour, mix
from generator.values.geometry import Affine, Outline

DOT = Outline(b"MLLZ", (0.0, 0.0, 1.0, 0.0, 0.0, 1.0))
RED, BLUE = Colour(1, 0, 0), Colour(0, 0, 1)


def sampled(group: Group, t: float) -> Group:
    found = Sampler(Scene(Group((group,)), 8, 8, "linear")).frame(t).root.children[0]
    assert isinstance(found, Group)
    return found


def test_a_group_whose_children_move_stands_still_itself() -> None:
    moving = Path(DOT, Fill(Solid(Keys((0.0, 2.0), (RED, BLUE), mix))))
    group = sampled(Group((moving,)), 1.0)
    assert group.still == ALWAYS
    assert group.span == (1.0, 1.0)


def test_a_group_that_moves_says_so_whatever_its_children_do() -> None:
    slide = Keys((0.0, 2.0), (Affine(), Affine.translation(2, 0)), lambda a, b, u: Affine.translation(b.e * u, 0))
    for child in (Path(DOT, Fill(Solid(RED))), Path(DOT, Fill(Solid(Keys((0.0, 2.0), (RED, BLUE), mix))))):
        assert sampled(Group((child,), slide), 1.0).still == (1.0, 1.0)


def test_steps_hold_for_as_long_as_they_say() -> None:
    moving = Path(DOT, Fill(Solid(Keys((0.0, 9.0), (RED, BLUE), mix))))
    group = sampled(Group((moving,), opacity=Steps((0.0, 1.0, 3.0), (1.0, 0.5, 0.25))), 2.0)
    assert (group.still, group.span) == ((1.0, 3.0), (2.0, 2.0))
