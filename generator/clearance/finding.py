"""Finding: one thing in a text that can be seen, and what makes it safe."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["clear", "canon", "person"]
"""``clear``: a rule makes it safe. ``canon``: the film itself says so, and whoever keeps the canon answers for it. ``person``: somebody
has to look at it."""

CLEAR: Verdict = "clear"
CANON: Verdict = "canon"
PERSON: Verdict = "person"
_WEIGHT = {CLEAR: 0, CANON: 1, PERSON: 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """``text`` is the part that was found, as it is written; ``kind`` a key of :data:`KINDS`; ``rule`` says why, without a full stop."""

    kind: str
    text: str
    verdict: Verdict
    rule: str


KINDS = {
    "address": "Address", "camera": "Camera", "card": "Payment card", "account": "Bank account", "code": "Number or code", "date": "Date",
    "domain": "Domain", "face": "Face", "file": "File number", "hour": "Hour", "identity": "Identity number", "ip": "Internet address",
    "mac": "Hardware address", "mark": "Mark", "machine_code": "Machine-readable code", "mail": "Mail address", "name": "Name",
    "number": "Number", "phone": "Telephone", "picture": "Picture", "place": "Place", "vehicle": "Licence plate", "voice": "Voice",
    "words": "Wording",
}  # fmt: skip


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The one that asks for most; ``clear`` of none."""
    return max(verdicts, key=_WEIGHT.__getitem__, default=CLEAR)


def judged(kind: str, text: str, reason: str, trouble: str) -> Finding:
    """Clear for a ``reason`` where there is one, else a person's because of its ``trouble``."""
    return Finding(kind, text, CLEAR, reason) if reason else Finding(kind, text, PERSON, trouble)
