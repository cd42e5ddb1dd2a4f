"""Looks: every look file is whole; a fault has a line; tokens scale to the canvas and follow the script."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from simple import HEAD, LOOK, MANIFEST, template

from generator.documents.canvas import CANVASES, parse_canvas
from generator.documents.compose import Request, compose
from generator.documents.looks import VARIANTS, look_view, read_look
from generator.documents.manifest import read_manifest
from generator.documents.seconds import Seconds
from generator.documents.view import View
from generator.languages import LANGUAGES
from generator.problems import TemplateError
from generator.values.colour import Colour
from generator.values.css_colour import parse_colour
from generator.values.rate import Rate

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
    # Names and figures inside Arabic are set in the look's Latin face, which has no Arabic letters.
    assert arabic["families"][:2] == (latin["families"][0], "Noto Kufi Arabic")
    assert 'text-transform="uppercase"' in latin["attrs"]
    assert "text-transform" not in arabic["attrs"]


def test_chinese_voices_space_themselves() -> None:
    assert 'text-autospace="normal" text-spacing-trim="normal"' in view(language="zh")["type"]["body"]["attrs"]
    assert "text-autospace" not in view(language="es")["type"]["body"]["attrs"]


def luminance(colour: Colour, behind: Colour) -> float:
    r, g, b = (over * colour.a + under * (1 - colour.a) for over, under in zip(rgb(colour), rgb(behind), strict=True))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def rgb(colour: Colour) -> tuple[float, float, float]:
    return colour.r, colour.g, colour.b


def ratio(colour: Colour, behind: Colour) -> float:
    """WCAG 2's, on what is opaque."""
    low, high = sorted((luminance(colour, behind), luminance(behind, behind)))
    return (high + 0.05) / (low + 0.05)


def surfaces(colours: dict[str, Colour]) -> list[Colour]:
    """The grounds and panels of a variant that text may stand on; those of a camera's picture are not known."""
    grounds = [colours[name] for name in ("ground", "ground_2", "ground_3") if colours[name].a == 1]
    panel = colours["panel"]
    if panel.a == 1:
        return [*grounds, panel]
    shares = [tuple(p * panel.a + g * (1 - panel.a) for p, g in zip(rgb(panel), rgb(ground), strict=True)) for ground in grounds]
    return grounds + [Colour(*share) for share in shares]


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("path", LOOKS, ids=lambda p: p.stem)
def test_text_is_read_on_every_ground_by_day_and_by_night(path: Path, variant: str) -> None:
    colours = read_look(path.read_text(encoding="utf-8"), path.name).colours(variant)
    wanted = {"ink": 4.5, "ink_2": 4.5, "calm": 4.5, "ink_3": 3.0, "watch": 3.0, "sanction": 3.0, "merit": 3.0}
    weak = {name: found for name, least in wanted.items() if (found := min(ratio(colours[name], s) for s in surfaces(colours))) < least}
    assert weak == {}
    assert ratio(colours["on_accent"], colours["accent"]) >= 4
    assert min(ratio(colours["on_field"], colours[name]) for name in ("watch", "sanction", "merit", "calm")) >= 4


def test_a_look_is_one_of_its_variants_and_the_other_changes_what_it_says() -> None:
    shown = view()
    assert (shown["variant"], shown["colour"]["ink"], shown["dark"]["ink"]) == ("dark", parse_colour("white"), parse_colour("white"))
    assert shown["light"]["ink"] == parse_colour("#0B0D0F")
    assert shown["light"]["ground"] == shown["dark"]["ground"]
    with pytest.raises(TemplateError, match=r"one of the variants \(light, dark\) is \{\}"):
        read_look(LOOK.replace("  dark: {}", '  dark: {ink: "#000"}'), "l.yaml")


def test_a_parameter_chooses_the_variant() -> None:
    manifest = MANIFEST.replace("parameters:", "variant: by\nparameters:\n  by: {type: choice, choices: [own, light], default: own}")
    made = replace(template(HEAD + "{{ look.variant }} {{ look.colour.ink }}</svg>"), manifest=read_manifest(manifest, "m.yaml"))
    seen = {}
    for by in ("own", "light"):
        request = Request(made.manifest.values({"by": by}, "es"), "vigil", "es", parse_canvas("hd"), Rate.parse("24"))
        seen[by] = compose(made, request, lambda: 0.0).text.partition(">")[2]
    assert seen == {"own": "dark #ffffff</svg>", "light": "light #0b0d0f</svg>"}


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (
            "variant: bi\nparameters:\n  by: {type: choice, choices: [own]}",
            "variant names the parameter bi, which is not there; there is at, by, name, others, score",
        ),
        ("variant: by\nparameters:\n  by: {type: choice, choices: [own, night]}", "variant needs by to be a choice of own, light, dark"),
        ("variant: by\nparameters:\n  by: {type: text}", "variant needs by to be a choice of own, light, dark"),
    ],
)
def test_what_chooses_the_variant_is_a_choice_of_variants(lines: str, message: str) -> None:
    with pytest.raises(TemplateError, match=re.escape(message)):
        read_manifest(MANIFEST.replace("parameters:", lines), "m.yaml")


def test_motions_are_ready_for_smil() -> None:
    motion = view()["motion"]
    assert (motion["arrive"]["dur"], motion["arrive"]["mode"]) == (Seconds.of_frames(8), "spline")
    assert (motion["machine"]["mode"], motion["machine"]["spline"]) == ("linear", "0 0 1 1")
    assert motion["count"]["mode"] == "discrete"
