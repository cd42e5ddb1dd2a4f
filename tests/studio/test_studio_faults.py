"""Faults, told where they are to be mended: at a field, and around the text on the last good picture."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.render.film import Places
from generator.studio.desk import Desk
from generator.studio.easel import Easel
from generator.studio.hand import Errand, _done
from generator.studio.watch import Edition
from generator.studio.wish import Wish
from tests.studio.at_the_desk import SCENE, WORDS, make_templates

KIT = """\
{% macro line(y, text) -%}
<ui:text x="20" y="{{ y }}" width="200" height="24" font-family="Saira" font-size="15" fill="#ffffff">{{ text }}</ui:text>
{%- endmacro %}
"""
MANY = """\
{% import "parts/kit.svg.j2" as kit %}
<svg xmlns="http://www.w3.org/2000/svg" xmlns:ui="https://ministerio.example/ui" viewBox="0 0 320 180">
  <g ui:layer="words">
    {{ kit.line(0, "uno") }}{{ kit.line(24, "dos") }}{{ kit.line(48, p.name | upper) }}
    {{ kit.line(72, "tres") }}{{ kit.line(96, "cuatro") }}
    {% for row in p.rows %}{{ kit.line(120 + 24 * loop.index0, row.what) }}{% endfor %}
    <g visibility="hidden"><set attributeName="visibility" to="visible" begin="36f"/>{{ kit.line(144, p.name ~ " llama") }}</g>
    <text x="240" y="100" font-family="Saira" font-size="12" fill="#ffffff">
      {{ w(p.kind,
           name="x") }}</text>
  </g>
</svg>
"""


class At:
    """A desk with one template, whose frames are asked for as a page does."""

    def __init__(self, folder: Path, scene: str) -> None:
        self.folder = make_templates(folder / "templates") / "desk"
        (self.folder / "parts").mkdir()
        (self.folder / "parts" / "kit.svg.j2").write_text(KIT, encoding="utf-8")
        (self.folder / "scene.svg.j2").write_text(scene, encoding="utf-8")
        self.easel = Easel(Desk(Places((folder / "templates",)), folder, folder / "output"))
        self.edition = 0

    def problems(self, frame: int = 1001, **parameters: Any) -> list[dict[str, Any]]:
        body = {"wish": {"template": "desk", "parameters": parameters}, "sight": {"frame": frame, "part": 2}}
        answer = _done(self.easel, Errand(1, Edition("", "", (("desk", str(self.edition)),)), "frame", body))
        assert answer.kind in {"done", "mistake"}, answer
        return list(answer.facts.get("problems", []))


@pytest.fixture
def at(tmp_path: Path) -> At:
    return At(tmp_path, MANY)


def test_of_many_texts_of_a_line_the_one_that_overflows_is_boxed(at: At) -> None:
    assert at.problems() == []
    found, later = at.problems(name="W" * 20)
    assert (found["kind"], found["fields"]) == ("overflow", [("name",)])
    ((x, y, width, height),), ((_, _, wide, _),) = found["boxes"], found["beyond"]
    assert 48 <= y < y + height <= 73
    assert x >= 18
    assert x + width <= 221, "the room ends there"
    assert wide > 280
    assert found["there"]
    assert not found["later"]
    assert found["spare"] == 7
    assert later["later"] == 1037, "the nearest frame that was looked at"
    assert later["boxes"][0][1] > 140
    assert later["fields"] == [("name",)]


def test_a_value_in_a_row_is_found(at: At) -> None:
    at.problems()
    (found,) = at.problems(rows=[{"what": "uno", "points": 1}, {"what": "M" * 20, "points": 1}])
    assert found["fields"] == [("rows", 1, "what")]
    assert 144 <= found["boxes"][0][1] <= 168
    (missing,) = at.problems(rows=[{"what": "uno", "points": 1}, {"what": "dos"}])
    assert (missing["kind"], missing["fields"]) == ("parameter", [("rows", 1, "points")])


def test_letters_that_no_font_has_are_one_fault_around_their_text(at: At) -> None:
    at.problems()
    found = at.problems(name="Ada \U0001f642\u1000")[0]
    assert found["kind"] == "letters"
    assert found["what"] == "\U0001f642\n\u1000"
    assert "U+1F642 '\U0001f642', U+1000 '\u1000'" in found["message"]
    assert found["fields"] == [("name",)]
    assert len(found["boxes"]) == 1
    assert 40 <= found["boxes"][0][1] <= 60


def test_a_missing_word_is_boxed_where_it_stood(at: At) -> None:
    at.problems(kind="bye")
    at.edition += 1
    (at.folder / "words" / "es.yaml").write_text(WORDS["es"].replace("bye: Adiós {name}\n", ""), encoding="utf-8")
    (found,) = at.problems(kind="bye")
    assert (found["kind"], found["what"]) == ("word", "bye")
    assert len(found["boxes"]) == 1
    assert found["boxes"][0][0] > 230


def test_any_other_fault_is_boxed_by_the_nearest_line_that_draws(tmp_path: Path) -> None:
    at = At(tmp_path, SCENE)
    at.problems()
    at.edition += 1
    (at.folder / "scene.svg.j2").write_text(SCENE.replace("p.kind", "p.kin"), encoding="utf-8")
    (found,) = at.problems()
    assert found["line"] == 7, "the element begins on line 6"
    assert len(found["boxes"]) == 1


def test_a_short_value_inside_of_a_longer_word_is_not_what_is_meant(tmp_path: Path) -> None:
    at = At(
        tmp_path, SCENE.replace("{{ w(p.kind, name=p.name) }}", "{{ p.name }} {{ p.rows[0].what }}nte y alguna cosa larguísima más y más")
    )
    at.problems(name="x", rows=[{"what": "u", "points": 1}])
    found = [problem["fields"] for problem in at.problems(name="Ana" * 9, rows=[{"what": "uno", "points": 1}])]
    assert found == [[("name",)]]


def test_of_many_texts_of_a_line_the_weak_one_is_boxed(tmp_path: Path) -> None:
    scene = MANY.replace('<g ui:layer="words">', '<g ui:layer="words"><rect x="0" y="72" width="320" height="24" fill="#eeeeee"/>')
    at = At(tmp_path, scene)
    assert at.problems() == []
    remarks = at.easel.remarks(Wish.model_validate({"template": "desk"}), 1001)["remarks"]
    (weak,) = [remark for remark in remarks if remark["rule"] == "contrast" and "tres" in remark["message"]]
    assert len(weak["boxes"]) == 1
