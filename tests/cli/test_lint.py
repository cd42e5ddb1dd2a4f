"""``lint``: every finding once with where it is, JSON, exit codes; and the templates that ship have no faults."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.inspection.finding import Variant
from generator.render import Places
from generator.render.lint import Errand, inspect
from generator.shelf import Shelf

Run = Callable[..., Any]
SCENE = "templates/tiny/scene.svg.j2"


def test_a_template_without_faults(ministerio: Run, tiny: Any) -> None:
    done = ministerio("lint", "tiny", "--jobs", 1)
    assert (done.code, done.out) == (0, "tiny: no faults, no notes\n")
    assert "looked at 4 variants of tiny" in done.err


@pytest.mark.parametrize("jobs", [1, 2])
def test_findings_are_told_once_with_where_they_are(ministerio: Run, tiny: Any, jobs: int) -> None:
    line = tiny.draw("""{% if look.name == 'ministry' %}<rect width="9" height="0.5" y="60" fill="red"/>{% endif %}
    {% if language.code == 'en' %}<ui:text width="9" height="20" font-family="Saira" font-size="12">Overflow</ui:text>{% endif %}
    {% if look.name == 'vigil' %}<text x="20" y="70" font-family="Sairra" font-size="12" fill="#4a4a4a">dim</text>{% endif %}""")
    done = ministerio("lint", "tiny", "--jobs", jobs)
    assert done.code == 2
    told = done.out.splitlines()
    assert told[0] == f"{SCENE}:{line}: fault: a shape is 0.50 px thin at most; nothing under 1 px holds still [look ministry; language es]"
    assert told[1].startswith(f"{SCENE}:{line + 1}: fault: 'Overflow' overflows its box by ")
    assert told[1].endswith(" [language en]"), "what does not compile is told in the words of compiling, and no more can be seen then"
    assert told[2] == f"{SCENE}:{line + 2}: fault: there is no font family Sairra; did you mean Saira? [look vigil]"
    assert told[-1].startswith("tiny: 3 faults, ")


def test_json(ministerio: Run, tiny: Any) -> None:
    line = tiny.draw('<rect width="9" height="0.5" fill="red"/>')
    done = ministerio("lint", "tiny", "--jobs", 1, "--json")
    assert (done.code, done.json["variants"], done.json["faults"], done.json["notes"]) == (2, 4, 1, 0)
    (finding,) = done.json["findings"]
    assert (finding["kind"], finding["rule"], finding["file"], finding["line"]) == ("fault", "hairline", SCENE, line)
    assert (finding["looks"], finding["languages"], finding["canvases"]) == (["vigil", "ministry"], ["es", "en"], ["128x72"])


def test_words_and_looks_are_compared_even_where_nobody_asks_for_them(ministerio: Run, tiny: Any) -> None:
    tiny.write("words/en.yaml", "hello: Hello {name}\nbye: Bye\n")
    done = ministerio("lint", "tiny", "--jobs", 1)
    assert (done.code, done.out.splitlines()[0]) == (2, "templates/tiny/words/es.yaml: fault: the word bye is missing in es; en has it")


def test_a_longer_name_can_be_tried(ministerio: Run, tiny: Any) -> None:
    done = ministerio("lint", "tiny", "--jobs", 1, "--set", "name=Valdemar de la Concordia")
    assert done.code == 2
    assert f"{SCENE}:9: fault: 'Hola Valdemar de la Concordia' overflows its box by " in done.out


def test_flashes_and_seams_of_a_whole_template(ministerio: Run, tiny: Any) -> None:
    blink = '<animate attributeName="opacity" values="1;0" dur="6f" repeatCount="indefinite"/>'
    tiny.draw(f'<rect width="128" height="72" fill="white">{blink}</rect>')
    tiny.change("manifest.yaml", "beats:", "loop: {start: 4f, period: 11f}\nbeats:")
    told = ministerio("lint", "tiny", "--jobs", 1).out
    assert "of the picture has more than 3 flashes in the second to frame " in told
    assert "templates/tiny/manifest.yaml: fault: the loop has a seam: frame 4 and the one 11 frames later differ by " in told


def test_mistakes_of_the_command_are_told_before_anything_is_inspected(ministerio: Run, tiny: Any) -> None:
    for arguments, told in (
        (["tinny"], "unknown template tinny; did you mean tiny?\n"),
        (["tiny", "--set", "nmae=x"], "unknown parameter nmae; did you mean name?\n"),
    ):
        done = ministerio("lint", *arguments)
        assert (done.code, done.out, done.err) == (2, "", told)


SPECIMENS = ("marks_sheet", "type_specimen")
"""Sheets that show on purpose what a plate may not: type and marks in sizes down to the smallest."""
FEWER = {"face_sheet": {"count": 2}}
"""Parameters with which a template takes less time."""


def crossing(name: str) -> list[Variant]:
    """Every look, language and canvas of a plate at least once, each against the first of the others; of a sheet (one frame) its first."""
    manifest = Shelf().template(name).manifest
    look, language, canvas = manifest.looks[0], manifest.languages[0], manifest.canvases[0]
    if manifest.duration.frames <= 1:
        return [Variant(look, language, canvas)]
    every = [Variant(other, language, canvas) for other in manifest.looks]
    every += [Variant(look, other, canvas) for other in manifest.languages[1:]]
    return every + [Variant(look, language, other) for other in manifest.canvases[1:]]


@pytest.mark.parametrize(
    ("name", "variant"),
    [(name, variant) for name in Shelf().names() if name not in SPECIMENS for variant in crossing(name)],
    ids=lambda v: "-".join(str(v).split("'")[1::2]) or v,
)
def test_the_templates_that_ship_have_no_faults(name: str, variant: Variant) -> None:
    """All variants together are ``ministerio lint`` itself, which CI calls."""
    inspected = inspect(Errand(name, FEWER.get(name, {}), Places(), variant, moving=variant == crossing(name)[0]))
    assert [str(finding) for finding in inspected.findings if not finding.note] == []


@pytest.mark.parametrize("score", [540, 640, 920])
@pytest.mark.parametrize("look", Shelf().template("score_hud").manifest.looks)
def test_every_verdict_can_be_read_in_every_look(look: str, score: int) -> None:
    inspected = inspect(Errand("score_hud", {"score": score}, Places(), Variant(look, "en", "hd"), moving=False))
    assert [str(finding) for finding in inspected.findings if not finding.note] == []
