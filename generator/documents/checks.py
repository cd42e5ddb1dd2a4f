"""Checks: what can be said of a template without composing it: looks and words that are there, and whole, in every language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from generator.documents.looks import read_look
from generator.documents.sheet import read
from generator.documents.template import Template
from generator.documents.words import Words, read_words
from generator.languages import LANGUAGES
from generator.problems import Origin, Problem, Problems, TemplateError, did_you_mean


def check_template(template: Template) -> tuple[Problem, ...]:
    """Looks that are missing or faulty, words files that are missing or faulty, and keys that one language has and another lacks."""
    problems = Problems()
    for name in template.manifest.looks:
        _check_look(name, template, problems)
    words: dict[str, Words] = {}
    for code in template.manifest.languages:
        sources = template.find(f"words/{code}.yaml")
        if not sources:
            problems.add(f"there is no words/{code}.yaml", Origin(template.file))
            continue
        with _noted(problems):
            words[code] = read_words([read(s.text, s.file) for s in sources], LANGUAGES[code])
    _compare(words, template, problems)
    return tuple(problems)


def _check_look(name: str, template: Template, problems: Problems) -> None:
    found = template.find(f"looks/{name}.yaml")
    if not found:
        problems.add(f"there is no look {name}{did_you_mean(name, template.looks)}", Origin(template.file))
        return
    with _noted(problems):
        read_look(found[0].text, found[0].file)


def _compare(words: Mapping[str, Words], template: Template, problems: Problems) -> None:
    """Every key of any language must be in each."""
    keys = sorted({key for each in words.values() for key in each.keys})
    for code, each in words.items():
        file = template.find(f"words/{code}.yaml")[0].file
        for key in keys:
            if key not in each:
                has = next(other for other, theirs in words.items() if key in theirs)
                problems.add(f"the word {key} is missing in {code}; {has} has it", Origin(file))


@contextmanager
def _noted(problems: Problems) -> Iterator[None]:
    """Faults of what is read inside are noted, and the next is read."""
    try:
        yield
    except TemplateError as error:
        for problem in error.problems:
            problems.add(problem.message, problem.origin)
