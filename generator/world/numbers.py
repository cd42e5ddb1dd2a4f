"""Numbers that could be anybody's and are nobody's: each kind lies in a range kept for fiction, or fails the check it would have to pass.

kind          format                     why it is safe
phone         798 441 720 936            12 digits under 798 and 799: too many, and no beginning of them is a number in Spain or America
identity      31-0448-9127-P             the film's own; the letter differs from that of the Spanish scheme, and no scheme has this shape
file          EXP 31-0448-P7             the film's own; no scheme has a letter before its last digit there
vehicle       Ñ-4471-QU                  begins with Ñ, as no plate on earth does
account       QM.. (as an IBAN)          QM belongs to no country (ISO 3166 leaves it to its users), and the check digits are wrong
card          9990 ...                   9990 is issued to nobody (ISO/IEC 7812), and the last digit is wrong
MAC           00-00-5E-00-53-xx          documentation (RFC 7042)
IP            192.0.2.x and two more     documentation (RFC 5737); 2001:db8:: (RFC 3849)
domain        name.example               documentation (RFC 2606)

Phones and identity numbers are one-to-one with citizens, so that nobody shares one and each can be looked up.
"""

from __future__ import annotations

import re

from generator.values.seeds import Dice
from generator.world.shuffle import shuffle

POPULATION = 1_400_000_000
PHONES = 1_999_000_000
IDENTITIES = 10_000_000_000
FIRST_PHONE = 798_001_000_000  # 798 000 is kept for offices, which the canon names
COUNTRY = "QM"
ISSUER = "9990"
NETWORKS = ("192.0.2", "198.51.100", "203.0.113")

_DNI = "TRWAGMYFPDXBNJZSQVHLCKE"  # the Spanish scheme's letter of n is _DNI[n % 23]
_OURS = "ABDEFGHJLMNPRTVWXYZ"  # without K and Q, and without what is read as a digit
_PLATE = "AEIOUÑQ"  # letters that Spanish plates leave out


def phone(seed: int, n: int) -> str:
    """The telephone number of citizen ``n``."""
    return write_phone(FIRST_PHONE + shuffle(seed, "phone", PHONES).of(n))


def write_phone(number: int) -> str:
    """Twelve digits in groups of three."""
    text = f"{number:012d}"
    return " ".join(text[i : i + 3] for i in range(0, 12, 3))


def identity(seed: int, n: int) -> str:
    """The identity number of citizen ``n``."""
    value = shuffle(seed, "identity", IDENTITIES).of(n)
    text = f"{value:010d}"
    return f"{text[:2]}-{text[2:6]}-{text[6:]}-{letter(value)}"


def owner(seed: int, text: str) -> int | None:
    """Whose phone or identity number a text is; ``None`` where nobody has it."""
    plain = re.sub(r"[\s.·-]", "", text).upper()
    if re.fullmatch(r"79[89][0-9]{9}", plain) and int(plain) >= FIRST_PHONE:
        n = shuffle(seed, "phone", PHONES).back(int(plain) - FIRST_PHONE)
    elif re.fullmatch(r"[0-9]{10}[A-Z]", plain) and letter(int(plain[:10])) == plain[10]:
        n = shuffle(seed, "identity", IDENTITIES).back(int(plain[:10]))
    else:
        return None
    return n if n < POPULATION else None


def letter(value: int) -> str:
    """Our check letter, which is never the one that the Spanish scheme would give."""
    found = _OURS[(value * 7 + 11) % len(_OURS)]
    return found if found != _DNI[value % 23] else _OURS[(value * 7 + 12) % len(_OURS)]


def file_number(dice: Dice, district: int) -> str:
    """The number of a citizen's file, which opens with the district that keeps it."""
    serial = dice.integer(0, 99_999)
    return f"EXP {district:02d}-{serial // 10:04d}-{letter(district * 100_000 + serial)}{serial % 10}"


def vehicle(dice: Dice) -> str:
    """A licence plate."""
    return f"Ñ-{dice.integer(0, 9999):04d}-{dice.choice(_PLATE)}{dice.choice(_PLATE)}"


def account(dice: Dice) -> str:
    """An account number in the shape of an IBAN, in groups of four."""
    body = f"{dice.integer(0, 10**10 - 1):010d}{dice.integer(0, 10**10 - 1):010d}"
    right = 98 - int(body + "".join(str(ord(c) - 55) for c in COUNTRY) + "00") % 97
    check = (right + dice.integer(1, 96) - 2) % 97 + 2  # 2 to 98 are the possible ones; all but the right one are wrong
    text = f"{COUNTRY}{check:02d}{body}"
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))


def card(dice: Dice) -> str:
    """A payment card's number, in groups of four."""
    body = f"{ISSUER}{dice.integer(0, 10**11 - 1):011d}"
    text = f"{body}{(luhn(body) + dice.integer(1, 9)) % 10}"
    return " ".join(text[i : i + 4] for i in range(0, 16, 4))


def luhn(body: str) -> int:
    """The digit that would make a number valid (ISO/IEC 7812-1, annex B)."""
    total = sum(int(c) if i % 2 else sum(divmod(2 * int(c), 10)) for i, c in enumerate(reversed(body)))
    return -total % 10


def mac(dice: Dice) -> str:
    """A device's address."""
    return f"00-00-5E-00-53-{dice.integer(0, 255):02X}"


def ipv4(dice: Dice) -> str:
    """An address of version 4."""
    return f"{dice.choice(NETWORKS)}.{dice.integer(1, 254)}"


def ipv6(dice: Dice) -> str:
    """An address of version 6."""
    bits = dice.bits()
    return "2001:db8:" + ":".join(f"{bits >> shift & 0xFFFF:x}" for shift in (0, 16, 32)) + f"::{bits >> 48 & 0xFFFF:x}"
