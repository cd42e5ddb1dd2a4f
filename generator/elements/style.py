"""What a declaration means on one element: ``var()`` filled in, ``inherit`` and its kin told apart, the initial value known.

The cascade (``documents/css.py``) has chosen the declaration; here it becomes a text to parse, a Track, or the order to inherit or to
start anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from generator.documents.properties import PROPERTIES, Property
from generator.motion.track import Track

Specified = str | Track[object] | Literal["inherit", "initial"]
INHERIT: Literal["inherit"] = "inherit"
INITIAL: Literal["initial"] = "initial"

_VAR = re.compile(r"var\(\s*(--[^\s,()]+)\s*", re.IGNORECASE)
_UNKNOWN = Property("")
_MAX_LENGTH = 65536


def property_of(name: str) -> Property:
    """A property by name; one that is not known is not inherited and has no initial value."""
    return PROPERTIES.get(name, _UNKNOWN)


def specified(name: str, declared: str | Track[object] | None, custom: Callable[[str], str | Track[object] | None]) -> Specified:
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


def substitute(text: str, custom: Callable[[str], str | Track[object] | None], depth: int = 0) -> str | Track[object]:
    """A text with each ``var(--name, fallback)`` replaced; a value that moves can only stand alone."""
    if depth > 16 or len(text) > _MAX_LENGTH:
        raise ValueError("custom properties refer to one another without end")
    match = _VAR.search(text)
    if not match:
        return text
    end = _closing(text, match.end())
    fallback = text[match.end() + 1 : end] if text[match.end()] == "," else None
    value = custom(match[1])
    if value is None:
        value = fallback
    if value is None:
        raise ValueError(f"the custom property {match[1]} is not set")
    if isinstance(value, Track):
        if text.strip() != text[match.start() : end + 1]:
            raise ValueError(f"the custom property {match[1]} moves; it can only stand alone")
        return value
    return substitute(text[: match.start()] + value.strip() + text[end + 1 :], custom, depth + 1)


def _closing(text: str, start: int) -> int:
    """Where the parenthesis that is open at ``start`` closes."""
    depth = 1
    for i in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[i], 0)
        if not depth:
            return i
    raise ValueError(f"{text!r} lacks a closing parenthesis")
