"""VP9 with alpha in WebM, for browsers and decks: 8 bits, 4:2:0, a second picture of alpha beside each.

Browsers take its colour for straight and multiply it themselves. libvpx on one thread, one packet a frame: without a look ahead nothing is
hidden between frames, so chunks can be joined. The half-sized chroma is averaged under its alpha, so that edges keep their colour.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from generator.deliver import components
from generator.deliver.movies import movie
from generator.deliver.movies.sound import OPUS
from generator.deliver.sink import Fit, Stamp
from generator.deliver.timecode import note, track_tags
from generator.values.picture import Picture


def _fill(image: Any, picture: Picture, stamp: Stamp) -> None:
    width, _ = picture.size
    luma, blue, red, alpha = movie.rows(image, np.uint8)
    planes = luma[:, :width], blue[:, : width // 2], red[:, : width // 2], alpha[:, :width]
    components.yuva420(picture.beauty, picture.light == "linear", stamp.alpha, planes)
    if stamp.alpha == "straight":
        components.filled(planes, picture.size, 2)


CODEC = movie.Codec(
    "webm", "libvpx-vp9", "yuva420p", _fill,
    options={
        "crf": "12", "b": "0", "deadline": "good", "cpu-used": "5", "lag-in-frames": "0", "auto-alt-ref": "0", "row-mt": "0",
        "tile-columns": "0", "aq-mode": "0",
    },
    tags=lambda stamp: {"alpha_mode": "1", **track_tags(stamp)},  # without it browsers pass over the alpha of a copied track
    voice=OPUS,
)  # fmt: skip

_MOVIE = movie.Movie(CODEC)
VP9 = replace(
    _MOVIE.format("vp9", ".webm", "VP9 movie with alpha, for browsers", "straight", 0.08),
    notes=note,
    alpha_on_request=True,
    fit=Fit(2, 2, most=(16_384, 16_384)),
)
