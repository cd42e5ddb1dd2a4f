"""Cue sheets: what a template may ask for, what is refused and where, and where cues come to lie."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from generator.documents.canvas import parse_canvas
from generator.documents.compose import Request
from generator.documents.cue_sheet import CueSheet, compose_sound
from generator.documents.manifest import read_manifest
from generator.documents.template import SOUND, Source, Template
from generator.motion.track import Steps
from generator.problems import TemplateError
from generator.render.soundtrack import cues_of
from generator.shelf.texts import shipped
from generator.sound import timeline
from generator.sound.cues import Cue
from generator.values.rate import Rate

MANIFEST = """
title: A
description: A test.
looks: [vigil]
languages: [en]
canvases: [hd]
duration: 48
beats: {speak: 12}
parameters: {name: {type: text, default: Ada}}
"""
WORDS = 'say: "Hello {name}"\n'


def sheet(text: str, **parameters: Any) -> CueSheet:
    look = (shipped("templates") / "_kit" / "looks" / "vigil.yaml").read_text(encoding="utf-8")
    manifest = read_manifest(MANIFEST, "manifest.yaml")
    sources = {
        SOUND: Source("a/sound.yaml.j2", text),
        "words/en.yaml": Source("en.yaml", WORDS),
        "_kit/looks/vigil.yaml": Source("vigil", look),
    }
    asked = Request(manifest.values(parameters, "en"), "vigil", "en", parse_canvas("hd"), Rate.parse(24))
    found = compose_sound(Template("a", manifest, sources), asked, lambda: 0.0)
    assert found is not None
    return found


def placed(text: str, lengths: dict[str, float] | None = None, **parameters: Any) -> dict[str, tuple[float, float]]:
    cues = cues_of(sheet(text, **parameters), "en")
    timeline.check(cues)
    known = {cue.name: cue.length or Fraction(str((lengths or {}).get(cue.name, 1))) for cue in cues}
    return {p.cue.name: (float(p.begin), float(p.end)) for p in timeline.place(cues, known)}


def fault(text: str, **parameters: Any) -> str:
    with pytest.raises(TemplateError) as caught:
        placed(text, **parameters)
    return str(caught.value)


def test_a_template_without_a_sound_has_none() -> None:
    manifest = read_manifest(MANIFEST, "manifest.yaml")
    asked = Request(manifest.values({}, "en"), "vigil", "en", parse_canvas("hd"), Rate.parse(24))
    assert compose_sound(Template("a", manifest, {}), asked, lambda: 0.0) is None


def test_cues_see_what_the_scene_sees() -> None:
    (cue,) = sheet("cues:\n  - {name: a, kind: voice, at: {{ beat.speak + f(6) }}, text: \"{{ w('say', name=p.name) }}\"}\n").cues
    assert (cue.at.shift.frames, cue.text) == (18, "Hello Ada")


@pytest.mark.parametrize("name", ['Ir"e', "a\\nb", "a: #x", "{a}, [b]", "it's & <b>", "tab\tline\nnext", "&quot;"])
def test_whatever_a_value_holds_stays_between_its_quotes(name: str) -> None:
    assert sheet('cues:\n  - {name: a, kind: voice, text: "{{ p.name }}"}\n', name=name).cues[0].text == name


def test_kinds_have_their_bus_and_treatment_unless_a_cue_says() -> None:
    text = "cues:\n- {name: a, kind: motif}\n- {name: b, kind: busy}\n- {name: c, kind: voice, text: x, bus: interface, treatment: dry}\n"
    assert [(cue.bus, cue.treatment) for cue in cues_of(sheet(text), "en")] == [
        ("interface", "dry"),
        ("call", "telephone"),
        ("interface", "dry"),
    ]


def test_cues_lie_beside_each_other() -> None:
    text = """\
cues:
  - {name: last, kind: click, at: {before: voice, minus: 6f}, for: 1s}
  - {name: voice, kind: motif, at: {after: ring, plus: 1s}, for: 2s}
  - {name: ring, kind: ringback, at: 12f, for: 3s}
  - {name: under, kind: click, at: {with: voice, plus: 500ms}}
  - {name: early, kind: click, at: {after: ring, minus: 250ms}}
"""
    assert placed(text, {"under": 0.5, "early": 0.1}) == {
        "last": (3.25, 4.25),
        "voice": (4.5, 6.5),
        "ring": (0.5, 3.5),
        "under": (5.0, 5.5),
        "early": (3.25, 3.35),
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("cues:\n- {name: a, kind: click}\n- {name: a, kind: click}\n", "a/sound.yaml.j2:3: there is more than one cue a"),
        (
            "cues:\n- {name: ring, kind: click}\n\n- {name: a, kind: click, at: {after: rign}}\n",
            "a/sound.yaml.j2:4: a: there is no cue rign; did you mean ring?",
        ),
        (
            "cues:\n- {name: x, kind: click}\n- {name: a, kind: click, at: {after: c}}\n- {name: b, kind: click, at: {with: a}}\n"
            "- {name: c, kind: click, at: {before: b}}\n",
            "a/sound.yaml.j2:3: these cues wait for each other: a, c, b",
        ),
        ("cues:\n- {name: a, kind: click, at: {after: a}}\n", "a/sound.yaml.j2:2: these cues wait for each other: a"),
        ("cues:\n- {name: b, kind: click}\n- {name: a, kind: click, at: {before: b}}\n", "a/sound.yaml.j2:3: a would begin 1 s before"),
        ("cues:\n- {name: a, kind: clik}\n", "a/sound.yaml.j2:2: cues.0.kind: it should be"),
        ("cues:\n- name: a\n  kind: click\n  colour: red\n", "a/sound.yaml.j2:4: unknown key cues.0.colour; did you mean country?"),
        ("cues:\n- name: a\n  kind: click\n  country: es\n", "country is for ringback and busy, not for click"),
        ("cues:\n- {name: a, kind: voice}\n", "a/sound.yaml.j2:2: cues.0: voice needs text"),
        ("cues:\n- {name: a, kind: silence}\n", "silence needs for: how long it is"),
        ("cues:\n- {name: a, kind: click, at: soon}\n", "'soon' is no duration; write 48"),
        ("cues:\n- {name: a, kind: click, at: {aftr: b}}\n", "there is no aftr here; did you mean after?"),
        ("cues:\n- {name: a, kind: click, at: {after: b, with: c}}\n", "write a time, or one of after, before and with"),
        ("cues:\n- {name: a, kind: click, gain: 40}\n", "cues.0.gain: it should be less than or equal to 24"),
        ("cues:\n- {name: a, kind: click, for: 0s}\n", "for is between 0 and 3600 s"),
        ("{% for i in range(3) %}\n{% endfor %}\ncues:\n- {name: a, kind: [}\n", "a/sound.yaml.j2:4: not readable as YAML"),
        ("cues: []\nloudness: 0\n", "a/sound.yaml.j2:2: loudness: it should be less than or equal to -9"),
        ("- a\n", "a sound is written as cues: and a list"),
        ("cues:\n{{ p.nmae }}\n", "a/sound.yaml.j2:2: there is no parameter nmae; did you mean name?"),
    ],
)  # fmt: skip
def test_faults_are_told_where_they_were_written(text: str, told: str) -> None:
    assert told in fault(text)


def test_lines_are_the_templates_after_loops_too() -> None:
    text = "{% set n = 3 %}\ncues:\n{% for i in range(n) %}\n- name: click_{{ i }}\n  kind: click\n{% endfor %}\n- name: b\n  kind: clack\n"
    assert "a/sound.yaml.j2:8: cues.3.kind" in fault(text)


def test_all_faults_are_told_at_once() -> None:
    found = fault("cues:\n- {name: a, kind: busy, text: x}\n- {name: b, kind: voice}\n- {name: C, kind: click}\n").splitlines()
    assert len(found) == 3


def test_a_value_that_moves_has_no_place_in_a_sound() -> None:
    look = (shipped("templates") / "_kit" / "looks" / "vigil.yaml").read_text(encoding="utf-8")
    manifest = read_manifest(MANIFEST, "manifest.yaml")
    sources = {SOUND: Source("s", "cues:\n- {name: a, kind: click, gain: {{ moving }}}\n"), "_kit/looks/vigil.yaml": Source("vigil", look)}
    facts = {"moving": Steps((0.0, 1.0), (0.0, 1.0))}
    asked = Request(manifest.values({}, "en"), "vigil", "en", parse_canvas("hd"), Rate.parse(24), facts=facts)
    with pytest.raises(TemplateError, match="s:2: a value that moves has no place in a sound"):
        compose_sound(Template("a", manifest, sources), asked, lambda: 0.0)


def test_a_chain_of_two_hundred_cues_is_placed() -> None:
    cues = [Cue("c0", "click")]
    text = "cues:\n- {name: c0, kind: click}\n" + "".join(
        f"- {{name: c{i}, kind: click, at: {{after: c{i - 1}}}}}\n" for i in range(1, 200)
    )
    assert placed(text, {f"c{i}": 0.1 for i in range(200)})["c199"] == pytest.approx((19.9, 20.0))
    assert "at most 200" in fault(text + "- {name: one_more, kind: click}\n")
    assert cues[0].at.edge == "begin"
