from __future__ import annotations

import pytest

from generator.motion.track import Track
from generator.scene.bounds import object_bounds, object_box
from generator.scene.nodes import Group, Path
from generator.scene.paints import Fill, Solid, Stroke
from generator.values.colour import BLACK
from generator.values.geometry import Affine, Outline, Rect
from generator.values.outlines import ellipse, rectangle

INK = Fill(Solid(BLACK))


class Slide(Track[Affine]):
    def at(self, t: float) -> Affine:
        return Affine.translation(float(int(t)), 0)

    def span(self, t: float) -> tuple[float, float]:
        return float(int(t)), float(int(t) + 1)


def box(x: float, y: float, width: float, height: float, **more: object) -> Path:
    return Path(rectangle(Rect(x, y, width, height)), INK, **more)  # type: ignore[arg-type]


def test_a_group_holds_its_children_where_they_stand() -> None:
    group = Group((box(0, 0, 1, 1), Group((box(0, 0, 2, 2),), transform=Affine.translation(5, 5))), transform=Affine.scaling(2))
    assert object_box(group) == Rect(0, 0, 14, 14)


def test_boxes_are_tight_when_turned() -> None:
    turned = Group((Path(ellipse(0, 0, 10, 10), INK),), transform=Affine.rotation(45))
    found = object_box(turned)
    assert found is not None
    assert found.width == pytest.approx(20, abs=0.02)


def test_hidden_leaves_count_and_groups_that_are_not_displayed_do_not() -> None:
    assert object_box(box(0, 0, 3, 3, visible=False)) == Rect(0, 0, 3, 3)
    assert object_box(Group((box(0, 0, 3, 3),), visible=False)) is None


def test_strokes_do_not_count() -> None:
    line = Path(Outline(b"ML", (0.0, 0.0, 10.0, 0.0)), None, Stroke(Solid(BLACK), 2.0, join="round"))
    assert object_box(line) == Rect(0, 0, 10, 0)


def test_the_box_of_what_moves_moves() -> None:
    still = Group((box(0, 0, 1, 1),))
    assert object_bounds(still) == Rect(0, 0, 1, 1)
    found = object_bounds(Group((box(0, 0, 1, 1),), transform=Slide()))
    assert isinstance(found, Track)
    assert found.at(3.0) == Rect(3, 0, 1, 1)
    assert found.span(3.0) == (3.0, 4.0)
