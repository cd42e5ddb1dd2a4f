"""DNxHR 444 in QuickTime: 10 bits, 4:4:4, BT.709, over a ground, a timecode track with the reel's name. For editors who live in Avid.

The codec has an alpha of its own that few readers know and FFmpeg does not write: it lies over the ground.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from generator.deliver import components
from generator.deliver.light import ground
from generator.deliver.movies import movie
from generator.deliver.sink import Fit, Stamp
from generator.deliver.timecode import note, track_tags
from generator.values.picture import Picture


def _fill(image: Any, picture: Picture, stamp: Stamp) -> None:
    components.yuv(picture.beauty, picture.light == "linear", ground(picture, stamp), 10, (1, 1), movie.rows(image, np.uint16))


CODEC = movie.Codec(
    "mov", "dnxhd", "yuv444p10le", _fill,
    options={"profile": "dnxhr_444"}, muxing={"movflags": "+write_colr"}, tags=track_tags,
)  # fmt: skip

_MOVIE = movie.Movie(CODEC)
DNXHR444 = replace(
    _MOVIE.format("dnxhr444", ".mov", "DNxHR 444 movie over a ground", "none", 1.3),
    notes=note,
    fit=Fit(least=(256, 120), most=(16_384, 16_384)),
)
