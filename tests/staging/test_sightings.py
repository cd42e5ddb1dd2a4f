"""Track files: what is read of them, and every mistake at its line."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.problems import BriefError
from generator.staging.sightings import Sightings, read_sightings

HEAD = "frame,id,x,y,w,h\n"


def told(text: str, file: str = "street.csv") -> list[str]:
    with pytest.raises(BriefError) as caught:
        read_sightings(text, file)
    assert caught.value.exit_code == 2
    return [str(problem) for problem in caught.value.problems]


def as_json(*boxes: Any, **stated: Any) -> str:
    return json.dumps({**stated, "boxes": list(boxes)}, indent=1)


def box(frame: float, who: object = "focus", x: float = 0.1, y: float = 0.2, w: float = 0.3, h: float = 0.4) -> dict[str, object]:
    return {"frame": frame, "id": who, "x": x, "y": y, "w": w, "h": h}


def test_shares_of_the_picture() -> None:
    found = read_sightings(HEAD + "1001,focus,0.1,0.2,0.3,0.4\n1002,7,0,0,1,1\n", "street.csv")
    assert found.boxes == {"focus": {0: (0.1, 0.2, pytest.approx(0.3), pytest.approx(0.4))}, "7": {1: (0, 0, 1, 1)}}


def test_pixels_of_a_canvas_from_a_first_frame() -> None:
    text = "# canvas 1920x1080\n# first 1\n# a note of the tracker's\n\nid;frame;x;y;w;h;confidence\nfocus;3;960;540;480;270;0.9\n"
    assert read_sightings(text, "street.csv").boxes == {"focus": {2: (0.5, 0.5, 0.25, 0.25)}}


def test_a_track_that_does_not_say_so_begins_where_its_plate_does() -> None:
    for first in (1, 1001):
        found = read_sightings(HEAD + f"{first + 2},focus,0.1,0.2,0.3,0.4\n", "street.csv", first)
        assert (list(found.boxes["focus"]), found.first) == ([2], first)
    assert list(read_sightings("# first 7\n" + HEAD + "9,focus,0,0,1,1\n", "street.csv", 1).boxes["focus"]) == [2]
    assert list(read_sightings(as_json(box(3)), "street.json", 1).boxes["focus"]) == [2]


def test_json_says_the_same_as_csv() -> None:
    one = read_sightings(as_json(box(3, x=960, y=540, w=480, h=270), canvas=[1920, 1080], first=1), "street.json")
    assert one.boxes == {"focus": {2: (0.5, 0.5, 0.25, 0.25)}}
    assert read_sightings(as_json(box(3), canvas="1920x1080"), "a.json").digest != one.digest


def test_any_order_of_rows_is_the_same_track() -> None:
    rows = ["1003,focus,0.3,0,0.1,0.1", "1001,focus,0.1,0,0.1,0.1", "1002,focus,0.2,0,0.1,0.1"]
    one, other = (read_sightings(HEAD + "\n".join(order), "s.csv").boxes["focus"] for order in (rows, sorted(rows)))
    assert one == other


def test_boxes_are_cut_at_the_edge_and_nobody_is_outside() -> None:
    found = read_sightings(HEAD + "1001,a,-0.1,0.9,0.3,0.4\n1002,a,1.2,0,0.1,0.1\n", "s.csv").boxes["a"]
    assert found == {0: (0, 0.9, pytest.approx(0.2), pytest.approx(0.1))}


def test_every_mistake_is_told_at_its_line() -> None:
    rows = [
        "1001,a,nan,0,1,1",
        "1001.5,a,0,0,1,1",
        "1001,,0,0,1,1",
        "1001,b,0,0,0,1",
        "1002,c,0,0,1,1",
        "1002,c,0,0,1,1",
        "1001,d,3,3,192,108",
    ]
    found = told(HEAD + "\n".join([*rows, "1,2", "1003,e,0,inf,1,1"]))
    assert sorted(text.split(": ", 1)[0] for text in found) == [f"street.csv:{n}" for n in ("10", "2", "3", "4", "5", "7", "8", "9")]
    words = " ".join(found)
    for word in ("'nan', which is no number", "whole numbers", "without an id", "over 0", "line 6", "# canvas", "2 values in a row of 6"):
        assert word in words


@pytest.mark.parametrize(("text", "message"), [
    ("", "there is no box"),
    (HEAD, "there is no box"),
    ("# canvas wide\n" + HEAD + "1001,a,0,0,1,1", "street.csv:1: canvas 'wide' is no size"),
    ("# first soon\n" + HEAD + "1001,a,0,0,1,1", "street.csv:1: first 'soon'"),
    ("frame,id,x,y,width,h\n1001,a,0,0,1,1", "street.csv:1: there is no column w"),
    ('{"boxes": [', "street.csv:1: this is no JSON"),
    ('{"boxes": 3}', "no list of boxes"),
    ('{"boxes": []}', "there is no box"),
    ('{"box": [], "boxes": []}', "unknown key box; did you mean boxes"),
    (as_json(box(1001), [1, 2]), "street.csv:11: box 2 is no record"),
    (as_json(box(1001), {"frame": 1002}), "street.csv:11: a box without id"),
    (as_json(box(1001), box(1002, x=float("nan"))), "street.csv:11: x is 'nan'"),
])  # fmt: skip
def test_files_that_are_no_tracks(text: str, message: str) -> None:
    assert any(message in line for line in told(text)), told(text)


def test_a_file_full_of_mistakes_tells_the_first_twenty() -> None:
    found = told(HEAD + "1001,a,x,0,1,1\n" * 300)
    assert len(found) == 21
    assert found[-1].endswith("and 280 more")


def test_a_track_is_written_as_its_name_and_what_it_holds() -> None:
    one, other = (read_sightings(HEAD + f"1001,a,{x},0,0.1,0.1\n", "s.csv") for x in (0.1, 0.2))
    assert isinstance(one, Sightings)
    assert str(one).startswith("s.csv (")
    assert str(one) != str(other)
