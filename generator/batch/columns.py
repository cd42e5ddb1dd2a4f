"""Columns: an option of ``render``, or a parameter of the row's template (``set.NAME`` where a name is both).

Options are the fields of :class:`Brief`; three have a shorter name in sheets and on the command line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_origin

from generator.brief import Brief
from generator.documents.manifest import Manifest
from generator.problems import BriefError

OWN = "set."
_SHORT = {"lang": "language", "fps": "rate", "to": "formats"}
OPTIONS: Mapping[str, str] = {name: name for name in Brief.model_fields if name != "parameters"} | _SHORT
SCENE = "scene"
"""A scene's number, for ``at``: ``12A`` says ``scene:12A``."""
_SEVERAL = {name for name, field in Brief.model_fields.items() if get_origin(field.annotation) is tuple}
_COUNTED = {"citizen", "seed"}
_RANGE = re.compile(r"\s*(\d{1,12})\s*-\s*(\d{1,12})(?:\s*[x:]\s*(\d{1,9}))?\s*")
MOST = 200_000


def option_of(column: str) -> str | None:
    """The brief's field that a column asks for; ``None`` where it is a parameter."""
    return "at" if column == SCENE else OPTIONS.get(column)


def column_of(option: str) -> str:
    """What a field of the brief is called in sheets and on the command line."""
    return next((short for short, name in _SHORT.items() if name == option), option)


def parameter_of(column: str) -> str:
    """The parameter that a column asks for."""
    return column.removeprefix(OWN)


def choices(column: str, cell: Any, manifest: Manifest | None, wedge: bool = False) -> tuple[Any, ...]:
    """The values of a cell, one after the other: a list's, a range's (``1-500``, ``10-50x10``), or the one that it holds.

    A column that takes several values at once (``formats``, ``layers``, a parameter that is a list) keeps them together. Ranges are for
    ``citizen``, ``seed`` and whole-number parameters. Of a ``wedge``, each value is a cell of its own. Raises BriefError.
    """
    if wedge:
        return tuple(dict.fromkeys(value for one in cell for value in choices(column, one, manifest)))
    option = option_of(column)
    spec = manifest.parameters.get(parameter_of(column)) if manifest and option is None else None
    together = option in _SEVERAL or (spec is not None and spec.type in ("list", "record"))
    counted = option in _COUNTED or (spec is not None and spec.type == "integer")
    if option == "frames" and isinstance(cell, list):
        return (",".join(map(str, cell)),)
    if together:
        return (cell,)
    if not isinstance(cell, list):
        return tuple(_ranged(cell)) if counted else (cell,)
    if not cell:
        raise BriefError("the list is empty")
    found: list[Any] = []
    for item in cell:
        if isinstance(item, (list, dict)):
            raise BriefError("a list holds single values")
        found += _ranged(item) if counted else [item]
    return tuple(dict.fromkeys(found))


def _ranged(cell: Any) -> Iterator[Any]:
    """``1-500`` as numbers; anything else as it is."""
    match = _RANGE.fullmatch(cell) if isinstance(cell, str) else None
    if not match:
        yield cell
        return
    first, last, step = int(match[1]), int(match[2]), int(match[3] or 1)
    if last < first or step < 1:
        raise BriefError(f"the range {cell} runs backwards or stands still")
    if (last - first) // step >= MOST:
        raise BriefError(f"the range {cell} has over {MOST:,} numbers")
    yield from map(str, range(first, last + 1, step))


def twice(columns: Iterable[str]) -> list[tuple[str, str]]:
    """Columns that ask for one thing, in pairs."""
    known: dict[tuple[bool, str], str] = {}
    found = []
    for column in columns:
        option = option_of(column)
        first = known.setdefault((option is None, option or parameter_of(column)), column)
        if first != column:
            found.append((first, column))
    return found


def asked(cells: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Single values by column as a brief's options and a template's parameters."""
    options: dict[str, Any] = {}
    parameters: dict[str, Any] = {}
    for column, value in cells.items():
        option = option_of(column)
        into, name = (parameters, parameter_of(column)) if option is None else (options, option)
        told = str(value) if option and isinstance(value, (int, float)) else value  # YAML's 10 is the shot "10"
        into[name] = f"scene:{value}" if column == SCENE else told
    return options, parameters
