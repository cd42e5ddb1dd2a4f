"""A job in, a plate on disk and its receipt out: look at what is there, make what is missing, join the movies, write the manifest.

make(job, jobs, overwrite, told) -> Receipt      foresee(job, overwrite) -> Outlook
"""

from __future__ import annotations

import contextlib
import gc
import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from generator.deliver import chunk, scripts, survey
from generator.deliver.files import folder, settle, sweep
from generator.deliver.formats import chosen
from generator.deliver.formats import heard as sounds
from generator.deliver.lock import held
from generator.deliver.manifest import Entry, Manifest, merged
from generator.deliver.sink import Format, SoundFormat
from generator.plan import nursery
from generator.plan.beside import chunks_of, settled, slate_task, surveyed, taken_away, unasked
from generator.plan.crew import Crew, clerk
from generator.plan.heard import Heard, estimates, measured, written
from generator.plan.job import Estimate, Job, Outlook, Paint, Progress, Receipt, Source, Told, nobody
from generator.plan.resume import Holding, replaces, said_of
from generator.plan.tasks import CHUNK, Task, tasks
from generator.problems import RenderError
from generator.sound.mix import Soundtrack
from generator.values.frames import spell


@dataclass(frozen=True, slots=True)
class _Situation:
    """What there is and what is to be done about it."""

    formats: tuple[Format, ...]
    sounds: tuple[SoundFormat, ...]
    manifest: Manifest | None
    there: survey.Survey
    replaces: bool
    tasks: tuple[Task, ...]

    @property
    def painted(self) -> int:
        return sum(len(task.painted) for task in self.tasks)


def make(job: Job, jobs: int = 1, overwrite: bool = False, told: Told = nobody, heard: Heard | None = None, only: bool = False) -> Receipt:
    """Make a plate, and what is ``heard`` with it, with so many worker processes; what is right already stays. ``only``: what else its
    manifest lists, other frames and formats of the same from before, goes.

    Raises BriefError where the folder holds other content or another process is making the same plate, WriteError and RenderError for
    what could not be made; nothing is left half-written, and the same call goes on from there.
    """
    chosen(job.formats, (job.stamp.width, job.stamp.height))
    folder(job.plate.folder)
    with held(job.plate):
        return _made(job, jobs, overwrite, told, heard, only)


def _made(job: Job, jobs: int, overwrite: bool, told: Told, heard: Heard | None, only: bool) -> Receipt:
    """As :func:`make`, in a folder that is held."""
    sweep(job.plate.folder)
    now = _situation(job, overwrite, told, heard)
    if now.replaces:
        survey.clear(job.plate)
    job, listed = settled(job, None if now.replaces else now.manifest)
    if only and now.manifest and not now.replaces:
        listed = taken_away(job.plate, listed, unasked(now.manifest, job.formats, job.frames))
    earlier = survey.still_there(job.plate, listed)
    right = merged(earlier, now.there.kept)
    if now.tasks or now.manifest is None or not now.manifest.complete:
        job.manifest(right, complete=False).write(job.plate.manifest)
    try:
        made = [_settled(job, entry) for found in _worked(job, now, jobs, told) for entry in found]
    finally:
        sweep(job.plate.folder)
    track = heard.track(job.frames) if heard and (now.sounds or any(form.join for form in now.formats)) else None
    made += _joined(job, now, told, track)
    if heard and track:
        job = measured(job, track)
        made += written(job, heard, track, now.sounds, now.there)
    files = merged(right, made)
    manifest = job.manifest(files, complete=True)
    scripts.write(job.plate.folder, manifest)
    manifest.write(job.plate.manifest)
    survey.drop_chunks(job.plate)
    kept = len(now.there.kept)
    return Receipt(job.plate.name, job.plate.folder, job.plate.manifest, job.stamp.fingerprint, now.painted, kept, files, job.notes)


def foresee(job: Job, overwrite: bool = False, heard: Heard | None = None) -> Outlook:
    """What :func:`make` would do; writes nothing. Raises what it would raise before the first frame."""
    now = _situation(job, overwrite, nobody, heard)
    size = job.stamp.width * job.stamp.height
    planes = 1 + len(job.layers)
    pictures = tuple(
        Estimate(
            form.name,
            job.plate.movie(form.name, form.suffix).name if form.movie else f"{job.plate.name}.{'#' * job.plate.padding}{form.suffix}",
            1 if form.movie else len(job.frames),
            sum(1 for entry in now.there.kept if entry.format == form.name),
            round(size * len(job.frames) * form.bytes_per_pixel * (planes if form.layered else 1)),
        )
        for form in now.formats
    )
    files = (*pictures, *estimates(job, heard, now.sounds, now.there))
    return Outlook(job.plate.name, job.plate.folder, job.stamp.fingerprint, str(job.frames), now.painted, files)


def _situation(job: Job, overwrite: bool, told: Told, heard: Heard | None) -> _Situation:
    formats, audible = chosen(job.formats, (job.stamp.width, job.stamp.height)), sounds(job.formats)
    told(Progress("checking", job.plate.name, 0, len(job.frames)))
    manifest = said_of(job.plate, overwrite)
    there = surveyed(job, (*formats, *audible), job.frames, manifest, heard.stems if heard else ())
    gone = replaces(job.plate.name, Holding.of(manifest, there.strangers), job.facts, job.stamp.fingerprint, overwrite, job.labels)
    if gone:
        there = survey.Survey((), ())
    wanted = {form.name: sorted(set(job.frames) - there.frames(form.name)) for form in formats if not form.movie}
    chunks = job.frames.chunks(CHUNK)
    movies = {
        form.name: survey.missing_chunks(job.plate, form, chunks, job.stamp_of(form.name))
        for form in formats
        if form.movie and not there.has(form.name)
    }
    found = [*tasks(job.frames, wanted, movies), *slate_task(job, formats, there, len(chunks))]
    return _Situation(formats, audible, manifest, there, gone, tuple(found))


def _worked(job: Job, now: _Situation, jobs: int, told: Told) -> Iterator[list[Entry]]:
    """Do the tasks, here or in a crew, telling how far they are; the files of sequences."""

    def tell(frames: int) -> None:
        told(Progress("rendering", job.plate.name, min(frames, now.painted), now.painted))

    tell(0)
    movies = {form.name for form in now.formats if form.movie}
    orders = [Order(job, share) for task in now.tasks for share in task.shares(movies)]
    if jobs == 1 or len(orders) <= 1:
        count = itertools.count(1)
        yield from alone(orders, lambda: tell(next(count)))
        return
    ahead = 0
    if nursery.forks():
        with _room(job):
            paint = _opened(job.source)
            if not movies.isdisjoint(orders[0].task.wanted):
                job.source.warm()
            else:  # the first frame has to be painted here, so that workers have at hand what it takes: it may as well be delivered
                first, *others = orders[0].task.painted
                yield _fill(Order(job, orders[0].task.part({first})), paint, lambda: tell(1))
                job.source.rest()
                orders[:1] = [Order(job, orders[0].task.part(others))] if others else []
                ahead = 1
    with Crew(fill, min(jobs, len(orders)), lambda frames: tell(ahead + frames)) as crew:
        yield from crew.run(orders, lambda order: f"frames {spell(order.task.painted)} of {job.plate.name}")
    tell(now.painted)


def _settled(job: Job, entry: Entry) -> Entry:
    """A file of a sequence, on the disk for good, before a manifest calls it complete; the workers paint on meanwhile."""
    settle(job.plate.folder / entry.path)
    return entry


def alone(orders: Sequence[Order], done: Callable[[], None]) -> Iterator[list[Entry]]:
    """Every task in this process; ``done`` is called after each frame."""
    paint = orders[0].job.source.open() if orders else None
    for order in orders:
        assert paint is not None
        yield _fill(order, paint, done)


def _joined(job: Job, now: _Situation, told: Told, track: Soundtrack | None) -> Iterator[Entry]:
    """The movies whose chunks are all there, whole, with their sound. Chunks that were there before were looked at then."""
    for form in now.formats:
        if form.join is None or now.there.has(form.name):
            continue
        chunks = chunks_of(job, form, CHUNK)
        new = {task.frames for task in now.tasks if form.name in task.wanted}
        missing = [frames for path, frames in chunks if frames in new and not survey.is_whole(path, form, len(frames))]
        if missing:
            raise RenderError(f"{form.name} cannot be joined: frames {', '.join(map(spell, missing))} are not there")
        told(Progress("joining", job.plate.movie(form.name, form.suffix).name, 0, len(job.frames)))
        parts, stamp = [path for path, _ in chunks], job.stamp_of(form.name)
        movie = form.join(parts, job.plate.movie(form.name, form.suffix), stamp, track.mix if track else None)
        yield Entry.of(movie, job.plate.folder, form.name, stamp.frames or str(job.frames))


@dataclass(frozen=True, slots=True)
class Order:
    """What a worker is given."""

    job: Job
    task: Task


_open: dict[str, Paint] = {}


def fill(order: Order) -> list[Entry]:
    """Make one task's files in a worker process."""
    here = clerk()
    paint = _opened(order.job.source)

    def done() -> None:
        here.frame_done()
        here.check()

    return _fill(order, paint, done)


def _opened(source: Source) -> Paint:
    """A source compiled in this process, or in the one that it was forked from; kept until another comes."""
    if source.key not in _open:
        _open.clear()
        _open[source.key] = source.open()
        gc.freeze()  # thousands of objects that stay: not to be searched for rubbish over and over
    return _open[source.key]


def _fill(order: Order, paint: Paint, done: Callable[[], None]) -> list[Entry]:
    stamp, marks = order.job.made_of(order.task.frames)
    with _room(order.job):
        return chunk.make(order.job.plate, stamp, order.task.wanted, paint, done, marks)


@contextlib.contextmanager
def _room(job: Job) -> Iterator[None]:
    """Say in words where a job takes more memory than there is."""
    try:
        yield
    except MemoryError as fault:
        raise RenderError(f"a canvas of {job.stamp.width}x{job.stamp.height} is too large for this machine's memory") from fault
