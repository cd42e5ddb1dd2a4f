"""``render``: one asset to plates."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.brief import Brief, parse_settings
from generator.cli.console import document, progress, result, say
from generator.cli.verbs.words import told_by
from generator.problems import BriefError
from generator.render import Outlook, Places, Receipt, describe, render
from generator.shelf.texts import shown, text_of
from generator.values.sheet import read

MAX_PARAMS = 8 * 1024 * 1024
MAX_VALUES = 1_000_000


def run(
    asked: Mapping[str, Any], *, settings: list[str], params: Path | None, out: Path, jobs: int | None, overwrite: bool, dry_run: bool,
    templates: list[Path], fonts: list[Path], as_json: bool,
) -> None:  # fmt: skip
    """Render what is asked, or say what that would write."""
    places = Places(tuple(templates), tuple(fonts))
    brief = brief_of(places, asked, parameters_of(settings, params), out)
    if dry_run:
        outlook = describe(brief, places, out, overwrite=overwrite)
        document(_outlook(outlook)) if as_json else _print_outlook(outlook)
        return
    with progress() as advance:
        receipt = render(
            brief, places, out, jobs=jobs, overwrite=overwrite, told=told_by(advance), owner=os.environ.get("MINISTERIO_OWNER", "")
        )
    document(_receipt(receipt)) if as_json else print_receipt(receipt)


def brief_of(places: Places, asked: Mapping[str, Any], parameters: Mapping[str, Any], out: Path) -> Brief:
    """A validated brief; ``version: next`` becomes the next that is free in ``out``."""
    manifest = places.shelf().manifest(str(asked["template"]))
    return Brief.of(manifest, {**asked, "parameters": dict(parameters)}).numbered(out)


def parameters_of(settings: list[str], params: Path | None) -> dict[str, Any]:
    """What ``--set`` gives, over what the file of ``--params`` does."""
    return {**(_read(params) if params else {}), **parse_settings(settings)}


def _read(path: Path) -> dict[str, Any]:
    """A file of parameters: YAML, of which JSON is a part."""
    sheet = read(text_of(path, MAX_PARAMS, BriefError), shown(path), most=MAX_VALUES, fault=BriefError)
    if not isinstance(sheet.value, dict):
        raise BriefError("parameters are written as NAME: VALUE", sheet.origin())
    return dict(sheet.value)


def print_receipt(receipt: Receipt) -> None:
    """The plate's folder on stdout; what was done on stderr."""
    result(str(receipt.folder))
    kept = f", {receipt.kept} kept" if receipt.kept else ""
    say(f"{receipt.painted} frames rendered{kept}; {len(receipt.files)} files, {_size(sum(f.size for f in receipt.files))}")
    for note in receipt.notes:
        say(f"note: {note}")


def _receipt(receipt: Receipt) -> dict[str, Any]:
    return {
        "plate": receipt.plate,
        "folder": str(receipt.folder),
        "manifest": str(receipt.manifest),
        "fingerprint": receipt.fingerprint,
        "rendered": receipt.painted,
        "kept": receipt.kept,
        "notes": list(receipt.notes),
        "files": [{"path": f.path, "format": f.format, "frames": f.frames, "size": f.size, "sha256": f.sha256} for f in receipt.files],
    }


def _outlook(outlook: Outlook) -> dict[str, Any]:
    formats = [{"format": e.format, "name": e.name, "files": e.files, "kept": e.kept, "bytes": e.size} for e in outlook.formats]
    return {
        "plate": outlook.plate,
        "folder": str(outlook.folder),
        "fingerprint": outlook.fingerprint,
        "frames": outlook.frames,
        "to_render": outlook.painted,
        "formats": formats,
    }


def _print_outlook(outlook: Outlook) -> None:
    result(f"{outlook.folder}: frames {outlook.frames}, {outlook.painted} to render")
    for e in outlook.formats:
        kept = f", {e.kept} kept" if e.kept else ""
        result(f"  {e.format:<11} {e.name}  {e.files} files{kept}, about {_size(e.size)}")


def _size(count: float) -> str:
    for unit in ("bytes", "kB", "MB", "GB"):
        if count < 1000 or unit == "GB":
            break
        count /= 1000
    return f"{count:.0f} {unit}" if unit == "bytes" or count >= 100 else f"{count:.1f} {unit}"
