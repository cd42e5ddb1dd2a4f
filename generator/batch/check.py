"""Assets to briefs, or every fault with its row and column.

A fault is of one column where that column alone, asked of the template by itself, has it too, or together with those that it goes with
(``at`` with ``citizen``); else it is the row's. What has a fault is left out, and the rest is looked at again, until nothing more is found.
What many rows have in common is told once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from generator.batch.columns import asked, option_of, parameter_of
from generator.batch.expand import Asked, Fault, Find
from generator.brief import Brief
from generator.deliver.naming import NEXT, spelt
from generator.documents.manifest import Manifest, read_manifest
from generator.languages import LANGUAGES
from generator.problems import BriefError, Problem, UserError
from generator.values.frames import spell

MOST_TOLD = 40
_UNKNOWN = "v000"

_ANYBODY = "1"
_TOGETHER = (
    ("canon", "citizen", "at", "scene"),
    ("ocio", "colorspace", "interpretation", "display", "view"),
    ("formats", "to", "canvas", "parts", "compression", "crop", "overscan"),
    ("frames", "start", "fps", "rate", "handles", "slate"),
)
"""Columns that are understood together, those that others need first."""
_OF_A_TEMPLATE = {"template", "look", "canvas", "layers", "treatments", "citizen", "at", "scene", "canon"}

Also = Callable[[Brief], None]
"""What else is looked at, in the world and on the shelf; raises UserError."""


@dataclass(frozen=True, slots=True)
class Ready:
    """An asset that can be made: its plate's name (``next`` for a version that is still to be found), frames and formats."""

    asked: Asked
    plate: str
    size: tuple[int, int]
    frames: str
    count: int
    formats: tuple[str, ...]
    kind: tuple[str, ...]
    """What frames cost the same for: template, size, formats, layers."""


def brief_of(wish: Asked, find: Find) -> Brief:
    """Raises UserError."""
    template = str(wish.options.get("template", ""))
    return Brief.of(find(template), wish.fields)


def check(assets: Iterable[Asked], find: Find, also: Also) -> tuple[list[Ready], list[Fault]]:
    """Every asset as it will be made, and every fault."""
    ready: list[Ready] = []
    faults: list[Fault] = []
    names: dict[str, Ready] = {}
    for wish in assets:
        try:
            brief = brief_of(wish, find)
            also(brief)
            made = _ready(wish, brief)
        except UserError as error:
            faults += _Blame(wish, find, also).faults(error)
            continue
        if wish.broken:
            continue
        first = names.setdefault(made.plate, made)
        if first is not made:
            where = f"row {first.asked.row}" if first.asked.row != wish.row else "another asset of this row"
            faults.append(
                Fault(
                    wish.row,
                    "shot",
                    f"its plate is called {made.plate} like that of {where}; name columns: shot: x_{{citizen}}",
                    wish.origin,
                )
            )
        ready.append(made)
    return ready, faults


def _ready(wish: Asked, brief: Brief) -> Ready:
    size = (brief.canvas.width, brief.canvas.height)
    kind = (brief.template, f"{size[0]}x{size[1]}", ",".join(sorted(brief.formats)), ",".join(brief.layers))
    return Ready(wish, _called(brief), size, str(brief.rendered), len(brief.rendered), brief.formats, kind)


def _called(brief: Brief) -> str:
    """The plate's name; of a version that is still to be found, ``next`` in its place."""
    version = brief.version if brief.version != NEXT else _UNKNOWN
    name, _ = spelt(brief.names, {**brief.tokens, "version": version}, Path())
    return name if version == brief.version else name.replace(_UNKNOWN, NEXT)


class _Blame:
    """Whose fault it is that an asset cannot be made."""

    def __init__(self, wish: Asked, find: Find, also: Also) -> None:
        self._wish, self._find, self._also = wish, find, also
        self._cells = dict(wish.cells)
        self._tried: dict[tuple[str, ...], frozenset[str]] = {}

    def faults(self, error: UserError) -> list[Fault]:
        """All that is wrong with it, ``error`` first."""
        if not self._template():
            unknown = [Fault.of(self._wish, "template", problem) for problem in error.problems] if "template" in self._cells else []
            return [*unknown, *self._without_template()]
        if "citizen" in self._wish.broken:
            self._cells["citizen"] = _ANYBODY
            error = self._wrong(self._cells) or BriefError([])
        found: list[Fault] = []
        again: UserError | None = error
        while again:
            blamed = [(self._column(problem.message), problem) for problem in again.problems if not self._follows(problem.message)]
            found += [Fault.of(self._wish, column, problem) for column, problem in blamed if column or again is error]
            self._leave_out({column for column, _ in blamed if column})
            again = self._wrong(self._cells) if any(column for column, _ in blamed) else None
        return found

    def _template(self) -> bool:
        """Whether there is one to check against."""
        try:
            self._find(str(self._wish.options.get("template", "")))
        except UserError:
            return False
        return True

    def _without_template(self) -> list[Fault]:
        """What is wrong in whatever template it is: frames, formats, languages."""
        own = {name: value for name, value in self._cells.items() if option_of(name) and name not in _OF_A_TEMPLATE}
        cells = {"template": "any", **own}
        options, parameters = asked(cells)
        wish = replace(self._wish, cells=cells, options=options, parameters=parameters)
        blame = _Blame(wish, lambda _: any_template(), lambda _: None)
        error = blame._wrong(wish.cells)
        return blame.faults(error) if error else []

    def _follows(self, message: str) -> bool:
        """Whether this is so only because a column was left out."""
        return any(message.startswith(f"parameter {parameter_of(column)} has no default") for column in self._left_out)

    @property
    def _left_out(self) -> set[str]:
        return {*self._wish.broken, *(self._wish.cells.keys() - self._cells.keys())}

    def _leave_out(self, columns: Iterable[str]) -> None:
        """What has a fault, and what cannot be understood without it."""
        for column in columns:
            group = next((group for group in _TOGETHER if column in group), (column,))
            for name in (column,) if column in ("citizen", "at", "scene") else group:
                self._cells.pop(name, None)
            if column == "citizen":
                self._cells[column] = _ANYBODY

    def _column(self, message: str) -> str:
        """The column that has this fault by itself, or that brings it to those that it goes with."""
        if message in self._messages():
            return ""
        alone = (column for column in self._cells if column != "template" and message in self._messages(column))
        return next(alone, "") or next((column for group in _TOGETHER if (column := self._bringing(group, message))), "")

    def _bringing(self, group: Sequence[str], message: str) -> str:
        there = [column for column in group if column in self._cells]
        return next((there[n] for n in range(len(there)) if message in self._messages(*there[: n + 1])), "")

    def _messages(self, *columns: str) -> frozenset[str]:
        """What is wrong with some columns by themselves."""
        if columns not in self._tried:
            cells = {name: value for name, value in self._cells.items() if name in ("template", *columns)}
            if columns == ("canon",):
                cells["citizen"] = _ANYBODY
            error = self._wrong(cells)
            self._tried[columns] = frozenset(problem.message for problem in error.problems) if error else frozenset()
        return self._tried[columns]

    def _wrong(self, cells: Mapping[str, Any]) -> UserError | None:
        try:
            self._also(brief_of(Asked(self._wish.number, self._wish.row, cells, *asked(cells), self._wish.origin), self._find))
        except UserError as error:
            return error
        return None


@cache
def any_template() -> Manifest:
    """What stands for a template that there is not: of its own it has nothing, and it speaks all languages."""
    languages = ", ".join(LANGUAGES)
    text = f"title: Any\ndescription: Any template.\nlooks: [any]\nlanguages: [{languages}]\ncanvases: [1920x1080]\nduration: 24f\n"
    return read_manifest(text, "any")


def told(faults: Sequence[Fault]) -> BriefError:
    """All faults as one error; those of the same column and words together, with the rows that have them."""
    groups: dict[tuple[str, str, bool], list[Fault]] = {}
    for fault in faults:
        groups.setdefault((fault.column, fault.message, fault.default), []).append(fault)
    problems = [Problem(_sentence(those), those[0].origin) for those in groups.values()]
    if len(problems) > MOST_TOLD:
        more = len(problems) - MOST_TOLD
        problems = [*problems[:MOST_TOLD], Problem(f"and {more:,} more faults")]
    return BriefError(problems)


def _sentence(faults: Sequence[Fault]) -> str:
    """A fault that rows share, with the rows; a default that nobody knows may have been meant as a remark."""
    first, rows = faults[0], sorted({fault.row for fault in faults})
    where = f"rows {spell(rows)}" if len(rows) > 1 else f"row {rows[0]}"
    if first.default:
        remark = "; a remark begins with ##" if option_of(first.column) is None and first.message.startswith("unknown") else ""
        return f"{where}, default {first.column}: {first.message}{remark}"
    return f"{where}, column {first.column}: {first.message}" if first.column else f"{where}: {first.message}"
