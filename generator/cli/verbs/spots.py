"""``batch --spot``: a few frames of every asset on contact sheets and on a page, before anyone spends a night."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from generator.batch.check import brief_of
from generator.batch.items import Done, Item, Settings
from generator.batch.page import pages
from generator.batch.report import Line
from generator.batch.spots import Spot, Spotted, spots
from generator.brief import Brief
from generator.cli.board import Board, screen
from generator.cli.console import document, result
from generator.cli.verbs import contact
from generator.cli.verbs.assets import Batch, engine_of
from generator.deliver.files import write_bytes
from generator.farm.journal import Journal
from generator.farm.planner import piece_of
from generator.render import Places, render
from generator.render.open_assets import open_assets
from generator.shelf.sheets import title_of
from generator.values.frames import spell

HIGH = 300.0  # pixels that pictures on a contact sheet are about high
MOST = 96  # pictures on one
_TITLE, _NOTE = 7.5, 9.7  # pixels that a letter takes


def run(batch: Batch, count: int, engine: str, scheduler: str | None, as_json: bool) -> None:
    """Make the thumbnails, the contact sheets and the page. Exit code 1 where an asset could not be looked at."""
    place = Journal(batch.settings.out, title_of(batch.sheet)).folder / "spot"
    find = open_assets(batch.settings).places.manifest
    wanted = [spots(brief_of(a.asked, find), find(str(a.asked.options["template"])), count) for a in batch.assets]
    found = _looked_at(batch, wanted, replace(batch.settings, aside=place), engine, scheduler)
    sheets = list(_sheets(batch, found, place))
    note = f"{len(found):,} assets, {sum(len(one.spots) for one in found):,} frames"
    names = [write_bytes(place / name, text.encode()).path for name, text in pages(batch.sheet.name, note, found)]
    failed = sum(bool(one.fault) for one in found)
    if as_json:
        document({"page": str(names[0]), "contact_sheets": list(map(str, sheets)), "assets": len(found), "failed": failed})
    else:
        for path in (names[0], *sheets):
            result(str(path))
    if failed:
        sys.exit(1)


def _looked_at(
    batch: Batch, wanted: Sequence[tuple[Spot, ...]], settings: Settings, engine: str, scheduler: str | None
) -> list[Spotted]:  # fmt: skip
    """Every asset with its thumbnails, or with what went wrong."""
    pieces = [replace(piece_of(asset), frames=spell([s.frame for s in some])) for asset, some in zip(batch.assets, wanted, strict=True)]
    items = deque(Item(n, "spot", (piece,), settings) for n, piece in enumerate(pieces))
    ended: dict[int, Done] = {}
    with screen() as seen:
        board = Board(seen, list(map(len, wanted)))
        with engine_of(engine, scheduler, batch, board.frames, board.say) as works:
            for outcome in works.run(items):
                for done in outcome.done:
                    asset = batch.assets[done.asset - 1]
                    ended[done.asset] = done
                    board.told(Line(asked=asset.asked, state="waiting", plate=asset.plate).after(done), ())
    return [_spotted(batch, n, some, ended[n]) for n, some in enumerate(wanted, start=1)]


def _spotted(batch: Batch, number: int, wanted: tuple[Spot, ...], done: Done) -> Spotted:
    asset = batch.assets[number - 1]
    fine = done.status != "failed"
    found = tuple(replace(spot, file=name) for spot, name in zip(wanted, done.told, strict=True)) if fine else ()
    return Spotted(asset.asked, done.plate or asset.plate, asset.size[0] / asset.size[1], found, "" if fine else done.message)


def _sheets(batch: Batch, found: Sequence[Spotted], place: Path) -> Iterator[Path]:
    """Contact sheets, of pictures of one shape each, in the order of the sheet."""
    shapes: dict[float, list[Spotted]] = {}
    for one in found:
        if one.spots:
            shapes.setdefault(round(one.aspect, 3), []).append(one)
    number = 0
    for old in place.glob("contact_sheet_*.png"):
        old.unlink()
    for aspect, some in shapes.items():
        columns = _columns(aspect, max(len(one.spots) for one in some))
        pages_ = _pages(some, columns)
        for page in pages_:
            number += 1
            yield _sheet(batch, page, columns, place / f"contact_sheet_{number:02d}.png")


def _columns(aspect: float, each: int) -> int:
    """How many pictures of a shape stand in a row: whole assets, unless one takes more than a row."""
    fit = max(1, min(9, round((contact.WIDTH - 2 * contact.MARGIN) / (HIGH * aspect))))
    return fit // each * each or min(each, 9)


def _pages(found: Sequence[Spotted], columns: int) -> Iterator[list[Spotted]]:
    """Assets in pages of whole rows."""
    page: list[Spotted] = []
    for one in found:
        if page and sum(len(o.spots) for o in page) + len(one.spots) > MOST // columns * columns:
            yield page
            page = []
        page.append(one)
    if page:
        yield page


def _title(title: str, wide: float) -> str:
    """As much of it as two thirds of a picture's width hold."""
    most = int(wide * 2 / 3 / _TITLE)
    return title if len(title) <= most else title[: most - 1] + "…"


def _note(spot: Spot, wide: float) -> str:
    """The beat where a third of a picture's width holds its name, else the frame."""
    return spot.beat if spot.beat and len(spot.beat) * _NOTE <= wide / 3 else str(spot.frame)


def _sheet(batch: Batch, page: Sequence[Spotted], columns: int, target: Path) -> Path:
    """One contact sheet; the first picture of each asset says which it is."""
    wide = (contact.WIDTH - 2 * contact.MARGIN + contact.GAP) / columns - contact.GAP
    pictures = [
        contact.picture(target.parent / spot.file, one.aspect, _title(one.title, wide) if n == 0 else "", _note(spot, wide))
        for one in page
        for n, spot in enumerate(one.spots)
    ]
    rows = [[picture["aspect"] for picture in pictures[i : i + columns]] for i in range(0, len(pictures), columns)]
    asked = spell(sorted({one.asked.row for one in page}))
    parameters = {
        "title": batch.sheet.stem, "note": f"rows {asked}" if "-" in asked or "," in asked else f"row {asked}", "pictures": pictures,
        "columns": columns,
    }  # fmt: skip
    places = Places(batch.settings.templates, batch.settings.fonts)
    brief = Brief.of(places.shelf().manifest("contact_sheet"), {**contact.asked(contact.height(rows, columns)), "parameters": parameters})
    receipt = render(brief, places, target.parent / ".contact", jobs=1, overwrite=True)
    return contact.placed(receipt, target)
