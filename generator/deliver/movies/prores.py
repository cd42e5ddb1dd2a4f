"""ProRes in QuickTime: 4444 with alpha, 422 HQ over a ground; 10 bits, BT.709 tags, a timecode track with the reel's name.

Colour is sRGB-encoded, as screens show it, and carried as BT.709 Y'CbCr of limited range: what editors expect of graphics. Alpha is
straight, or colour is multiplied by it after encoding, as asked. The encoder is FFmpeg's ``prores_ks`` at its own quality: its search for
a quantiser ends at the finest, 1, for each slice of any picture that we tried, noise too; told so at once, it gives the same pictures and
sizes for a quarter of the time. Where speed is asked for it is 4: half the time on full pictures, and smaller files. FFmpeg's
other encoder, ``prores_aw``, is slower than either.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from generator.deliver import components, pixels
from generator.deliver.light import ground
from generator.deliver.movies import movie
from generator.deliver.sink import Fit, Stamp
from generator.deliver.timecode import note, track_tags
from generator.values.picture import Picture


def _fill4444(image: Any, picture: Picture, stamp: Stamp) -> None:
    planes = movie.rows(image, np.uint16)
    pixels.yuva444p10(picture.beauty, picture.light == "linear", stamp.alpha == "premultiplied", planes)
    if stamp.alpha == "straight":
        components.filled(planes, picture.size)


def _fill422(image: Any, picture: Picture, stamp: Stamp) -> None:
    components.yuv(picture.beauty, picture.light == "linear", ground(picture, stamp), 10, (2, 1), movie.rows(image, np.uint16))


_LAMBDA = 118  # FFmpeg counts quality in its FF_QP2LAMBDA
_FINEST = {"vendor": "apl0", "flags": "+qscale", "global_quality": str(_LAMBDA)}
_COARSER = {**_FINEST, "global_quality": str(4 * _LAMBDA)}
_MUXING = {"movflags": "+write_colr"}

QUALITY = movie.Codec(
    "mov", "prores_ks", "yuva444p10le", _fill4444,
    options={"profile": "4444", "alpha_bits": "16", **_FINEST}, muxing=_MUXING, tags=track_tags,
)  # fmt: skip
FAST = replace(QUALITY, options={"profile": "4444", "alpha_bits": "16", **_COARSER})
HQ = movie.Codec(
    "mov", "prores_ks", "yuv422p10le", _fill422, options={"profile": "hq", **_FINEST}, muxing=_MUXING, tags=track_tags
)  # fmt: skip

_4444, _422 = movie.Movie(QUALITY, FAST), movie.Movie(HQ)
PRORES4444 = replace(
    _4444.format("prores4444", ".mov", "ProRes 4444 movie with alpha", "straight", 0.9), notes=note, alpha_on_request=True, paced=True
)
PRORES422HQ = replace(_422.format("prores422hq", ".mov", "ProRes 422 HQ movie over a ground", "none", 0.6), notes=note, fit=Fit(2, 1))
