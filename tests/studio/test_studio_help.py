"""The desk explains a template in the language that it speaks."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.studio.at_the_desk import Open, Seen


@pytest.fixture
def spanish(studio: Open) -> Iterator[Path]:
    """Help in Spanish beside the template of these tests, while a test runs."""
    path = studio.project / "templates" / "desk" / "help" / "es.yaml"
    path.parent.mkdir()
    path.write_text("title: Mesa\nparameters: {name: Quién es.}\nlayers: {bar: Lo que se mueve.}\n", encoding="utf-8")
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
