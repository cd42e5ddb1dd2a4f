"""Sheet: the text of a YAML (or JSON) file as plain values that remember their lines.

    read(text, file)     -> Sheet
    sheet.fill(Model)    -> Model, or every fault at once, each with file and line

Scalars are read more plainly than YAML 1.1 does: only ``true`` and ``false`` are booleans; ``14:32``, ``no`` and ``2041-03-14`` are text.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from generator.problems import Origin, Problem, Problems, TemplateError, did_you_mean

M = TypeVar("M", bound=BaseModel)
Plain: TypeAlias = "bool | int | float | str | list[Plain] | dict[str, Plain] | None"
Path: TypeAlias = tuple[str | int, ...]

MAX_VALUES = 50_000  # with aliases followed, so that a few lines cannot stand for a billion
MAX_DEPTH = 24

_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,18})")
_FLOAT = re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]{1,3})?")
_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Sheet:
    """Plain values, and the line of each by its path of keys and indices."""

    value: Plain
    lines: dict[Path, int]
    file: str

    def origin(self, path: Path = ()) -> Origin:
        """Where a value stands, or the nearest value around it that the file has."""
        while path and path not in self.lines:
            path = path[:-1]
        return Origin(self.file, self.lines.get(path, 0))

    def fill(self, model: type[M]) -> M:
        """The values as a ``model``; raises TemplateError with all faults, in the order of their lines."""
        try:
            return model.model_validate(self.value)
        except ValidationError as error:
            found = [_problem(self, model, fault) for fault in error.errors(include_url=False)]
        raise TemplateError(sorted(set(found), key=lambda p: p.origin.line if p.origin else 0)) from None


def read(text: str, file: str) -> Sheet:
    """Read one YAML document; raises TemplateError for what is none, for repeated keys and for what is far too big."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        raise TemplateError(f"not readable as YAML: {error.problem or error.context}", Origin(file, line)) from None
    except (yaml.YAMLError, RecursionError) as error:
        raise TemplateError(f"not readable as YAML: {str(error).splitlines()[0]}", Origin(file)) from None
    reader = _Reader(file)
    value = reader.value(root, ()) if root is not None else {}
    reader.problems.raise_if_any(TemplateError)
    return Sheet(value, reader.lines, file)


class _Reader:
    """Turns nodes into plain values."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[Path, int] = {}
        self.problems = Problems()
        self._left = MAX_VALUES

    def value(self, node: yaml.Node, path: Path) -> Plain:
        line = node.start_mark.line + 1
        self.lines.setdefault(path, line)
        self._left -= 1
        if self._left < 0 or len(path) > MAX_DEPTH:
            raise TemplateError("this file holds far more values than a template needs", Origin(self.file, line))
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*path, i)) for i, child in enumerate(node.value)]
        assert isinstance(node, yaml.MappingNode)
        return self._mapping(node, path)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Plain]:
        found: dict[str, Plain] = {}
        for key, child in node.value:
            name = str(key.value) if isinstance(key, yaml.ScalarNode) else "?"
            if name in found:
                self.problems.add(f"{name} is given twice", Origin(self.file, key.start_mark.line + 1))
            self.lines[(*path, name)] = key.start_mark.line + 1
            found[name] = self.value(child, (*path, name))
        return found


def _scalar(node: yaml.ScalarNode) -> Plain:
    text = str(node.value)
    if node.style is not None:  # quoted or a block: always text
        return text
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def _problem(sheet: Sheet, model: type[BaseModel], fault: Any) -> Problem:
    """One of pydantic's faults as a sentence at its line."""
    path: Path = tuple(part for part in fault["loc"] if part != "[key]")
    name = ".".join(map(str, path))
    origin = sheet.origin(path)
    if fault["type"] == "extra_forbidden":
        known = _keys(model, path[:-1])
        return Problem(f"unknown key {name}{did_you_mean(str(path[-1]), known)}", origin)
    if fault["type"] == "missing":
        return Problem(f"{name} is missing", origin)
    if fault["type"] == "value_error":
        text = str(fault["ctx"]["error"])
        return Problem(f"{name}: {text}" if name else text, origin)
    text = str(fault["msg"]).replace("Input should", "it should")
    return Problem(f"{name}: {text}" if name else text, origin)


def _keys(model: type[BaseModel], path: Path) -> list[str]:
    """The keys that the model has at a path."""
    here: Any = model
    for part in path:
        here = _step(here, part)
    found = next((m for m in _models(here)), None)
    return [field.alias or name for name, field in found.model_fields.items()] if found else []


def _step(annotation: Any, part: str | int) -> Any:
    """The annotation of what stands under a key or index."""
    for model in _models(annotation):
        for name, field in model.model_fields.items():
            if part in (name, field.alias):
                return field.annotation
    for outer in _flat(annotation):
        inner = typing.get_args(outer)
        if inner:
            return inner[-1] if typing.get_origin(outer) in (dict, typing.get_origin(typing.Mapping[str, Any])) else inner[0]
    return None


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    for part in _flat(annotation):
        if isinstance(part, type) and issubclass(part, BaseModel):
            yield part


def _flat(annotation: Any) -> Iterator[Any]:
    """The members of a union, without None."""
    if typing.get_origin(annotation) is typing.Union or type(annotation).__name__ == "UnionType":
        for part in typing.get_args(annotation):
            yield from _flat(part)
    elif annotation is not type(None):
        yield annotation
