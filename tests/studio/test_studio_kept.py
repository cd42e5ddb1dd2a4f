"""What the desk keeps: presets that are sheets, commands that make the same plate."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.batch.sheet import of_yaml
from generator.brief import Brief, parse_settings
from generator.problems import BriefError
from generator.render.film import Places
from generator.studio.desk import Desk
from generator.studio.form import plain
from generator.studio.keep import command, load, names, remove, save, there
from generator.studio.wish import Wish
from generator.values.sheet import Plain, read, write
from tests.studio.at_the_desk import make_templates

WISH: dict[str, Any] = {
    "template": "desk",
    "look": "ministry",
    "language": "ar",
    "rate": "25",
    "start": 1,
    "seed": 7,
    "parameters": {"name": "Ana $HOME 'x' \"y\"", "level": 12, "shown": False, "rows": [{"what": "a, b", "points": -2}]},
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(Places((make_templates(tmp_path / "templates"),)), tmp_path, tmp_path / "output")


def test_a_preset_comes_back_as_the_wish_that_it_was_and_is_a_sheet(desk: Desk) -> None:
    wish = Wish.model_validate(WISH)
    path = save(desk, "uno", wish)
    assert path == (desk.presets / "desk" / "uno.yaml").resolve()
    assert Wish.model_validate(load(desk, "desk", "uno")) == wish
    assert names(desk, "desk") == ["uno"]
    rows = of_yaml(path.read_text(encoding="utf-8"), "uno.yaml")
    assert len(rows) == 1
    assert rows[0].cells["set.name"] == WISH["parameters"]["name"]


def test_a_preset_by_hand_names_columns_as_any_sheet_does(desk: Desk) -> None:
    (desk.presets / "desk").mkdir(parents=True)
    text = "assets:\n- {template: desk, language: ar, fps: 25, name: Ana, set.level: 3}\n"
    (desk.presets / "desk" / "hand.yaml").write_text(text, encoding="utf-8")
    wish = Wish.model_validate(load(desk, "desk", "hand"))
    assert (wish.language, wish.rate, wish.parameters) == ("ar", "25", {"name": "Ana", "level": 3})


def test_a_text_that_was_emptied_stays_empty(desk: Desk) -> None:
    wish = Wish.model_validate({**WISH, "parameters": {"name": ""}})
    path = save(desk, "empty", wish)
    assert Wish.model_validate(load(desk, "desk", "empty")) == wish
    assert of_yaml(path.read_text(encoding="utf-8"), "empty.yaml")[0].cells["set.name"] == ""


@pytest.mark.parametrize(
    "text",
    [
        "1e3",
        "1E-2",
        "1e3 ",
        ".5",
        "5.",
        "012",
        "1_000",
        "tRUE",
        "nULL",
        "~",
        "no",
        "14:32",
        "2041-03-14",
        "0x1f",
        "=",
        "- a",
        "a: b",
        "#1F4E8C",
    ],
)
def test_a_text_stays_a_text_whatever_it_looks_like(desk: Desk, text: str) -> None:
    wish = Wish.model_validate({**WISH, "parameters": {"name": text, "rows": [{"what": text, "points": 1e3}]}})
    save(desk, "odd", wish)
    assert Wish.model_validate(load(desk, "desk", "odd")) == wish


@settings(deadline=None)  # a busy machine is no fault
@given(
    st.dictionaries(
        st.text(min_size=1, max_size=8), st.text(max_size=40) | st.integers(-(10**15), 10**15) | st.floats(-1e9, 1e9) | st.booleans()
    )
)
def test_what_is_written_is_read_as_it_was(values: dict[str, Plain]) -> None:
    assert read(write({"a": [values]}), "").value == {"a": [values]}


def test_a_preset_is_deleted_and_nothing_else(desk: Desk) -> None:
    save(desk, "uno", Wish.model_validate(WISH))
    save(desk, "dos", Wish.model_validate(WISH))
    assert there(desk, "desk", "uno")
    remove(desk, "desk", "uno")
    assert (there(desk, "desk", "uno"), names(desk, "desk")) == (False, ["dos"])
    for name in ("uno", "../desk/dos", "../../templates/desk/manifest"):
        with pytest.raises(BriefError):
            remove(desk, "desk", name)
    assert names(desk, "desk") == ["dos"]


def test_the_command_asks_for_the_same_brief(desk: Desk) -> None:
    words = shlex.split(command(desk, Wish.model_validate(WISH)))
    given = {words[i].removeprefix("--"): words[i + 1] for i in range(3, len(words), 2) if words[i] != "--set"}
    settings = parse_settings([words[i + 1] for i in range(3, len(words), 2) if words[i] == "--set"])
    manifest = desk.places.shelf().manifest("desk")
    asked = {
        "template": "desk",
        "look": given["look"],
        "language": given["lang"],
        "rate": given["fps"],
        "seed": int(given["seed"]),
        "start": int(given["start"]),
    }
    one = Brief.of(manifest, {**asked, "parameters": settings})
    two = Brief.of(manifest, Wish.model_validate(WISH).asked())
    assert plain(manifest.values(one.parameters, "ar")) == plain(manifest.values(two.parameters, "ar"))
    assert one.model_copy(update={"parameters": {}}) == two.model_copy(update={"parameters": {}})
    assert given["templates"] == str(desk.places.templates[0])


@pytest.mark.parametrize("text", ["[]", "assets: []", "assets: [3]", "{", "a: !!python/object:os.system {}", "assets: 3"])
def test_a_file_that_is_no_preset_is_told_so(desk: Desk, text: str) -> None:
    (desk.presets / "desk").mkdir(parents=True)
    (desk.presets / "desk" / "bad.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BriefError, match="is no preset"):
        load(desk, "desk", "bad")


def test_a_preset_that_is_not_there_is_told_so(desk: Desk) -> None:
    with pytest.raises(BriefError, match="cannot be read"):
        load(desk, "desk", "none")
    assert json.dumps(names(desk, "../..")) == "[]"
