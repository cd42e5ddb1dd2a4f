"""The shelf: where things are looked for, what is read, what is refused; pictures within bounds."""

from __future__ import annotations

import base64
import io
import pickle
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from generator.problems import BriefError, DocumentError, TemplateError
from generator.shelf import Images, Shelf, clock, read_drawing, shipped
from generator.shelf import images as images_module
from generator.shelf.images import decode

MANIFEST = """\
title: A
description: A test.
looks: [vigil]
languages: [en]
canvases: [hd]
duration: 4
parameters:
  face: {type: image, default: own.png}
  more: {type: list, of: {type: record, fields: {face: {type: image, default: ""}}}, default: []}
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="2"/>'


def png(size: tuple[int, int] = (2, 1), mode: str = "RGBA", colour: Any = (255, 0, 0, 128), form: str = "PNG", **save: Any) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, form, **save)
    return out.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "mine"
    (home / "a" / "parts").mkdir(parents=True)
    (home / "_kit").mkdir()
    (home / "a" / "manifest.yaml").write_text(MANIFEST)
    (home / "a" / "scene.svg.j2").write_text("<svg/>")
    (home / "a" / "parts" / "p.svg.j2").write_text("<g/>")
    (home / "a" / "own.png").write_bytes(png())
    (home / "_kit" / "k.svg.j2").write_text("<k/>")
    (tmp_path / "secret.png").write_bytes(png())
    return home


@pytest.fixture
def shelf(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Shelf:
    monkeypatch.chdir(tmp_path)
    return Shelf([folder])


def test_a_template_is_read_with_the_kits(shelf: Shelf) -> None:
    found = shelf.template("a")
    assert {"scene.svg.j2", "parts/p.svg.j2", "_kit/k.svg.j2", "_kit/looks/vigil.yaml"} <= set(found.sources)
    assert found.sources["scene.svg.j2"].file == "mine/a/scene.svg.j2"
    assert "a" in shelf.names()
    assert shelf.template("a") is found


def test_earlier_folders_hide_later_ones_file_by_file(shelf: Shelf, folder: Path, tmp_path: Path) -> None:
    first = tmp_path / "first"
    (first / "_kit" / "looks").mkdir(parents=True)
    (first / "_kit" / "looks" / "vigil.yaml").write_text("title: Mine")
    sources = Shelf([first, folder]).template("a").sources
    assert sources["_kit/looks/vigil.yaml"].text == "title: Mine"
    assert "_kit/looks/plaza.yaml" in sources
    assert "_kit/k.svg.j2" in sources


def test_templates_beside_the_user_are_found_without_an_option(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.rename(tmp_path / "templates")
    monkeypatch.chdir(tmp_path)
    assert "a" in Shelf().names()


def test_what_ships_is_found_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shelf = Shelf()
    assert (shipped("templates") / "_kit" / "looks").is_dir()
    assert any(name.endswith(".ttf") for name, _ in shelf.fonts())


@pytest.mark.parametrize(("name", "message"), [("b", "unknown template b"), ("../a", "unknown template ../a"), ("aa_", "unknown template")])
def test_unknown_templates_are_told(shelf: Shelf, name: str, message: str) -> None:
    with pytest.raises(BriefError, match=message):
        shelf.template(name)


def test_a_folder_without_a_manifest_says_so(shelf: Shelf, folder: Path) -> None:
    (folder / "bare").mkdir()
    with pytest.raises(BriefError, match=r"unknown template bare: mine/bare has no manifest.yaml"):
        shelf.template("bare")


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BriefError, match="is no folder"):
        Shelf(fonts=[tmp_path / "none"])


def test_links_out_of_a_template_are_not_followed(shelf: Shelf, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "outside.svg.j2").write_text("x")
    (folder / "a" / "link.svg.j2").symlink_to(tmp_path / "outside.svg.j2")
    (folder / "a" / "link.png").symlink_to(tmp_path / "secret.png")
    found = shelf.template("a")
    assert "link.svg.j2" not in found.sources
    with pytest.raises(DocumentError, match="outside of the template's folder"):
        shelf.images(found).raster("link.png", found.base)


def test_texts_must_be_utf8_and_small(shelf: Shelf, folder: Path) -> None:
    (folder / "a" / "scene.svg.j2").write_bytes(b"<svg>\n\xff")
    with pytest.raises(TemplateError, match=r"mine/a/scene.svg.j2:2: this file is not UTF-8 text"):
        shelf.template("a")
    (folder / "a" / "scene.svg.j2").write_bytes(b"x" * (2 * 1024 * 1024 + 1))
    with pytest.raises(TemplateError, match="at most 2,097,152 are read"):
        shelf.template("a")


def test_fonts_are_given_once_by_name(shelf: Shelf, tmp_path: Path) -> None:
    fonts = tmp_path / "types"
    fonts.mkdir()
    (fonts / "Saira.ttf").write_bytes(b"mine")
    (fonts / "note.txt").write_bytes(b"")
    found = dict(Shelf(fonts=[fonts]).fonts())
    assert bytes(found["Saira.ttf"]) == b"mine"
    assert "note.txt" not in found
    (fonts / "Empty.ttf").write_bytes(b"")
    with pytest.raises(BriefError, match=r"Empty.ttf cannot be read"):
        Shelf(fonts=[fonts]).fonts()


def test_digests_change_with_what_can_change_a_picture(shelf: Shelf, folder: Path) -> None:
    def digest() -> str:
        fresh = Shelf([folder])
        return fresh.digest(fresh.template("a"), "vigil", "en")

    (folder / "a" / "words").mkdir()
    seen = [digest()]
    changes = ["a/scene.svg.j2", "a/parts/p.svg.j2", "a/own.png", "_kit/k.svg.j2", "a/words/en.yaml", "a/manifest.yaml"]
    for name in changes:
        path = folder / name
        path.write_bytes((path.read_bytes() if path.exists() else b"") + b"\n")
        seen.append(digest())
    assert len(set(seen)) == len(changes) + 1
    (folder / "a" / "words" / "es.yaml").write_text("a: b")
    assert digest() == seen[-1], "another language's words change nothing"


def test_given_pictures_go_by_what_they_hold(shelf: Shelf, tmp_path: Path) -> None:
    found = shelf.template("a")
    values, given = shelf.settle(found, found.manifest.values({"face": "secret.png", "more": [{"face": "secret.png"}, {}]}, "en"))
    assert values["face"] == values["more"][0]["face"]
    assert values["face"].startswith("given/")
    assert given == {values["face"]: tmp_path / "secret.png"}
    assert shelf.images(found, given).raster(values["face"], found.base).pixels.shape == (1, 2, 4)
    own, none = shelf.settle(found, found.manifest.values({}, "en"))
    assert (own["face"], none) == ("own.png", {})
    with pytest.raises(BriefError, match=r"parameter face: there is no picture gone\.png"):
        shelf.settle(found, found.manifest.values({"face": "gone.png"}, "en"))


@pytest.mark.parametrize(
    ("href", "message"),
    [
        ("../../secret.png", "lies outside"),
        ("gone.png", "there is no picture gone.png"),
        ("https://a.example/x.png", "is an address"),
        ("//a.example/x.png", "is an address"),
        ("file:///etc/hostname", "is an address"),
        ("/etc/hostname", "no relative name"),
        ("%2e%2e/%2e%2e/secret.png", "lies outside"),
        ("a\0b", "no relative name"),
        ("scene.svg.j2", "is no picture that can be read"),
        ("data:image/png;base64,!!!", "no base64"),
        ("data:image/png;base64,AAAA", "is no picture that can be read"),
        ("data:nothing", "the data URI is broken"),
    ],
)
def test_pictures_that_are_refused(shelf: Shelf, href: str, message: str) -> None:
    found = shelf.template("a")
    with pytest.raises(DocumentError, match=message):
        shelf.images(found).raster(href, found.base)


def test_pictures_by_name_and_as_data(shelf: Shelf) -> None:
    found = shelf.template("a")
    images = shelf.images(found)
    raster = images.raster("own.png", found.base)
    assert raster.pixels.tolist() == [[[255, 0, 0, 128]] * 2]
    assert images.raster("own.png", found.base) is raster
    data = "data:image/png;base64, " + base64.b64encode(png()).decode().rstrip("=")
    assert np.array_equal(images.raster(data, "").pixels, raster.pixels)
    again = pickle.loads(pickle.dumps(images))
    assert np.array_equal(again.raster("own.png", found.base).pixels, raster.pixels)


def test_vector_pictures(shelf: Shelf, folder: Path) -> None:
    (folder / "a" / "parts" / "v.svg").write_text(SVG)
    found = shelf.template("a")
    images = shelf.images(found)
    assert [images.is_vector(name, "") for name in ("x.SVG", "x.svgz#a", "x.png", "data:image/svg+xml,<svg/>", "data:image/png,x")] == [
        True,
        True,
        False,
        True,
        False,
    ]
    document = images.document("parts/v.svg", found.base)
    assert (document.root.get("width"), document.base) == ("4", str(Path(found.base) / "parts"))
    assert images.document(f"data:image/svg+xml,{SVG.replace('#', '%23')}", "here").base == "here"
    with pytest.raises(DocumentError, match="the root is <g>"):
        images.document("data:image/svg+xml,<g/>", "")


def test_a_drawing_from_outside_may_name_files_around_it(tmp_path: Path, folder: Path) -> None:
    (folder / "d.svg").write_text(SVG)
    assert read_drawing(folder / "d.svg") == SVG.encode()
    assert Images(None, {}).raster("../secret.png", str(folder)).pixels.shape == (1, 2, 4)
    with pytest.raises(BriefError, match="cannot be read: No such file"):
        read_drawing(folder / "none.svg")


@pytest.mark.parametrize(
    ("data", "first"),
    [
        (png(mode="L", colour=100), [100, 100, 100, 255]),
        (png(mode="I;16", colour=0x8000), [128, 128, 128, 255]),
        (png(mode="P", colour=0), [0, 0, 0, 255]),
        (png(mode="1", colour=1), [255, 255, 255, 255]),
        (png(form="WEBP", lossless=True, exact=True), [255, 0, 0, 128]),
        (png(form="GIF", mode="RGB", colour=(0, 255, 0)), [0, 255, 0, 255]),
    ],
    ids=["grey", "16 bit", "palette", "1 bit", "webp", "gif"],
)
def test_every_kind_of_pixel_becomes_rgba(data: bytes, first: list[int]) -> None:
    assert decode(data, "x")[0, 0].tolist() == first


def test_photographs_stand_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert decode(png((8, 4), "RGB", (1, 2, 3), "JPEG", exif=exif), "x").shape == (8, 4, 4)


def test_huge_and_broken_pictures_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = png((300, 300))
    with pytest.raises(DocumentError, match="the picture x is broken"):
        decode(whole[: len(whole) // 2], "x")
    monkeypatch.setattr(images_module, "MAX_PIXELS", 1000)
    with pytest.raises(DocumentError, match="the picture x is 300x300; at most"):
        decode(whole, "x")


def test_a_wheel_carries_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.shelf.texts.resources.files", lambda _package: tmp_path / "generator")
    assert shipped("templates") == tmp_path / "templates"
    (tmp_path / "generator" / "_shipped" / "templates").mkdir(parents=True)
    assert shipped("templates") == tmp_path / "generator" / "_shipped" / "templates"


def test_the_clock_of_composing_counts_work_and_no_waiting() -> None:
    """So a template is not at fault where others have the processor."""
    before, began = clock(), time.monotonic()
    time.sleep(0.2)
    waited = clock() - before
    while clock() - before - waited < 0.02:
        assert time.monotonic() - began < 30, "work is not counted"
    assert waited < 0.1
