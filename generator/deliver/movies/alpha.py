"""What a movie's alpha really is, by decoding it. A header may say what it likes; pixels cannot.

Where alpha covers in part, premultiplied colour is never brighter than it; a straight one soon is. So brighter pixels prove straight, in
any band of alpha where they are no error of a codec beside those that are as bright as it. That there are none proves little: a HUD's text
stands on a dark matte. But an edge is a mixture of its two sides, in linear light multiplied by alpha. So every pixel between two
neighbours is held against what it would be if the file were straight, and if it were premultiplied; where that differs, it is one of them.
A picture without such edges is called premultiplied where colour follows alpha, being at least a third of it in every band. What nothing
proves is called ``either``.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from generator.deliver.sink import damaged
from generator.values.curve import decoded, encoded
from generator.values.libraries import lazily

if TYPE_CHECKING:
    import av
else:
    av = lazily("av")

Found = Literal["none", "opaque", "empty", "straight", "premultiplied", "either"]
FRAMES = 5
"""Key frames that are decoded, evenly over the movie."""
_FEW, _SHARE = 8, 0.125  # how many brighter pixels of those that are lit are no error of a codec
_SLACK = 0.03  # how much brighter a codec's error makes one
_LIT = 0.9  # how much of alpha light is that is as bright as it
_STEP = 0.1  # of alpha, from an edge's pixel to those beside it
_TELLS = 0.05  # how far apart the two readings of an edge are
_SURE = 4  # how many times as often one reading has to fit as the other
_EDGES = (0.05, 0.25, 0.5, 0.75, 0.95)  # of partial alpha, low to high
_MANY = 32  # pixels between two edges that tell something
_FOLLOWS = 0.35
_NEEDS = {"vp9": "libvpx-vp9"}  # FFmpeg's own decoder passes over WebM's alpha
_F = np.float32
Floats = NDArray[np.float32]


def of_movie(path: Path) -> Found:
    """Decode some frames and say what alpha they have. Raises :class:`DamagedError`."""
    try:
        pairs = [pair for frame in _frames(path) for pair in [_pair(frame)] if pair is not None]
    except (OSError, ValueError, IndexError, RuntimeError) as fault:
        raise damaged(path, "cannot be decoded") from fault
    if not pairs:
        return "none"
    return judged(np.concatenate([alpha for alpha, _ in pairs]), np.concatenate([light for _, light in pairs]))


def judged(alpha: Floats, light: Floats) -> Found:
    """From pixels: their alpha and their light, 0..1."""
    if alpha.min() > 0.999:
        return "opaque"
    if alpha.max() <= 0:
        return "empty"
    follows = []
    for low, high in itertools.pairwise(_EDGES):
        within = (alpha > low) & (alpha <= high)
        covered, lit = alpha[within], light[within]
        if np.count_nonzero(lit > covered + _SLACK) >= max(_FEW, _SHARE * np.count_nonzero(lit >= covered * _LIT)):
            return "straight"
        if covered.size >= _MANY:
            follows.append(np.quantile(lit / covered, 0.99) >= _FOLLOWS)
    straight, multiplied = _edges(alpha, light)
    if max(straight, multiplied) >= _MANY and max(straight, multiplied) >= _SURE * min(straight, multiplied):
        return "straight" if straight > multiplied else "premultiplied"
    return "premultiplied" if len(follows) > 1 and all(follows) else "either"


def _edges(alpha: Floats, light: Floats) -> tuple[int, int]:
    """How many pixels of edges are what their neighbours in the row mix to if the file is straight, and if it is premultiplied."""
    at = np.flatnonzero(
        (alpha[1:-1] > np.minimum(alpha[:-2], alpha[2:]) + _STEP) & (alpha[1:-1] < np.maximum(alpha[:-2], alpha[2:]) - _STEP)
    )
    before, here, after = alpha[at], alpha[at + 1], alpha[at + 2]
    share = (here - before) / (after - before)

    def mixed(one: Floats, two: Floats) -> Floats:
        return encoded((((1 - share) * decoded(one) * before + share * decoded(two) * after) / here).astype(_F))

    def divided(light: Floats, alpha: Floats) -> Floats:
        return np.minimum(np.divide(light, alpha, out=np.zeros_like(light), where=alpha > 0.02), _F(1))

    found = light[at + 1]
    straight = mixed(light[at], light[at + 2])
    multiplied = mixed(divided(light[at], before), divided(light[at + 2], after)) * here
    tells = np.abs(straight - multiplied) > _TELLS
    off, other = np.abs(found - straight)[tells], np.abs(found - multiplied)[tells]
    return int(np.count_nonzero(off < other / 2)), int(np.count_nonzero(other < off / 2))


def _frames(path: Path) -> Iterator[Any]:
    """Some frames of a movie, each decoded by itself."""
    with av.open(str(path)) as movie:
        keys = [i for i, packet in enumerate(_packets(movie)) if packet.is_keyframe]
    wanted = {keys[round(i * (len(keys) - 1) / max(1, FRAMES - 1))] for i in range(FRAMES)} if keys else set()
    with av.open(str(path)) as movie:
        track: Any = movie.streams.video[0]
        needed = _NEEDS.get(track.codec_context.name)
        for i, packet in enumerate(_packets(movie)):
            if i in wanted:
                context: Any = av.CodecContext.create(needed, "r") if needed else track.codec_context
                yield from (*context.decode(packet), *context.decode(None))
                if not needed:
                    context.flush_buffers()


def _packets(movie: Any) -> Iterator[Any]:
    return (packet for packet in movie.demux(video=0) if packet.size)


def _pair(frame: Any) -> tuple[Floats, Floats] | None:
    """A frame's alpha and its light, which is its largest component, 0..1; ``None`` where it has no alpha."""
    if not any(component.is_alpha for component in frame.format.components):
        return None
    if frame.format.name == "yuva420p":  # half-sized chroma runs over edges: light is luma alone
        luma, *_, alpha = (np.frombuffer(plane, np.uint8).reshape(plane.height, -1)[:, : plane.width] for plane in frame.planes)
        return alpha.ravel().astype(_F) / _F(255.0), np.maximum(luma.ravel().astype(_F) - _F(16.0), _F(0.0)) / _F(219.0)
    pixels = frame.to_ndarray(format="rgba64le").reshape(-1, 4).astype(_F) / _F(65_535)
    return pixels[:, 3], pixels[:, :3].max(axis=1)
