"""Small pictures to deliver, and plain numpy that says what should come out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from generator.deliver.sink import Stamp
from generator.values.picture import Light, Picture
from generator.values.rate import Rate

MARK = "0123456789abcdef" * 4


def stamp(width: int = 37, height: int = 19, **more: object) -> Stamp:
    return Stamp("sp_012_040_test_v003", MARK, width, height, Rate.parse("24000/1001"), frames="1001-1014", **more)  # type: ignore[arg-type]


def picture(frame: int = 1001, width: int = 37, height: int = 19, light: Light = "linear") -> Picture:
    """Opaque, half transparent and empty parts, a ramp, and glow where nothing else is."""
    base = np.zeros((height, width, 4), np.float32)
    base[1:6, 2:20] = np.array((0.8, 0.2, 0.05, 1.0), np.float32)
    base[6:9, 2:30] = np.array((0.1, 0.3, 0.4, 0.5), np.float32)
    base[9:12, :, :3] = np.linspace(0, 1, width, dtype=np.float32)[None, :, None]
    base[9:12, :, 3] = 1.0
    base[2, frame % width] = 1.0
    glow = np.zeros_like(base)
    glow[13:16, 4:30, :3] = np.linspace(0.001, 0.6, 26, dtype=np.float32)[None, :, None] * np.array((1.0, 0.5, 0.25), np.float32)
    return Picture(base + glow, {"base": base, "glow": glow}, light)


def encoded(linear: NDArray[np.float64]) -> NDArray[np.float64]:
    v = np.clip(linear, 0, 1)
    return np.where(v <= 0.0031308, v * 12.92, 1.055 * v ** (1 / 2.4) - 0.055)


def decoded(coded: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)


def straight(plane: NDArray[np.float32]) -> NDArray[np.float64]:
    """Straight, encoded, 0..1, without rounding, for pixels that are no additive light."""
    p = plane.astype(np.float64)
    a = p[..., 3:]
    colour = np.divide(p[..., :3], a, out=np.zeros_like(p[..., :3]), where=a > 0)
    return np.concatenate([encoded(colour), np.clip(a, 0, 1)], axis=2)
