"""Devices: what can be a screen, what cannot and how that is told, and the geometry that templates get."""

from __future__ import annotations

import itertools
import math
import re

import pytest
from simple import MANIFEST

from generator.documents.canvas import Canvas
from generator.documents.manifest import Manifest, read_manifest
from generator.documents.screens import device_for, screen_view
from generator.documents.view import View
from generator.problems import BriefError, TemplateError
from generator.values.measure import Measure
from generator.values.path_data import parse_path

PHONE = "phone: {title: Telephone, width: 1170, height: 2532, radius: 140, smoothing: 0.6, safe: {top: 177, bottom: 102}, "
PILL = "cutout: {shape: pill, y: 33, width: 372, height: 110}}"


def manifest(*devices: str) -> Manifest:
    return read_manifest(MANIFEST + "devices:\n" + "".join(f"  {device}\n" for device in devices), "m.yaml")


def fault(device: str) -> str:
    with pytest.raises(TemplateError) as caught:
        manifest(device)
    return str(caught.value)


def screen(device: str, width: int = 1170, height: int = 2532) -> View:
    found = manifest(device).devices
    canvas = Canvas("x", width, height)
    name = device_for(found, canvas)
    return screen_view(name, found[name], canvas, mirrored=False)


def test_a_device_is_a_canvas_by_its_name() -> None:
    found = manifest(PHONE + PILL, "slate: {title: Slate, width: 1000, height: 1600}")
    assert (found.canvas("slate").width, found.canvas(" SLATE ").height) == (1000, 1600)
    with pytest.raises(BriefError, match="did you mean slate"):
        found.canvas("slat")


@pytest.mark.parametrize(
    ("device", "message"),
    [
        (
            "a: {title: A, width: 400, height: 800, radius: 201}",
            "radius 201 is over half of the shorter side (200): the corners would meet",
        ),
        ("a: {title: A, width: 400, height: 800, radius: 150, smoothing: 0.5}", "radius 150 with smoothing 0.5 reaches 225, over half"),
        ("a: {title: A, width: 400, height: 800, radius: -1}", "greater than or equal to 0"),
        ("a: {title: A, width: 400, height: 800, safe: {top: 500, bottom: 300}}", "the safe areas leave nothing of the screen"),
        (
            "a: {title: A, width: 400, height: 800, cutout: {shape: hole, x: 10, width: 30}}",
            "from -5 to 25 and down to 30: out of the screen",
        ),
        (
            "a: {title: A, width: 400, height: 800, cutout: {shape: hole, y: 20, width: 30}}",
            "down to 50, into the safe area, which begins at 0",
        ),
        (
            "a: {title: A, width: 400, height: 800, radius: 90, safe: {top: 60}, cutout: {shape: hole, x: 30, width: 30}}",
            "runs into a corner",
        ),
        ("a: {title: A, width: 400, height: 800, cutout: {shape: pill, width: 90}}", "a pill needs a height"),
        ("a: {title: A, width: 400, height: 800, cutout: {shape: hole, width: 30, height: 20}}", "as high as it is wide, not 30 by 20"),
        (
            "a: {title: A, width: 400, height: 800, cutout: {shape: notch, width: 90, height: 30, radius: 46}}",
            "46 is too large for a notch",
        ),
        ("a: {title: A, width: 400, height: 800, cutout: {shape: notch, y: 4, width: 90, height: 30}}", "it has no y"),
        ("a: {title: A, width: 400, height: 800, radios: 30}", "unknown key devices.a.radios; did you mean radius?"),
        ("hd: {title: A, width: 400, height: 800}", "hd is a canvas of 1920x1080; a device of that name is too"),
    ],
)
def test_what_cannot_be_is_told_with_its_line(device: str, message: str) -> None:
    told = fault(device)
    assert message in told
    assert told.startswith(f"m.yaml:{MANIFEST.count(chr(10)) + 2}")


def test_a_canvas_is_the_device_of_its_name_its_size_or_the_nearest_shape() -> None:
    found = manifest(
        PHONE + PILL, "b: {title: B, width: 1080, height: 2000}", "c: {title: C, width: 1080, height: 2000, radius: 9}"
    ).devices
    named = {"phone": (1170, 2532), "c": (1080, 2000), "1080x2000": (1080, 2000), "585x1266": (585, 1266), "540x990": (540, 990)}
    assert [device_for(found, Canvas(name, *size)) for name, size in named.items()] == ["phone", "c", "b", "phone", "b"]


@pytest.mark.parametrize("smoothing", [0.0, 0.3, 0.6, 1.0])
def test_corners_are_round_smooth_and_alike(smoothing: float) -> None:
    radius = 100.0
    path = screen(f"a: {{title: A, width: 800, height: 1600, radius: {radius}, smoothing: {smoothing}}}", 800, 1600)["screen"]
    box = parse_path(path).bounds()
    assert box is not None
    assert (box.x, box.y, box.right, box.bottom) == pytest.approx((0, 0, 800, 1600), abs=1e-6)
    # On the diagonal every corner is a circle's, whatever its smoothing: (1 - 1 / sqrt 2) radii from both edges.
    inset = radius * (1 - math.sqrt(0.5))
    assert _covered(path, inset + 1, inset + 1)
    assert not _covered(path, inset - 1, inset - 1)
    assert not _covered(path, 800 - inset + 1, 1600 - inset + 1)
    assert not _covered(path, inset - 1, 1600 - inset + 1)
    assert _covered(path, 800 - inset - 1, inset + 1)


def test_the_matte_is_the_screen_without_its_cutout_in_the_canvas_scale() -> None:
    found = screen(PHONE + PILL, 585, 1266)
    assert (found["cut"].x, found["cut"].width, found["safe"].y, found["point"]) == pytest.approx((199.5, 186, 88.5, 1.5))
    assert not _covered(found["matte"], 292, 40), "no picture in the cut-out"
    assert _covered(found["matte"], 292, 80)
    assert _covered(found["matte"], 190, 40)
    assert not _covered(found["matte"], 3, 3)


def test_a_notch_hangs_from_the_edge() -> None:
    found = screen(
        "a: {title: A, width: 400, height: 800, safe: {top: 60}, cutout: {shape: notch, width: 200, height: 40, radius: 20}}", 400, 800
    )
    assert not _covered(found["matte"], 200, 1)
    assert not _covered(found["matte"], 200, 39)
    assert _covered(found["matte"], 101, 39), "its lower corners are round"
    assert _covered(found["matte"], 99, 1)


def _covered(path: str, x: float, y: float) -> bool:
    """Whether a point lies inside of a path, by the even-odd rule."""
    inside = False
    for piece in re.findall("M[^M]*", path):
        way = Measure(parse_path(piece))
        corners = [way.at(way.length * n / 400)[:2] for n in range(400)]
        for (x1, y1), (x2, y2) in itertools.pairwise([*corners, corners[0]]):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
                inside = not inside
    return inside
