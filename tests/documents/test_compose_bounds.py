"""What a template cannot do: run for ever, write without end, hold too much, read files, reach Python."""

from __future__ import annotations

import contextlib
import itertools
import time

import pytest
from simple import HEAD, composed, template, written

from generator.documents.meter import Limits
from generator.problems import TemplateError

ENDLESS = {
    "range": ("{% for i in range(10**9) %}{% endfor %}", "a list of 1,000,000,000 items"),
    "nested loops": ("{% for i in range(90000) %}{% for j in range(90000) %}{% endfor %}{% endfor %}", "more than 1,000,000 steps"),
    "filtered loops": (
        "{% for i in range(90000) %}{% for j in range(90000) if false %}{% endfor %}{% endfor %}",
        "more than 1,000,000 steps",
    ),
    "recursive loop": ("{% for i in [[1]] recursive %}{{ loop([[1]]) }}{% endfor %}", "more than 40 deep"),
    "wide recursive loop": (
        "{% for i in range(90) recursive %}{% if loop.depth < 30 %}{{ loop(range(90)) }}{% endif %}{% endfor %}",
        "more than",
    ),
    "macro": ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "more than 40 deep"),
    "macros": (
        "{% macro a(n) %}{{ b(n) }}{{ b(n) }}{% endmacro %}{% macro b(n) %}{% if n %}{{ a(n - 1) }}{% endif %}{% endmacro %}{{ a(18) }}",
        "more than",
    ),
    "caller": (
        "{% macro m() %}{{ caller() }}{{ caller() }}{% endmacro %}" + "{% call m() %}" * 25 + "x" + "{% endcall %}" * 25,
        "more than",
    ),
    "include": ("{% include 'scene.svg.j2' %}", "without end"),
    "extends": ("{% extends 'scene.svg.j2' %}", "without end"),
    "block": ("{% block b %}{{ self.b() }}{% endblock %}", "more than 40 deep"),
    "text": ("{{ 'a' * 10**10 }}", "a text of 10,000,000,000 characters"),
    "text, turned": ("{{ 10**10 * 'a' }}", "a text of 10,000,000,000 characters"),
    "list": ("{{ ([0] * 10**9)|length }}", "a list of 1,000,000,000 items"),
    "doubled text": ("{% set n = namespace(t='a') %}{% for i in range(99) %}{% set n.t = n.t ~ n.t %}{% endfor %}", "makes a text of"),
    "added text": ("{% set n = namespace(t='a') %}{% for i in range(99) %}{% set n.t = n.t + n.t %}{% endfor %}", "makes a text of"),
    "doubled list": ("{% set n = namespace(t=[1]) %}{% for i in range(99) %}{% set n.t = n.t + n.t %}{% endfor %}", "makes a list of"),
    "replace": ("{{ ('a' * 100000)|replace('a', 'b' * 100000) }}", "too long a text"),
    "join": ("{{ range(90000)|join('b' * 100000) }}", "too long a text"),
    "sum of lists": ("{{ ([[1]] * 90000)|sum(start=[])|length }}", "unexpected keyword"),
    "shuffles": ("{% for i in range(9999) %}{{ dice('a').shuffled(range(20000))[0] }}{% endfor %}", "more than 1,000,000 steps"),
    "power": ("{{ 10**10**10 }}{{ 10**10**10**10 }}", "too large a number"),
    "product": ("{% set n = namespace(x=9) %}{% for i in range(99) %}{% set n.x = n.x * n.x %}{% endfor %}", "too large"),
    "format": ("{{ '%999999999d' % 1 }}", "too wide"),
    "format filter": ("{{ '%*d'|format(999999999, 1) }}", "too wide"),
    "written": ("{% for i in range(90000) %}" + "x" * 999 + "{% endfor %}", "writes more than 16,777,216"),
    "written in a macro": (
        "{% macro m() %}{% for i in range(90000) %}" + "x" * 999 + "{% endfor %}{% endmacro %}{% set x = m() %}",
        "writes more",
    ),
    "written by set": ("{% set x %}{% for i in range(90000) %}" + "x" * 999 + "{% endfor %}{% endset %}", "writes more"),
    "comparison": (
        "{% set n = namespace(a=[1], b=[1]) %}"
        "{% for i in range(40) %}{% set n.a = [n.a, n.a] %}{% set n.b = [n.b, n.b] %}{% endfor %}{{ n.a == n.b }}",
        "more than 1,000,000 steps",
    ),
    "sorting": ("{% for i in range(9999) %}{{ range(90000)|sort|length }}{% endfor %}", "more than 1,000,000 steps"),
    "test in a filter": ("{% for i in range(9999) %}{{ range(90000)|select('odd')|list|length }}{% endfor %}", "more than 1,000,000 steps"),
}


def test_absurdly_nested_expressions_are_read_or_refused() -> None:
    with contextlib.suppress(TemplateError):
        written("{{ " + "(" * 400 + "1" + ")" * 400 + " }}")
    with pytest.raises(TemplateError):
        written("{{ " + "(" * 40_000 + "1" + ")" * 40_000 + " }}")


@pytest.mark.parametrize("name", ENDLESS)
def test_expensive_templates_stop_soon_and_say_why(name: str) -> None:
    inside, message = ENDLESS[name]
    began = time.thread_time()
    with pytest.raises(TemplateError, match=message.replace("*", r"\*")) as caught:
        written(inside)
    assert str(caught.value).startswith("simple/scene.svg.j2")
    assert time.thread_time() - began < 5


def test_the_clock_stops_a_template() -> None:
    ticks = itertools.count()
    with pytest.raises(TemplateError, match="longer than 10 s of the processor"):
        written("{% for i in range(90000) %}{% endfor %}", clock=lambda: float(next(ticks)))
    written("{% for i in range(90000) %}{% endfor %}", clock=lambda: 0.0)


def test_limits_are_the_callers() -> None:
    written("{% for i in range(90) %}{% endfor %}", limits=Limits(steps=200))
    with pytest.raises(TemplateError, match="more than 50 steps"):
        written("{% for i in range(900) %}{% endfor %}", limits=Limits(steps=50))
    with pytest.raises(TemplateError, match="more than 300 characters"):
        written("x" * 300, limits=Limits(output=300))


@pytest.mark.parametrize(
    "expression",
    [
        "''.__class__",
        "''['__class__']",
        "''|attr('__class__')",
        "p.__init__",
        "p._values",
        "w.__globals__",
        "w.__self__",
        "range.__self__",
        "f.__func__",
        "self.__init__",
        "loop",
        "safe.inset.__self__",
        "safe.inset.__func__.__globals__",
        "look.colour.accent.__class__.__mro__",
        "p.score.to_bytes(9**9)",
        "p.at.strftime('%999999999d')",
        "'{0.__class__}'.format(1)",
        "'a'.zfill(10**9)",
        "'a'.center(10**9)",
        "'a'.encode()",
        "[].append(1)",
        "namespace.__init__",
        "cycler",
        "lipsum()",
        "dict",
        "import",
        "(1, 2).__len__()",
        "{}.update({'a': 1})",
        "{(1, 2): 3}",
        "{}[(1, 2)]",
        "p.others.__class__",
        "missing.__class__",
    ],
)
def test_pythons_insides_are_out_of_reach(expression: str) -> None:
    with pytest.raises(TemplateError):
        written(f"{{{{ {expression} }}}}")


@pytest.mark.parametrize(
    "name", ["../x.svg.j2", "/etc/hostname", "words/es.yaml", "manifest.yaml", "file:///etc/hostname", "http://a.example/x.j2", ""]
)
def test_only_the_templates_own_files_can_be_included(name: str) -> None:
    with pytest.raises(TemplateError, match="there is no file"):
        written(f"{{% include '{name}' %}}")
    assert written(f"[{{% include '{name}' ignore missing %}}]") == "[]"


def test_honest_work_is_far_below_the_bounds() -> None:
    text = composed(
        HEAD + "{% for i in range(3000) %}<rect x='{{ i * u }}' fill='{{ alpha(look.colour.ink, 0.5) }}'/>\n{% endfor %}</svg>"
    ).text
    assert text.count("<rect") == 3000
    assert template("x").name == "simple"
