"""What a template says of itself in another language than its manifest."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.documents.help import names, read_help, told
from generator.documents.template import Source, Template
from generator.problems import TemplateError
from generator.shelf import Shelf

HEROES = ("score_hud", "dishonest_caller", "shaming_billboard")


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf()


def with_help(template: Template, text: str) -> Template:
    return replace(template, sources={**template.sources, "help/es.yaml": Source("t/help/es.yaml", text)})


@pytest.mark.parametrize("hero", HEROES)
def test_a_hero_says_all_of_itself_in_spanish(shelf: Shelf, hero: str) -> None:
    template = shelf.template(hero)
    said = read_help(template, "es")
    assert said is not None
    assert said.title
    assert said.description
    for part, there in names(template.manifest).items():
        assert set(getattr(said, part)) == set(there), part
        assert all(text.endswith(".") for text in getattr(said, part).values())


def test_a_manifest_is_told_in_the_words_of_its_help(shelf: Shelf) -> None:
    template = shelf.template("shaming_billboard")
    manifest = template.manifest
    spanish = told(manifest, read_help(template, "es"))
    assert spanish.parameters["points"].help == "Lo que le costó."
    inner = spanish.parameters["queue"].of
    assert inner is not None
    assert inner.fields["what"].help == "Lo que hizo."
    assert spanish.layers["portrait"].help.startswith("El rostro")
    assert spanish.treatments["led"].startswith("La pantalla")
    assert spanish.values({}, "es")["place"] == manifest.values({}, "es")["place"], "and nothing else is another"
    assert told(manifest, read_help(template, "fr")) is manifest


def test_what_help_leaves_out_stays_english(shelf: Shelf) -> None:
    template = with_help(shelf.template("shaming_billboard"), "parameters: {points: Puntos.}\n")
    spanish = told(template.manifest, read_help(template, "es"))
    assert spanish.title == template.manifest.title
    assert spanish.parameters["points"].help == "Puntos."
    assert spanish.parameters["place"].help == "Where."


def test_help_on_what_is_not_there_is_told_at_its_line(shelf: Shelf) -> None:
    template = with_help(shelf.template("shaming_billboard"), "title: V\nparameters:\n  poinst: Puntos.\nlayers:\n  queu: Cola.\n")
    with pytest.raises(TemplateError) as fault:
        read_help(template, "es")
    assert [(problem.origin.line, problem.message) for problem in fault.value.problems if problem.origin] == [
        (3, "the manifest has no poinst among its parameters; did you mean points?"),
        (5, "the manifest has no queu among its layers; did you mean queue?"),
    ]


def test_help_changes_no_plate(shelf: Shelf) -> None:
    template = shelf.template("shaming_billboard")
    plain = Shelf().digest(template, "plaza", "es")
    assert Shelf().digest(with_help(template, "title: Otra\n"), "plaza", "es") == plain
