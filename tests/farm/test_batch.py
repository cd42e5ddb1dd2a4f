"""A batch as a user runs it: checked, made, told of, gone on with; in parts and whole, the same bytes."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sheets import sheet, tree
from tiny import Done, Tiny

from generator.batch.sizing import Cost
from generator.farm import planner

Call = Callable[..., Done]


def status(out: Path, name: str = "s") -> list[dict[str, str]]:
    return list(csv.DictReader((out / "_batch" / name / "status.csv").read_text("utf-8-sig").splitlines()))


def test_check_makes_nothing_and_says_what_would_be(ministerio: Call, tiny: Tiny, tmp_path: Path) -> None:
    done = ministerio("batch", sheet(tmp_path / "s.csv"), "--check", "--out", tmp_path / "out", "--json")
    assert (done.code, done.json["assets"], done.json["frames"]) == (0, 6, 18)
    assert done.json["plates"][0] == {"row": 1, "plate": "sp_r001_tiny_v001", "frames": "1001-1003", "formats": ["png"]}
    assert not (tmp_path / "out").exists()


def test_a_sheet_with_faults_makes_nothing(ministerio: Call, tiny: Tiny, tmp_path: Path) -> None:
    done = ministerio("batch", sheet(tmp_path / "s.csv", r2="9", r4="loud"), "--out", tmp_path / "out")
    assert done.code == 2
    assert done.err.splitlines() == [
        "s.csv:3: row 2, column level: parameter level is 9, outside of its range (0 to 8)",
        's.csv:5: row 4, column level: parameter level takes a number, not "loud"',
    ]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("jobs", [1, 2])
def test_all_is_made_as_single_renders_make_it_and_a_rerun_keeps_it(jobs: int, ministerio: Call, tiny: Tiny, tmp_path: Path) -> None:
    made = ministerio("batch", sheet(tmp_path / "s.csv", 3, "png,h264"), "--out", "out", "--jobs", jobs, "--json")
    assert (made.code, made.json["made"], made.json["painted"]) == (0, 3, 9)
    for n in (1, 2, 3):
        single = ("render", "tiny", "--shot", f"r{n:03d}", "--set", f"level={n}", "--frames", "1001-1003", "--to", "png,h264")
        assert ministerio(*single, "--out", "single").code == 0
    assert tree(tmp_path / "out") == tree(tmp_path / "single")
    again = ministerio("batch", "s.csv", "--out", "out", "--json")
    assert (again.code, again.json["kept"], again.json["painted"]) == (0, 3, 0)
    assert [(row["row"], row["line"], row["plate"], row["status"]) for row in status(tmp_path / "out")] == [
        (str(n), str(n + 1), f"sp_r00{n}_tiny_v001", "kept") for n in (1, 2, 3)
    ]
    log = (tmp_path / "out" / "_batch" / "s" / "logs" / "row_00002.log").read_text()
    assert "make sp_r002_tiny_v001: made, 3 frames" in log
    assert "verify sp_r002_tiny_v001: kept" in log


def test_of_an_edited_sheet_only_what_changed_is_made(ministerio: Call, tiny: Tiny, tmp_path: Path) -> None:
    assert ministerio("batch", sheet(tmp_path / "s.csv"), "--out", "out", "--jobs", 1).code == 0
    sheet(tmp_path / "s.csv", 7, r3="7")
    refused = ministerio("batch", "s.csv", "--out", "out", "--jobs", 1, "--json")
    assert (refused.code, refused.json["kept"], refused.json["made"], refused.json["failed"]) == (1, 5, 1, 1)
    assert "parameter level is '3.0' there and '7.0' here" in refused.json["assets"][2]["message"]
    assert "s.csv:4: row 3, sp_r003_tiny_v001: sp_r003_tiny_v001 holds other content" in refused.err
    done = ministerio("batch", "s.csv", "--out", "out", "--jobs", 1, "--overwrite", "--json")
    assert (done.code, done.json["kept"], done.json["painted"]) == (0, 6, 3)
    assert ministerio("batch", "s.csv", "--out", "calm", "--jobs", 1).code == 0
    assert tree(tmp_path / "out") == tree(tmp_path / "calm")


@pytest.mark.parametrize("cut", [False, True])
def test_what_an_edited_sheet_asks_for_no_more_goes_with_overwrite_and_nothing_else(
    cut: bool, ministerio: Call, tiny: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    head = "template,shot,frames,formats\n"
    first = 'tiny,r1,1001-1030,"png,exr,h264"\ntiny,r2,1001-1004,png\ntiny,r3,1001,png\n'
    (tmp_path / "s.csv").write_text(head + first)
    assert ministerio("batch", "s.csv", "--out", "out", "--jobs", 1).code == 0
    foreign = tmp_path / "out/sp_r1_tiny_v001/png/notes.txt"
    foreign.write_text("mine")
    (tmp_path / "s.csv").write_text(head + "tiny,r1,1001-1026,png\ntiny,r2,1002-1003,png\n")
    if cut:
        monkeypatch.setattr(planner, "costs", lambda _engine, assets, _settings, _known: {asset.kind: Cost(1.0, 1.0) for asset in assets})
    kept = ministerio("batch", "s.csv", "--out", "out", "--jobs", 1)
    assert (kept.code, (tmp_path / "out/sp_r1_tiny_v001/sp_r1_tiny_v001.h264.mp4").exists()) == (0, True)
    assert kept.err.splitlines()[-1] == "left over from the last run, and not in this sheet: sp_r3_tiny_v001"
    assert ministerio("batch", "s.csv", "--out", "out", "--jobs", 1, "--overwrite", "--json").json["painted"] == 0
    assert ministerio("batch", "s.csv", "--out", "calm", "--jobs", 1).code == 0
    assert foreign.read_text() == "mine"
    foreign.unlink()
    left = {name: data for name, data in tree(tmp_path / "out").items() if not name.startswith("sp_r3_")}
    assert left == tree(tmp_path / "calm")
    assert (tmp_path / "out/sp_r3_tiny_v001/png/sp_r3_tiny_v001.1001.png").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--plan", "."), "--plan . is a folder: give the name of a file"),
        (("--plan", "/"), "--plan / is a folder: give the name of a file"),
        (("--plan", "a_file/p.json"), "--plan a_file cannot be a folder: File exists"),
        (("--check", "--spot", 2), "--check, --spot and --plan: one of them"),
        (("--check", "--plan", "q.json"), "--check, --spot and --plan: one of them"),
        (("--engine", "dask", "--scheduler", ""), "--scheduler is empty: give an address, or the file that a scheduler wrote"),
        (("--scheduler", ""), "a scheduler is for --engine dask"),
        (("--check", "--engine", "dusk"), "there is no engine dusk; did you mean dask?"),
        (("--out", "a_file"), "--out a_file cannot be a folder: File exists"),
        (("--out", "a_file/below"), "--out a_file/below cannot be a folder: Not a directory"),
    ],
)
def test_what_cannot_be_is_told_once_and_first(
    arguments: tuple[object, ...], said: str, ministerio: Call, tiny: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    monkeypatch.setattr(planner, "costs", lambda *_: pytest.fail("nothing is measured"))
    (tmp_path / "a_file").touch()
    done = ministerio("batch", sheet(tmp_path / "s.csv"), *arguments)
    assert (done.code, done.err, done.out) == (2, f"{said}\n", "")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("tiny", "--assemble"), "--assemble is for a plan: give --plan FILE"),
        (("tiny", "--item", "3"), "--item is for a plan: give --plan FILE"),
        (("tiny", "--plan", "p", "--item", "0"), "a plan says what is made: template cannot be given beside --plan"),
        (("--plan", "p", "--look", "vigil", "--set", "a=b"), "a plan says what is made: --set, --look cannot be given beside --plan"),
        (("--plan", "p", "--overwrite"), "a plan says what is made: --overwrite cannot be given beside --plan"),
    ],
)
def test_what_does_not_go_together_is_refused(arguments: tuple[object, ...], said: str, ministerio: Call, tiny: Tiny) -> None:
    done = ministerio("render", *arguments)
    assert (done.code, done.err) == (2, f"{said}\n")


def test_two_sheets_of_one_name_have_their_own_status(ministerio: Call, tiny: Tiny, tmp_path: Path) -> None:
    sheet(tmp_path / "s.csv", 1)
    (tmp_path / "s.yaml").write_text("- {template: tiny, shot: other, frames: 1001, formats: png}\n")
    for name in ("s.csv", "s.yaml"):
        assert ministerio("batch", name, "--out", "out", "--jobs", 1).code == 0
    assert [row["plate"] for name in ("s.csv", "s.yaml") for row in status(tmp_path / "out", name)] == [
        "sp_r001_tiny_v001", "sp_other_tiny_v001",
    ]  # fmt: skip


def test_a_status_that_could_not_be_written_is_not_named(ministerio: Call, tiny: Tiny, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/_batch").write_text("in the way")
    done = ministerio("batch", sheet(tmp_path / "s.csv", 1), "--out", "out", "--jobs", 1)
    assert (done.code, "1 made" in done.out, "status" in done.out) == (0, True, False)


def test_defaults_and_wedges_on_the_command_line(ministerio: Call, tiny: Tiny, tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text("template,shot,lang\ntiny,010,\ntiny,020,en\n")
    options = (
        "--check",
        "--json",
        "--set",
        "lang=es",
        "--set",
        "frames=1001",
        "--show",
        "film",
        "--to",
        "png",
        "--wedge",
        "look=vigil,ministry",
    )
    assert [plate["plate"] for plate in ministerio("batch", "s.csv", *options).json["plates"]] == [
        "film_010_vigil_tiny_v001", "film_010_ministry_tiny_v001", "film_020_vigil_tiny_v001", "film_020_ministry_tiny_v001",
    ]  # fmt: skip


def test_the_next_version_is_the_latest_where_that_is_the_same(ministerio: Call, tiny: Tiny, tmp_path: Path) -> None:
    for level, code, plates in (("1", 0, ["v001"]), ("1", 0, ["v001"]), ("2", 0, ["v001", "v002"])):
        sheet(tmp_path / "s.csv", 1, r1=level)
        assert ministerio("batch", "s.csv", "--out", "out", "--jobs", 1, "--version", "next").code == code
        assert sorted(path.name[-4:] for path in (tmp_path / "out").glob("sp_*")) == plates
    assert json.loads((tmp_path / "out/sp_r001_tiny_v002/sp_r001_tiny_v002.manifest.json").read_text())["complete"]
