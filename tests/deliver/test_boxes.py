"""Boxes frame by frame: written in chunks, joined, read as JSON by anybody."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pictures import MARK, picture, stamp

from generator.deliver.formats import FORMATS
from generator.deliver.sink import DamagedError
from generator.values.geometry import Affine, Rect
from generator.values.picture import CITIZEN, ELEMENT, Mark, Picture

FORM = FORMATS["boxes"]


def marks(frame: int) -> tuple[Mark, ...]:
    there = Rect(frame - 1000.5, 2, 10, 4.25) if frame != 1003 else None
    return Mark(ELEMENT, "score", there, Affine(1, 0, 0, 1, frame - 1000.0, 0)), Mark(CITIZEN, "Íñigo", Rect(-3, 0, 6, 8), Affine())


def chunk(path: Path, frames: range) -> Path:
    with FORM.open(path, stamp()) as sink:
        for frame in frames:
            base = picture(frame)
            sink.write(Picture(base.beauty, {}, "linear", marks=marks(frame)), frame)
    return path


def joined(folder: Path) -> Path:
    parts = [chunk(folder / "a.json", range(1001, 1003)), chunk(folder / "b.json", range(1003, 1005))]
    assert [FORM.look(part).count for part in parts] == [2, 2]
    assert FORM.join is not None
    return FORM.join(parts, folder / "plate.boxes.json", stamp(), None).path


def test_every_name_has_every_frame_in_the_plates_pixels(tmp_path: Path) -> None:
    path = joined(tmp_path)
    found = json.loads(path.read_text())
    assert (found["plate"], found["fingerprint"], found["rate"], found["width"]) == ("sp_012_040_test_v003", MARK, "24000/1001", 37)
    assert found["coordinates"]["origin"].startswith("top left")
    assert found["coordinates"]["y"] == "down"
    score = found["elements"]["score"]
    assert list(score) == ["1001", "1002", "1003", "1004"]
    assert score["1002"] == {"box": [1.5, 2.0, 10.0, 4.25], "anchor": [6.5, 4.125], "space": [1.0, 0.0, 0.0, 1.0, 2.0, 0.0]}
    assert score["1003"] is None
    assert found["citizens"]["Íñigo"]["1004"]["anchor"] == [0.0, 4.0]
    assert (FORM.look(path).fingerprint, FORM.look(path).count) == (MARK, 4)


def test_chunks_do_not_show_in_what_is_joined(tmp_path: Path) -> None:
    first = joined(tmp_path).read_bytes()
    assert FORM.join is not None
    whole = FORM.join([chunk(tmp_path / "c.json", range(1001, 1005))], tmp_path / "again.json", stamp(), None).path
    assert whole.read_bytes() == first


def test_what_is_damaged_is_seen(tmp_path: Path) -> None:
    path = joined(tmp_path)
    text = path.read_text()
    for spoilt in (text[:-30], "", "[]", text.replace('"1003": null,', ""), text.replace('"schema": 1', '"schema": 9')):
        path.write_text(spoilt)
        with pytest.raises(DamagedError, match=r"plate\.boxes\.json"):
            FORM.look(path)
