"""Needed: the files that an asset is made from beside templates and fonts, by the names that they are asked for with.

A farm that takes files along (job attachments) has to be told of each: pictures, recordings with their words, tracks, the canon with its
rules and stills, the configuration of colour.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.documents.manifest import Manifest
from generator.documents.parameters import Parameter
from generator.shelf import Worlds
from generator.shelf.recordings import sidecar

_FILES = ("image", "sound", "track")


def needed(asked: Mapping[str, Any], manifest: Manifest, worlds: Worlds) -> Iterator[Path]:
    """Files that are there, as they are named. ``asked``: what a brief is made from. Raises CanonError."""
    given = asked.get("parameters") or {}
    for name, spec in manifest.parameters.items():
        yield from _of(spec, given.get(name))
    if asked.get("ocio"):
        yield from _there(Path(str(asked["ocio"])))
    if asked.get("canon"):
        canon = Path(str(asked["canon"]))
        yield from (canon, *(file for file in worlds.files(canon) if file.parent == canon.parent and file != canon))
        yield from (placed.file for placed in worlds.stills(canon).values())


def _of(spec: Parameter, value: Any) -> Iterator[Path]:
    """Those of one parameter's value, however deep it holds them."""
    if spec.type == "list" and spec.of is not None and isinstance(value, list):
        for item in value:
            yield from _of(spec.of, item)
    elif spec.type == "record" and isinstance(value, dict):
        for key, field in spec.fields.items():
            yield from _of(field, value.get(key))
    elif spec.type in _FILES and isinstance(value, str) and value and not value.startswith("data:"):
        path = Path(value)
        yield from _there(path)
        words = sidecar(path) if spec.type == "sound" and path.is_file() else None
        yield from (words,) if words else ()


def _there(path: Path) -> Iterator[Path]:
    """A template's own pictures stand in its folder, not here."""
    if path.is_file():
        yield path
