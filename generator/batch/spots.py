"""Spot checks: which frames of an asset are looked at before anyone spends a night, and what they are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.batch.expand import Asked
from generator.batch.naming import SHOT
from generator.brief import Brief
from generator.documents.manifest import Manifest
from generator.values.frames import FrameRange

LONG = 480
"""Pixels that a thumbnail's longer side has at most."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One thumbnail: its frame and the beat that it shows, if any; its file, empty where it could not be made."""

    frame: int
    beat: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Spotted:
    """An asset with its thumbnails, its picture's width by its height, and what went wrong, if anything."""

    asked: Asked
    plate: str
    aspect: float
    spots: tuple[Spot, ...]
    fault: str = ""

    @property
    def title(self) -> str:
        """The row, and what tells the asset from the others."""
        shot = str(self.asked.options.get("shot", "")).removeprefix(SHOT)
        return f"{self.asked.row} {' '.join(shot.split('_'))}".replace("  ", " ").strip()


def spots(brief: Brief, manifest: Manifest, count: int) -> tuple[Spot, ...]:
    """``count`` moments of a brief's frames, ascending: its beats, of which there may be more (then the last of every so many: the first
    ones show little); else other frames, spread evenly."""
    frames = brief.frames
    beats = {frame: name for frame, name in _beats(brief, manifest).items() if frame in set(frames)}
    chosen = _spread(sorted(beats), count)
    for n in range(len(frames)):  # further frames, the emptiest stretches first
        if len(chosen) >= min(count, len(frames)):
            break
        wanted = _middle(frames, chosen) if n or chosen else frames.numbers[len(frames) // 2]
        chosen = sorted({*chosen, wanted})
    return tuple(Spot(frame, beats.get(frame, "")) for frame in chosen)


def _beats(brief: Brief, manifest: Manifest) -> Mapping[int, str]:
    """A frame for each beat, two thirds of the way to the next: what a beat begins is there by then."""
    begins = sorted((frame, name) for name, frame in brief.beats(manifest).items())
    ends = [*(frame for frame, _ in begins[1:]), brief.frames.last + 1]
    return {frame + max(0, end - frame) * 2 // 3: name for (frame, name), end in zip(begins, ends, strict=False)}


def _spread(values: Sequence[int], count: int) -> list[int]:
    return list(values) if len(values) <= count else [values[-(-(i + 1) * len(values) // count) - 1] for i in range(count)]


def _middle(frames: FrameRange, chosen: Sequence[int]) -> int:
    """The frame that is farthest from those that are chosen."""
    return max(frames, key=lambda frame: (min(abs(frame - other) for other in chosen), -frame))
