"""One number for everything that the frames of a plate depend on.

``facts`` are those things by name: ``{"look": "vigil", "parameter score": "412", "fonts": "<digest>", ...}``. Two plates with equal facts
have equal frames, so a frame that carries the fingerprint need not be made again; where they differ, the names say what it is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

_LONG = 40


def fingerprint(facts: Mapping[str, str]) -> str:
    """SHA-256 over the facts in the order of their names, in hexadecimal."""
    text = json.dumps(dict(facts), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def differences(there: Mapping[str, str], here: Mapping[str, str]) -> list[str]:
    """In words, what differs: ``look is 'vigil' there and 'concord' here``; digests are only said to differ."""
    told = []
    for name in sorted(set(there) | set(here)):
        old, new = there.get(name), here.get(name)
        if old == new:
            continue
        if max(len(old or ""), len(new or "")) >= _LONG:
            told.append(f"{name} differ" if name.endswith("s") else f"{name} differs")
        else:
            told.append(f"{name} is {_quoted(old)} there and {_quoted(new)} here")
    return told


def _quoted(value: str | None) -> str:
    return "absent" if value is None else repr(value)
