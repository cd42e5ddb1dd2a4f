"""From a text element's tree to its addressable characters: white space, hidden parts, the embedding levels of both writing directions.

<text>a <tspan>b</tspan></text>   ->   Source(text="a b", parts=(text 0..3, tspan 2..3), leaves=(0..2 of part 0, 2..3 of part 1))
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from generator.documents.element import Element
from generator.elements.context import Context
from generator.elements.kinds import KEYWORD
from generator.elements.text_path import path_of
from generator.motion.track import at
from generator.typography import bidi

_BLANK = "\t\n\r "
_SPANS = frozenset(("tspan", "a", "textPath", "tref"))
_OPENING = {
    "embed": (bidi.LRE, bidi.RLE),
    "bidi-override": (bidi.LRO, bidi.RLO),
    "isolate": (bidi.LRI, bidi.RLI),
    "isolate-override": (bidi.LRI + bidi.LRO, bidi.RLI + bidi.RLO),
    "plaintext": (bidi.FSI, bidi.FSI),
}
_CLOSING = {
    "embed": bidi.PDF,
    "bidi-override": bidi.PDF,
    "isolate": bidi.PDI,
    "isolate-override": bidi.PDF + bidi.PDI,
    "plaintext": bidi.PDI,
}


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """An element of the text: its characters ``start`` to ``end``, its parent among the parts (-1 for the text itself)."""

    element: Element
    context: Context
    parent: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Leaf:
    """Characters ``start`` to ``end``, directly inside of a part."""

    part: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A text's characters after white space is dealt with; ``base`` is the level of the paragraph."""

    text: str
    parts: tuple[Part, ...]
    leaves: tuple[Leaf, ...]
    levels: tuple[int, ...]
    base: int

    def chain(self, part: int) -> Iterator[int]:
        """A part and those around it, inside first."""
        while part >= 0:
            yield part
            part = self.parts[part].parent


@dataclass(slots=True)
class _Raw:
    """What the walk finds: elements with the raw characters they cover, and each character's part and white-space mode."""

    parts: list[tuple[Element, Context, int, int, int]] = field(default_factory=list)
    chars: list[tuple[str, int, str]] = field(default_factory=list)


def source_of(element: Element, context: Context) -> Source:
    """The characters of a text element."""
    raw = _Raw()
    _walk(raw, element, context, -1, _space_mode(element, context, "collapse"))
    kept = _collapsed(raw.chars)
    before = [0]
    for char in kept:
        before.append(before[-1] + (char is not None))
    parts = tuple(Part(e, c, parent, before[start], before[end]) for e, c, parent, start, end in raw.parts)
    shown = [(char, part) for char, (_, part, _) in zip(kept, raw.chars, strict=True) if char is not None]
    text = "".join(char for char, _ in shown)
    base = None if context.text("unicode-bidi") == "plaintext" else int(context.text("direction") == "rtl")
    levels = _levels(text, parts, base)
    return Source(
        text, parts, tuple(_leaves([part for _, part in shown])), levels, base if base is not None else min(levels, default=0) % 2
    )


def _walk(raw: _Raw, element: Element, context: Context, parent: int, mode: str) -> None:
    index = len(raw.parts)
    raw.parts.append((element, context, parent, len(raw.chars), 0))
    for child in _content(element, context):
        if isinstance(child, str):
            raw.chars += [(char, index, mode) for char in child]
        elif child.tag in _SPANS and (child.tag != "textPath" or element.tag in ("text", "a")):
            below = context.child(child)
            if below.text("display") != "none" and (child.tag != "textPath" or path_of(child, below) is not None):
                _walk(raw, child, below, index, _space_mode(child, below, mode))
    raw.parts[index] = (element, context, parent, raw.parts[index][3], len(raw.chars))


def _content(element: Element, context: Context) -> Sequence[Element | str]:
    """The children; for a ``tref``, all the characters of the element that it refers to."""
    if element.tag != "tref":
        return element.children
    target = context.book.document.ids.get(element.get("href").removeprefix("#"))
    return [c for e in target.walk() for c in e.children if isinstance(c, str)] if target else ()


def _space_mode(element: Element, context: Context, inherited: str) -> str:
    """``collapse``, ``spaces`` (kept, line breaks count as spaces), ``pre`` (both kept) or ``lines`` (line breaks kept)."""
    if "white-space" in element.style:
        word = at(context.value("white-space", KEYWORD), 0.0)
        return {"pre": "pre", "pre-wrap": "pre", "break-spaces": "pre", "pre-line": "lines"}.get(word, "collapse")
    space = element.attributes.get("xml:space")
    return inherited if space is None else "spaces" if space == "preserve" else "collapse"


def _collapsed(chars: Sequence[tuple[str, int, str]]) -> list[str | None]:
    """Each raw character as it counts, or None for one that goes."""
    out: list[str | None] = []
    last = " "
    for char, _, mode in chars:
        kept: str | None = char
        if char in _BLANK:
            breaks = char == "\n" and mode in ("pre", "lines")
            kept = "\n" if breaks else " "
            if mode in ("collapse", "lines") and not breaks and last in " \n":
                kept = None
        last = kept or last
        out.append(kept)
    for i in range(len(out) - 1, -1, -1):
        if out[i] == " " and chars[i][2] in ("collapse", "lines"):
            out[i] = None
        if out[i] is not None:
            break
    return out


def _leaves(owners: Sequence[int]) -> Iterator[Leaf]:
    start = 0
    for i in range(1, len(owners) + 1):
        if i == len(owners) or owners[i] != owners[start]:
            yield Leaf(owners[start], start, i)
            start = i


def _levels(text: str, parts: Sequence[Part], base: int | None) -> tuple[int, ...]:
    """Embedding levels, with the controls that ``unicode-bidi`` stands for put in and taken out again."""
    opening: dict[int, str] = {}
    closing: dict[int, str] = {}
    for part in parts[1:]:
        how = part.context.text("unicode-bidi")
        if how in _OPENING and part.end > part.start:
            opening[part.start] = opening.get(part.start, "") + _OPENING[how][part.context.text("direction") == "rtl"]
            closing[part.end] = _CLOSING[how] + closing.get(part.end, "")
    if parts[0].context.text("unicode-bidi") in ("bidi-override", "isolate-override"):
        opening[0] = (bidi.RLO if base else bidi.LRO) + opening.get(0, "")
    controlled, places = "", []
    for i, char in enumerate(text):
        controlled += closing.get(i, "") + opening.get(i, "")
        places.append(len(controlled))
        controlled += char
    found = bidi.levels(controlled, base)
    return tuple(found[place] for place in places)
