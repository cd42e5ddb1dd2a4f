"""Templates say whom each part of their picture is about, by name: what Cryptomattes and boxes are made of."""

from __future__ import annotations

from typing import Any

import pytest

from generator.brief import Brief
from generator.render import Places
from generator.render.plate import BriefSource
from generator.scene.marks import names
from generator.values.picture import CITIZEN, ELEMENT


def shown(template: str, kind: str, **parameters: Any) -> tuple[str, ...]:
    places = Places()
    asked = {"template": template, "formats": "crypto", "frames": "1001", "parameters": parameters}
    return names(BriefSource(Brief.of(places.shelf().manifest(template), asked), places).asset.scene(), kind)


def test_the_hud_names_whom_it_judges_and_the_others() -> None:
    assert shown("score_hud", CITIZEN, crowd=3) == (
        "Vera_Radanescu",
        "Fatima_Caldavia",
        "Matias_Rumiwayo",
        "Dario_Penabria_Lorenzal",
    )
    elements = shown("score_hud", ELEMENT)
    assert {"others", "brackets", "portrait", "score", "identity", "history", "sanctions", "camera"} <= set(elements)


def test_somebody_of_whom_there_is_no_file_has_no_name() -> None:
    assert shown("score_hud", CITIZEN, crowd=0, verdict="unknown") == ("unknown",)


@pytest.mark.parametrize(("template", "who"), [("shaming_billboard", "citizen_746295141"), ("dishonest_caller", "Celia_Branajo_Vernalba")])
def test_a_portrait_is_somebodys(template: str, who: str) -> None:
    assert who in shown(template, CITIZEN)
