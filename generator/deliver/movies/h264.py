"""H.264 in MP4, for review: 8 bits, 4:2:0, BT.709, over a ground, a key frame every chunk, so that it scrubs well.

x264 at crf 19 and its superfast preset: on graphics as good as veryfast at crf 18 (luma 47.2 dB, chroma 48) and an eighth larger, for three
quarters of the work; medium at crf 18 has a better chroma (50) and takes twice as long. Where B-frames stand is fixed, which costs half a
percent in size and saves a quarter of the time. The macroblock tree is off: on widths that are no multiple of 128 it reads memory that
nobody wrote, and the same frames give other bytes.
There is no alpha; light ends at white, and keeps its hue.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from generator.deliver import pixels
from generator.deliver.light import ground
from generator.deliver.movies import movie
from generator.deliver.movies.sound import AAC
from generator.deliver.sink import Fit, Stamp
from generator.deliver.timecode import note, track_tags
from generator.values.picture import Picture


def _fill(image: Any, picture: Picture, stamp: Stamp) -> None:
    pixels.yuv420p(picture.beauty, picture.light == "linear", ground(picture, stamp), movie.rows(image, np.uint8))


CODEC = movie.Codec(
    "mp4", "libx264", "yuv420p", _fill,
    options={"preset": "superfast", "crf": "19", "threads": "1", "x264-params": "open-gop=0:scenecut=0:mbtree=0:b-adapt=0:chromaloc=0"},
    muxing={"movflags": "+faststart+write_colr"},
    tags=track_tags,
    voice=AAC,
)  # fmt: skip

_MOVIE = movie.Movie(CODEC)
H264 = replace(
    _MOVIE.format("h264", ".mp4", "H.264 review movie over a ground", "none", 0.05), notes=note, fit=Fit(2, 2, most=(16_384, 16_384))
)
