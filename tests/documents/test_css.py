from __future__ import annotations

import pytest

from generator.documents.parse import parse
from generator.problems import DocumentError


def style(css: str, attributes: str = "", strict: bool = False) -> dict[str, object]:
    text = f'<svg xmlns="http://www.w3.org/2000/svg"><style>{css}</style><g class="out"><rect id="r" class="a b" {attributes}/></g></svg>'
    return dict(parse(text, "a.svg", strict=strict).ids["r"].style)


def test_the_order_of_the_cascade() -> None:
    layers = "#r{fill:id} .a{fill:class} rect{fill:tag}"
    assert style("", 'fill="attribute"')["fill"] == "attribute"
    assert style("rect{fill:tag}", 'fill="attribute"')["fill"] == "tag"
    assert style(layers, 'fill="attribute"')["fill"] == "id"
    assert style(layers, 'fill="attribute" style="fill: own"')["fill"] == "own"
    assert style(layers + " rect{fill:heavy !important}", 'style="fill: own"')["fill"] == "heavy"
    assert style("rect{fill:heavy !important}", 'style="fill: own !important"')["fill"] == "own"
    assert style(".a{fill:one} .b{fill:two}")["fill"] == "two"


def test_selectors() -> None:
    found = style(".out > rect{x:1} svg rect[class~=b]{y:2} rect:first-child{r:3} circle, #r{cx:4} rect:hover{cy:5}")
    assert found == {"x": "1", "y": "2", "r": "3", "cx": "4"}


def test_shorthands_unfold() -> None:
    assert style("", 'style="marker: url(#m)"') == {"marker-start": "url(#m)", "marker-mid": "url(#m)", "marker-end": "url(#m)"}
    found = style("", "style=\"font: italic bold 12px/1.5 'Two Words', serif\"")
    assert (found["font-style"], found["font-weight"], found["font-size"], found["line-height"]) == ("italic", "bold", "12px", "1.5")
    assert found["font-family"] == '"Two Words", serif'
    assert found["font-variant"] == "normal"


def test_custom_properties_keep_their_case() -> None:
    assert style("", 'style="--Ink: #fff; FILL: red"') == {"--Ink": "#fff", "fill": "red"}


def test_only_properties_are_presentation_attributes() -> None:
    assert style("", 'x="1" fill="red" mix-blend-mode="screen"') == {"fill": "red"}


def test_media_for_screens_count_and_others_do_not() -> None:
    assert style("@media screen{rect{fill:red}} @media print{rect{fill:blue}}") == {"fill": "red"}


def test_faulty_declarations_are_dropped_alone() -> None:
    assert style("", 'style="fill red; stroke: blue; /* c */ x"') == {"stroke": "blue"}


@pytest.mark.parametrize(("css", "said"), [('@import "x.css";', "reaches outside"), ("rect:::{}", "selector"), ("}", "style sheet")])
def test_faults_of_a_sheet_are_told_where_it_is_ours(css: str, said: str) -> None:
    assert style(css) == {}
    with pytest.raises(DocumentError, match=said):
        style(css, strict=True)
