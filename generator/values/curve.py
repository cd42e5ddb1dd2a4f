"""The sRGB curve (IEC 61966-2-1) of whole arrays, from 0 up, in whatever precision they have; ``colour.py`` has it for one component."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

F = TypeVar("F", np.float32, np.float64)
_CODE, _LIGHT = 0.04045, 0.0031308  # where the curve's line ends


def decoded(code: NDArray[F]) -> NDArray[F]:
    """Linear light of encoded components."""
    return np.where(code <= _CODE, code / 12.92, ((np.maximum(code, _CODE) + 0.055) / 1.055) ** 2.4)


def encoded(light: NDArray[F]) -> NDArray[F]:
    """Linear components on the curve; the inverse of :func:`decoded`."""
    return np.where(light <= _LIGHT, light * 12.92, 1.055 * np.maximum(light, _LIGHT) ** (1 / 2.4) - 0.055)
