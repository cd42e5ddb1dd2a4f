"""Thousands of every kind of number, held against validators that are not ours: one that is valid and could be somebody's is a fault."""

from __future__ import annotations

import importlib
import ipaddress
import pkgutil
import re
import warnings
from collections.abc import Callable, Iterator

import phonenumbers
import pytest
import stdnum
from phonenumbers import shortnumberinfo
from stdnum import iban, luhn
from stdnum.es import dni, nie

from generator.values.seeds import Dice
from generator.world import lives, numbers
from generator.world.citizens import citizen
from generator.world.numbers import POPULATION
from tests.world.states import SEED

SPREAD = [(i * 999_999_937) % POPULATION for i in range(3000)]
NEAR = ("ES", "MX", "US", "AR", "CO", "CL", "PE", "VE", "EC", "UY", "DO", "CR", "CN", "MA", "DE", "GB", "FR")


def _valid_phone(text: str, region: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(text, region))
    except phonenumbers.NumberParseException:
        return False


def test_no_phone_rings_in_the_countries_of_the_film() -> None:
    for n in SPREAD[:1200]:
        text = numbers.phone(SEED, n)
        for region in NEAR:
            assert not _valid_phone(text, region), (text, region)


def test_no_phone_rings_anywhere() -> None:
    for n in SPREAD[:60]:
        text = numbers.phone(SEED, n)
        plain = text.replace(" ", "")
        for region in phonenumbers.SUPPORTED_REGIONS:
            assert not _valid_phone(text, region), (text, region)
            assert not shortnumberinfo.connects_to_emergency_number(plain, region), (text, region)
        for prefix in ("+", "00", "011"):
            assert not _valid_phone(prefix + plain, "US")


def test_no_beginning_of_a_phone_is_a_number_either() -> None:
    """Networks stop listening when a number is full: what was dialled by then must be nobody's."""
    for n in SPREAD[:150]:
        plain = numbers.phone(SEED, n).replace(" ", "")
        for region in ("ES", "MX", "US", "AR", "CO", "CL", "PE"):
            assert not any(_valid_phone(plain[:length], region) for length in range(6, 12)), (plain, region)


def _schemes() -> Iterator[tuple[str, Callable[[str], bool]]]:
    """Every number format that the validator knows."""
    for found in pkgutil.walk_packages(stdnum.__path__, "stdnum."):
        if found.ispkg or "exceptions" in found.name or "util" in found.name or "numdb" in found.name:
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # old names of modules
            module = importlib.import_module(found.name)
        if callable(getattr(module, "is_valid", None)):
            yield found.name, module.is_valid


# Bare checksums, and schemes of other things (broadcasts, modems, barcodes) for which any text of any shape may do.
TOO_LOOSE = re.compile(r"stdnum\.(isil|cusip|figi|isan|gs1_128|imei|imsi|meid|bic|lei|isni|verhoeff|damm|iso.*|luhn|eu\.at_02)")


def _real(text: str, schemes: list[tuple[str, Callable[[str], bool]]]) -> list[str]:
    return [name for name, is_valid in schemes if is_valid(text)]


@pytest.fixture(scope="module")
def schemes() -> list[tuple[str, Callable[[str], bool]]]:
    found = [(name, check) for name, check in _schemes() if not TOO_LOOSE.match(name)]
    assert len(found) > 150
    return found


def test_no_identity_or_file_number_is_anyones(schemes: list[tuple[str, Callable[[str], bool]]]) -> None:
    for i in SPREAD[:250]:
        person = numbers.identity(SEED, i)
        file = numbers.file_number(Dice(SEED, i), 11 + i % 26)
        for text in (person, file, file.removeprefix("EXP ")):
            assert not _real(text, schemes), (text, _real(text, schemes))


def test_the_spanish_letter_is_never_ours() -> None:
    for i in range(4000):
        assert numbers.letter(i * 7919) != "TRWAGMYFPDXBNJZSQVHLCKE"[i * 7919 % 23]
    for n in SPREAD:
        digits = numbers.identity(SEED, n).replace("-", "")
        assert not dni.is_valid(digits)
        assert not nie.is_valid(digits)


def test_no_vehicle_account_or_card_is_anyones(schemes: list[tuple[str, Callable[[str], bool]]]) -> None:
    for i in range(3000):
        dice = Dice(SEED, "numbers", i)
        plate, account, card = numbers.vehicle(dice), numbers.account(dice), numbers.card(dice)
        assert plate.startswith("Ñ-")
        assert not iban.is_valid(account)
        assert not _mod_97(account), account
        assert not luhn.is_valid(card.replace(" ", "")), card
        if i < 100:
            for text in (plate, account):
                assert not _real(text, schemes), (text, _real(text, schemes))


def _mod_97(account: str) -> bool:
    """Whether check digits are right whatever the country (ISO 7064, MOD 97-10)."""
    plain = account.replace(" ", "")
    return int("".join(str(int(c, 36)) for c in plain[4:] + plain[:4])) % 97 == 1


def test_the_judges_can_find_a_fault(schemes: list[tuple[str, Callable[[str], bool]]]) -> None:
    """Real formats are seen as real: a Spanish number, a German account, a card, a phone that is listed for fiction in the USA."""
    assert "stdnum.es.dni" in _real("54362315K", schemes)
    assert iban.is_valid("DE89370400440532013000")
    assert _mod_97("DE89370400440532013000")
    assert luhn.is_valid("4111111111111111")
    assert _valid_phone("+34 612 345 678", "ES")


def test_machines_have_addresses_kept_for_documentation() -> None:
    reserved = [ipaddress.ip_network(n) for n in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")]
    for n in SPREAD[:500]:
        traces = citizen(SEED, n).digital
        assert isinstance(traces, lives.Digital)
        for text in (traces.ipv4, traces.ipv6):
            assert any(ipaddress.ip_address(text) in network for network in reserved), text
        assert re.fullmatch(r"00-00-5E-00-53-[0-9A-F]{2}", traces.mac)
        assert traces.domain.endswith(".example")
        assert traces.mail.endswith(".example")
        assert re.fullmatch(r"[a-z0-9-]+\.example", traces.domain)
