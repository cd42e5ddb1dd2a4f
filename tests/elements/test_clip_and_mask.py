from __future__ import annotations

import pytest
from drawing import drawn, strict

RECT = '<rect x="10" width="20" height="40" {}/>'
PATH = "path M10,0 L30,0 L30,40 L10,40 Z fill=#000000"
HOLE = '<rect width="1" height="1"/>'
CUT = "path M0,0 L1,0 L1,1 L0,1 Z fill=#000000"


def clipped(clip: str, attributes: str = "", more: str = "") -> list[str]:
    body = f'<defs><clipPath id="c" {attributes}>{clip}</clipPath>{more}</defs>' + RECT.format('clip-path="url(#c)"')
    return drawn(body).splitlines()


def test_a_clip_is_geometry_only() -> None:
    paints = '<rect width="1" height="1" fill="none" stroke="red" opacity="0.1" style="clip-rule: evenodd" filter="url(#f)"/>'
    assert clipped(paints) == ["group", "  clip:", "    group", "      " + CUT + " evenodd", "  " + PATH]


def test_only_shapes_text_and_direct_uses_of_them_clip() -> None:
    assert clipped(f'<g>{HOLE}</g><use href="#g"/><switch>{HOLE}</switch>', more=f'<g id="g">{HOLE}</g>')[2] == "    group"
    assert "      " + CUT in clipped('<use href="#h"/>', more=HOLE.replace("<rect", '<rect id="h"'))


def test_clips_in_units_of_the_box_with_their_own_transform() -> None:
    assert clipped(HOLE, 'clipPathUnits="objectBoundingBox"')[2] == "    group transform=matrix(20 0 0 40 10 0)"
    assert clipped(HOLE, 'clipPathUnits="objectBoundingBox" transform="translate(5)"')[2] == "    group transform=matrix(20 0 0 40 15 0)"


def test_an_empty_clip_cuts_everything_and_a_missing_one_nothing() -> None:
    assert clipped("") == ["group", "  clip:", "    group", "  " + PATH]
    assert drawn(RECT.format('clip-path="url(#no)"')) == PATH
    assert strict("\n" + RECT.format('clip-path="url(#no)"')) == ["a.svg:2: clip-path: there is no clipPath url(#no)"]


def test_a_clip_can_be_clipped_and_cannot_clip_itself() -> None:
    assert clipped(HOLE, 'clip-path="url(#d)"', f'<clipPath id="d">{HOLE}</clipPath>')[3:5] == ["      clip:", "        group"]
    assert clipped(HOLE, 'clip-path="url(#c)"') == clipped(HOLE)


def masked(attributes: str = "", content: str = HOLE, shape: str = RECT) -> list[str]:
    body = f'<defs><mask id="m" {attributes}>{content}</mask></defs>' + shape.format('mask="url(#m)"')
    return drawn(body).splitlines()


@pytest.mark.parametrize(
    ("attributes", "mask", "content"),
    [
        ("", "luminance in 8,-4 24x48", "group"),
        ('maskUnits="userSpaceOnUse"', "luminance in -10,-10 120x120", "group"),
        ('x="0" y="0" width="50%" height="1" mask-type="alpha"', "alpha in 10,0 10x40", "group"),
        ('color-interpolation="linearRGB"', "luminance-linear in 8,-4 24x48", "group"),
        ('maskContentUnits="objectBoundingBox"', "luminance in 8,-4 24x48", "group transform=matrix(20 0 0 40 10 0)"),
    ],
)
def test_masks(attributes: str, mask: str, content: str) -> None:
    lines = masked(attributes)
    assert lines[0] == f"group mask={mask}"
    assert [line.strip() for line in lines[1:]] == ["mask:", "group", content, CUT, PATH]


def test_a_mask_in_units_of_a_box_that_is_not_there_hides() -> None:
    assert masked(shape='<g {}><path d="M0 0 H9"/></g>') == []


def test_a_mask_does_not_mask_itself() -> None:
    assert masked(content=f'<g mask="url(#m)">{HOLE}</g>')[0].startswith("group mask=luminance")
    assert sum("mask:" in line for line in masked(content=f'<g mask="url(#m)">{HOLE}</g>')) == 1


def test_boxes_follow_what_moves() -> None:
    move = '<rect width="20" height="40"><animate attributeName="x" values="0;10" dur="1s"/></rect>'
    body = f'<mask id="m">{HOLE}</mask><g mask="url(#m)">{move}</g>'
    assert "in ~3,-4 24x48" in drawn(body, t=0.5)
