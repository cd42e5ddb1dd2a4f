"""Rows to assets: every list and range of a row is multiplied out.

The product is taken in the order of the columns, the last of which runs fastest: ``citizen: 1-500`` before ``lang: [es, en]`` gives 1 in
Spanish, 1 in English, 2 in Spanish. A wedge is one more column, and runs slowest, so that its values stand one block after the other.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from generator.batch.columns import MOST, asked, choices, twice
from generator.batch.naming import TOKENS, Among, named, unnamed
from generator.batch.sheet import Row
from generator.documents.manifest import Manifest
from generator.problems import Origin, Problem, UserError

Find = Callable[[str], Manifest]
"""A template's manifest by its name; raises UserError."""

_TRIED = 1000  # assets of a row with faults that are looked at for more of them


@dataclass(frozen=True, slots=True)
class Asked:
    """One asset as a sheet asks for it: its number from 1, its row's, the cells that it was made from, and what they ask for."""

    number: int
    row: int
    cells: Mapping[str, Any]
    options: Mapping[str, Any]
    parameters: Mapping[str, Any]
    origin: Origin
    defaults: Mapping[str, Origin] = field(default_factory=dict)
    """Which of its columns are defaults, and where those stand."""
    broken: frozenset[str] = frozenset()
    """Columns that have a fault already, and are left out of its cells: it is looked at for others, and not made."""

    @property
    def fields(self) -> dict[str, Any]:
        """What a brief is made from."""
        return {**self.options, "parameters": dict(self.parameters)}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row; ``column`` is empty where it is not one column alone. ``default``: the column is no cell of the row's."""

    row: int
    column: str
    message: str
    origin: Origin
    default: bool = False

    @classmethod
    def of(cls, row: Row | Asked, column: str, problem: Problem) -> Fault:
        """A problem of a row's column, where that stands: a default's is not the row's."""
        number = row.number if isinstance(row, Row) else row.row
        return cls(number, column, problem.message, problem.origin or row.defaults.get(column, row.origin), column in row.defaults)


@dataclass(frozen=True, slots=True)
class Expanded:
    """Assets and faults; ``products`` says of each row that was multiplied how; ``broken``: what rows with faults ask for beside them."""

    assets: tuple[Asked, ...]
    faults: tuple[Fault, ...]
    products: Mapping[int, str]
    broken: tuple[Asked, ...] = ()


def expand(rows: Sequence[Row], find: Find, wedges: Mapping[str, Sequence[Any]] | None = None) -> Expanded:
    """Every row multiplied out; rows with faults give no assets."""
    assets: list[Asked] = []
    broken: list[Asked] = []
    faults: list[Fault] = []
    products: dict[int, str] = {}
    for row in rows:
        many, wrong = _values(row, find, wedges or {})
        count = math.prod(len(values) for values in many.values())
        if len(assets) + count > MOST:
            wrong.append(Fault(row.number, "", f"with this row the sheet has over {MOST:,} assets", row.origin))
            faults += wrong
            break
        differ = {name: values for name, values in many.items() if len(values) > 1}
        among = {name: Among(values) for name, values in differ.items()}
        if wrong:
            faults += wrong
            bad = frozenset(fault.column for fault in wrong)
            broken += itertools.islice(_assets(row, many, among, 1, bad), _TRIED)
            continue
        if differ:
            products[row.number] = f"{' × '.join(f'{len(v):,} {name}' for name, v in differ.items())} = {count:,} assets"
        assets += _assets(row, many, among, len(assets) + 1)
    return Expanded(tuple(assets), tuple(faults), products, tuple(broken))


def _values(row: Row, find: Find, wedges: Mapping[str, Sequence[Any]]) -> tuple[dict[str, tuple[Any, ...]], list[Fault]]:
    """The values of each column of a row, those of wedges first; of a column with a fault, what stands there."""
    faults: list[Fault] = []
    cells = {**{name: list(values) for name, values in wedges.items()}, **{k: v for k, v in row.cells.items() if k not in wedges}}
    if not cells.get("template"):
        faults.append(Fault(row.number, "template", "this row has no template", row.origin))
    many: dict[str, tuple[Any, ...]] = {}
    for column, cell in cells.items():
        try:
            many[column] = choices(column, cell, next(_manifests(cells.get("template"), find), None), column in wedges)
        except UserError as error:
            many[column] = (str(cell),)
            faults += [Fault.of(row, column, replace(problem, origin=None)) for problem in error.problems]
    faults += [Fault.of(row, column, Problem(message)) for column, message in unnamed(many)]
    for first, second in twice(many):
        faults.append(Fault(row.number, "", f"{first} and {second} ask for the same", row.origin))
        del many[second]
    return many, faults


def _manifests(templates: Any, find: Find) -> Iterator[Manifest]:
    """Those of a row's templates that there are: what is wrong with others is told when their briefs are read."""
    for name in templates if isinstance(templates, list) else [templates]:
        try:
            yield find(str(name))
        except UserError:
            continue


def _assets(
    row: Row, many: Mapping[str, tuple[Any, ...]], differ: Mapping[str, Among], first: int, broken: frozenset[str] = frozenset()
) -> Iterable[Asked]:
    bare = [name for name in TOKENS if name in broken]
    for number, values in enumerate(itertools.product(*many.values()), start=first):
        cells = dict(zip(many, values, strict=True))
        for name in bare:
            cells.pop(name, None)
        cells = {name: value for name, value in named(cells, differ).items() if name not in broken}
        options, parameters = asked(cells)
        yield Asked(number, row.number, cells, options, parameters, row.origin, row.defaults, broken)
