"""Finding: one thing that is wrong, in one variant of a template. Gathering makes one of what many variants have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.problems import Origin

_NUMBER = re.compile(r"\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Variant:
    """One of the pictures that a template offers."""

    look: str
    language: str
    canvas: str


@dataclass(frozen=True, slots=True)
class Finding:
    """``rule`` is what was looked for, in a word. A ``note`` is worth knowing, anything else is to be mended. ``degree``: of several that
    are the same, the one of the highest is told. ``key``: what makes them the same; without one it is the message but for its numbers.
    ``texts``: what is set in type and meant by it, as it is drawn.
    ``said`` tells which sentence the message is, and ``values`` are what stands in it, for whoever says it in another language."""

    rule: str
    message: str
    origin: Origin | None = None
    note: bool = False
    degree: float = 0.0
    key: str = ""
    texts: tuple[str, ...] = ()
    said: str = field(default="", compare=False)
    values: Mapping[str, str | float] = field(default_factory=dict, compare=False)

    @property
    def same(self) -> tuple[str, Origin | None, str, bool]:
        """Equal for findings that are told as one."""
        return self.rule, self.origin, self.key or _NUMBER.sub("0", self.message), self.note


@dataclass(frozen=True, slots=True)
class Gathered:
    """A finding, and where it was made."""

    finding: Finding
    looks: tuple[str, ...]
    languages: tuple[str, ...]
    canvases: tuple[str, ...]


def gather(found: Iterable[tuple[Variant, Finding]]) -> tuple[Gathered, ...]:
    """Every finding once: faults before notes, then by place."""
    groups: dict[object, list[tuple[Variant, Finding]]] = {}
    for variant, finding in found:
        groups.setdefault(finding.same, []).append((variant, finding))
    return tuple(sorted((_gathered(group) for group in groups.values()), key=_order))


def _gathered(group: list[tuple[Variant, Finding]]) -> Gathered:
    worst = max((finding for _, finding in group), key=lambda finding: finding.degree)
    variants = [variant for variant, _ in group]
    return Gathered(worst, _each(v.look for v in variants), _each(v.language for v in variants), _each(v.canvas for v in variants))


def _each(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _order(gathered: Gathered) -> tuple[bool, str, int, str, str]:
    finding = gathered.finding
    origin = finding.origin or Origin("")
    return finding.note, origin.file, origin.line, finding.rule, finding.message
