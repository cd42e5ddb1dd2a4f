"""Report: everything that is seen on a plate, a row each, with where it comes from and why it is safe."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.clearance.classify import Found, classify
from generator.clearance.finding import CANON, CLEAR, KINDS, PERSON, Finding, Verdict, worst
from generator.clearance.people import city_words, proper
from generator.clearance.sights import Sight
from generator.clearance.things import Code, Thing
from generator.clearance.trace import Part, Source, Tracer
from generator.problems import Origin

FEW = 3
"""So many values of a text that only its numbers tell apart are rows of their own."""
MOST_SOURCES = 3
"""So many of those who say the same are told."""
_NUMBER = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_CALENDAR = "calendar."
"""Words of these keys are parts of dates."""
_PINNED = ("name", "place", "address", "camera", "words")
"""Kinds for which it is enough that the canon has them; its numbers and domains must be safe by themselves, its pictures be looked at."""
_ORDER: dict[Verdict, int] = {PERSON: 0, CANON: 1, CLEAR: 2}


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is seen. ``sources``: who says it, nobody where the template worked it out; ``whole``: the text in which it stands,
    where that is more; ``values``: every text that the row stands for; ``drawn``: the elements that draw it; ``frame``: the first one that
    has it (0 where that is not known)."""

    kind: str
    text: str
    verdict: Verdict
    rule: str
    sources: tuple[Source, ...]
    drawn: tuple[Origin, ...]
    frame: int
    whole: str = ""
    layer: str = ""
    values: tuple[str, ...] = ()

    @property
    def key(self) -> object:
        return self.kind, self.text, self.whole, self.verdict, self.rule, self.sources


@dataclass(frozen=True, slots=True)
class Subject:
    """What a report is about. ``facts`` are told at its head; ``picture`` is a data URI of one frame, or nothing."""

    name: str
    facts: tuple[tuple[str, str], ...]
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """See the module; what needs a person comes first."""

    subject: Subject
    rows: tuple[Row, ...]

    def count(self, verdict: Verdict) -> int:
        return sum(row.verdict == verdict for row in self.rows)


class Clerk:
    """Makes rows. ``known``: further words that are no names (case-folded); ``numbers``: texts that are plain numbers."""

    def __init__(self, tracer: Tracer, known: Collection[str] = (), numbers: Collection[str] = ()) -> None:
        self._tracer, self._known, self._numbers = tracer, frozenset(known) | city_words(), frozenset(numbers)

    def report(
        self, subject: Subject, texts: Iterable[Sight], said: Iterable[Code], seen: Iterable[tuple[Thing, tuple[Source, ...]]]
    ) -> Report:
        """All rows, each thing once."""
        rows = [row for sight in texts for row in self._sight(sight)]
        rows += [row for code in said for row in self._code(code)]
        rows += [_thing(thing, sources) for thing, sources in seen]
        merged: dict[object, Row] = {}
        for row in rows:
            merged[row.key] = _merged(merged[row.key], row) if row.key in merged else row
        order = list(KINDS)
        return Report(subject, tuple(sorted(merged.values(), key=lambda row: (_ORDER[row.verdict], order.index(row.kind), row.frame))))

    def _sight(self, sight: Sight) -> Iterator[Row]:
        for values in _alike(sight.texts):
            yield from self._rows(values, sight.origin, sight.frame, sight.layer)

    def _code(self, code: Code) -> Iterator[Row]:
        for values in _alike(code.texts):
            inner = list(self._rows(values, code.origin, code.frame, ""))
            verdict = worst(row.verdict for row in inner)
            rule = "says what stands here, and nothing else" if verdict == CLEAR else "says what stands here: see its parts"
            sources = tuple(dict.fromkeys(source for row in inner for source in row.sources))
            yield Row("machine_code", values[-1], verdict, rule, sources, (code.origin,), code.frame, values=values)
            yield from (replace(row, whole=values[-1]) for row in inner if row.kind != "words" and row.text != values[-1])

    def _rows(self, values: tuple[str, ...], origin: Origin, frame: int, layer: str) -> Iterator[Row]:
        """The rows of a text; of several alike, those of the last, and of each in which something needs a person."""
        made = [list(self._text(text, origin, frame, layer)) for text in values]
        if len(values) <= FEW:
            yield from (row for rows in made for row in rows)
            return
        for rows in made[:-1]:
            yield from (row for row in rows if row.verdict == PERSON)
        told = f"{values[0]} … {values[-1]} ({len(values)} values)"
        for row in made[-1]:
            plain = row.verdict != PERSON
            yield replace(row, text=told if plain and not row.whole else row.text, values=values)

    def _text(self, text: str, origin: Origin, frame: int, layer: str) -> Iterator[Row]:
        parts = self._tracer.parts(text)
        found = self._found(text, parts)
        for one in found:
            said = self._tracer.said(one.finding.text)
            sources = tuple(dict.fromkeys((*said[:1], *_between(parts, one.start, one.end))))[:MOST_SOURCES]
            finding = _by_source(one.finding, sources)
            whole = "" if finding.text.strip() == text else text
            yield Row(finding.kind, finding.text, finding.verdict, finding.rule, sources, (origin,), frame, whole, layer, (text,))
        rest = _but(text, found)
        if _LETTERS.search(rest) or not found:
            finding, sources = self._wording(text, rest, parts, found)
            yield Row(finding.kind, text, finding.verdict, finding.rule, sources, (origin,), frame, "", layer, (text,))

    def _found(self, text: str, parts: Sequence[Part]) -> list[Found]:
        """What patterns and hints tell, and proper names in what is left."""
        hints = [(part.start, part.end, hint) for part in parts if (hint := next((s.hint for s in part.sources if s.hint), ""))]
        found = classify(text, hints, self._numbers)
        for start, end in proper(_but(_as_written(text, parts), found), self._known):
            rule = "a proper name that the world does not know: may be somebody's, or a brand"
            found.append(Found(start, end, Finding("name", text[start:end], PERSON, rule)))
        return sorted(found, key=lambda one: one.start)

    def _wording(self, text: str, rest: str, parts: Sequence[Part], found: Sequence[Found]) -> tuple[Finding, tuple[Source, ...]]:
        """What to say of a text as a whole."""
        sources = tuple(dict.fromkeys(source for part in parts for source in part.sources[:2]))
        if not _LETTERS.search(rest):
            kind = "number" if re.search(r"\d", text) else "words"
            return Finding(kind, text, CLEAR, "too short for a number that could be somebody's" if kind == "number" else "signs"), sources
        kinds = {part.sources[0].kind for part in parts if part.sources and _LETTERS.search(rest[part.start : part.end])}
        if "given" in kinds:
            return Finding("words", text, PERSON, "typed for this plate: nobody has read it for the film yet"), sources
        if "canon" in kinds:
            return Finding("words", text, CANON, "the film's canon says so"), sources
        lettered = [part.sources for part in parts if _LETTERS.search(rest[part.start : part.end])]
        if all(said and said[0].name.startswith(_CALENDAR) for said in lettered):
            return Finding("date", text, CLEAR, "a date"), sources
        known = "wording of the film, in its own files" if kinds else "put together by the template from its own words"
        return Finding("words", text, CLEAR, known + ("; its parts are listed apart" if found else "")), sources


def _by_source(finding: Finding, sources: Sequence[Source]) -> Finding:
    """A finding in the light of who says it."""
    kinds = {source.kind for source in sources}
    if finding.kind not in _PINNED:
        return finding
    if "canon" in kinds:
        rule = "the film's canon says so" + (f"; {finding.rule}" if finding.verdict == CLEAR else "")
        return replace(finding, verdict=CANON, rule=rule)
    if "generated" in kinds and finding.verdict == PERSON:
        return replace(finding, verdict=CLEAR, rule="made by the world out of its own parts")
    return finding


def _between(parts: Sequence[Part], start: int, end: int) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(source for part in parts if part.start < end and part.end > start for source in part.sources[:2]))


def _as_written(text: str, parts: Sequence[Part]) -> str:
    """A text all in capitals as those write it who say it, so that its names can be told from its words."""
    if not text.isupper():
        return text
    for part in parts:
        piece = text[part.start : part.end]
        found = next((m[0] for source in part.sources if (m := re.search(re.escape(piece), source.text, re.IGNORECASE))), piece)
        text = text[: part.start] + (found if len(found) == len(piece) else piece) + text[part.end :]
    return text


def _but(text: str, found: Sequence[Found]) -> str:
    """A text with blanks where something was found; a sign stands for each, so that no sentence begins after it."""
    for one in found:
        text = text[: one.start] + "," + " " * (one.end - one.start - 1) + text[one.end :]
    return text


def _thing(thing: Thing, sources: tuple[Source, ...]) -> Row:
    finding = _by_source(thing.finding, sources)
    return Row(finding.kind, finding.text, finding.verdict, finding.rule, sources, (thing.origin,), thing.frame)


def _alike(texts: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Values in groups that only their numbers tell apart; what is written bit by bit belongs to what it ends as."""
    shapes: dict[str, list[str]] = {}
    for text in texts:
        whole = next((other for other in reversed(texts) if other is not text and other.startswith(text) and _LETTERS.search(text)), text)
        shapes.setdefault(_NUMBER.sub("0", whole), []).append(text)
    for shape, group in shapes.items():
        longest = max(group, key=len)
        bits = all(longest.startswith(text) for text in group) and bool(_LETTERS.search(shape))
        yield from [tuple(group)] if len(group) > FEW and not bits else [(text,) for text in group if not bits] or [(longest,)]


def _merged(one: Row, two: Row) -> Row:
    return replace(
        one,
        drawn=tuple(dict.fromkeys((*one.drawn, *two.drawn))),
        frame=min(one.frame, two.frame),
        values=tuple(dict.fromkeys((*one.values, *two.values))),
    )
