"""A sheet's plan, written for other machines, and what is said of it: what ``batch --plan`` and ``submit`` have in common."""

from __future__ import annotations

from pathlib import Path

from generator.batch.plan import Plan, document
from generator.cli.console import counted, lasting, say
from generator.cli.verbs.assets import Batch, check_out, engine_of
from generator.deliver.files import folder, write_bytes
from generator.deliver.sink import PROGRAM
from generator.farm import planner
from generator.problems import BriefError


def check_target(path: Path) -> None:
    """Raises BriefError where no plan can be written there."""
    if path.is_dir():
        raise BriefError(f"--plan {path} is a folder: give the name of a file")
    check_out(path.parent, "--plan")


def write(batch: Batch, path: Path, engine: str = "local", scheduler: str | None = None) -> Plan:
    """Plan a sheet and write that to a file. Raises BriefError with every asset whose facts cannot be found, WriteError."""
    with engine_of(engine, scheduler, batch, lambda _frames: None) as works:
        plan = planner.plan(works, batch.sheet.name, PROGRAM, batch.assets, batch.settings)
    folder(path.parent)
    write_bytes(path, "".join(document(plan)).encode())
    return plan


def figures(plan: Plan) -> dict[str, object]:
    """A plan in numbers, for scripts."""
    return {"assets": len(plan.assets), "items": len(plan.items), "seconds": round(plan.seconds, 1)}


def told(plan: Plan) -> None:
    """The same, for people."""
    say(f"{counted(len(plan.assets), 'asset')} in {counted(len(plan.items), 'item')}, about {lasting(plan.seconds)} for one worker")
