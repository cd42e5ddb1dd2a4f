"""Sheets of assets: a CSV, YAML or JSON file with a row for each, as what a brief is asked for.

A column is an option of ``render`` by its long name, or a parameter of the template (``set.NAME`` where a name is both).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.documents.sheet import read
from generator.problems import BriefError, Origin

KINDS = (".csv", ".yaml", ".yml", ".json")
MAX_BYTES = 16 * 1024 * 1024
_OPTIONS = {
    "template": "template", "look": "look", "lang": "language", "canvas": "canvas", "fps": "rate", "frames": "frames", "formats": "formats",
    "layers": "layers", "colorspace": "colorspace", "show": "show", "shot": "shot", "version": "version", "seed": "seed",
    "loudness": "loudness", "citizen": "citizen", "at": "at", "canon": "canon",
}  # fmt: skip
_OWN = "set."


@dataclass(frozen=True, slots=True)
class Asked:
    """A row: the options and the parameters that it gives, and where it stands."""

    options: Mapping[str, Any]
    parameters: Mapping[str, Any]
    origin: Origin


def read_rows(path: Path) -> tuple[Asked, ...]:
    """Every row of a sheet; raises BriefError or TemplateError with file and line."""
    text = _text(path)
    rows = list(_of_csv(text, path) if path.suffix.lower() == ".csv" else _of_yaml(text, path))
    if not rows:
        raise BriefError("the sheet has no rows", Origin(str(path)))
    return tuple(_asked(row, origin) for row, origin in rows)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BriefError(f"{path} has over {MAX_BYTES:,} bytes")
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BriefError(f"{path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise BriefError(f"{path} is not UTF-8 text") from None


def _of_csv(text: str, path: Path) -> Iterator[tuple[Mapping[str, Any], Origin]]:
    """Rows under a head; an empty cell asks for nothing."""
    reader = csv.DictReader(io.StringIO(text), restkey="", strict=True)
    try:
        for row in reader:
            origin = Origin(str(path), reader.line_num)
            if "" in row or None in row:
                raise BriefError("this row has more cells than the head has names", origin)
            yield {name.strip(): value for name, value in row.items() if value and value.strip()}, origin
    except csv.Error as error:
        raise BriefError(f"not readable as CSV: {error}", Origin(str(path), reader.line_num)) from None


def _of_yaml(text: str, path: Path) -> Iterator[tuple[Mapping[str, Any], Origin]]:
    """A list of mappings, by itself or under ``assets``."""
    sheet = read(text, str(path))
    value, way = (sheet.value["assets"], ("assets",)) if isinstance(sheet.value, dict) and "assets" in sheet.value else (sheet.value, ())
    if not isinstance(value, list):
        raise BriefError("a sheet is a list of assets", sheet.origin())
    for i, row in enumerate(value):
        if not isinstance(row, dict):
            raise BriefError("an asset is written as NAME: VALUE", sheet.origin((*way, i)))
        yield row, sheet.origin((*way, i))


def _asked(row: Mapping[str, Any], origin: Origin) -> Asked:
    if not row.get("template"):
        raise BriefError("this row has no template", origin)
    options = {_OPTIONS[name]: value for name, value in row.items() if name in _OPTIONS}
    return Asked(options, {name.removeprefix(_OWN): value for name, value in row.items() if name not in _OPTIONS}, origin)
