from __future__ import annotations

import pytest
from drawing import drawn, scene, strict

from generator.scene.nodes import Group, Path
from generator.scene.paints import Pattern

STOPS = '<stop stop-color="red"/><stop offset="1" stop-color="blue" stop-opacity="0.5"/>'
COLOURS = "0:#ff0000 1:#0000ff80"


def paint(server: str, attributes: str = "", shape: str = '<rect x="10" width="20" height="40" fill="url(#p)"/>') -> str:
    """How a rect of 20 x 40 at (10, 0) is filled by a server called p."""
    line = next(line for line in drawn(f"<defs>{server}</defs>{shape}").splitlines() if "path " in line)
    return line.partition("fill=")[2]


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ("", f"linear(0,0,1,0 {COLOURS} by=matrix(20 0 0 40 10 0))"),
        ('x1="50%" y2="0.5"', f"linear(0.5,0,1,0.5 {COLOURS} by=matrix(20 0 0 40 10 0))"),
        ('gradientUnits="userSpaceOnUse" x2="50%" y1="5"', f"linear(0,5,50,0 {COLOURS})"),
        ('gradientUnits="userSpaceOnUse"', f"linear(0,0,100,0 {COLOURS})"),
        (
            'spreadMethod="reflect" color-interpolation="linearRGB"',
            f"linear(0,0,1,0 {COLOURS} reflect in-linear by=matrix(20 0 0 40 10 0))",
        ),
        ('gradientTransform="rotate(90)"', f"linear(0,0,1,0 {COLOURS} by=matrix(0 40 -20 0 10 0))"),
        ('gradientTransform="rotate(180)" transform-origin="center"', f"linear(0,0,1,0 {COLOURS} by=matrix(-20 0 0 -40 30 40))"),
        ('gradientTransform="scale(0)"', f"linear(0,0,1,0 {COLOURS} by=matrix(20 0 0 40 10 0))"),
        ('x2="0"', "#0000ff80"),
    ],
)
def test_linear_gradients(attributes: str, expected: str) -> None:
    assert paint(f'<linearGradient id="p" {attributes}>{STOPS}</linearGradient>') == expected


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ("", f"radial(0.5,0.5,0.5,0.5,0.5,0 {COLOURS} by=matrix(20 0 0 40 10 0))"),
        ('cx="0.2" fy="10%" fr="0.1"', f"radial(0.2,0.5,0.5,0.2,0.1,0.1 {COLOURS} by=matrix(20 0 0 40 10 0))"),
        ('gradientUnits="userSpaceOnUse"', f"radial(50,50,50,50,50,0 {COLOURS})"),
        ('r="0"', "#0000ff80"),
        ('r="-1"', "#0000ff80"),
    ],
)
def test_radial_gradients(attributes: str, expected: str) -> None:
    assert paint(f'<radialGradient id="p" {attributes}>{STOPS}</radialGradient>') == expected


def test_what_a_gradient_does_not_say_is_looked_up_along_its_chain() -> None:
    chain = (
        '<linearGradient id="p" href="#a" y2="1"/><radialGradient id="a" href="#b" spreadMethod="repeat"/>'
        f'<linearGradient id="b" x1="0.5" gradientUnits="userSpaceOnUse" href="#p">{STOPS}</linearGradient>'
    )
    assert paint(chain) == f"linear(0.5,1,100,1 {COLOURS} repeat)".replace("0.5,1,100,1", "0.5,0,100,1")


def test_stops_are_held_in_order_and_within_bounds() -> None:
    stops = "".join(f'<stop offset="{offset}" stop-color="red"/>' for offset in ("-1", "0.6", "50%", "x", "7"))
    assert "0:#ff0000 0.6:#ff0000 0.6:#ff0000 0.6:#ff0000 1:#ff0000" in paint(f'<linearGradient id="p">{stops}</linearGradient>')


def test_one_stop_is_a_colour_and_none_is_nothing() -> None:
    assert paint('<linearGradient id="p"><stop stop-color="red"/></linearGradient>') == "#ff0000"
    assert paint('<linearGradient id="p"/>') == ""


def test_a_box_without_area_has_no_gradient_but_the_fallback() -> None:
    line = '<path d="M0 0 H9" stroke="url(#p) lime" fill="none"/>'
    text = drawn(f'<linearGradient id="p">{STOPS}</linearGradient>{line}')
    assert "stroke=#00ff00" in text


def test_stops_take_their_colour_from_where_they_stand() -> None:
    server = '<g color="lime"><linearGradient id="p"><stop stop-color="currentColor"/></linearGradient></g>'
    assert paint(server, shape='<rect color="red" width="1" height="1" fill="url(#p)"/>') == "#00ff00"


def test_moving_stops_stay_in_order() -> None:
    stops = '<stop offset="0.2"><animate attributeName="offset" values="0;1" dur="1s"/></stop><stop offset="0.5" stop-color="red"/>'
    body = f'<linearGradient id="p">{stops}</linearGradient><rect width="1" height="1" fill="url(#p)"/>'
    assert "~0.25:#000000 ~0.5:#ff0000" in drawn(body, t=0.25)
    assert "~0.75:#000000 ~0.75:#ff0000" in drawn(body, t=0.75)


def pattern(attributes: str, content: str = '<rect width="1" height="1"/>') -> list[str]:
    body = f'<pattern id="p" {attributes}>{content}</pattern><rect x="10" width="20" height="40" fill="url(#p)"/>'
    return drawn(body).splitlines()


@pytest.mark.parametrize(
    ("attributes", "tile", "content"),
    [
        ('width="0.5" height="0.5"', "pattern(tile 10,0 10x20)", "group transform=translate(10 0)"),
        (
            'width="0.5" height="0.5" patternContentUnits="objectBoundingBox"',
            "pattern(tile 10,0 10x20)",
            "group transform=matrix(20 0 0 40 10 0)",
        ),
        ('width="5" height="6" x="1" patternUnits="userSpaceOnUse"', "pattern(tile 1,0 5x6)", "group transform=translate(1 0)"),
        (
            'width="4" height="8" patternUnits="userSpaceOnUse" viewBox="0 0 2 2" patternTransform="scale(3)"',
            "pattern(tile 0,0 4x8 by=matrix(3 0 0 3 0 0))",
            "group transform=matrix(2 0 0 2 0 2)",
        ),
    ],
)
def test_patterns(attributes: str, tile: str, content: str) -> None:
    lines = pattern(attributes)
    assert lines[0].endswith("fill=" + tile)
    assert lines[1:3] == ["  fill pattern:", "    " + content]


@pytest.mark.parametrize("attributes", ['width="0" height="1"', 'height="1"', 'width="1" height="1" viewBox="0 0 0 1"'])
def test_a_pattern_without_a_tile_is_nothing(attributes: str) -> None:
    assert "fill" not in pattern(attributes)[0]


def test_a_pattern_that_paints_itself_stops() -> None:
    lines = pattern('width="0.5" height="0.5"', '<rect width="1" height="1" fill="url(#p)" stroke="red"/>')
    assert len([line for line in lines if "pattern(" in line]) == 1
    assert lines[-1].strip() == "path M0,0 L1,0 L1,1 L0,1 Z stroke=#ff0000 width=1"


def test_shapes_share_the_tile_that_does_not_depend_on_them() -> None:
    body = '<pattern id="p" width="5" height="5" patternUnits="userSpaceOnUse"><rect width="1" height="1"/></pattern>'
    root = scene(body + '<rect width="9" height="9" fill="url(#p)"/><rect width="5" height="9" fill="url(#p)"/>').root
    one, two = (child.fill.paint for child in root.children if isinstance(child, Path) and child.fill)
    assert isinstance(one, Pattern)
    assert one is two
    assert isinstance(one.content, Group)


def test_a_paint_that_is_not_there_is_a_fault() -> None:
    assert strict('\n<rect width="1" height="1" fill="url(#no)"/>') == ["a.svg:2: there is no paint called #no"]


def test_a_fill_can_step_between_servers() -> None:
    body = (
        f'<linearGradient id="p">{STOPS}</linearGradient><rect width="1" height="1" fill="red">'
        '<animate attributeName="fill" values="red;url(#p);none" calcMode="discrete" dur="3s"/></rect>'
    )
    assert "fill=~#ff0000" in drawn(body)
    assert "fill=~linear(0,0,1,0" in drawn(body, t=1.5)
    assert "fill=~#00000000" in drawn(body, t=2.5)
