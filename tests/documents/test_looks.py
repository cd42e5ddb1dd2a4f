"""Looks: every look file is whole; a fault has a line; tokens scale to the canvas and follow the script."""

from __future__ import annotations

from pathlib import Path

import pytest
from simple import LOOK

from generator.documents.canvas import CANVASES, parse_canvas
from generator.documents.looks import look_view, read_look
from generator.documents.seconds import Seconds
from generator.documents.view import View
from generator.languages import LANGUAGES
from generator.problems import TemplateError

LOOKS = sorted((Path(__file__).parents[2] / "templates/_kit/looks").glob("*.yaml"))


def view(canvas: str = "hd", language: str = "es") -> View:
    return look_view(read_look(LOOK, "l.yaml"), "vigil", parse_canvas(canvas), LANGUAGES[language])


def test_the_four_looks_are_there() -> None:
    assert [path.stem for path in LOOKS] == ["concord", "ministry", "plaza", "vigil"]


@pytest.mark.parametrize("path", LOOKS, ids=lambda p: p.stem)
def test_every_look_is_whole_in_every_script(path: Path) -> None:
    look = read_look(path.read_text(encoding="utf-8"), path.name)
    for language in LANGUAGES.values():
        shown = look_view(look, path.stem, CANVASES["hd"], language)
        for voice in shown["type"]:
            assert shown["type"][voice]["attrs"].startswith("font-family=\"'")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  ink_2:", "  inkk_2:", "unknown key colour.inkk_2; did you mean ink_2?"),
        ('"#FFFFFF"', '"#FFFFF"', "colour.ink: '#fffff' is no colour"),
        ("weight: ", "weight: heavy # ", "type.numeral.weight: it should be a valid integer"),
        ("families: [Saira]", "families: [\"a' onload='x\"]", "type.numeral.families.0: "),
        ("size: {texture: 11", "size: {texture: -11", "size.texture: it should be greater than or equal to 0"),
        ("curve: [0", "curve: [-0", "motion.arrive.curve.0: it should be greater than or equal to 0"),
        ("stagger: 2", "stager: 2", "unknown key stager; did you mean stagger?"),
    ],
)
def test_faulty_looks_name_the_line(old: str, new: str, message: str) -> None:
    line = LOOK[: LOOK.index(old)].count("\n") + 1
    with pytest.raises(TemplateError) as caught:
        read_look(LOOK.replace(old, new, 1), "l.yaml")
    assert any(told.startswith(f"l.yaml:{line}: {message}") for told in str(caught.value).splitlines()), str(caught.value)


def test_a_missing_token_is_told_where_its_group_begins() -> None:
    with pytest.raises(TemplateError, match=r"l.yaml:4: colour.ink_2 is missing"):
        read_look(LOOK.replace("  ink_2:", "  ink_5:"), "l.yaml")


def test_tokens_scale_and_lines_stay_a_pixel() -> None:
    hd, uhd, small = view("hd"), view("uhd"), view("640x360")
    assert [v["size"]["body"] for v in (hd, uhd, small)] == pytest.approx([18, 36, 6])
    assert [v["line"]["rule"] for v in (hd, uhd, small)] == pytest.approx([1.5, 3, 1])
    assert [v["space"]["margin"] for v in (hd, uhd)] == pytest.approx([48, 96])


def test_a_script_changes_what_it_says_and_keeps_the_rest() -> None:
    latin, arabic = view()["type"]["label"], view(language="ar")["type"]["label"]
    assert (latin["capitals"], arabic["capitals"]) == (True, False)
    assert (latin["tracking"], arabic["tracking"]) == (0.06, 0)
    assert arabic["weight"] == latin["weight"]
    assert arabic["families"][0] == "Noto Kufi Arabic"
    assert latin["families"][0] in arabic["families"]
    assert 'text-transform="uppercase"' in latin["attrs"]
    assert "text-transform" not in arabic["attrs"]


def test_motions_are_ready_for_smil() -> None:
    motion = view()["motion"]
    assert (motion["arrive"]["dur"], motion["arrive"]["mode"]) == (Seconds.of_frames(8), "spline")
    assert (motion["machine"]["mode"], motion["machine"]["spline"]) == ("linear", "0 0 1 1")
    assert motion["count"]["mode"] == "discrete"
