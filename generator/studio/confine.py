"""Confine: no file of somebody's machine is read because a page names it. A brief in; BriefError out for each file that lies elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.brief import Brief
from generator.documents.manifest import Manifest
from generator.documents.parameters import Parameter
from generator.documents.unfit import UnfitError
from generator.problems import BriefError
from generator.shelf import Shelf
from generator.studio.desk import Desk

_FILES = ("image", "sound", "track")


def folders(desk: Desk) -> tuple[Path, ...]:
    """The folders whose files a page may name."""
    return tuple(folder.resolve() for folder in (desk.project, *desk.stills))


def brief_of(desk: Desk, shelf: Shelf, asked: Mapping[str, Any]) -> Brief:
    """What a page asks as a brief. Raises BriefError, also for files that lie elsewhere than in the desk's folders."""
    manifest = shelf.manifest(asked["template"])
    brief = Brief.of(manifest, asked)
    confined(desk, shelf, manifest, brief)
    return brief


def confined(desk: Desk, shelf: Shelf, manifest: Manifest, brief: Brief) -> None:
    """Raises BriefError for every parameter that names a file outside of the template's folder and the desk's."""
    own = shelf.folder(brief.template).resolve()
    roots = folders(desk)
    faults = [
        UnfitError("elsewhere", where, given=name).problem
        for key, value in brief.parameters.items()
        if value is not None
        for where, name in _named(manifest.parameters[key], manifest.parameters[key].parse(value, key), key)
        if not _within(name, own, roots)
    ]
    if faults:
        raise BriefError(faults)


def _named(spec: Parameter, value: Any, where: str) -> Iterator[tuple[str, str]]:
    """Every file that a typed value names, and which part of the parameter does."""
    if spec.type in _FILES:
        if value and not value.startswith("data:"):
            yield where, value
    elif spec.of is not None:
        for i, item in enumerate(value):
            yield from _named(spec.of, item, f"{where}[{i + 1}]")
    for key, inner in spec.fields.items():
        yield from _named(inner, value[key], f"{where}.{key}")


def _within(name: str, own: Path, roots: tuple[Path, ...]) -> bool:
    """Whether a name is of a file in the template's folder, or of one (from the current folder, as on a command line) in the desk's."""
    if "\0" in name:
        return False
    in_template = (own / name).resolve()
    if in_template.is_relative_to(own) and in_template.is_file():
        return True
    path = Path(name).resolve()
    return any(path.is_relative_to(root) for root in roots)
