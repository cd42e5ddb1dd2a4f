"""What a filter looks at, without running it: how far away, and whether it leaves nothing where there is nothing."""

from __future__ import annotations

import math

from generator.paint.filters.reach import looks
from generator.paint.still import now
from generator.scene.effects import (
    Blend,
    Blur,
    ColourMatrix,
    Composite,
    Curve,
    Displacement,
    Filter,
    Input,
    Led,
    Merge,
    Morphology,
    Offset,
    Step,
    Transfer,
)
from generator.values.geometry import Affine

_MOST = 1e5


def influence(effects: tuple[Filter, ...], ctm: Affine) -> tuple[int, int]:
    """How many pixels away from a pixel some filters may look, across and down, at most."""
    far = [looks(step.primitive) for effect in effects for step in effect.steps]
    x, y = sum(x for x, _ in far), sum(y for _, y in far)
    return math.ceil(min(_MOST, x * abs(ctm.a) + 2)), math.ceil(min(_MOST, y * abs(ctm.d) + 2))


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
    primitive = step.primitive
    match primitive:
        case Composite("in" | "out" | "atop" as operator):
            return {"in": any(inputs), "out": inputs[0], "atop": inputs[1]}[operator]
        case Composite() | ColourMatrix() | Transfer():
            return all(inputs) and _black_at_black(primitive)
        case Blur(_, _, "none") | Offset() | Merge() | Blend() | Morphology() | Displacement() | Led():
            return all(inputs)
    return False


def _black_at_black(primitive: Composite | ColourMatrix | Transfer) -> bool:
    """Whether a step that computes with its inputs adds nothing to transparent ones."""
    if isinstance(primitive, Composite):
        return primitive.operator != "arithmetic" or now(primitive.k)[3] == 0
    if isinstance(primitive, ColourMatrix):
        return now(primitive.values)[19] == 0
    return _starts_at_zero(now(primitive.curves)[3])


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
