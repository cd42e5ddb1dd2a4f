"""The page about the world is held to the program: its examples are read as rules and as a canon, its keys are those that are read."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from generator.world.canon_file import read_canon
from generator.world.citizens import Pinned
from generator.world.city import AT_HOME, KINDS, ONLINE
from generator.world.rules import DAYS, EVIDENCE, TENDS, WHO
from generator.world.rules_file import read_rules
from tests.world.states import RULES

TEXT = (Path(__file__).parents[2] / "docs/world.md").read_text(encoding="utf-8")
RULES_EXAMPLE, CANON_EXAMPLE, STILLS_EXAMPLE = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)


def test_its_examples_are_read() -> None:
    more = "behaviours:\n  fare_dodging: {points: -30, category: m, evidence: camera, place: station, rate: 0}"
    rules = read_rules(RULES_EXAMPLE.replace("behaviours:", more, 1), "docs/world.md")
    assert rules.behaviours["jaywalking"] == RULES.behaviours["jaywalking"] or rules.behaviours["jaywalking"].points == -12
    canon = read_canon(CANON_EXAMPLE, "docs/world.md", RULES)
    assert canon.facts[0].leaves == 496
    stills = {
        name: person.pinned.still for name, person in read_canon("title: Film\n" + STILLS_EXAMPLE, "docs/world.md", RULES).cast.items()
    }
    assert [bool(still) for still in stills.values()] == [True, True, True]


def test_it_names_every_choice_and_field() -> None:
    for name in (*EVIDENCE, *KINDS, AT_HOME, ONLINE, *TENDS, *WHO, *DAYS[1:]):
        assert re.search(rf"\b{name}\b", TEXT), name
    for field in fields(Pinned):
        assert field.name in {"lives_with"} or re.search(rf"\b{field.name}\b", TEXT), field.name
