"""Colour as light.

A :class:`Colour` holds linear Rec. 709 light, straight alpha, and no upper bound: 1.0 is the white of a page, 4.0 a
lamp. Text in, text out: CSS Color 4 through :func:`parse` (in ``values/css_colour.py``); the sRGB curve is IEC 61966-2-1's, mirrored
for negative values and carried on above 1.0 so that nothing is clamped on the way.
"""

from __future__ import annotations

from dataclasses import dataclass


def decode(v: float) -> float:
    """One sRGB-encoded component to linear light; odd, and unbounded above (IEC 61966-2-1)."""
    a = abs(v)
    linear = a / 12.92 if a <= 0.04045 else ((a + 0.055) / 1.055) ** 2.4
    return linear if v >= 0 else -linear


def encode(v: float) -> float:
    """One linear component to the sRGB curve; the inverse of :func:`decode`."""
    a = abs(v)
    coded = a * 12.92 if a <= 0.0031308 else 1.055 * a ** (1 / 2.4) - 0.055
    return coded if v >= 0 else -coded


@dataclass(frozen=True, slots=True)
class Colour:
    """Linear Rec. 709 red, green and blue (scene light, unbounded) and straight alpha in 0..1."""

    r: float
    g: float
    b: float
    a: float = 1.0

    @classmethod
    def srgb(cls, r: float, g: float, b: float, a: float = 1.0) -> Colour:
        """From sRGB-encoded components, 0..1 (more for emitters)."""
        return cls(decode(r), decode(g), decode(b), a)

    def encoded(self) -> tuple[float, float, float, float]:
        """sRGB-encoded red, green, blue, and alpha as it is."""
        return encode(self.r), encode(self.g), encode(self.b), self.a

    def faded(self, opacity: float) -> Colour:
        """The same light with its alpha multiplied."""
        return Colour(self.r, self.g, self.b, self.a * opacity)

    def brighter(self, factor: float) -> Colour:
        """The same colour with ``factor`` times the light."""
        return Colour(self.r * factor, self.g * factor, self.b * factor, self.a)


BLACK = Colour(0.0, 0.0, 0.0)
WHITE = Colour(1.0, 1.0, 1.0)
TRANSPARENT = Colour(0.0, 0.0, 0.0, 0.0)


def mix(one: Colour, two: Colour, u: float) -> Colour:
    """Between two colours in sRGB-encoded values, as SVG's ``color-interpolation: sRGB`` animates; ``u`` may leave 0..1."""
    p, q = one.encoded(), two.encoded()
    return Colour.srgb(*(a + (b - a) * u for a, b in zip(p, q, strict=True)))
