"""FontBook: the fonts that were given, and the choice among them as CSS Fonts 4 makes it (section 5.2). System fonts are never used.

A font file covers a range of weights (``wght``), widths (``wdth``) and slants; a static one covers a point. Matching narrows a family by
width, then by style, then by weight; what is left is one file, whose every axis is set: by the wish, by
``font-variation-settings``, else by its default.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import uharfbuzz as hb

from generator.typography.face import Face
from generator.typography.memo import Memo

Slant = Literal["normal", "italic", "oblique"]

# OS/2 usWidthClass 1 to 9 as CSS percentages.
_WIDTHS = (50.0, 62.5, 75.0, 87.5, 100.0, 112.5, 125.0, 150.0, 200.0)
_OBLIQUE = 14.0  # degrees that "oblique" means without an angle
_SLANT_AXES: Mapping[str, Slant] = {"slnt": "oblique", "ital": "italic"}
_STYLES: Mapping[Slant, tuple[Slant, ...]] = {
    "normal": ("normal", "oblique", "italic"),
    "italic": ("italic", "oblique", "normal"),
    "oblique": ("oblique", "italic", "normal"),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a style asks for: families in order (generic names among them), weight 1 to 1000, width in percent, slant, and axes by tag."""

    families: tuple[str, ...] = ()
    weight: float = 400.0
    width: float = 100.0
    slant: Slant = "normal"
    axes: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class _Traits:
    """What a font file can be: ranges, both ends included."""

    families: frozenset[str]
    weight: tuple[float, float]
    width: tuple[float, float]
    slants: frozenset[Slant]


class _File:
    """One font file, its names and tables read when first asked for."""

    def __init__(self, name: str, data: bytes | memoryview) -> None:
        self.name = name
        self._data = data

    @cached_property
    def face(self) -> hb.Face:
        return hb.Face(hb.Blob(bytes(self._data)))

    @cached_property
    def axes(self) -> dict[str, tuple[float, float, float]]:
        """Least, default and greatest value of each axis."""
        return {a.tag: (a.min_value, a.default_value, a.max_value) for a in self.face.axis_infos or ()}

    @cached_property
    def traits(self) -> _Traits:
        os2 = bytes(self.face.reference_table("OS/2").data)
        weight, width, flags = struct.unpack_from(">HH", os2, 4) + struct.unpack_from(">H", os2, 62) if len(os2) > 63 else (400, 5, 0)
        slants: set[Slant] = {"oblique" if flags & 0x200 else "italic" if flags & 1 else "normal"}
        slants |= {slant for axis, slant in _SLANT_AXES.items() if axis in self.axes}
        percent = _WIDTHS[min(max(width, 1), 9) - 1]
        return _Traits(
            families=frozenset(n.casefold() for n in map(self.face.get_name, (1, 16)) if n),
            weight=self._range("wght", float(weight)),
            width=self._range("wdth", percent),
            slants=frozenset(slants),
        )

    def _range(self, axis: str, fixed: float) -> tuple[float, float]:
        low, _, high = self.axes.get(axis, (fixed, fixed, fixed))
        return low, high

    def instance(self, wish: Wish) -> tuple[tuple[str, float], ...]:
        """A value for every axis of the file."""
        asked = {"wght": wish.weight, "wdth": wish.width}
        if wish.slant == "oblique" or (wish.slant == "italic" and "ital" not in self.axes):
            asked["slnt"] = -_OBLIQUE
        if wish.slant == "italic":
            asked["ital"] = 1.0
        asked.update(wish.axes)
        return tuple((tag, min(max(asked.get(tag, default), low), high)) for tag, (low, default, high) in self.axes.items())


def _outside(value: float, span: tuple[float, float]) -> float:
    """How far a value lies above a range (positive), below it (negative), or 0 inside."""
    return value - span[1] if value > span[1] else value - span[0] if value < span[0] else 0.0


def _width_rank(wish: float, span: tuple[float, float]) -> tuple[bool, float]:
    """Narrow wishes look at narrower fonts first, wide ones at wider."""
    off = _outside(wish, span)
    return (off < 0 if wish <= 100 else off > 0), abs(off)


def _weight_rank(wish: float, span: tuple[float, float]) -> tuple[int, float]:
    """400 to 500: up to 500, then lighter, then bolder; below 400: lighter first; above 500: bolder first."""
    off = _outside(wish, span)
    if off == 0:
        return 0, 0.0
    if 400 <= wish <= 500:
        return (1 if off < 0 and span[0] <= 500 else 2 if off > 0 else 3), abs(off)
    lighter = off > 0
    return (1 if lighter == (wish < 400) else 2), abs(off)


class FontBook:
    """The fonts of one render, in the order they were given.

    ``fonts`` are names (for messages) with a file's bytes; ``generics`` says what ``serif``, ``monospace`` ... mean here; ``default`` is
    the family of a text that asks for none that is there.
    """

    def __init__(
        self, fonts: Iterable[tuple[str, bytes | memoryview]], generics: Mapping[str, str] | None = None, default: str | None = None
    ) -> None:
        self._files = [_File(name, data) for name, data in fonts]
        self._generics = {k.casefold(): v for k, v in (generics or {}).items()}
        self._default = default
        self._faces: Memo[tuple[int, tuple[tuple[str, float], ...]], Face] = Memo(256)
        self._matches: Memo[tuple[str, Wish], Face | None] = Memo(2048)
        self._found: Memo[tuple[Wish, str], Face | None] = Memo(8192)
        self.shaped: Memo[tuple[object, ...], tuple[Any, ...]] = Memo(1024)
        """What whole texts were shaped to, by all that it depends on: texts are measured, fitted and set one after the other."""
        self.fitted: Memo[tuple[object, ...], Any] = Memo(1024)
        self.placed: Memo[tuple[object, ...], Any] = Memo(1024)
        """How texts were fitted and set, by all that it depends on: most are the same in the next scene."""

    @cached_property
    def families(self) -> tuple[str, ...]:
        """The family names as the fonts spell them, for messages."""
        return tuple(dict.fromkeys(str(f.face.get_name(16) or f.face.get_name(1) or f.name) for f in self._files))

    @cached_property
    def optical(self) -> bool:
        """Whether any font has an axis for the size at which it is read."""
        return any("opsz" in file.axes for file in self._files)

    def has_family(self, family: str) -> bool:
        """Whether a family, or what a generic name stands for, is among the fonts."""
        return bool(self._of_family(family))

    def primary(self, wish: Wish) -> Face | None:
        """The first available font of a wish, whose metrics lines are built from; ``None`` only where there is no font at all."""
        return next(self._candidates(wish), None)

    def covering(self, wish: Wish, text: str) -> Face | None:
        """The first font with a glyph for every character of a cluster; ``None`` where no given font has them all."""
        return self._found.get((wish, text), lambda: self._cover(wish, [c for c in text if not _ignorable(c)]))

    def _cover(self, wish: Wish, wanted: Sequence[str]) -> Face | None:
        return next((face for face in self._candidates(wish) if all(face.glyph(c) is not None for c in wanted)), None)

    def _candidates(self, wish: Wish) -> Iterator[Face]:
        """One face for each family of the wish that is there, then for the default, then for all the other families, as given."""
        for family in dict.fromkeys([*wish.families, *([self._default] if self._default else []), *self.families]):
            face = self._matches.get((family, wish), lambda family=family: self._match(family, wish))  # type: ignore[misc]
            if face is not None:
                yield face

    def _of_family(self, family: str) -> list[int]:
        name = self._generics.get(family.casefold(), family).casefold()
        return [i for i, file in enumerate(self._files) if name in file.traits.families]

    def _match(self, family: str, wish: Wish) -> Face | None:
        here = self._of_family(family)
        if not here:
            return None
        here = _nearest(here, [_width_rank(wish.width, self._files[i].traits.width) for i in here])
        styles = _STYLES[wish.slant]
        here = _nearest(here, [min(styles.index(s) for s in self._files[i].traits.slants) for i in here])
        here = _nearest(here, [_weight_rank(wish.weight, self._files[i].traits.weight) for i in here])
        return self._face(here[0], wish)

    def _face(self, index: int, wish: Wish) -> Face:
        file = self._files[index]
        axes = file.instance(wish)
        return self._faces.get((index, axes), lambda: Face(file.face, file.name, dict(axes)))


def _nearest(items: Sequence[int], ranks: Sequence[object]) -> list[int]:
    best = min(ranks)  # type: ignore[type-var]
    return [item for item, rank in zip(items, ranks, strict=True) if rank == best]


def _ignorable(char: str) -> bool:
    """Characters that no font must have: joiners, variation selectors, directional marks, and white space that is drawn as a gap."""
    code = ord(char)
    return (
        0x200B <= code <= 0x200F
        or 0x2000 <= code <= 0x200A  # spaces that HarfBuzz makes from the font's own
        or code in (0x202F, 0x205F)
        or 0x2028 <= code <= 0x202E  # breaks of lines and paragraphs too
        or 0x2060 <= code <= 0x2069
        or 0xFE00 <= code <= 0xFE0F
        or char in "\t\n\r\u00ad\ufeff"
    )
