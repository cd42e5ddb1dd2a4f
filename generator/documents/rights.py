"""Rights: what a template may reach in the values that it is given, and how a name that is not there is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from jinja2.environment import TemplateModule
from jinja2.runtime import BlockReference, LoopContext, Macro, StrictUndefined, Undefined
from jinja2.utils import Namespace, missing

from generator.documents.canvas import Canvas
from generator.documents.layout import Box
from generator.documents.seconds import Seconds
from generator.documents.view import View, kind_of
from generator.problems import did_you_mean
from generator.values.by_kind import ByKind
from generator.values.colour import Colour
from generator.values.seeds import Dice

_TEXT = """
upper lower title capitalize casefold strip lstrip rstrip split rsplit splitlines partition rpartition startswith endswith
removeprefix removesuffix count find rfind index isdigit isalpha isupper islower isspace
"""
_TESTS = """
defined undefined none boolean true false integer float number string mapping sequence odd even divisibleby in
== eq equalto != ne > gt greaterthan >= ge < lt lessthan <= le
"""

# Of values that are not ours: nothing that changes them, or that costs more than their length.
METHODS: tuple[tuple[type, frozenset[str]], ...] = (
    (str, frozenset(_TEXT.split())),
    (Mapping, frozenset(("items", "keys", "values", "get"))),
    (list, frozenset(("index", "count"))),
    (tuple, frozenset(("index", "count"))),
    (datetime, frozenset(("year", "month", "day", "hour", "minute", "second"))),
)
# Of these, every public name.
OURS = (View, Box, Canvas, Seconds, Colour, Dice, LoopContext, Namespace, TemplateModule, BlockReference, Macro)
TESTS = frozenset(_TESTS.split())
MAY_BE_MISSING = frozenset(("default", "d", "defined", "undefined"))
"""Filters and tests that are made for names that are not there."""

_KINDS = {"str": "a text", "int": "a number", "float": "a number", "NoneType": "nothing (none)", "dict": "a record", "bool": "a yes or no"}
_KINDS |= {"list": "a list", "tuple": "a list", "range": "a list", "datetime": "a moment"}


def may_reach(value: object, name: str) -> bool:
    """Whether a template may use an attribute of a value."""
    if name.startswith("_"):
        return False
    ours, methods = _reach[type(value)]
    return ours or name in methods


def _reached(given: type) -> tuple[bool, frozenset[str]]:
    """Whether all public names of a type may be reached, or else which ones."""
    for kind, names in METHODS:
        if issubclass(given, kind):
            return False, names
    return issubclass(given, OURS), frozenset()


_reach = ByKind(_reached)


def kind(value: object) -> str:
    """What a value is, in plain words."""
    name = type(value).__name__
    return _KINDS.get(name) or f"a {name.lower()}"


class Missing(StrictUndefined):
    """A name that is not there: using it says so, with the nearest that is."""

    known: ClassVar[tuple[str, ...]] = ()

    @property
    def _undefined_message(self) -> str:
        name, there = str(self._undefined_name), self._undefined_obj
        if self._undefined_hint:
            return self._undefined_hint
        if there is missing:
            return f"there is no name {name}{did_you_mean(name, self.known)}"
        if isinstance(there, View):
            return f"there is no {kind_of(there)} {name}{did_you_mean(name, there)}"
        if isinstance(there, Mapping):
            return f"there is no {name}{did_you_mean(name, map(str, there))}"
        reachable = (n for n in dir(there) if may_reach(there, n))
        return f"{kind(there)} has no {name}{did_you_mean(name, reachable)}"


def missing_among(names: Mapping[str, Any]) -> type[Missing]:
    """The undefined value of an environment that knows these names."""
    return type("Missing", (Missing,), {"known": tuple(names)})


def refuse_missing(*values: object) -> None:
    """Tell of a name that is not there where it is used first."""
    for value in values:
        if isinstance(value, Undefined):
            str(value)
