"""The properties of SVG 2 and CSS that mean something here: inherited or not, what they are at first, how shorthands unfold.

An attribute with one of these names is a presentation attribute, except where ``attribute`` is false.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import tinycss2


@dataclass(frozen=True, slots=True)
class Property:
    """One property. ``attribute``: also a presentation attribute."""

    initial: str
    inherited: bool = False
    attribute: bool = True


_INHERITED = {
    "clip-rule": "nonzero", "color": "black", "color-interpolation": "sRGB", "color-interpolation-filters": "linearRGB",
    "color-rendering": "auto", "cursor": "auto", "direction": "ltr", "dominant-baseline": "auto", "fill": "black", "fill-opacity": "1",
    "fill-rule": "nonzero",
    "font-family": "", "font-feature-settings": "normal", "font-kerning": "auto", "font-optical-sizing": "auto",
    "font-size": "medium",
    "font-size-adjust": "none", "font-stretch": "normal", "font-style": "normal", "font-synthesis": "weight style small-caps",
    "font-variant": "normal", "font-variant-caps": "normal", "font-variant-east-asian": "normal", "font-variant-ligatures": "normal",
    "font-variant-numeric": "normal", "font-variant-position": "normal", "font-variation-settings": "normal", "font-weight": "normal",
    "glyph-orientation-vertical": "auto", "image-rendering": "auto", "kerning": "auto", "letter-spacing": "normal", "line-break": "auto",
    "line-height": "normal", "marker-end": "none", "marker-mid": "none", "marker-start": "none", "overflow-wrap": "normal",
    "paint-order": "normal",
    "pointer-events": "auto", "shape-rendering": "auto", "stroke": "none", "stroke-dasharray": "none", "stroke-dashoffset": "0",
    "stroke-linecap": "butt", "stroke-linejoin": "miter", "stroke-miterlimit": "4", "stroke-opacity": "1", "stroke-width": "1",
    "text-align": "start", "text-align-last": "auto", "text-anchor": "start", "text-autospace": "no-autospace", "text-indent": "0",
    "text-orientation": "mixed", "text-rendering": "auto", "text-spacing-trim": "space-all", "text-transform": "none",
    "visibility": "visible", "white-space": "normal", "word-break": "normal",
    "word-spacing": "normal", "writing-mode": "horizontal-tb",
}  # fmt: skip
_OWN = {
    "alignment-baseline": "auto", "baseline-shift": "0", "clip-path": "none", "display": "inline",
    "enable-background": "accumulate", "filter": "none", "flood-color": "black", "flood-opacity": "1", "inline-size": "0",
    "lighting-color": "white", "mask": "none", "mask-type": "luminance", "opacity": "1", "overflow": "visible",
    "shape-inside": "none", "shape-margin": "0", "shape-padding": "0", "shape-subtract": "none", "stop-color": "black", "stop-opacity": "1",
    "text-decoration": "none", "text-decoration-color": "currentcolor", "text-decoration-line": "none", "text-decoration-style": "solid",
    "text-overflow": "clip", "transform": "none", "transform-box": "view-box", "transform-origin": "0 0", "unicode-bidi": "normal",
    "vector-effect": "none",
}  # fmt: skip
_STYLE_ONLY = {"background-color": "transparent", "isolation": "auto", "mix-blend-mode": "normal"}
GEOMETRY = {"cx": "0", "cy": "0", "d": "none", "height": "auto", "r": "0", "rx": "auto", "ry": "auto", "width": "auto", "x": "0", "y": "0"}

PROPERTIES: dict[str, Property] = {
    **{name: Property(initial, inherited=True) for name, initial in _INHERITED.items()},
    **{name: Property(initial) for name, initial in _OWN.items()},
    **{name: Property(initial, attribute=False) for name, initial in _STYLE_ONLY.items()},
    **{name: Property(initial, attribute=False) for name, initial in GEOMETRY.items()},
}
"""Every property by name. Geometry (``x``, ``r``, ``d`` ...) is no presentation attribute here: an attribute of that name means different
things on different elements, so elements read it as an attribute and let the style sheet win."""

PRESENTATION = frozenset(name for name, known in PROPERTIES.items() if known.attribute)

_WIDE = ("inherit", "initial", "unset", "revert")
_STRETCHES = frozenset(
    ("ultra-condensed", "extra-condensed", "condensed", "semi-condensed", "semi-expanded", "expanded", "extra-expanded", "ultra-expanded")
)
_WEIGHTS = frozenset(("bold", "bolder", "lighter", *(str(n) for n in range(100, 1000, 100))))
_FONT = (
    "font-style", "font-variant", "font-weight", "font-stretch", "font-size", "line-height", "font-family", "font-size-adjust",
    "font-kerning", "font-feature-settings", "font-variation-settings", "font-optical-sizing", "font-variant-caps",
    "font-variant-ligatures", "font-variant-numeric", "font-variant-position", "font-variant-east-asian",
)  # fmt: skip


def unfold(name: str, value: str) -> Iterator[tuple[str, str]]:
    """The longhands of one declaration; a declaration that is no shorthand is its own."""
    if name == "marker":
        yield from ((f"marker-{part}", value) for part in ("start", "mid", "end"))
    elif name == "font":
        yield from _font(value)
    else:
        yield name, value


def _font(value: str) -> Iterator[tuple[str, str]]:
    """``[style || variant || weight || stretch] size[/line-height] family``; nothing for one that cannot be read."""
    if value.strip().lower() in _WIDE:
        yield from ((name, value) for name in _FONT)
        return
    found = {name: PROPERTIES[name].initial for name in _FONT}
    words = value.split()
    while words and (name := _font_word(words[0].lower())):
        if name != "normal":
            found[name] = words[0]
        words.pop(0)
    if len(words) < 2:
        return
    size, slash, height = words[0].partition("/")
    found["font-size"] = size
    if slash:
        found["line-height"] = height
    found["font-family"] = " ".join(words[1:])
    yield from found.items()


def _font_word(word: str) -> str | None:
    """Which longhand a leading word of ``font`` belongs to."""
    if word == "normal":
        return "normal"
    if word in ("italic", "oblique"):
        return "font-style"
    if word == "small-caps":
        return "font-variant"
    if word in _WEIGHTS:
        return "font-weight"
    return "font-stretch" if word in _STRETCHES else None


def declarations(source: str | list[tinycss2.ast.Node]) -> list[tuple[str, str, bool]]:
    """``(property, value, important)`` of a style attribute or the inside of a rule; faulty declarations are dropped, as CSS says."""
    found: list[tuple[str, str, bool]] = []
    for node in tinycss2.parse_blocks_contents(source, skip_comments=True, skip_whitespace=True):
        if node.type != "declaration":
            continue
        name = node.name if node.name.startswith("--") else node.lower_name
        value = tinycss2.serialize([token for token in node.value if token.type != "comment"]).strip()
        found += [(longhand, text, node.important) for longhand, text in unfold(name, value)]
    return found
