"""Colour as it is asked for on a command line and in the environment."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.colour import settle

CHART = ("render", "chart", "--canvas", "240x135", "--to", "exr")


def test_mistakes_are_told_in_a_line_and_end_with_2(ministerio: Any, tmp_path: Path) -> None:
    bad = tmp_path / "bad.ocio"
    bad.write_text("hello: [")
    for asked, said in (
        (("--colorspace", "acesg"), "did you mean ACEScg?"),
        (("--colorspace", "acescg", "--ocio", "/nowhere/show.ocio"), "there is no OpenColorIO config /nowhere/show.ocio"),
        (("--colorspace", "acescg", "--ocio", str(bad)), "is no OpenColorIO config that can be used"),
        (("--interpretation", "scene"), "unknown interpretation scene; there is display, texture"),
        (("--view", "Film"), "has no view Film on sRGB - Display"),
        (("--display", "Cinema"), "has no display Cinema"),
    ):
        done = ministerio(*CHART, *asked, "--out", str(tmp_path / "out"))
        assert done.code == 2, done.err
        assert said in done.err
        assert len(done.err.strip().splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_srgb_is_the_configs_space_of_textures() -> None:
    assert settle(space="sRGB") == settle(space="srgb_tx")
    assert settle(space="srgb").tags.interop == "srgb_rec709_scene"


def test_all_mistakes_are_told_together(ministerio: Any, tmp_path: Path) -> None:
    done = ministerio(*CHART, "--colorspace", "acesg", "--shot", "a b", "--out", str(tmp_path))
    assert "acesg" in done.err
    assert "the shot" in done.err


def test_the_environment_names_a_config_for_those_who_need_one(ministerio: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OCIO", "ocio://studio-config-v2.2.0_aces-v1.3_ocio-v2.4")
    marks = []
    for space, config in (("lin_rec709", None), ("acescg", "studio-config-v2.2.0_aces-v1.3_ocio-v2.4")):
        out = tmp_path / space
        assert ministerio(*CHART, "--colorspace", space, "--out", str(out)).code == 0
        (path,) = out.glob("*/*.manifest.json")
        manifest = json.loads(path.read_bytes())
        assert manifest["colour"].get("config") == config
        marks.append(manifest["fingerprint"])
    monkeypatch.delenv("OCIO")
    assert ministerio(*CHART, "--out", str(tmp_path / "bare")).code == 0
    (path,) = (tmp_path / "bare").glob("*/*.manifest.json")
    assert json.loads(path.read_bytes())["fingerprint"] == marks[0] != marks[1]


def test_sheets_of_assets_heed_the_environment_too(ministerio: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OCIO", "/nowhere/show.ocio")
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("template,shot,colorspace\nchart,010,acescg\nchart,020,lin_rec709\n")
    done = ministerio("batch", sheet, "--check")
    assert done.code == 2
    assert f"{sheet.name}:2: row 1, column colorspace: there is no OpenColorIO config /nowhere/show.ocio" in done.err
    assert "row 2" not in done.err, "linear Rec. 709 needs no config"
