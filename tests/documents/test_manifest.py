"""Manifests and parameters: what they accept, and how they say no."""

from __future__ import annotations

import pickle
from fractions import Fraction

import pytest
from simple import MANIFEST

from generator.documents.manifest import Manifest, read_manifest
from generator.documents.seconds import Seconds
from generator.documents.sheet import read
from generator.problems import BriefError, TemplateError
from generator.values.colour import Colour

MORE = """\
  ratio: {type: number, min: 0, max: 1, default: 0.5}
  on: {type: boolean, default: false}
  tint: {type: colour, default: "#FF0000"}
  band: {type: choice, choices: [low, high], default: low}
  hold: {type: duration, min: 1, max: 96, default: 24f}
  face: {type: image, default: ""}
  tags: {type: list, of: {type: text, max_length: 8}, max: 3, default: []}
  due: {type: text}
"""


@pytest.fixture(scope="module")
def manifest() -> Manifest:
    return read_manifest(MANIFEST + MORE, "m.yaml")


def faults(text: str) -> list[str]:
    with pytest.raises(TemplateError) as caught:
        read_manifest(text, "m.yaml")
    return str(caught.value).splitlines()


def values(manifest: Manifest, **given: object) -> dict[str, object]:
    return manifest.values({"due": "x", **given}, "es")


def refused(manifest: Manifest, **given: object) -> str:
    with pytest.raises(BriefError) as caught:
        values(manifest, **given)
    return str(caught.value)


def test_a_manifest_is_read(manifest: Manifest) -> None:
    assert manifest.duration == Seconds(Fraction(2))
    assert manifest.beats == {"judge": Seconds(Fraction(1, 2))}
    assert (manifest.look(None), manifest.language(None), manifest.canvas(None).name) == ("vigil", "es", "hd")
    assert manifest.layers["text"].operation == "over"
    assert pickle.loads(pickle.dumps(manifest)) == manifest


def test_typed_values_from_text_and_from_data(manifest: Manifest) -> None:
    text = values(
        manifest,
        score="700",
        ratio="0.25",
        on="yes",
        tint="red",
        band="high",
        hold="2s",
        tags="a, b",
        at="2041-01-02",
        others="[{name: A}]",
    )
    data = values(
        manifest,
        score=700,
        ratio=0.25,
        on=True,
        tint="#f00",
        band="high",
        hold=48,
        tags=["a", "b"],
        at="2041-01-02T00:00",
        others=[{"name": "A"}],
    )
    assert text["tint"] == Colour(1.0, 0.0, 0.0)
    assert text["hold"] == Seconds(Fraction(2))
    assert text["tags"] == ("a", "b")
    others = [found.pop("others") for found in (text, data)]
    assert text == data
    for records in others:
        assert isinstance(records, tuple)
        assert [(record["name"], record["score"]) for record in records] == [("A", 5)]


def test_defaults_follow_the_language(manifest: Manifest) -> None:
    assert [manifest.values({"due": "x"}, code)["name"] for code in ("es", "en")] == ["Irene", "Irene V."]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"scroe": 1}, "unknown parameter scroe; did you mean score?"),
        ({"score": 1001}, "parameter score is 1001, outside of its range (0 to 1000)"),
        ({"score": "12.5"}, 'parameter score takes a whole number, not "12.5"'),
        ({"score": "many"}, 'parameter score takes a number, not "many"'),
        ({"score": True}, "parameter score takes a number, not true"),
        ({"ratio": "nan"}, "parameter ratio takes a finite number"),
        ({"on": "perhaps"}, 'parameter on takes true or false, not "perhaps"'),
        ({"tint": "redd"}, "parameter tint: 'redd' is no colour"),
        ({"band": "hihg"}, 'parameter band cannot be "hihg"; did you mean high?'),
        ({"hold": "97"}, "parameter hold is 97 frames, outside of its range (1 to 96)"),
        ({"hold": "soon"}, "parameter hold: 'soon' is no duration; write 48 (frames at 24), 48f, 2s or 500ms"),
        ({"at": "yesterday"}, "parameter at: 'yesterday' is no moment; write 2041-03-14, 2041-03-14 14:32 or 14:32"),
        ({"face": "https://a.example/x.png"}, "parameter face takes a file's name or a data URI, not an address: https://a.example/x.png"),
        ({"name": "x" * 21}, "parameter name has 21 characters; at most 20 fit"),
        ({"name": "a\x07b"}, "parameter name has a character in it that no document can hold"),
        ({"name": ["a"]}, "parameter name takes text, not a list"),
        ({"tags": "a,b,c,d"}, "parameter tags is 4 long, outside of its range (at most 3)"),
        ({"tags": "[a, b"}, "parameter tags is not readable as YAML: did not find expected ',' or ']'"),
        ({"tags": ["a", "long enough"]}, "parameter tags[2] has 11 characters; at most 8 fit"),
        ({"others": [{"nmae": "A"}]}, "parameter others[1] has no nmae; did you mean name?"),
        ({"others": [{"score": 1}]}, "parameter others[1].name is missing"),
        ({"others": [5]}, "parameter others[1] takes a record of name, score, not 5"),
    ],
)
def test_wrong_values_are_told_with_what_would_be_right(manifest: Manifest, given: dict[str, object], message: str) -> None:
    assert refused(manifest, **given) == message


def test_all_mistakes_are_told_at_once(manifest: Manifest) -> None:
    with pytest.raises(BriefError) as caught:
        manifest.values({"score": -1, "on": "x", "foo": 1}, "es")
    assert len(caught.value.problems) == 4
    assert "parameter due has no default: give it (text)" in str(caught.value)


def test_choices_of_the_template_are_told(manifest: Manifest) -> None:
    with pytest.raises(BriefError, match="no look vigl; did you mean vigil"):
        manifest.look("vigl")
    with pytest.raises(BriefError, match="no language fr; there is ar, en, es"):
        manifest.language("fr")
    with pytest.raises(BriefError, match="no canvas phone; there is hd, uhd"):
        manifest.canvas("phone")
    with pytest.raises(BriefError, match=r"'hdd' is neither a canvas nor a size such as 1280x720; did you mean hd\?"):
        manifest.canvas("hdd")
    assert manifest.canvas("1280x720").width == 1280


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("title:", "titel:", "m.yaml:1: unknown key titel; did you mean title?"),
        ("max: 1000", "maxx: 1000", "m.yaml:11: unknown key parameters.score.maxx; did you mean max?"),
        ("type: integer, min", "type: intger, min", "m.yaml:11: parameters.score.type: it should be 'text', 'number'"),
        ("default: 612", "default: 6120", "m.yaml:11: default of score is 6120, outside of its range (0 to 1000)"),
        ("max: 1000", "max: -5", "m.yaml:11: parameters.score: the range 0 to -5 is empty"),
        ("max_length: 20", "choices: [a]", "m.yaml:12: parameters.name: choices is for choice, not for text"),
        (", ar: إيرين", "", "m.yaml:12: name has no default in ar"),
        ("en: Irene V.", "zz: Irene V.", "m.yaml:12: name has a default in zz, which is not among the languages"),
        ("[es, en, ar]", "[es, en, ar, eo]", "m.yaml:4: unknown language eo; there is ar, en, es, zh"),
        ("[hd, uhd]", "[hd, udh]", "m.yaml:5: 'udh' is neither a canvas nor a size such as 1280x720; did you mean uhd?"),
        ("duration: 48", "duration: soon", "m.yaml:6: duration: 'soon' is no duration; write 48 (frames at 24), 48f, 2s or 500ms"),
        ("judge: 12", "judge: 96", "m.yaml:1: beat judge lies at frame 96, after the end at frame 48"),
        ("beats:", "loop: {start: 24, period: 25}\nbeats:", "m.yaml:1: loop ends after the end, or is shorter than a frame"),
        ("looks: [vigil]", "looks: []", "m.yaml:3: looks: Tuple should have at least 1 item"),
        (
            "{text: What is read.}",
            "{text: {help: What is read., operation: under}}",
            "m.yaml:8: layers.text.operation: it should be 'over' or 'plus'",
        ),
        (
            "layers: {text",
            "layers: {TEXT",
            "m.yaml:8: layers.TEXT: 'TEXT' is no name: a small letter, then small letters, digits and '_', 40 in all at most",
        ),
        ("layers: {text", "layers: {" + "a" * 41, f"m.yaml:8: layers.{'a' * 41}: '{'a' * 40}...' is no name: a small letter, then"),
        (
            "layers: {text",
            "layers: {rgba",
            "m.yaml:8: layers.rgba: a layer cannot be called rgba, which OpenEXR's readers keep for themselves",
        ),
        ("title: Simple", "title: Simple\ntitle: Again", "m.yaml:2: title is given twice"),
        ("title: Simple", "title: 'Simple", "m.yaml:"),
        ("of: {type: record", "off: {type: record", "m.yaml:16: unknown key parameters.others.off; did you mean of?"),
    ],
)
def test_faulty_manifests_name_file_line_and_key(old: str, new: str, message: str) -> None:
    assert old in MANIFEST
    told = faults(MANIFEST.replace(old, new))
    assert any(line.startswith(message) for line in told), told


def test_a_manifest_that_is_none() -> None:
    assert "m.yaml:1: title is missing" in faults("looks: [a]")
    assert faults("- a")[0].startswith("m.yaml:1:")
    assert faults("\x00")[0].startswith("m.yaml: not readable as YAML")


def test_yaml_is_read_plainly_and_within_bounds() -> None:
    assert read("{a: no, b: 14:32, c: 2041-03-14, d: true, e: 1e3, f: 0x10, g: ~, h: '5', i: .5, j: 007}", "x").value == {
        "a": "no", "b": "14:32", "c": "2041-03-14", "d": True, "e": 1000.0, "f": "0x10", "g": None, "h": "5", "i": 0.5, "j": "007",
    }  # fmt: skip
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 9))
    with pytest.raises(TemplateError, match="far more values"):
        read(bomb, "x")
    with pytest.raises(TemplateError, match="far more values"):
        read("[" * 60 + "]" * 60, "x")


def test_durations() -> None:
    assert [str(Seconds.parse(text)) for text in (12, "12", "12f", "0.5s", "500 ms", "1.5f")] == ["0.5s"] * 5 + ["0.0625s"]
    for wrong in ("-1", "x", "", "1h", True, "90000000s"):
        with pytest.raises(ValueError, match=r"duration|longer"):
            Seconds.parse(wrong)
