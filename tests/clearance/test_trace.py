"""Where the parts of a text come from."""

from __future__ import annotations

from generator.clearance.trace import Source, Tracer
from generator.problems import Origin

WORDS = Origin("words/es.yaml", 3)


def kinds(tracer: Tracer, text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(text[p.start : p.end].strip(), tuple(s.kind for s in p.sources)) for p in tracer.parts(text)]


def test_a_sentence_with_holes_is_covered_with_what_fills_them() -> None:
    tracer = Tracer([Source("Hola {name}, pase", "words", "hello", WORDS, holes=True), Source("Ada Lin", "given", "name", hint="name")], {})
    assert kinds(tracer, "Hola Ada Lin, pase") == [("Hola", ("words",)), ("Ada Lin", ("given",)), (", pase", ("words",))]


def test_capitals_do_not_matter_and_words_are_whole() -> None:
    tracer = Tracer([Source("paso norte", "default", "place")], {})
    assert kinds(tracer, "PASO NORTE") == [("PASO NORTE", ("default",))]
    assert kinds(tracer, "traspaso norteño") == [("traspaso norteño", ())]


def test_the_canon_counts_more_than_the_default_that_says_the_same() -> None:
    tracer = Tracer([Source("Ada Lin", "default", "name"), Source("Ada Lin", "canon", "cast.ada.name")], {})
    assert kinds(tracer, "Ada Lin") == [("Ada Lin", ("canon", "default"))]


def test_text_that_only_the_template_has_is_told_with_its_line() -> None:
    tracer = Tracer([], {"scene.svg.j2": "<svg>\n<text>Archivo central</text>\n</svg>"})
    (part,) = tracer.parts("Archivo central")
    assert [str(source) for source in part.sources] == ["the template's own text (scene.svg.j2:2)"]


def test_short_numbers_are_nobodys_but_alone() -> None:
    tracer = Tracer([Source("9", "default", "time_frame")], {})
    assert kinds(tracer, "9") == [("9", ("default",))]
    assert kinds(tracer, "9 jun") == [("9 jun", ())]
