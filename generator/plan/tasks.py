"""Frames to tasks. A chunk is a run of frames that movies encode by itself; where chunks begin depends on the range alone."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.values.frames import FrameRange

# One group of pictures of the review movie: short enough to scrub and to share among workers, long enough for x264 to earn its keep.
CHUNK = 12
# What is given to a worker at once where nothing has to stay together: little, so that all of them end at about the same time.
SHARE = 2


@dataclass(frozen=True, slots=True)
class Task:
    """One chunk of a plate: its frames, and which of them each format still wants. A movie wants all or none."""

    index: int
    frames: tuple[int, ...]
    wanted: Mapping[str, tuple[int, ...]]

    @property
    def painted(self) -> tuple[int, ...]:
        """The frames that somebody wants, ascending."""
        return tuple(sorted({frame for frames in self.wanted.values() for frame in frames}))

    def shares(self, movies: Container[str]) -> Iterator[Task]:
        """This task in parts of a few frames, or as it is where one of the formats is a movie."""
        if any(kind in movies for kind in self.wanted):
            yield self
            return
        for start in range(0, len(self.painted), SHARE):
            yield self.part(self.painted[start : start + SHARE])

    def part(self, mine: Container[int]) -> Task:
        """What it wants of some frames."""
        wanted = {kind: tuple(frame for frame in frames if frame in mine) for kind, frames in self.wanted.items()}
        return Task(self.index, self.frames, {kind: frames for kind, frames in wanted.items() if frames})


def tasks(frames: FrameRange, wanted: Mapping[str, Sequence[int]], movies: Mapping[str, Sequence[int]]) -> list[Task]:
    """The tasks of a plate, those with nothing to do left out.

    ``wanted`` are, for each sequence, the frames that are missing. ``movies`` are, for each movie that is to be made, the indices of the
    chunks that are missing.
    """
    found = []
    for index, chunk in enumerate(frames.chunks(CHUNK)):
        mine = {kind: tuple(frame for frame in chunk if frame in missing) for kind, missing in _sets(wanted).items()}
        mine.update({kind: chunk for kind, missing in movies.items() if index in missing})
        mine = {kind: numbers for kind, numbers in mine.items() if numbers}
        if mine:
            found.append(Task(index, chunk, mine))
    return found


def _sets(wanted: Mapping[str, Sequence[int]]) -> dict[str, frozenset[int]]:
    return {kind: frozenset(numbers) for kind, numbers in wanted.items()}
