"""A movie's pictures and sound alone, for libraries that stumble over tracks of anything else, such as timecode."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.values.libraries import lazily

if TYPE_CHECKING:
    import av
else:
    av = lazily("av")

_KEPT = ("video", "audio")


def bare(movie: Path, folder: Path) -> Path:
    """The movie itself where there is nothing else in it, else a copy in ``folder``, which is not encoded again."""
    with av.open(str(movie)) as source:
        kept: Any = [stream for stream in source.streams if stream.type in _KEPT]
        if len(kept) == len(source.streams):
            return movie
        copy = folder / movie.name
        with av.open(str(copy), "w", options={"write_tmcd": "0"}) as target:
            tracks: dict[int, Any] = {stream.index: target.add_stream_from_template(stream) for stream in kept}
            for packet in source.demux(kept):
                if packet.dts is not None:
                    packet.stream = tracks[packet.stream.index]
                    target.mux(packet)
    return copy
