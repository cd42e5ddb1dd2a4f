"""Numbers on papers: identity, files, licence plates, accounts, cards. Safe are the film's own formats, what was never issued, and check
digits that are wrong on purpose; a number that could be somebody's needs a person.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from generator.clearance.finding import Finding, judged
from generator.world.city import BY_CODE, BY_LETTERS
from generator.world.numbers import letter, luhn

_DNI = "TRWAGMYFPDXBNJZSQVHLCKE"
_CHINA = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_NO_COUNTRY = re.compile(r"AA|Q[M-Z]|X[A-JL-Z]|ZZ")
"""Codes that ISO 3166 leaves to its users; XK is in use all the same."""

IDENTITY = re.compile(r"(?<![\w-])\d{2}-\d{4}-\d{4}-[A-Z](?![\w-])")
FILE = re.compile(r"(?<![\w-])EXP\.? \d{2}-\d{4}-[A-Z0-9]{2}(?![\w-])")
SSN = re.compile(r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])")
DNI = re.compile(r"(?<![\w-])(?:\d{8}|[XYZ]-?\d{7})[ -]?[A-Z](?![\w-])")
CHINESE = re.compile(r"(?<![\w-])\d{17}[\dX](?![\w-])")
CURP = re.compile(r"(?<![\w-])[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z0-9]\d(?![\w-])")
ACCOUNT = re.compile(r"(?<![\w-])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![\w-])")
CARD = re.compile(r"(?<![\w-])(?:\d{4}([ -]?)\d{4}\1\d{4}\1\d{1,7}|3[47]\d\d[ -]?\d{6}[ -]?\d{5})(?![\w-])")
OUR_PLATE = re.compile(r"(?<![\w-])Ñ-\d{4}-[A-ZÑ]{2}(?![\w-])")
_SHAPES = (
    r"\d{4}[ -]?[BCDFGHJKLMNPRSTVWXYZ]{3}", r"[A-Z]{1,2}[ -]\d{4}[ -][A-Z]{1,2}", r"[A-Z]{3}[ -]\d{2}[ -]\d{2}",
    r"[A-Z]{3}[ -]\d{3,4}(?:[ -][A-Z])?", r"[A-Z]{2}[ -]?\d{3}[ -]?[A-Z]{2}", r"[A-Z]{2}\d{2} [A-Z]{3}", r"[A-Z]{1,3}-[A-Z]{1,2} ?\d{1,4}",
    r"[\u4e00-\u9fff][A-Z][·. ]?[A-Z0-9]{5,6}",
)  # fmt: skip
PLATE = re.compile(rf"(?<![\w-])(?:{'|'.join(_SHAPES)})(?![\w-])")
"""Shapes of Spain, old and new, Mexico, Argentina, Colombia, France, Italy, Britain, Germany and China."""
CAMERA = re.compile(r"(?<![\w-])[A-Z]{2}-\d{2,3}(?![\w-])")


def identity(text: str) -> Finding:
    """The film's own: ten digits and a letter that differs from the Spanish scheme's."""
    plain = text.replace("-", "")
    ours = plain[10] == letter(int(plain[:10]))
    wrong = plain[10] != _DNI[int(plain[:10]) % len(_DNI)]
    reason = "the film's own format" + ("; its check letter is one that the Spanish scheme would not give" if ours else "") if wrong else ""
    return judged("identity", text, reason, "in the film's format, but with the letter that the Spanish scheme gives")


def file_number(text: str) -> Finding:
    """The film's own: a district, four digits, a letter and a digit."""
    found = re.search(r"(\d{2})-\d{4}-([A-Z]\d)$", text)
    reason = "the film's own format, which no scheme has" if found and int(found[1]) in BY_CODE else ""
    return judged("file", text, reason, "not the film's own format of a file number (EXP 31-0448-K7)")


def ssn(text: str) -> Finding:
    """Of the United States."""
    area = int(text[:3])
    reason = f"area {text[:3]} of the United States is never assigned" if area in (0, 666) or area >= 900 else ""
    return judged("identity", text, reason, "may be a social security number of the United States")


def dni(text: str) -> Finding:
    """Of Spain: people's and foreigners'."""
    plain = re.sub(r"[ -]", "", text)
    value = int(str("XYZ".find(plain[0])) + plain[1:-1] if plain[0] in "XYZ" else plain[:-1])
    right = _DNI[value % len(_DNI)]
    reason = f"the check letter is wrong on purpose (Spain would give {right})" if plain[-1] != right else ""
    return judged("identity", text, reason, "may be an identity number of Spain: its check letter is right")


def chinese(text: str) -> Finding:
    """Of China (GB 11643): weights, modulo 11."""
    right = "10X98765432"[sum(int(c) * w for c, w in zip(text, _CHINA, strict=False)) % 11]
    reason = f"the check digit is wrong on purpose (China would give {right})" if text[-1] != right else ""
    return judged("identity", text, reason, "may be an identity number of China: its check digit is right")


def curp(text: str) -> Finding:
    """Of Mexico."""
    return judged("identity", text, "", "may be a population register key of Mexico")


def account(text: str) -> Finding | None:
    """In the shape of an IBAN (ISO 13616); ``None`` where it is too short or too long for one."""
    plain = text.replace(" ", "")
    if not 15 <= len(plain) <= 34:
        return None
    right = int("".join(str(int(c, 36)) for c in plain[4:] + plain[:4])) % 97 == 1
    reasons = [f"{plain[:2]} belongs to no country"] if _NO_COUNTRY.fullmatch(plain[:2]) else []
    reasons += [] if right else ["its check digits are wrong on purpose"]
    return judged("account", text, "; ".join(reasons), "may be somebody's account: the check digits are right")


def card(text: str) -> Finding | None:
    """A payment card (ISO/IEC 7812); ``None`` for another number of digits."""
    plain = re.sub(r"\D", "", text)
    if not 13 <= len(plain) <= 19:
        return None
    right = luhn(plain[:-1])
    reasons = ["9990 is issued to nobody"] if plain.startswith("9990") else []
    reasons += [f"its last digit is wrong on purpose ({right} would be right)"] if int(plain[-1]) != right else []
    return judged("card", text, "; ".join(reasons), "may be somebody's card: its check digit is right")


def our_plate(text: str) -> Finding:
    """The film's own."""
    return judged("vehicle", text, "begins with Ñ, as no plate does", "")


def plate(text: str) -> Finding:
    """In the shape of a real one."""
    return judged("vehicle", text, "", "has the shape of a real licence plate; the film's begin with Ñ")


def camera(text: str) -> Finding | None:
    """The city's; ``None`` for letters of no district."""
    letters = text.split("-", maxsplit=1)[0]
    return judged("camera", text, f"a camera of the film's own city ({BY_LETTERS[letters].name})", "") if letters in BY_LETTERS else None


READERS: tuple[tuple[re.Pattern[str], Callable[[str], Finding | None]], ...] = (
    (IDENTITY, identity), (FILE, file_number), (ACCOUNT, account), (OUR_PLATE, our_plate), (CAMERA, camera), (CURP, curp), (DNI, dni),
    (SSN, ssn), (CHINESE, chinese), (CARD, card), (PLATE, plate),
)  # fmt: skip
"""The most particular first."""
