"""What fills: a scene's paint as a skia paint for one drawing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from generator.motion.track import Track, Value
from generator.paint.gradients import fill_gradient
from generator.paint.paths import matrix
from generator.paint.patterns import pattern_shader
from generator.paint.pen import Pen
from generator.paint.sheets import Box, picture
from generator.paint.skia_loader import skia
from generator.paint.still import now
from generator.scene.paints import LinearGradient, Paint, Pattern, RadialGradient, Solid
from generator.values.geometry import Affine


def shaded(shader: Any) -> Any:
    """A skia paint with a shader. ``setShader`` would send the shader's image through an 8-bit file: only the constructor keeps floats."""
    return skia.Paint(Shader=shader)


def brush(wanted: Value[Paint], opacity: float, pen: Pen, touched: Callable[[], Box], drawn_in: Affine | None = None) -> Any:
    """A skia paint for the pen's space, or None where it would draw nothing.

    ``touched`` are the device pixels that the drawing can reach; ``drawn_in`` is the space that it will be drawn in, where that is
    not the pen's.
    """
    assert not isinstance(wanted, Track)
    if isinstance(wanted, Solid):
        return _solid(pen.numbers(now(wanted.colour), opacity))
    back = (drawn_in or pen.ctm).inverse()
    seen = touched().within(pen.sheet.clip)
    if back is None or seen.empty or opacity * pen.alpha <= 0:
        return None
    shader = pattern_shader(wanted, pen, back, seen) if isinstance(wanted, Pattern) else _gradient(wanted, pen, back, seen)
    if shader is None:
        return None
    made = shaded(shader)
    made.setAlphaf(opacity * pen.alpha)
    return made


def _solid(numbers: tuple[float, float, float, float]) -> Any:
    if numbers[3] <= 0:
        return None
    made = skia.Paint()
    made.setColor4f(skia.Color4f(*numbers))
    return made


def _gradient(paint: LinearGradient | RadialGradient, pen: Pen, back: Affine, seen: Box) -> Any:
    pixels = fill_gradient(paint, pen, seen)
    if pixels is None:
        return None
    pen.sheet.source = pixels
    clamp = skia.TileMode.kClamp
    return picture(pixels).makeShader(clamp, clamp, skia.SamplingOptions(), matrix(back @ Affine.translation(seen.left, seen.top)))
