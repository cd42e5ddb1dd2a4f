"""Assets to briefs, or every fault with its row and column.

A fault is of one column where that column alone, asked of the template by itself, has it too; else it is the row's. What many rows have in
common is told once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.batch.columns import asked, option_of
from generator.batch.expand import Asked, Fault, Find
from generator.brief import Brief
from generator.deliver.naming import NEXT, spelt
from generator.problems import BriefError, Problem, UserError
from generator.values.frames import spell

MOST_TOLD = 40
_UNKNOWN = "v000"

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
            faults += _blamed(wish, error, find, also)
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


def _blamed(wish: Asked, error: UserError, find: Find, also: Also) -> list[Fault]:
    """The faults of a row, each with the column that has it."""
    alone = {column: _alone(wish, column, find, also) for column in wish.cells}
    found = []
    for problem in error.problems:
        column = next((name for name, messages in alone.items() if problem.message in messages), "")
        found.append(Fault.of(wish, column, problem))
    return found


def _alone(wish: Asked, column: str, find: Find, also: Also) -> frozenset[str]:
    """What is wrong with one column by itself."""
    cells = {name: value for name, value in wish.cells.items() if name in ("template", column)}
    try:
        options, parameters = asked(cells)
        also(brief_of(Asked(wish.number, wish.row, cells, options, parameters, wish.origin), find))
    except UserError as error:
        return frozenset(problem.message for problem in error.problems)
    return frozenset()


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
