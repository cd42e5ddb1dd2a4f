"""Sheets of assets, read from where they are: CSV, YAML, JSON, and spreadsheets where openpyxl is installed."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from generator.batch.sheet import Line, Row, csv_lines, of_cells, of_yaml
from generator.problems import BriefError, Origin, did_you_mean
from generator.shelf.texts import NOT_UTF8, shown, text_of

CSV, XLSX, JSON = ".csv", ".xlsx", ".json"
KINDS = (CSV, XLSX, ".yaml", ".yml", JSON)
_REMEDY = "save it as UTF-8 (in spreadsheets, as “CSV UTF-8”)"
_DAMAGED = (BadZipFile, zlib.error, SyntaxError, EOFError, KeyError, ValueError, IndexError)  # a parser's faults are SyntaxErrors
MAX_BYTES = 64 * 1024 * 1024


def read_rows(path: Path) -> tuple[Row, ...]:
    """Every row of a sheet. Raises BriefError with every fault that a sheet can have by itself, each with file and line."""
    kind, name = path.suffix.lower(), shown(path)
    if kind not in KINDS:
        raise BriefError(f"{path} is no sheet: its name ends in {path.suffix or 'nothing'}{did_you_mean(kind, KINDS)}")
    if kind == XLSX:
        return of_cells(_spreadsheet(path, name), name)
    text = _text_of(path, name)
    if kind == CSV:
        return of_cells(csv_lines(text, name), name)
    try:
        return of_yaml(text, name)
    except BriefError:
        if kind == JSON:
            _check_json(text, name)
        raise


def title_of(path: Path) -> str:
    """What a sheet is called: its name without the suffix, unless another sheet beside it is called so too."""
    others = (path.with_suffix(kind) for kind in KINDS if kind != path.suffix)
    return path.name if any(other.is_file() for other in others) else path.stem


def _text_of(path: Path, name: str) -> str:
    """A sheet's text. Spreadsheets have their own ideas of what a CSV is written in."""
    try:
        text = text_of(path, MAX_BYTES, BriefError).removeprefix("\ufeff")
    except BriefError as error:
        if error.problems[0].message != NOT_UTF8:
            raise
        raise BriefError(f"{NOT_UTF8}: {_REMEDY}", error.problems[0].origin) from None
    if "\0" in text:
        raise BriefError(f"{NOT_UTF8}: {_REMEDY}", Origin(name))
    return text


def _check_json(text: str, name: str) -> None:
    """Say of a faulty JSON file what is wrong with it as JSON."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        raise BriefError(f"not readable as JSON: {error.msg}", Origin(name, error.lineno)) from None
    except RecursionError:
        return


def _spreadsheet(path: Path, name: str) -> Iterator[Line]:
    """The lines of a spreadsheet's first sheet, as their values stand there."""
    try:
        from openpyxl import load_workbook
        from openpyxl.utils.exceptions import InvalidFileException
    except ImportError:
        raise BriefError("spreadsheets need openpyxl: pip install 'ministerio[xlsx]', or save the sheet as CSV", Origin(name)) from None
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BriefError(f"this file has {path.stat().st_size:,} bytes; at most {MAX_BYTES:,} are read", Origin(name))
        book = load_workbook(path, read_only=True, data_only=True)
    except OSError as error:
        raise BriefError(f"cannot be read: {error.strerror}", Origin(name)) from None
    except (InvalidFileException, *_DAMAGED) as error:
        raise BriefError(f"not readable as a spreadsheet: {error}", Origin(name)) from None
    try:
        for number, cells in enumerate(book.worksheets[0].iter_rows(values_only=True), start=1):
            yield Line(number, [_text(cell) for cell in cells])
    except _DAMAGED as error:
        raise BriefError(f"not readable as a spreadsheet: {error}", Origin(name)) from None
    finally:
        book.close()


def _text(cell: Any) -> str:
    """A cell as somebody would have typed it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes" if not cell.second else "seconds")
    return cell.isoformat() if isinstance(cell, date) else str(cell).strip()
