"""CSS's filter functions as steps, by the equivalents of Filter Effects Module Level 1.

They work on sRGB-encoded values whatever ``color-interpolation-filters`` says; blur() and drop-shadow() work in the light of the canvas,
so that a plate in linear light is blurred as light is.
"""

from __future__ import annotations

from collections.abc import Callable

import tinycss2

from generator.elements.context import Context
from generator.elements.filter_primitives import hue_rotation, matrix_of, saturation
from generator.elements.filter_space import EVERYWHERE
from generator.elements.kinds import COLOUR
from generator.elements.lengths import angle, fraction, length
from generator.motion.track import Value
from generator.scene.effects import Blur, ColourMatrix, Composite, Flood, Input, Merge, Offset, Primitive, Step
from generator.values.colour import Colour

Steps = tuple[Step, ...]


def _step(primitive: Primitive, context: Context, *inputs: Input) -> Step:
    return Step(primitive, inputs, EVERYWHERE, context.book.light == "linear")


def _distance(text: str, context: Context) -> float:
    if text.endswith("%"):
        raise ValueError(f"{text} is a percentage; a length is wanted")
    return length(text, context, "other")


def _deviation(text: str, context: Context) -> float:
    value = _distance(text, context)
    if value < 0:
        raise ValueError(f"a blur of {text} is negative")
    return value


def blur(text: str, context: Context) -> Steps:
    """``blur(2px)``."""
    sigma = _deviation(text, context) if text else 0.0
    return (_step(Blur(sigma, sigma), context, "source"),)


def drop_shadow(text: str, context: Context) -> Steps:
    """``drop-shadow(1px 2px 3px red)``: the colour first or last, the current colour where there is none."""
    words = [token.serialize() for token in tinycss2.parse_component_value_list(text) if token.type != "whitespace"]
    if len(words) > 4:
        raise ValueError(f"drop-shadow({text}) has too many values")
    colour: Value[Colour] = context.value("color", COLOUR)
    for at in (0, -1):
        if words and not words[at][0].isdigit() and words[at][0] not in "+-.":
            colour = COLOUR.parse(words.pop(at), context)
            break
    if len(words) not in (2, 3):
        raise ValueError(f"drop-shadow({text}) lacks an offset along x and y")
    x, y = _distance(words[0], context), _distance(words[1], context)
    sigma = _deviation(words[2], context) if len(words) == 3 else 0.0
    return (
        _step(Blur(sigma, sigma), context, "alpha"),
        _step(Offset(x, y), context, 0),
        _step(Flood(colour), context),
        _step(Composite("in"), context, 2, 1),
        _step(Merge(), context, 3, "source"),
    )


def _amount(text: str) -> float:
    value = fraction(text) if text else 1.0
    if value < 0:
        raise ValueError(f"the amount {text} is negative")
    return value


Rows = tuple[tuple[float, float, float], tuple[float, float, float], tuple[float, float, float]]
_PLAIN: Rows = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)


def _scaled(scale: float, shift: float = 0.0) -> tuple[float, ...]:
    return matrix_of(tuple((r * scale, g * scale, b * scale) for r, g, b in _PLAIN), shift)


def _between(rows: Rows, amount: float) -> tuple[float, ...]:
    """From the identity at 0 to some rows at 1."""
    s = min(1.0, amount)
    return matrix_of(tuple((a + (p - a) * s, b + (q - b) * s, c + (r - c) * s) for (a, b, c), (p, q, r) in zip(_PLAIN, rows, strict=True)))


_GREY: Rows = ((0.2126, 0.7152, 0.0722),) * 3
_SEPIA: Rows = (0.393, 0.769, 0.189), (0.349, 0.686, 0.168), (0.272, 0.534, 0.131)


def _toned(matrix: Callable[[float], tuple[float, ...]]) -> Callable[[str, Context], Steps]:
    """A function of one amount."""
    return lambda text, _: (Step(ColourMatrix(matrix(_amount(text))), ("source",), EVERYWHERE, linear=False),)


def hue_rotate(text: str, _context: Context) -> Steps:
    """``hue-rotate(90deg)``."""
    return (Step(ColourMatrix(hue_rotation(angle(text) if text else 0.0)), ("source",), EVERYWHERE, linear=False),)


FUNCTIONS: dict[str, Callable[[str, Context], Steps]] = {
    "blur": blur,
    "brightness": _toned(_scaled),
    "contrast": _toned(lambda a: _scaled(a, 0.5 - 0.5 * a)),
    "drop-shadow": drop_shadow,
    "grayscale": _toned(lambda a: _between(_GREY, a)),
    "hue-rotate": hue_rotate,
    "invert": _toned(lambda a: _scaled(1 - 2 * min(1.0, a), min(1.0, a))),
    "opacity": _toned(lambda a: matrix_of(_PLAIN, alpha=min(1.0, a))),
    "saturate": _toned(saturation),
    "sepia": _toned(lambda a: _between(_SEPIA, a)),
}
"""Each function by name: its arguments as text to its steps; ValueError with a sentence for arguments that are none."""
