"""Plan: a batch as one document that every machine can read: assets, items with what they take and depend on, and what has to be assembled.

    document(plan) -> text      read_plan(text, file) -> Plan      plan.item(n), plan.assembling()

Folders and files are named as whoever planned it named them, from the folder that was theirs (``home``) where a machine has it;
``render --plan`` may be told another folder to write to.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from generator.batch.items import Item, Piece, Settings
from generator.batch.sizing import WHOLE, PlannedItem, Share
from generator.problems import BriefError, Origin

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class PlannedAsset:
    """One asset: its number, its sheet's row and line, its plate's name, its frames and formats, what it asks for, its fingerprint."""

    number: int
    row: int
    line: int
    plate: str
    frames: str
    formats: tuple[str, ...]
    asked: Mapping[str, Any]
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Plan:
    """See the module. ``program`` made it; another version may paint otherwise, and then says so."""

    sheet: str
    program: str
    settings: Settings
    assets: Sequence[PlannedAsset]
    items: Sequence[PlannedItem]

    def piece(self, asset: int, frames: str = WHOLE) -> Piece:
        """What a worker is told of an asset, by its number."""
        found = self.assets[asset - 1]
        return Piece(asset, found.asked, frames, found.fingerprint)

    def item(self, number: int) -> Item:
        """What a worker is told of an item. Raises BriefError where there is none of that number."""
        if not 0 <= number < len(self.items):
            raise BriefError(f"there is no item {number}; this plan has items 0 to {len(self.items) - 1}")
        planned = self.items[number]
        return Item(number, planned.kind, tuple(self.piece(s.asset, s.frames) for s in planned.shares), self.settings)

    @property
    def seconds(self) -> float:
        """What one worker is foreseen to take for all of it."""
        return sum(item.seconds for item in self.items)

    def cut(self) -> list[int]:
        """The numbers of the assets that are made in parts, and have to be assembled."""
        return sorted({share.asset for item in self.items for share in item.shares if share.frames != WHOLE})

    def into(self, out: Path | None) -> Plan:
        """The same plan, written to another folder."""
        return self if out is None else replace(self, settings=replace(self.settings, out=out))


def document(plan: Plan) -> Iterator[str]:
    """The plan as JSON, line by line: an asset or an item on each."""
    at = plan.settings
    head = {
        "schema": SCHEMA,
        "sheet": plan.sheet,
        "program": plan.program,
        "out": str(at.out),
        "templates": list(map(str, at.templates)),
        "fonts": list(map(str, at.fonts)),
        "overwrite": at.overwrite,
        "owner": at.owner,
        "home": str(at.home or ""),
        "assemble": plan.cut(),
    }
    yield json.dumps(head, ensure_ascii=False)[:-1] + ',\n"assets": [\n'
    yield from _lines(map(_asset, plan.assets))
    yield '],\n"items": [\n'
    yield from _lines(map(_item, plan.items))
    yield "]}\n"


def _lines(values: Iterator[Mapping[str, Any]]) -> Iterator[str]:
    first = True
    for value in values:
        yield ("" if first else ",\n") + json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        first = False
    yield "\n"


def _asset(asset: PlannedAsset) -> dict[str, Any]:
    return {
        "asset": asset.number,
        "row": asset.row,
        "line": asset.line,
        "plate": asset.plate,
        "frames": asset.frames,
        "formats": list(asset.formats),
        "fingerprint": asset.fingerprint,
        "asked": asset.asked,
    }


def _item(item: PlannedItem) -> dict[str, Any]:
    shares = [[share.asset, share.frames] if share.frames else [share.asset] for share in item.shares]
    return {"item": item.number, "seconds": item.seconds, "key": item.key, "shares": shares}


def read_plan(text: str, file: str) -> Plan:
    """A plan that was written. Raises BriefError for what is none."""
    try:
        found = json.loads(text)
        if found["schema"] != SCHEMA:
            raise BriefError(f"this plan was made by another version of the program (schema {found['schema']})", Origin(file))
        settings = Settings(
            Path(found["out"]),
            tuple(map(Path, found["templates"])),
            tuple(map(Path, found["fonts"])),
            bool(found["overwrite"]),
            str(found["owner"]),
            home=Path(found["home"]) if found["home"] else None,
        )
        assets = [_planned(asset, n) for n, asset in enumerate(found["assets"], start=1)]
        items = [_read_item(item, n, len(assets)) for n, item in enumerate(found["items"])]
        return Plan(str(found["sheet"]), str(found["program"]), settings, assets, items)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as fault:
        raise BriefError(f"this is no plan of a batch: {type(fault).__name__} {fault}", Origin(file)) from None


def _planned(asset: Mapping[str, Any], number: int) -> PlannedAsset:
    if asset["asset"] != number:
        raise ValueError(f"asset {asset['asset']} stands in place {number}")
    formats, asked = tuple(map(str, asset["formats"])), dict(asset["asked"])
    return PlannedAsset(number, asset["row"], asset["line"], asset["plate"], asset["frames"], formats, asked, asset["fingerprint"])


def _read_item(item: Mapping[str, Any], number: int, assets: int) -> PlannedItem:
    shares = tuple(Share(int(share[0]), str(share[1]) if len(share) > 1 else WHOLE) for share in item["shares"])
    if item["item"] != number or not shares or not all(1 <= share.asset <= assets for share in shares):
        raise ValueError(f"item {item['item']} stands in place {number}, or shares an asset that is not there")
    return PlannedItem(number, shares, float(item["seconds"]), str(item["key"]))
