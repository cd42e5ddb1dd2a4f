from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sitters import shot, studio

from generator.faces import View, portrait_of, read_heads, robot_of
from generator.faces.portrait import COVERS, HAIR
from generator.faces.shot import take
from generator.problems import RenderError

BARE = replace(portrait_of(3), cover="none", beard="none", glasses="none", clothes="crew", hair="bald")


def test_broken_data_is_told() -> None:
    with pytest.raises(RenderError, match="head data"):
        read_heads(b"no archive")


def test_the_finer_mesh_keeps_weights_and_faces() -> None:
    heads = studio().heads
    sums = np.add.reduceat(heads.fine.weights, heads.fine.starts[:-1])
    assert np.allclose(sums, 1, atol=1e-5)
    assert heads.quads.max() == len(heads.neutral) - 1
    assert heads.neutral[:, 0].max() == pytest.approx(-heads.neutral[:, 0].min(), abs=1e-3)


def test_a_shot_is_the_same_every_time() -> None:
    view = View(80, 80, yaw=20)
    one, two = (take(studio().figure(BARE), view) for _ in range(2))
    assert np.array_equal(one.light, two.light)
    assert np.array_equal(one.depth, two.depth)


def test_pixels_are_premultiplied_light_with_a_matte() -> None:
    seen = shot(BARE)
    assert np.isfinite(seen.light).all()
    assert seen.alpha.min() == 0
    assert seen.alpha.max() == 1
    assert not seen.light[seen.alpha == 0].any()
    assert 0.3 < seen.alpha.mean() < 0.7


def test_a_head_turns() -> None:
    """The tip of the nose, the nearest point, goes where the head is turned."""
    places = [np.unravel_index(shot(BARE, yaw=yaw).depth[30:60].argmin(), (30, 96))[1] for yaw in (-35, 0, 35)]
    assert places[0] < places[1] - 5 < places[1] + 5 < places[2]


def test_eyes_look_around() -> None:
    left, right = (take(studio().figure(BARE), View(200, 200, zoom=2, gaze=(x, 0.0))).light for x in (-25, 25))
    changed = abs(left - right).max(axis=2) > 0.02
    rows = np.flatnonzero(changed.any(axis=1))
    assert changed.any()
    assert rows.max() - rows.min() < 30


@pytest.mark.parametrize("hair", HAIR)
def test_every_hair_covers_some_more_than_none(hair: str) -> None:
    sitter = replace(BARE, hair=hair)
    strands = studio().figure(sitter).strands
    assert np.isfinite(strands.points).all()
    if hair not in ("bald", "shaved", "crown", "receding"):
        assert shot(sitter, 64).alpha.sum() > shot(BARE, 64).alpha.sum()


@pytest.mark.parametrize("cover", COVERS[1:])
def test_every_cover_is_seen(cover: str) -> None:
    bare, covered = shot(BARE, 64), shot(replace(BARE, cover=cover), 64)
    assert abs(bare.light - covered.light).sum() > 20


def test_hair_below_a_hijab_is_not_seen() -> None:
    long = replace(BARE, hair="long", cover="hijab")
    heads_own = len(studio().figure(replace(long, hair="bald")).strands.points)
    assert len(studio().figure(long).strands.points) == heads_own


def test_a_robot_has_a_plate() -> None:
    assert shot(robot_of(1)).alpha.mean() > 0.3
