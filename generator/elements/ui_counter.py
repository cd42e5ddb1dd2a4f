"""<ui:counter> -> a number that runs from one value to another; its digits stand in cells, so that nothing jitters."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Annotated

from generator.documents.element import Element
from generator.elements.context import Context
from generator.elements.kinds import AUTO_Y, KEYWORD, LENGTH_X, LENGTH_Y, NUMBER
from generator.elements.text_style import language_of, style_of
from generator.elements.ui_attributes import EASE, VERBATIM, choice, read, whole
from generator.elements.ui_timing import framed, progress_of
from generator.elements.ui_type import ANCHORS, Runs, bearings, capital_sized, faces, glyphs_of, line_places, runs_of, set_line
from generator.languages import LANGUAGES, Language
from generator.languages.writing import number
from generator.motion.easing import Ease, linear
from generator.motion.track import Track, Value, at, combine
from generator.problems import DocumentError
from generator.scene.nodes import Group, Node
from generator.typography.fonts import FontBook
from generator.typography.lines import Line
from generator.typography.shape import Cluster, Style


@dataclass(frozen=True, slots=True)
class Counter:
    """The attributes of ``ui:counter``."""

    x: Annotated[Value[float], LENGTH_X, "where the number is anchored, as text-anchor says"] = 0.0
    y: Annotated[Value[float], LENGTH_Y, "its baseline"] = 0.0
    from_: Annotated[Value[float], NUMBER, "the number before it begins"] = 0.0
    to: Annotated[Value[float], NUMBER, "the number after dur"] = 0.0
    value: Annotated[Value[float | None], NUMBER, "the number itself, where something else moves it"] = None
    easing: Annotated[Value[Ease], EASE, "how it runs: ease-out-expo, steps(5), cubic-bezier(.2, 0, 0, 1) ..."] = linear
    steps: Annotated[Value[int], whole(1, 1000), "it changes every so many frames; 2 is on twos"] = 1
    capitals: Annotated[Value[float | None], AUTO_Y, "the height of its capitals, in place of a font-size: alike in every font"] = None
    edge: Annotated[Value[str], choice("advance", "ink"), "what stands at x: the cells of the digits, or the ink of the first or last"] = (
        "advance"
    )
    digits: Annotated[Value[int], whole(0, 18), "at least so many digits before the decimals, with noughts in front"] = 0
    decimals: Annotated[Value[int], whole(0, 9), "so many decimals"] = 0
    sign: Annotated[Value[str], choice("auto", "always", "never"), "auto writes a minus, always a plus too, never neither"] = "auto"
    group: Annotated[Value[str], choice("auto", "none"), "auto groups thousands as the language does"] = "auto"
    prefix: Annotated[Value[str], VERBATIM, "what stands before the number"] = ""
    suffix: Annotated[Value[str], VERBATIM, "what stands after it"] = ""


@dataclass(frozen=True, slots=True)
class Format:
    """How a number is written."""

    digits: int
    decimals: int
    sign: str
    grouped: bool
    prefix: str
    suffix: str
    language: Language
    edge: str = "advance"

    @property
    def alphabet(self) -> str:
        """Every character that a number can have."""
        style = self.language.numerals
        return "".join(dict.fromkeys(style.digits + style.minus + style.plus + style.decimal + style.group))

    def write(self, value: float) -> str:
        """A number without what stands around it; noughts in front keep thousands from being grouped."""
        plain = number(abs(value) if self.sign == "never" else value, self.language, decimals=self.decimals, sign=self.sign == "always",
                       group=self.grouped and not self.digits)  # fmt: skip
        first = next(i for i, char in enumerate(plain) if char.isdigit())
        whole = sum(1 for _ in itertools.takewhile(str.isdigit, plain[first:]))
        nought = self.language.numerals.digits[0]
        return plain[:first] + nought * (self.digits - whole) + plain[first:]


def ui_counter(element: Element, context: Context) -> Node | None:
    """See the module."""
    own = read(Counter, element, context)
    form = _format(own, context)
    written = _written(own, form, element, context)
    fonts = context.book.fonts
    style = combine(
        lambda s, high: capital_sized(fonts, replace(s, features=(("tnum", 1), *s.features)), high), style_of(context), own.capitals
    )
    dials = lru_cache(maxsize=64)(lambda style: _dial(fonts, style, form))
    anchor = combine(lambda word: ANCHORS.get(word, 0.0), context.value("text-anchor", KEYWORD))
    set_type = lru_cache(maxsize=512)(lambda style, *given: dials(style).set(*given))
    runs = combine(set_type, style, written, own.x, own.y, anchor)
    count = faces(context, at(style, 0.0), [form.prefix, form.suffix, *form.alphabet], element)
    return Group(glyphs_of(runs, count, context), origin=element.origin)


def _format(own: Counter, context: Context) -> Format:
    language = LANGUAGES.get(language_of(context).split("-", maxsplit=1)[0].lower(), LANGUAGES["en"])
    return Format(
        at(own.digits, 0.0),
        at(own.decimals, 0.0),
        at(own.sign, 0.0),
        at(own.group, 0.0) == "auto",
        at(own.prefix, 0.0),
        at(own.suffix, 0.0),
        language,
        at(own.edge, 0.0),
    )


def _written(own: Counter, form: Format, element: Element, context: Context) -> Value[str]:
    """The text of each moment: of ``value`` where it is given, else of the way from ``from`` to ``to``."""

    def write(value: float) -> str:
        try:
            return form.write(value)
        except ValueError as fault:
            raise DocumentError(f"<ui:counter>: {fault}", element.origin) from None

    steps = at(own.steps, 0.0)
    value = own.value
    if value is not None:
        moving: Value[float] = combine(lambda v: 0.0 if v is None else v, value)
        return framed(write, moving, element, context, steps)
    start, end, ease = own.from_, own.to, at(own.easing, 0.0)
    gone = progress_of(element, context)
    if not isinstance(start, Track) and not isinstance(end, Track):
        return framed(lambda u: write(start + (end - start) * ease(u)), gone, element, context, steps)
    return combine(write, combine(lambda a, b, u: a + (b - a) * ease(u), start, end, gone))


_GAP = 0.3
"""The width of a blank between thousands at least, in digits: condensed faces have one that nobody sees."""


@dataclass(frozen=True, slots=True)
class _Dial:
    """The characters of a number, each shaped by itself, digits in cells as wide as the widest; and what stands on both sides."""

    form: Format
    prefix: Line
    suffix: Line
    table: Mapping[str, Cluster]

    def set(self, number: str, x: float, y: float, anchor: float) -> Runs:
        """A number with what stands around it, as it is seen from left to right."""
        start = len(self.form.prefix)
        middle = [_moved(self.table[char], start + i) for i, char in enumerate(number)]
        after = [_moved(cluster, start + len(number)) for cluster in self.suffix.clusters]
        left, right = list(self.prefix.clusters), after
        if self.form.language.direction == "rtl":
            left, right = right, left
        clusters = (*left, *middle, *right)
        width = sum([c.advance for c in clusters]) - clusters[-1].spacing
        if self.form.edge == "ink":
            first, last = bearings(clusters)
            x += anchor * last - (1 - anchor) * first
        return runs_of(self.form.prefix + number + self.form.suffix, line_places(clusters, x - anchor * width, y))


def _dial(fonts: FontBook, style: Style, form: Format) -> _Dial:
    shaped = {char: set_line(fonts, char, style).clusters for char in form.alphabet}
    table = {char: clusters[0] for char, clusters in shaped.items() if clusters}
    cell = max((table[digit].advance for digit in form.language.numerals.digits if digit in table), default=0.0)
    for digit in form.language.numerals.digits:
        if digit in table:
            table[digit] = _celled(table[digit], cell)
    gap = form.language.numerals.group
    if gap.isspace() and gap in table:
        table[gap] = replace(table[gap], advance=max(table[gap].advance, _GAP * cell))
    return _Dial(form, set_line(fonts, form.prefix, style), set_line(fonts, form.suffix, style), table)


def _moved(c: Cluster, by: int) -> Cluster:
    """A cluster of a longer text. (Written out: this is done for every digit of every frame.)"""
    return Cluster(c.start + by, c.end + by, c.span, c.level, c.face, c.size, c.marks, c.advance, c.spacing, c.upright, c.missing)


def _celled(cluster: Cluster, cell: float) -> Cluster:
    """A digit in the middle of its cell."""
    shift = (cell - cluster.advance) / 2
    return replace(cluster, marks=tuple(replace(mark, x=mark.x + shift) for mark in cluster.marks), advance=cell)
