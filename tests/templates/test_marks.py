"""The state's own marks: one for every rule, sanction and reward; each keeps to its grid, no two are alike, a wrong name is told."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
import yaml

from generator.documents.canvas import parse_canvas
from generator.documents.compose import Request, compose
from generator.documents.parse import parse
from generator.documents.template import SCENE, Source, Template
from generator.elements.build import Port, build
from generator.paint.painter import Painter
from generator.problems import TemplateError
from generator.scene.sample import Sampler
from generator.shelf.shelf import Shelf
from generator.typography.fonts import FontBook
from generator.values.picture import Plane
from generator.values.rate import Rate
from generator.world.rules_file import read_rules

RULES = Path(__file__).parents[2] / "templates" / "_world" / "rules.yaml"
SHEET = Shelf().template("marks_sheet")
COLUMNS, CELL = 12, 48  # a cell holds the grid of 24 units twice over: a mark, and 12 units of nothing on every side of it
UNITS = 24
HEAD = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:ui="https://ministerio.example/ui"
viewBox="0 0 {{ canvas.width }} {{ canvas.height }}">
{% import "_kit/pictograms.svg.j2" as pictograms %}{% import "_kit/marks.svg.j2" as marks %}
"""


def template(body: str) -> Template:
    """The sheet's template with another scene, of which the fourth line is the body's first."""
    return replace(SHEET, sources={**SHEET.sources, SCENE: Source("scene.svg.j2", HEAD + body + "</svg>")})


def composed(body: str, canvas: str = "48x48", language: str = "es", look: str = "ministry") -> str:
    request = Request(SHEET.manifest.values({}, language), look, language, parse_canvas(canvas), Rate.parse(24))
    return compose(template(body), request, clock=lambda: 0.0).text


def names(of: str) -> list[str]:
    text = composed("{% for id in " + of + " %}<g id='{{ id }}'/>{% endfor %}")
    return [element.get("id") for element in parse(text, "scene.svg.j2").root.walk() if element.tag == "g"]


def cells(of: str, macro: str, count: int) -> list[Plane]:
    """What covers each cell of 48 units, two pixels to a unit."""
    rows = -(-count // COLUMNS)
    body = (
        f"{{% for id in {of} %}}{{% set b = box(loop.index0 % {COLUMNS} * {CELL} + 12, loop.index0 // {COLUMNS} * {CELL} + 12, 24, 24) %}}"
        f"{{{{ {macro}({of}[id], b, 'black'{{}}) }}}}{{% endfor %}}"
    ).replace("{}", ", weight=2.7" if "draw" in macro else "")
    text = composed(body, f"{COLUMNS * CELL}x{rows * CELL}")
    scene = build(parse(text, "scene.svg.j2"), Port(FontBook(()), Shelf().images(SHEET), Rate.parse(24)), 2 * COLUMNS * CELL)
    cover = Painter(scene).paint(Sampler(scene).frame(0)).beauty[..., 3]
    side = 2 * CELL
    return [cover[i // COLUMNS * side :, i % COLUMNS * side :][:side, :side] for i in range(count)]


@cache
def pictograms() -> dict[str, Plane]:
    ids = names("pictograms.signs")
    return dict(zip(ids, cells("pictograms.signs", "pictograms.draw", len(ids)), strict=True))


@cache
def departments() -> dict[str, Plane]:
    ids = names("marks.departments")
    return dict(zip(ids, cells("marks.departments", "marks.mark", len(ids)), strict=True))


def test_every_rule_sanction_and_reward_has_a_pictogram() -> None:
    text = RULES.read_text(encoding="utf-8")
    rules, raw = read_rules(text, RULES.name), yaml.safe_load(text)
    wanted = {
        *rules.behaviours,
        *(behaviour.evidence for behaviour in rules.behaviours.values()),
        *(measure.id for measure in rules.measures),
        *(behaviour.category for behaviour in rules.behaviours.values()),
    }
    assert {*raw["behaviours"], *raw["sanctions"], *raw["rewards"]} <= wanted
    assert wanted - set(pictograms()) == set()


def test_every_institution_of_the_canon_has_a_mark() -> None:
    canon = yaml.safe_load((RULES.parent / "servicios_publicos.yaml").read_text(encoding="utf-8"))
    assert set(canon["institutions"]) == set(departments())


@pytest.mark.parametrize("family", [pictograms, departments])
def test_a_mark_fills_its_grid_and_keeps_inside_of_it(family: Callable[[], dict[str, Plane]]) -> None:
    def reach(cover: Plane) -> tuple[float, float, float, float]:
        rows, columns = (np.flatnonzero(cover.max(axis=axis) > 0.02) for axis in (1, 0))
        return columns[0] / 2 - 12, rows[0] / 2 - 12, (columns[-1] + 1) / 2 - 12, (rows[-1] + 1) / 2 - 12

    reaches = {name: reach(cover) for name, cover in family().items()}
    assert {name: r for name, r in reaches.items() if min(r[:2]) < 0 or max(r[2:]) > UNITS} == {}
    assert {name: r for name, r in reaches.items() if max(r[2] - r[0], r[3] - r[1]) < 14} == {}
    assert {name: r for name, r in reaches.items() if abs(r[0] + r[2] - UNITS) > 4} == {}, "and stands in its middle"


@pytest.mark.parametrize("family", [pictograms, departments])
def test_no_two_are_alike(family: Callable[[], dict[str, Plane]]) -> None:
    alike = [
        (one, two)
        for (one, a), (two, b) in combinations(family().items(), 2)
        if np.abs(a - b).sum() < 0.05 * max(a.sum(), b.sum())  # differing by less than a twentieth of its ink
    ]
    assert alike == []


def test_what_is_withdrawn_is_struck_through() -> None:
    whole, barred = pictograms()["mobility"], pictograms()["transit_pass"]
    middle = slice(CELL - 4, CELL + 4)
    assert barred[middle, middle].trace() > 7.5
    assert (np.clip(whole - barred, 0, 1)).sum() > 100, "and what is under the bar gives way to it"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("pictograms.draw(pictograms.signs.fare_doging, page, 'black')", "there is no pictogram fare_doging; did you mean fare_dodging?"),
        (
            "pictograms.draw(pictograms.signs['sumons_missed'], page, 'black')",
            "there is no pictogram sumons_missed; did you mean summons_missed?",
        ),
        ("marks.mark(marks.departments.clinic, page, 'black')", "there is no department clinic; did you mean clinica?"),
        ("named('sign', {'a': 1}, {'a': 2})", "there is more than one sign a"),
    ],
)
def test_a_wrong_name_is_told_where_it_is_used(wrong: str, told: str) -> None:
    with pytest.raises(TemplateError) as caught:
        composed("<g/>\n{{ " + wrong + " }}")
    assert str(caught.value) == f"scene.svg.j2:5: {told}"


def test_a_line_is_heavier_where_it_is_small() -> None:
    def weight(side: int) -> float:
        text = composed(f"{{{{ pictograms.draw(pictograms.signs.confirm, box(0, 0, {side}, {side}), 'black') }}}}", "1920x1080")
        return next(float(e.get("stroke-width")) for e in parse(text, "scene.svg.j2").root.walk() if e.get("stroke-width"))

    weights = [weight(side) for side in (16, 24, 48, 96)]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == 4


@pytest.mark.parametrize("language", SHEET.manifest.languages)
@pytest.mark.parametrize("look", SHEET.manifest.looks)
def test_the_sheet_names_them_all(look: str, language: str) -> None:
    request = Request(SHEET.manifest.values({}, language), look, language, parse_canvas(SHEET.manifest.canvases[0]), Rate.parse(24))
    document = parse(compose(SHEET, request, clock=lambda: 0.0).text, "scene.svg.j2")
    assert build(document, Port(FontBook(Shelf().fonts()), Shelf().images(SHEET), Rate.parse(24), language=language), 240).height > 240
    texts = [child for element in document.root.walk() for child in element.children if isinstance(child, str)]
    assert {*pictograms(), *departments()} <= set(texts)
