"""The one way in which this room's loops are compiled: with numba, kept on disk, without the GIL, with the same bytes everywhere.

Kernels are compiled when first called, not when imported. No fast-math and no threads: sums are always made in the same order.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import numba
import numpy as np
from numpy.typing import NDArray

P = ParamSpec("P")
R = TypeVar("R")
Floats = NDArray[np.floating[Any]]
"""Numbers of either size; kernels are given float32."""
Ints = NDArray[np.int32]


def kernel(function: Callable[P, R]) -> Callable[P, R]:
    """Compile ``function``; division by zero gives infinities, as in numpy."""
    compiled: Callable[P, R] = numba.njit(cache=True, nogil=True, error_model="numpy")(function)
    return compiled


def inlined(function: Callable[P, R]) -> Callable[P, R]:
    """A small function that only kernels call."""
    compiled: Callable[P, R] = numba.njit(cache=True, nogil=True, error_model="numpy", inline="always")(function)
    return compiled
