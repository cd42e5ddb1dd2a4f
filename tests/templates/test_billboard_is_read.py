"""A stranger reads the billboard at a tenth of its size: the name, the offence and the points.

Tesseract must be there (Debian: tesseract-ocr, tesseract-ocr-eng, tesseract-ocr-spa). Without it this is skipped, unless MINISTERIO_OCR is
set, as where changes are judged: then it fails.
"""

from __future__ import annotations

import os
import shutil

import numpy as np
import pytesseract
import pytest
from billboard import SHAMED, paint, scene
from numpy.typing import NDArray
from PIL import Image, ImageOps

from generator.values.picture import Picture, Plane

NEEDED = bool(os.environ.get("MINISTERIO_OCR"))
pytestmark = pytest.mark.skipif(
    not NEEDED and shutil.which("tesseract") is None, reason="tesseract is not installed: nobody here reads pictures"
)
DATA = {"es": "spa", "en": "eng"}


def seen(plane: Plane) -> Image.Image:
    """What a screen shows."""
    light = np.clip(plane[..., :3], 0, 1)
    return Image.fromarray((np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055) * 255 + 0.5).astype(np.uint8))


def read(grey: Image.Image, language: str) -> str:
    """All that is read in a picture of one line, black on white: at two sizes, as a line and as whatever it is."""
    found = []
    for high in (48, 64):
        large = grey.resize((round(grey.width * high / grey.height), high), Image.Resampling.LANCZOS)
        framed = ImageOps.expand(large, high // 2, grey.getpixel((0, 0)))
        found += [pytesseract.image_to_string(framed, lang=DATA[language], config=f"--psm {mode}").strip() for mode in (6, 13)]
    return " | ".join(found)


def bands(lit: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Runs of rows in which there is anything."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], lit.any(axis=1), [False])).astype(int)))
    return list(zip(edges[::2], edges[1::2], strict=True))


def lines_of(picture: Picture, language: str) -> list[str]:
    """What is read of the first three lines of words, where they stand in the whole picture."""
    light = picture.layers["words"][..., :3].max(axis=2) > 0.08
    whole, found = seen(picture.beauty).convert("L"), []
    for top, bottom in bands(light)[:3]:
        across = np.flatnonzero(light[top:bottom].any(axis=0))
        box = int(across[0]) - 1, int(top), int(across[-1]) + 2, int(bottom)
        found.append(read(ImageOps.invert(whole.crop(box)), language))
    return found


def points_of(picture: Picture, language: str) -> list[str]:
    """What is read on the red field, in the light that it sends."""
    shown = seen(picture.beauty)
    r, g, _ = (np.asarray(channel, int) for channel in shown.split())
    ys, xs = np.nonzero(r - g > 60)
    field = shown.getchannel("R").crop((int(xs.min()), int(ys.min()), int(xs.max()) + 1, int(ys.max()) + 1))
    dark = np.asarray(field) < 110
    found = []
    for top, bottom in bands(dark):
        across = np.flatnonzero(dark[top:bottom].any(axis=0))
        found.append(read(field.crop((int(across[0]) - 2, int(top) - 1, int(across[-1]) + 3, int(bottom) + 1)), language))
    return found


@pytest.mark.parametrize(
    ("language", "canvas", "width", "offence"),
    [
        ("es", "hd", 192, ("VIAJE", "TÍTULO")),
        ("en", "hd", 192, ("TRAVEL", "TICKET")),
        ("en", "wall-3x1", 576, ("TRAVEL", "TICKET")),
        ("es", "wall-9x16", 108, ("VIAJE", "TÍTULO")),
        ("en", "wall-1x1", 108, ("TRAVEL", "TICKET")),
    ],
)
def test_it_is_read_at_a_tenth(language: str, canvas: str, width: int, offence: tuple[str, ...]) -> None:
    picture = paint(scene(language, canvas, width=width), layers=True)(SHAMED)
    lines = lines_of(picture, language)
    assert any("SAMIR" in line for line in lines), lines
    assert any(all(word in line for word in offence) for line in lines), lines
    points = points_of(picture, language)
    assert any("30" in line for line in points), points
