"""Sheets of assets: read from all their forms, multiplied out as stated, and every fault told at once with its row and column."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from generator.batch.check import Also, check, told
from generator.batch.expand import Asked, expand
from generator.batch.naming import Among, slug
from generator.brief import Brief
from generator.documents.manifest import Manifest, read_manifest
from generator.problems import BriefError
from generator.shelf.sheets import read_rows

MANIFEST = """\
title: Card
description: A card with a word and a number.
looks: [vigil, ministry]
languages: [es, en]
canvases: [128x72]
duration: 24f
parameters:
  level: {type: integer, help: How much., min: 0, max: 50, default: 2}
  name: {type: text, help: Who., default: Ada}
  seed: {type: integer, help: A name that is an option too., default: 1}
  words: {type: list, help: What is said., default: [], of: {type: text, help: A word.}}
"""
CARD = read_manifest(MANIFEST, "card/manifest.yaml")


def find(name: str) -> Manifest:
    if name != "card":
        raise BriefError(f"unknown template {name}; did you mean card?")
    return CARD


def assets(text: str, tmp_path: Path, name: str = "s.csv", **wedges: list[str]) -> list[Asked]:
    (tmp_path / name).write_text(text, encoding="utf-8")
    found = expand(read_rows(tmp_path / name), find, wedges)
    assert not found.faults
    return list(found.assets)


def faults(text: str, tmp_path: Path, name: str = "s.csv", also: Also = lambda brief: None) -> list[str]:
    """What is said of a sheet with faults, without its folder; ``also``: what else its briefs are asked."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    try:
        found = expand(read_rows(tmp_path / name), find)
        wrong = [*found.faults, *check((*found.assets, *found.broken), find, also)[1]]
        if wrong:
            raise told(sorted(wrong, key=lambda fault: fault.row))
    except BriefError as error:
        return str(error).replace(f"{tmp_path}/", "").splitlines()
    return []


ROWS = [{"template": "card", "shot": "010", "level": "7", "lang": "en"}, {"template": "card", "shot": "020", "lang": "es"}]


def test_every_form_of_a_sheet_asks_for_the_same(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["# lang: es"], ["template", "shot", "level", "lang"], ["card", "010", 7, "en"], ["card", "020"]):
        book.active.append(row)
    book.save(tmp_path / "s.xlsx")
    forms = {
        "s.csv": "# lang: es\n# what we have to say: a remark\ntemplate,shot,level,lang\ncard,010,7,en\n\ncard,020,,\n",
        "s.json": json.dumps({"defaults": {"lang": "es"}, "assets": ROWS}),
        "s.yaml": "defaults: {lang: es}\nassets:\n- {template: card, shot: '010', level: 7, lang: en}\n- {template: card, shot: '020'}\n",
        "list.json": json.dumps(ROWS),
    }
    found = [assets(text, tmp_path, name) for name, text in forms.items()]
    found.append(list(expand(read_rows(tmp_path / "s.xlsx"), find).assets))
    for form in found:
        assert [{k: str(v) for k, v in asked.cells.items()} for asked in form] == [
            {"lang": "en", "template": "card", "shot": "010", "level": "7"}, {"lang": "es", "template": "card", "shot": "020"},
        ]  # fmt: skip
        assert form[0].options == {"template": "card", "shot": "010", "language": "en"}
        assert {k: str(v) for k, v in form[0].parameters.items()} == {"level": "7"}
    assert [asked.origin.line for asked in found[0]] == [4, 6]


@pytest.mark.parametrize("line", ["# formats: png,h264", '"# formats: png,h264"', "# formats,png,h264", "# formats,png, h264,,"])
def test_a_default_keeps_what_stands_after_its_commas(line: str, tmp_path: Path) -> None:
    found = assets(f"{line}\ntemplate,shot\ncard,010\n", tmp_path)
    assert found[0].options["formats"] == "png,h264"
    listed = assets("# lang: [es, en]\ntemplate\ncard\n", tmp_path)
    assert [asked.options["language"] for asked in listed] == ["es", "en"]


def test_what_is_wrong_with_a_default_is_told_of_the_default(tmp_path: Path) -> None:
    text = "# Remark: Check these before Friday\n# look: loud\n## note: a remark\ntemplate,shot,look\ncard,1,\ncard,2,\ncard,3,vigil\n"
    assert sorted(faults(text, tmp_path)) == [
        "s.csv:1: rows 1-3, default Remark: unknown parameter Remark; there is level, name, seed, words; a remark begins with ##",
        "s.csv:2: rows 1-2, default look: this template has no look loud; there is ministry, vigil",
    ]
    text = "defaults:\n  lang: es\n  level: 9-1\nassets:\n- {template: card}\n"
    assert faults(text, tmp_path, "s.yaml") == ["s.yaml:3: row 1, default level: the range 9-1 runs backwards or stands still"]


def test_lists_and_ranges_are_multiplied_in_the_order_of_the_columns(tmp_path: Path) -> None:
    found = expand_yaml("- {template: card, level: 8-12x2, lang: [es, en], formats: [png, exr], words: [a, b]}", tmp_path)
    assert [(a.parameters["level"], a.options["language"]) for a in found] == [
        ("8", "es"), ("8", "en"), ("10", "es"), ("10", "en"), ("12", "es"), ("12", "en"),
    ]  # fmt: skip
    assert {tuple(a.options["formats"]) for a in found} == {("png", "exr")}
    assert {tuple(a.parameters["words"]) for a in found} == {("a", "b")}
    assert [a.options["shot"] for a in found[:3]] == ["000_000_08_es", "000_000_08_en", "000_000_10_es"]


def expand_yaml(text: str, tmp_path: Path) -> list[Asked]:
    return assets(text, tmp_path, "s.yaml")


def test_what_looks_like_a_range_is_one_only_where_numbers_are_counted(tmp_path: Path) -> None:
    found = assets("template,citizen,name,frames,shot\ncard,1-3,10-20,1001-1004,x_{citizen}\n", tmp_path)
    assert [a.options["citizen"] for a in found] == ["1", "2", "3"]
    assert {(a.parameters["name"], a.options["frames"]) for a in found} == {("10-20", "1001-1004")}
    assert [a.options["shot"] for a in found] == ["x_1", "x_2", "x_3"]


def test_a_wedge_is_one_more_column_that_runs_slowest(tmp_path: Path) -> None:
    found = assets('template,lang\ncard,"[es, en]"\n', tmp_path, look=["vigil", "ministry"])
    assert [(a.options["look"], a.options["language"]) for a in found] == [
        ("vigil", "es"), ("vigil", "en"), ("ministry", "es"), ("ministry", "en"),
    ]  # fmt: skip
    assert len({a.options["shot"] for a in found}) == 4


@pytest.mark.parametrize(
    ("column", "values"),
    [("formats", ["png", "exr"]), ("frames", ["1001", "1002-1004"]), ("layers", ["beauty", "all"]), ("words", ["a", "b"])],
)
def test_each_value_of_a_wedge_is_an_asset_whatever_its_column(column: str, values: list[str], tmp_path: Path) -> None:
    found = assets("template\ncard\n", tmp_path, **{column: values})
    assert [asked.cells[column] for asked in found] == values
    assert len({asked.options["shot"] for asked in found}) == 2


def test_products_are_stated(tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text('template,citizen,lang\ncard,1-500,"[es, en]"\n')
    assert expand(read_rows(tmp_path / "s.csv"), find).products == {1: "500 citizen × 2 lang = 1,000 assets"}


def test_a_parameter_with_an_options_name_is_set_by_its_own(tmp_path: Path) -> None:
    found = assets("template,seed,set.seed\ncard,5,6\n", tmp_path)
    assert (found[0].options["seed"], found[0].parameters["seed"]) == ("5", "6")


def test_a_scene_is_a_moment(tmp_path: Path) -> None:
    assert assets("template,citizen,scene\ncard,irene,12A\n", tmp_path)[0].options["at"] == "scene:12A"
    assert faults("template,citizen,scene,at\ncard,irene,12A,scene:3\n", tmp_path) == ["s.csv:2: row 1: scene and at ask for the same"]


@pytest.mark.parametrize(
    ("value", "among", "name"),
    [
        ("17", ["1", "500"], "017"),
        ("Darío Peñabria", [], "dario-penabria"),
        ("scene:12A", [], "scene-12a"),
        ("1920x1080", [], "1920x1080"),
        ("艾达", ["x", "艾达"], "2"),
        ("../..", ["../.."], "1"),
    ],
)
def test_values_become_parts_of_names(value: str, among: list[str], name: str) -> None:
    assert slug(value, Among(among)) == name


def test_every_fault_is_told_at_once_with_row_and_column(tmp_path: Path) -> None:
    text = (
        "template,look,lang,canvas,frames,level,formats,colour\n"
        "card,vigill,es,128x72,1001-1004,5,png,\n"
        "cardd,,,,,,,\n"
        "card,,xx,huge,9-1,99,gif8,red\n"
        ",vigil,,,,,,\n"
    )
    assert faults(text, tmp_path) == [
        "s.csv:2: row 1, column look: this template has no look vigill; did you mean vigil?",
        "s.csv:3: row 2, column template: unknown template cardd; did you mean card?",
        "s.csv:4: row 3, column lang: unknown language xx; there is en, es",
        *(line for line in faults(text, tmp_path) if line.startswith("s.csv:4") and "lang" not in line),
        "s.csv:5: row 4, column template: this row has no template",
    ]
    columns = [line.split("column ")[1].split(":")[0] for line in faults(text, tmp_path) if line.startswith("s.csv:4")]
    assert sorted(columns) == ["canvas", "colour", "formats", "frames", "lang", "level"]


def test_one_fault_hides_no_other(tmp_path: Path) -> None:
    text = (
        "template,shot,level,lang,frames,citizen,formats\n"
        "card,x_{nope},3-1,xx,9-1,3-1,\n"
        "cardd,,,yy,8-1,,gif9\n"
        "card,x_{level},7-1,es,1001,,\n"
    )
    found = [line.split(":")[1:3] for line in faults(text, tmp_path)]
    assert [(int(line), told.split("column ")[-1]) for line, told in found] == [
        (2, "level"), (2, "citizen"), (2, "shot"), (2, "lang"), (2, "frames"),
        (3, "template"), (3, "lang"), (3, "frames"), (3, "formats"), (4, "level"),
    ]  # fmt: skip


def test_what_is_looked_at_in_the_world_has_its_column_too(tmp_path: Path) -> None:
    def also(brief: Brief) -> None:
        if brief.citizen == "nobody":
            raise BriefError("no citizen is called nobody")
        if brief.at == "scene:99Z":
            raise BriefError("no scene is called 99Z")
        for name in ("name", "word"):
            if brief.parameters.get(name) == "gone.png":
                raise BriefError(f"parameter {name}: there is no picture gone.png")
        if "exr" in brief.formats and brief.canvas.width == 64:
            raise BriefError("exr does not take this size")

    text = "template,citizen,scene,name,level,formats,canvas\ncard,nobody,99Z,gone.png,99,,\ncard,7,99Z,,,,\ncard,7,,,,exr,64x36\n"
    told = [line.split(": ", 1)[1].removeprefix("row").strip().partition(": ")[::2] for line in faults(text, tmp_path, also=also)]
    assert told == [
        ("1, column level", "parameter level is 99, outside of its range (0 to 50)"),
        ("1, column citizen", "no citizen is called nobody"),
        ("s 1-2, column scene", "no scene is called 99Z"),
        ("1, column name", "parameter name: there is no picture gone.png"),
        ("3, column canvas", "exr does not take this size"),
    ]


def test_a_fault_of_many_rows_is_told_once(tmp_path: Path) -> None:
    lines = "".join(f"card,{n},loud\n" for n in range(1, 301))
    assert faults(f"template,shot,look\n{lines}", tmp_path) == [
        "s.csv:2: rows 1-300, column look: this template has no look loud; there is ministry, vigil"
    ]


def test_two_assets_of_one_name_are_a_fault(tmp_path: Path) -> None:
    assert faults("template,level\ncard,1\ncard,2\ncard,3\n", tmp_path) == [
        "s.csv:3: rows 2-3, column shot: its plate is called sp_000_000_card_v001 like that of row 1; name columns: shot: x_{citizen}"
    ]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("s.csv", "template,look\ncard,vigil,extra\n", "s.csv:2: row 1 has more cells than the head has names"),
        ("s.csv", "template,look,look\ncard,vigil,\n", "s.csv:1: the column look is there 2 times"),
        ("s.csv", 'template\n"card\n', "s.csv:2: not readable as CSV: unexpected end of data"),
        ("s.csv", "", "s.csv: the sheet has no rows"),
        ("s.csv", "template,level\ncard,9-1\n", "s.csv:2: row 1, column level: the range 9-1 runs backwards or stands still"),
        ("s.csv", "template,level\ncard,[]\n", "s.csv:2: row 1, column level: the list is empty"),
        ("s.csv", "template,citizen\ncard,1-99999999\n", "s.csv:2: row 1, column citizen: the range 1-99999999 has over 200,000 numbers"),
        (
            "s.csv",
            "template,shot\ncard,x_{citzen}\n",
            "s.csv:2: row 1, column shot: {citzen} names no column of this row; there is template",
        ),
        ("s.yaml", "rows: []", "s.yaml:1: a sheet has defaults and assets, and no rows"),
        ("s.yaml", "- card", "s.yaml:1: row 1: an asset is written as NAME: VALUE"),
        ("s.yaml", "- {template: [card", "s.yaml:2: not readable as YAML: did not find expected ',' or ']'"),
        ("s.txt", "card", "s.txt is no sheet: its name ends in .txt; there is .csv, .json, .xlsx, .yaml, .yml"),
    ],
)
def test_faulty_sheets(name: str, text: str, said: str, tmp_path: Path) -> None:
    assert faults(text, tmp_path, name)[0] == said


@pytest.mark.parametrize("mark", [";", "\t"])
def test_a_sheet_as_spreadsheets_write_it_elsewhere(mark: str, tmp_path: Path) -> None:
    lines = ("# formats: png,exr", "template;shot;name;lang", "card;010;Ada, Irene;es", '"card";020;"x";"[es, en]"')
    found = assets("\r\n".join(line.replace(";", mark) for line in lines), tmp_path)
    assert [(a.options["formats"], a.options["shot"], a.parameters["name"], a.options["language"]) for a in found] == [
        ("png,exr", "010", "Ada, Irene", "es"), ("png,exr", "020_es", "x", "es"), ("png,exr", "020_en", "x", "en"),
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "latin-1"])
def test_a_sheet_in_another_encoding_is_told_what_helps(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_bytes("template,name\ncard,Peñabria\n".encode(encoding))
    with pytest.raises(BriefError, match="this file is not UTF-8 text: save it as UTF-8"):
        read_rows(tmp_path / "s.csv")


def test_a_faulty_json_is_told_as_json(tmp_path: Path) -> None:
    (tmp_path / "s.json").write_text('[\n{"template": "card", "shot": "010"\n')
    with pytest.raises(BriefError, match=r"s\.json:3: not readable as JSON: Expecting ',' delimiter"):
        read_rows(tmp_path / "s.json")


def test_numbers_of_a_yaml_sheet_are_as_they_are_written(tmp_path: Path) -> None:
    found = expand_yaml("- {template: card, shot: 1e3, level: 7, show: 1.50, names: '{show}_{shot}_{version}'}", tmp_path)
    assert (found[0].options["shot"], found[0].options["show"], found[0].parameters["level"]) == ("1e3", "1.50", 7)


@pytest.mark.parametrize("share", [0.0, 0.5, 0.999])
def test_a_damaged_spreadsheet_is_told(share: float, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in range(200):
        book.active.append([f"x{row}"])
    book.save(tmp_path / "whole.xlsx")
    data = bytearray((tmp_path / "whole.xlsx").read_bytes())
    with zipfile.ZipFile(tmp_path / "whole.xlsx") as inside:
        at = inside.getinfo("xl/worksheets/sheet1.xml").header_offset + 80
    if share:
        data[at : at + 40] = bytes(40)
    (tmp_path / "s.xlsx").write_bytes(data[: int(len(data) * share)] if share == 0.5 else data if share else b"no archive")
    with pytest.raises(BriefError, match="not readable as a spreadsheet"):
        read_rows(tmp_path / "s.xlsx")


def test_ten_thousand_rows_are_checked_in_a_moment(tmp_path: Path) -> None:
    found = assets('template,citizen,lang\ncard,1-5000,"[es, en]"\n', tmp_path)
    ready, wrong = check(found, find, lambda brief: None)
    assert len({asset.plate for asset in ready}) == 10_000
    assert not wrong


def test_a_plate_that_is_left_out_of_the_names_is_named_by_its_columns(tmp_path: Path) -> None:
    found = assets('template,lang,names\ncard,"[es, en]",{show}_{template}_{lang}_{version}\n', tmp_path)
    assert [asset.plate for asset in check(found, find, lambda brief: None)[0]] == ["sp_card_es_v001", "sp_card_en_v001"]
