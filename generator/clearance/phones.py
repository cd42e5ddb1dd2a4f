"""Telephone numbers: the ranges that regulators keep for fiction, and the film's own, which nobody can dial.

Spain and Latin America keep none; what looks like one of their numbers needs a person.
"""

from __future__ import annotations

import re

from generator.clearance.finding import Finding, judged
from generator.world.numbers import FIRST_PHONE

_TOLL_FREE = "8(?:00|33|44|55|66|77|88)"
_RESERVED = (
    ("the United States and Canada", rf"1?(?!{_TOLL_FREE})[2-9]\d\d55501\d\d|55501\d\d"),
    ("the United States and Canada, toll-free", rf"1?{_TOLL_FREE}5550199"),
    ("the United Kingdom", r"(?:44|0)(?:1632960\d{3}|7700900\d{3}|2079460\d{3})"),
    ("Australia", r"(?:61|0)(?:[2378](?:5550|7010)\d{4}|491570(?:006|156|157|158|159|110|313|737))"),
    ("France", r"(?:33|0)(?:19900|26191|35301|46571|53649|63998)\d{4}"),
    ("Germany", r"(?:49|0)(?:3023125\d{3}|6990009\d{3}|4066969\d{3}|2214710\d{3}|8999998\d{3})"),
)
RESERVED = tuple((where, re.compile(pattern)) for where, pattern in _RESERVED)
_OURS = re.compile(r"79[89]\d{9}")

SHAPE = re.compile(r"(?<![\w.,:/])(?:\+\s?|\(\+?)?\d(?:[ \-./()]{0,2}\d){5,16}(?![\w:])")
"""What may be a number to dial: 6 to 17 digits with what is written between them."""


def phone(text: str) -> Finding:
    """A text of a phone's shape, or one that is said to be a phone."""
    digits = re.sub(r"\D", "", text)
    plain = digits.removeprefix("00") if len(digits) > 9 else digits
    if _OURS.fullmatch(digits) and not text.lstrip(" (").startswith("+"):
        office = " (798 000 is kept for offices)" if int(digits) < FIRST_PHONE else ""
        return judged("phone", text, f"twelve digits under 798 or 799: too many to be dialled, and no beginning of them rings{office}", "")
    where = next((where for where, pattern in RESERVED if pattern.fullmatch(plain)), None)
    return judged("phone", text, f"in the range kept for fiction in {where}" if where else "", "in no range kept for fiction: it may ring")
