"""The scripts that open a plate: read by strangers, held against the plate's files and layers, and worked out on its pixels."""

from __future__ import annotations

import ast
import json
import os
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import dukpy
import numpy as np
import OpenEXR
import pytest
from nuke_graph import Plane, Script, Works, layers_of, parse
from numpy.typing import NDArray
from pictures import MARK, stamp

from generator.deliver import scripts
from generator.deliver.chunk import make
from generator.deliver.manifest import Layer, Manifest
from generator.deliver.naming import Plate
from generator.deliver.verify import verify_plate
from generator.values.picture import ELEMENT, Matte, Picture

NAME = "sp_012_040_test_v003"
WIDTH, HEIGHT = 48, 27
LAYERS = (Layer("ground"), Layer("matte"), Layer("spark", "plus"), Layer("words"), Layer("glow", "plus"))
FRAMES = tuple(range(993, 1013))  # a cut of 1001-1004 with handles of 8
HERE = Path(__file__).parent


def painted(frame: int) -> Picture:
    """Layers that overlap, half transparent, with light where nothing is, and what they come to in their order."""
    dice = np.random.default_rng(frame)
    planes = {}
    for layer in LAYERS:
        plane = np.zeros((HEIGHT, WIDTH, 4), np.float32)
        x, y = dice.integers(0, 12, 2)
        plane[y : y + 14, x : x + 30] = dice.random((14, 30, 4), np.float32)
        plane[..., :3] *= plane[..., 3:] * 1.5
        if layer.operation == "plus":
            plane[..., 3] = 0
        elif layer.name == "words":
            plane[20:24, 40:46] = (0.4, 0.2, 0.1, 0.0)  # light of a layer that is laid over
        planes[layer.name] = plane
    beauty = np.zeros((HEIGHT, WIDTH, 4), np.float32)
    for layer in LAYERS:
        top = planes[layer.name]
        beauty = top + beauty * (1 if layer.operation == "plus" else 1 - top[..., 3:])
    mattes = {ELEMENT: (Matte("ramp", (4, 3, 44, 23), cover(frame)), Matte("rest", (4, 3, 44, 23), 1 - cover(frame)))}
    return Picture(beauty, planes, "linear", mattes=mattes)


def cover(frame: int) -> NDArray[np.float32]:
    """Of what a matte has of a part of the picture."""
    return np.random.default_rng(frame + 7).random((20, 40), np.float32)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> tuple[Plate, Manifest]:
    """A plate with handles and a slate, and its scripts beside it."""
    plate = Plate(NAME, tmp_path_factory.mktemp("plates") / NAME)
    mark = replace(stamp(WIDTH, HEIGHT), frames="993-1012")
    files = make(plate, mark, {"exr": FRAMES, "crypto": FRAMES}, painted, lambda: None)
    files += make(plate, replace(mark, fingerprint="5" * 64), {"exr": (992,)}, painted, lambda: None)
    manifest = Manifest(
        NAME, MARK, {}, "Ministerio", WIDTH, HEIGHT, "24000/1001", "993-1012", 8, "linear", LAYERS, {}, tuple(files), True,
        cut="1001-1004", slate={"frame": "992", "fingerprint": "5" * 64},
    )  # fmt: skip
    scripts.write(plate.folder, manifest)
    manifest.write(plate.manifest)
    return plate, manifest


@pytest.fixture
def nuke(shelf: tuple[Plate, Manifest]) -> Script:
    return parse((shelf[0].folder / f"{NAME}.nk").read_text())


def beauty(plate: Plate, frame: int) -> Plane:
    return layers_of(plate.frame("exr", ".exr", frame))["rgba"]


def without_light(plate: Plate, frame: int) -> Plane:
    planes = layers_of(plate.frame("exr", ".exr", frame))
    found = planes["ground"]
    for name in ("matte", "words"):
        found = planes[name] + found * (1 - planes[name][..., 3:])
    return found


def test_the_nuke_script_reads_the_files_and_every_layer(shelf: tuple[Plate, Manifest], nuke: Script) -> None:
    plate, _ = shelf
    read = nuke.nodes["Beauty"]
    assert nuke.root["project_directory"] == "[python {nuke.script_directory()}]"
    assert (nuke.root["first_frame"], nuke.root["last_frame"], float(nuke.root["fps"])) == (
        "1001",
        "1004",
        pytest.approx(24000 / 1001, abs=1e-9),
    )
    files = [plate.folder / (read.knobs["file"] % n) for n in range(int(read.knobs["first"]), int(read.knobs["last"]) + 1)]
    assert files == [plate.frame("exr", ".exr", n) for n in FRAMES]
    assert all(file.is_file() for file in files)
    there = layers_of(files[0])
    assert set(nuke.layers) == set(there) - {"rgba"}
    assert {node.knobs["in"] for node in nuke.nodes.values() if node.kind == "Shuffle"} == set(nuke.layers)
    mattes = nuke.nodes["Matte"]
    assert (mattes.kind, [plate.folder / (mattes.inputs[0].knobs["file"] % n) for n in FRAMES]) == (
        "Cryptomatte",
        [plate.frame("crypto", ".exr", n) for n in FRAMES],
    )
    assert nuke.nodes["Viewer1"].inputs == [nuke.nodes[name] for name in ("Screen_pin", "Beauty", "Proof")]


@pytest.mark.parametrize("frame", [993, 1002, 1012])
def test_the_nuke_rebuild_is_the_beauty(frame: int, shelf: tuple[Plate, Manifest], nuke: Script) -> None:
    works = Works(nuke, shelf[0].folder, frame)
    assert np.abs(works.of("Rebuild") - beauty(shelf[0], frame)).max() < 2**-9  # each layer was rounded to half
    assert works.of("Proof").max() < 2**-9
    assert np.array_equal(works.of("Screen_pin"), works.of("Rebuild"))


def test_the_glow_switch_takes_the_light_away_and_nothing_else(shelf: tuple[Plate, Manifest], nuke: Script) -> None:
    dark = Works(nuke, shelf[0].folder, 1002, {"Ministerio.glow": "false"})
    assert np.array_equal(dark.of("Rebuild"), without_light(shelf[0], 1002))
    assert dark.of("Proof").max() > 0.1


def test_the_evaluator_can_fail(shelf: tuple[Plate, Manifest], nuke: Script) -> None:
    """A wrong operation, and A and B exchanged, are seen."""
    for spoil in (lambda node: node.knobs.update(operation="plus"), lambda node: node.inputs.reverse()):
        script = parse((shelf[0].folder / f"{NAME}.nk").read_text())
        spoil(script.nodes["Over_words"])
        assert Works(script, shelf[0].folder, 1002).of("Proof").max() > 0.1


def test_layers_that_do_not_add_up_are_shown_and_not_rebuilt(shelf: tuple[Plate, Manifest]) -> None:
    texts = scripts.texts(replace(shelf[1], compositing="srgb"))
    found = parse(texts[f"{NAME}.nk"])
    assert "Rebuild" not in found.nodes
    assert "No rebuild" in found.nodes["Note"].knobs["label"]
    assert len([node for node in found.nodes.values() if node.kind == "Shuffle"]) == len(LAYERS)
    plain = scripts.texts(replace(shelf[1], files=tuple(file for file in shelf[1].files if file.format == "exr")))
    assert "Matte" not in parse(plain[f"{NAME}.nk"]).nodes
    assert "MATTES = ()" in plain[f"{NAME}.blender.py"]
    assert "LAYERS = ()" in texts[f"{NAME}.blender.py"]


def test_names_that_nuke_has_not_are_as_it_reads_them(shelf: tuple[Plate, Manifest]) -> None:
    text = scripts.texts(replace(shelf[1], layers=(Layer("back-ground"), Layer("the-words"))))[f"{NAME}.nk"]
    found = parse(text)
    assert list(found.layers) == ["back_ground", "the_words"]
    assert found.nodes["Over_the_words"].inputs[1].knobs["in"] == "the_words"
    assert "the-words" not in text


def test_the_blender_script_is_python_and_names_what_there_is(shelf: tuple[Plate, Manifest]) -> None:
    tree = ast.parse((shelf[0].folder / f"{NAME}.blender.py").read_text())
    facts = {
        node.targets[0].id: ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    assert (shelf[0].folder / facts["FIRST_FILE"]) == shelf[0].frame("exr", ".exr", 993)
    assert facts["MATTES"] == (f"crypto/{NAME}.0993.exr", 993, 1012)
    assert facts["LAYERS"] == tuple((layer.name, layer.operation) for layer in LAYERS)
    assert (facts["FRAMES"], facts["CUT"], facts["SIZE"]) == ((993, 1012), (1001, 1004), (WIDTH, HEIGHT))
    over, under = facts["FPS_BASE"]
    assert facts["FPS"] * under * 1001 == 24000 * over


@pytest.mark.parametrize(("there", "start"), [(20, -8), (21, -9)])
def test_the_after_effects_script_runs(there: int, start: int, shelf: tuple[Plate, Manifest]) -> None:
    """In an interpreter of its language, on a stand-in for the application; with the slate imported, and without."""
    plate = shelf[0]
    stand_in, text = (HERE / "after_effects.js").read_text(), (plate.folder / f"{NAME}.ae.jsx").read_text()
    files = [str(path) for path in (plate.folder / "exr").iterdir()]
    given = {"folder": str(plate.folder), "files": files, "duration": there * 1001 / 24000}
    did: Any = dukpy.evaljs([stand_in, text, "JSON.parse(JSON.stringify(did))"], **given)
    assert did["alerts"] == []
    assert (did["footage"]["file"], did["footage"]["sequence"]) == (str(plate.frame("exr", ".exr", 993)), True)
    assert did["footage"]["mainSource"] == {
        "alphaMode": "premultiplied", "premulColor": [0, 0, 0], "conformFrameRate": pytest.approx(24000 / 1001)
    }  # fmt: skip
    comp = did["comp"]
    assert (comp["name"], comp["width"], comp["height"]) == (NAME, WIDTH, HEIGHT)
    assert (comp["rate"], comp["duration"] * comp["rate"]) == (pytest.approx(24000 / 1001), pytest.approx(4))
    assert [layer["name"] for layer in did["layers"]] == ["beauty", *(layer.name for layer in reversed(LAYERS))]
    assert [layer["blendingMode"] for layer in did["layers"]] == ["normal", "add", "normal", "add", "normal", "normal"]
    assert [layer["enabled"] for layer in did["layers"]] == [True, False, False, False, False, True]
    assert all(layer["effects"] == [{"kind": "EXtractoR", "name": f"EXtractoR: {layer['name']}"}] for layer in did["layers"][1:])
    assert all(layer["startTime"] * comp["rate"] == pytest.approx(start) for layer in did["layers"])
    lost: Any = dukpy.evaljs([stand_in, text, "JSON.parse(JSON.stringify(did))"], **{**given, "files": []})
    assert lost["alerts"] == [f"exr/{NAME}.0993.exr is not beside this script."]
    assert lost["footage"] is None


FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda top: (top / f"{NAME}.nk").unlink(), "missing"),
    "altered": (lambda top: (top / f"{NAME}.ae.jsx").write_text("alert('x')"), "does not open this plate as it is"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_verify_finds_scripts_that_are_not_the_plates(name: str, shelf: tuple[Plate, Manifest]) -> None:
    plate, manifest = shelf
    spoil, told = FAULTS[name]
    assert verify_plate(plate.folder) == []
    spoil(plate.folder)
    assert [told in problem.message for problem in verify_plate(plate.folder)] == [True]
    scripts.write(plate.folder, manifest)


@pytest.mark.parametrize(("change", "told"), [
    ({"handles": 9}, "want the frames 992,1013, which the plate has not"),
    ({"frames": "992-1012"}, "the slate's frame 992 is counted among the plate's"),
    ({"slate": {"frame": "900", "fingerprint": MARK}, "frames": "992-1012"}, "the slate at 900 is in no sequence"),
])  # fmt: skip
def test_verify_holds_the_cut_its_handles_and_the_slate_against_the_frames(
    change: dict[str, Any], told: str, shelf: tuple[Plate, Manifest]
) -> None:
    plate, manifest = shelf
    replace(manifest, **change).write(plate.manifest)
    try:
        assert told in "\n".join(problem.message for problem in verify_plate(plate.folder))
    finally:
        manifest.write(plate.manifest)


RENDERED = """
import json, runpy, sys
import bpy
runpy.run_path(sys.argv[1])
scene = bpy.data.scenes[sys.argv[2]]
tree, render = scene.node_tree, scene.render
for name, glow in (("whole", True), ("dark", False)):
    for node in tree.nodes:
        if node.bl_idname == "CompositorNodeSwitch":
            node.inputs["Switch"].default_value = glow
    scene.frame_set(int(sys.argv[3]))
    render.image_settings.file_format, render.image_settings.color_depth = "OPEN_EXR", "32"
    render.image_settings.color_mode, render.filepath = "RGBA", sys.argv[4] + "/" + name + ".exr"
    bpy.ops.render.render(write_still=True, scene=scene.name)
pick = tree.nodes["CryptoElement"]
pick.matte_id = "ramp"
(end,) = [node for node in tree.nodes if node.bl_idname == "CompositorNodeComposite"]
tree.links.new(pick.outputs["Matte"], end.inputs["Image"])
render.filepath = sys.argv[4] + "/matte.exr"
bpy.ops.render.render(write_still=True, scene=scene.name)
print("FACTS" + json.dumps([render.fps, render.fps_base, scene.frame_start, scene.frame_end]))
"""


@pytest.mark.blender
def test_blender_rebuilds_the_beauty(shelf: tuple[Plate, Manifest], tmp_path: Path) -> None:
    """In Blender itself: an interpreter with bpy 4.5 is given by MINISTERIO_BLENDER_PYTHON."""
    python = os.environ.get("MINISTERIO_BLENDER_PYTHON")
    if not python:
        pytest.skip("MINISTERIO_BLENDER_PYTHON names no interpreter with bpy")
    plate = shelf[0]
    (tmp_path / "run.py").write_text(RENDERED)
    command = [python, str(tmp_path / "run.py"), str(plate.folder / f"{NAME}.blender.py"), NAME, "1002", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    facts = json.loads(done.stdout.partition("FACTS")[2])
    assert facts == [24, pytest.approx(1.001, abs=1e-6), 1001, 1004]
    whole, dark = (rendered(tmp_path / f"{name}.exr") for name in ("whole", "dark"))
    assert np.abs(whole - beauty(plate, 1002)).max() < 2**-9
    assert np.abs(dark - without_light(plate, 1002)).max() < 2**-12
    matte = rendered(tmp_path / "matte.exr")[..., 0]
    assert np.abs(matte[3:23, 4:44] - cover(1002)).max() < 1e-3
    assert np.abs(matte).sum() == pytest.approx(np.abs(matte[3:23, 4:44]).sum())


def rendered(path: Path) -> Plane:
    with OpenEXR.File(str(path), separate_channels=True) as file:
        channels = file.channels()
        return np.stack([channels[c].pixels.astype(np.float32) for c in "RGBA"], -1)
