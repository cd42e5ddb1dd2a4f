"""ProRes 4444 in QuickTime: 10 bits with alpha, BT.709 tags, a timecode track.

Colour is sRGB-encoded, as screens show it, and carried as BT.709 Y'CbCr of limited range: what editors expect of graphics. Alpha is
straight, or colour is multiplied by it after encoding, as asked. The encoder is FFmpeg's ``prores_ks`` at its own quality: its search for
a quantiser ends at the finest, 1, for each slice of any picture that we tried, noise too; told so at once, it gives the same pictures and
sizes for a quarter of the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from generator.deliver import movie, pixels
from generator.deliver.files import Written
from generator.deliver.sink import Format, Sink, Stamp
from generator.sound.cues import Samples
from generator.values.frames import FrameRange
from generator.values.picture import Picture


def _fill(image: Any, picture: Picture, stamp: Stamp) -> None:
    pixels.yuva444p10(picture.beauty, picture.light == "linear", stamp.alpha == "premultiplied", movie.rows(image, np.uint16))


def _tags(stamp: Stamp) -> dict[str, str]:
    return {"timecode": stamp.rate.timecode(FrameRange.parse(stamp.frames).first), "reel_name": stamp.plate}


_QUANTISER, _LAMBDA = 1, 118  # FFmpeg counts quality in its FF_QP2LAMBDA

CODEC = movie.Codec(
    "mov", "prores_ks", "yuva444p10le", _fill,
    options={"profile": "4444", "vendor": "apl0", "alpha_bits": "16", "flags": "+qscale", "global_quality": str(_QUANTISER * _LAMBDA)},
    muxing={"movflags": "+write_colr"},
    tags=_tags,
)  # fmt: skip


def _open(target: Path, stamp: Stamp) -> Sink:
    return movie.ChunkSink(target, stamp, CODEC)


def _join(chunks: Sequence[Path], final: Path, stamp: Stamp, sound: Samples | None = None) -> Written:
    return movie.join(chunks, final, stamp, CODEC, sound)


def _lacks() -> str | None:
    return movie.lacks(CODEC.encoder)


PRORES4444 = Format(
    "prores4444", ".mov", "ProRes 4444 movie with alpha", "straight", "sRGB, tagged BT.709", True, _open, movie.look, _lacks, 0.9, _join,
    alpha_on_request=True,
)  # fmt: skip
