"""Sheet: the text of a YAML (or JSON) file as plain values that remember their lines.

    read(text, file)     -> Sheet
    sheet.fill(Model)    -> Model, or every fault at once, each with file and line

What a text may hold is ``values/sheet.py``'s; here are pydantic's models.
"""

from __future__ import annotations

import typing
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from generator.problems import Problem, TemplateError, did_you_mean
from generator.values import sheet
from generator.values.sheet import Path, Plain

__all__ = ["Plain", "Sheet", "read"]

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Sheet(sheet.Sheet):
    """A sheet that fills models."""

    def fill(self, model: type[M]) -> M:
        """The values as a ``model``; raises TemplateError with all faults, in the order of their lines."""
        try:
            return model.model_validate(self.value)
        except ValidationError as error:
            found = [_problem(self, model, fault) for fault in error.errors(include_url=False)]
        raise TemplateError(sorted(set(found), key=lambda p: p.origin.line if p.origin else 0)) from None


def read(text: str, file: str) -> Sheet:
    """Read one YAML document; raises TemplateError for what is none, for repeated keys and for what is far too big."""
    plain = sheet.read(text, file)
    return Sheet(plain.value, plain.lines, plain.file)


def _problem(of: Sheet, model: type[BaseModel], fault: Any) -> Problem:
    """One of pydantic's faults as a sentence at its line."""
    path: Path = tuple(part for part in fault["loc"] if part != "[key]")
    name = ".".join(map(str, path))
    origin = of.origin(path)
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
