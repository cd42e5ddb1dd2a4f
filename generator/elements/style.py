"""What a declaration means on one element: ``var()`` filled in, ``inherit`` and its kin told apart, the initial value known.

The cascade (``documents/css.py``) has chosen the declaration; here it becomes a text to parse, a Track, or the order to inherit or to
start anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from generator.documents.properties import PROPERTIES, Property
from generator.motion.track import Track

Specified = str | Track[object] | Literal["inherit", "initial"]
INHERIT: Literal["inherit"] = "inherit"
INITIAL: Literal["initial"] = "initial"

_VAR = re.compile(r"var\(\s*(--[^\s,()]+)\s*", re.IGNORECASE)
_UNKNOWN = Property("")
_MAX_LENGTH, _MAX_DEPTH, _MAX_REPLACED = 65536, 48, 1000
_ENDLESS = "custom properties refer to one another without end"
Custom: TypeAlias = Callable[[str], "str | Track[object] | None"]
"""Looks up a custom property."""


def property_of(name: str) -> Property:
    """A property by name; one that is not known is not inherited and has no initial value."""
    return PROPERTIES.get(name, _UNKNOWN)


def specified(name: str, declared: str | Track[object] | None, custom: Custom) -> Specified:
    """What holds on an element for which ``declared`` won. ``custom`` looks up a custom property. Raises ValueError for a ``var()`` that
    leads nowhere; CSS then takes the declaration for ``unset``."""
    unset: Specified = INHERIT if property_of(name).inherited else INITIAL
    if declared is None:
        return unset
    if isinstance(declared, str) and "var(" in declared:
        declared = substitute(declared, custom)
    if isinstance(declared, Track):
        return declared
    word = declared.strip().lower()
    if word in ("unset", "revert"):
        return unset
    return INHERIT if word == "inherit" else INITIAL if word == "initial" else declared


def substitute(text: str, custom: Custom) -> str | Track[object]:
    """A text with each ``var(--name, fallback)`` replaced; a value that moves can only stand alone. Raises ValueError where there is
    neither a value nor a fallback; what refers to itself has no value."""
    return _Substitution(custom).of(text, ())


class _CycleError(ValueError):
    """A custom property that refers to itself, by its name."""


@dataclass(slots=True)
class _Substitution:
    custom: Custom
    left: int = _MAX_REPLACED

    def of(self, text: str, within: tuple[str, ...]) -> str | Track[object]:
        """``within``: the custom properties whose values this text is a part of."""
        at = 0
        while match := _VAR.search(text, at):
            self.left -= 1
            if self.left < 0 or len(within) > _MAX_DEPTH or len(text) > _MAX_LENGTH:
                raise ValueError(_ENDLESS)
            end = _closing(text, match.end())
            fallback = text[match.end() + 1 : end] if text[match.end()] == "," else None
            value = self._value(match[1], fallback, within)
            if isinstance(value, Track):
                if text.strip() != text[match.start() : end + 1]:
                    raise ValueError(f"the custom property {match[1]} moves; it can only stand alone")
                return value
            at = match.start() + len(value.strip())
            text = text[: match.start()] + value.strip() + text[end + 1 :]
        return text

    def _value(self, name: str, fallback: str | None, within: tuple[str, ...]) -> str | Track[object]:
        if name in within:
            raise _CycleError(name)
        value = self.custom(name)
        fault = f"the custom property {name} is not set"
        if isinstance(value, str):
            try:
                return self.of(value, (*within, name))
            except ValueError as error:
                if self.left < 0 or (isinstance(error, _CycleError) and error.args[0] != name):
                    raise
                fault = _ENDLESS if isinstance(error, _CycleError) else str(error)
        elif value is not None:
            return value
        if fallback is None:
            raise ValueError(fault)
        return self.of(fallback, within)


def _closing(text: str, start: int) -> int:
    """Where the parenthesis that is open at ``start`` closes."""
    depth = 1
    for i in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[i], 0)
        if not depth:
            return i
    raise ValueError(f"{text!r} lacks a closing parenthesis")
