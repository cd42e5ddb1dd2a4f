"""The review movie: H.264 as for any review, with a strip under the picture that says which frame of what it is.

The strip is painted beside the picture and put under it here, so that nothing of the picture is covered. Where there is a slate, the movie
begins with it; sound keeps its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from generator.deliver import pixels
from generator.deliver.files import Written
from generator.deliver.light import ground
from generator.deliver.movies import movie
from generator.deliver.movies.h264 import CODEC as H264_CODEC
from generator.deliver.sink import Fit, Sink, Stamp
from generator.deliver.timecode import note
from generator.sound.cues import Samples, samples_of
from generator.values.frames import FrameRange
from generator.values.picture import Picture

NAME = "review"
_MODULES = 8


def strip_height(width: int, height: int) -> int:
    """Pixels of the strip under a plate: eight modules (64 at 1080p), and even."""
    return max(16, 2 * round(_MODULES * min(width, height) / 270))


def _fill(image: Any, picture: Picture, stamp: Stamp) -> None:
    """Two pictures into one frame, each in its own light."""
    planes = movie.rows(image, np.uint8)
    above = picture.size[1]
    luma, *chroma = planes
    pixels.yuv420p(
        picture.beauty, picture.light == "linear", ground(picture, stamp), (luma[:above], chroma[0][: above // 2], chroma[1][: above // 2])
    )
    strip = picture.strip
    beneath = np.zeros((luma.shape[0] - above, *picture.beauty.shape[1:]), np.float32) if strip is None else strip.beauty
    pixels.yuv420p(
        beneath, strip is None or strip.light == "linear", (0.0, 0.0, 0.0), (luma[above:], chroma[0][above // 2 :], chroma[1][above // 2 :])
    )


CODEC = replace(H264_CODEC, fill=_fill)
_MOVIE = movie.Movie(CODEC)


def _open(target: Path, stamp: Stamp) -> Sink:
    return _MOVIE.open(target, replace(stamp, height=stamp.height + strip_height(stamp.width, stamp.height)))


def _join(chunks: Sequence[Path], final: Path, stamp: Stamp, sound: Samples | None = None) -> Written:
    """As any movie; the sound belongs to the frames after the slate, so it begins as much later."""
    if sound is not None:
        length = samples_of(Fraction(len(FrameRange.parse(stamp.frames))) / stamp.rate.fraction)
        sound = np.concatenate((np.zeros(max(0, length - sound.shape[0])), sound))
    return _MOVIE.join(chunks, final, stamp, sound)


REVIEW = replace(
    _MOVIE.format(NAME, ".mp4", "H.264 review movie, with frame, timecode, shot and version under the picture", "none", 0.05),
    open=_open,
    join=_join,
    notes=note,
    fit=Fit(2, 2, most=(16_384, 14_000)),
)
