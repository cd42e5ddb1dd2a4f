"""The rules that ship, and a span of forty days."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from generator.world.rules import Rules
from generator.world.rules_file import read_rules

FOLDER = Path(__file__).parents[2] / "templates/_world"
RULES_TEXT = (FOLDER / "rules.yaml").read_text(encoding="utf-8")
RULES: Rules = read_rules(RULES_TEXT, "rules.yaml")
SINCE = datetime(2041, 9, 8)
UNTIL = SINCE + timedelta(days=40)
SEED = 7
