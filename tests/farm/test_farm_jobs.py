"""Plans as jobs for farms: golden files, what strangers say of them, and items done one by one as a farm does them."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from PIL import Image
from sheets import Call, calmly, sheet, tree
from tiny import Tiny

from generator.batch.items import Settings
from generator.batch.plan import Plan, PlannedAsset, document, read_plan
from generator.batch.sizing import Cost, PlannedItem, Share, Size
from generator.cli.verbs.submit import KINDS
from generator.farm import planner
from generator.farm.job import FarmJob

GOLDEN = Path(__file__).with_name("golden")


def plan(items: int) -> Plan:
    """Of two assets: one whole, and one that is cut into the other items."""
    asked = {"template": "tiny", "show": "film", "formats": "png,h264", "parameters": {"level": "2"}}
    assets = [
        PlannedAsset(n, n, n + 1, f"film_01{n}_tiny_v001", "1001-1024", ("png", "h264"), {**asked, "shot": f"01{n}"}, f"{n}" * 64)
        for n in (1, 2)
    ]
    cut = [PlannedItem(n, (Share(2, f"{1001 + 12 * n}-{1012 + 12 * n}"),), 30.0, "b" * 64) for n in range(1, items)]
    settings = Settings(Path("/shows/film/plates"), owner="")
    return Plan("scene_12.csv", "Ministerio 0", settings, assets, [PlannedItem(0, (Share(1),), 8.0, "a" * 64), *cut])


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_jobs_are_as_they_were(kind: str) -> None:
    folders = (Path("/shows/film/plates"), Path("/shows/film/job"), (Path("/shows/film/irene.png"),), (Path("/shows/film/templates"),))
    made = KINDS[kind](FarmJob("scene_12", plan(3 if kind != "slurm" else 2500), *folders))
    for name, text in made.items():
        golden = GOLDEN / kind / name
        if os.environ.get("GOLDEN") == "write":
            golden.parent.mkdir(parents=True, exist_ok=True)
            golden.write_text(text)
        assert text == golden.read_text(), f"{golden} differs; GOLDEN=write makes it anew"
    assert sorted(made) == sorted(path.name for path in (GOLDEN / kind).iterdir())


def test_a_plan_is_read_as_it_was_written() -> None:
    before = plan(3)
    assert read_plan("".join(document(before)), "plan.json") == before
    assert before.cut() == [2]
    assert before.item(0).kind == "make"
    assert (before.item(2).kind, before.item(2).pieces[0].frames) == ("part", "1025-1036")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": 9}', '{"schema": 1, "out": ""}'])
def test_what_is_no_plan_is_told(text: str, ministerio: Call, tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text(text)
    done = ministerio("render", "--plan", "plan.json", "--item", 0)
    assert done.code == 2
    assert done.err.startswith("plan.json: this ")


def test_shells_and_parsers_read_the_jobs() -> None:
    for name in ("render.sbatch", "assemble.sbatch", "submit.sh"):
        subprocess.run(["bash", "-n", GOLDEN / "slurm" / name], check=True)
    spec = ElementTree.parse(GOLDEN / "opencue" / "job.xml").getroot()
    layers = {layer.attrib["name"]: layer.findtext("range") for layer in spec.iter("layer")}
    assert layers == {"render": "0-2", "assemble": "0"}
    assert [spec.findtext(f"depends/depend/{tag}") for tag in ("deplayer", "onlayer")] == ["assemble", "render"]


def test_a_slurm_job_is_named_without_blanks() -> None:
    made = KINDS["slurm"](FarmJob("Escena 12 día", plan(2), Path("/shows/film/plates"), Path("/shows/film/job")))
    names = [line.split("=")[1] for text in made.values() for line in text.splitlines() if "--job-name" in line]
    assert names == ["escena-12-dia", "escena-12-dia-assemble"]


def test_slurm_elements_share_the_items() -> None:
    """Every item is done by one element of the array."""
    script = (GOLDEN / "slurm" / "render.sbatch").read_text()
    pack, end = 3, 2499
    last = int(script.split("--array=0-")[1].split()[0])
    shown = script[script.index("first=") :].replace("exec ministerio", "echo ministerio")
    seen: list[int] = []
    for element in (0, 1, last):
        env = {**os.environ, "SLURM_ARRAY_TASK_ID": str(element)}
        told = subprocess.run(["bash", "-c", shown], env=env, check=True, capture_output=True, text=True).stdout.split()[-1]
        first, final = map(int, told.split("-"))
        seen += [first, final]
    assert seen == [0, 2, 3, 5, last * pack, end]
    assert last < 1000


@pytest.fixture
def cut_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plans as if a frame took a second, so that assets of 30 frames are cut."""
    monkeypatch.setattr(planner, "costs", lambda _engine, assets, _settings, _known: {asset.kind: Cost(1.0, 1.0) for asset in assets})
    monkeypatch.setattr(planner, "Size", lambda: Size(5.0, 14.0))


def test_items_of_a_plan_done_one_by_one_in_any_order(
    ministerio: Call, tiny: Tiny, tmp_path: Path, cut_small: None
) -> None:  # fmt: skip
    sheet(tmp_path / "s.csv", 3, "png,h264", frames="1001-1030")
    assert ministerio("batch", "s.csv", "--plan", "plan.json", "--out", "out").code == 0
    planned = json.loads((tmp_path / "plan.json").read_text())
    assert [[share[1] for share in item["shares"]] for item in planned["items"]] == [["1001-1012"], ["1013-1024"], ["1025-1030"]] * 3
    assert len({item["key"] for item in planned["items"]}) == 9
    assert ministerio("render", "--plan", "plan.json").out == "s.csv: 3 assets in items 0 to 8, to out\n"
    early = ministerio("render", "--plan", "plan.json", "--assemble", "--jobs", 1)
    assert early.code == 1
    assert "row 1, sp_r001_tiny_v001: 30 frames of sp_r001_tiny_v001 are not there" in early.err
    for items in ("8", "3-4", "0", "5-7", "1-2", "0"):
        assert ministerio("render", "--plan", "plan.json", "--item", items).code == 0
    assert ministerio("render", "--plan", "plan.json", "--assemble", "--jobs", 1).out.startswith("3 plates done, 0 failed; 0 frames")
    assert tree(tmp_path / "out") == calmly(ministerio)
    frame = tmp_path / "out/sp_r002_tiny_v001/png/sp_r002_tiny_v001.1013.png"
    frame.unlink()
    missing = ministerio("render", "--plan", "plan.json", "--assemble", "--jobs", 1)
    assert (missing.code, "1 frames of sp_r002_tiny_v001 are not there" in missing.err) == (1, True)
    assert ministerio("render", "--plan", "plan.json", "--item", "9").code == 2
    tiny.change("scene.svg.j2", 'height="8" fill="#804020"', 'height="9" fill="#804020"')
    other = ministerio("render", "--plan", "plan.json", "--item", "4")
    assert (other.code, "was planned from other things than are here" in other.err) == (1, True)


def test_a_long_asset_is_made_in_parts_by_several_workers(
    ministerio: Call, tiny: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    sheet(tmp_path / "s.csv", 2, "png,h264", frames="1001-1040")
    calm = calmly(ministerio)
    monkeypatch.setattr(planner, "costs", lambda _engine, assets, _settings, _known: {asset.kind: Cost(1.0, 1.0) for asset in assets})
    done = ministerio("batch", "s.csv", "--out", "out", "--jobs", 2, "--json")
    assert (done.code, done.json["made"], done.json["painted"]) == (0, 2, 80)
    log = (tmp_path / "out/_batch/s/logs/row_00001.log").read_text()
    assert log.count(" part ") == 4
    assert log.count(" assemble ") == 1
    assert tree(tmp_path / "out") == calm
    again = ministerio("batch", "s.csv", "--out", "out", "--jobs", 2, "--json")
    assert (again.code, again.json["kept"], again.json["painted"]) == (0, 2, 0)
    sheet(tmp_path / "s.csv", 2, "png,h264", frames="1001-1040", r2="7")
    other = ministerio("batch", "s.csv", "--out", "out", "--jobs", 2, "--json", "--overwrite")
    assert (other.code, other.json["kept"], other.json["painted"]) == (0, 1, 40)
    assert tree(tmp_path / "out") == calmly(ministerio, "calm2")


def test_a_list_of_commands_is_done_from_anywhere(ministerio: Call, tiny: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet(tmp_path / "s.csv", 2)
    submitted = ministerio("submit", "s.csv", "--to", "commands", "--out", "job", "--plates", "out")
    assert (submitted.code, submitted.err) == (0, "2 assets in 1 item, about 0 s for one worker\n")
    (tmp_path / "elsewhere").mkdir()
    for name in ("items.txt", "assemble.txt"):
        for line in (tmp_path / "job" / name).read_text().splitlines():
            monkeypatch.chdir(tmp_path / "elsewhere")
            assert ministerio(*shlex.split(line)[1:]).code == 0
    monkeypatch.chdir(tmp_path)
    assert tree(tmp_path / "out") == calmly(ministerio)


def test_a_bundle_names_every_file_that_goes_along_by_its_whole_name(ministerio: Call, tiny: Tiny, tmp_path: Path) -> None:
    tiny.change(
        "manifest.yaml", "  portrait:", "  faces: {type: list, help: Faces., default: [], of: {type: image, help: A face.}}\n  portrait:"
    )
    for name in ("irene.png", "dario.png"):
        Image.new("RGB", (8, 8)).save(tmp_path / name)
    (tmp_path / "s.json").write_text(
        json.dumps([{"template": "tiny", "frames": "1001", "formats": "png", "portrait": "irene.png", "faces": ["dario.png"]}])
    )
    assert ministerio("submit", "s.json", "--to", "openjd", "--out", "job", "--plates", "out").code == 0
    told = yaml.safe_load((tmp_path / "job/asset_references.yaml").read_text())["assetReferences"]
    assert told == {
        "inputs": {
            "filenames": [str(tmp_path / name) for name in ("job/plan.json", "dario.png", "irene.png")],
            "directories": [str(tmp_path / "templates")],
        },
        "outputs": {"directories": [str(tmp_path / "out")]},
    }


def test_an_openjd_bundle_passes_and_runs(ministerio: Call, tiny: Tiny, tmp_path: Path) -> None:
    openjd = shutil.which("openjd", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    if openjd is None:
        pytest.skip("openjd-cli is not installed")
    sheet(tmp_path / "s.csv", 1, frames="1001-1002")
    assert ministerio("submit", "s.csv", "--to", "openjd", "--out", "job", "--plates", "out").code == 0
    values = {v["name"]: v["value"] for v in yaml.safe_load((tmp_path / "job/parameter_values.yaml").read_text())["parameterValues"]}
    assert (values["OutDir"], values["LastItem"], values["JobName"]) == (str(tmp_path / "out"), 0, "s")
    program = tmp_path / "ministerio"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "from generator.cli import main; main()" "$@"\n')
    program.chmod(0o755)
    subprocess.run([openjd, "check", "job/template.yaml"], check=True, capture_output=True, cwd=tmp_path)
    command = [openjd, "run", "job/template.yaml", "--step", "Assemble", "--run-dependencies", "-p", f"Program={program}"]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [*command, "-p", f"OutDir={tmp_path / 'out'}"], capture_output=True, text=True, cwd=tmp_path, env=env, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("openjd_progress: 100") == 1
    assert tree(tmp_path / "out") == calmly(ministerio)
