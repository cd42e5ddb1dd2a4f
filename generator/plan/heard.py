"""Heard: the sound of a plate to be made. It stays in the first process: workers paint."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from generator.deliver.manifest import Entry
from generator.deliver.sink import SoundFormat
from generator.deliver.survey import Survey
from generator.deliver.wav import BITS, Label
from generator.plan.job import Estimate, Job
from generator.sound.cues import RATE
from generator.sound.mix import Soundtrack
from generator.values.frames import FrameRange

MIX = ""


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """``stems`` by name; ``day`` is the story's (``2041-03-14``); ``track(frames)`` makes the sound that belongs to some frames."""

    stems: tuple[str, ...]
    day: str
    track: Callable[[FrameRange], Soundtrack]


def measured(job: Job, track: Soundtrack) -> Job:
    """The job with what is known of its sound once that is made."""
    levels = {"loudness": f"{track.loudness:.2f} LUFS", "true peak": f"{track.peak:.2f} dBTP", "stems": ", ".join(track.stems)}
    return replace(job, sound={**job.sound, **levels})


def written(job: Job, heard: Heard, track: Soundtrack, formats: Iterable[SoundFormat], there: Survey) -> Iterator[Entry]:
    """Write the mix and its stems, but for those that are right already. Raises :class:`WriteError`."""
    for form in formats:
        for stem in (MIX, *heard.stems):
            path = job.plate.sound(stem, form.suffix)
            if any(entry.path == path.name for entry in there.kept):
                continue
            label = Label(stem, heard.day) if stem else Label("mix", heard.day, track.loudness, track.peak)
            made = form.save(path, track.stems[stem] if stem else track.mix, job.stamp, label)
            yield Entry.of(made, job.plate.folder, form.name, str(job.frames))


def estimates(job: Job, heard: Heard | None, formats: Iterable[SoundFormat], there: Survey) -> Iterator[Estimate]:
    """What would be written."""
    for form in formats:
        files = 1 + len(heard.stems if heard else ())
        size = round(len(job.frames) / job.stamp.rate.fraction * RATE) * BITS // 8 * files
        kept = sum(entry.format == form.name for entry in there.kept)
        yield Estimate(form.name, job.plate.sound(MIX, form.suffix).name, files, kept, size)
