"""FFV1 in Matroska: lossless, red, green, blue and alpha of 16 bits. For keeping, and for pipelines built on FFmpeg.

Every frame is a key frame with a checksum in each of its slices, as archives want it (RFC 9043, version 3). Alpha is straight, or colour is
multiplied by it after encoding, as asked. Matroska counts in milliseconds and says the rate beside: 24000/1001 reads back as that.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from generator.deliver import components
from generator.deliver.movies import movie
from generator.deliver.sink import Stamp
from generator.deliver.timecode import note, track_tags
from generator.values.picture import Picture


def _fill(image: Any, picture: Picture, stamp: Stamp) -> None:
    green, blue, red, alpha = (plane[:, : picture.size[0]] for plane in movie.rows(image, np.uint16))
    components.rgba(picture.beauty, picture.light == "linear", stamp.alpha, (0, 0, 0), (red, green, blue, alpha))


CODEC = movie.Codec(
    "matroska", "ffv1", "gbrap16le", _fill,
    # Slices bound the memory that an encoder of 16 bits needs: 4K does not go in fewer than 9.
    options={"level": "3", "g": "1", "slices": "16", "slicecrc": "1"},
    tags=track_tags,
    full=True,
    matrix=0,
)  # fmt: skip

_MOVIE = movie.Movie(CODEC)
FFV1 = replace(_MOVIE.format("ffv1", ".mkv", "lossless FFV1 movie with alpha", "straight", 1.6), notes=note, alpha_on_request=True)
