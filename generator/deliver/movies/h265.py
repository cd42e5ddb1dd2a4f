"""H.265 in MP4, for review where banding shows: 10 bits, 4:2:0, BT.709, over a ground, a key frame every chunk.

The track is called ``hvc1``, which QuickTime and browsers on Apple's systems want; FFmpeg's own ``hev1`` they do not play. x265 on one
thread, without its pool and its wavefront: the same bytes whatever the machine has cores. There are no B-frames: of chunks shorter than its
delay x265 gives decoding times that it never set. Sizes are even, as 4:2:0 has them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from generator.deliver import components
from generator.deliver.light import ground
from generator.deliver.movies import movie
from generator.deliver.movies.sound import AAC
from generator.deliver.sink import Fit, Stamp
from generator.deliver.timecode import note, track_tags
from generator.values.picture import Picture


def _fill(image: Any, picture: Picture, stamp: Stamp) -> None:
    components.yuv(picture.beauty, picture.light == "linear", ground(picture, stamp), 10, (2, 2), movie.rows(image, np.uint16))


_ONE_WAY = "pools=none:frame-threads=1:wpp=0:open-gop=0:scenecut=0:bframes=0:keyint=-1:chromaloc=0:log-level=none"
CODEC = movie.Codec(
    "mp4", "libx265", "yuv420p10le", _fill,
    options={"preset": "veryfast", "crf": "18", "x265-params": _ONE_WAY},
    muxing={"movflags": "+faststart+write_colr"},
    tags=track_tags,
    voice=AAC,
    tag="hvc1",
)  # fmt: skip

_MOVIE = movie.Movie(CODEC)
H265 = replace(
    _MOVIE.format("h265", ".mp4", "H.265 review movie of 10 bits over a ground", "none", 0.04),
    notes=note,
    fit=Fit(2, 2, (32, 32), (16_384, 16_384)),
)
