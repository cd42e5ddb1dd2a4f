"""Mattes against what was drawn: a shape alone is its coverage, what lies above takes from it, all together are the picture's alpha."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from generator.documents.parse import parse
from generator.elements.build import Port, build
from generator.elements.context import Images
from generator.paint.mattes import MattePainter
from generator.paint.painter import Painter
from generator.scene.marks import Census
from generator.scene.sample import Sampler
from generator.scene.scene import Scene
from generator.typography.fonts import FontBook
from generator.values.picture import CITIZEN, ELEMENT, Light
from generator.values.rate import Rate

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:ui="https://ministerio.example/ui" viewBox="0 0 60 40" width="60" height="40">'
PIXEL = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="  # opaque
DISC = '<circle id="disc" cx="20.3" cy="19.7" r="11.4" fill="#c03010"/>'
BAR = '<rect id="bar" x="14.5" y="8.25" width="20.5" height="9" fill="white" opacity="0.4"/>'
DRAWINGS = {
    "shapes": DISC + BAR,
    "a group's opacity over what overlaps in it": f'<g opacity="0.5">{DISC}<rect id="bar" x="14" y="8" width="20" height="9"/></g>',
    "blending": f'{DISC}<g style="mix-blend-mode:multiply">{BAR}</g>',
    "a clip": f'<clipPath id="c"><circle cx="22" cy="16" r="7.3"/></clipPath><g clip-path="url(#c)">{DISC}{BAR}</g>',
    "a mask of light": f'<mask id="m"><rect width="60" height="40" fill="#808080"/></mask><g mask="url(#m)">{DISC}{BAR}</g>',
    "a gradient's alpha": f'<linearGradient id="g"><stop stop-color="red" stop-opacity="0.1"/><stop offset="1" stop-color="blue"/>'
    f'</linearGradient>{DISC}<rect id="bar" x="4" y="8" width="50" height="9" fill="url(#g)"/>',
    "a pattern": f'<pattern id="p" width="4" height="4" patternUnits="userSpaceOnUse"><rect width="2" height="4" fill="lime"/></pattern>'
    f'{DISC}<rect id="bar" x="4" y="8" width="50" height="9" fill="url(#p)"/>',
    "a blur": f'<g filter="blur(2px)">{DISC}{BAR}</g>',
    "a filter that changes colours": f'{DISC}<g id="bar" filter="invert(1)"><rect x="14" y="8" width="20" height="9" fill="#fff8"/></g>',
    "a picture": f'{DISC}<image id="bar" x="14.5" y="8" width="20" height="9" href="{PIXEL}"/>',
}  # fmt: skip


class Pictures(Images):
    """The one that is part of the document."""

    def raster(self, href: str, base: str):  # type: ignore[no-untyped-def]
        from generator.shelf import Images as Shelved

        return Shelved(None, {}).raster(href, base)

    def is_vector(self, href: str, base: str) -> bool:
        return False


def scene(body: str, light: Light = "linear") -> Scene:
    port = Port(FontBook(()), Pictures(), Rate.parse(24), light, lenient=True, named=True)
    return build(parse(f"{HEAD}{body}</svg>", "a.svg"), port)


def alpha(body: str, light: Light = "linear") -> NDArray[np.float32]:
    found = scene(body, light)
    return Painter(found).paint(Sampler(found).frame(0.0)).beauty[..., 3]


def covers(found: Scene, kind: str = ELEMENT, t: float = 0.0) -> dict[str, NDArray[np.float32]]:
    planes = {}
    for matte in MattePainter(found).paint(t)[kind]:
        plane = np.zeros((found.height, found.width), np.float32)
        left, top, right, bottom = matte.bounds
        plane[top:bottom, left:right] = matte.cover
        planes[matte.name] = plane
    return planes


@pytest.mark.parametrize("light", ["linear", "srgb"])
@pytest.mark.parametrize("what", DRAWINGS)
def test_together_they_are_the_pictures_alpha(what: str, light: Light) -> None:
    found = covers(scene(DRAWINGS[what], light))
    assert set(found) == {"disc", "bar"}
    assert found["disc"].max() > 0.1
    assert found["bar"].max() > 0.05
    assert np.abs(sum(found.values()) - alpha(DRAWINGS[what], light)).max() < 2e-6


def test_a_shape_covers_what_it_draws_and_what_lies_above_takes_from_it() -> None:
    found = covers(scene(DISC + BAR))
    disc, bar = alpha(DISC), alpha(BAR)
    assert ((disc > 0) & (disc < 1)).sum() > 40  # edges are not thresholds
    assert np.abs(found["bar"] - bar).max() < 1e-6
    assert np.abs(found["disc"] - disc * (1 - bar)).max() < 1e-6


def test_what_has_no_name_hides_what_is_below_and_has_no_matte() -> None:
    found = covers(scene(DISC + '<rect width="60" height="20"/>'))
    assert list(found) == ["disc"]
    assert not found["disc"][:20].any()
    assert np.abs(found["disc"][20:] - alpha(DISC)[20:]).max() < 1e-6


def test_the_innermost_name_counts_and_citizens_are_apart_from_elements() -> None:
    body = f'<g id="both" ui:citizen="Íñigo Peña"><rect width="9" height="9"/>{DISC}</g><g ui:citizen="Ada">{BAR}</g>'
    found = scene(body)
    elements, citizens = covers(found), covers(found, CITIZEN)
    assert list(elements) == ["both", "disc", "bar"]
    assert list(citizens) == ["Inigo_Pena", "Ada"]
    assert elements["both"].sum() == pytest.approx(81)
    assert np.abs(citizens["Inigo_Pena"] - elements["both"] - elements["disc"]).max() < 1e-6


def test_more_names_than_one_pass_tells_apart() -> None:
    body = "".join(f'<rect id="r{i}" x="{6 * i}" y="3" width="6.5" height="6"/>' for i in range(8))
    found = covers(scene(body))
    assert len(found) == 8
    assert np.abs(sum(found.values()) - alpha(body)).max() < 1e-6
    assert all(0 < plane.sum() < 6.5 * 6 + 0.01 for plane in found.values())


def test_boxes_are_in_the_plates_pixels_and_none_where_nothing_is_seen() -> None:
    body = """<g id="mover" transform="translate(0 10)"><rect x="2" y="1" width="8" height="4">
      <animate attributeName="x" from="2" to="102" dur="1s" fill="freeze"/></rect></g>
      <g id="late" opacity="0"><set attributeName="opacity" to="1" begin="0.5s"/><rect x="50" width="20" height="20" stroke="red"
      stroke-width="2"/></g><g id="clear"><rect width="60" height="40" fill="none" stroke="transparent"/></g>"""
    found = scene(body).widened(5, 3)
    sampler, census = Sampler(found), Census(found)
    at = {t: {mark.name: mark for mark in census.marks(sampler.frame(t))} for t in (0.0, 0.25, 1.0)}
    box = at[0.0]["mover"].box
    assert box is not None
    assert (box.x, box.y, box.width, box.height) == pytest.approx((2, 11, 8, 4))
    assert (at[0.0]["mover"].space.e, at[0.0]["mover"].space.f) == pytest.approx((0, 10))
    moved = at[0.25]["mover"].box
    assert moved is not None
    assert moved.x == pytest.approx(27)
    assert at[1.0]["mover"].box is None
    assert at[0.0]["late"].box is None
    late = at[1.0]["late"].box
    assert late is not None
    assert late.x == pytest.approx(49)
    assert all(marks["clear"].box is None for marks in at.values())
