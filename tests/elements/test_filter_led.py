"""Walls of diodes in documents: what is read, what is refused, what a plate of layers is on one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from drawing import scene

from generator.elements.filter_led import Diodes
from generator.elements.ui_attributes import names
from generator.motion.track import moves
from generator.paint.boxes import Boxes
from generator.paint.layers import recompose
from generator.paint.painter import Painter
from generator.paint.paths import Paths
from generator.problems import DocumentError
from generator.scene.effects import Led
from generator.scene.nodes import Group
from generator.scene.sample import Sampler
from generator.values.geometry import IDENTITY

WALL = '<filter id="wall" filterUnits="userSpaceOnUse" x="0" y="0" width="100" height="100"><ui:led {}/></filter>'
LAYERS = """<g ui:layer="ground" filter="url(#wall)"><rect width="100" height="100" fill="#222"/></g>
<g ui:layer="words" filter="url(#wall)"><rect x="13" y="13" width="50" height="20" fill="white" opacity="0.8" ui:emit="0.5"/></g>
<g ui:layer="accent" filter="url(#wall)"><circle cx="50" cy="30" r="17" fill="red"/></g>"""


def primitive(attributes: str) -> Led:
    root = scene(WALL.format(attributes) + '<g filter="url(#wall)"><rect width="9" height="9"/></g>', lenient=False).root
    group = next(child for child in root.children if isinstance(child, Group))
    led = group.effects[0].steps[0].primitive
    assert isinstance(led, Led)
    return led


def test_a_wall_is_read() -> None:
    led = primitive('pitch="6" shape="rgb" size="70%" columns="16" rows="8" error="2%" seed="3"')
    assert (led.pitch, led.shape, led.size, led.module, led.error, led.seed) == (6, "rgb", 0.7, (16, 8), 0.02, 3)
    assert led.scan is None


@pytest.mark.parametrize(
    ("shutter", "refresh", "seen"), [("0.0005s", 3840, True), ("0.0005s", 200_000, False), ("0.0208s", 3840, False), ("0s", 3840, False)]
)
def test_a_long_shutter_leaves_the_wall_still(shutter: str, refresh: int, seen: bool) -> None:
    led = primitive(f'pitch="6" shutter="{shutter}" refresh="{refresh}"')
    assert (led.scan is not None) == seen
    assert not seen or moves(led.scan.time)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("attributes", "said"),
    [
        ("", "a pitch of 0"),
        ('pitch="0"', "a pitch of 0"),
        ('pitch="6" size="1.5"', "emitters of 1.5"),
        ('pitch="6" soft="2"', "a softness of 2"),
        ('pitch="6" error="-1"', "a share under 0"),
        ('pitch="6" refresh="0"', "refresh that is not over 0"),
        ('pitch="6" shape="star"', "star"),
        ('pitch="6" spread="4"', "unknown attribute spread"),
    ],
)
def test_what_is_no_wall_is_told(attributes: str, said: str) -> None:
    with pytest.raises(DocumentError, match=said):
        primitive(attributes)


@pytest.mark.parametrize("dots", ['pitch="5"', 'pitch="2" error="0.1" columns="4" rows="4"', 'pitch="4" shutter="0.0005s" black="0.01"'])
def test_a_plate_on_a_wall_comes_apart(dots: str) -> None:
    made = scene(WALL.format(dots) + LAYERS, lenient=False)
    frame = Sampler(made).frame(0.0)
    apart, whole = Painter(made, True).paint(frame), Painter(made).paint(frame)
    assert tuple(apart.layers) == ("ground", "words", "accent", "glow")
    np.testing.assert_allclose(recompose(apart.layers), apart.beauty, atol=2e-6)
    np.testing.assert_array_equal(whole.beauty, apart.beauty)


def test_glow_comes_from_dots() -> None:
    sharp = Painter(scene(WALL.format('pitch="20" size="0.2"') + LAYERS, lenient=False), True)
    glow = sharp.paint(Sampler(scene(WALL.format('pitch="20" size="0.2"') + LAYERS, lenient=False)).frame(0.0)).layers["glow"]
    assert glow[30, 50, 0] > 2 * glow[20, 40, 0]


def test_every_attribute_is_described() -> None:
    page = (Path(__file__).parents[2] / "docs" / "led.md").read_text(encoding="utf-8")
    for name, of in names(Diodes).items():
        assert name in ("in", "result") or f"| `{name}` | {of.help} |" in page


def test_a_treated_layer_takes_no_more_room_than_its_cells() -> None:
    made = scene(
        WALL.format('pitch="5"') + '<g filter="url(#wall)"><rect x="41" y="41" width="8" height="8" fill="white"/></g>', lenient=False
    )
    frame = Sampler(made).frame(0.0)
    group = next(child for child in frame.root.children if isinstance(child, Group))
    box = Boxes(Paths()).reach(group, IDENTITY)
    assert box is not None
    assert 10 <= box.width <= 24
    lit = Painter(made).paint(frame).beauty.any(axis=2)
    assert np.flatnonzero(lit.any(axis=0))[[0, -1]] == pytest.approx([40, 49])
