"""``verify``: every file of a plate against its manifest."""

from __future__ import annotations

import sys
from pathlib import Path

from generator.cli.console import document, result, say
from generator.render import verify_plate


def run(plates: list[Path], as_json: bool) -> None:
    """Tell all that is wrong; exit code 1 when anything is."""
    found = {plate: verify_plate(plate) for plate in plates}
    if as_json:
        document([{"plate": str(plate), "problems": [str(p) for p in problems]} for plate, problems in found.items()])
    for plate, problems in found.items():
        for problem in problems:
            say(str(problem))
        if not as_json:
            result(f"{plate}: {f'{len(problems)} faults' if problems else 'all there and as it was made'}")
    if any(found.values()):
        sys.exit(1)
