"""Planes between linear light and sRGB-encoded values, in place.

The curve is IEC 61966-2-1's, odd and unbounded as in ``values/colour.py``. Components are divided by alpha first and multiplied after,
except where alpha is 0 (glow): there the component itself is bent. The powers come from the number's own exponent and two short
polynomials, so that the loop vectorises; their relative error is under 2e-6.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from generator.values.compiled import inlined, kernel
from generator.values.picture import Plane

F = np.float32
N = np.int32
_0, _1 = F(0), F(1)


def _cast(to: Any, of: Any, bits: Any) -> Callable[[Any], Any]:
    """A function, for kernels only, that takes a number's 32 bits for another type's."""

    def cast(context: Any, value: Any) -> Any:
        return to(of), lambda ctx, builder, sig, args: builder.bitcast(args[0], bits)

    made: Any = intrinsic(cast)
    return made  # type: ignore[no-any-return]


_bits = _cast(types.int32, types.float32, ir.IntType(32))
_float = _cast(types.float32, types.int32, ir.FloatType())


@inlined
def _log2(x: F) -> Any:
    """The exponent's bits and a polynomial in the mantissa, for x > 0."""
    i = _bits(x)
    octave = (i - N(0x3F3504F3)) >> N(23)
    t = _float(i - (octave << N(23))) - _1
    p = F(0.23420985) - F(0.14620353) * t
    p = F(0.28707561) + t * (F(-0.24882181) + t * p)
    p = F(0.48092404) + t * (F(-0.36024199) + t * p)
    return F(octave) + t * (F(1.44269496) + t * (F(-0.72135276) + t * p))


@inlined
def _exp2(y: F) -> Any:
    """The exponent's bits and a polynomial in what is left, for -126 <= y <= 127."""
    whole = np.floor(y + F(0.5))
    f = y - whole
    low = F(1.00000008) + f * (F(0.69314721) + f * F(0.24022107))
    high = F(0.05550327) + f * (F(0.00967604) + f * F(0.00134004))
    return (low + f * f * f * high) * _float((N(whole) + N(127)) << N(23))


@inlined
def power(x: F, exponent: F) -> Any:
    """``x ** exponent`` for x > 0; results stop at the ends of float32's normal range."""
    return _exp2(min(max(_log2(x) * exponent, F(-126)), F(127)))


@inlined
def _decode(v: F) -> F:
    a = abs(v)
    curve = _exp2(_log2(max(a, F(0.04)) * F(1 / 1.055) + F(0.055 / 1.055)) * F(2.4))
    bent = a * F(1 / 12.92) if a <= F(0.04045) else curve
    return bent if v >= _0 else -bent


@inlined
def _encode(v: F) -> F:
    a = abs(v)
    curve = F(1.055) * _exp2(_log2(max(a, F(0.003))) * F(1 / 2.4)) - F(0.055)
    bent = a * F(12.92) if a <= F(0.0031308) else curve
    return bent if v >= _0 else -bent


@kernel
def _bend(pixels: Plane, encode: bool) -> None:
    """Row by row through a flat buffer: the middle loop sees nothing but numbers in a line, so it vectorises."""
    height, width = pixels.shape[:2]
    row = np.empty(width * 4, np.float32)
    for j in range(height):
        for i in range(width):
            a = pixels[j, i, 3]
            by = _1 / a if a > _0 else _1
            for c in range(3):
                row[4 * i + c] = pixels[j, i, c] * by
            row[4 * i + 3] = _0
        if encode:
            for k in range(4 * width):
                row[k] = _encode(row[k])
        else:
            for k in range(4 * width):
                row[k] = _decode(row[k])
        for i in range(width):
            a = pixels[j, i, 3]
            by = a if a > _0 else _1
            for c in range(3):
                pixels[j, i, c] = row[4 * i + c] * by


def to_linear(plane: Plane) -> None:
    """sRGB-encoded premultiplied values become linear light."""
    _bend(plane, False)


def to_encoded(plane: Plane) -> None:
    """Linear premultiplied light becomes sRGB-encoded values."""
    _bend(plane, True)
