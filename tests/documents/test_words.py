"""Words: keys, plural forms, values; and what is wrong with a file of words."""

from __future__ import annotations

import pytest
from simple import template

from generator.documents.checks import check_template
from generator.documents.sheet import read
from generator.documents.template import Source, Template
from generator.documents.words import Words, read_words
from generator.languages import LANGUAGES
from generator.problems import TemplateError


def words(text: str, language: str = "es", *others: str) -> Words:
    return read_words([read(each, f"w{i}.yaml") for i, each in enumerate((text, *others))], LANGUAGES[language])


def test_words_nest_and_the_first_file_wins() -> None:
    found = words("a: {b: uno, c: dos}", "es", "a: {b: otro}\nd: tres")
    assert (found.say("a.b"), found.say("d"), found.keys) == ("uno", "tres", ("a.b", "a.c", "d"))
    assert "a.b" in found
    assert "a" not in found


def test_values_are_written_as_the_language_writes() -> None:
    assert words("k: '{n} y {m} {{x}}'").say("k", n=12345, m=0.5) == "12\u202f345 y 0,5 {x}"
    assert words("k: '{n}'", "ar").say("k", n=-12) == "\u061c\u2212١٢"
    assert words("k: '{n}'").say("k", n="0042") == "0042"


@pytest.mark.parametrize(("count", "form"), [(0, "e"), (1, "a"), (2, "b"), (3, "c"), (11, "d"), (100, "e")])
def test_plural_forms(count: int, form: str) -> None:
    assert words("k: {one: a, two: b, few: c, many: d, other: e}", "ar").say("k", count=count) == form


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("k: {one: a, other: b}", ""),
        ("k: {few: a, other: b}", "w0.yaml:1: k lacks the plural form one of es"),
        ("\nk: '{a.b}'", "w0.yaml:2: k: {a.b} is no plain name in braces"),
        ("k: '{a!r}'", "w0.yaml:1: k: {a} is no plain name in braces"),
        ("k: '{a'", "w0.yaml:1: k: expected '}' before end of string; write {{ and }} for braces"),
        ("k: [a]", "w0.yaml:1: k is no sentence"),
        ("a.b: x", "w0.yaml:1: the key a.b has a dot in it; nest keys instead"),
        ("- a", "w0.yaml:1: words are keys with sentences"),
    ],
)
def test_faulty_words_have_a_line(text: str, message: str) -> None:
    if not message:
        words(text)
        return
    with pytest.raises(TemplateError) as caught:
        words(text)
    assert str(caught.value).splitlines()[0] == message


def test_checks_tell_of_missing_looks_files_and_words() -> None:
    whole = template("x")
    assert check_template(whole) == ()
    sources = dict(whole.sources)
    del sources["words/ar.yaml"], sources["_kit/looks/vigil.yaml"]
    sources["words/en.yaml"] = Source("en.yaml", "hello: Hello\nbye: Bye")
    told = [str(problem) for problem in check_template(Template("t", whole.manifest, sources, file="m.yaml"))]
    assert told == [
        "m.yaml: there is no look vigil",
        "m.yaml: there is no words/ar.yaml",
        "simple/words/es.yaml: the word bye is missing in es; en has it",
        "en.yaml: the word votes is missing in en; es has it",
    ]
