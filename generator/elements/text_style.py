"""The font properties of an element as values: CSS Fonts 4 to what the typography room asks for."""

from __future__ import annotations

import re
from functools import partial
from typing import get_args

import tinycss2

from generator.elements.context import Context
from generator.elements.kind import Kind
from generator.elements.kinds import FONT_SIZE, KEYWORD, TEXT
from generator.elements.lengths import fraction, length, number
from generator.motion.track import Value, at, combine
from generator.problems import did_you_mean
from generator.typography.case import CASES
from generator.typography.fonts import FontBook, Slant, Wish
from generator.typography.shape import Style

_STRETCH = {
    "ultra-condensed": 50.0, "extra-condensed": 62.5, "condensed": 75.0, "semi-condensed": 87.5, "normal": 100.0,
    "semi-expanded": 112.5, "expanded": 125.0, "extra-expanded": 150.0, "ultra-expanded": 200.0,
}  # fmt: skip
_STRETCHES = sorted(_STRETCH.values())
_LIGATURES = {
    "common-ligatures": ("liga", 1), "no-common-ligatures": ("liga", 0), "discretionary-ligatures": ("dlig", 1),
    "no-discretionary-ligatures": ("dlig", 0), "historical-ligatures": ("hlig", 1), "no-historical-ligatures": ("hlig", 0),
    "contextual": ("calt", 1), "no-contextual": ("calt", 0),
}  # fmt: skip
_FEATURES = {
    **_LIGATURES, "lining-nums": ("lnum", 1), "oldstyle-nums": ("onum", 1), "proportional-nums": ("pnum", 1), "tabular-nums": ("tnum", 1),
    "diagonal-fractions": ("frac", 1), "stacked-fractions": ("afrc", 1), "ordinal": ("ordn", 1), "slashed-zero": ("zero", 1),
    "sub": ("subs", 1), "super": ("sups", 1), "all-small-caps": ("c2sc", 1), "petite-caps": ("pcap", 1), "unicase": ("unic", 1),
    "titling-caps": ("titl", 1), "simplified": ("smpl", 1), "traditional": ("trad", 1), "full-width": ("fwid", 1),
    "proportional-width": ("pwid", 1), "ruby": ("ruby", 1),
}  # fmt: skip
_VARIANTS = ("font-variant", "font-variant-caps", "font-variant-ligatures", "font-variant-numeric", "font-variant-position",
             "font-variant-east-asian")  # fmt: skip
_PAIR = re.compile(r"""\s*["'](.{4})["']\s*(.*?)\s*""", re.DOTALL)

Pairs = tuple[tuple[str, float], ...]


def _mix(a: float, b: float, u: float) -> float:
    return a + (b - a) * u


def _weight(text: str, context: Context) -> float:
    word = text.strip().lower()
    if word in ("normal", "bold"):
        return 400.0 if word == "normal" else 700.0
    if word in ("bolder", "lighter"):
        parent = at(context.parent.value("font-weight", WEIGHT), 0.0) if context.parent else 400.0
        return _bolder(parent) if word == "bolder" else _lighter(parent)
    value = number(word)
    if not 1 <= value <= 1000:
        raise ValueError(f"{text!r} is no font weight; they go from 1 to 1000")
    return value


def _bolder(weight: float) -> float:
    """CSS Fonts 4, section 2.2.1."""
    return 400.0 if weight < 350 else 700.0 if weight < 550 else max(900.0, weight)


def _lighter(weight: float) -> float:
    return min(100.0, weight) if weight < 550 else 400.0 if weight < 750 else 700.0


def _stretch(text: str, context: Context) -> float:
    word = text.strip().lower()
    if word in ("narrower", "wider"):
        parent = at(context.parent.value("font-stretch", STRETCH), 0.0) if context.parent else 100.0
        near = min(range(len(_STRETCHES)), key=lambda i: abs(_STRETCHES[i] - parent))
        return _STRETCHES[max(0, near - 1) if word == "narrower" else min(len(_STRETCHES) - 1, near + 1)]
    if word in _STRETCH:
        return _STRETCH[word]
    if not word.endswith("%"):
        raise ValueError(f"{text!r} is no font stretch")
    return 100 * fraction(word)


_GENERIC = frozenset(("serif", "sans-serif", "monospace", "cursive", "fantasy", "math", "emoji"))


def _families(text: str, context: Context) -> tuple[str, ...]:
    """Names in order, quoted or not, without their quotes and doubled blanks; a problem where none of them is there."""
    found, words = [], list[str]()
    for token in [*tinycss2.parse_component_value_list(text), None]:
        if token is None or token.type == "literal":
            found.append(" ".join(words))
            words = []
        elif token.type in ("ident", "string"):
            words.append(token.value)
    names, fonts = tuple(name for name in found if name), context.book.fonts
    if names and not any(_known(name, fonts) for name in names) and fonts.families:
        context.problem(f"there is no font family {names[0]}{did_you_mean(names[0], fonts.families)}")
    return names


def _known(name: str, fonts: FontBook) -> bool:
    return name.lower() in _GENERIC or name.lower().startswith(("system-ui", "ui-")) or fonts.has_family(name)


def _pairs(text: str, _: Context) -> Pairs:
    """``"wght" 700, "wdth" 80`` and ``"tnum", "liga" off``."""
    if text.strip().lower() == "normal":
        return ()
    found = []
    for item in text.split(","):
        match = _PAIR.fullmatch(item)
        if not match:
            raise ValueError(f'{item.strip()!r} is no setting; write "wght" 700')
        found.append((match[1], {"": 1.0, "on": 1.0, "off": 0.0}.get(match[2]) if match[2] in ("", "on", "off") else number(match[2])))
    return tuple((tag, value) for tag, value in found if value is not None)


def _mix_pairs(a: Pairs, b: Pairs, u: float) -> Pairs:
    if [tag for tag, _ in a] != [tag for tag, _ in b]:
        return a if u < 0.5 else b
    return tuple((tag, _mix(p, q, u)) for (tag, p), (_, q) in zip(a, b, strict=True))


def _spacing(text: str, context: Context) -> float:
    word = text.strip().lower()
    if word == "normal":
        return 0.0
    return context.font_size * fraction(word) if word.endswith("%") else length(word, context, "x")


def _adjust(text: str, _: Context) -> float | None:
    return None if text.strip().lower() == "none" else number(text)


WEIGHT: Kind[float] = Kind("font weight", _weight, _mix)
STRETCH: Kind[float] = Kind("font stretch", _stretch, _mix)
FAMILIES: Kind[tuple[str, ...]] = Kind("font families", _families)
SETTINGS: Kind[Pairs] = Kind("font settings", _pairs, _mix_pairs)
SPACING: Kind[float] = Kind("spacing", _spacing, _mix, lambda a, b: a + b, lambda a, b: abs(b - a))
_ADJUST: Kind[float | None] = Kind("font-size-adjust", _adjust)


def language_of(context: Context) -> str:
    """The nearest ``xml:lang`` or ``lang``, else the document's language."""
    here: Context | None = context
    while here is not None:
        for name in ("xml:lang", "lang"):
            if name in here.element.attributes:
                return here.element.get(name)
        here = here.parent
    return context.book.language


def style_of(context: Context) -> Value[Style]:
    """All that shaping needs to know of an element's style."""
    variants = combine(lambda *found: " ".join(found), *[context.value(name, KEYWORD) for name in _VARIANTS])
    features = combine(
        _features,
        variants,
        context.value("font-kerning", KEYWORD),
        context.value("font-feature-settings", SETTINGS),
    )
    wish = combine(
        _wish,
        context.value("font-family", FAMILIES),
        context.value("font-weight", WEIGHT),
        context.value("font-stretch", STRETCH),
        context.value("font-style", TEXT),
        context.value("font-variation-settings", SETTINGS),
        _optical(context),
    )
    size = combine(_adjusted, context.book.fonts, wish, context.value("font-size", FONT_SIZE), context.value("font-size-adjust", _ADJUST))
    letters, words = context.value("letter-spacing", SPACING), context.value("word-spacing", SPACING)
    small = combine(lambda text: "small-caps" in text.split() or "all-small-caps" in text.split(), variants)
    case = combine(lambda text: next((word for word in text.split() if word in CASES), ""), context.value("text-transform", KEYWORD))
    spaced, trimmed = (
        combine(partial(str.__eq__, "normal"), context.value(name, KEYWORD)) for name in ("text-autospace", "text-spacing-trim")
    )
    return combine(Style, wish, size, features, language_of(context), letters, words, small, case, spaced, trimmed)


def _optical(context: Context) -> Value[Pairs]:
    """``font-optical-sizing: auto``: the size on the page is the size that the outlines are meant for."""
    if not context.book.fonts.optical or context.text("font-optical-sizing") == "none":
        return ()
    return combine(lambda size: (("opsz", size),), context.value("font-size", FONT_SIZE))


def _wish(families: tuple[str, ...], weight: float, width: float, style: str, axes: Pairs, optical: Pairs) -> Wish:
    words = style.lower().split()
    slant: Slant = next((s for s in get_args(Slant) if words and s == words[0]), "normal")
    return Wish(families, weight, width, slant, optical + axes)


def _features(variants: str, kerning: str, settings: Pairs) -> tuple[tuple[str, int], ...]:
    """Later entries win, and ``font-feature-settings`` come last."""
    words = variants.split()
    found = [_FEATURES[word] for word in words if word in _FEATURES]
    if "none" in words:
        found += [("liga", 0), ("clig", 0), ("calt", 0)]
    if kerning == "none":
        found.append(("kern", 0))
    return (*found, *((tag, int(value)) for tag, value in settings))


def _adjusted(fonts: FontBook, wish: Wish, size: float, adjust: float | None) -> float:
    """``font-size-adjust``: as large as makes the first font's x-height that share of the asked size."""
    face = fonts.primary(wish) if adjust else None
    return size * adjust / face.metrics.x_height if face and adjust and face.metrics.x_height > 0 else size
