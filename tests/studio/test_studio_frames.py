"""One renderer: what the desk shows are the plate's own pixels."""

from __future__ import annotations

import io
import json
import time
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from generator.brief import Brief
from generator.render import Places, render
from generator.studio.sight import shown
from generator.studio.wish import Sight
from generator.values.picture import Picture

if TYPE_CHECKING:
    from pathlib import Path

    from tests.studio.at_the_desk import Open


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


def test_a_plate_that_starts_at_1_shows_the_same_frames_under_other_numbers(studio: Open) -> None:
    _, usual, _ = studio.frame({}, frame=1030)
    _, other, _ = studio.frame({"start": 1}, frame=30)
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(usual))), np.asarray(Image.open(io.BytesIO(other))))
    _, told, _ = studio.ask("/api/plate", {"wish": {"template": "desk", "start": 1}})
    plate = json.loads(told)
    assert (plate["start"], plate["frames"], plate["beats"]) == (1, {"first": 1, "last": 48}, {"hold": 25})


def test_what_is_weak_is_marked_where_it_is_in_the_frame_that_is_meant(studio: Open, scene: Path) -> None:
    text = scene.read_text(encoding="utf-8").replace('"#ffffff"', '"#909090"')
    grey = '<g ui:layer="bar"><rect width="320" height="180" fill="#808080"/></g>'
    moves = '<animateTransform attributeName="transform" type="translate" from="0 0" to="0 48" dur="48f"/>'
    scene.write_text(text.replace('<g ui:layer="words">', f'{grey}<g ui:layer="words">{moves}'), encoding="utf-8")

    def tops(start: int, frame: int) -> list[float]:
        asked = {"wish": {"template": "desk", "start": start}, "sight": {"frame": frame}}
        found = json.loads(studio.ask("/api/remarks", asked)[1])["remarks"]
        return [box[1] for remark in found if remark["rule"] == "contrast" for box in remark["boxes"]]

    soon = time.monotonic() + 20
    while not tops(1001, 1011):
        assert time.monotonic() < soon
    assert tops(1, 11) == tops(1001, 1011) != tops(1001, 1031)


def test_a_layer_that_comes_back_after_another_is_seen_with_it(studio: Open) -> None:
    planes = np.zeros((4, 1, 4, 4), np.float32)
    for i, plane in enumerate(planes):
        plane[0, i] = 1
    picture = Picture(planes.sum(axis=0), dict(zip(("words", "bar", "words2", "base2"), planes, strict=True)), "linear")
    manifest = Places((studio.project / "templates",)).shelf().manifest("desk")

    def seen(*layers: str) -> list[bool]:
        data = shown(picture, Sight(frame=1001, layers=layers), manifest, lambda *_: planes[0])
        return [bool(alpha) for alpha in np.asarray(Image.open(io.BytesIO(data)))[0, :, 3]]

    assert seen("words") == [True, False, True, False]
    assert seen("bar", "base") == [False, True, False, True]


def test_half_a_frame_is_half_as_wide_and_says_so(studio: Open) -> None:
    _, data, headers = studio.frame({}, part=2)
    assert json.loads(headers["x-studio"])["size"] == [160, 90]
    assert Image.open(io.BytesIO(data)).size == (160, 90)
