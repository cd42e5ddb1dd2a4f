"""The report as a table: CSV for whoever sorts and ticks, plain data for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from generator.clearance.report import Report, Row

COLUMNS = ("plate", "verdict", "kind", "text", "stands in", "rule", "comes from", "drawn at", "layer", "first frame")
VERDICTS = {"person": "needs a person", "canon": "canon", "clear": "clear"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table(reports: Iterable[Report]) -> str:
    """CSV (RFC 4180) with a head, a line for each row."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for report in reports:
        writer.writerows([_inert(cell) for cell in _cells(report.subject.name, row)] for row in report.rows)
    return out.getvalue()


def _cells(name: str, row: Row) -> tuple[str, ...]:
    return (
        name, VERDICTS[row.verdict], row.kind, row.text, row.whole, row.rule, "; ".join(comes_from(row)), "; ".join(map(str, row.drawn)),
        row.layer, str(row.frame or ""),
    )  # fmt: skip


def comes_from(row: Row) -> tuple[str, ...]:
    """Who says what a row has, with file and line."""
    return tuple(map(str, row.sources)) or ("worked out by the template",)


def _inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def data(report: Report) -> dict[str, Any]:
    """A report as plain values."""
    return {
        "plate": report.subject.name,
        "facts": dict(report.subject.facts),
        "needs_a_person": report.count("person"),
        "canon": report.count("canon"),
        "clear": report.count("clear"),
        "rows": [_row(row) for row in report.rows],
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "verdict": row.verdict, "kind": row.kind, "text": row.text, "stands_in": row.whole, "rule": row.rule, "comes_from": comes_from(row),
        "drawn_at": [str(origin) for origin in row.drawn], "layer": row.layer, "first_frame": row.frame or None, "values": row.values,
    }  # fmt: skip
