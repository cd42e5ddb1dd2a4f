"""What the tests of filters share: a filter on a small plane, and pictures to put in."""

from __future__ import annotations

import numpy as np

from generator.paint.filters import apply_filter
from generator.scene.effects import Filter, Input, Primitive, Step
from generator.scene.nodes import Group
from generator.values.geometry import IDENTITY, Affine, Rect
from generator.values.picture import Light, Plane

SIZE = 24
WHOLE = Rect(0, 0, SIZE, SIZE)


def nobody(_content: Group) -> Plane:
    raise AssertionError("nothing is drawn")


def step(primitive: Primitive, *inputs: Input, region: Rect = WHOLE, linear: bool = False) -> Step:
    return Step(primitive, inputs, region, linear)


def run(
    *steps: Step, source: Plane, light: Light = "srgb", ctm: Affine = IDENTITY, region: Rect = WHOLE, origin: tuple[int, int] = (0, 0)
) -> Plane:
    return apply_filter(Filter(steps, region), source, origin, ctm, light, nobody)


def noise(seed: int = 1, size: int = SIZE) -> Plane:
    """Premultiplied pixels: opaque, half and empty ones."""
    pick = np.random.default_rng(seed)
    alpha = pick.choice([0.0, 0.3, 0.75, 1.0], (size, size, 1))
    return np.concatenate([pick.random((size, size, 3)) * alpha, alpha], axis=2).astype(np.float32)


def square(colour: tuple[float, float, float, float] = (0.2, 0.4, 0.6, 1.0), size: int = SIZE) -> Plane:
    """An opaque square from 8 to 16."""
    plane = np.zeros((size, size, 4), np.float32)
    plane[8:16, 8:16] = colour
    return plane


def straight(plane: np.ndarray) -> np.ndarray:
    alpha = plane[..., 3:].astype(float)
    return np.concatenate([np.divide(plane[..., :3], alpha, out=np.zeros(plane[..., :3].shape), where=alpha > 0), alpha], axis=2)


def premultiplied(plane: np.ndarray) -> np.ndarray:
    return np.concatenate([plane[..., :3] * plane[..., 3:], plane[..., 3:]], axis=2)
