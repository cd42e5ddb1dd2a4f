"""Timeline: cues that refer to each other, and how long each is, to begins and ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from generator.problems import Problems, TemplateError, did_you_mean
from generator.sound.cues import Cue


@dataclass(frozen=True, slots=True)
class Placed:
    """A cue with its place, in seconds from the plate's first frame."""

    cue: Cue
    begin: Fraction
    end: Fraction


def check(cues: Sequence[Cue]) -> None:
    """Raise TemplateError for names that are there twice, references to nobody, and cues that wait for each other."""
    problems = Problems()
    known: dict[str, Cue] = {}
    for cue in cues:
        if cue.name in known:
            problems.add(f"there is more than one cue {cue.name}", cue.origin)
        known.setdefault(cue.name, cue)
    for cue in cues:
        if cue.at.cue and cue.at.cue not in known:
            others = [name for name in known if name != cue.name]
            problems.add(f"{cue.name}: there is no cue {cue.at.cue}{did_you_mean(cue.at.cue, others)}", cue.origin)
    if not problems:
        for ring in _rings(known):
            problems.add(f"these cues wait for each other: {', '.join(ring)}", known[ring[0]].origin)
    problems.raise_if_any(TemplateError)


def _rings(known: Mapping[str, Cue]) -> list[tuple[str, ...]]:
    """Every circle of references, once, beginning with its first cue."""
    found: list[tuple[str, ...]] = []
    done: set[str] = set()
    for name in known:
        way: list[str] = []
        while name and name not in done and name not in way:
            way.append(name)
            name = known[name].at.cue  # noqa: PLW2901 - the walk goes on from there
        if name in way:
            found.append(tuple(way[way.index(name) :]))
        done.update(way)
    return found


def place(cues: Sequence[Cue], lengths: Mapping[str, Fraction]) -> tuple[Placed, ...]:
    """Where :func:`check`-ed cues lie, in their own order. Raises TemplateError for what would begin before the plate does."""
    known = {cue.name: cue for cue in cues}
    begins: dict[str, Fraction] = {}

    def begin(cue: Cue) -> Fraction:
        if cue.name not in begins:
            begins[cue.name] = cue.at.offset if not cue.at.cue else _beside(cue, known[cue.at.cue])
        return begins[cue.name]

    def _beside(cue: Cue, other: Cue) -> Fraction:
        there = begin(other) + cue.at.offset
        return there + {"after": lengths[other.name], "before": -lengths[cue.name]}.get(cue.at.edge, Fraction(0))

    placed = tuple(Placed(cue, begin(cue), begin(cue) + lengths[cue.name]) for cue in cues)
    problems = Problems()
    for found in placed:
        if found.begin < 0:
            problems.add(f"{found.cue.name} would begin {float(-found.begin):g} s before the plate does", found.cue.origin)
    problems.raise_if_any(TemplateError)
    return placed
