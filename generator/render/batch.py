"""What a worker does for a batch: an item in, its outcome out. It never raises for what an asset has wrong with it.

A worker keeps what assets share from one item to the next (templates, the world, fonts, what Jinja has compiled), and the asset that it had
open last. What it keeps is bounded by what there is on the shelf.
"""

from __future__ import annotations

import errno
import os
import socket
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from generator.batch.items import Done, Item, Kind, Outcome, Piece, Settings, Status
from generator.brief import Brief
from generator.deliver.chunk import make as make_chunk
from generator.deliver.formats import chosen
from generator.deliver.lock import HeldError
from generator.deliver.manifest import Entry, read
from generator.deliver.movies.review import REVIEW
from generator.deliver.naming import NEXT, Plate
from generator.deliver.verify import verify_plate
from generator.documents.manifest import Manifest
from generator.plan.crew import StoppedError, clerk
from generator.plan.fingerprint import fingerprint
from generator.plan.job import Job, Progress, Receipt
from generator.plan.make import foresee, make
from generator.plan.parts import make_part, standing
from generator.problems import BriefError, MinisterioError, RenderError, UserError, VerifyError
from generator.render.asset import Asset
from generator.render.film import Places, one_thread_each
from generator.render.plate import BriefSource, job_of
from generator.render.thumbnails import make_thumbnails, there, thumbnail_names
from generator.shelf import Shelf, Worlds
from generator.values.frames import FrameRange

T = TypeVar("T")
_LOOKS, _WAIT = 240, 0.5  # how often, and seconds between, for a plate that another process holds
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG}
"""What the system says when nothing more can be written here."""


class Shared(Places):
    """Places whose shelf and worlds are opened once, for all assets of a process."""

    @cached_property
    def _shelf(self) -> Shelf:
        return Places.shelf(self)

    @cached_property
    def _worlds(self) -> Worlds:
        return Places.worlds(self)

    @cached_property
    def _manifests(self) -> dict[str, Manifest]:
        return {}

    def shelf(self) -> Shelf:
        return self._shelf

    def worlds(self) -> Worlds:
        return self._worlds

    def manifest(self, name: str) -> Manifest:
        """A template's manifest, read once. Raises UserError."""
        if name not in self._manifests:
            self._manifests[name] = self._shelf.manifest(name)
        return self._manifests[name]


def also(places: Shared) -> Callable[[Brief], None]:
    """What a sheet's check looks at beside the brief: its citizen and moment, its pictures, its formats on this machine."""

    def looked(brief: Brief) -> None:
        asset = Asset.of(brief, places.shelf(), places.worlds())
        chosen(brief.formats, (brief.canvas.width, brief.canvas.height))
        asset.check_heard()

    return looked


class Bench:
    """Where one batch's assets are opened in this process; the last stays open, because the next item is often its next part."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        one_thread_each()
        self.places = Shared(settings.templates, settings.fonts)
        self._open: tuple[Piece, BriefSource] | None = None

    def source(self, piece: Piece) -> BriefSource:
        """Raises UserError."""
        if self._open is None or self._open[0].asked != piece.asked:
            self._open = None
            asked = dict(piece.asked)
            brief = Brief.of(self.places.manifest(str(asked.get("template", ""))), asked)
            self._open = (piece, self._versioned(BriefSource(brief, self.places)))
        return self._open[1]

    def _versioned(self, source: BriefSource) -> BriefSource:
        """With ``next`` settled: the latest version that there is where it is of the same content, so that a rerun goes on with it; else
        the one after. Raises UserError."""
        if source.brief.version != NEXT:
            return source
        brief = source.brief.numbered(self._settings.out)
        before = int(brief.version[1:]) - 1
        if before:
            latest = brief.model_copy(update={"version": f"v{before:03d}"})
            there = read(self.plate(latest).manifest)
            if there is not None and there.fingerprint == fingerprint(source.asset.facts):
                return BriefSource(latest, self.places)
        return BriefSource(brief, self.places)

    def close(self) -> None:
        """Forget the asset that was open last."""
        self._open = None

    def plate(self, brief: Brief) -> Plate:
        """Where a brief's plate stands. Raises BriefError."""
        return Plate.named(self._settings.out, brief.tokens, brief.names, brief.padding)

    def job(self, piece: Piece) -> Job:
        """Compiled and planned. Raises UserError, also where this is not what a plan was made from."""
        job = job_of(self.source(piece), self._settings.out, self._settings.owner)
        if piece.fingerprint and piece.fingerprint != job.stamp.fingerprint:
            raise BriefError(f"{job.plate.name} was planned from other things than are here (template, canon, fonts, program): plan again")
        return job


_bench: dict[Settings, Bench] = {}


def bench(settings: Settings) -> Bench:
    """This process's bench for a batch; that of the one before is given up."""
    if settings not in _bench:
        _bench.clear()
        _bench[settings] = Bench(settings)
    return _bench[settings]


def do(item: Item) -> Outcome:
    """Everything that an item asks for, asset by asset; one that fails does not keep the others from being made, unless nothing can be
    written at all: then the rest is left, and is not in the outcome."""
    if item.settings.home is not None and item.settings.home.is_dir():
        os.chdir(item.settings.home)
    here = bench(item.settings)
    done: list[Done] = []
    for piece in item.pieces:
        done.append(_tried(lambda piece=piece: _KINDS[item.kind](here, item, piece), piece))  # type: ignore[misc]
        if done[-1].ends:
            break
    return Outcome(item, tuple(done), f"{socket.gethostname().split('.')[0]} {os.getpid()}")


def _tried(work: Callable[[], Done], piece: Piece) -> Done:
    """What came of one piece, a failure among it."""
    began = time.perf_counter()
    try:
        done = work()
    except StoppedError:
        raise
    except MinisterioError as error:
        full = isinstance(error.__cause__, OSError) and error.__cause__.errno in FULL
        done = Done(piece.asset, "failed", message=str(error), mends=not isinstance(error, UserError), ends=full, trace=_trace(error))
    except Exception as error:  # our own fault, of this asset: the others are made all the same
        text = f"internal fault: {type(error).__name__}: {error}"
        done = Done(piece.asset, "failed", message=text, mends=True, trace=_trace(error))
    return replace(done, seconds=round(time.perf_counter() - began, 3))


def _trace(error: Exception) -> str:
    return "".join(traceback.format_exception(error))


def _make(here: Bench, item: Item, piece: Piece) -> Done:
    """A whole plate, unless it is there already."""
    source = here.source(piece)
    standing_ = _standing(here, source, piece)
    if standing_ is not None:
        return standing_
    return _whole(item, piece, here.job(piece), source)


def _part(here: Bench, item: Item, piece: Piece) -> Done:
    """Some frames of a plate."""
    job = here.job(piece)
    part = _once_free(lambda: make_part(job, FrameRange.parse(piece.frames), item.settings.overwrite, _frame_done))
    return Done(piece.asset, "made" if part.painted else "kept", job.plate.name, part.painted, part.kept)


def _assemble(here: Bench, item: Item, piece: Piece) -> Done:
    """A plate whose parts are there: joined, its sound written, its manifest complete."""
    source = here.source(piece)
    job = here.job(piece)
    if item.strict:
        missing = foresee(job, item.settings.overwrite, source.heard).painted
        if missing:
            raise RenderError(f"{missing} frames of {job.plate.name} are not there")
    return _whole(item, piece, job, source)


def _whole(item: Item, piece: Piece, job: Job, source: BriefSource) -> Done:
    """A plate, made here."""
    return _made(piece, _once_free(lambda: make(job, 1, item.settings.overwrite, _counted(), source.heard)))


def _once_free(task: Callable[[], T]) -> T:
    """What a task gives; if another process is making its plate (another batch on the same folder), once that has done so."""
    for _ in range(_LOOKS):
        try:
            return task()
        except HeldError:
            clerk().check()
            time.sleep(_WAIT)
    return task()


def _verify(here: Bench, _item: Item, piece: Piece) -> Done:
    """A plate's every file against its manifest."""
    plate = here.plate(here.source(piece).brief)
    problems = verify_plate(plate.folder)
    if problems:
        more = f"\nand {len(problems) - 5} more" if len(problems) > 5 else ""
        raise VerifyError("\n".join(map(str, problems[:5])) + more)
    return Done(piece.asset, "kept", plate.name)


def _measure(here: Bench, _item: Item, piece: Piece) -> Done:
    """What opening an asset and one of its frames cost, once everything around them is warm; frames go to a folder that is removed."""
    job = here.job(piece)
    frames = (job.frames.first, *sorted({job.frames.numbers[len(job.frames) * n // 4] for n in (2, 3)}))
    with tempfile.TemporaryDirectory(prefix="ministerio-") as folder:
        aside = replace(job, plate=replace(job.plate, folder=Path(folder)))
        _painted(aside, frames[:1])
        here.close()
        began = time.perf_counter()
        again = here.job(piece)
        again.source.open()
        opened = time.perf_counter()
        _painted(replace(aside, source=again.source), frames[1:])
        ended = time.perf_counter()
    return Done(piece.asset, "made", job.plate.name, cost=(opened - began, (ended - opened) / len(frames[1:])))


def _painted(job: Job, frames: tuple[int, ...]) -> None:
    stamp, marks = job.made_of(frames)
    make_chunk(job.plate, stamp, {form.name: frames for form in chosen(job.formats)}, job.source.open(), clerk().check, marks)


def _fingerprint(here: Bench, _item: Item, piece: Piece) -> Done:
    """What the frames of an asset depend on, as one number."""
    source = here.source(piece)
    return Done(piece.asset, "kept", here.plate(source.brief).name, told=(fingerprint(source.asset.facts), source.brief.version))


def _spot(here: Bench, item: Item, piece: Piece) -> Done:
    """Thumbnails of some frames, unless they are there already."""
    place, frames, source = item.settings.aside, FrameRange.parse(piece.frames), here.source(piece)
    assert place is not None
    name = here.plate(source.brief).name
    if there(place, name, fingerprint(source.asset.facts), frames):
        return Done(piece.asset, "kept", name, kept=len(frames), told=thumbnail_names(name, frames))
    make_thumbnails(here.job(piece), frames, place)
    return Done(piece.asset, "made", name, len(frames), told=thumbnail_names(name, frames))


_KINDS: dict[Kind, Callable[[Bench, Item, Piece], Done]] = {
    "make": _make,
    "part": _part,
    "assemble": _assemble,
    "verify": _verify,
    "measure": _measure,
    "fingerprint": _fingerprint,
    "spot": _spot,
}


def _standing(here: Bench, source: BriefSource, piece: Piece) -> Done | None:
    """A plate that needs nothing, told without compiling it."""
    asset, brief = source.asset, source.brief
    plate = here.plate(brief)
    if not plate.manifest.is_file() or brief.slate or REVIEW.name in brief.formats:  # which only a compiled plate knows the marks of
        return None
    mark = fingerprint(asset.facts)
    found = standing(plate, mark, brief.formats, brief.rendered)
    if found is None or found.slate or found.handles != brief.handles:  # a plate is what its last command says
        return None
    return Done(piece.asset, "kept", plate.name, 0, len(found.files), len(found.files), _bytes(found.files))


def _made(piece: Piece, receipt: Receipt) -> Done:
    status: Status = "made" if receipt.painted else "kept"
    files = receipt.files
    return Done(piece.asset, status, receipt.plate, receipt.painted, receipt.kept, len(files), _bytes(files), notes=receipt.notes)


def _bytes(files: tuple[Entry, ...]) -> int:
    return sum(entry.size for entry in files)


def _frame_done() -> None:
    """Count a frame, and stop where the batch was called off."""
    clerk().frame_done()
    clerk().check()


def _counted() -> Callable[[Progress], None]:
    """Hears how far a plate is, and tells it frame by frame."""
    before = 0

    def told(progress: Progress) -> None:
        nonlocal before
        if progress.stage == "rendering" and progress.done > before:
            before = progress.done
            _frame_done()

    return told
