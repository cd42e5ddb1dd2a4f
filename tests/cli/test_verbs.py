"""The verbs, as they are typed: what goes to stdout and what to stderr, exit codes, JSON, and what is written."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from generator import __version__
from generator.cli.app import app

Run = Callable[..., Any]
PLATE = "sp_000_000_tiny_v001"
STILL = ("--frames", "1001", "--to", "png", "--jobs", 1)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="4"><rect width="{}" height="4" fill="red"/></svg>'


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_help_names_every_verb_and_every_verb_has_an_example(ministerio: Run) -> None:
    done = ministerio("--help")
    assert (done.code, done.err) == (0, "")
    verbs: Any = get_command(app)
    assert "render" in verbs.commands
    for verb in verbs.commands.keys() - {"world"}:
        assert f"\n  {verb} " in done.out
        own = ministerio(verb, "-h")
        assert (own.code, own.err) == (0, "")
        assert f"Example: ministerio {verb}" in own.out


def test_the_version(ministerio: Run) -> None:
    assert ministerio("--version").out == f"ministerio {__version__}\n"


@pytest.mark.parametrize(("arguments", "told"), [
    (["rendr", "tiny"], "No such command 'rendr'. Did you mean 'render'?"),
    (["render", "tiny", "--frame", "1001"], "No such option: --frame (Possible options: --frames"),
    (["render", "tiny", "--jobs", "0"], "Invalid value for '--jobs'"),
    (["render"], "give a template's name, or a plan: ministerio list tells what there is"),
    (["svg", "a.svg"], "Missing option '--out'"),
])  # fmt: skip
def test_words_that_are_no_command(arguments: list[str], told: str, ministerio: Run) -> None:
    done = ministerio(*arguments)
    assert (done.code, done.out) == (2, "")
    assert told.lower() in done.err.lower()


def test_list(ministerio: Run, tiny: Any) -> None:
    done = ministerio("list")
    assert (done.code, done.err) == (0, "")
    assert "tiny A square that moves over a bar, and a word." in [" ".join(line.split()) for line in done.out.splitlines()]
    assert {"name": "tiny", "title": "Tiny", "description": "A square that moves over a bar, and a word."} in ministerio(
        "list", "--json"
    ).json


def test_a_faulty_manifest_hides_no_other_template(ministerio: Run, tiny: Any) -> None:
    broken = Path("templates/broken")
    broken.mkdir(parents=True)
    (broken / "manifest.yaml").write_text("title: Broken\ncanvasses: [hd]\n", encoding="utf-8")
    done = ministerio("list")
    assert done.code == 2
    assert "templates/broken/manifest.yaml:2: unknown key canvasses; did you mean canvases?" in done.err
    assert any(line.startswith("tiny ") for line in done.out.splitlines())


def test_show(ministerio: Run, tiny: Any) -> None:
    done = ministerio("show", "tiny")
    assert (done.code, done.err) == (0, "")
    for line in (
        "looks      vigil, ministry",
        "duration   24 frames at 24",
        "  square  What does. (over)",
        "  grain  A grain that is off unless asked for.",
    ):
        assert line in done.out.splitlines()
    data = ministerio("show", "tiny", "--json").json
    assert (data["looks"], data["frames_at_24"], data["parameters"]["level"]["max"]) == (["vigil", "ministry"], 24, 8)
    unknown = ministerio("show", "tinny")
    assert (unknown.code, unknown.out, unknown.err) == (2, "", "unknown template tinny; did you mean tiny?\n")


def test_render_prints_the_plate_and_a_rerun_keeps_it(ministerio: Run, tiny: Any, tmp_path: Path) -> None:
    done = ministerio("render", "tiny", *STILL)
    assert (done.code, done.out) == (0, f"output/{PLATE}\n")
    assert "1/1 frames" in done.err
    assert "1 frames rendered; 1 files" in done.err
    assert files(tmp_path / "output") == [f"{PLATE}/png/{PLATE}.1001.png", f"{PLATE}/{PLATE}.manifest.json"]
    again = ministerio("render", "tiny", *STILL, "--json")
    assert (again.code, again.json["rendered"], again.json["kept"]) == (0, 0, 1)
    assert [file["path"] for file in again.json["files"]] == [f"png/{PLATE}.1001.png"]


def test_a_dry_run_writes_nothing(ministerio: Run, tiny: Any, tmp_path: Path) -> None:
    done = ministerio("render", "tiny", "--to", "exr,h264", "--dry-run")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[0] == f"output/{PLATE}: frames 1001-1024, 24 to render"
    assert [line.split()[:4] for line in done.out.splitlines()[1:]] == [
        ["exr", f"{PLATE}.####.exr", "24", "files,"],
        ["h264", f"{PLATE}.h264.mp4", "1", "files,"],
    ]
    data = ministerio("render", "tiny", "--to", "png", "--frames", "1001-1100x2", "--dry-run", "--json").json
    assert (data["frames"], data["to_render"], data["formats"][0]["files"]) == ("1001-1099x2", 50, 50)
    assert not (tmp_path / "output").exists()


def test_other_content_offers_what_to_do(ministerio: Run, tiny: Any, tmp_path: Path) -> None:
    assert ministerio("render", "tiny", *STILL).code == 0
    before = (tmp_path / "output" / PLATE / "png" / f"{PLATE}.1001.png").read_bytes()
    refused = ministerio("render", "tiny", *STILL, "--set", "name=Bea")
    assert (refused.code, refused.out) == (2, "")
    assert "parameter name is 'Ada' there and 'Bea' here" in refused.err
    assert "--version next" in refused.err
    assert "--overwrite" in refused.err
    assert (tmp_path / "output" / PLATE / "png" / f"{PLATE}.1001.png").read_bytes() == before
    assert ministerio("render", "tiny", *STILL, "--set", "name=Bea", "--version", "next").out == f"output/{PLATE[:-1]}2\n"
    assert ministerio("render", "tiny", *STILL, "--set", "name=Bea", "--overwrite").code == 0
    assert (tmp_path / "output" / PLATE / "png" / f"{PLATE}.1001.png").read_bytes() != before


def test_parameters_from_a_file_and_over_it(ministerio: Run, tiny: Any, tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text("name: 14:32\nlevel: 3\n")
    ministerio("render", "tiny", *STILL, "--params", "p.yaml", "--set", "level=4")
    made_from = json.loads((tmp_path / "output" / PLATE / f"{PLATE}.manifest.json").read_text())["made_from"]
    assert (made_from["parameter name"], made_from["parameter level"]) == ("14:32", "4.0")


def test_verify(ministerio: Run, tiny: Any, tmp_path: Path) -> None:
    ministerio("render", "tiny", *STILL)
    plate = f"output/{PLATE}"
    assert (ministerio("verify", plate).code, ministerio("verify", plate).out) == (0, f"{plate}: all there and as it was made\n")
    frame = tmp_path / plate / "png" / f"{PLATE}.1001.png"
    frame.write_bytes(frame.read_bytes()[:-9])
    done = ministerio("verify", plate)
    assert (done.code, done.out) == (1, f"{plate}: 1 fault\n")
    assert f"{PLATE}.1001.png" in done.err
    as_data = ministerio("verify", plate, "--json")
    assert (as_data.code, len(as_data.json[0]["problems"])) == (1, 1)
    assert ministerio("render", "tiny", *STILL).code == 0, "a rerun mends it"
    assert ministerio("verify", plate).code == 0
    assert ministerio("verify", Path(plate).parent).code == 1
    nowhere = ministerio("verify", plate, "nowhere")
    assert (nowhere.code, nowhere.out, nowhere.err) == (2, "", "there is no plate nowhere\n")


@pytest.mark.parametrize("jobs", [1, 2])
def test_drawings_of_a_folder_are_made_but_for_the_faulty_one(ministerio: Run, tmp_path: Path, jobs: int) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    for n, name in enumerate(("a", "deep/b", "c"), start=1):
        (tmp_path / "in" / f"{name}.svg").write_text(SVG.format(n))
    (tmp_path / "in" / "bad.svg").write_text("<svg")
    done = ministerio("svg", "in", "--out", "out", "--jobs", jobs, "--json")
    assert done.code == 2
    assert "in/bad.svg:1: not well-formed XML" in done.err
    assert {entry["source"]: entry["made"] for entry in done.json} == {
        "in/a.svg": ["out/a.png"], "in/bad.svg": [], "in/c.svg": ["out/c.png"], "in/deep/b.svg": ["out/deep/b.png"],
    }  # fmt: skip
    assert files(tmp_path / "out") == ["a.png", "c.png", "deep/b.png"]


def test_a_new_template_renders_as_the_one_that_it_comes_from(ministerio: Run, tiny: Any, tmp_path: Path) -> None:
    done = ministerio("new", "mine", "--from", "tiny", "--into", "own")
    assert (done.code, done.out) == (0, "own/mine\n")
    assert "ministerio render mine --templates own" in done.err
    assert files(tmp_path / "own" / "mine") == files(tiny.folder)
    assert ministerio("render", "mine", "--templates", "own", *STILL).out == "output/sp_000_000_mine_v001\n"
    ministerio("render", "tiny", *STILL)
    one, two = (tmp_path / "output" / f"sp_000_000_{name}_v001" / "png" / f"sp_000_000_{name}_v001.1001.png" for name in ("mine", "tiny"))
    assert pixels(one) == pixels(two)
    for name, told in (("mine", "own/mine is there already"), ("My HUD", "'My HUD' is no name for a template")):
        refused = ministerio("new", name, "--from", "tiny", "--into", "own")
        assert (refused.code, refused.out) == (2, "")
        assert told in refused.err
    assert ministerio("new", "other", "--from", "tinny").code == 2


def pixels(path: Path) -> bytes:
    from PIL import Image

    with Image.open(path) as image:
        return image.tobytes()


def test_doctor_has_a_remedy_for_every_lack(ministerio: Run) -> None:
    done = ministerio("doctor", "--json")
    assert done.code == 0
    found = {finding["what"]: finding for finding in done.json}
    assert {"python", "cores", "fonts", "format exr", "format h264"} <= set(found)
    assert all(f["remedy"] for f in done.json if f["found"].startswith("no"))
    assert "Saira" in found["fonts"]["found"]


def test_a_fault_of_ours_is_told_in_two_lines(ministerio: Run, tiny: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MINISTERIO_DEBUG", raising=False)
    monkeypatch.setattr("generator.cli.verbs.catalogue.Shelf", lambda _: 1 / 0)
    done = ministerio("list")
    assert (done.code, done.out) == (1, "")
    assert done.err == "internal fault: ZeroDivisionError: division by zero\nset MINISTERIO_DEBUG=1 to see where\n"


def test_what_a_drawing_is_made_without_is_a_warning(ministerio: Run, tmp_path: Path) -> None:
    lacks = '<rect width="4" height="4" fill="blu"/>\n<set attributeName="href" to="x"/><image href="gone.png" width="4" height="4"/></svg>'
    (tmp_path / "a.svg").write_text(SVG.format(8).replace("</svg>", lacks))
    (tmp_path / "b.svg").write_text(SVG.format(8))
    told = [
        "a.svg:2: <set>: href cannot be animated here",
        "a.svg:1: fill: 'blu' is no colour",
        "a.svg:2: there is no picture gone.png (No such file or directory)",
    ]
    done = ministerio("svg", "a.svg", "b.svg", "--out", "out", "--json")
    assert (done.code, [line for line in done.err.splitlines() if "warning" in line]) == (0, [f"warning: {fault}" for fault in told])
    assert [item["problems"] for item in done.json] == [told, []]
    assert [item["made"] for item in done.json] == [["out/a.png"], ["out/b.png"]]
    plate = ministerio("svg", "a.svg", "--out", "plates", "--frames", "1001", "--json")
    assert (plate.code, plate.json[0]["problems"]) == (0, told)
