"""Sheets: the text of a CSV, YAML or JSON file, or the cells of a spreadsheet, as rows that remember where they stand.

    of_cells(lines, file)   a head of column names, and a row for each line under it; an empty cell asks for nothing
    of_yaml(text, file)     a list of mappings; or ``assets: [...]`` with ``defaults: {...}`` above it

In cells, ``# look: vigil`` above the head is a default for rows that have no look of their own (``# formats: png,exr`` one with both); any
other line that begins with ``#`` is a remark. A cell may hold ``[es, en]``, a list.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.problems import BriefError, Origin, Problems, UserError
from generator.values import sheet as plain

MOST_ROWS = 200_000
MOST_VALUES = 4_000_000
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.]*")
_DEFAULT = re.compile(rf"#\s*({_NAME.pattern})\s*(?::\s*(.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number from 1, its cells by column (the sheet's defaults among them), where it stands, and where the defaults do that
    it has."""

    number: int
    cells: Mapping[str, Any]
    origin: Origin
    defaults: Mapping[str, Origin] = field(default_factory=dict)

    def over(self, defaults: Mapping[str, Any], origin: Origin) -> Row:
        """The same with more defaults, below its own."""
        added = {name: origin for name in defaults if name not in self.cells}
        return Row(self.number, {**defaults, **self.cells}, self.origin, {**added, **self.defaults})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of cells, as text, and its number in the file."""

    number: int
    cells: Sequence[str]


def csv_lines(text: str, file: str) -> Iterator[Line]:
    """The lines of a CSV text; where its head has no comma, semicolons or tabs part its cells, as spreadsheets write them in countries with
    a decimal comma. Raises BriefError."""
    head = next((line for line in text.splitlines() if line.strip() and not line.lstrip('"').startswith("#")), "")
    parts = next((mark for mark in ",;\t" if mark in head), ",")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=parts)
    first = 1
    try:
        for cells in reader:
            yield Line(first, [cell.strip() for cell in cells])
            first = reader.line_num + 1
    except csv.Error as error:
        raise BriefError(f"not readable as CSV: {error}", Origin(file, reader.line_num)) from None


def of_cells(lines: Iterable[Line], file: str) -> tuple[Row, ...]:
    """Rows under a head. Raises BriefError with every fault."""
    problems = Problems()
    defaults: dict[str, Any] = {}
    places: dict[str, Origin] = {}
    head: Sequence[str] = ()
    rows: list[Row] = []
    number = 0
    for line in lines:
        origin = Origin(file, line.number)
        if not any(line.cells):
            continue
        if line.cells[0].startswith("#"):
            if not head:
                default = _default(line.cells, origin, problems)
                defaults |= default
                places |= dict.fromkeys(default, origin)
        elif not head:
            head = _head(line.cells, origin, problems)
        else:
            number += 1
            if any(line.cells[len(head) :]):
                problems.add(f"row {number} has more cells than the head has names", origin)
            own = {name: _value(cell, origin, problems) for name, cell in zip(head, line.cells, strict=False) if cell and name}
            rows.append(Row(number, {**defaults, **own}, origin, _others(places, own)))
    problems.raise_if_any(BriefError)
    return _counted(rows, file)


def _default(cells: Sequence[str], origin: Origin, problems: Problems) -> dict[str, Any]:
    """``# look: vigil`` in one cell, or ``# look`` and ``vigil`` in two; what a comma made further cells of is one value. Anything else is
    a remark."""
    found = _DEFAULT.fullmatch(cells[0])
    if not found:
        return {}
    value = ",".join(cell for cell in (found[2], *cells[1:]) if cell)
    return {found[1]: _value(value, origin, problems)} if value else {}


def _others(places: Mapping[str, Origin], own: Mapping[str, Any]) -> dict[str, Origin]:
    """Where the defaults stand that a row has none of its own for."""
    return {name: origin for name, origin in places.items() if name not in own}


def _head(cells: Sequence[str], origin: Origin, problems: Problems) -> Sequence[str]:
    for name in cells:
        if name and not _NAME.fullmatch(name):
            problems.add(f"{name!r} is no column's name", origin)
        if name and cells.count(name) > 1:
            problems.add(f"the column {name} is there {cells.count(name)} times", origin)
    return cells


def _value(cell: str, origin: Origin, problems: Problems) -> Any:
    try:
        return _list_of(cell) if cell.startswith("[") and cell.endswith("]") else cell
    except UserError as error:
        problems.add(f"{cell!r} is no list: {error.problems[0].message}", origin)
        return cell


def _list_of(cell: str) -> Any:
    return plain.read(cell, "", fault=BriefError).value


def of_yaml(text: str, file: str) -> tuple[Row, ...]:
    """Rows of a YAML or JSON document. Raises BriefError with every fault."""
    sheet = plain.read(text, file, most=MOST_VALUES, fault=BriefError, exact=True)
    problems = Problems()
    value, defaults = sheet.value, {}
    way: tuple[str, ...] = ()
    if isinstance(value, dict):
        for key in value.keys() - {"defaults", "assets"}:
            problems.add(f"a sheet has defaults and assets, and no {key}", sheet.origin((key,)))
        given = value.get("defaults") or {}
        if not isinstance(given, dict):
            problems.add("defaults are written as NAME: VALUE", sheet.origin(("defaults",)))
        defaults = given if isinstance(given, dict) else {}
        value, way = value.get("assets"), ("assets",)
    rows: list[Row] = []
    if not isinstance(value, list):
        problems.add("a sheet is a list of assets, or assets: with a list", sheet.origin(way))
    for i, cells in enumerate(value if isinstance(value, list) else ()):
        origin = sheet.origin((*way, i))
        if not isinstance(cells, dict):
            problems.add(f"row {i + 1}: an asset is written as NAME: VALUE", origin)
            continue
        asked = {str(name): cell for name, cell in {**defaults, **cells}.items() if cell is not None}
        places = {str(name): sheet.origin(("defaults", name)) for name in defaults if cells.get(name) is None}
        rows.append(Row(i + 1, asked, origin, {name: place for name, place in places.items() if name in asked}))
    problems.raise_if_any(BriefError)
    return _counted(rows, file)


def _counted(rows: list[Row], file: str) -> tuple[Row, ...]:
    if not rows:
        raise BriefError("the sheet has no rows", Origin(file))
    if len(rows) > MOST_ROWS:
        raise BriefError(f"the sheet has {len(rows):,} rows; at most {MOST_ROWS:,} are read", Origin(file))
    return tuple(rows)
