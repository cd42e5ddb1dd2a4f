"""Sheet: the text of a YAML (or JSON) file as plain values that remember their lines.

    read(text, file)  -> Sheet(value, lines, file)
    write(value)      -> a text from which the same is read

Scalars are read more plainly than YAML 1.1 does: only ``true`` and ``false`` are booleans; ``14:32``, ``no`` and ``2041-03-14`` are text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import yaml

from generator.problems import Origin, Problems, TemplateError, UserError

Plain: TypeAlias = "bool | int | float | str | list[Plain] | dict[str, Plain] | None"
Path: TypeAlias = tuple[str | int, ...]

MAX_VALUES = 50_000  # with aliases followed, so that a few lines cannot stand for a billion
MAX_DEPTH = 24

_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,18})")
_FLOAT = re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]{1,3})?")
_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}
# The C parser gives the same events and lines ten times faster; PyYAML has it wherever it was built with libyaml.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


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


def read(text: str, file: str, *, most: int = MAX_VALUES, fault: type[UserError] = TemplateError, exact: bool = False) -> Sheet:
    """Read one YAML document of at most ``most`` values; raises ``fault`` for what is none, for repeated keys, for far too much. ``exact``:
    numbers that would be written otherwise (``1e3``) stay text, for they may be names."""
    reader = _Reader(file, most, fault, exact)
    try:
        value = reader.document(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        raise fault(f"not readable as YAML: {error.problem or error.context}", Origin(file, line)) from None
    except yaml.YAMLError as error:
        raise fault(f"not readable as YAML: {str(error).splitlines()[0]}", Origin(file)) from None
    reader.problems.raise_if_any(fault)
    return Sheet(value, reader.lines, file)


def write(value: Mapping[str, Plain]) -> str:
    """Plain values as YAML from which :func:`read` has the same again: what it would take for something else is quoted."""
    return str(yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120))


class _Dumper(yaml.SafeDumper):
    """PyYAML's own quotes what YAML 1.1 reads as something else than a text; this one what we do, too."""


def _quoted(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    plain = _plain(text) == text and text.isprintable()  # unquoted and in single quotes, breaks of lines are folded
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if plain else '"')


_Dumper.add_representer(str, _quoted)


class _Reader:
    """Turns a parser's events into plain values: no tree in between, and no depth that a file can drive up."""

    def __init__(self, file: str, most: int, fault: type[UserError], exact: bool) -> None:
        self.file = file
        self._exact = exact
        self.lines: dict[Path, int] = {}
        self.problems = Problems()
        self._most = most
        self._count = 0
        self._fault = fault
        self._anchors: dict[str, tuple[Plain, int]] = {}
        self._events: Iterator[yaml.Event] = iter(())

    def document(self, events: Iterator[yaml.Event]) -> Plain:
        """The value of the one document in a file; an empty file is an empty mapping."""
        self._events = events
        found: Plain = {}
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._fault("not readable as YAML: a file holds one document", self._origin(event))
                found = self._value(next(events), ())
        return {} if found is None and len(self.lines) <= 1 else found

    def _origin(self, event: yaml.Event) -> Origin:
        return Origin(self.file, _line(event))

    def _value(self, event: yaml.Event, path: Path) -> Plain:
        self.lines.setdefault(path, _line(event))
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        before = self._count
        self._spend(1, event, path)
        found = self._node(event, path)
        anchor = getattr(event, "anchor", None)
        if anchor is not None:
            self._anchors[anchor] = found, self._count - before
        return found

    def _node(self, event: yaml.Event, path: Path) -> Plain:
        if isinstance(event, yaml.ScalarEvent):
            found = _scalar(event)
            return str(event.value) if self._exact and isinstance(found, (int, float)) and not _as_written(found, event) else found
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        items: list[Plain] = []
        while not isinstance(inner := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(inner, (*path, len(items))))
        return items

    def _mapping(self, path: Path) -> dict[str, Plain]:
        found: dict[str, Plain] = {}
        while not isinstance(key := next(self._events), yaml.MappingEndEvent):
            name = key.value if isinstance(key, yaml.ScalarEvent) else "?"
            if not isinstance(key, yaml.ScalarEvent):
                self._value(key, (*path, name))
            if name in found:
                self.problems.add(f"{name} is given twice", self._origin(key))
            self.lines[(*path, name)] = _line(key)
            found[name] = self._value(next(self._events), (*path, name))
        return found

    def _alias(self, event: yaml.AliasEvent) -> Plain:
        if event.anchor not in self._anchors:
            raise self._fault(f"*{event.anchor} stands for nothing that is complete here", self._origin(event))
        found, size = self._anchors[event.anchor]
        self._spend(size, event, ())
        return found

    def _spend(self, count: int, event: yaml.Event, path: Path) -> None:
        self._count += count
        if self._count > self._most or len(path) > MAX_DEPTH:
            raise self._fault("this file holds far more values than are read", self._origin(event))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0


def _as_written(found: bool | int | float, node: yaml.ScalarEvent) -> bool:
    return isinstance(found, bool) or str(found) == node.value


def _scalar(node: yaml.ScalarEvent) -> Plain:
    text = str(node.value)
    return text if node.style else _plain(text)  # quoted or a block: always text


def _plain(text: str) -> Plain:
    """What a text without quotes stands for."""
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text
