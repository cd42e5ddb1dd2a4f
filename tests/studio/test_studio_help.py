"""The desk explains a template in the language that it speaks."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.studio.at_the_desk import Open, Seen


HELP = """\
title: Mesa
parameters: {name: Quién es.}
layers: {bar: Lo que se mueve.}
names:
  parameters: {name: Nombre, level: Altura, kind: Clase, rows: Filas, rows.what: Suceso}
  choices: {kind: {hello: Saludo, bye: Despedida}}
  layers: {bar: Barra}
  beats: {hold: Reposo}
"""


@pytest.fixture
def spanish(studio: Open) -> Iterator[Path]:
    """Help in Spanish beside the template of these tests, while a test runs."""
    path = studio.project / "templates" / "desk" / "help" / "es.yaml"
    path.parent.mkdir()
    path.write_text(HELP, encoding="utf-8")
    yield path
    path.unlink()
    path.parent.rmdir()


def test_a_field_explains_itself_in_the_language_of_the_desk(spanish: Path, desk: Seen) -> None:
    help_of_name = '.field[data-name="name"] .help'
    assert desk.page.inner_text(help_of_name) == "Who."
    desk.page.click("#speak-es")
    desk.until(lambda: bool(desk.page.inner_text(help_of_name) == "Quién es."))
    assert desk.page.inner_text('.field[data-name="level"] .help') == "How long the bar is."
    desk.until(lambda: bool(desk.page.inner_text("#template option[value=desk]") == "Mesa"))
    desk.page.click("#speak-en")
    desk.until(lambda: bool(desk.page.inner_text(help_of_name) == "Who."))
    assert spanish.exists()


def test_what_has_a_name_is_called_by_it_and_keeps_its_key(spanish: Path, desk: Seen) -> None:
    page = desk.page
    page.click("#speak-es")
    desk.until(lambda: bool(page.inner_text('.field[data-name="name"] .head label') == "Nombre"))
    assert page.inner_text('.field[data-name="rows"] .part.text label') == "Suceso"
    assert page.get_attribute('.field[data-name="level"] .lock', "aria-label") == "Fijar: Altura"
    assert page.inner_text('.field[data-name="tint"] .head label') == "Tint", "what has no name is called by its key"
    assert page.eval_on_selector_all('.field[data-name="kind"] option', "all => all.map((one) => one.label)") == ["Saludo", "Despedida"]
    assert page.locator("#switch-look .option").all_inner_texts() == ["Vigilia", "Ministerio"]
    assert page.inner_text(".beat") == "Reposo"
    page.select_option('.field[data-name="kind"] select', label="Despedida")
    page.click("#tab-layers")
    assert page.locator(".layers label").all_inner_texts() == ["Glow", "Words", "Barra"]
    assert page.get_attribute(".layers li:last-child button", "aria-label") == "Sola: Barra"
    page.click("#walls")
    page.click("dialog .primary")
    assert page.inner_text(".variant").startswith("Vigilia, ")
    page.click("#wall header button")
    page.evaluate("navigator.clipboard.writeText = (text) => ((window.copied = text), Promise.resolve())")
    page.click("#copy")
    desk.until(lambda: "--set kind=bye" in (page.evaluate("window.copied") or ""))
    assert spanish.exists()


def test_what_does_not_fit_is_told_in_the_language_of_the_desk(spanish: Path, desk: Seen) -> None:
    page = desk.page
    page.click("#speak-es")
    desk.until(lambda: bool(page.inner_text('.field[data-name="level"] .head label') == "Altura"))
    page.fill('.field[data-name="level"] input[type=number]', "900")
    page.fill('.field[data-name="rows"] input[type=number]', "5.5")
    problem = '.field[data-name="rows"] .problem:not([hidden])'
    page.wait_for_selector(problem)
    assert page.inner_text(problem) == "Admite un número entero, no 5,5"
    assert page.inner_text('.field[data-name="level"] .problem') == "900 queda fuera de su margen (de 0 a 100)"
    assert "Altura: 900 queda fuera de su margen (de 0 a 100)" in page.locator("#fault li").all_inner_texts()
    page.click("#speak-en")
    desk.until(lambda: bool(page.inner_text('.field[data-name="level"] .problem') == "900 is outside of its range (0 to 100)"))
    assert spanish.exists()


def test_a_shipped_template_speaks_spanish_all_over_the_desk(studio: Open, desk: Seen) -> None:
    page = desk.page
    page.click("#speak-es")
    page.select_option("#template", "title_card")
    desk.until(lambda: page.locator("#form .field[data-name=line]").count() == 1)
    texts = page.locator(".field .head label, .switch-row .option, .beat").all_inner_texts()
    assert texts[:4] == ["Ministerio", "Vigilia", "Plaza", "Concordia"]
    assert {"HD", "Scope", "DCI 4K", "Título", "Frase", "Nota", "Llegada", "Reposo"} <= set(texts)
    page.click("#tab-layers")
    assert page.locator(".layers label").all_inner_texts() == ["Marca", "Palabras", "Fondo"]
    titles = {code: [one["title"] for one in json.loads(studio.ask(f"/api/desk?speak={code}")[1])["templates"]] for code in ("es", "en")}
    assert set(titles["es"]) & set(titles["en"]) == {"Desk"}, "which has no Spanish here"


def test_help_that_is_wrong_is_told(spanish: Path, studio: Open) -> None:
    spanish.write_text("parameters: {nam: Quién es.}\n", encoding="utf-8")
    asked = {"wish": {"template": "desk"}, "slot": "help", "speak": "es"}
    end = time.monotonic() + 20  # the desk looks at files now and then
    while (answer := studio.ask("/api/plate", asked))[0] != 422:
        assert time.monotonic() < end, answer
        time.sleep(0.1)
    body = answer[1]
    assert b"did you mean name?" in body
    assert studio.ask("/api/plate", {"wish": {"template": "desk"}, "slot": "help"})[0] == 200
