"""Plain values with their lines, from text that means no harm and from text that does."""

from __future__ import annotations

import pytest

from generator.problems import CanonError, Origin, TemplateError
from generator.values.sheet import read


def test_values_are_plain_and_remember_their_lines() -> None:
    sheet = read("a: 14:32\nb:\n  - 2041-03-14\n  - {c: -3, d: 'yes', e: no, f: 1.5e3}\ng:\n", "x.yaml")
    assert sheet.value == {"a": "14:32", "b": ["2041-03-14", {"c": -3, "d": "yes", "e": "no", "f": 1500.0}], "g": None}
    assert sheet.origin(("b", 1, "d")) == Origin("x.yaml", 4)
    assert sheet.origin(("b", 1, "nowhere", 2)) == Origin("x.yaml", 4)


def test_an_alias_is_what_it_stands_for() -> None:
    assert read("a: &x {b: 1}\nc: *x\n", "x.yaml").value == {"a": {"b": 1}, "c": {"b": 1}}


def test_an_empty_file_is_an_empty_mapping() -> None:
    assert read("# nothing\n", "x.yaml").value == {}


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a: 1\na: 2\n", 2, "a is given twice"),
        ("a:\n  b: [1, 2\nc: 3\n", 3, "not readable as YAML"),
        ("a: &x [*x]\n", 1, "stands for nothing"),
        ("a: 1\n---\nb: 2\n", 2, "one document"),
        ("a: *nobody\n", 1, "stands for nothing"),
        ("[" * 100_000, 1, "far more values"),
        ("- " * 50_000 + "x", 1, "far more values"),
        ("a: \x01\n", 0, "not readable"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text: str, line: int, said: str) -> None:
    with pytest.raises(CanonError) as caught:
        read(text, "x.yaml", fault=CanonError)
    (problem,) = caught.value.problems
    assert said in problem.message
    assert problem.origin == Origin("x.yaml", line)


def test_a_few_lines_cannot_stand_for_a_billion() -> None:
    text = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
    text += "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 9))
    with pytest.raises(TemplateError, match="far more values"):
        read(text, "bomb.yaml")
