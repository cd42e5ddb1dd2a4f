"""``submit``: a sheet as a job for a farm: its plan, and what the farm's scheduler reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.batch.items import Settings
from generator.cli.console import document, result
from generator.cli.verbs import plans
from generator.cli.verbs.assets import Batch, check_out, opened, settings_of
from generator.deliver.files import write_bytes
from generator.farm.commands import commands
from generator.farm.job import PLAN, FarmJob, Files
from generator.farm.opencue import opencue
from generator.farm.openjd import openjd
from generator.farm.slurm import slurm
from generator.problems import BriefError, did_you_mean
from generator.render.needed import needed
from generator.render.open_assets import open_assets

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
    check_out(out)
    plan = plans.write(batch, out / PLAN)
    files = KINDS[kind](FarmJob(sheet.stem, plan, plates.absolute(), out.absolute(), _files(batch), _folders(settings)))
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


def _files(batch: Batch) -> tuple[Path, ...]:
    """What the assets of a sheet are made from, each file once."""
    places = open_assets(batch.settings).places
    briefs = (asset.asked for asset in batch.assets)
    found = (path for wish in briefs for path in needed(wish.fields, places.manifest(str(wish.options["template"])), places.worlds()))
    return tuple(sorted({path.absolute() for path in found}))


def _folders(settings: Settings) -> tuple[Path, ...]:
    """Where templates and fonts are, those that do not ship."""
    own = (*settings.templates, Path("templates"), *settings.fonts, Path("fonts"))
    return tuple(dict.fromkeys(folder.absolute() for folder in own if folder.is_dir()))
