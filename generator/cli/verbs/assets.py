"""What ``batch`` and ``submit`` begin with: a sheet read, multiplied out, and found to be in order."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.batch.check import Ready, check, told
from generator.batch.expand import expand
from generator.batch.items import Settings
from generator.brief import parse_settings
from generator.cli.console import say
from generator.farm.driver import Runs
from generator.farm.pool import Pool
from generator.problems import BriefError, Origin, did_you_mean
from generator.render.film import cores
from generator.render.open_assets import also, open_assets
from generator.shelf.sheets import read_rows

ENGINES = ("local", "dask")


@dataclass(frozen=True, slots=True)
class Batch:
    """A sheet that is in order: its assets, how its rows were multiplied out, and what all have in common."""

    sheet: Path
    assets: tuple[Ready, ...]
    products: Mapping[int, str]
    settings: Settings
    jobs: int


def settings_of(out: Path, templates: list[Path], fonts: list[Path], overwrite: bool) -> Settings:
    """What all assets have in common."""
    return Settings(out, tuple(templates), tuple(fonts), overwrite, os.environ.get("MINISTERIO_OWNER", ""), secrets.token_hex(8))


def opened(sheet: Path, defaults: Mapping[str, Any], wedges: Sequence[str], settings: Settings, jobs: int | None) -> Batch:
    """Read and check a sheet. Raises BriefError with every fault, each with its row and column."""
    common = {"ocio": os.environ.get("OCIO") or None, **defaults["tokens"]}
    given = {**{name: value for name, value in common.items() if value is not None}, **parse_settings(defaults["set"])}
    rows = [row.over(given, Origin("command line")) for row in read_rows(sheet)]
    places = open_assets(settings).places
    found = expand(rows, places.manifest, _wedges(wedges))
    ready, faults = check((*found.assets, *found.broken), places.manifest, also(places))
    if found.faults or faults:
        raise told(sorted((*found.faults, *faults), key=lambda fault: fault.row))
    return Batch(sheet, tuple(ready), found.products, settings, jobs or cores())


def _wedges(given: Sequence[str]) -> dict[str, list[str]]:
    """``look=vigil,plaza`` as a column with its values."""
    found = {name: [value.strip() for value in values.split(",") if value.strip()] for name, values in parse_settings(list(given)).items()}
    for name, values in found.items():
        if not values:
            raise BriefError(f"the wedge {name} has no values; write {name}=A,B")
    return found


def check_out(folder: Path, option: str = "--out") -> None:
    """Make the folder that is written to. Raises BriefError where that cannot be, before anything else is done."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BriefError(f"{option} {folder} cannot be a folder: {error.strerror}") from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise BriefError(f"{option} {folder} cannot be written to")


def check_engine(name: str, scheduler: str | None) -> None:
    """Raises BriefError for an engine that there is not, and for a scheduler that is none."""
    if name not in ENGINES:
        raise BriefError(f"there is no engine {name}{did_you_mean(name, ENGINES)}")
    if scheduler is not None and name == "local":
        raise BriefError("a scheduler is for --engine dask")
    if scheduler is not None and not scheduler.strip():
        raise BriefError("--scheduler is empty: give an address, or the file that a scheduler wrote")


@contextmanager
def engine_of(
    name: str, scheduler: str | None, batch: Batch, frames: Callable[[int], None], tell: Callable[[str], None] = say
) -> Iterator[Runs]:
    """Whoever does the work: processes of this machine, or a cluster. ``tell``: what has to be said meanwhile. Raises BriefError for
    neither."""
    check_engine(name, scheduler)
    if name == "local":
        with Pool(batch.jobs, frames) as pool:
            yield pool
        return
    from generator.farm.cluster import Cluster  # what it needs is an extra

    with Cluster(batch.jobs, scheduler, frames, tell) as cluster:
        yield cluster
