"""The sRGB curve of arrays is that of single components."""

from __future__ import annotations

import numpy as np
import pytest

from generator.values.colour import decode, encode
from generator.values.curve import decoded, encoded


@pytest.mark.parametrize(("kind", "near"), [(np.float32, 2e-7), (np.float64, 1e-15)])
def test_arrays_bend_as_components_do(kind: type, near: float) -> None:
    values = np.concatenate([np.linspace(0, 1.2, 500), [0.0031308, 0.04045]]).astype(kind)
    for whole, one in ((decoded, decode), (encoded, encode)):
        found = whole(values)
        assert found.dtype == kind
        np.testing.assert_allclose(found, [one(float(value)) for value in values], atol=4 * near)
