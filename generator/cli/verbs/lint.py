"""``lint``: what is wrong with a template, in every look, language and canvas that it offers."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from generator.cli.console import counted, document, progress, result, say
from generator.cli.verbs.render import parameters_of
from generator.cli.verbs.words import told_by
from generator.documents.manifest import Manifest
from generator.inspection.finding import Gathered
from generator.problems import Problem
from generator.render import Places
from generator.render.lint import Report
from generator.render.lint import lint as inspect


def run(
    template: str, *, settings: list[str], params: Path | None, jobs: int | None, templates: list[Path], fonts: list[Path], as_json: bool
) -> None:
    """Tell every finding once; exit code 2 when one of them is to be mended."""
    places = Places(tuple(templates), tuple(fonts))
    with progress("variants") as advance:
        report = inspect(template, places, parameters_of(settings, params), jobs=jobs, told=told_by(advance))
    if as_json:
        document(_data(template, report))
    else:
        manifest = places.shelf().manifest(template)
        for gathered in report.findings:
            result(_line(gathered, manifest))
        result(f"{template}: {_count(report.faults, 'fault')}, {_count(len(report.findings) - report.faults, 'note')}")
    say(f"looked at {counted(report.variants, 'variant')} of {template}")
    if report.faults:
        sys.exit(2)


def _line(gathered: Gathered, manifest: Manifest) -> str:
    finding = gathered.finding
    message = f"{'note' if finding.note else 'fault'}: {finding.message}{_where(gathered, manifest)}"
    return str(Problem(message, finding.origin))


def _where(gathered: Gathered, manifest: Manifest) -> str:
    """The looks, languages and canvases that have it, unless all do."""
    kinds = (
        ("look", gathered.looks, manifest.looks), ("language", gathered.languages, manifest.languages),
        ("canvas", gathered.canvases, manifest.canvases),
    )  # fmt: skip
    parts = [f"{kind} {', '.join(names)}" for kind, names, every in kinds if len(names) < len(every)]
    return f" [{'; '.join(parts)}]" if parts else ""


def _count(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"


def _data(template: str, report: Report) -> dict[str, Any]:
    return {
        "template": template,
        "variants": report.variants,
        "faults": report.faults,
        "notes": len(report.findings) - report.faults,
        "findings": [_finding(gathered) for gathered in report.findings],
    }


def _finding(gathered: Gathered) -> dict[str, Any]:
    finding = gathered.finding
    return {
        "kind": "note" if finding.note else "fault",
        "rule": finding.rule,
        "message": finding.message,
        "file": finding.origin.file if finding.origin else None,
        "line": finding.origin.line if finding.origin else None,
        "looks": gathered.looks,
        "languages": gathered.languages,
        "canvases": gathered.canvases,
    }
