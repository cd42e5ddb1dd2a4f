from __future__ import annotations

import pytest
from drawing import HEAD, drawn, scene, strict

from generator.documents.parse import parse
from generator.elements import context as bounds
from generator.elements.build import Port, build
from generator.problems import DocumentError
from generator.scene.dump import dump
from generator.typography.fonts import FontBook

RECT = '<rect id="r" width="10" height="20"/>'
PATH = "path M0,0 L10,0 L10,20 L0,20 Z fill=#000000"


def built(text: str, width: int | None = None, height: int | None = None) -> str:
    return dump(build(parse(text, "a.svg"), Port(FontBook([]), None, lenient=True), width, height))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("root", "size"),
    [
        ('width="40" height="1in"', (40, 96)),
        ('viewBox="0 0 30 60"', (30, 60)),
        ('viewBox="0 0 30 60" width="60"', (60, 120)),
        ('viewBox="0 0 30 60" height="60"', (30, 60)),
        ('viewBox="0 0 30 60" width="100%" height="100%"', (30, 60)),
        ('width="-5"', (300, 150)),
        ("", (300, 150)),
    ],
)
def test_the_size_of_a_document(root: str, size: tuple[float, float]) -> None:
    width, height = size
    assert built(f'<svg xmlns="http://www.w3.org/2000/svg" {root}/>').startswith(f"{width} x {height} linear")


def test_the_canvas_follows_the_side_that_is_given() -> None:
    text = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 60">{RECT}</svg>'
    assert built(text, width=15).splitlines()[:2] == ["15 x 30 linear", "group transform=matrix(0.5 0 0 0.5 0 0)"]
    assert built(text, width=60, height=60).splitlines()[:2] == ["60 x 60 linear", "group transform=matrix(2 0 0 1 0 0)"]
    with pytest.raises(DocumentError, match="out of bounds"):
        built(text, width=100_000)
    with pytest.raises(DocumentError, match=r"a\.svg:1: the document asks for a size of 1e\+30 x 2"):
        built('<svg xmlns="http://www.w3.org/2000/svg" width="1e30" height="2"/>', width=10)


@pytest.mark.parametrize(
    ("how", "by"),
    [
        ("", "matrix(2 0 0 2 20 0)"),
        ("xMinYMin meet", "matrix(2 0 0 2 0 0)"),
        ("xMaxYMax slice", "matrix(6 0 0 6 0 -40)"),
        ("none", "matrix(6 0 0 2 0 0)"),
    ],
)
def test_a_nested_viewport_fits_its_view_box(how: str, by: str) -> None:
    text = drawn(f'<svg width="60" height="20" viewBox="0 0 10 10" preserveAspectRatio="{how or "xMidYMid"}">{RECT}</svg>')
    assert text.splitlines() == [
        "group",
        "  clip:",
        "    group",
        "      path M0,0 L60,0 L60,20 L0,20 Z fill=#000000",
        f"  group transform={by}",
        "    " + PATH,
    ]


def test_percentages_in_a_nested_viewport_are_of_it() -> None:
    text = drawn('<svg width="50%" height="20" overflow="visible"><rect width="50%" height="50%"/></svg>')
    assert text == "group\n  path M0,0 L25,0 L25,10 L0,10 Z fill=#000000"


def test_transforms_of_both_spellings_and_their_origin() -> None:
    assert drawn(f'<g transform="translate(1,2)scale(2) ">{RECT}</g>').startswith("group transform=matrix(2 0 0 2 1 2)")
    assert drawn(f'<g style="transform: translateX(1px) rotate(0.25turn)">{RECT}</g>').startswith("group transform=matrix(0 1 -1 0 1 0)")
    assert drawn(f'<g transform="rotate(90)" transform-origin="center">{RECT}</g>').startswith("group transform=matrix(0 1 -1 0 100 0)")
    assert drawn(f'<g transform="scale(-1)" transform-origin="100% 0" transform-box="fill-box">{RECT}</g>').startswith(
        "group transform=matrix(-1 0 0 -1 20 0)"
    )


def test_a_bad_origin_is_a_fault() -> None:
    assert strict(f'<g transform="rotate(90)" transform-origin="5 6 7 8">{RECT}</g>') == [
        "a.svg:1: transform-origin: '5 6 7 8' is no transform-origin"
    ]


def test_use_copies_with_the_style_of_its_own_place() -> None:
    text = drawn(f'<defs>{RECT}</defs><use href="#r" x="3" fill="red"/>')
    assert text == f"group transform=translate(3 0)\n  {PATH.replace('#000000', '#ff0000')}"


def test_use_of_a_symbol_gives_it_a_size() -> None:
    symbol = f'<symbol id="s" viewBox="0 0 10 10">{RECT}</symbol>'
    lines = drawn(f'{symbol}<use href="#s" width="20" height="20"/>').splitlines()
    assert "path M0,0 L20,0 L20,20 L0,20 Z" in lines[3]
    assert lines[4] == "  group transform=matrix(2 0 0 2 0 0)"


@pytest.mark.parametrize(
    "body",
    [
        '<g id="a"><use href="#a"/></g>',
        '<use id="a" href="#a"/>',
        '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>',
    ],
)
def test_use_of_what_holds_it_is_a_fault_and_draws_nothing(body: str) -> None:
    assert drawn(body) == ""
    assert "which holds it" in strict(body)[0]


def test_use_of_nothing_is_a_fault() -> None:
    assert strict('\n<use href="#no"/>') == ["a.svg:2: use refers to #no, which is not in this document"]


def test_a_bomb_of_uses_is_defused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MAX_NODES", 2000)
    rows = "".join(f'<g id="g{i}">{f"""<use href="#g{i - 1}"/>""" * 10}</g>' for i in range(1, 9))
    with pytest.raises(DocumentError, match=r"a\.svg:1: the document unfolds to more than 2000 elements"):
        scene(f'<defs><g id="g0">{RECT}</g>{rows}</defs><use href="#g8"/>')


def test_a_chain_of_uses_is_bounded_in_depth() -> None:
    chain = "".join(f'<g id="g{i}"><use href="#g{i - 1}"/></g>' for i in range(1, 200))
    with pytest.raises(DocumentError, match="nested more than 48 deep"):
        scene(f'<defs><g id="g0">{RECT}</g>{chain}</defs><use href="#g199"/>')
    deep = '<g opacity="0.9" transform="scale(2)">' * 40 + RECT + "</g>" * 40
    assert drawn(deep).count("opacity") == 40


@pytest.mark.parametrize(
    ("link", "start"),
    [
        ('<mask id="i{}" mask="url(#i{})"><rect width="9" height="9"/></mask>', 'mask="url(#i0)"'),
        ('<mask id="i{}"><g mask="url(#i{})"><rect width="9" height="9"/></g></mask>', 'mask="url(#i0)"'),
        ('<clipPath id="i{}" clip-path="url(#i{})"><rect width="9" height="9"/></clipPath>', 'clip-path="url(#i0)"'),
        ('<pattern id="i{}" width="1" height="1"><rect fill="url(#i{})" width="9" height="9"/></pattern>', 'fill="url(#i0)"'),
        ('<marker id="i{}"><path d="M0 0 H5" marker-start="url(#i{})"/></marker>', 'marker-start="url(#i0)"'),
    ],
)
def test_other_chains_of_references_are_bounded_too(link: str, start: str) -> None:
    def chain(count: int) -> str:
        return "".join(link.format(i, i + 1) for i in range(count)) + f'<rect width="5" height="5" {start}/>'

    with pytest.raises(DocumentError, match="nested more than 48 deep"):
        scene(chain(100))
    assert drawn(chain(5))


def test_switch_takes_the_first_that_holds() -> None:
    body = (
        '<switch><rect systemLanguage="de" width="1" height="1"/><g systemLanguage="es, en-GB"><rect width="2" height="2"/></g>{}</switch>'
    )
    assert "L2,0" in drawn(body.format(RECT), language="es")
    assert "L1,0" in drawn(body.format(RECT), language="de-AT")
    assert drawn(body.format(RECT), language="ar") == f"group\n  {PATH}"


def test_display_none_is_not_drawn_and_can_be_animated() -> None:
    assert drawn(f'<g display="none">{RECT}</g>') == ""
    body = f'<g><set attributeName="display" to="none" begin="1s"/>{RECT}</g>'
    assert "visible=~true" in drawn(body)
    assert "visible=~false" in drawn(body, t=1.5)


def test_only_what_compositing_needs_is_kept() -> None:
    assert drawn(f'<g style="mix-blend-mode: screen; isolation: isolate">{RECT}</g>').startswith("group blend=screen isolate\n")
    assert drawn(f"<g><g/><a>{RECT}</a><title>t</title></g>") == f"group\n  group\n    {PATH}"


def test_layers_stand_at_the_top_and_emission_anywhere() -> None:
    body = f'<g ui:layer="hud" transform="scale(2)"><g ui:emit="1.5">{RECT}</g></g>'
    assert drawn(body).startswith("group layer=hud transform=matrix(2 0 0 2 0 0)\n  group emit=1.5\n")
    assert strict(f'<g><g ui:layer="hud">{RECT}</g></g>') == ["a.svg:1: ui:layer stands on an element that is not directly below the root"]


def test_a_root_with_effects_of_its_own_is_one_group() -> None:
    assert dump(scene(RECT, root='opacity="0.5"')).splitlines()[1:3] == ["group", "  group opacity=0.5"]


def test_a_background_covers_the_canvas() -> None:
    text = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="10 0 20 10" width="20" height="20" style="background-color: red"/>'
    assert built(text).splitlines()[2] == "  path M10,-5 L30,-5 L30,15 L10,15 Z fill=#ff0000"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<ui:gague/>", "unknown element <ui:gague>"),
        ("<rekt/>", "unknown element <rekt>; did you mean <rect>?"),
        ('<g ui:layr="a"/>', "unknown attribute ui:layr on <g>; did you mean ui:layer?"),
        ('<g id="a"/><g id="a"/>', "the id a stands twice; first in a.svg:2"),
    ],
)
def test_names_that_nobody_knows(body: str, said: str) -> None:
    (problem,) = strict("\n" + body)
    assert problem.startswith("a.svg:2: " + said)
    assert drawn(body) == ""


def test_all_faults_are_told_together() -> None:
    assert len(strict('<rekt/><use href="#no"/><rect width="x" height="1"/>')) == 3


@pytest.mark.parametrize(
    ("attributes", "box", "by"),
    [
        ('x="1" width="20" height="20"', "1,5 20x10", ""),
        ('width="20" height="20" preserveAspectRatio="none"', "0,0 20x20", ""),
        ('width="20" height="20" preserveAspectRatio="xMinYMin slice"', "0,0 40x20", "clip"),
        ('width="20"', "0,0 20x10", ""),
        ('height="20" width="auto"', "0,0 40x20", ""),
        ("", "0,0 2x1", ""),
    ],
)
def test_pictures_in_their_box(attributes: str, box: str, by: str) -> None:
    text = drawn(f'<image href="2x1.png" {attributes}/>')
    assert f"image 2x1 at {box}" in text
    assert ("clip:" in text) is bool(by)


def test_a_drawing_in_a_picture_is_fitted_and_reads_no_files() -> None:
    inner = HEAD.replace("100 100", "10 20") + f'>{RECT}<image href="2x1.png"/></svg>'
    text = drawn('<image href="a.svg" width="50" height="40"/>', pictures={"a.svg": inner})
    assert "transform=matrix(2 0 0 2 15 0)" in text
    assert PATH in text
    assert "image" not in text


def test_a_missing_picture_is_a_fault_with_a_line() -> None:
    assert strict('\n<image href="no.jpg" width="1" height="1"/>') == ["a.svg:2: there is no picture no.jpg"]
    assert drawn('<image href="no.jpg" width="1" height="1"/>') == ""
