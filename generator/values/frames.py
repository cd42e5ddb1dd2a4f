"""Frame ranges as farms write them: ``1001-1120``, ``1001-1100x2``, ``1001,1010-1020:2``, ``1001``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.problems import BriefError

_PART = re.compile(r"([0-9]{1,9})(?:-([0-9]{1,9})(?:[x:]([0-9]{1,9}))?)?")
MOST = 1_000_000
FIRST_FRAME = 1001
"""The number of a plate's first frame, unless said: as shots are counted, with room for handles before it."""


@dataclass(frozen=True, slots=True)
class FrameRange:
    """Some frame numbers, ascending, each once."""

    numbers: tuple[int, ...]

    @classmethod
    def parse(cls, text: str) -> FrameRange:
        """Read a list; order and repetition do not matter. Raises :class:`BriefError` when it is none or over a million frames."""
        found: set[int] = set()
        for part in text.replace(" ", "").split(","):
            match = _PART.fullmatch(part)
            if not match:
                raise BriefError(f"{text!r} is no frame list at {part!r}; write 1001-1120, 1001-1100x2 or 1001,1010-1020:2")
            first, last = int(match[1]), int(match[2] or match[1])
            step = int(match[3] or 1)
            if last < first or step < 1:
                raise BriefError(f"the frame list {text!r} runs backwards or stands still at {part!r}")
            numbers = range(first, last + 1, step)
            found.update(numbers[: MOST + 1])
            if len(found) > MOST:
                raise BriefError(f"the frame list {text!r} is over {MOST:,} frames")
        return cls(tuple(sorted(found)))

    @classmethod
    def span(cls, first: int, count: int) -> FrameRange:
        return cls(tuple(range(first, first + count)))

    @property
    def first(self) -> int:
        return self.numbers[0]

    @property
    def last(self) -> int:
        return self.numbers[-1]

    @property
    def contiguous(self) -> bool:
        return self.last - self.first + 1 == len(self.numbers)

    def widened(self, frames: int) -> FrameRange:
        """With so many frames more before the first and after the last: handles."""
        head, tail = range(self.first - frames, self.first), range(self.last + 1, self.last + 1 + frames)
        return FrameRange((*head, *self.numbers, *tail))

    def chunks(self, size: int) -> list[tuple[int, ...]]:
        """Runs of at most ``size`` numbers; together they are the range, each number once."""
        return [self.numbers[i : i + size] for i in range(0, len(self.numbers), size)]

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[int]:
        return iter(self.numbers)

    def __str__(self) -> str:
        return spell(self.numbers)


def runs(numbers: Sequence[int]) -> Iterator[range]:
    """Ascending numbers as the fewest ranges; two numbers make one only where they follow each other."""
    i = 0
    while i < len(numbers):
        step = numbers[i + 1] - numbers[i] if i + 1 < len(numbers) else 1
        j = i
        while j + 1 < len(numbers) and numbers[j + 1] - numbers[j] == step:
            j += 1
        if j == i + 1 and step > 1:
            j = i
        yield range(numbers[i], numbers[j] + 1, step if j > i else 1)
        i = j + 1


def spell(numbers: Sequence[int]) -> str:
    """Ascending numbers in the shortest such list: ``1001-1010,1020-1030x2``."""
    return ",".join(_spelt(run) for run in runs(numbers))


def _spelt(run: range) -> str:
    if len(run) == 1:
        return str(run[0])
    return f"{run[0]}-{run[-1]}" + (f"x{run.step}" if run.step > 1 else "")
