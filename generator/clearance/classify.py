"""A text in, the findings in it out: every number, address and name that a pattern or a hint tells, first the most particular.

What is left is wording; ``report.py`` says what of that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from unicodedata import decimal

from generator.clearance import machines, papers, people, phones
from generator.clearance.finding import Finding, judged

Reader = Callable[[str], Finding | None]

_DATE = re.compile(
    r"(?<![\w/.-])(?:\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2(?:\d{4}|\d\d)|\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?)(?![\w/-])"
)
_HOUR = re.compile(r"(?<![\w:])\d{1,2}:\d{2}(?::\d{2}){0,2}(?:[.,;]\d{1,3})?(?![\w:])")
_AMOUNT = re.compile(r"(?<![\w.,])\d{1,3}(?:([.,'\u00a0\u2009\u202f])\d{3})(?:\1\d{3})*(?:[.,]\d+)?(?![\w])")
_HANDLE = re.compile(r"(?<![\w.])@[\w.]{2,}\w")
_CODE = re.compile(r"(?<![\w-])(?=[\w-]*[A-Z])(?=(?:[A-Z-]*\d){4})[A-Z0-9](?:[A-Z0-9-]{4,})[A-Z0-9](?![\w-])")
_SHORT = 7
"""Digits from which a bare number can be dialled."""


def _date(text: str) -> Finding:
    return judged("date", text, "a date", "")


def _hour(text: str) -> Finding:
    return judged("hour", text, "an hour", "")


def _amount(text: str) -> Finding | None:
    """A number with its thousands apart; ``None`` for what may be dialled: three groups of three that begin as mobiles do."""
    digits = re.sub(r"\D", "", text)
    dialled = len(digits) == 9 and digits[0] in "6789" and re.fullmatch(r"\d{3}\.\d{3}\.\d{3}", text)
    return None if dialled else judged("number", text, "an amount", "")


def _handle(text: str) -> Finding:
    return judged("name", text, "", "a handle: may be somebody's")


def _code(text: str) -> Finding:
    return judged("code", text, "", "a code in no format that is known to be safe")


def _dialled(text: str) -> Finding | None:
    """What has a phone's shape; short numbers in one piece are only numbers."""
    return None if text.isdigit() and len(text) < _SHORT else phones.phone(text)


PATTERNS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (machines.MAIL, machines.mail), (machines.MAC, machines.mac), (machines.IP6, machines.ip), (machines.IP4, machines.ip),
    (machines.DOMAIN, machines.domain), *papers.READERS, (_DATE, _date), (_HOUR, _hour), (people.POSTCODE, people.postcode),
    (people.OURS, people.ours), (people.STREET, people.street), (_AMOUNT, _amount), (phones.SHAPE, _dialled), (_CODE, _code),
    (_HANDLE, _handle),
)  # fmt: skip


def _no_format(kind: str, what: str) -> Reader:
    return lambda text: judged(kind, text, "", f"said to be {what}, and in no format that is known to be safe")


def _no_place(text: str) -> Finding:
    return judged("place", text, "", "a place from outside of the film's city")


def _no_address(text: str) -> Finding:
    return people.street(text)


def _a_phone(text: str) -> Finding | None:
    return phones.phone(text) if re.search(r"\d", text) else None


HINTS: dict[str, Reader] = {
    "name": people.person,
    "phone": _a_phone,
    "address": _no_address,
    "place": _no_place,
    "institution": lambda text: judged("name", text, "", "an institution or a brand: may be somebody's"),
    **{
        kind: _no_format(kind, what)
        for kind, what in (
            ("identity", "an identity number"), ("file", "a file number"), ("vehicle", "a licence plate"), ("account", "an account"),
            ("card", "a card"), ("domain", "a domain"), ("mail", "a mail address"), ("mac", "a hardware address"),
            ("ip", "an internet address"), ("camera", "a camera"),
        )
    },
}  # fmt: skip
"""What a field says that its text is, and who judges it where no pattern does."""

_FIELDS = {
    "name": "name short_name full_name first_name last_name given surname surnames who caller citizen person lives_with author officer "
            "agent patient owner contact",
    "phone": "phone telephone tel number_to_call mobile",
    "address": "address street home line",
    "place": "place location district site station city town",
    "identity": "identity id_number dni curp ssn document",
    "file": "file expediente dossier",
    "vehicle": "vehicle plate licence license matricula",
    "account": "account iban",
    "card": "card",
    "domain": "domain url site_name host",
    "mail": "mail email",
    "mac": "mac",
    "ip": "ip ipv4 ipv6",
    "camera": "camera",
    "institution": "institution brand company logo operator network bank maker carrier",
}  # fmt: skip
FIELDS = {field: hint for hint, fields in _FIELDS.items() for field in fields.split()}


def hint_of(field: str) -> str:
    """What the name of a parameter or a fact says that it holds: ``caller.name`` and ``names[2]`` are names; nothing for most."""
    plain = re.sub(r"\[\d+\]|\.\d+", "", field.casefold())
    last = plain.rpartition(".")[2]
    return FIELDS.get(last) or FIELDS.get(last.removesuffix("s"), "")


@dataclass(frozen=True, slots=True)
class Found:
    """A finding and where it stands in its text."""

    start: int
    end: int
    finding: Finding


def western(text: str) -> str:
    """A text with the digits of any script as 0 to 9; as long as it was."""
    return "".join(char if char < "\x80" or (digit := decimal(char, None)) is None else str(digit) for char in text)


def classify(text: str, hints: Iterable[tuple[int, int, str]] = (), numbers: Collection[str] = ()) -> list[Found]:
    """Everything in a text that is more than wording, in its order. ``hints``: what parts of it are said to be; ``numbers``: texts that are
    known to be plain numbers."""
    plain = western(text)
    found: list[Found] = []
    spans = list(hints)
    for start, end, hint in spans:
        if hint == "name":
            _add(found, start, end, people.person(text[start:end]))
    for pattern, read in PATTERNS:
        for match in pattern.finditer(plain):
            if match[0] not in numbers and _free(found, match.start(), match.end()):
                _add(found, match.start(), match.end(), _written(read(match[0]), text[match.start() : match.end()]))
    for start, end, hint in spans:
        if _free(found, start, end) and text[start:end].strip():
            _add(found, start, end, _written(HINTS[hint](plain[start:end]), text[start:end]))
    return sorted(found, key=lambda one: one.start)


def _written(finding: Finding | None, text: str) -> Finding | None:
    """A finding with its text as it is written."""
    return Finding(finding.kind, text, finding.verdict, finding.rule) if finding else None


def _add(found: list[Found], start: int, end: int, finding: Finding | None) -> None:
    if finding:
        found.append(Found(start, end, finding))


def _free(found: list[Found], start: int, end: int) -> bool:
    return all(end <= one.start or start >= one.end for one in found)
