"""The arrays that this room works on."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
"""Numbers of either size; kernels are given float32."""
Ints = NDArray[np.int32]
