"""What a worker does for a batch: an item in, its outcome out. It never raises for what an asset has wrong with it."""

from __future__ import annotations

import errno
import os
import socket
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from generator.batch.items import Done, Item, Kind, Outcome, Piece, Status
from generator.deliver.chunk import make as make_chunk
from generator.deliver.formats import chosen
from generator.deliver.lock import HeldError
from generator.deliver.manifest import Entry, labels
from generator.deliver.movies.review import REVIEW
from generator.deliver.verify import verify_plate
from generator.plan.beside import unasked
from generator.plan.crew import StoppedError, clerk
from generator.plan.fingerprint import fingerprint
from generator.plan.job import Job, Progress, Receipt
from generator.plan.make import foresee, make
from generator.plan.parts import make_part, standing
from generator.problems import MinisterioError, RenderError, UserError, VerifyError
from generator.render.open_assets import OpenAssets, open_assets
from generator.render.plate import BriefSource
from generator.render.thumbnails import make_thumbnails, there, thumbnail_names
from generator.values.frames import FrameRange

T = TypeVar("T")
_LOOKS, _WAIT = 240, 0.5  # how often, and seconds between, for a plate that another process holds
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG}
"""What the system says when nothing more can be written here."""


def do(item: Item) -> Outcome:
    """Everything that an item asks for, asset by asset; one that fails does not keep the others from being made, unless nothing can be
    written at all: then the rest is left, and is not in the outcome."""
    if item.settings.home is not None and item.settings.home.is_dir():
        os.chdir(item.settings.home)
    here = open_assets(item.settings)
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
        done = Done(
            asset=piece.asset, status="failed", message=str(error), mends=not isinstance(error, UserError), ends=full, trace=_trace(error)
        )
    except Exception as error:  # our own fault, of this asset: the others are made all the same
        text = f"internal fault: {type(error).__name__}: {error}"
        done = Done(asset=piece.asset, status="failed", message=text, mends=True, trace=_trace(error))
    return replace(done, seconds=round(time.perf_counter() - began, 3))


def _trace(error: Exception) -> str:
    return "".join(traceback.format_exception(error))


def _make(here: OpenAssets, item: Item, piece: Piece) -> Done:
    """A whole plate, unless it is there already."""
    source = here.source(piece)
    standing_ = _standing(here, source, item, piece)
    if standing_ is not None:
        return standing_
    return _whole(item, piece, here.job(piece), source)


def _part(here: OpenAssets, item: Item, piece: Piece) -> Done:
    """Some frames of a plate."""
    job = here.job(piece)
    part = _once_free(lambda: make_part(job, FrameRange.parse(piece.frames), item.settings.overwrite, _frame_done))
    return Done(asset=piece.asset, status="made" if part.painted else "kept", plate=job.plate.name, painted=part.painted, kept=part.kept)


def _assemble(here: OpenAssets, item: Item, piece: Piece) -> Done:
    """A plate whose parts are there: joined, its sound written, its manifest complete."""
    source = here.source(piece)
    job = here.job(piece)
    if item.strict:
        missing = foresee(job, item.settings.overwrite, source.heard).painted
        if missing:
            raise RenderError(f"{missing} frames of {job.plate.name} are not there")
    return _whole(item, piece, job, source)


def _whole(item: Item, piece: Piece, job: Job, source: BriefSource) -> Done:
    """A plate, made here; where it may be overwritten, it is what its row asks for and no more."""
    over = item.settings.overwrite
    return _made(piece, _once_free(lambda: make(job, 1, over, _counted(), source.heard, only=over)))


def _once_free(task: Callable[[], T]) -> T:
    """What a task gives; if another process is making its plate (another batch on the same folder), once that has done so."""
    for _ in range(_LOOKS):
        try:
            return task()
        except HeldError:
            clerk().check()
            time.sleep(_WAIT)
    return task()


def _verify(here: OpenAssets, _item: Item, piece: Piece) -> Done:
    """A plate's every file against its manifest."""
    plate = here.plate(here.source(piece).brief)
    problems = verify_plate(plate.folder)
    if problems:
        more = f"\nand {len(problems) - 5} more" if len(problems) > 5 else ""
        raise VerifyError("\n".join(map(str, problems[:5])) + more)
    return Done(asset=piece.asset, status="kept", plate=plate.name)


def _measure(here: OpenAssets, _item: Item, piece: Piece) -> Done:
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
    return Done(asset=piece.asset, status="made", plate=job.plate.name, cost=(opened - began, (ended - opened) / len(frames[1:])))


def _painted(job: Job, frames: tuple[int, ...]) -> None:
    stamp, marks = job.made_of(frames)
    make_chunk(job.plate, stamp, {form.name: frames for form in chosen(job.formats)}, job.source.open(), clerk().check, marks)


def _fingerprint(here: OpenAssets, _item: Item, piece: Piece) -> Done:
    """What the frames of an asset depend on, as one number."""
    source = here.source(piece)
    return Done(
        asset=piece.asset, status="kept", plate=here.plate(source.brief).name, told=(fingerprint(source.asset.facts), source.brief.version)
    )


def _spot(here: OpenAssets, item: Item, piece: Piece) -> Done:
    """Thumbnails of some frames, unless they are there already."""
    place, frames, source = item.settings.aside, FrameRange.parse(piece.frames), here.source(piece)
    assert place is not None
    name = here.plate(source.brief).name
    if there(place, name, fingerprint(source.asset.facts), frames):
        return Done(asset=piece.asset, status="kept", plate=name, kept=len(frames), told=thumbnail_names(name, frames))
    make_thumbnails(here.job(piece), frames, place)
    return Done(asset=piece.asset, status="made", plate=name, painted=len(frames), told=thumbnail_names(name, frames))


_KINDS: dict[Kind, Callable[[OpenAssets, Item, Piece], Done]] = {
    "make": _make,
    "part": _part,
    "assemble": _assemble,
    "verify": _verify,
    "measure": _measure,
    "fingerprint": _fingerprint,
    "spot": _spot,
}


def _standing(here: OpenAssets, source: BriefSource, item: Item, piece: Piece) -> Done | None:
    """A plate that needs nothing, told without compiling it."""
    asset, brief = source.asset, source.brief
    plate = here.plate(brief)
    if not plate.manifest.is_file() or brief.slate or REVIEW.name in brief.formats:  # which only a compiled plate knows the marks of
        return None
    mark = fingerprint(asset.facts)
    found = standing(plate, mark, brief.formats, brief.rendered, labels(brief.tokens, brief.padding))
    if found is None or found.slate or found.handles != brief.handles:  # a plate is what its last command says
        return None
    if item.settings.overwrite and (unasked(found, brief.formats, brief.rendered) or found.frames != str(brief.rendered)):
        return None
    return Done(asset=piece.asset, status="kept", plate=plate.name, kept=len(found.files), files=len(found.files), size=_bytes(found.files))


def _made(piece: Piece, receipt: Receipt) -> Done:
    status: Status = "made" if receipt.painted else "kept"
    files = receipt.files
    return Done(
        asset=piece.asset, status=status, plate=receipt.plate, painted=receipt.painted, kept=receipt.kept, files=len(files),
        size=_bytes(files), notes=receipt.notes,
    )  # fmt: skip


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
