"""Where a text may break, and clusters in lines.

Breaks are those of UAX #14 minus what the language forbids. A word that is wider than a line by itself is broken between clusters only
when asked.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from uniseg.linebreak import line_break_boundaries

from generator.languages import LANGUAGES
from generator.typography.bidi import line_levels, visual_order
from generator.typography.shape import Cluster

_HARD = frozenset("\n\r\u000b\u000c\u0085\u2028\u2029")
_SPACES = frozenset(" \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u3000") | _HARD
_SLACK = 1e-6


@dataclass(frozen=True, slots=True)
class Line:
    """Clusters as they are seen, left to right. ``width`` leaves out white space at the line's end and the last letter's spacing."""

    clusters: tuple[Cluster, ...]
    width: float

    @property
    def ascent(self) -> float:
        return max((c.size * c.face.metrics.ascent for c in self.clusters), default=0.0)

    @property
    def descent(self) -> float:
        return max((c.size * c.face.metrics.descent for c in self.clusters), default=0.0)


@lru_cache(maxsize=1024)
def break_points(text: str, language: str = "") -> Mapping[int, bool]:
    """Positions before which a line may begin; True where one must. Kept: evening out lines asks for the same text again and again."""
    rules = LANGUAGES.get(language.split("-", maxsplit=1)[0].lower())
    first, last = (rules.no_line_start, rules.no_line_end) if rules else ("", "")
    found: dict[int, bool] = {}
    for at in line_break_boundaries(text) if text else ():
        if not 0 < at < len(text):
            continue
        if text[at - 1] in _HARD:
            found[at] = True
        elif text[at] not in first and (text[:at].rstrip() or " ")[-1] not in last:
            found[at] = False
    if "“" in last:
        found |= dict.fromkeys(_around_quotes(text, first, last), False)
    return MappingProxyType(found)


def _around_quotes(text: str, first: str, last: str) -> Iterator[int]:
    """Where lines break beside the curly quotes of a language that sets them in cells of their own: Unicode's own rule (LB19) glues them
    to whatever stands around."""
    for at in range(1, len(text)):
        here, there = text[at - 1], text[at]
        if (there in "“‘" and _stands_alone(here) and here not in last) or (here in "”’" and _stands_alone(there) and there not in first):
            yield at


def _stands_alone(char: str) -> bool:
    """Whether lines break on both sides of a character as a rule: it fills a cell."""
    return unicodedata.east_asian_width(char) in "WF"


def wrap(text: str, clusters: Sequence[Cluster], width: float, language: str = "", anywhere: bool = False) -> list[tuple[Cluster, ...]]:
    """Greedy lines in the text's order, none wider than ``width`` unless one word is; ``anywhere`` breaks such a word between clusters.
    Breaks that the text has of its own are in none of them: no font draws them."""
    lines: list[list[Cluster]] = [[]]
    pen = 0.0
    for word, must in _words(clusters, break_points(text, language)):
        if lines[-1] and (must or pen + _measure(text, word) > width + _SLACK):
            lines.append([])
            pen = 0.0
        for cluster in (c for c in word if text[c.start] not in _HARD):
            if anywhere and lines[-1] and pen + _measure(text, [cluster]) > width + _SLACK:
                lines.append([])
                pen = 0.0
            lines[-1].append(cluster)
            pen += cluster.advance
    return [tuple(line) for line in lines]


def line_of(text: str, clusters: Sequence[Cluster], base: int = 0) -> Line:
    """A line: clusters of the text's order as they are seen."""
    width = _measure(text, clusters)
    if not any(c.level for c in clusters) and base == 0:
        return Line(tuple(clusters), width)
    if base % 2:
        clusters = _hung(text, clusters)
    chars = "".join(text[c.start] for c in clusters)
    order = visual_order(line_levels(chars, [c.level for c in clusters], base))
    return Line(tuple(clusters[i] for i in order), width)


def _hung(text: str, clusters: Sequence[Cluster]) -> list[Cluster]:
    """White space at the end of a line takes no room: in one from right to left it stands first, and would push all else aside."""
    ends = len(clusters) - len(list(itertools.takewhile(lambda c: text[c.start] in _SPACES, reversed(clusters))))
    return [*clusters[:ends], *(replace(cluster, advance=0.0, spacing=0.0) for cluster in clusters[ends:])]


def _words(clusters: Sequence[Cluster], breaks: Mapping[int, bool]) -> Iterator[tuple[list[Cluster], bool]]:
    """Clusters between two possible breaks, and whether a line must begin there."""
    word: list[Cluster] = []
    must = False
    for cluster in clusters:
        if word and cluster.start in breaks:
            yield word, must
            word, must = [], breaks[cluster.start]
        word.append(cluster)
    if word:
        yield word, must


def _measure(text: str, clusters: Sequence[Cluster]) -> float:
    """The width of clusters on one line: hanging white space at the end, and the last letter's spacing, do not count."""
    kept = list(itertools.dropwhile(lambda c: text[c.start] in _SPACES, reversed(clusters)))
    return sum(c.advance for c in kept) - kept[0].spacing if kept else 0.0
