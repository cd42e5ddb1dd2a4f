"""What a template says of itself in another language than its manifest."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.documents.help import read_help, subjects, told
from generator.documents.template import KIT, Source, Template
from generator.problems import TemplateError
from generator.shelf import Shelf

SHIPPED = Shelf().names()


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf()


def with_help(template: Template, text: str, place: str = "") -> Template:
    return replace(template, sources={**template.sources, f"{place}help/es.yaml": Source("t/help/es.yaml", text)})


@pytest.mark.parametrize("name", SHIPPED)
def test_what_is_shipped_says_and_names_all_of_itself_in_spanish(shelf: Shelf, name: str) -> None:
    template = shelf.template(name)
    said = read_help(template, "es")
    assert said is not None
    assert said.title
    assert said.description
    whole = said.model_dump()
    for place, (_, there) in subjects(template.manifest).items():
        texts = whole
        for key in place:
            texts = texts.get(key, {})
        wanted = {key for key in there if not key[0].isdigit()}  # a canvas that is a size needs no name
        if place[1:] in {("looks",), ("canvases",)}:
            assert wanted <= set(texts), place
        else:
            assert set(texts) == wanted, place
        assert all(text.endswith(".") == (place[0] != "names") for text in texts.values() if isinstance(text, str)), place


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


def test_names_of_what_is_not_there_are_told_at_their_lines(shelf: Shelf) -> None:
    text = """\
names:
  parameters: {queue.nam: Nombre}
  choices:
    shw: {loop: Ciclo}
    emitter: {rund: Redondo}
  layers: {poinst: Puntos}
  beats: {jduge: Juicio}
  looks: {noir: Negro}
  canvases: {hdd: HD}
  treatments: {lde: Diodos}
"""
    with pytest.raises(TemplateError) as fault:
        read_help(with_help(shelf.template("shaming_billboard"), text), "es")
    told_at = {problem.origin.line: problem.message for problem in fault.value.problems if problem.origin}
    assert told_at == {
        2: "the manifest has no queue.nam among its parameters; did you mean queue.name?",
        4: "the manifest has no shw among its choices; did you mean show?",
        5: "emitter has no rund among its choices; did you mean round?",
        6: "the manifest has no poinst among its layers; did you mean points?",
        7: "the manifest has no jduge among its beats; did you mean judge?",
        8: told_at[8],
        9: "the manifest has no hdd among its canvases; did you mean hd?",
        10: "the manifest has no lde among its treatments; did you mean led?",
    }
    assert told_at[8].startswith("the manifest has no noir among its looks")


def test_what_all_templates_have_is_named_in_the_kit_and_by_a_template_that_names_it_otherwise(shelf: Shelf) -> None:
    template = with_help(shelf.template("shaming_billboard"), "names: {looks: {plaza: Calle}}\n")
    template = with_help(template, "names: {looks: {plaza: Plaza, vigil: Vela}, canvases: {hd: Alta}}\n", KIT)
    said = read_help(template, "es")
    assert said is not None
    assert said.names.looks == {"plaza": "Calle", "vigil": "Vela"}
    assert said.names.canvases == {"hd": "Alta"}
    for text, message in (
        ("{looks: {vigl: V}}", "the kit has no vigl among its looks; did you mean vigil?"),
        ("{beats: {}}", "unknown key names.beats"),
    ):
        with pytest.raises(TemplateError, match=message.replace("?", r"\?")):
            read_help(with_help(template, f"names: {text}\n", KIT), "es")


def test_help_changes_no_plate(shelf: Shelf) -> None:
    template = shelf.template("shaming_billboard")
    plain = Shelf().digest(template, "plaza", "es")
    for place in ("", KIT):
        assert Shelf().digest(with_help(template, "names: {looks: {plaza: Otra}}\n", place), "plaza", "es") == plain
