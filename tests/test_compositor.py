"""What a compositor opens, the whole path: layers that make the beauty, mattes, boxes, what lies beyond the frame; what cannot be had."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import OpenEXR
import OpenImageIO
import pytest
from numpy.typing import NDArray
from PIL import Image

from generator.brief import Brief
from generator.documents.namespaces import UI
from generator.problems import BriefError, DocumentError
from generator.render import Places, Receipt, Wish, render, render_svg, verify_plate
from generator.values.frames import FrameRange

MANIFEST = """
title: Tiny
description: A bar behind a square that is somebody.
looks: [vigil]
languages: [en]
canvases: [64x36]
duration: 24f
layers:
  bar: What does not move.
  square: What does.
  glow: {help: Light., operation: plus}
"""
SCENE = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:ui="{UI}" width="{{ canvas.width }}" height="{{ canvas.height }}">
  <g ui:layer="bar"><rect x="-20" y="20.5" width="104" height="6" fill="#804020" opacity="0.5"/></g>
  <g ui:layer="square" ui:citizen="Ada Peña">
    <g ui:emit="1"><rect id="lamp" width="8.5" height="8" y="16" fill="color(srgb-linear 2 0.25 0)">
      <animate attributeName="x" from="-9" to="87" dur="24f"/>
    </rect></g>
  </g>
</svg>
"""
Channels = dict[str, NDArray[np.float32]]


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Places:
    templates = tmp_path_factory.mktemp("templates")
    (templates / "tiny").mkdir()
    (templates / "tiny" / "manifest.yaml").write_text(MANIFEST)
    (templates / "tiny" / "scene.svg.j2").write_text(SCENE.replace("{UI}", UI))
    return Places(templates=(templates,))


def brief(places: Places, **asked: Any) -> Brief:
    return Brief.of(places.shelf().manifest("tiny"), {"template": "tiny", "frames": "1001-1014", "formats": "exr", **asked})


def made(places: Places, out: Path, jobs: int = 1, **asked: Any) -> Receipt:
    return render(brief(places, **asked), places, out, jobs=jobs)


def read(receipt: Receipt, frame: int, kind: str = "exr") -> tuple[Channels, list[dict[str, Any]]]:
    with OpenEXR.File(str(receipt.folder / kind / f"{receipt.plate}.{frame}.exr"), separate_channels=True) as file:
        channels = {name: c.pixels.astype(np.float32) for part in file.parts for name, c in part.channels.items()}
        return channels, [dict(part.header) for part in file.parts]


def plane(channels: Channels, layer: str = "") -> NDArray[np.float32]:
    return np.stack([channels[f"{layer}.{c}" if layer else c] for c in "RGBA"], axis=2)


@pytest.fixture(scope="module")
def wide(places: Places, tmp_path_factory: pytest.TempPathFactory) -> Receipt:
    """Everything that can be had at once; a quarter more of the picture all around."""
    asked = {"formats": "exr,crypto,boxes,png,h264", "parts": "multi", "overscan": 25, "seed": 5, "shot": "012_040"}
    return made(places, tmp_path_factory.mktemp("wide"), **asked)


def test_the_manifests_order_rebuilds_the_beauty(wide: Receipt) -> None:
    layers = json.loads(wide.manifest.read_text())["layers"]
    assert [(layer["name"], layer["operation"]) for layer in layers] == [("bar", "over"), ("square", "over"), ("glow", "plus")]
    channels, headers = read(wide, 1006)
    assert [header["name"] for header in headers] == ["rgba", "bar", "square", "glow"]
    comp = np.zeros_like(plane(channels))
    for layer in layers:
        own = plane(channels, layer["name"])
        comp = comp + own if layer["operation"] == "plus" else own + comp * (1 - own[..., 3:])
    beauty = plane(channels)
    assert beauty[..., 0].max() > 1.5
    assert np.abs(comp - beauty).max() < 2e-3


def test_what_a_lossy_compression_loses_is_said(places: Places, wide: Receipt, tmp_path: Path) -> None:
    lossy = made(places, tmp_path, frames="1001", compression="dwaa")
    told, exact = (json.loads(receipt.manifest.read_text()) for receipt in (lossy, wide))
    assert (told["formats"]["exr"]["compression"], exact["formats"]["exr"]["compression"]) == ("dwaa", "zips")
    assert told["colour"]["layers"] == "add up to the beauty, but for what dwaa loses of each"
    assert exact["colour"]["layers"] == "add up to the beauty"
    for suffix, words in (("nk", "dwaa loses a little of each layer"), ("blender.py", "Proof: nearly black"), ("ae.jsx", "(dwaa loses")):
        assert words in (lossy.folder / f"{lossy.plate}.{suffix}").read_text()
        assert words not in (wide.folder / f"{wide.plate}.{suffix}").read_text()
    assert "Name Proof".lower() in (lossy.folder / f"{lossy.plate}.nk").read_text().lower(), "it is rebuilt all the same"
    assert verify_plate(lossy.folder) == []
    told["formats"]["exr"]["compression"] = "zips"
    lossy.manifest.write_text(json.dumps(told))
    assert "the compression is dwaa, and the manifest says zips" in [problem.message for problem in verify_plate(lossy.folder)]


def test_beyond_the_frame_the_picture_goes_on_and_within_it_is_the_same(places: Places, wide: Receipt, tmp_path: Path) -> None:
    plain, _ = read(made(places, tmp_path, frames="1006"), 1006)
    channels, (header, *_) = read(wide, 1006)
    assert np.concatenate(header["dataWindow"]).tolist() == [-8, -5, 71, 40]
    assert np.concatenate(header["displayWindow"]).tolist() == [0, 0, 63, 35]
    beauty = plane(channels)
    assert np.abs(beauty[5:41, 8:72] - plane(plain)).max() < 2e-3
    assert plane(channels, "bar")[5 + 23, [0, 7, 72, 79], 3] == pytest.approx([0.5] * 4)
    square, _ = read(wide, 1002)
    assert plane(square, "square")[5 + 20, 4:8, 3].min() == 1  # not in the frame yet
    with Image.open(wide.folder / "png" / f"{wide.plate}.1006.png") as image:
        assert image.size == (64, 36)


def test_mattes_are_the_shapes_and_boxes_are_where_they_are(wide: Receipt) -> None:
    channels, (header, *_) = read(wide, 1006, "crypto")
    square = plane(read(wide, 1006)[0], "square")[..., 3]
    assert np.abs(channels["CryptoCitizen00.G"] - square).max() < 1e-3
    assert ((square > 0) & (square < 1)).any()
    (people,) = (value for name, value in header.items() if name.endswith("/manifest") and "Ada" in value)
    assert list(json.loads(people)) == ["Ada_Pena"]
    total = sum(channels[f"CryptoElement{i:02d}.{c}"].astype(np.float64) for i in range(3) for c in "GA")
    assert total.max() <= 1
    assert np.abs(total - plane(channels)[..., 3]).max() < 1e-3
    boxes = json.loads((wide.folder / f"{wide.plate}.boxes.json").read_text())
    lamp = boxes["elements"]["lamp"]
    assert lamp["1001"] is None
    assert lamp["1006"]["box"] == pytest.approx([-9 + 5 * 4, 16, 8.5, 8])
    assert lamp["1006"]["anchor"] == pytest.approx([15.25, 20])
    assert boxes["citizens"]["Ada_Pena"]["1006"] == lamp["1006"]
    assert len(lamp) == 14


def test_the_header_says_what_it_is(wide: Receipt) -> None:
    for kind in ("exr", "crypto"):
        _, (header, *_) = read(wide, 1006, kind)
        assert header["ministerio/shot"] == "012_040"
        assert header["ministerio/seed"] == "5"
        assert header["ministerio/template"] == "tiny"
        assert header["reelName"].startswith("M")
        assert header["reelName"].endswith("C001")


def test_verify_opens_all_of_it(places: Places, tmp_path: Path) -> None:
    asked = {"formats": "exr,crypto,boxes", "frames": "1001-1002", "parts": "multi", "compression": "piz", "crop": True}
    receipt = made(places, tmp_path, **asked)
    assert verify_plate(receipt.folder) == []
    crypto, boxes = receipt.folder / "crypto" / f"{receipt.plate}.1002.exr", receipt.folder / f"{receipt.plate}.boxes.json"
    crypto.write_bytes(crypto.read_bytes()[:-1])
    boxes.write_text(boxes.read_text().replace("16.0", "17.0", 1))
    told = {Path(problem.origin.file).name: problem.message for problem in verify_plate(receipt.folder) if problem.origin}
    assert told == {crypto.name: f"{crypto.name} is cut short or damaged", boxes.name: "was altered after it was written"}
    again = made(places, tmp_path, **asked)
    assert verify_plate(again.folder) == []


def test_verify_holds_rate_and_layers_against_the_manifest(places: Places, tmp_path: Path) -> None:
    for parts in ("single", "multi"):
        receipt = made(places, tmp_path / parts, frames="1001", parts=parts, rate="24000/1001")
        assert verify_plate(receipt.folder) == []
        manifest = json.loads(receipt.manifest.read_text())
        manifest["layers"].pop(0)
        manifest["rate"] = "24"
        receipt.manifest.write_text(json.dumps(manifest))
        told = [problem.message for problem in verify_plate(receipt.folder) if "layers" in problem.message]
        assert told == [
            "the rate is 24000/1001, and the manifest says 24; the order of layers is bar,square,glow, and the manifest says square,glow"
        ]


def test_workers_do_not_show(places: Places, wide: Receipt, tmp_path: Path) -> None:
    asked = {"formats": "exr,crypto,boxes", "parts": "multi", "overscan": 25, "seed": 5, "shot": "012_040"}
    both = [made(places, tmp_path / str(jobs), jobs, **asked) for jobs in (1, 2)]
    first, second = ({e.path: e.sha256 for e in receipt.files} for receipt in both)
    assert first == second
    assert len(first) == 29


def test_a_drawing_has_mattes_by_its_ids(tmp_path: Path) -> None:
    drawing = tmp_path / "a.svg"
    drawing.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><circle id="dot" cx="9" cy="5" r="4.2"/></svg>')
    wish = Wish(frames=FrameRange.parse("1001"), formats=("crypto", "exr"))
    (done,) = render_svg([drawing], Places(), tmp_path / "out", wish, jobs=1)
    assert not done.problems
    image = OpenImageIO.ImageInput.open(str(next((tmp_path / "out").rglob("crypto/*.exr"))))
    spec = image.spec()
    pixels = image.read_image(0, 0, 0, spec.nchannels, "float")
    names = list(spec.channelnames)
    assert np.abs(pixels[..., names.index("CryptoElement00.G")] - pixels[..., names.index("A")]).max() < 1e-3
    drawing.write_text(drawing.read_text().replace(' id="dot"', ""))
    (done,) = render_svg([drawing], Places(), tmp_path / "out2", wish, jobs=1)
    assert [problem.message for problem in done.problems] == [
        "nothing in this picture has a name for crypto: give elements an id, ui:layer or ui:citizen"
    ]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"formats": "png", "parts": "multi"}, "parts of exr cannot be had without exr among the formats, which are png"),
        ({"formats": "png", "compression": "piz", "crop": True}, "compression and crop of exr cannot be had without exr"),
        ({"layers": "beauty", "parts": "multi"}, "parts multi gives each layer a part, and no layers are asked for"),
        ({"formats": "h264", "overscan": 5}, "overscan is for exr or crypto: the other formats hold nothing beyond the plate"),
        ({"compression": "dwa"}, "unknown compression dwa; did you mean dwaa?"),
        ({"parts": "many"}, "unknown parts many"),
        (
            {"formats": "png,h264", "alpha": "premultiplied"},
            "alpha premultiplied changes nothing in png, h264; it is for tiff, prores4444, ",
        ),
        ({"formats": "h264", "quality": "fast"}, "quality fast changes nothing in h264; it is for prores4444"),
        ({"formats": "png", "colorspace": "acescg"}, "colorspace acescg changes nothing in png; it is for exr"),
        ({"overscan": -1}, "overscan: it should be greater than or equal to 0"),
        ({"overscan": 101}, "overscan: it should be less than or equal to 100"),
    ],
)
def test_what_cannot_be_had_is_told(places: Places, asked: dict[str, Any], message: str) -> None:
    with pytest.raises(BriefError) as caught:
        brief(places, **asked)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("the bar.R", r"scene\.svg\.j2:2: ui:layer is 'the bar\.R': a layer is called by a letter, then letters, digits"),
        ("rgba", r"scene\.svg\.j2:2: ui:layer is 'rgba', which OpenEXR's readers keep for themselves"),
        ("Depth", r"scene\.svg\.j2:2: ui:layer is 'Depth', which OpenEXR's readers keep"),
    ],
)
def test_layers_are_called_what_files_can_say(places: Places, tmp_path: Path, name: str, told: str) -> None:
    folder = tmp_path / "templates" / "odd"
    folder.mkdir(parents=True)
    (folder / "manifest.yaml").write_text(MANIFEST)
    scene = SCENE.replace("{UI}", UI).replace('ui:layer="bar"', f'ui:layer="{name}"')
    (folder / "scene.svg.j2").write_text(scene)
    odd = Places(templates=(folder.parent,))
    with pytest.raises(DocumentError, match=told):
        render(Brief.of(odd.shelf().manifest("odd"), {"template": "odd", "frames": "1001", "formats": "exr"}), odd, tmp_path, jobs=1)
