"""CSS Color 4 as text -> :class:`Colour`: names, hex, ``rgb hsl hwb lab lch oklab oklch color``, ``none``, ``currentColor``.

Everything ends as linear Rec. 709. ``color()`` and the Lab family are not clamped above, so that ``color(srgb-linear 4 2 1)`` is a lamp;
below they stop at 0, since there is no negative light and blending breaks on it. ``rgb()``, ``hsl()`` and ``hwb()`` are held to 0..1 as
the specification says. The matrices between RGB spaces are made from their chromaticities.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from colorsys import hls_to_rgb
from dataclasses import dataclass

from tinycss2.color4 import parse_color as parse_name

from generator.problems import did_you_mean
from generator.values.colour import TRANSPARENT, Colour, decode

Triple = tuple[float, float, float]
Matrix = tuple[Triple, Triple, Triple]

_HEX = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")
_CALL = re.compile(r"([a-z][a-z0-9-]*)\(\s*(.*?)\s*\)", re.DOTALL)
_NUMBER = re.compile(r"([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[-+]?[0-9]+)?)(%|deg|grad|rad|turn)?")
_TURNS = {None: 1.0, "deg": 1.0, "grad": 0.9, "rad": 180 / math.pi, "turn": 360.0}


def parse_colour(text: str, current: Colour | None = None) -> Colour:
    """A CSS colour as light; ``current`` is what ``currentColor`` means. Raises ValueError with a sentence for text that is none."""
    plain = text.strip().lower()
    if plain.startswith("#"):
        return _hex(plain)
    call = _CALL.fullmatch(plain)
    if call:
        return _function(call[1], call[2], text)
    if plain == "currentcolor":
        if current is None:
            raise ValueError("currentColor means nothing here")
        return current
    if plain == "transparent":
        return TRANSPARENT
    named = parse_name(plain) if plain.isalpha() else None
    if named is None:
        raise ValueError(f"{text.strip()!r} is no colour")
    return Colour.srgb(*named.coordinates)


def _hex(plain: str) -> Colour:
    if not _HEX.fullmatch(plain):
        raise ValueError(f"{plain!r} is no colour; a hexadecimal one has 3, 4, 6 or 8 digits")
    digits = plain[1:] if len(plain) > 5 else "".join(c + c for c in plain[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in range(0, len(digits), 2)]
    return Colour.srgb(parts[0], parts[1], parts[2], parts[3] if len(parts) == 4 else 1.0)


def _function(name: str, body: str, text: str) -> Colour:
    """A colour function by its name's row in the table, ``color()`` by its space's."""
    space, where = _FUNCTIONS.get(name), f"colour function {name}()"
    if name == "color":
        word, body = [*body.split(None, 1), "", ""][:2]
        space, where = _SPACES.get(word), f"colour space {word!r}"
        if space is None:
            raise ValueError(f"unknown {where}{did_you_mean(word, _SPACES)}")
    elif space is None:
        raise ValueError(f"unknown {where}{did_you_mean(name, [*_FUNCTIONS, 'color'])}")
    numbers = _arguments(body, space, text.strip())
    r, g, b = space.light(*numbers[:3])
    return Colour(max(0.0, r), max(0.0, g), max(0.0, b), numbers[3])


def _arguments(body: str, space: _Space, text: str) -> tuple[float, float, float, float]:
    """Three components and alpha, commas or blanks between them."""
    if "," in body:
        words = [word.strip() for word in body.split(",")]
        signs = {word.endswith("%") for word, one in zip(words, space.whole, strict=False) if one}
        fits = space.commas and len(words) in (3, 4) and len(signs) == 1 and "none" not in words
    else:
        main, slash, alpha = body.partition("/")
        words = main.split() + ([alpha.strip()] if slash else [])
        fits = len(words) == (4 if slash else 3)
    if not fits:
        raise ValueError(f"{text!r} is no colour: three numbers and perhaps an alpha are wanted")
    first, second, third = (_number(w, one, text) for w, one in zip(words[:3], space.whole, strict=True))
    alpha_value = _number(words[3], 1.0, text) if len(words) == 4 else 1.0
    return first, second, third, min(1.0, max(0.0, alpha_value))


def _number(word: str, whole: float, text: str) -> float:
    """A number, a percentage of ``whole``, ``none`` (0), or, where ``whole`` is 0, an angle in degrees."""
    if word == "none":
        return 0.0
    match = _NUMBER.fullmatch(word)
    if not match or (match[2] == "%" and not whole) or (match[2] not in (None, "%") and whole):
        raise ValueError(f"{text!r} is no colour at {word!r}")
    value = float(match[1])
    if not math.isfinite(value):
        raise ValueError(f"{text!r} is no colour: {word!r} is out of bounds")
    if not whole:
        return value * _TURNS[match[2]]
    return value * whole / 100 if match[2] else value


# What each function and space means: how to linear Rec. 709.


@dataclass(frozen=True, slots=True)
class _Space:
    """``whole``: what 100 % is of each component (0: it is an angle). ``light``: the components as linear Rec. 709."""

    whole: Triple
    light: Callable[[float, float, float], Triple]
    commas: bool = False


def _held(v: float) -> float:
    return min(1.0, max(0.0, v))


def _rgb(r: float, g: float, b: float) -> Triple:
    return decode(_held(r / 255)), decode(_held(g / 255)), decode(_held(b / 255))


def _hsl(h: float, s: float, l: float) -> Triple:  # noqa: E741 - lightness
    r, g, b = hls_to_rgb(h % 360 / 360, _held(l / 100), _held(s / 100))
    return decode(r), decode(g), decode(b)


def _hwb(h: float, w: float, k: float) -> Triple:
    w, k = _held(w / 100), _held(k / 100)
    if w + k >= 1:
        grey = decode(w / (w + k))
        return grey, grey, grey
    r, g, b = (decode(c * (1 - w - k) + w) for c in hls_to_rgb(h % 360 / 360, 0.5, 1.0))
    return r, g, b


def _lab(l: float, a: float, b: float) -> Triple:  # noqa: E741 - lightness
    """CIE Lab over D50; the constants are CIE's exact rationals."""
    l = max(0.0, l)  # noqa: E741
    fy = (l + 16) / 116
    f = (fy + a / 500, fy, fy - b / 200)
    x, y, z = (v**3 if v**3 > 216 / 24389 else (116 * v - 16) * 27 / 24389 for v in f)
    return _D50_TO_LIGHT(x * _WHITE_D50[0], y, z * _WHITE_D50[2])


def _oklab(l: float, a: float, b: float) -> Triple:  # noqa: E741 - lightness
    """Ottosson's Oklab straight to linear Rec. 709 (his published matrices of 2021)."""
    l = max(0.0, l)  # noqa: E741
    x = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3
    y = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3
    z = (l - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z,
        -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z,
        -0.0041960863 * x - 0.7034186147 * y + 1.7076147010 * z,
    )


def _polar(lab: Callable[[float, float, float], Triple]) -> Callable[[float, float, float], Triple]:
    """Lightness, chroma and hue by way of lightness, a and b."""

    def light(l: float, chroma: float, hue: float) -> Triple:  # noqa: E741
        chroma, turn = max(0.0, chroma), math.radians(hue)
        return lab(l, chroma * math.cos(turn), chroma * math.sin(turn))

    return light


def _inverse(m: Matrix) -> Matrix:
    (a, b, c), (d, e, f), (g, h, i) = m
    p, q, r = e * i - f * h, f * g - d * i, d * h - e * g
    det = a * p + b * q + c * r
    return (
        (p / det, (c * h - b * i) / det, (b * f - c * e) / det),
        (q / det, (a * i - c * g) / det, (c * d - a * f) / det),
        (r / det, (b * g - a * h) / det, (a * e - b * d) / det),
    )


def _apply(m: Matrix, v: Triple) -> Triple:
    x, y, z = (row[0] * v[0] + row[1] * v[1] + row[2] * v[2] for row in m)
    return x, y, z


def _times(m: Matrix, n: Matrix) -> Matrix:
    columns = [_apply(m, (n[0][i], n[1][i], n[2][i])) for i in range(3)]
    x, y, z = ((columns[0][i], columns[1][i], columns[2][i]) for i in range(3))
    return x, y, z


def _white(x: float, y: float) -> Triple:
    return x / y, 1.0, (1 - x - y) / y


_WHITE_D50, _WHITE_D65 = _white(0.3457, 0.3585), _white(0.3127, 0.3290)


def _to_xyz(primaries: tuple[float, ...], white: Triple) -> Matrix:
    """RGB to XYZ from the chromaticities ``xr yr xg yg xb yb`` and a white (SMPTE RP 177)."""
    xyz = [_white(primaries[i], primaries[i + 1]) for i in (0, 2, 4)]
    x, y, z = ((xyz[0][i], xyz[1][i], xyz[2][i]) for i in range(3))
    s = _apply(_inverse((x, y, z)), white)
    x, y, z = ((row[0] * s[0], row[1] * s[1], row[2] * s[2]) for row in (x, y, z))
    return x, y, z


def _adapted() -> Matrix:
    """Bradford's adaptation from D50 to D65."""
    cones = ((0.8951, 0.2664, -0.1614), (-0.7502, 1.7135, 0.0367), (0.0389, -0.0685, 1.0296))
    (a, b, c), (d, e, f) = _apply(cones, _WHITE_D65), _apply(cones, _WHITE_D50)
    return _times(_inverse(cones), _times(((a / d, 0.0, 0.0), (0.0, b / e, 0.0), (0.0, 0.0, c / f)), cones))


_LIGHT = _inverse(_to_xyz((0.64, 0.33, 0.30, 0.60, 0.15, 0.06), _WHITE_D65))
_D50 = _times(_LIGHT, _adapted())
_P3 = _times(_LIGHT, _to_xyz((0.68, 0.32, 0.265, 0.69, 0.15, 0.06), _WHITE_D65))
_A98 = _times(_LIGHT, _to_xyz((0.64, 0.33, 0.21, 0.71, 0.15, 0.06), _WHITE_D65))
_REC2020 = _times(_LIGHT, _to_xyz((0.708, 0.292, 0.170, 0.797, 0.131, 0.046), _WHITE_D65))
_PROPHOTO = _times(_D50, _to_xyz((0.734699, 0.265301, 0.159597, 0.840403, 0.036598, 0.000105), _WHITE_D50))


def _straight(v: float) -> float:
    return v


def _rec2020(v: float) -> float:
    """ITU-R BT.2020's curve for 12 bits and more, undone."""
    a = abs(v)
    linear = a / 4.5 if a < 0.018053968510807 * 4.5 else ((a + 0.09929682680944) / 1.09929682680944) ** (1 / 0.45)
    return math.copysign(linear, v)


def _a98(v: float) -> float:
    return math.copysign(abs(v) ** (563 / 256), v)


def _prophoto(v: float) -> float:
    a = abs(v)
    return math.copysign(a / 16 if a <= 16 / 512 else a**1.8, v)


def _through(matrix: Matrix | None, curve: Callable[[float], float]) -> Callable[[float, float, float], Triple]:
    def light(r: float, g: float, b: float) -> Triple:
        linear = curve(r), curve(g), curve(b)
        return _apply(matrix, linear) if matrix else linear

    return light


_D50_TO_LIGHT = _through(_D50, _straight)
_UNIT = (1.0, 1.0, 1.0)

_FUNCTIONS = {
    "rgb": _Space((255.0, 255.0, 255.0), _rgb, commas=True),
    "rgba": _Space((255.0, 255.0, 255.0), _rgb, commas=True),
    "hsl": _Space((0.0, 100.0, 100.0), _hsl, commas=True),
    "hsla": _Space((0.0, 100.0, 100.0), _hsl, commas=True),
    "hwb": _Space((0.0, 100.0, 100.0), _hwb),
    "lab": _Space((100.0, 125.0, 125.0), _lab),
    "lch": _Space((100.0, 150.0, 0.0), _polar(_lab)),
    "oklab": _Space((1.0, 0.4, 0.4), _oklab),
    "oklch": _Space((1.0, 0.4, 0.0), _polar(_oklab)),
}
_SPACES = {
    "srgb": _Space(_UNIT, _through(None, decode)),
    "srgb-linear": _Space(_UNIT, _through(None, _straight)),
    "display-p3": _Space(_UNIT, _through(_P3, decode)),
    "a98-rgb": _Space(_UNIT, _through(_A98, _a98)),
    "prophoto-rgb": _Space(_UNIT, _through(_PROPHOTO, _prophoto)),
    "rec2020": _Space(_UNIT, _through(_REC2020, _rec2020)),
    "xyz": _Space(_UNIT, _through(_LIGHT, _straight)),
    "xyz-d65": _Space(_UNIT, _through(_LIGHT, _straight)),
    "xyz-d50": _Space(_UNIT, _D50_TO_LIGHT),
}
