"""Spot checks: which frames are looked at, the thumbnails, the contact sheet, and the page."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image
from sheets import Call, sheet
from tiny import Tiny

from generator.batch.spots import spots
from generator.brief import Brief
from generator.documents.manifest import Manifest, read_manifest

BEATS = "{a: 0, b: 8f, c: 12f, d: 20f}"


def manifest(beats: str) -> Manifest:
    return read_manifest(
        f"title: T\ndescription: A card.\nlooks: [vigil]\nlanguages: [es]\ncanvases: [hd]\nduration: 24f\nbeats: {beats}\n", "m"
    )


@pytest.mark.parametrize(
    ("beats", "frames", "count", "found"),
    [
        (BEATS, None, 4, [(1006, "a"), (1011, "b"), (1018, "c"), (1023, "d")]),
        (BEATS, None, 2, [(1011, "b"), (1023, "d")]),
        (BEATS, "1001-1012", 2, [(1006, "a"), (1011, "b")]),
        ("{}", None, 3, [(1001, ""), (1013, ""), (1024, "")]),
        ("{}", "1005", 3, [(1005, "")]),
        ("{}", None, 1, [(1013, "")]),
    ],
)
def test_beats_come_first_then_frames_spread_evenly(beats: str, frames: str | None, count: int, found: list[tuple[int, str]]) -> None:
    told = manifest(beats)
    chosen = spots(Brief.of(told, {"template": "t", "frames": frames}), told, count)
    assert [(spot.frame, spot.beat) for spot in chosen] == found


class Page(HTMLParser):
    """What a page holds."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.images: list[str] = []
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "img":
            self.images.append(str(dict(attrs)["src"]))


def test_a_page_and_contact_sheets_of_every_asset(ministerio: Call, tiny: Tiny, tmp_path: Path) -> None:
    sheet(tmp_path / "s.csv", 3, frames="1001-1024")
    done = ministerio("batch", "s.csv", "--spot", 2, "--wedge", "look=vigil,ministry", "--out", "out", "--jobs", 1, "--json")
    assert (done.code, done.json["assets"], done.json["failed"]) == (0, 6, 0)
    page = tmp_path / done.json["page"]
    found = Page(page.read_text("utf-8"))
    assert len(found.images) == 12
    assert "script" not in found.tags
    for name in found.images:
        with Image.open(page.parent / name) as image:
            assert image.size == (128, 72)
    (contact,) = done.json["contact_sheets"]
    with Image.open(tmp_path / contact) as image:
        assert image.width == 1920
    assert not list((tmp_path / "out").glob("sp_*"))
    again = ministerio("batch", "s.csv", "--spot", 2, "--wedge", "look=vigil,ministry", "--out", "out", "--jobs", 1)
    assert again.out.splitlines()[0] == str(Path(done.json["page"]))


def test_an_asset_that_cannot_be_looked_at_is_told_on_the_page(ministerio: Call, tiny: Tiny, tmp_path: Path) -> None:
    tiny.change("scene.svg.j2", "{{ light('#ff8040', p.level) }}", "{{ light('#ff8040', 4 / p.level) }}")
    sheet(tmp_path / "s.csv", 2, r1="0")
    done = ministerio("batch", "s.csv", "--spot", 1, "--out", "out", "--jobs", 1, "--json")
    assert (done.code, done.json["failed"]) == (1, 1)
    text = (tmp_path / done.json["page"]).read_text("utf-8")
    assert "a division by zero" in text
    assert len(Page(text).images) == 1
