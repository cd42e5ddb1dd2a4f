"""Shaping: text and styles to clusters, by HarfBuzz.

A cluster is what moves as one: a letter with its marks, a ligature, a syllable. Lengths come out in the unit of the styles' sizes, y
downwards. Runs are cut where the face, the size, the features, the script or the direction change, and shaped with the whole text as
their context, so that a span that differs in colour alone changes no glyph.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial

import uharfbuzz as hb
from uniseg.graphemecluster import grapheme_cluster_boundaries

from generator.problems import About
from generator.typography.case import recased
from generator.typography.eastern import CELL, GAP, SHARED, half_goes, meets
from generator.typography.face import EM, Face
from generator.typography.fonts import FontBook, Wish

# Scripts whose letters join: no space may come between them (CSS Text 3, section 8.2.2), but between their figures.
_CURSIVE = {"Arab", "Syrc", "Mong", "Nkoo", "Phag", "Mand", "Mani", "Adlm", "Rohg", "Deva", "Beng"}
_NO_LIGATURES = (("liga", 0), ("clig", 0))
_NAMED = 12
"""So many letters are named in one sentence."""
_SMALL = 0.8  # what stands in for small capitals where a font has none


@dataclass(frozen=True, slots=True)
class Style:
    """What shaping needs to know of a span. ``features`` are OpenType tags with values; spacing is added after every cluster."""

    wish: Wish
    size: float
    features: tuple[tuple[str, int], ...] = ()
    language: str = ""
    letter_spacing: float = 0.0
    word_spacing: float = 0.0
    small_caps: bool = False
    case: str = ""
    """One of ``case.CASES``, or nothing: letters as they are written."""
    autospace: bool = False
    """Hanzi stand off from Latin letters and figures."""
    trim: bool = False
    """Neighbouring signs that fill half of a cell each share one."""


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` of a text in one style."""

    start: int
    end: int
    style: Style


@dataclass(frozen=True, slots=True)
class Mark:
    """One glyph of a cluster, at an offset from the cluster's origin."""

    glyph: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """Characters ``start`` to ``end`` as glyphs of one face.

    ``advance`` is how far the pen moves along the line, spacing included (``spacing`` is the letter's share of it); in a vertical text
    that is downwards, and ``upright`` says that the cluster stands instead of lying on its side. ``missing``: no given font has it.
    """

    start: int
    end: int
    span: int
    level: int
    face: Face
    size: float
    marks: tuple[Mark, ...]
    advance: float
    spacing: float = 0.0
    upright: bool = False
    missing: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    """One grapheme with all that decides which run it goes to."""

    start: int
    end: int
    span: int
    level: int
    style: Style
    face: Face
    script: str
    upright: bool
    small: bool
    missing: bool
    around: tuple[int, int]
    """The characters that it can join with."""

    @property
    def run(self) -> tuple[object, ...]:
        return self.level, self.style, self.face, self.script, self.upright, self.small, self.missing, self.around


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What is shaped: ``spans`` cover the text without holes, ``levels`` has one for each character, nothing joins or kerns across
    ``cuts``."""

    text: str
    spans: tuple[Span, ...]
    levels: Sequence[int]
    vertical: bool = False
    cuts: frozenset[int] = frozenset()


def shape(book: FontBook, paragraph: Paragraph) -> tuple[Cluster, ...]:
    """The clusters of a text in the order of its characters. No fonts at all: no clusters.

    What ``case`` makes longer (an ß two S) stays one cluster, known by the character that the text has.
    """
    whole = (paragraph.text, paragraph.spans, tuple(paragraph.levels), paragraph.vertical, paragraph.cuts)
    clusters: tuple[Cluster, ...] = book.shaped.get(whole, lambda: _clusters(book, paragraph))
    return clusters


def _clusters(book: FontBook, paragraph: Paragraph) -> tuple[Cluster, ...]:
    shown = _shown(paragraph)
    clusters: list[Cluster] = []
    for _, run in itertools.groupby(_pieces(book, paragraph, shown), key=lambda p: p.run):
        clusters += _shape_run(paragraph.text, shown, list(run))
    if any(span.style.autospace or span.style.trim for span in paragraph.spans):
        return (*itertools.starmap(partial(_spaced, paragraph), itertools.pairwise(clusters)), *clusters[-1:])
    return tuple(clusters)


def _spaced(whole: Paragraph, one: Cluster, two: Cluster) -> Cluster:
    """A cluster with the space that its style asks for before the next one."""
    style, here, there = whole.spans[one.span].style, whole.text[one.end - 1], whole.text[two.start]
    if two.start in whole.cuts:
        return one
    if style.autospace and meets(here, there):
        return replace(one, advance=one.advance + GAP * one.size, spacing=one.spacing + GAP * one.size)
    if style.trim and half_goes(here, there) and all(c.advance - c.spacing >= CELL * c.size for c in (one, two)):
        return replace(one, advance=one.advance - (one.advance - one.spacing) / 2)
    return one


def _shown(whole: Paragraph) -> Sequence[str]:
    """What is set for each character of a text."""
    if not any(span.style.case for span in whole.spans):
        return whole.text
    return recased(whole.text, [span.style.case for span in whole.spans for _ in range(span.start, span.end)])


def graphemes(text: str) -> list[str]:
    """What readers call characters (UAX #29)."""
    if text.isascii():
        return list(text)
    bounds = list(grapheme_cluster_boundaries(text))
    return [text[a:b] for a, b in itertools.pairwise(bounds)]


def lacking(text: str, clusters: Sequence[Cluster]) -> tuple[str, About]:
    """What is wrong with a text of which some clusters are missing: ``no given font has U+4E2D '中'``, each of them once."""
    letters = tuple(dict.fromkeys(text[c.start : c.end] for c in sorted(clusters, key=lambda c: c.start)))
    named = ", ".join(f"{' '.join(f'U+{ord(char):04X}' for char in chars)} {chars!r}" for chars in letters[:_NAMED])
    more = f" and {len(letters) - _NAMED} more" if len(letters) > _NAMED else ""
    return f"no given font has {named}{more}; {clusters[0].face.name} was asked first", About("letters", text, "\n".join(letters))


def _pieces(book: FontBook, whole: Paragraph, shown: Sequence[str]) -> Iterator[_Piece]:
    scripts, spans = _scripts(whole.text), whole.spans
    cuts = [0, *sorted(whole.cuts), len(whole.text)]
    at = index = section = 0
    for grapheme in graphemes(whole.text):
        start, at = at, at + len(grapheme)
        while cuts[section + 1] <= start:
            section += 1
        while index + 1 < len(spans) and spans[index].end <= start:
            index += 1
        style = spans[index].style
        letters = "".join(shown[start:at])
        face = _with_hanzi(book, style, letters) or book.covering(style.wish, letters) or book.covering(style.wish, letters[0])
        missing = face is None
        face = face or book.primary(style.wish)
        if face is None:
            return
        small = style.small_caps and letters != letters.upper() and not face.has_feature("smcp")
        upright = whole.vertical and _stands(grapheme[0])
        around = cuts[section], cuts[section + 1]
        yield _Piece(start, at, index, whole.levels[start], style, face, scripts[start], upright, small, missing, around)


def _with_hanzi(book: FontBook, style: Style, letters: str) -> Face | None:
    """The font of the hanzi for a sign that Chinese shares with a Latin font which is asked first."""
    if letters not in SHARED or len(style.wish.families) < 2 or not style.language.startswith("zh"):
        return None
    return book.covering(style.wish, letters + "一")


def _shape_run(text: str, shown: Sequence[str], run: Sequence[_Piece]) -> Iterator[Cluster]:
    """One run in logical order."""
    first = run[0]
    owner = {i: piece for piece in run for i in range(piece.start, piece.end)}
    before, after = first.around
    letters = [char.upper() if p.small else char for p in run for char in shown[p.start : p.end]]
    lead, body = "".join(shown[before : first.start]), "".join(letters)
    codes = lead + body + "".join(shown[run[-1].end : after])
    style, size = first.style, first.style.size * (_SMALL if first.small else 1.0)
    direction = "ttb" if first.upright else "rtl" if first.level % 2 else "ltr"
    request = _Request(codes, len(lead), len(body), direction, first.script, style.language, _features(style, first))
    homes = [first.start + i for i, char in enumerate(letters) for _ in char]
    joins = first.script in _CURSIVE
    found = [(homes[start - len(lead)], marks, advance) for start, marks, advance in sorted(_shaped(first.face, request))]
    shaped = _joined(found, style.letter_spacing / size if size else 0.0) if len(homes) > len(letters) else found
    ends = [c[0] for c in shaped[1:]] + [run[-1].end]
    for (start, marks, advance), end in zip(shaped, ends, strict=True):
        spacing = 0.0 if joins and not text[start].isdigit() else style.letter_spacing
        words = style.word_spacing if text[start] in " \u00a0" else 0.0
        yield Cluster(
            start,
            end,
            owner[start].span,
            first.level,
            first.face,
            size,
            tuple(Mark(m.glyph, m.x * size, m.y * size) for m in marks),
            advance * size + spacing + words,
            spacing,
            first.upright,
            first.missing,
        )


def _joined(found: Sequence[tuple[int, tuple[Mark, ...], float]], spacing: float) -> list[tuple[int, tuple[Mark, ...], float]]:
    """Glyphs that stand for one character of the text as one cluster, ``spacing`` between them; at size 1, in the text's order, each
    group from left to right."""
    whole = []
    for start, group in itertools.groupby(found, key=lambda one: one[0]):
        x, marks = -spacing, list[Mark]()
        for _, own, advance in group:
            marks += [Mark(m.glyph, x + spacing + m.x, m.y) for m in own]
            x += spacing + advance
        whole.append((start, tuple(marks), x))
    return whole


def _features(style: Style, piece: _Piece) -> tuple[tuple[str, int], ...]:
    spaced = _NO_LIGATURES if style.letter_spacing else ()
    caps = (("smcp", 1),) if style.small_caps and not piece.small else ()
    return spaced + caps + style.features


@dataclass(frozen=True, slots=True)
class _Request:
    """All that HarfBuzz is told, but the font."""

    text: str
    start: int
    length: int
    direction: str
    script: str
    language: str
    features: tuple[tuple[str, int], ...]


_Found = tuple[tuple[int, tuple[Mark, ...], float], ...]


def _shaped(face: Face, request: _Request) -> _Found:
    """Clusters at size 1, in the order they are seen: first character, glyphs, advance."""
    found: _Found = face.shaped.get(request, lambda: _by_harfbuzz(face, request))
    return found


def _by_harfbuzz(face: Face, request: _Request) -> _Found:
    buffer = hb.Buffer()
    buffer.add_codepoints([ord(c) for c in request.text], request.start, request.length)
    buffer.direction, buffer.script, buffer.language = request.direction, request.script, request.language or "und"
    hb.shape(face.hb_font, buffer, dict(request.features))
    out = []
    glyphs = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    for start, group in itertools.groupby(glyphs, key=lambda g: g[0].cluster):
        x = y = 0.0
        marks = []
        for info, pos in group:
            marks.append(Mark(info.codepoint, x + pos.x_offset / EM, y - pos.y_offset / EM))
            x, y = x + pos.x_advance / EM, y - pos.y_advance / EM
        out.append((start, tuple(marks), y if request.direction == "ttb" else x))
    return tuple(out)


@lru_cache(maxsize=4096)
def _script(char: str) -> str:
    """The ISO 15924 code of one character, or nothing for what all scripts share."""
    if char.isascii():
        return "Latn" if char.isalpha() else ""
    buffer = hb.Buffer()
    buffer.add_str(char)
    buffer.guess_segment_properties()
    return buffer.script or ""


def _scripts(text: str) -> list[str]:
    """A script for every character: shared ones take that of what stands before them, else of the first that has one."""
    found = [_script(c) for c in text]
    here = next((s for s in found if s), "Latn")
    for i, script in enumerate(found):
        here = found[i] = script or here
    return found


def _stands(char: str) -> bool:
    """Whether a character stands upright in a vertical line (nearly UAX #50: the wide ones do)."""
    return unicodedata.east_asian_width(char) in ("W", "F")
