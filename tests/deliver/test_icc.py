"""Colour profiles of stills, as Little CMS and Pillow take them."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from grey import movie
from numpy.typing import NDArray
from pictures import decoded, encoded, picture, stamp
from PIL import Image, ImageCms

from generator.colour import PLAIN
from generator.colour.tags import SRGB, tags
from generator.deliver.icc import profile
from generator.deliver.stills import tiff

CODES = np.random.default_rng(5).integers(40, 200, (16, 16, 3), np.uint8)
FROM_P3 = np.array(((1.22494, -0.22494, 0.0), (-0.04206, 1.04206, 0.0), (-0.01964, -0.07864, 1.09827)))
"""Linear light of Display P3 to that of BT.709, by their primaries in SMPTE RP 431-2 and BT.709 and the white that both have."""


def seen(interop: str) -> NDArray[np.float64]:
    """The codes of a display's picture on an sRGB display, by Little CMS, as light."""
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile(tags(interop))))
    shown = ImageCms.profileToProfile(Image.fromarray(CODES), source, ImageCms.createProfile("sRGB"), ImageCms.Intent.RELATIVE_COLORIMETRIC)
    assert shown is not None
    return np.asarray(shown) / 255


@pytest.mark.parametrize(("interop", "expected"), [
    ("srgb_rec709_display", CODES / 255),
    ("g22_rec709_display", encoded((CODES / 255) ** 2.2)),
    ("g24_rec709_display", encoded((CODES / 255) ** 2.4)),
    ("srgb_p3d65_display", encoded(decoded(CODES / 255) @ FROM_P3.T)),
])  # fmt: skip
def test_colour_is_what_the_display_shows(interop: str, expected: NDArray[np.float64]) -> None:
    assert np.abs(seen(interop) - expected).max() < 2 / 255


def test_what_primaries_and_a_curve_cannot_tell_has_none() -> None:
    assert profile(tags("pq_rec2020_display")) == b""
    assert profile(tags("show:monitor")) == b""


def test_tiff_and_webp_carry_it(tmp_path: Path) -> None:
    for screen in (SRGB, tags("srgb_p3d65_display")):
        colour = replace(PLAIN, screen=screen)
        still = tiff.save(tmp_path / "a.tif", picture(), 1001, stamp(colour=colour)).path
        for path in (still, movie("webp", tmp_path, (1,), colour=colour)):
            with Image.open(path) as image:
                assert image.info["icc_profile"] == profile(screen)
