"""Faults: what is wrong with a plate as the page tells it, and at which fields of the form.

told(problem)          what it says and what it is about, as plain facts
fields(problem, asset) the parameters that it is about
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.documents.parameters import Parameter
from generator.problems import About, Problem
from generator.render.asset import Asset

_SHORT = 4
_NUMBER = re.compile(r"\d(?:[\d.,' \u00a0\u2009\u202f\u066b\u066c]*\d)?")

Path = tuple[str | int, ...]
"""A parameter's name, then indices from 0 and names of fields inside of it."""


def told(problem: Problem) -> dict[str, Any]:
    """A problem as plain facts."""
    origin, about = problem.origin, problem.about or About("")
    return {
        "message": problem.message,
        "file": origin.file if origin else "",
        "line": origin.line if origin else 0,
        "kind": about.kind,
        "text": about.text,
        "what": about.what,
        "over": about.over,
        "spare": about.spare,
        "said": about.said,
        "values": dict(about.values),
    }


def fields(problem: Problem, asset: Asset | None) -> list[Path]:
    """The parameters that a problem is about: the one that it names; or those that its text is, else those that it contains, else those
    that it is a part of. Of several, those that were given: nobody else brought it about."""
    about = problem.about
    if about is None:
        return []
    if about.kind == "parameter":
        return [path_of(about.what)]
    said = folded(about.text)
    if asset is None or not said:
        return []
    values = [(path, folded(text)) for path, text in texts(asset)]
    found = [path for path, value in values if value == said] or _inside(said, values) or _numbered(said, asset)
    found = found or [path for path, value in values if len(said) >= _SHORT and said in value]
    return [path for path in found if path[0] in asset.brief.parameters] or found


def path_of(text: str) -> Path:
    """``history[1].change`` as a path."""
    return tuple(int(part) - 1 if part.isdecimal() else part for part in re.findall(r"\w+", text))


def folded(text: str) -> str:
    """A text as it is compared: templates set capitals and break lines."""
    return " ".join(text.casefold().split())


def texts(asset: Asset) -> Iterator[tuple[Path, str]]:
    """Every text among an asset's values, those in lists and records too."""
    for name, spec in asset.template.manifest.parameters.items():
        yield from _texts(spec, asset.values[name], (name,))


def _texts(spec: Parameter, value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if spec.type == "text":
        yield path, str(value)
    elif spec.type == "list" and spec.of is not None:
        for i, inner in enumerate(value):
            yield from _texts(spec.of, inner, (*path, i))
    elif spec.type == "record":
        for name, field in spec.fields.items():
            yield from _texts(field, value[name], (*path, name))


def _inside(said: str, values: list[tuple[Path, str]]) -> list[Path]:
    """Values that a text contains, but for those that another of them contains."""
    found = [(path, value) for path, value in values if _holds(said, value)]
    return [path for path, value in found if not any(value != other and value in other for _, other in found)]


def _holds(said: str, value: str) -> bool:
    """Whether a value is a part of a text; a short one has to be a word of its own there."""
    bound = r"\b" if value.isascii() and len(value) < _SHORT else ""
    return len(value) > 1 and bool(re.search(f"{bound}{re.escape(value)}{bound}", said))


def _numbered(said: str, asset: Asset) -> list[Path]:
    """Whole numbers that were given and stand in a text, in whatever digits and however they are grouped."""
    numbers = {"".join(str(int(char)) for char in found if char.isdecimal()) for found in _NUMBER.findall(said)}
    specs: Mapping[str, Parameter] = asset.template.manifest.parameters
    given = [name for name in asset.brief.parameters if name in specs and specs[name].type == "integer"]
    return [(name,) for name in given if str(abs(asset.values[name])) in numbers]
