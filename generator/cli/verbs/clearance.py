"""``world clearance``: what can be seen on plates, templates or the rows of a sheet, and why it is safe."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.batch.check import told
from generator.batch.expand import Fault, expand
from generator.brief import Brief
from generator.clearance.page import page
from generator.clearance.report import Report
from generator.clearance.table import data, table
from generator.cli.console import document, progress, result, say
from generator.cli.verbs.render import parameters_of
from generator.deliver.files import write_bytes
from generator.deliver.naming import manifest_of
from generator.problems import BriefError, UserError
from generator.render import Places
from generator.render.clearance import Docket, clear, docket_of
from generator.shelf.sheets import KINDS, read_rows


def run(
    subjects: list[str], asked: Mapping[str, Any], *, settings: list[str], params: Path | None, canon: Path | None, csv: Path | None,
    html: Path | None, strict: bool, templates: list[Path], fonts: list[Path], as_json: bool,
) -> None:  # fmt: skip
    """Write the reports where they are asked for, else the table to stdout. With ``strict``, exit code 1 when anything needs a person."""
    places = Places(tuple(templates), tuple(fonts))
    given = {**asked, "parameters": parameters_of(settings, params)}
    dockets = [docket for subject in subjects for docket in _dockets(subject, given, places, canon)]
    reports: list[Report] = []
    with progress("plates") as advance:
        for n, docket in enumerate(dockets, start=1):
            reports.append(clear(docket, places, canon))
            advance(n, len(dockets), docket.name)
    _write(reports, csv, html, as_json)
    open_ = sum(report.count("person") for report in reports)
    say(f"{sum(len(report.rows) for report in reports)} entries, {open_ or 'none'} of them for a person to look at")
    if strict and open_:
        sys.exit(1)


def _write(reports: list[Report], csv: Path | None, html: Path | None, as_json: bool) -> None:
    if csv:
        # A byte order mark, so that spreadsheets read it as UTF-8.
        result(str(write_bytes(csv, table(reports).encode("utf-8-sig")).path))
    if html:
        result(str(write_bytes(html, page(reports).encode()).path))
    if as_json:
        document([data(report) for report in reports])
    elif not (csv or html):
        result(table(reports).replace("\r\n", "\n").rstrip("\n"))


def _dockets(subject: str, asked: Mapping[str, Any], places: Places, canon: Path | None) -> Iterator[Docket]:
    """A plate's folder, a sheet's file, or a template's name."""
    path = Path(subject)
    if path.is_dir() and manifest_of(path):
        yield docket_of(path, places, canon)
    elif path.suffix.lower() in KINDS:
        yield from _rows(path, asked, places, canon)
    elif path.is_dir() and subject not in places.shelf().names():
        raise BriefError(f"{subject} is no plate: it has no manifest")
    else:
        yield _docket(subject, {**asked, "template": subject}, places, canon)


def _docket(name: str, asked: Mapping[str, Any], places: Places, canon: Path | None) -> Docket:
    """What a brief asks for, in the world of the canon that is asked for."""
    film = str(canon) if canon else asked.get("canon")
    brief = Brief.of(places.shelf().manifest(str(asked["template"])), {**asked, "canon": film})
    return Docket(name, brief, frozenset(asked["parameters"]))


def _rows(path: Path, asked: Mapping[str, Any], places: Places, canon: Path | None) -> Iterator[Docket]:
    """The assets of a sheet, as ``batch`` reads it; all that is wrong with them is told at once."""
    found = expand(read_rows(path), places.shelf().manifest)
    faults = list(found.faults)
    for wish in found.assets:
        name = " ".join(str(part) for part in (wish.options["template"], wish.options.get("shot"), wish.origin) if part)
        try:
            yield _docket(name, {**asked, **wish.options, "parameters": {**asked["parameters"], **wish.parameters}}, places, canon)
        except UserError as error:
            faults += [Fault(wish.row, "", problem.message, wish.origin) for problem in error.problems]
    if faults:
        raise told(faults)
