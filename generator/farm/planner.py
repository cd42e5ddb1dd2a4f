"""The planner: what frames cost and what assets depend on, found out by an engine's own workers; then the items."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import fmean

from generator.batch import sizing
from generator.batch.check import Ready
from generator.batch.items import Done, Item, Kind, Piece, Settings
from generator.batch.plan import Plan, PlannedAsset
from generator.batch.sizing import Cost, PlannedItem, Size, key
from generator.deliver.formats import FORMATS
from generator.farm.driver import Runs
from generator.problems import BriefError, Problem

MEASURED = 24  # kinds of assets at most; others are taken to cost what those of their template do, by their pixels
_UNKNOWN = Cost(2.0, 0.5)
_SHEAF = 200  # assets whose fingerprints are asked for at once

Kinds = Mapping[tuple[str, ...], Cost]


def piece_of(ready: Ready) -> Piece:
    """The whole of an asset."""
    return Piece(ready.asked.number, ready.asked.fields)


def costs(engine: Runs, assets: Sequence[Ready], settings: Settings, known: Kinds) -> Kinds:
    """What each kind of asset costs, those that are not ``known`` measured; one that cannot be is guessed at, and fails by itself later."""
    first: dict[tuple[str, ...], Ready] = {}
    for asset in assets:
        first.setdefault(asset.kind, asset)
    chosen = dict([(kind, asset) for kind, asset in first.items() if kind not in known][:MEASURED])
    by_number = {asset.asked.number: kind for kind, asset in chosen.items()}
    found: dict[tuple[str, ...], Cost] = {kind: cost for kind, cost in known.items() if kind in first}
    for done in _asked(engine, "measure", ([piece_of(asset)] for asset in chosen.values()), settings):
        if done.cost is not None:
            found[by_number[done.asset]] = Cost(*done.cost)
    return {kind: found.get(kind) or _like(asset, found, first) for kind, asset in first.items()}


def _like(asset: Ready, found: Kinds, first: Mapping[tuple[str, ...], Ready]) -> Cost:
    """A guess from what was measured: others of the same template, else all, by the size of their pictures."""
    near = [kind for kind in found if kind[0] == asset.kind[0]] or list(found)
    if not near:
        return _UNKNOWN
    here = asset.size[0] * asset.size[1]
    frames = (found[kind].frame * here / (first[kind].size[0] * first[kind].size[1]) for kind in near)
    return Cost(fmean(found[kind].opening for kind in near), fmean(frames))


def cut(assets: Sequence[Ready], known: Kinds, size: Size) -> list[PlannedItem]:
    """The items of a sheet."""
    return list(sizing.items(assets, known, size, [form.name for form in FORMATS.values() if form.movie]))


def total(assets: Iterable[Ready], known: Kinds) -> float:
    """Seconds that one worker would take for all of it."""
    return sum(known[asset.kind].of(asset.count) for asset in assets)


def plan(engine: Runs, sheet: str, program: str, assets: Sequence[Ready], settings: Settings) -> Plan:
    """Everything that other machines have to know. Raises BriefError with every asset whose facts cannot be found."""
    known = costs(engine, assets, settings, {})
    sheaves = ([piece_of(asset) for asset in assets[i : i + _SHEAF]] for i in range(0, len(assets), _SHEAF))
    done = {d.asset: d for d in _asked(engine, "fingerprint", sheaves, settings)}
    wrong = [(asset, done[asset.asked.number]) for asset in assets if done[asset.asked.number].status == "failed"]
    if wrong:
        raise BriefError([Problem(f"row {asset.asked.row}: {d.message}", asset.asked.origin) for asset, d in wrong[:40]])
    planned = [_planned(asset, done[asset.asked.number]) for asset in assets]
    return Plan(sheet, program, settings, planned, [_keyed(item, planned) for item in cut(assets, known, Size())])


def _planned(asset: Ready, done: Done) -> PlannedAsset:
    """``next`` is settled here: everybody who makes an item of the plan has to mean the same version."""
    asked, (mark, version) = asset.asked, done.told
    wish = {**asked.fields, **({"version": version} if "version" in asked.options else {})}
    return PlannedAsset(asked.number, asked.row, asked.origin.line, done.plate, asset.frames, asset.formats, wish, mark)


def _keyed(item: PlannedItem, assets: Sequence[PlannedAsset]) -> PlannedItem:
    parts = [(assets[s.asset - 1], s.frames or assets[s.asset - 1].frames) for s in item.shares]
    return PlannedItem(item.number, item.shares, item.seconds, key([(asset.fingerprint, asset.formats, frames) for asset, frames in parts]))


def _asked(engine: Runs, kind: Kind, sheaves: Iterable[Sequence[Piece]], settings: Settings) -> Iterator[Done]:
    """What workers say to a question about assets."""
    items = deque(Item(number, kind, tuple(pieces), settings) for number, pieces in enumerate(sheaves))
    for outcome in engine.run(items):
        yield from outcome.done
