"""Thumbnails of an asset: its true frames, painted at its own size, then made small in its own light."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from generator.batch.spots import LONG
from generator.deliver.files import folder
from generator.deliver.naming import frame_name
from generator.deliver.sink import DamagedError, Stamp
from generator.deliver.stills.png import look, save
from generator.plan.crew import clerk
from generator.plan.job import Job
from generator.values.frames import FrameRange
from generator.values.picture import Picture


def thumbnail_names(plate: str, frames: FrameRange) -> tuple[str, ...]:
    """What the files are called."""
    return tuple(frame_name(plate, frame, ".png") for frame in frames)


def there(place: Path, plate: str, mark: str, frames: FrameRange) -> bool:
    """Whether all thumbnails are there, made from what the fingerprint ``mark`` stands for."""
    try:
        return all(look(place / name).fingerprint == mark for name in thumbnail_names(plate, frames))
    except (OSError, DamagedError):
        return False


def make_thumbnails(job: Job, frames: FrameRange, place: Path) -> None:
    """Paint and write them. Raises WriteError, RenderError."""
    paint = job.source.open()
    folder(place)
    for frame, name in zip(frames, thumbnail_names(job.plate.name, frames), strict=True):
        small = reduced(paint(frame))
        height, width = small.beauty.shape[:2]
        stamp: Stamp = replace(job.stamp, width=width, height=height)
        save(place / name, small, frame, stamp)
        clerk().frame_done()
        clerk().check()


def reduced(picture: Picture) -> Picture:
    """A picture whose longer side has at most :data:`LONG` pixels; each is the mean of whole pixels, in the picture's own light."""
    plane = picture.beauty
    height, width = plane.shape[:2]
    step = -(-max(height, width) // LONG)
    high, wide = max(1, height // step), max(1, width // step)
    cut = plane[: high * step, : wide * step]
    small = cut.reshape(high, cut.shape[0] // high, wide, cut.shape[1] // wide, 4).mean((1, 3), dtype=np.float32)
    return Picture(np.ascontiguousarray(small), {}, picture.light)
