from __future__ import annotations

import pytest
from drawing import drawn, strict

BOX = "path M0,0 L10,0 L10,20 L0,20 Z"


@pytest.mark.parametrize(
    ("shape", "outline"),
    [
        ('<rect width="10" height="20"/>', "M0,0 L10,0 L10,20 L0,20 Z"),
        ('<rect width="10%" height="1in" y="1em" font-size="4"/>', "M0,4 L10,4 L10,100 L0,100 Z"),
        ('<line x1="1" x2="50%" y2="2mm"/>', "M1,0 L50,7.559"),
        ('<polyline points="0,0 1,2 3"/>', "M0,0 L1,2"),
        ('<polygon points="0 0 1-2.5.5,3 x 4 4"/>', "M0,0 L1,-2.5 L0.5,3 Z"),
        ('<path d="M1 1h2v3z l1 1"/>', "M1,1 L3,1 L3,4 Z L2,2"),
        ('<path d="M1 1 L 2 2 oops 3 3"/>', "M1,1 L2,2"),
        ('<rect style="width: 5px; height: 5px; x: 1px"/>', "M1,0 L6,0 L6,5 L1,5 Z"),
    ],
)
def test_outlines(shape: str, outline: str) -> None:
    assert drawn(shape).startswith(f"path {outline} fill=#000000")


@pytest.mark.parametrize(
    "shape",
    ['<rect width="10"/>', '<rect width="-1" height="1"/>', "<circle/>", '<ellipse rx="0" ry="2"/>', '<path d="M 1 1"/>', "<polygon/>"],
)
def test_shapes_without_extent_are_not_drawn(shape: str) -> None:
    assert drawn(shape) == ""


def test_one_radius_stands_for_both_and_negative_ones_for_none() -> None:
    both = drawn('<rect width="10" height="10" rx="2" ry="2"/>')
    assert drawn('<rect width="10" height="10" rx="2"/>') == both
    assert drawn('<rect width="10" height="10" ry="2" rx="-1"/>') == both
    assert drawn('<ellipse rx="3"/>') == drawn('<circle r="3"/>')


def test_stroke_properties() -> None:
    text = drawn(
        '<rect width="10" height="20" fill="none" stroke="#0f0" stroke-width="2" stroke-opacity=".5" stroke-linecap="round"'
        ' stroke-linejoin="bevel" stroke-miterlimit="7" stroke-dasharray="1 2 3" stroke-dashoffset="1em" font-size="5"'
        ' vector-effect="non-scaling-stroke" shape-rendering="crispEdges"/>'
    )
    assert text == (
        f"{BOX} stroke=#00ff00 width=2 stroke-opacity=0.5 cap=round join=bevel miter=7 dashes=1,2,3,1,2,3 dash-offset=5 unscaled crisp"
    )


@pytest.mark.parametrize("faulty", ['stroke-width="0"', 'stroke-miterlimit="0.5"', 'stroke="url(#no)"', 'stroke="none"'])
def test_what_does_not_stroke(faulty: str) -> None:
    assert "stroke" not in drawn(f'<rect width="10" height="20" stroke="red" style="{faulty.replace("=", ":").replace(chr(34), "")}"/>')


def test_bad_dashes_are_no_dashes() -> None:
    for dashes in ("1 -2", "0 0", "none"):
        assert "dashes" not in drawn(f'<rect width="10" height="20" stroke="red" stroke-dasharray="{dashes}"/>')


def test_paint_order() -> None:
    shape = '<rect width="10" height="20" stroke="red" paint-order="{}"/>'
    assert drawn(shape.format("stroke")).endswith("stroke-first")
    for normal in ("normal", "fill", "markers", "stroke nonsense", "stroke stroke"):
        assert "stroke-first" not in drawn(shape.format(normal))


def test_fill_rules_visibility_and_opacity_of_paints() -> None:
    text = drawn('<rect width="10" height="20" fill-rule="evenodd" fill-opacity="50%" visibility="hidden"/>')
    assert text == f"{BOX} fill=#000000 evenodd fill-opacity=0.5 visible=false"


def test_faults_of_a_template_are_told_with_their_lines() -> None:
    assert strict('\n<path d="M 0 0 L 1"/>\n<rect width="abc" height="1"/>\n<rect fill="redd" width="1" height="1"/>') == [
        "a.svg:2: bad path data at character 10: a number was expected, not the end",
        "a.svg:3: width: 'abc' is no length",
        "a.svg:4: fill: 'redd' is no colour",
    ]


def test_markers_stand_at_vertices_and_turn() -> None:
    frame = 'markerWidth="2" markerHeight="2" refX="1" refY="1" orient="auto" overflow="visible"'
    marker = f'<marker id="m" {frame}><rect width="2" height="2"/></marker>'
    lines = drawn(f'{marker}<path d="M10 10 H20 V20" stroke="red" stroke-width="2" fill="none" marker="url(#m)" style="marker: url(#m)"/>')
    moves = [line.split("transform=")[1] for line in lines.splitlines() if "transform=" in line]
    assert moves == ["matrix(2 0 0 2 8 8)", "matrix(1.414 1.414 -1.414 1.414 20 7.172)", "matrix(0 2 -2 0 22 18)"]
    assert lines.splitlines()[0] == "group"
    assert "name=markers" in lines.splitlines()[2]


def test_markers_between_fill_and_stroke_part_the_path() -> None:
    marker = '<marker id="m"><rect width="2" height="2"/></marker>'
    shape = '<path d="M10 10 H20" stroke="red" marker-start="url(#m)" paint-order="stroke markers"/>'
    lines = [line for line in drawn(marker + shape).splitlines() if line.startswith("  ") and line[2] != " "]
    assert [line.split()[0] + ("+stroke" if "stroke=" in line else "") for line in lines] == ["path+stroke", "group", "path"]


def test_markers_do_not_draw_themselves_and_clip_unless_told() -> None:
    marker = '<marker id="m"><path d="M0 0 H9" marker-start="url(#m)"/></marker>'
    text = drawn(marker + '<path d="M10 10 H20" marker-start="url(#m)"/>')
    assert text.count("name=markers") == 1
    assert "clip:" in text


def test_context_paints_of_a_marker() -> None:
    marker = '<marker id="m"><rect width="2" height="2" fill="context-stroke" stroke="context-fill"/></marker>'
    assert "fill=#0000ff stroke=#ff0000" in drawn(marker + '<path d="M10 10 H20" fill="red" stroke="blue" marker-end="url(#m)"/>')
