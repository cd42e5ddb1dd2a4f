"""Every kind of thing that can be seen, safe and not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.clearance.classify import HINTS, classify, hint_of
from generator.clearance.finding import KINDS
from generator.clearance.people import proper
from generator.values.seeds import Dice
from generator.world import numbers
from generator.world.citizens import citizen

SEED = 7

CLEAR = [
    ("phone", "798 441 720 936"), ("phone", "798 000 000 010"), ("phone", "(212) 555-0134"), ("phone", "+1 415 555 0199"),
    ("phone", "1-800-555-0199"), ("phone", "01632 960123"), ("phone", "+44 7700 900999"), ("phone", "020 7946 0000"),
    ("phone", "(02) 5550 1234"), ("phone", "0491 570 156"), ("phone", "01 99 00 12 34"), ("phone", "030 23125 000"),
    ("ip", "192.0.2.17"), ("ip", "198.51.100.255"), ("ip", "2001:db8:1:2:3::4"), ("mac", "00-00-5E-00-53-7F"), ("mac", "00:00:5e:00:53:00"),
    ("domain", "conformidad.example"), ("domain", "MINISTERIO.EXAMPLE"), ("domain", "a.b.test"), ("domain", "www.example.com"),
    ("mail", "irene@turno.example"), ("identity", "000-12-3456"), ("identity", "912-34-5678"), ("identity", "12345678A"),
    ("identity", "X1234567A"), ("identity", "11010519491231002A"[:17] + "1"), ("file", "EXP 31-0448-K7"), ("vehicle", "Ñ-4471-QU"),
    ("account", "QM26 1234 5678 9012 3456 7890"), ("account", "ES92 2100 0418 4502 0005 1332"), ("card", "9990 1234 5678 9012"),
    ("card", "4111 1111 1111 1112"), ("camera", "BT-07"), ("address", "Calle del Saludo, 48, 3.º B"), ("address", "C31·048"),
    ("place", "Glorieta del Buen Trato"), ("date", "14/10/2041"), ("date", "2041-10-14"), ("date", "2041年10月14日"),
    ("hour", "14:32:03:09"),
    ("number", "1.400.000.000"), ("number", "23\u202f451\u202f882"),
]  # fmt: skip
PERSON = [
    ("phone", "912 345 678"), ("phone", "+34 612 34 56 78"), ("phone", "(212) 555-2368"), ("phone", "1-800-555-0134"),
    ("phone", "+52 55 1234 5678"), ("phone", "01632 961000"), ("phone", "0491 570 007"), ("phone", "612.345.678"), ("phone", "5552368"),
    ("ip", "8.8.8.8"), ("ip", "192.0.3.1"), ("ip", "2606:4700::1111"), ("mac", "3C-22-FB-00-53-01"), ("domain", "ministerio.es"),
    ("domain", "españa.gob.es"), ("mail", "ana@correo.com"), ("identity", "123-45-6789"),
    ("identity", "12345678Z"), ("identity", "X1234567L"),
    ("identity", "11010519491231002X"), ("identity", "GOMC900514HDFRRL09"), ("file", "EXP 31-0448-7K"), ("vehicle", "4471 BCD"),
    ("vehicle", "M-4471-QU"), ("vehicle", "京A12345"), ("vehicle", "ABC-12-34"), ("account", "ES91 2100 0418 4502 0005 1332"),
    ("account", "DE89370400440532013000"), ("card", "4111 1111 1111 1111"), ("card", "3782 822463 10005"),
    ("address", "Calle de Alcalá, 45, Madrid"), ("address", "221 Baker Street"), ("name", "@irene_valdemar"), ("code", "AB1234567C9"),
]  # fmt: skip


def found(text: str) -> list[tuple[str, str, str]]:
    return [(one.finding.kind, one.finding.text, one.finding.verdict) for one in classify(text)]


@pytest.mark.parametrize(("kind", "text"), CLEAR)
def test_what_lies_in_a_safe_range_is_clear(kind: str, text: str) -> None:
    assert found(text) == [(kind, text, "clear")]
    assert (kind, text, "clear") in found(f"Aviso: {text}; hoy")


@pytest.mark.parametrize(("kind", "text"), PERSON)
def test_what_could_be_somebodys_needs_a_person(kind: str, text: str) -> None:
    assert found(text) == [(kind, text, "person")]
    assert (kind, text, "person") in found(f"Aviso: {text}; hoy")


def test_every_finding_says_why_and_has_a_known_kind() -> None:
    for _, text in (*CLEAR, *PERSON):
        for one in classify(text):
            assert one.finding.rule
            assert one.finding.kind in KINDS


def test_plain_wording_is_nothing_else() -> None:
    for text in (
        "Cruce indebido",
        "Salúdelo por su nombre. No lo retenga.",
        "coincidencia 99,2 %",
        "v. 4.12",
        "−12",
        "0496",
        "Acta 12",
        "你好",
    ):
        assert found(text) == [], text


def test_digits_of_other_scripts_count() -> None:
    assert found("\u0669\u0661\u0662 \u0663\u0664\u0665 \u0666\u0667\u0668") == [("phone", "٩١٢ ٣٤٥ ٦٧٨", "person")]
    assert found("\uff11\uff19\uff12.0.2.7") == [("ip", "１９２.0.2.7", "clear")]


def test_numbers_that_are_known_to_be_plain_are_no_phones() -> None:
    assert classify("612345678", numbers={"612345678"}) == []
    assert [one.finding.kind for one in classify("612345678")] == ["phone"]


@pytest.mark.parametrize(
    ("field", "hint"),
    [
        ("name", "name"),
        ("caller.name", "name"),
        ("names[2]", "name"),
        ("citizen.phone", "phone"),
        ("history[1].label", ""),
        ("logo", "institution"),
    ],
)
def test_fields_say_what_they_hold(field: str, hint: str) -> None:
    assert hint_of(field) == hint
    assert hint == "" or hint in HINTS


def hinted(text: str, hint: str) -> tuple[str, str]:
    (only,) = classify(text, [(0, len(text), hint)])
    return only.finding.kind, only.finding.verdict


def test_what_is_said_to_be_something_is_judged_as_that() -> None:
    assert hinted("Darío Peñabria Lorenzal", "name") == ("name", "clear")
    assert hinted("Juan García Pérez", "name") == ("name", "person")
    assert hinted("王小明", "name") == ("name", "person")
    assert hinted("Plaza Mayor", "place") == ("place", "person")
    assert hinted("112", "phone") == ("phone", "person")
    assert hinted("ABC", "identity") == ("identity", "person")
    assert hinted("Banco Central", "institution") == ("name", "person")
    assert hinted("798 441 720 936", "phone") == ("phone", "clear")


@given(st.integers(0, numbers.POPULATION - 1))
@settings(max_examples=40, derandomize=True, deadline=None)
def test_whatever_the_world_makes_is_clear(n: int) -> None:
    """Names, papers and traces of any citizen, whether or not a field says what they are."""
    one, dice = citizen(SEED, n), Dice(SEED, "clearance", n)
    texts = [
        one.phone, one.identity, one.file, one.vehicle, one.address.line, one.address.postcode, one.digital.ipv4, one.digital.ipv6,
        one.digital.mac, one.digital.domain, one.digital.mail, numbers.account(dice), numbers.card(dice),
    ]  # fmt: skip
    for text in filter(None, texts):  # not everyone has a vehicle
        assert [(f, v) for _, f, v in found(text)] == [(text, "clear")], text
    assert hinted(one.name, "name") == ("name", "clear"), one.name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("欢迎Zumolandia公司光临", ["Zumolandia"]),
        ("Zumolandia欢迎您", ["Zumolandia"]),
        ("مرحبًا بكم في Zumolandia اليوم", ["Zumolandia"]),
        ("请出示ID和QR码", []),
        ("请乘坐地铁出行", []),
        ("Hola Zumolandia", ["Hola Zumolandia"]),
    ],
)
def test_latin_words_among_other_letters_stand_out(text: str, names: list[str]) -> None:
    assert [text[start:end] for start, end in proper(text, frozenset())] == names
