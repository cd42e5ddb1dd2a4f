"""The whole path, with a template of a few lines: brief to plate, by any number of workers; drawings; mistakes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import OpenEXR
import pytest
from PIL import Image

from generator.brief import Brief
from generator.problems import BriefError, DocumentError, Problem, TemplateError
from generator.render import Places, Progress, Receipt, Wish, describe, render, render_svg, verify_plate
from generator.values.frames import FrameRange

MANIFEST = """
title: Tiny
description: A square that moves over a bar.
looks: [vigil]
languages: [en]
canvases: [64x36]
duration: 24f
layers:
  bar: What does not move.
  square: What does.
parameters:
  level: {type: number, help: How bright the square is., min: 0, max: 8, default: 2}
"""
SCENE = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:ui="{UI}" width="{{ canvas.width }}" height="{{ canvas.height }}">
  <g ui:layer="bar"><rect y="20" width="64" height="6" fill="#804020" opacity="0.5"/></g>
  <g ui:layer="square">
    <rect width="8" height="8" y="16" fill="color(srgb-linear {{ p.level }} 0.25 0)">
      <animate attributeName="x" from="0" to="48" dur="24f" fill="freeze"/>
    </rect>
  </g>
</svg>
"""


@pytest.fixture
def places(tmp_path: Path) -> Places:
    from generator.documents.namespaces import UI

    folder = tmp_path / "templates" / "tiny"
    folder.mkdir(parents=True)
    (folder / "manifest.yaml").write_text(MANIFEST)
    (folder / "scene.svg.j2").write_text(SCENE.replace("{UI}", UI))
    return Places(templates=(tmp_path / "templates",))


def brief(places: Places, **asked: Any) -> Brief:
    return Brief.of(places.shelf().manifest("tiny"), {"template": "tiny", "frames": "1001-1016", "formats": "exr,png", **asked})


def made(places: Places, out: Path, jobs: int = 1, **asked: Any) -> Receipt:
    return render(brief(places, **asked), places, out, jobs=jobs)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def exr(receipt: Receipt, frame: int) -> dict[str, Any]:
    with OpenEXR.File(str(receipt.folder / "exr" / f"{receipt.plate}.{frame}.exr"), separate_channels=True) as file:
        return {name: channel.pixels.astype(np.float32) for name, channel in file.channels().items()}


def test_a_brief_becomes_a_plate(places: Places, tmp_path: Path) -> None:
    told: list[Progress] = []
    receipt = render(brief(places, formats="exr,png,h264"), places, tmp_path, jobs=1, told=told.append)
    assert receipt.plate == "sp_000_000_tiny_v001"
    assert (receipt.painted, receipt.kept, len(receipt.files)) == (16, 0, 33)
    assert [told[0].stage, told[-1].stage] == ["checking", "joining"]
    assert [p.done for p in told if p.stage == "rendering"] == list(range(17))
    manifest = json.loads(receipt.manifest.read_text())
    assert manifest["made_from"]["parameter level"] == "2.0"
    assert [layer["name"] for layer in manifest["layers"]] == ["bar", "square"]
    assert verify_plate(receipt.folder) == []


def test_light_over_white_reaches_the_exr_and_the_layers_recompose(places: Places, tmp_path: Path) -> None:
    receipt = made(places, tmp_path)
    found = exr(receipt, 1001)
    assert (found["R"][18, 4], found["G"][18, 4], found["A"][18, 4]) == (2.0, 0.25, 1.0)
    for frame in (1001, 1009, 1016):
        found = exr(receipt, frame)
        for c in "RGBA":
            over = found[f"square.{c}"] + found[f"bar.{c}"] * (1 - found["square.A"])
            assert np.abs(over - found[c]).max() <= 2**-11
    assert exr(receipt, 1009)["square.A"][18].argmax() == 16  # eight frames at two pixels a frame


def test_any_number_of_workers_and_any_order_gives_the_same_bytes(places: Places, tmp_path: Path) -> None:
    everything = "exr,png,png16,prores4444,h264"
    one = made(places, tmp_path / "one", 1, formats=everything)
    two = made(places, tmp_path / "two", 2, formats=everything)
    assert bytes_of(one.folder) == bytes_of(two.folder)
    alone = made(places, tmp_path / "alone", 1, frames="1013", formats="exr,png")
    for kind in ("exr", "png"):
        name = f"{one.plate}.1013.{kind}"
        assert (alone.folder / kind / name).read_bytes() == (one.folder / kind / name).read_bytes()


def test_the_fingerprint_follows_what_the_frames_depend_on(places: Places, tmp_path: Path) -> None:
    marks = {
        describe(brief(places, **asked), places, tmp_path).fingerprint
        for asked in ({}, {"parameters": {"level": 3}}, {"seed": 1}, {"blend": "srgb"})
    }
    assert len(marks) == 4
    assert describe(brief(places, frames="1001", formats="png", version="v007"), places, tmp_path).fingerprint in marks
    scene = tmp_path / "templates" / "tiny" / "scene.svg.j2"
    scene.write_text(scene.read_text().replace("#804020", "#804021"))
    assert describe(brief(places), places, tmp_path).fingerprint not in marks


def test_other_content_is_refused_and_next_is_the_next_version(places: Places, tmp_path: Path) -> None:
    made(places, tmp_path, frames="1001")
    with pytest.raises(BriefError, match=r"parameter level is '2\.0' there and '3\.0' here"):
        made(places, tmp_path, frames="1001", parameters={"level": "3"})
    assert made(places, tmp_path, frames="1001", parameters={"level": "3"}, version="next").plate == "sp_000_000_tiny_v002"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"shot": "020", "version": "v002"}, r"shot is '010' there and '020' here; version is 'v001' there and 'v002' here"),
        ({"shot": "010", "show": "xx"}, r"show is 'sp' there and 'xx' here"),
        ({"shot": "010", "padding": 6}, r"padding is '4' there and '6' here"),
    ],
)
def test_a_plate_of_another_shot_or_numbering_is_other_content(asked: dict[str, Any], told: str, places: Places, tmp_path: Path) -> None:
    what = {"frames": "1001-1002", "formats": "exr,png", "names": "{template}"}
    first = made(places, tmp_path, **what, shot="010")
    with pytest.raises(BriefError, match=told + r".*--overwrite"):
        made(places, tmp_path, **what, **asked)
    assert made(places, tmp_path, **what, shot="010").kept == 4
    again = render(brief(places, **what, **asked), places, tmp_path, jobs=1, overwrite=True)
    assert (again.folder, again.kept) == (first.folder, 0)
    assert verify_plate(again.folder) == []
    assert len(list(again.folder.glob("*/*.*"))) == 4
    manifest = json.loads(again.manifest.read_text())
    manifest["tokens"] |= {"shot": "030"}
    again.manifest.write_text(json.dumps(manifest))
    assert {p.message for p in verify_plate(again.folder)} == {f"the shot is {asked['shot']}, and the manifest says 030"}


@pytest.mark.parametrize(("fault", "kind", "message"), [
    ("{{ nothing }}", TemplateError, "scene.svg.j2:2: "),
    ("<rect", DocumentError, "scene.svg.j2"),
    ('<path d="M 0 0 L q"/>', DocumentError, "scene.svg.j2:2: "),
])  # fmt: skip
def test_a_faulty_template_is_told_before_anything_is_written(
    fault: str, kind: type[Exception], message: str, places: Places, tmp_path: Path
) -> None:
    scene = tmp_path / "templates" / "tiny" / "scene.svg.j2"
    scene.write_text(scene.read_text().replace('  <g ui:layer="bar">', f'{fault}<g ui:layer="bar">', 1))
    with pytest.raises(kind, match=message):
        made(places, tmp_path / "out")
    assert not (tmp_path / "out").exists()


SQUARE = """<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10">
<rect width="10" height="10" fill="#336699" fill-opacity="0.5">{}</rect></svg>"""
MOVE = '<animate attributeName="x" from="0" to="10" dur="1s"/>'


def test_still_drawings_become_pngs_with_their_paths_kept(tmp_path: Path) -> None:
    folder = tmp_path / "in" / "deep er"
    folder.mkdir(parents=True)
    for name in "abc":
        (folder / f"{name}.svg").write_text(SQUARE.format(""))
    (folder / "broken.svg").write_text("<svg")
    for jobs in (1, 2):
        out = tmp_path / f"out{jobs}"
        drawn = render_svg([tmp_path / "in", folder / "a.svg"], Places(), out, Wish(), jobs=jobs)
        assert [d.source.name for d in drawn] == ["a.svg", "b.svg", "broken.svg", "c.svg", "a.svg"]
        assert [d.exit_code for d in drawn] == [0, 0, 2, 0, 0]
        assert str(drawn[2].problems[0]).startswith(str(folder / "broken.svg"))
        assert sorted(bytes_of(out)) == ["a.png", "deep er/a.png", "deep er/b.png", "deep er/c.png"]
        with Image.open(out / "a.png") as image:
            assert (image.size, image.getpixel((5, 5)), image.getpixel((15, 5))) == ((20, 10), (0x33, 0x66, 0x99, 128), (0, 0, 0, 0))
    assert bytes_of(tmp_path / "out1") == bytes_of(tmp_path / "out2")


def test_a_drawing_gets_the_width_that_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text(SQUARE.format(""))
    (drawn,) = render_svg([tmp_path / "a.svg"], Places(), tmp_path / "out", Wish(width=50))
    with Image.open(drawn.made[0]) as image:
        assert image.size == (50, 25)


def test_an_animated_drawing_becomes_a_plate(tmp_path: Path) -> None:
    (tmp_path / "a b.svg").write_text(SQUARE.format(MOVE))
    wish = Wish(frames=FrameRange.parse("1001-1013"), formats=("png", "exr", "h264"))
    (drawn,) = render_svg([tmp_path / "a b.svg"], Places(), tmp_path / "out", wish, jobs=1)
    assert drawn.problems == ()
    (folder,) = drawn.made
    assert folder == tmp_path / "out" / "a_b"
    assert verify_plate(folder) == []
    with Image.open(folder / "png" / "a_b.1013.png") as image:  # half a second: half of ten pixels
        assert [image.getpixel((x, 5))[3] for x in (4, 5, 14, 15)] == [0, 128, 128, 0]
    assert json.loads((folder / "a_b.manifest.json").read_text())["compositing"] == "srgb"


def test_mistakes_with_drawings(tmp_path: Path) -> None:
    with pytest.raises(BriefError, match="a still drawing gives PNG; say --frames"):
        render_svg([tmp_path], Places(), tmp_path, Wish(formats=("exr",)))
    with pytest.raises(BriefError, match="there is no SVG in"):
        render_svg([tmp_path], Places(), tmp_path, Wish())
    (drawn,) = render_svg([tmp_path / "none.svg"], Places(), tmp_path, Wish())
    assert drawn.exit_code == 2
    assert isinstance(drawn.problems[0], Problem)
    assert "No such file" in str(drawn.problems[0])
