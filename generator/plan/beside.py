"""What stands beside a plate's own frames, its slate and movies that show more than the plate does: what is right, what is to be made.

A plate is what its last command says: a run that asks for no slate takes one away that is there.
"""

from __future__ import annotations

import contextlib
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from generator.deliver import survey
from generator.deliver.files import writing
from generator.deliver.formats import is_sequence
from generator.deliver.manifest import Entry, Manifest
from generator.deliver.naming import Plate
from generator.deliver.sink import Format, SoundFormat
from generator.deliver.survey import Survey, is_whole
from generator.plan.job import Job
from generator.plan.tasks import Task
from generator.problems import BriefError
from generator.values.frames import FrameRange


def surveyed(
    job: Job, formats: Iterable[Format | SoundFormat], frames: FrameRange, manifest: Manifest | None, stems: Sequence[str] = ()
) -> Survey:
    """What of ``frames`` is there, and what is beside them. Raises BriefError where a slate would take the place of a frame."""
    formats = tuple(formats)
    if manifest and manifest.fingerprint == job.stamp.fingerprint and job.slate and job.slate.frame in FrameRange.parse(manifest.frames):
        raise BriefError(f"{job.slate.frame} would be the slate's frame and is one of the plate's: ask for the handles that it has, too")
    own = [form for form in formats if form.name not in job.marks]
    found = survey.survey(job.plate, own, frames, job.stamp, manifest, stems)
    kept = [*found.kept]
    for form in formats:
        if form.name in job.marks:
            kept += survey.survey(job.plate, [form], job.shown(form.name), job.stamp_of(form.name), manifest).kept
    if job.slate:
        stills = [form for form in formats if isinstance(form, Format) and not form.movie and not form.wants]
        only = FrameRange((job.slate.frame,))
        kept += survey.survey(job.plate, stills, only, job.made_of(only.numbers)[0], manifest).kept
    return Survey(tuple(kept), found.strangers)


def slate_task(job: Job, formats: Iterable[Format], there: Survey, index: int) -> list[Task]:
    """The slate in the formats that lack it, if it is asked for: a task, or none."""
    if job.slate is None:
        return []
    frames = (job.slate.frame,)
    wanted = {form.name: frames for form in formats if _lacks_slate(job, form, there)}
    return [Task(index, frames, wanted)] if wanted else []


def _lacks_slate(job: Job, form: Format, there: Survey) -> bool:
    assert job.slate is not None
    if form.wants:  # mattes and marks of what a slate has not
        return False
    if not form.movie:
        return job.slate.frame not in there.frames(form.name)
    frames = (job.slate.frame,)
    if form.name not in job.marks or there.has(form.name):
        return False
    return not is_whole(job.plate.chunk(form.name, form.suffix, job.slate.mark, frames), form, 1)


def chunks_of(job: Job, form: Format, size: int) -> list[tuple[Path, tuple[int, ...]]]:
    """The files that a movie is joined of, each with its frames."""
    runs = [(job.stamp_of(form.name).fingerprint, frames) for frames in job.frames.chunks(size)]
    if job.slate and form.name in job.marks:
        runs.insert(0, (job.slate.mark, (job.slate.frame,)))
    return [(job.plate.chunk(form.name, form.suffix, mark, frames), frames) for mark, frames in runs]


def settled(job: Job, manifest: Manifest | None) -> tuple[Job, list[Entry]]:
    """The job with the marks of what it leaves as it is; and the entries of a manifest of the same plate, but for a slate that is no
    longer its own, whose files go. Raises :class:`WriteError`."""
    if manifest is None:
        return job, []
    marks = {kind: says["fingerprint"] for kind, says in manifest.formats.items() if "fingerprint" in says}
    own = job.slate is not None and manifest.slate.get("fingerprint") == job.slate.mark
    gone = [] if own else [entry for entry in manifest.files if manifest.is_slate(entry)]
    return replace(job, marks={**marks, **job.marks}), taken_away(job.plate, manifest.files, gone)


def unasked(manifest: Manifest, formats: Container[str], frames: FrameRange) -> list[Entry]:
    """What a manifest lists beside some formats and frames. Files that it does not list are nobody's to judge."""

    def asked(entry: Entry) -> bool:
        return entry.format in formats and (not is_sequence(entry.format) or manifest.is_slate(entry) or int(entry.frames) in numbers)

    numbers = frozenset(frames)
    return [entry for entry in manifest.files if not asked(entry)]


def taken_away(plate: Plate, entries: Iterable[Entry], gone: Sequence[Entry]) -> list[Entry]:
    """The entries that are left when the files of some are removed, with folders that are empty then. Raises :class:`WriteError`."""
    for entry in gone:
        path = plate.folder / entry.path
        with writing(path), contextlib.suppress(FileNotFoundError):
            path.unlink()
        if path.parent != plate.folder:
            with contextlib.suppress(OSError):
                path.parent.rmdir()
    return [entry for entry in entries if entry not in gone]
