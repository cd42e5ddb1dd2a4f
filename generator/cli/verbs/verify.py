"""``verify``: every file of a plate against its manifest."""

from __future__ import annotations

import sys
from pathlib import Path

from generator.cli.console import counted, document, result, say
from generator.problems import BriefError, Problem
from generator.render import examine


def run(plates: list[Path], as_json: bool) -> None:
    """Tell all that is wrong, and what movies are; exit code 1 when anything is wrong. Raises BriefError for what is not there at all."""
    gone = [Problem(f"there is no plate {plate}") for plate in plates if not plate.exists()]
    if gone:
        raise BriefError(gone)
    found = {plate: examine(plate) for plate in plates}
    if as_json:
        document(
            [{"plate": str(p), "problems": [str(fault) for fault in seen.problems], "movies": seen.movies} for p, seen in found.items()]
        )
    for plate, seen in found.items():
        for problem in seen.problems:
            say(str(problem))
        if not as_json:
            result(f"{plate}: {counted(len(seen.problems), 'fault') if seen.problems else 'all there and as it was made'}")
            for movie, words in seen.movies.items():
                result(f"  {movie}: {words}")
    if any(seen.problems for seen in found.values()):
        sys.exit(1)
