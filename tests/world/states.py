"""The rules that ship, and a span of forty days."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from generator.world.canon import Canon
from generator.world.canon_file import read_canon
from generator.world.rules import Rules
from generator.world.rules_file import read_rules
from generator.world.world import World

FOLDER = Path(__file__).parents[2] / "templates/_world"
RULES_TEXT = (FOLDER / "rules.yaml").read_text(encoding="utf-8")
RULES: Rules = read_rules(RULES_TEXT, "rules.yaml")
SINCE = datetime(2041, 9, 8)
UNTIL = SINCE + timedelta(days=40)
SEED = 7
CANON_TEXT = (FOLDER / "servicios_publicos.yaml").read_text(encoding="utf-8")


def canon(text: str) -> Canon:
    """A canon from its text; a title is put before it, so that its first line is line 2."""
    return read_canon("title: Test\n" + text, "canon.yaml", RULES)


def world(text: str) -> World:
    """A world from a canon's text."""
    return World(RULES, canon(text))
