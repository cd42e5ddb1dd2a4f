"""The filter property, compiled: steps, inputs, regions, units, errors."""

from __future__ import annotations

import math

import pytest
from drawing import scene

from generator.motion.track import at, moves
from generator.problems import DocumentError
from generator.scene.effects import (
    NOTHING,
    Blend,
    Blur,
    ColourMatrix,
    Composite,
    Content,
    Convolve,
    Filter,
    Flood,
    Lighting,
    Merge,
    Morphology,
    Offset,
    Step,
    Tile,
    Transfer,
    Turbulence,
)
from generator.scene.nodes import Group, Image, Path
from generator.values.colour import Colour
from generator.values.geometry import Rect

RECT = '<rect x="10" y="20" width="40" height="20" filter="{}"/>'


def effects(value: str, head: str = "", lenient: bool = True, body: str = RECT) -> tuple[Filter, ...] | None:
    """The filters of a rectangle of 40 by 20 at (10, 20); ``None`` where it is not drawn."""
    root = scene(head + body.format(value), lenient=lenient).root
    if not root.children:
        return None
    node = root.children[0]
    return node.effects if isinstance(node, Group) else ()


def steps(primitives: str, attributes: str = "") -> tuple[Step, ...]:
    found = effects("url(#f)", f'<filter id="f" {attributes}>{primitives}</filter>')
    assert found is not None
    return found[0].steps


def only(primitives: str, attributes: str = "") -> object:
    (step,) = steps(primitives, attributes)
    return step.primitive


def near(rect: object, *numbers: float) -> bool:
    assert isinstance(rect, Rect)
    return (rect.x, rect.y, rect.width, rect.height) == pytest.approx(numbers)


# The property


@pytest.mark.parametrize("value", ["none", "", "nonsense", "blur(-1)", "blur(10%)", "drop-shadow(1)", "invert(a)", "sepia() whirl()"])
def test_what_is_no_filter_filters_nothing(value: str) -> None:
    assert effects(value) == ()


def test_an_unknown_filter_leaves_the_element_out_and_is_a_fault_in_a_template() -> None:
    assert effects("url(#glwo)") is None
    assert len(effects("url(#glwo) blur(1)") or ()) == 1
    with pytest.raises(DocumentError, match="no filter #glwo; did you mean glow"):
        effects("url(#glwo)", '<filter id="glow"><feFlood/></filter>', lenient=False)


def test_functions_and_references_stand_in_their_order() -> None:
    found = effects("blur(1px) url(#f) drop-shadow(2px 3px 4px red)", '<filter id="f"><feFlood/></filter>')
    assert found is not None
    assert [type(f.steps[-1].primitive) for f in found] == [Blur, Flood, Merge]


@pytest.mark.parametrize(
    ("value", "pixel", "expected"),
    [
        ("grayscale()", (1, 0, 0, 1), (0.2126, 0.2126, 0.2126, 1)),
        ("grayscale(0)", (1, 0.5, 0, 1), (1, 0.5, 0, 1)),
        ("sepia(100%)", (1, 0, 0, 1), (0.393, 0.349, 0.272, 1)),
        ("invert()", (1, 0.25, 0, 1), (0, 0.75, 1, 1)),
        ("invert(50%)", (1, 0.25, 0, 1), (0.5, 0.5, 0.5, 1)),
        ("opacity(0.25)", (1, 0.5, 0, 1), (1, 0.5, 0, 0.25)),
        ("brightness(3)", (0.1, 0.2, 0.3, 1), (0.3, 0.6, 0.9, 1)),
        ("contrast(2)", (0.5, 0.75, 0.25, 1), (0.5, 1, 0, 1)),
        ("saturate(0)", (1, 0, 0, 1), (0.213, 0.213, 0.213, 1)),
        ("hue-rotate(0.5turn)", (1, 1, 1, 1), (1, 1, 1, 1)),
        ("hue-rotate(360deg)", (0.2, 0.4, 0.6, 1), (0.2, 0.4, 0.6, 1)),
    ],
)
def test_functions_of_colour(value: str, pixel: tuple[float, ...], expected: tuple[float, ...]) -> None:
    found = effects(value)
    assert found is not None
    step = found[0].steps[0]
    assert isinstance(step.primitive, ColourMatrix)
    m = at(step.primitive.values, 0.0)
    result = [sum(m[5 * r + c] * pixel[c] for c in range(4)) + m[5 * r + 4] for r in range(4)]
    assert result == pytest.approx(expected, abs=1e-9)
    assert not step.linear


def test_a_shadow_takes_the_current_colour_or_its_own() -> None:
    for value, colour in (("drop-shadow(1 2)", "blue"), ("drop-shadow(lime 1 2 3)", "lime"), ("drop-shadow(1 2 3 lime)", "lime")):
        found = effects(value, body='<rect width="9" height="9" color="blue" filter="{}"/>')
        assert found is not None
        blur, offset, flood, *_ = (step.primitive for step in found[0].steps)
        assert flood == Flood(Colour(0, 0, 1) if colour == "blue" else Colour(0, 1, 0))
        assert offset == Offset(1, 2)
        assert blur == Blur(3, 3) if "3" in value else Blur(0, 0)
        assert [step.inputs for step in found[0].steps] == [("alpha",), (0,), (), (2, 1), (3, "source")]


# Regions and units


@pytest.mark.parametrize(
    ("attributes", "region"),
    [
        ("", (6, 18, 48, 24)),
        ('x="0" y="25%" width="0.5" height="2"', (10, 25, 20, 40)),
        ('filterUnits="userSpaceOnUse"', (-10, -10, 120, 120)),
        ('filterUnits="userSpaceOnUse" x="1" y="2" width="30%" height="4"', (1, 2, 30, 4)),
        ('filterUnits="nonsense"', (6, 18, 48, 24)),
    ],
)
def test_the_filters_region(attributes: str, region: tuple[float, ...]) -> None:
    found = effects("url(#f)", f'<filter id="f" {attributes}><feFlood/></filter>')
    assert found is not None
    assert near(found[0].region, *region)
    assert near(found[0].steps[0].region, *region)


def test_regions_and_children_come_through_href() -> None:
    head = (
        '<filter id="a" href="#b" x="0"/><filter id="b" href="#c" width="1"><feFlood/></filter>'
        '<filter id="c" href="#a" x="9" y="0" height="1"/>'
    )
    found = effects("url(#a)", head)
    assert found is not None
    assert near(found[0].region, 10, 20, 40, 20)
    assert len(found[0].steps) == 1


def test_what_has_no_box_is_not_drawn_unless_the_region_needs_none() -> None:
    flat, flood = '<line x2="9" filter="{}" stroke="red"/>', "<feFlood/></filter>"
    assert effects("url(#f)", f'<filter id="f">{flood}', body=flat) is None
    assert effects("url(#f)", f'<filter id="f" filterUnits="userSpaceOnUse">{flood}', body=flat)
    assert effects("url(#f)", f'<filter id="f" filterUnits="userSpaceOnUse">{flood}', body='<g filter="{}"/>')
    with pytest.raises(DocumentError, match="userSpaceOnUse"):
        effects("url(#f)", f'<filter id="f">{flood}', body=flat, lenient=False)


@pytest.mark.parametrize("attributes", ['width="0"', 'height="-1"'])
def test_an_empty_region_or_filter_draws_nothing(attributes: str) -> None:
    assert effects("url(#f)", f'<filter id="f" {attributes}><feFlood/></filter>') is None
    assert effects("url(#f)", '<filter id="f"/>') is None
    assert effects("url(#f)", '<filter id="f"><rect/></filter>') is None


def test_a_primitives_own_sides_and_the_rest_from_the_filter() -> None:
    (step,) = steps('<feFlood x="12" height="5"/>')
    assert near(step.region, 12, 18, 48, 5)
    (step,) = steps('<feFlood x="0.25" height="50%"/>', 'primitiveUnits="objectBoundingBox"')
    assert near(step.region, 20, 20, 40, 10)


def test_a_default_region_is_the_union_of_the_inputs() -> None:
    floods = '<feFlood result="a" x="10" y="20" width="5" height="5"/><feFlood result="b" x="20" y="20" width="5" height="9"/>'
    *_, joined = steps(floods + '<feBlend in="a" in2="b"/>')
    assert near(joined.region, 10, 20, 15, 9)
    *_, whole = steps(floods + '<feBlend in="a" in2="SourceGraphic"/>')
    assert near(whole.region, 6, 18, 48, 24)
    *_, filled = steps(floods + "<feFlood/>")
    assert near(filled.region, 6, 18, 48, 24)


def test_a_tile_of_a_moved_flood_repeats_the_floods_region() -> None:
    _, offset, cell, tile = steps('<feFlood x="10" y="20" width="5" height="5"/><feOffset dx="2"/><feTile/>')
    assert near(offset.region, 6, 18, 48, 24)
    assert (cell.primitive, cell.inputs) == (Merge(), (1,))
    assert near(cell.region, 10, 20, 5, 5)
    assert (tile.primitive, tile.inputs) == (Tile(), (2,))
    assert near(tile.region, 6, 18, 48, 24)


def test_distances_are_shares_of_the_box_where_the_filter_says_so() -> None:
    units = 'primitiveUnits="objectBoundingBox"'
    assert only('<feGaussianBlur stdDeviation="0.1"/>', units) == Blur(pytest.approx(4), pytest.approx(2))
    assert only('<feOffset dx="0.5" dy="-1"/>', units) == Offset(20, -20)
    light = only('<feDiffuseLighting><fePointLight x="0.5" y="1" z="1"/></feDiffuseLighting>', units)
    assert isinstance(light, Lighting)
    assert at(light.lamp, 0.0).values == pytest.approx((30, 40, math.hypot(40, 20) / math.sqrt(2)))


# Inputs and light


def test_inputs_by_name_by_default_and_where_the_name_is_unknown() -> None:
    found = steps(
        '<feOffset result="a"/><feOffset in="SourceAlpha"/><feOffset/><feOffset in="a"/><feOffset in="later"/>'
        '<feOffset in="FillPaint"/><feComposite in="a" in2="SourceGraphic"/>'
    )
    assert [step.inputs for step in found] == [("source",), ("alpha",), (1,), (0,), (3,), ("source",), (0, "source")]


def test_a_name_given_twice_is_the_latest() -> None:
    assert steps('<feOffset result="a"/><feFlood result="a"/><feOffset in="a"/>')[2].inputs == (1,)


def test_there_is_no_background() -> None:
    empty, offset = steps('<feOffset in="BackgroundImage"/>')
    assert empty.primitive is NOTHING
    assert offset.inputs == (0,)


def test_the_light_of_a_step_is_inherited_and_linear_at_first() -> None:
    found = steps('<feFlood/><feFlood color-interpolation-filters="sRGB"/>')
    assert [step.linear for step in found] == [True, False]
    found = steps('<feFlood/><feFlood color-interpolation-filters="linearRGB"/>', 'color-interpolation-filters="sRGB"')
    assert [step.linear for step in found] == [False, True]


# Primitives


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<feGaussianBlur stdDeviation="3"/>', Blur(3, 3)),
        ('<feGaussianBlur stdDeviation="3 4" edgeMode="wrap"/>', Blur(3, 4, "wrap")),
        ('<feGaussianBlur stdDeviation="-3"/>', Blur(0, 0)),
        ('<feGaussianBlur stdDeviation="1 2 3"/>', Blur(0, 0)),
        ('<feGaussianBlur stdDeviation="soft"/>', Blur(0, 0)),
        ("<feGaussianBlur/>", Blur(0, 0)),
        ('<feOffset dx="3" dy="1e1"/>', Offset(3, 10)),
        ('<feOffset dx="3%"/>', Offset(0, 0)),
        ('<feFlood flood-color="red" flood-opacity="50%"/>', Flood(Colour(1, 0, 0, 0.5))),
        ('<feBlend mode="hard-light" in2="SourceGraphic"/>', Blend("hard-light")),
        ('<feBlend mode="soft" in2="SourceGraphic"/>', Blend("normal")),
        ('<feComposite operator="xor" k1="3"/>', Composite("xor")),
        ('<feComposite operator="z"/>', Composite("over")),
        ('<feComposite operator="arithmetic" k2="1" k4="-0.5"/>', Composite("arithmetic", (0, 1, 0, -0.5))),
        ('<feMorphology operator="dilate" radius="1 2"/>', Morphology("dilate", 1, 2)),
        ('<feMorphology operator="swell" radius="-1"/>', Morphology("erode", 0, 0)),
        ('<feTurbulence baseFrequency="0.1" seed="2.5"/>', Turbulence("turbulence", (0.1, 0.1), 1, 2.5, stitch=False)),
        (
            '<feTurbulence type="fractalNoise" baseFrequency="0.1 0" numOctaves="3" stitchTiles="stitch"/>',
            Turbulence("fractalNoise", (0.1, 0), 3, 0, stitch=True),
        ),
        ('<feTurbulence baseFrequency="-1"/>', NOTHING),
        ('<feTurbulence baseFrequency="1" numOctaves="0"/>', NOTHING),
        ('<feConvolveMatrix kernelMatrix="1 2 3 4 5 6 7 8 9"/>', Convolve(tuple(range(1, 10)), 3, (1, 1), 45, 0, "duplicate", False)),
        (
            '<feConvolveMatrix order="2 1" kernelMatrix="1 -1" targetX="0" bias="1" edgeMode="none" preserveAlpha="true"/>',
            Convolve((1, -1), 2, (0, 0), 1, 1, "none", True),
        ),
        ('<feConvolveMatrix kernelMatrix="1 2"/>', NOTHING),
        ('<feConvolveMatrix order="1.5" kernelMatrix="1"/>', NOTHING),
        ('<feConvolveMatrix order="1" kernelMatrix="1" targetY="1"/>', NOTHING),
        ("<feDiffuseLighting/>", NOTHING),
        ('<feSpecularLighting specularExponent="0"><feDistantLight/></feSpecularLighting>', NOTHING),
        ('<feImage href="#nobody"/>', NOTHING),
        ('<feImage href="missing.png"/>', NOTHING),
        ("<feMerge/>", Merge()),
    ],
)
def test_primitives(text: str, expected: object) -> None:
    assert only(text) == expected


def test_a_transfer_takes_the_last_function_of_a_channel() -> None:
    transfer = only(
        '<feComponentTransfer><feFuncR type="linear" slope="9"/><feFuncR type="gamma" exponent="2"/>'
        '<feFuncG type="table" tableValues="0, 0.5 1"/><feFuncA type="nonsense"/></feComponentTransfer>'
    )
    assert isinstance(transfer, Transfer)
    r, g, b, a = at(transfer.curves, 0.0)
    assert (r.kind, r.values) == ("gamma", (1, 2, 0))
    assert (g.kind, g.values) == ("table", (0, 0.5, 1))
    assert b.kind == a.kind == "identity"


def test_a_spot_has_a_place_a_target_an_exponent_and_perhaps_a_cone() -> None:
    light = only('<feSpecularLighting specularExponent="20"><feSpotLight x="1" z="3" pointsAtY="5"/></feSpecularLighting>')
    assert isinstance(light, Lighting)
    *values, cone = at(light.lamp, 0.0).values
    assert values == [1, 0, 3, 0, 5, 0, 1]
    assert math.isnan(cone)


def test_a_drop_shadow_comes_down_to_steps() -> None:
    found = steps('<feDropShadow dx="1" dy="3" stdDeviation="4" flood-color="lime" result="a"/><feOffset in="a"/>')
    assert [step.primitive for step in found[:-1]] == [Blur(4, 4), Offset(1, 3), Flood(Colour(0, 1, 0)), Composite("in"), Merge()]
    assert [step.inputs for step in found] == [("source",), (0,), (), (2, 1), (3, "source"), (4,)]


def test_an_image_of_an_element_stands_at_the_regions_corner() -> None:
    head = '<filter id="f"><feImage href="#r" x="12" y="21"/></filter><defs><rect id="r" width="3" height="3"/></defs>'
    found = effects("url(#f)", head)
    assert found is not None
    content = found[0].steps[0].primitive
    assert isinstance(content, Content)
    assert at(content.content.transform, 0.0).apply(0, 0) == (12, 21)


def test_an_image_of_a_picture_is_fitted_into_the_region() -> None:
    (step,) = steps('<feImage href="2x1.png" x="10" y="20" width="8" height="8"/>')
    assert isinstance(step.primitive, Content)
    node: object = step.primitive.content
    while isinstance(node, Group):
        node = node.children[0]
    assert isinstance(node, Image)
    assert near(at(node.box, 0.0), 10, 22, 8, 4)


def test_a_filter_that_shows_itself_shows_the_element_without_it() -> None:
    head = '<filter id="f"><feImage href="#r"/></filter><rect id="r" width="3" height="3" filter="url(#f)"/>'
    root = scene(head + RECT.format("url(#f)")).root
    inner = root.children[1].effects[0].steps[0].primitive.content.children[0]
    assert isinstance(inner, Path) or inner.effects[0].steps[0].primitive is NOTHING


def test_attributes_and_colours_move() -> None:
    blur, flood, shift = (
        step.primitive
        for step in steps(
            '<feGaussianBlur stdDeviation="0"><animate attributeName="stdDeviation" values="0;8" dur="2s"/></feGaussianBlur>'
            '<feFlood flood-color="black"><animate attributeName="flood-color" to="white" dur="2s"/></feFlood>'
            '<feOffset><animate attributeName="dx" from="0" to="10" dur="2s"/></feOffset>'
        )
    )
    assert isinstance(blur, Blur)
    assert [(at(blur.x, t), at(blur.y, t)) for t in (0.0, 1.0)] == [(0, 0), (4, 4)]
    assert isinstance(flood, Flood)
    assert moves(flood.colour)
    assert at(flood.colour, 1.0).encoded()[0] == pytest.approx(0.5)
    assert isinstance(shift, Offset)
    assert at(shift.x, 1.5) == pytest.approx(7.5)


def test_a_region_of_shares_follows_a_box_that_moves() -> None:
    body = '<rect y="20" width="40" height="20" filter="{}"><animate attributeName="x" from="0" to="100" dur="1s"/></rect>'
    found = effects("url(#f)", '<filter id="f" x="0" width="1"><feFlood/></filter>', body=body)
    assert found is not None
    assert at(found[0].region, 0.5).x == pytest.approx(50)
