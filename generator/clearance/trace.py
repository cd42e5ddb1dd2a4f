"""Trace: where the parts of a text come from. A text that can be seen, and everything that could have been said, come in; the longest
pieces that fit cover the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from generator.problems import Origin

From = Literal["canon", "generated", "given", "default", "words", "kit", "template"]
TOLD: Mapping[From, str] = {
    "canon": "the film's canon", "generated": "made by the world", "given": "given for this plate", "default": "the template's default",
    "words": "words", "kit": "the kit", "template": "the template's own text",
}  # fmt: skip
_ORDER: tuple[From, ...] = ("canon", "generated", "given", "default", "words", "kit", "template")
_HOLE = re.compile(r"\{\{|\}\}|\{[^{}]*\}")
_SHORT_NUMBER = 3


@dataclass(frozen=True, slots=True)
class Source:
    """Something that can be said: ``name`` is the key, parameter or person; ``hint`` what it is said to be (:func:`hint_of`). ``holes``:
    names in braces stand for other texts."""

    text: str
    kind: From
    name: str = ""
    origin: Origin | None = None
    hint: str = ""
    holes: bool = False

    @property
    def told(self) -> str:
        """Who says it, without the place."""
        return ": ".join(part for part in (TOLD[self.kind], self.name) if part)

    def __str__(self) -> str:
        return f"{self.told} ({self.origin})" if self.origin else self.told


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a text with everything that says it, what counts most first; nothing where it was worked out."""

    start: int
    end: int
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    open_left: bool
    open_right: bool
    sources: tuple[Source, ...]


class Tracer:
    """Covers texts with pieces of sources. ``files``: the template's own texts by name, for what only they say."""

    def __init__(self, sources: Iterable[Source], files: Mapping[str, str]) -> None:
        self._files = files
        grouped: dict[tuple[str, bool, bool], list[Source]] = {}
        for source in sources:
            for text, left, right in _pieces(source):
                grouped.setdefault((_fold(text), left, right), []).append(source)
        pieces = [_Piece(*key, tuple(sorted(dict.fromkeys(found), key=_rank))) for key, found in grouped.items()]
        self._whole = {piece.text: piece.sources for piece in reversed(pieces)}
        self._pieces = sorted(pieces, key=lambda piece: (-len(piece.text), _rank(piece.sources[0])))

    def parts(self, text: str) -> tuple[Part, ...]:
        """The parts of a text in their order; together they are all of it but for blanks and signs."""
        folded = _fold(text)
        taken: list[Part] = []
        for piece in self._pieces:
            if len(piece.text) > len(folded):
                continue
            for start in _places(folded, piece):
                end = start + len(piece.text)
                if all(end <= part.start or start >= part.end for part in taken):
                    taken.append(Part(start, end, piece.sources))
        taken.sort(key=lambda part: part.start)
        return tuple(sorted((*taken, *self._rest(text, taken)), key=lambda part: part.start))

    def said(self, text: str) -> tuple[Source, ...]:
        """Who says exactly this; nobody, of a text without letters: it may be any number."""
        return self._whole.get(_fold(text), ()) if re.search(r"[^\W\d_]", text) else ()

    def _rest(self, text: str, taken: list[Part]) -> Iterator[Part]:
        """What no source says: text of the template where a file of its has it, else worked out."""
        start = 0
        for end, after in [*((part.start, part.end) for part in taken), (len(text), len(text))]:
            piece = text[start:end]
            if re.search(r"\w", piece):
                yield Part(start, end, self._literal(piece.strip(" ,;:·-–—/|()")))
            start = max(start, after)

    def _literal(self, text: str) -> tuple[Source, ...]:
        """Who says all of what is left, as it stands between two holes; else the file that has it."""
        said = self.said(text)
        if said or not re.search(r"[^\W\d_]{2}", text):
            return said
        for file, whole in self._files.items():
            found = re.search(rf"(?<!\w){re.escape(text)}(?!\w)", whole)
            if found:
                return (Source(text, "template", origin=Origin(file, whole.count("\n", 0, found.start()) + 1)),)
        return ()


def _rank(source: Source) -> int:
    return _ORDER.index(source.kind)


def _fold(text: str) -> str:
    """Without regard to capitals, and as long as before."""
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def _pieces(source: Source) -> Iterator[tuple[str, bool, bool]]:
    """The texts between the holes of a source, and on which sides there are holes."""
    if not source.holes:
        if source.text.strip():
            yield source.text.strip(), False, False
        return
    cuts = list(_HOLE.finditer(source.text))
    edges = [0, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), len(source.text)]
    for n, (start, end) in enumerate(zip(*edges, strict=True)):
        piece = source.text[start:end]
        bare = piece.strip()
        if re.search(r"[^\W\d_]", bare):
            yield bare, n > 0 and piece[:1] == bare[:1], n < len(cuts) and piece[-1:] == bare[-1:]


def _places(text: str, piece: _Piece) -> Iterator[int]:
    """Where a piece stands as whole words; short numbers only where they are all that is said."""
    if piece.text.strip("+-−").isdigit() and len(piece.text.strip("+-−")) < _SHORT_NUMBER and piece.text != text.strip():
        return
    start = text.find(piece.text)
    while start >= 0:
        end = start + len(piece.text)
        if (piece.open_left or not _joins(text, start)) and (piece.open_right or not _joins(text, end)):
            yield start
        start = text.find(piece.text, start + 1)


def _joins(text: str, at: int) -> bool:
    """Whether a place lies within a word or a number; scripts without blanks between words have no such places."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    return before.isalnum() and after.isalnum() and max(before, after) < "\u0600"
