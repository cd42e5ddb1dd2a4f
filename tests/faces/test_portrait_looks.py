"""What a close look at the pictures asked for, held by numbers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sitters import shot, studio

from generator.faces import portrait_of
from generator.faces.hair import BALL
from generator.faces.sculpt import sculpt

BARE = replace(portrait_of(3), cover="none", beard="none", glasses="none", clothes="crew", hair="bald")


def test_an_afro_is_cut_to_a_ball() -> None:
    figure = studio().figure(replace(BARE, hair="afro", hair_curl=0.0))
    ends = figure.strands.points[: figure.own, -1]
    far = np.linalg.norm(ends - BALL[0], axis=1)
    assert np.std(far) / np.mean(far) < 0.15


def test_hair_begins_short() -> None:
    """Strands at the hairline of a forehead are shorter than those behind it."""
    strands = studio().figure(replace(BARE, hair="cropped")).strands.points
    long = np.linalg.norm(np.diff(strands, axis=1), axis=2).sum(axis=1)
    root = strands[:, 0]
    front = (root[:, 2] > 1.0) & (root[:, 1] > 7.9)
    top = (root[:, 2] < 0.4) & (root[:, 1] > 8.4)
    assert np.median(long[front]) < 0.8 * np.median(long[top])


def test_a_child_is_small_about_the_shoulders_and_the_chin() -> None:
    heads = studio().heads
    child, grown = (sculpt(heads, replace(BARE, age=age)) for age in (6, 30))
    low = abs(heads.neutral[:, 1] - 5.7) < 0.1
    assert abs(child[low, 0]).max() < 0.8 * abs(grown[low, 0]).max()
    chin = (abs(heads.neutral[:, 0]) < 0.1) & (heads.neutral[:, 2] > 1.0) & (abs(heads.neutral[:, 1] - 6.5) < 0.12)
    above, below = ([points[:, 1].max() - 7.5 for points in (child, grown)], [7.5 - points[chin, 1].min() for points in (child, grown)])
    assert above[0] / below[0] > 1.1 * above[1] / below[1]


@pytest.mark.parametrize("cover", ["hijab", "scarf"])
def test_ears_do_not_come_through_a_veil(cover: str) -> None:
    figure = studio().figure(replace(BARE, cover=cover))
    rest = figure.mesh.rest[: figure.head]
    ear = (abs(rest[:, 0]) > 0.72) & (abs(rest[:, 1] - 7.2) < 0.25) & (abs(rest[:, 2] - 0.35) < 0.3)
    assert ear.any()
    assert (figure.mesh.cut[: figure.head][ear] < 0).all()


def test_glass_mirrors_the_key() -> None:
    worn = replace(BARE, glasses="square")
    seen = shot(worn, 160, zoom=1.8)
    figure = studio().figure(worn)
    assert figure.glass is not None
    bare = studio().figure(BARE)
    assert bare.glass is None
    assert np.isfinite(seen.light).all()
    assert (seen.light[..., 3] <= 1.0001).all()


def test_thinned_hair_covers_as_much() -> None:
    """A small picture draws a third of the strands, wider: its matte stays the large one's."""
    wild = replace(BARE, hair="curly")
    small, large = shot(wild, 100).alpha, shot(wild, 400).alpha
    shrunk = large.reshape(100, 4, 100, 4).mean(axis=(1, 3))
    assert abs(small - shrunk).mean() < 0.02
