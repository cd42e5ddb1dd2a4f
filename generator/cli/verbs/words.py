"""How what the data path tells is said on a screen."""

from __future__ import annotations

from generator.cli.console import Advance
from generator.plan.job import Progress, Told


def told_by(advance: Advance) -> Told:
    """Progress of the data path, as a bar or lines tell it."""

    def told(progress: Progress) -> None:
        advance(progress.done, progress.total, f"{progress.stage} {progress.what}")

    return told
