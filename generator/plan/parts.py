"""A part of a plate: some of its frames made by a process that does not make the rest, on this machine or another.

``make_part`` paints what is missing of a part and nothing more; ``make`` joins, once all parts are there. Parts begin where chunks do, so
a movie's chunk is made by one of them. ``standing`` tells cheaply whether a plate is already all that is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from generator.deliver import survey
from generator.deliver.files import folder, settle, sweep
from generator.deliver.formats import chosen, is_sequence
from generator.deliver.lock import held
from generator.deliver.manifest import Manifest, read
from generator.deliver.naming import Plate
from generator.deliver.sink import Format
from generator.plan.beside import slate_task, surveyed
from generator.plan.job import Job
from generator.plan.make import Order, alone
from generator.plan.resume import Holding, replaces, said_of
from generator.plan.tasks import CHUNK, tasks
from generator.problems import VerifyError
from generator.values.frames import FrameRange


@dataclass(frozen=True, slots=True)
class Part:
    """What was made of a part: frames painted, files of sequences that were right already."""

    painted: int
    kept: int


def make_part(job: Job, frames: FrameRange, overwrite: bool, done: Callable[[], None]) -> Part:
    """Paint ``frames`` of a plate, those that are not there. ``done`` is called after each.

    Raises BriefError where the folder holds other content and nobody said to overwrite it or another process is making the whole,
    WriteError, RenderError.
    """
    formats = chosen(job.formats, (job.stamp.width, job.stamp.height))
    folder(job.plate.folder)
    with held(job.plate, alone=False):
        return _made(job, formats, frames, overwrite, done)


def _made(job: Job, formats: tuple[Format, ...], frames: FrameRange, overwrite: bool, done: Callable[[], None]) -> Part:
    """As :func:`make_part`, in a folder that is held."""
    plate = job.plate
    sweep(plate.folder)
    manifest = _make_room(job, overwrite)
    still, moving = [form for form in formats if not form.movie], [form for form in formats if form.movie]
    there, whole = surveyed(job, still, frames, manifest), surveyed(job, moving, job.frames, manifest)
    wanted = {form.name: sorted(set(frames) - there.frames(form.name)) for form in still}
    movies = {form.name: _missing(job, form, frames) for form in moving if not whole.has(form.name)}
    found = tasks(job.frames, wanted, movies)
    if frames.first == job.frames.first:
        found += slate_task(job, formats, survey.Survey((*there.kept, *whole.kept), ()), len(job.frames))
    for made in alone([Order(job, task) for task in found], done):
        for entry in made:
            settle(plate.folder / entry.path)
    return Part(sum(len(task.painted) for task in found), len(there.kept))


def _missing(job: Job, form: Format, frames: FrameRange) -> list[int]:
    """The indices of the movie's chunks that begin in a part and are not there whole."""
    asked, chunks = frozenset(frames), job.frames.chunks(CHUNK)
    mine = [i for i, numbers in enumerate(chunks) if numbers[0] in asked]
    return [mine[i] for i in survey.missing_chunks(job.plate, form, [chunks[i] for i in mine], job.stamp_of(form.name))]


def _make_room(job: Job, overwrite: bool) -> Manifest | None:
    """The manifest of the same plate, if there is one. Where the folder holds other content, and may be overwritten, remove it: only files
    that were made from something else, because other parts of the same plate may be in the making. The new manifest says what the plate is
    going to be."""
    manifest = said_of(job.plate, overwrite)
    if replaces(job.plate.name, Holding.of(manifest), job.facts, job.stamp.fingerprint, overwrite, job.labels) and manifest:
        survey.clear_strangers(job.plate, manifest, job.stamp, job.labels)
        manifest = None
    if manifest is None:
        job.manifest((), complete=False).write(job.plate.manifest)
    return manifest


def standing(plate: Plate, fingerprint: str, formats: tuple[str, ...], frames: FrameRange, labels: Mapping[str, str]) -> Manifest | None:
    """The manifest of a plate that is complete, made from the same for the same place, and whose every file is there as it was
    written; else ``None``.

    Reads every byte, but compiles nothing."""
    try:
        manifest = read(plate.manifest)
    except VerifyError:
        return None
    if manifest is None or not manifest.complete or (manifest.fingerprint, manifest.labels) != (fingerprint, labels):
        return None
    has = {(entry.format, entry.frames) for entry in manifest.files}
    for name in formats:
        if not ({(name, str(n)) for n in frames} if is_sequence(name) else {(name, str(frames))}) <= has:
            return None
    return manifest if survey.intact(plate, manifest) else None
