"""What every exporter starts from, and what it gives: files by name."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.batch.plan import Plan

PLAN = "plan.json"
Files = Mapping[str, str]
"""The files of a job by their names; scripts end in .sh or .sbatch."""


@dataclass(frozen=True, slots=True)
class FarmJob:
    """A plan as a job: its name, where its plates go, the folder that the job and its plan stand in (as the farm's machines see them), and
    the files and folders that it needs beside the program, by their whole names."""

    name: str
    plan: Plan
    out: Path
    folder: Path
    files: tuple[Path, ...] = ()
    folders: tuple[Path, ...] = ()

    @property
    def last(self) -> int:
        """The number of the last item."""
        return len(self.plan.items) - 1

    def command(self, *more: str) -> str:
        """One command line of a shell, wherever that stands. What is asked for ``more`` is written as it is: it may be the scheduler's to
        fill in."""
        given = ["ministerio", "render", "--plan", str(self.folder / PLAN), "--out", str(self.out)]
        return " ".join([*map(shlex.quote, given), *more])
