"""``submit``: a sheet as a job for a farm: its plan, and what the farm's scheduler reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.cli.console import document, result
from generator.cli.verbs import plans
from generator.cli.verbs.assets import opened, settings_of
from generator.deliver.files import write_bytes
from generator.farm.commands import commands
from generator.farm.job import PLAN, FarmJob, Files
from generator.farm.opencue import opencue
from generator.farm.openjd import openjd
from generator.farm.slurm import slurm
from generator.problems import BriefError, did_you_mean

KINDS: Mapping[str, Callable[[FarmJob], Files]] = {"openjd": openjd, "slurm": slurm, "commands": commands, "opencue": opencue}
_SCRIPTS = (".sh", ".sbatch")


def run(
    sheet: Path, defaults: Mapping[str, Any], *, wedges: list[str], kind: str, out: Path, plates: Path, jobs: int | None,
    overwrite: bool, templates: list[Path], fonts: list[Path], as_json: bool,
) -> None:  # fmt: skip
    """Plan the sheet and write the job."""
    if kind not in KINDS:
        raise BriefError(f"there is no farm {kind}{did_you_mean(kind, KINDS)}")
    settings = replace(settings_of(plates, templates, fonts, overwrite), home=Path.cwd())
    batch = opened(sheet, defaults, wedges, settings, jobs)
    plan = plans.write(batch, out / PLAN)
    files = KINDS[kind](FarmJob(sheet.stem, plan, plates.absolute(), out.absolute()))
    for name, text in files.items():
        write_bytes(out / name, text.encode())
        if name.endswith(_SCRIPTS):
            (out / name).chmod(0o755)
    if as_json:
        document({"folder": str(out), "files": [PLAN, *files], **plans.figures(plan)})
        return
    for name in (PLAN, *files):
        result(str(out / name))
    plans.told(plan)
