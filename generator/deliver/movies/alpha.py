"""What a movie's alpha really is, by decoding it. A header may say what it likes; pixels cannot.

Where alpha covers in part, premultiplied colour is never brighter than it; a straight one soon is. So one clearly brighter pixel of a few
proves straight. That none is proves little about a dark picture: premultiplied it is called where colour follows alpha, being at least
a third of it wherever that is low and where it is high. What neither proves is called ``either``.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from generator.deliver.sink import damaged
from generator.values.libraries import lazily

if TYPE_CHECKING:
    import av
else:
    av = lazily("av")

Found = Literal["none", "opaque", "empty", "straight", "premultiplied", "either"]
FRAMES = 5
"""Key frames that are decoded, evenly over the movie."""
_FEW, _SHARE = 8, 0.002  # how many brighter pixels are no error of a codec
_SLACK = 0.03  # how much brighter a codec's error makes one
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
    partial = (alpha > _EDGES[0]) & (alpha < _EDGES[-1])
    brighter = np.count_nonzero(partial & (light > alpha + _SLACK))
    if brighter >= max(_FEW, _SHARE * np.count_nonzero(partial)):
        return "straight"
    follows = []
    for low, high in itertools.pairwise(_EDGES):
        within = (alpha > low) & (alpha <= high)
        if np.count_nonzero(within) >= _MANY:
            follows.append(np.quantile(light[within] / alpha[within], 0.99) >= _FOLLOWS)
    return "premultiplied" if len(follows) > 1 and all(follows) else "either"


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
