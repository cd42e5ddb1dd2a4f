"""One renderer: what the desk shows are the plate's own pixels."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from generator.brief import Brief
from generator.render import Places, render

if TYPE_CHECKING:
    from pathlib import Path

    from tests.studio.conftest import Open


def test_a_frame_is_the_plates_own_to_the_last_bit(studio: Open, tmp_path: Path) -> None:
    places = Places((studio.project / "templates",))
    wish = {"parameters": {"name": "Irene", "level": 77}, "look": "ministry", "language": "en"}
    brief = Brief.of(places.shelf().manifest("desk"), {"template": "desk", "frames": "1030", "formats": "png", "layers": "beauty", **wish})
    receipt = render(brief, places, tmp_path, jobs=1)
    plate = np.asarray(Image.open(next(receipt.folder.glob("png/*.png"))))
    status, data, _ = studio.frame(wish, frame=1030)
    assert status == 200
    seen = np.asarray(Image.open(io.BytesIO(data)))
    assert seen.shape == plate.shape == (180, 320, 4)
    assert np.array_equal(seen, plate)
    _, other, _ = studio.frame({**wish, "parameters": {"name": "Irene", "level": 78}}, frame=1030)
    assert not np.array_equal(np.asarray(Image.open(io.BytesIO(other))), plate), "a comparison that cannot fail proves nothing"


def test_half_a_frame_is_half_as_wide_and_says_so(studio: Open) -> None:
    _, data, headers = studio.frame({}, part=2)
    assert json.loads(headers["x-studio"])["size"] == [160, 90]
    assert Image.open(io.BytesIO(data)).size == (160, 90)
