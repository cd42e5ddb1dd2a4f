from __future__ import annotations

import pytest
from drawing import drawn, scene, strict

from generator.documents.element import Element
from generator.documents.namespaces import handle
from generator.elements.context import Book, Context
from generator.elements.kinds import LENGTH_OTHER
from generator.motion.track import Keys, Track, Value
from generator.problems import Problems
from generator.scene.dump import dump
from generator.scene.sample import Sampler
from generator.values.colour import Colour

RECT = '<rect width="1" height="1" {}/>'
PATH = "path M0,0 L1,0 L1,1 L0,1 Z"


def fill(attributes: str, around: str = "{}") -> str:
    """What a rect's fill comes to."""
    line = next((line for line in drawn(around.format(RECT.format(attributes))).splitlines() if "path " in line), "")
    return line.partition("fill=")[2].split()[0] if "fill=" in line else "none"


@pytest.mark.parametrize(
    ("attributes", "around", "colour"),
    [
        ("", "{}", "#000000"),
        ("", '<g fill="red">{}</g>', "#ff0000"),
        ('fill="inherit"', '<g fill="red">{}</g>', "#ff0000"),
        ('fill="initial"', '<g fill="red">{}</g>', "#000000"),
        ('fill="unset"', '<g fill="red">{}</g>', "#ff0000"),
        ('fill="nonsense"', '<g fill="red">{}</g>', "#ff0000"),
        ('fill="currentColor" color="#00f"', "{}", "#0000ff"),
        ('color="#00f"', '<g color="red" fill="currentColor">{}</g>', "#0000ff"),
        ('fill="currentColor"', '<g color="red"><g color="currentColor">{}</g></g>', "#ff0000"),
        ('fill="var(--ink)"', '<g style="--ink: red">{}</g>', "#ff0000"),
        ('fill="var(--no, lime)"', "{}", "#00ff00"),
        ('fill="var(--no, var(--ink, lime))"', '<g style="--ink: red">{}</g>', "#ff0000"),
        ('fill="rgb(var(--rgb))"', '<g style="--rgb: 255, 0, 0">{}</g>', "#ff0000"),
        ('fill="var(--no)"', '<g fill="red">{}</g>', "#ff0000"),
        ('fill="none"', "{}", "none"),
        ('fill="url(#no) lime"', "{}", "#00ff00"),
        ('fill="url(#no)"', "{}", "none"),
        ('fill="color(srgb-linear 4 2 1)"', "{}", "light(4"),
    ],
)
def test_computed_colours(attributes: str, around: str, colour: str) -> None:
    assert fill(attributes, around) == colour


def test_opacity_is_not_inherited_and_is_held_within_bounds() -> None:
    assert drawn('<g opacity="0.5"><rect width="1" height="1"/></g>') == f"group opacity=0.5\n  {PATH} fill=#000000"
    assert drawn('<g opacity="7"><rect width="1" height="1"/></g>') == f"group\n  {PATH} fill=#000000"


@pytest.mark.parametrize(
    ("width", "size"),
    [("2em", 40), ("1ex", 10), ("1rem", 8), ("50%", 50), ("10vw", 10), ("1pc", 16), ("3pt", 4), ("1e1", 10), ("1Q", 0.945), ("25.4mm", 96)],
)
def test_units(width: str, size: float) -> None:
    text = drawn(f'<g font-size="10"><rect font-size="2em" width="{width}" height="1"/></g>', root='font-size="8"')
    assert text.splitlines()[-1].split()[2] == f"L{size:g},0"


def test_font_sizes_are_of_the_parent() -> None:
    for size, em in (("50%", 5), ("larger", 12), ("2em", 20), ("medium", 12), ("xx-large", 24), ("-3", 0.001)):
        text = drawn(f'<g font-size="10"><g font-size="{size}"><rect width="1em" height="1" x="1" rx="0"/></g></g>')
        assert (f"L{1 + em:g},0" in text) is (em >= 1)


def test_custom_properties_that_go_in_circles_are_told() -> None:
    said = strict(f'<g style="--a: var(--b); --b: var(--a)">{RECT.format(chr(102) + "ill=" + chr(34) + "var(--a)" + chr(34))}</g>')
    assert said == ["a.svg:1: custom properties refer to one another without end"]


@pytest.mark.parametrize(
    "style",
    [
        "--w: 40px; width: var(--w)",
        "--w: var(--v); --v: 40px; width: var(--w)",
        "width: var(--none, 40px)",
        "--a: var(--b, 1px); --b: var(--a, 2px); width: var(--a, 40px)",
        "--a: var(--a, 1px); --b: var(--a, 40px); width: var(--b, 2px)",
    ],
)
def test_geometry_takes_custom_properties(style: str) -> None:
    assert "L40,0 L40,1" in drawn(f'<rect width="9" height="1" style="{style}"/>')
    assert "L40,0 L40,1" in drawn(f'<style>rect {{ {style} }}</style><rect width="9" height="1"/>')


def test_geometry_is_inherited_where_that_is_asked() -> None:
    assert "L40,0 L40,1" in drawn('<g style="width: 40px"><rect height="1" style="width: inherit"/></g>')
    assert strict('<rect width="9" height="1" style="width: var(--none)"/>') == ["a.svg:1: width: the custom property --none is not set"]


def test_custom_properties_that_grow_without_end_are_bounded() -> None:
    chain = "".join(f"--a{n + 1}: var(--a{n}, ) var(--a{n}, );" for n in range(60))
    assert strict(f'<rect width="9" height="1" style="{chain} width: var(--a60)"/>') == [
        "a.svg:1: width: custom properties refer to one another without end"
    ]


def test_currentcolor_moves_with_the_colour() -> None:
    body = '<g color="red"><animate attributeName="color" values="red;blue" dur="1s"/><rect width="1" height="1" fill="currentColor"/></g>'
    assert "fill=~" in drawn(body)
    assert "#ff0000" in drawn(body)
    assert "#0000ff" in drawn(body, t=0.999999)


class Moves:
    """``stroke-width`` of one element moves from 0 to 10."""

    def __init__(self, element: Element) -> None:
        self.element = element

    def animates(self, element: Element, name: str) -> bool:
        return element is self.element and name == "stroke-width"

    def value(self, element: Element, name: str, base: object, kind: object, context: object) -> Value[object]:
        return Keys((0.0, 1.0), (0.0, 10.0))  # type: ignore[return-value, arg-type]


def test_animation_is_inherited_unless_it_is_overruled_below() -> None:
    outer, plain, own = Element("g"), Element("rect"), Element("rect", style={"stroke-width": "3"})
    book = Book(None, Moves(outer), None, None, Problems(), "srgb", "en")  # type: ignore[arg-type]
    above = Context(book, Element(""), (100.0, 100.0)).child(outer)
    moving = above.child(plain).value("stroke-width", LENGTH_OTHER)
    assert isinstance(moving, Track)
    assert moving.at(0.5) == 5.0
    assert above.child(own).value("stroke-width", LENGTH_OTHER) == 3.0


def test_a_track_in_a_document_is_a_value() -> None:
    colours: Track[object] = Keys((0.0, 1.0), (Colour(0, 0, 0), Colour(4, 0, 0)), lambda a, b, u: Colour(a.r + (b.r - a.r) * u, 0, 0))  # type: ignore[arg-type]
    widths: Track[object] = Keys((0.0, 1.0), (1.0, 3.0))  # type: ignore[arg-type]
    body = f'<rect width="{handle(1)}" height="2" style="--ink: {handle(0)}; fill: var(--ink)"/>'
    text = dump(Sampler(scene(body, lenient=False, tracks=(colours, widths))).frame(0.5))
    assert "path M0,0 L2,0 L2,2 L0,2 Z fill=light(2 0 0 1)" in text
