"""The reference chart through every format and back, patch by patch, against what its file says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from charts import Array, image, patches, rendered

from generator.deliver.formats import FORMATS
from generator.values.colour import Colour

PATCHES = patches()
GROUND = Colour.srgb(0.25, 0.5, 0.75)
HELD = [name for name, form in FORMATS.items() if form.suffix != ".json"]

# By how much a patch may be off, as a share of a code's whole range, and why. A format that is not named must be as good as 8 bits.
CLOSE = {
    "exr": 2**-12,  # half a step of half floats just under 1; light over 1 is measured as a share of itself
    "crypto": 2**-12,
    "png16": 1e-5,  # 16 bits
    "tiff": 1e-5,
    "ffv1": 1e-5,
    "dpx": 0.6 / 1023,  # 10 bits
    "prores4444": 2.5 / 1023,  # 10 bits of Y'CbCr, half a code off in each, which blue amplifies by 1.86
    "prores422hq": 2.5 / 1023,
    "dnxhr444": 2.5 / 1023,
    "vp9": 2.5 / 255,  # the same of 8 bits
    "h264": 4 / 255,  # chroma is quantised more coarsely than luma
    "h265": 4 / 255,
    "review": 4 / 255,
    "gif": 2 / 255,  # 256 colours for all of the picture
}


@pytest.fixture(scope="module")
def plate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every format that this machine writes, of one frame."""
    names = ",".join(name for name in HELD if FORMATS[name].lacks() is None)
    return rendered(tmp_path_factory.mktemp("chart"), formats=names, ground=GROUND)


def first(plate: Path, kind: str) -> tuple[Path, dict[str, Any]]:
    """The file of a format, and what the manifest says of the format."""
    manifest = json.loads((plate / f"{plate.name}.manifest.json").read_bytes())
    entry = next(entry for entry in manifest["files"] if entry["format"] == kind)
    return plate / entry["path"], manifest["formats"][kind]


def expected(patch: Any, kind: str, alpha: str) -> Array:
    if FORMATS[kind].scene:
        return np.asarray(patch.lit)
    if alpha == "none":
        return np.asarray(patch.seen(np.array([GROUND.r, GROUND.g, GROUND.b])))
    code = patch.shown
    return np.array([*(code[:3] * code[3]), code[3]]) if alpha == "premultiplied" else np.asarray(code)


@pytest.mark.parametrize("kind", HELD)
def test_every_patch_comes_back(plate: Path, kind: str) -> None:
    if FORMATS[kind].lacks():
        pytest.skip(f"{kind}: {FORMATS[kind].lacks()}")
    path, says = first(plate, kind)
    pixels = image(path)
    off = {}
    for patch in PATCHES:
        want, got = expected(patch, kind, says["alpha"]), patch.of(pixels)[:4]
        error = np.abs(got - want[: len(got)]) / np.maximum(want[: len(got)], 1)
        off[patch.name] = float(error.max())
    worst = max(off, key=lambda name: off[name])
    assert off[worst] <= CLOSE.get(kind, 0.51 / 255), f"{worst} is off by {off[worst] * 255:.2f}/255"


def test_patches_lie_apart_on_the_page() -> None:
    assert len({patch.name for patch in PATCHES}) == len(PATCHES) >= 24 + 8 + 16
    boxes = [patch.box for patch in PATCHES]
    assert all(0 <= x < x2 <= 480 and 0 <= y < y2 <= 270 for x, y, x2, y2 in boxes)
    for i, (x, y, x2, y2) in enumerate(boxes):
        assert not any(x < r and left < x2 and y < b and t < y2 for left, t, r, b in boxes[i + 1 :])


def test_lines_are_whole_pixels_and_the_wedge_ends_at_two_a_line(plate: Path) -> None:
    pixels = image(first(plate, "png16")[0])[..., 0]
    for x, across, width in ((154, False, 1), (174, False, 2), (194, True, 1)):
        part = pixels[165:189, 2 * x : 2 * x + 36]
        line = part[:, 5] if across else part[5]
        want = np.arange(len(line)) // width % 2
        assert np.array_equal(line, want) or np.array_equal(line, 1 - want)
    end = pixels[204:220, 463]
    assert np.count_nonzero(np.diff(end > end.mean())) == 15, "eight lines and what is between them, of a pixel each"


def test_a_wrong_patch_is_noticed(plate: Path) -> None:
    """The judge is judged: one code of 8 bits more is seen in a still."""
    pixels = image(first(plate, "png")[0])
    one = next(patch for patch in PATCHES if patch.name == "skin_3")
    assert np.abs(one.of(pixels) - one.shown).max() <= 0.51 / 255
    assert np.abs(one.of(pixels + 1 / 255) - one.shown).max() > 0.51 / 255
