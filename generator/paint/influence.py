"""What a filter looks at, without running it: how far away, and whether it leaves nothing where there is nothing."""

from __future__ import annotations

import math

from generator.paint.filters.gaussian import REACH
from generator.paint.still import now
from generator.scene.effects import (
    Blend,
    Blur,
    ColourMatrix,
    Composite,
    Convolve,
    Curve,
    Displacement,
    Filter,
    Flood,
    Input,
    Lighting,
    Merge,
    Morphology,
    Offset,
    Step,
    Tile,
    Transfer,
)
from generator.values.geometry import Affine

_MOST = 1e5


def influence(effects: tuple[Filter, ...], ctm: Affine) -> tuple[int, int]:
    """How many pixels away from a pixel some filters may look, across and down, at most."""
    looks = [_looks(step.primitive) for effect in effects for step in effect.steps]
    x, y = sum(x for x, _ in looks), sum(y for _, y in looks)
    return math.ceil(min(_MOST, x * abs(ctm.a) + 2)), math.ceil(min(_MOST, y * abs(ctm.d) + 2))


def _looks(primitive: object) -> tuple[float, float]:
    """The same for one step, in the group's units; where an edge or a tile matters, without end."""
    match primitive:
        case Blur(x, y, "none"):
            return REACH * now(x), REACH * now(y)
        case Offset(x, y):
            return abs(now(x)), abs(now(y))
        case Morphology(_, x, y):
            return now(x), now(y)
        case Displacement(scale):
            return abs(now(scale)), abs(now(scale))
        case Lighting():
            return 1, 1
        case Blur() | Convolve() | Tile():
            return math.inf, math.inf
        case _:
            return 0, 0


def local(effects: tuple[Filter, ...]) -> bool:
    """Whether filters leave nothing further from their source than they look: then parts that lie apart can be filtered apart."""
    return all(effect.steps and _local(effect) for effect in effects)


def _local(effect: Filter) -> bool:
    found: list[bool] = []
    for step in effect.steps:
        found.append(_keeps(step, [_input(name, found) for name in step.inputs]))
    return found[-1]


def _input(name: Input, found: list[bool]) -> bool:
    return found[name] if isinstance(name, int) else True


def _keeps(step: Step, inputs: list[bool]) -> bool:
    """Whether a step makes nothing of nothing, given which of its inputs are nothing there."""
    match step.primitive:
        case Composite("in"):
            return any(inputs)
        case Composite("out"):
            return inputs[0]
        case Composite("atop"):
            return inputs[1]
        case Composite("arithmetic", k):
            return all(inputs) and now(k)[3] == 0
        case ColourMatrix(values):
            return all(inputs) and now(values)[19] == 0
        case Transfer(curves):
            return all(inputs) and _starts_at_zero(now(curves)[3])
        case Blur(_, _, "none") | Offset() | Merge() | Blend() | Composite() | Morphology() | Displacement():
            return all(inputs)
        case Flood() | _:
            return False


def _starts_at_zero(curve: Curve) -> bool:
    """Whether a curve says 0 to 0."""
    match curve.kind:
        case "identity":
            return True
        case "table" | "discrete":
            return not curve.values or curve.values[0] == 0
        case "linear":
            return curve.values[1] == 0
        case "gamma":
            return curve.values[2] == 0
