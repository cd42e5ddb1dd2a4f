"""``render --plan``: items of a batch's plan, wherever they are sent to; the assembling of all; or a look at the plan alone."""

from __future__ import annotations

import os
import secrets
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from generator.batch.items import Done, Item, Kind, Outcome
from generator.batch.plan import Plan, read_plan
from generator.cli.console import counted, document, result, say
from generator.deliver.sink import PROGRAM
from generator.farm.openjd import REPORT
from generator.farm.pool import Pool
from generator.problems import BriefError, UserError
from generator.render.batch import do
from generator.render.film import cores
from generator.values.frames import FrameRange

_LOOKS, _WAIT = 3, 2.0
"""How often an assembling looks for what a network's file system may show late, and how many seconds it waits between."""


def run(path: Path, items: str | None, assemble: bool, out: Path | None, jobs: int | None, as_json: bool) -> None:
    """Do it. Exit code 1 where anything could not be made or is missing."""
    try:
        plan = _read(path, out)
        if items is not None and assemble:
            raise BriefError("an item or the assembling: one of them")
        numbers = FrameRange.parse(items).numbers if items is not None else ()
        wanted = [plan.item(number) for number in numbers]
    except UserError as error:
        _farm(f"openjd_fail: {error.problems[0].message}")
        raise
    if items is None and not assemble:
        _told(plan, as_json)
        return
    done = _assembled(plan, jobs or cores()) if assemble else [(item, one) for item in wanted for one in _itemised(item)]
    _close(plan, done, as_json)


def _read(path: Path, out: Path | None) -> Plan:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BriefError(f"{path} cannot be read: {getattr(error, 'strerror', None) or 'not UTF-8 text'}") from None
    plan = read_plan(text, str(path)).into(out)
    if plan.program != PROGRAM:
        raise BriefError(f"{path} was planned with {plan.program}, and this is {PROGRAM}")
    return replace(plan, settings=replace(plan.settings, run=secrets.token_hex(8)))


def _told(plan: Plan, as_json: bool) -> None:
    found = {"assets": len(plan.assets), "items": len(plan.items), "assembled": len(plan.cut()), "out": str(plan.settings.out)}
    if as_json:
        document(found)
        return
    result(f"{plan.sheet}: {found['assets']:,} assets in items 0 to {len(plan.items) - 1}, to {found['out']}")
    _farm(f"openjd_status: {found['assets']} assets")


def _itemised(item: Item) -> Iterator[Done]:
    """What came of an item, told as it comes."""
    _farm(f"openjd_status: item {item.number}")
    yield from do(item).done
    _farm("openjd_progress: 100")


def _assembled(plan: Plan, jobs: int) -> list[tuple[Item, Done]]:
    """Join what was made in parts; then open every file of every plate, patiently."""
    with Pool(jobs, lambda _frames: None) as pool:
        found = _all(pool.run, plan, "assemble", plan.cut())
        whole = [item for item, done in found if done.status != "failed"]
        rest = sorted({asset.number for asset in plan.assets} - set(plan.cut()))
        left = [item.pieces[0].asset for item in whole] + rest
        verified: list[tuple[Item, Done]] = []
        for look in range(_LOOKS):
            verified = [pair for pair in verified if pair[1].status != "failed"] + _all(pool.run, plan, "verify", left)
            left = [done.asset for _, done in verified if done.status == "failed"]
            if not left or look == _LOOKS - 1:
                break
            time.sleep(_WAIT)
    return [pair for pair in found if pair[1].status == "failed"] + verified


def _all(run_: Callable[[deque[Item]], Iterator[Outcome]], plan: Plan, kind: Kind, assets: Sequence[int]) -> list[tuple[Item, Done]]:
    """One kind of item for each of some assets."""
    items = deque(Item(n, kind, (plan.piece(asset),), plan.settings, strict=True) for n, asset in enumerate(assets))
    return [(outcome.item, done) for outcome in run_(items) for done in outcome.done]


def _close(plan: Plan, done: Sequence[tuple[Item, Done]], as_json: bool) -> None:
    """Tell what was done, and end with 1 where not all of it could be."""
    failed = [one for _, one in done if one.status == "failed"]
    if as_json:
        document(
            [{"plate": plan.assets[d.asset - 1].plate, "status": d.status, "rendered": d.painted, "message": d.message} for _, d in done]
        )
    for one in failed:
        asset = plan.assets[one.asset - 1]
        say(f"row {asset.row}, {asset.plate}: {one.message}")
    if not as_json:
        frames = counted(sum(one.painted for _, one in done), "frame")
        result(f"{counted(len(done) - len(failed), 'plate')} done, {len(failed)} failed; {frames} rendered")
    if failed:
        _farm(f"openjd_fail: {len(failed)} of {len(done)} failed; {failed[0].message.splitlines()[0]}")
        sys.exit(1)


def _farm(line: str) -> None:
    """A line for OpenJD, where that is listening."""
    if os.environ.get(REPORT) == "openjd":
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
