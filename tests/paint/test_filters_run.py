"""Shortcuts change nothing: a glow in one pass, and a filter of which only a part is looked at."""

from __future__ import annotations

import numpy as np
import pytest
from filtering import nobody, noise, run, square, step
from hypothesis import given, settings
from hypothesis import strategies as some

from generator.paint.filters import filter_piece, stage_of
from generator.paint.filters.pieces import NOTHING, Box, piece_of
from generator.scene.effects import (
    Blend,
    Blur,
    Composite,
    Displacement,
    Filter,
    Flood,
    Lamp,
    Lighting,
    Merge,
    Morphology,
    Offset,
    Step,
    Tile,
)
from generator.values.colour import Colour
from generator.values.geometry import Affine, Rect

BIG = 64
ALL = Rect(0, 0, BIG, BIG)


def spread() -> np.ndarray:
    plane = np.zeros((BIG, BIG, 4), np.float32)
    plane[20:44, 20:44] = noise()
    return plane


@pytest.mark.parametrize("mode", ["normal", "screen", "multiply", "lighten", "difference", "plus-lighter", "hue"])
@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("sigma", [1.0, 4.0, 6.0])
def test_a_blur_and_its_blend_are_the_same_at_once_and_one_after_the_other(mode: str, first: bool, sigma: float) -> None:
    blur = step(Blur(sigma, sigma), "source", region=ALL)
    inputs = (0, "source") if first else ("source", 0)
    at_once = run(blur, step(Blend(mode), *inputs, region=ALL), source=spread(), region=ALL)
    # A blur that somebody else looks at too has to be made.
    after = run(blur, step(Offset(0, 0), 0, region=ALL), step(Blend(mode), *inputs, region=ALL), source=spread(), region=ALL)
    np.testing.assert_allclose(at_once, after, atol=1e-6)


def test_a_merge_of_a_blur_and_the_source_keeps_their_order() -> None:
    blur = step(Blur(6, 6), "source", region=ALL)
    plane = spread()
    over, under = (run(blur, step(Merge(), *inputs, region=ALL), source=plane, region=ALL) for inputs in ((0, "source"), ("source", 0)))
    opaque = plane[..., 3] == 1
    assert (over[opaque] == plane[opaque]).all()
    assert not np.allclose(under[opaque], plane[opaque])


_PRIMITIVES = some.one_of(
    some.tuples(some.sampled_from([0.0, 1.0, 3.5, 6.0]), some.sampled_from([0.0, 2.0, 6.0])).map(lambda s: (Blur(*s), 1)),
    some.tuples(some.integers(-9, 9), some.integers(-9, 9)).map(lambda d: (Offset(*d), 1)),
    some.tuples(some.sampled_from(["erode", "dilate"]), some.integers(0, 3)).map(lambda m: (Morphology(m[0], m[1], m[1]), 1)),
    some.sampled_from(["normal", "screen", "overlay"]).map(lambda mode: (Blend(mode), 2)),
    some.sampled_from(["in", "out", "atop", "xor"]).map(lambda operator: (Composite(operator), 2)),
    some.just((Flood(Colour(1, 0.5, 0, 0.5)), 0)),
    some.just((Merge(), 3)),
    some.just((Displacement(7.0, "R", "A"), 2)),
    some.just((Lighting("diffuse", 2, 1, 1, Colour(1, 1, 1), Lamp("distant", (30, 40))), 1)),
    some.just((Tile(), 1)),
)


@some.composite
def filters(draw: some.DrawFn) -> Filter:
    steps: list[Step] = []
    for index in range(draw(some.integers(1, 5))):
        primitive, count = draw(_PRIMITIVES)
        names = some.sampled_from(["source", "alpha", *range(index)])
        x, y = draw(some.integers(0, 20)), draw(some.integers(0, 20))
        region = draw(some.sampled_from([ALL, Rect(x, y, 30, 35)]))
        steps.append(step(primitive, *(draw(names) for _ in range(count)), region=region, linear=draw(some.booleans())))
    return Filter(tuple(steps), ALL)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(filter_=filters(), x=some.integers(0, 50), y=some.integers(0, 50), width=some.integers(1, 40), height=some.integers(1, 40))
def test_what_is_seen_does_not_depend_on_what_is_not(filter_: Filter, x: int, y: int, width: int, height: int) -> None:
    seen: Box = (x, y, min(BIG, x + width), min(BIG, y + height))
    stage = stage_of(filter_, (0, 0, BIG, BIG), (0, 0), Affine(), "srgb", nobody)
    source = piece_of(spread(), stage.canvas, stage.native)
    part, whole = (filter_piece(filter_, source, stage, box).spread(seen) for box in (seen, None))
    np.testing.assert_allclose(part, whole, atol=1e-6)


def test_a_huge_blur_computes_only_what_is_seen() -> None:
    filter_ = Filter((step(Blur(1e5, 1e5), "source", region=Rect(-1e6, -1e6, 2e6, 2e6)),), Rect(-1e6, -1e6, 2e6, 2e6))
    stage = stage_of(filter_, (-50000, -50000, 50000, 50000), (0, 0), Affine(), "srgb", nobody)
    piece = filter_piece(filter_, piece_of(square(), (0, 0, 24, 24), linear=False), stage, (0, 0, 24, 24))
    assert piece.box in (NOTHING, (0, 0, 24, 24))
