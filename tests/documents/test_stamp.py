"""Stamps: every opening tag that a template writes carries the line it stands on, and nothing else does."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment

from generator.documents.stamp import Stamps


def stamped(source: str) -> str:
    env = Environment(loader=DictLoader({"t": source}), extensions=[Stamps], trim_blocks=True, lstrip_blocks=True)
    return env.get_template("t").render(yes=True, no=False, two=[1, 2])


def marks(text: str) -> list[tuple[str, int]]:
    return [(name, int(line)) for name, line in re.findall(r'<([\w:]+) ui:at="t:(\d+)"', text)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<a/>", [("a", 1)]),
        ("\n<a\n b='1'\n><c/></a>", [("a", 2), ("c", 4)]),
        ("<a b='<c>' d=\"<e f='1'/>\"><g/>", [("a", 1), ("g", 1)]),
        ("<!-- <a> -- <b/> -->\n<c/>", [("c", 2)]),
        ("<![CDATA[ <a> ]] > ]]><b/>", [("b", 1)]),
        ("<?xml version='1.0'?><!DOCTYPE svg [ <!ENTITY a '<b/>'> ]><c/>", [("c", 1)]),
        ("<a{% if yes %} b='1'{% endif %}/>", [("a", 1)]),
        ("<a {% if yes %} b='<x'{% endif %} c='>'>\n<d/>", [("a", 1), ("d", 2)]),
        ("{% if no %}<a{% else %}\n<b{% endif %} x='1'/><c/>", [("b", 2), ("c", 2)]),
        ("<{% if no %}a{% else %}b{% endif %} x='1'/>", [("b", 1)]),
        ("<{{ 'a' }}/>\n<u{{ 'i:b' }} x='1'/>", [("a", 1), ("ui:b", 2)]),
        ("<a b=\"{{ '<' }}\"/><c/>", [("a", 1), ("c", 1)]),
        ("<re{# a\n note #}ct x='1'/>\n<b/>", [("rect", 1), ("b", 3)]),
        ("{% raw %}\n<a b='{{ no }}'/>{% endraw %}\n<c/>", [("a", 2), ("c", 3)]),
        ("{%- for i in two -%}\n\n  <a/>\n{%- endfor -%}\n<b/>", [("a", 3), ("a", 3), ("b", 5)]),
        ("{% set x = 1 %}{% if yes %}<a/>{% else %}<b/>{% endif %}<c/>", [("a", 1), ("c", 1)]),
        ("{% for i in [] %}<a{% else %}<b{% endfor %}/>", [("b", 1)]),
        ("</a></ b>< c> <d/>", [("d", 1)]),
        ("1 < 2 <a/>", [("a", 1)]),
    ],
)
def test_opening_tags_are_marked_with_their_line(source: str, expected: list[tuple[str, int]]) -> None:
    text = stamped(source)
    assert marks(text) == expected
    assert text.count("ui:at") == len(expected)


# Pieces in which every tag is @ until its line is known; "no" may never be marked.
_VALUES = st.sampled_from(["1", "a > b", "{{ 1 }}", "x{{ 2 }}y", "<no>", "<no z=\n>", "{% if yes %}1{% else %}2{% endif %}", "\n", "/>"])
_ATTRIBUTES = st.builds(
    lambda v, q, s: f"{s}k={q}{v.replace(q, '')}{q}", _VALUES, st.sampled_from("'\""), st.sampled_from([" ", "\n ", "\t"])
)
_OPTIONAL = st.one_of(_ATTRIBUTES, st.builds("{{% if yes %}}{}{{% endif %}}".format, _ATTRIBUTES), st.just(" {# <no> #}"), st.just(""))
_TAGS = st.builds(
    lambda a, end: f"<@{''.join(a)}{end}", st.lists(_OPTIONAL, max_size=3), st.sampled_from(["/>", ">", "\n>", " />", "></g>"])
)
_LEAVES = st.one_of(
    _TAGS,
    st.sampled_from(
        ["text", "\n", "\n\n  ", "{{ 3 }}", "{# <no> #}", "{#\n<no>\n#}", "<!-- <no> -->", "<!--\n<no a='\n-->", "<![CDATA[<no>\n]]>"]
    ),
    st.sampled_from(
        ["<?no <no> ?>", "</no>", "</no\n>", "{% set x = 1 %}", "{%- set x = 1 -%}", "{% raw %}{{ <@/> }}\n{% endraw %}", "{{ '<no>'|e }}"]
    ),
)


def _blocks(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    body = st.lists(inner, max_size=3).map("".join)
    return st.one_of(
        st.builds("{{% if yes %}}{}{{% else %}}{}{{% endif %}}".format, body, body),
        st.builds("{{% if no %}}{}{{% elif yes %}}\n{}{{% endif %}}".format, body, body),
        st.builds("{{%- for i in two -%}}\n{}{{% endfor %}}".format, body),
        st.builds("{{% set y %}}{}{{% endset %}}{{{{ y }}}}".format, body),
        st.builds("{{% macro m() %}}\n{}{{% endmacro %}}{{{{ m() }}}}".format, body),
        st.builds("{{% if yes %}}<@{{% else %}}\n<@{{% endif %}}{}/>".format, _ATTRIBUTES),
        st.builds("<{{% if no %}}@{{% else %}}@{{% endif %}}{}>".format, _ATTRIBUTES),
        st.builds("<{{{{ '@' }}}}{}>".format, _ATTRIBUTES),
    )


@given(st.lists(st.recursive(_LEAVES, _blocks, max_leaves=8), max_size=8).map("".join))
@settings(max_examples=120, derandomize=True, deadline=None)
def test_no_line_is_wrong_in_random_templates(plan: str) -> None:
    parts = plan.split("@")
    source, line = parts[0], 1 + parts[0].count("\n")
    for part in parts[1:]:
        source += f"e{line}{part}"
        line += part.count("\n")
    text = stamped(source)
    clean = re.sub(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", "", text, flags=re.DOTALL)
    for name, mark in marks(clean):
        assert name == f"e{mark}", source
    assert len(re.findall(r"<e\d+", clean)) == clean.count("ui:at=") == text.count("ui:at="), source
