"""``batch``: every asset of a sheet, checked, looked at, planned or made."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from generator.batch.plan import Plan
from generator.batch.report import Line, Summary, failures, summary
from generator.batch.sizing import Size
from generator.cli.board import Board, Screen, screen
from generator.cli.console import INTERRUPTED, counted, document, result, say
from generator.cli.verbs import plans, spots
from generator.cli.verbs.assets import Batch, check_engine, check_out, engine_of, opened, settings_of
from generator.farm import planner
from generator.farm.driver import Driver, Work
from generator.farm.journal import Journal
from generator.problems import BriefError
from generator.shelf.sheets import title_of

_NAMED = 20  # plates that are left over


def run(
    sheet: Path, defaults: Mapping[str, Any], *, wedges: list[str], check: bool, spot: int, plan: Path | None, engine: str,
    scheduler: str | None, out: Path, jobs: int | None, overwrite: bool, templates: list[Path], fonts: list[Path], as_json: bool,
) -> None:  # fmt: skip
    """Do what is asked for. Exit code 1 where anything is missing in the end, 130 where somebody stopped it."""
    if sum((check, bool(spot), plan is not None)) > 1:
        raise BriefError("--check, --spot and --plan: one of them")
    check_engine(engine, scheduler)
    settings = replace(settings_of(out, templates, fonts, overwrite), home=Path.cwd() if plan else None)
    batch = opened(sheet, defaults, wedges, settings, jobs)
    if plan is not None:
        plans.check_target(plan)
    elif not check:
        check_out(out)
    _say_products(batch)
    if check:
        _checked(batch, as_json)
    elif plan is not None:
        _planned(plan, plans.write(batch, plan, engine, scheduler), as_json)
    elif spot:
        spots.run(batch, spot, engine, scheduler, as_json)
    else:
        _made(batch, engine, scheduler, as_json)


def _say_products(batch: Batch) -> None:
    """How rows were multiplied out."""
    for row, product in list(batch.products.items())[:10]:
        say(f"row {row}: {product}")


def _checked(batch: Batch, as_json: bool) -> None:
    """What the sheet would make."""
    frames = sum(asset.count for asset in batch.assets)
    if as_json:
        plates = [{"row": a.asked.row, "plate": a.plate, "frames": a.frames, "formats": list(a.formats)} for a in batch.assets]
        document({"sheet": str(batch.sheet), "assets": len(batch.assets), "frames": frames, "plates": plates})
        return
    for asset in batch.assets[:20]:
        result(f"row {asset.asked.row}  {asset.plate}  {asset.frames}  {','.join(asset.formats)}")
    if len(batch.assets) > 20:
        result(f"and {len(batch.assets) - 20:,} more")
    result(f"{batch.sheet}: {counted(len(batch.assets), 'asset')}, {counted(frames, 'frame')}, in order")


def _planned(path: Path, plan: Plan, as_json: bool) -> None:
    if as_json:
        document({"plan": str(path), **plans.figures(plan)})
        return
    result(str(path))
    plans.told(plan)


def _made(batch: Batch, engine: str, scheduler: str | None, as_json: bool) -> None:
    """Make all of it, and tell what came of it."""
    journal = Journal(batch.settings.out, title_of(batch.sheet))
    before = journal.plates()
    with screen() as seen:
        driver, lines = _driven(batch, engine, scheduler, journal, seen)
    counts = summary(lines)
    left = sorted(name for name in before - {line.plate for line in lines} if (batch.settings.out / name).is_dir())
    document({**_told(counts, lines, journal), "left_over": left}) if as_json else _print(counts, lines, journal, left)
    if driver.interrupted:
        sys.exit(INTERRUPTED)
    if counts.missing or driver.stopped:
        sys.exit(1)


def _driven(batch: Batch, engine: str, scheduler: str | None, journal: Journal, seen: Screen) -> tuple[Driver, list[Line]]:
    """Measure, cut into items, and run them."""
    board = Board(seen, [asset.count for asset in batch.assets])
    with engine_of(engine, scheduler, batch, board.frames, board.say) as works:
        known = planner.costs(works, batch.assets, batch.settings, journal.costs())
        journal.keep_costs(known)
        size = Size.local(planner.total(batch.assets, known), batch.jobs)
        items = planner.cut(batch.assets, known, size)
        work = Work([asset.asked for asset in batch.assets], [asset.plate for asset in batch.assets], items, batch.settings)
        driver = Driver(work, works, journal, board)
        return driver, driver.run()


def _print(counts: Summary, lines: Sequence[Line], journal: Journal, left: Sequence[str]) -> None:
    for row in failures(lines):
        say(row)
    if left:
        more = f" and {len(left) - _NAMED:,} more" if len(left) > _NAMED else ""
        say(f"left over from the last run, and not in this sheet: {', '.join(left[:_NAMED])}{more}")
    status = f"; status in {journal.status}" if journal.written else ""
    waiting = f", {counts.waiting} not begun" if counts.waiting else ""
    result(
        f"{counts.made} made, {counts.kept} kept, {counts.failed} failed{waiting}; {counts.painted:,} frames rendered, "
        f"{counts.size / 1e6:,.1f} MB{status}"
    )


def _told(counts: Summary, lines: Sequence[Line], journal: Journal) -> dict[str, Any]:
    assets = [
        {"row": x.asked.row, "plate": x.plate, "status": x.state, "rendered": x.painted, "kept": x.kept, "message": x.message}
        for x in lines
    ]
    return {**asdict(counts), "status": str(journal.status) if journal.written else None, "assets": assets}
