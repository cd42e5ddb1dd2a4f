"""Briefs: defaults from the manifest, and every mistake told with what would be right."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from typer.main import get_command

from generator.batch.columns import OPTIONS
from generator.brief import Brief, parse_settings
from generator.cli.app import app
from generator.documents.manifest import Manifest, read_manifest
from generator.problems import BriefError
from generator.values.rate import Rate

MANIFEST = """\
title: A
description: A test.
looks: [vigil, ministry]
languages: [en, es]
canvases: [scope, hd]
duration: 2s
layers: {text: What is read., glow: {help: Light., operation: plus}}
treatments: {lens: Scan lines.}
parameters:
  score: {type: integer, min: 0, max: 1000, default: 612}
"""


@pytest.fixture(scope="module")
def manifest() -> Manifest:
    return read_manifest(MANIFEST, "m.yaml")


def brief(manifest: Manifest, **asked: Any) -> Brief:
    return Brief.of(manifest, {"template": "a", **asked})


def test_what_is_not_asked_for_comes_from_the_manifest(manifest: Manifest) -> None:
    made = brief(manifest, look=None, canvas=None, frames=None)
    assert (made.look, made.language, made.canvas.name, str(made.frames)) == ("vigil", "es", "scope", "1001-1048")
    assert (made.formats, made.layers, made.colorspace, made.blend, made.seed) == (("exr", "h264"), ("all",), "lin_rec709", "linear", 0)
    assert (made.show, made.shot, made.version) == ("sp", "000_000", "v001")
    assert not made.beauty_only


def test_a_command_that_asks_for_nothing_asks_for_the_briefs_own_defaults(manifest: Manifest) -> None:
    commands: Any = get_command(app)
    options = {option.opts[0].removeprefix("--"): option.default for option in commands.commands["render"].params}
    said = {OPTIONS[name]: default for name, default in options.items() if name in OPTIONS and default is not None}
    assert len(said) > 20
    assert brief(manifest, **said) == brief(manifest)
    alone = read_manifest(MANIFEST.replace("[en, es]", "[en]"), "m.yaml")
    assert brief(alone, **said).language == "en"


def test_what_is_asked_for_is_typed(manifest: Manifest) -> None:
    made = brief(
        manifest,
        canvas="640x360",
        rate="23.976",
        frames="1001-1009x2",
        formats="png, exr,png",
        layers="beauty",
        ground="#fff",
        treatments="lens",
    )
    assert (made.canvas.width, made.rate, str(made.frames)) == (640, Rate.parse("24000/1001"), "1001-1009x2")
    assert (made.formats, made.ground.r, made.treatments) == (("png", "exr"), pytest.approx(1.0), ("lens",))
    assert made.beauty_only
    assert pickle.loads(pickle.dumps(made)) == made
    with pytest.raises(ValueError, match="frozen"):
        made.look = "x"  # type: ignore[misc]


def test_the_plate_is_as_long_as_the_story_at_every_rate(manifest: Manifest) -> None:
    assert [len(brief(manifest, rate=rate).frames) for rate in ("24", "25", "30", "24000/1001", "60")] == [48, 50, 60, 48, 120]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"look": "vigl"}, "this template has no look vigl; did you mean vigil?"),
        ({"language": "fr"}, "unknown language fr; there is en, es"),
        ({"language": "zh"}, "this template has no language zh; there is en, es"),
        ({"canvas": "uhd"}, "this template has no canvas uhd; did you mean hd?"),
        ({"canvas": "0x5"}, "'0x5' is neither a canvas nor a size such as 1280x720"),
        ({"canvas": "20000x5"}, "a canvas of 20000x5 is over 16384 pixels on a side"),
        ({"rate": "fast"}, "'fast' is no frame rate; write 24, 25, 24000/1001 or 23.976"),
        ({"frames": "5-1"}, "the frame list '5-1' runs backwards or stands still at '5-1'"),
        ({"formats": "exrr"}, "unknown format exrr; did you mean exr?"),
        ({"formats": ","}, "no format is asked for; there is "),
        ({"layers": "glwo"}, "unknown layer glwo; did you mean glow?"),
        ({"colorspace": "rec2020"}, "cg-config-v4.0.0_aces-v2.0_ocio-v2.5 has no colour space rec2020; did you mean lin_rec2020?"),
        ({"blend": "gamma"}, "unknown blend gamma; there is linear, srgb"),
        ({"alpha": "pre"}, "unknown alpha pre; there is premultiplied, straight"),
        ({"ground": "blak"}, "ground: 'blak' is no colour"),
        ({"treatments": "lense"}, "unknown treatment lense; did you mean lens?"),
        ({"show": "a b"}, "the show 'a b' cannot be in a file name"),
        ({"version": "3"}, "'3' is no version; write v001, or next"),
        ({"seed": -1}, "seed: it should be greater than or equal to 0"),
        ({"lokk": "vigil"}, "unknown option lokk; did you mean look?"),
        ({"parameters": {"scor": 1}}, "unknown parameter scor; did you mean score?"),
        ({"parameters": {"score": "1001"}}, "parameter score is 1001, outside of its range (0 to 1000)"),
    ],
)
def test_mistakes_name_what_would_be_right(manifest: Manifest, asked: dict[str, Any], message: str) -> None:
    with pytest.raises(BriefError) as caught:
        brief(manifest, **asked)
    assert len(caught.value.problems) == 1
    assert str(caught.value).startswith(message)


def test_all_mistakes_are_told_at_once(manifest: Manifest) -> None:
    with pytest.raises(BriefError) as caught:
        brief(manifest, look="x", rate="y", parameters={"score": -1, "b": 2})
    assert len(caught.value.problems) == 4


def test_settings_of_a_command_line() -> None:
    assert parse_settings(["a=1", "b = c=d", "e="]) == {"a": "1", "b": " c=d", "e": ""}
    with pytest.raises(BriefError, match="'a' is no setting; write NAME=VALUE"):
        parse_settings(["a"])
    with pytest.raises(BriefError, match="parameter a is set twice"):
        parse_settings(["a=1", "a=2"])
