"""What movies share: encoding a closed chunk, joining chunks without encoding again, reading back.

Each chunk begins with a key frame and refers to nothing outside, and each encoder runs on one thread, so the bytes of a movie depend on its
frames and on the fixed size of chunks, never on who encoded what.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from generator.deliver.files import Whole, Written, folder, whole, writing
from generator.deliver.movies.alpha import of_movie
from generator.deliver.movies.sound import PCM24, TICKS, SoundTrack, Voice
from generator.deliver.sink import Alpha, Format, Seen, Sink, Stamp, damaged, mark, marked
from generator.sound.cues import Samples
from generator.values.libraries import lazily
from generator.values.picture import Picture

if TYPE_CHECKING:
    import av
    from av.container import OutputContainer
    from av.video.stream import VideoStream
else:
    av = lazily("av")

COLOUR = "sRGB, tagged BT.709"
BT709 = 1  # ITU-T H.273's number for the primaries, the transfer and the matrix alike
LIMITED, FULL = 1, 2  # FFmpeg's AVCOL_RANGE_MPEG and AVCOL_RANGE_JPEG
# A movie is opened for its packets: FFmpeg else decodes its first pictures, on all cores, to guess what its header says.
_UNDECODED: Any = [{"threads": "1", "skip_frame": "all"}]
_COUNTS = ("mov", "mp4")  # containers whose clock can be chosen
_REPEATABLE = {"fflags": "+bitexact"}  # Matroska's muxer would make up random identifiers

Fill = Callable[["av.VideoFrame", Picture, Stamp], None]


@dataclass(frozen=True, slots=True)
class Codec:
    """How a movie is encoded: FFmpeg's names, what a frame is filled with, tags of the file and of its track, and its sound.

    ``tag``: the four letters by which readers know the codec, where FFmpeg's own are others. ``full``: codes of the full range.
    ``matrix``: H.273's number, 0 for red, green and blue.
    """

    container: str
    encoder: str
    pixels: str
    fill: Fill
    options: Mapping[str, str] = field(default_factory=dict)
    muxing: Mapping[str, str] = field(default_factory=dict)
    tags: Callable[[Stamp], dict[str, str]] = lambda stamp: {}
    voice: Voice = PCM24
    tag: str = ""
    full: bool = False
    matrix: int = BT709


@dataclass(frozen=True, slots=True)
class Movie:
    """A codec, and the one in its place where speed is asked for."""

    codec: Codec
    fast: Codec | None = None

    def _of(self, stamp: Stamp) -> Codec:
        return self.fast if self.fast and stamp.quality == "fast" else self.codec

    def format(self, name: str, suffix: str, sentence: str, alpha: Alpha, bytes_per_pixel: float) -> Format:
        """Its line of the table, of which some replace more."""
        return Format(
            name, suffix, sentence, alpha, COLOUR, self.open, look, bytes_per_pixel, self.join, self.lacks,
            says=self.says, alpha_of=of_movie,
        )  # fmt: skip

    def open(self, target: Path, stamp: Stamp) -> Sink:
        """A sink of one chunk."""
        return ChunkSink(target, stamp, self._of(stamp))

    def join(self, chunks: Sequence[Path], final: Path, stamp: Stamp, sound: Samples | None = None) -> Written:
        """See :func:`join`."""
        return join(chunks, final, stamp, self._of(stamp), sound)

    def says(self, stamp: Stamp) -> dict[str, str]:
        """What the manifest says of it, and :func:`look` finds in it."""
        codec, screen = self._of(stamp), stamp.colour.screen
        tags = _spelled(screen.primaries, screen.movie_transfer, codec.matrix, FULL if codec.full else LIMITED)
        begins = {"timecode": start} if (start := codec.tags(stamp).get("timecode")) else {}
        return {"encoder": codec.encoder, "tags": tags, **begins}

    def lacks(self) -> str | None:
        """Whether FFmpeg came without an encoder."""
        return next((lack for codec in (self.codec, self.fast) if codec and (lack := lacks(codec.encoder))), None)


def rows(image: Any, kind: type) -> tuple[Any, ...]:
    """The planes of a frame to be written to, ``(height, a little more than width)`` each."""
    planes: Any = image.planes  # buffers, though their type does not say so
    return tuple(np.frombuffer(plane, kind).reshape(plane.height, -1) for plane in planes)


class ChunkSink(Sink):
    """Encodes one closed chunk into one file.

    One frame is filled again and again: the encoders read it before they ask for the next, and where one has not it gets a frame of its
    own. Fresh frames would be megabytes that the system's memory pool takes back in pieces, so that a worker grows by each of them.
    """

    def __init__(self, target: Path, stamp: Stamp, codec: Codec) -> None:
        super().__init__()
        folder(target.parent)
        self._file, self._stamp, self._codec, self._count = Whole(target), stamp, codec, 0
        self._image: Any = av.VideoFrame(stamp.width, stamp.height, codec.pixels)
        with writing(target):
            self._container: OutputContainer = av.open(str(self._file.part), "w", format=codec.container, options=_REPEATABLE)
            try:
                self._stream = self._begin()
            except BaseException:
                self.abort()
                raise

    def _begin(self) -> Any:
        stream: Any = self._container.add_stream(self._codec.encoder, rate=self._stamp.rate.fraction)
        stream.width, stream.height = self._stamp.width, self._stamp.height
        stream.pix_fmt = self._codec.pixels
        stream.time_base = stream.codec_context.time_base = 1 / self._stamp.rate.fraction
        context: Any = stream.codec_context
        context.thread_count = 1
        if self._codec.tag:
            context.codec_tag = self._codec.tag
        self._tagged(context)
        context.options = dict(self._codec.options)
        return stream

    def _tagged(self, what: Any) -> None:
        """Say of a frame, or of a codec's context, what its codes are."""
        screen = self._stamp.colour.screen
        what.color_primaries, what.color_trc = screen.primaries, screen.movie_transfer
        what.colorspace, what.color_range = self._codec.matrix, FULL if self._codec.full else LIMITED

    def write(self, picture: Picture, frame: int) -> None:
        image = self._image
        image.make_writable()
        self._codec.fill(image, picture, self._stamp)
        self._tagged(image)
        image.pts, image.time_base = self._count, 1 / self._stamp.rate.fraction
        self._count += 1
        with writing(self._file.final):
            self._container.mux(self._stream.encode(image))

    def close(self) -> None:
        try:
            with writing(self._file.final):
                self._container.mux(self._stream.encode(None))
                self._container.close()
                self._file.publish(synced=False)  # the movie that it becomes a part of is
        except BaseException:
            self.abort()
            raise
        self.written.append(self._file.written)

    def abort(self) -> None:
        with contextlib.suppress(Exception):
            self._container.close()
        self._file.discard()


def join(chunks: Sequence[Path], final: Path, stamp: Stamp, codec: Codec, sound: Samples | None = None) -> Written:
    """Copy the packets of chunks, in their order, into one movie, with its sound if there is any; raises :class:`WriteError`."""
    muxing = {**_REPEATABLE, **codec.muxing, **({"movie_timescale": TICKS} if sound is not None and codec.container in _COUNTS else {})}
    with whole(final) as file, av.open(str(file.part), "w", format=codec.container, options=muxing) as movie:
        movie.metadata.update({"title": stamp.plate, "comment": mark(stamp, stamp.frames)})
        movie.metadata.update({key: text for key, text in (("artist", stamp.owner), ("description", stamp.comments)) if text})
        delay = max(_delay(chunk, stamp.rate.fraction) for chunk in chunks)
        track: Any = None
        heard: SoundTrack | None = None
        first = 0
        for chunk in chunks:
            with av.open(str(chunk), stream_options=_UNDECODED) as source:
                origin = source.streams.video[0]
                if track is None:
                    track = _copied(movie, origin, stamp, codec)
                    heard = SoundTrack(movie, sound, codec.voice) if sound is not None else None
                if origin.codec_context.extradata != track.codec_context.extradata:
                    raise RuntimeError(f"the chunk {chunk.name} was encoded with other settings")
                if heard:
                    heard.until(first / stamp.rate.fraction)
                first += _append(movie, track, source, (first, delay), 1 / stamp.rate.fraction)
        if heard:
            heard.close()
    return file.written


def _copied(movie: OutputContainer, origin: VideoStream, stamp: Stamp, codec: Codec) -> VideoStream:
    track: VideoStream = movie.add_stream_from_template(origin)
    track.time_base = 1 / stamp.rate.fraction
    # PyAV drops these two from its copy; without a rate the muxer writes no timecode track.
    track.codec_context.codec_tag = origin.codec_context.codec_tag
    track.codec_context.framerate = stamp.rate.fraction
    track.metadata.update(codec.tags(stamp))
    return track


def _delay(chunk: Path, rate: Fraction) -> int:
    """By how many frames a chunk is decoded ahead of being shown, which its first packet says. A chunk of a frame or two needs less of it
    than its neighbours."""
    with av.open(str(chunk), stream_options=_UNDECODED) as source:
        return next(-round(packet.dts * packet.time_base * rate) for packet in source.demux(video=0) if packet.dts is not None)


def _append(movie: OutputContainer, track: VideoStream, source: Any, when: tuple[int, int], tick: Fraction) -> int:
    """Copy a chunk's packets so that it begins at a frame and is decoded so many frames ahead; returns how many there were."""
    count, (first, delay) = 0, when
    for packet in source.demux(video=0):
        if packet.dts is None:
            continue
        packet.pts = first + round(packet.pts * packet.time_base / tick)
        packet.dts, packet.duration, packet.time_base, packet.stream = first + count - delay, 1, tick, track
        movie.mux(packet)
        count += 1
    return count


def look(path: Path) -> Seen:
    """Read every packet of a movie and its stamp; raises :class:`DamagedError`."""
    try:
        with av.open(str(path), stream_options=_UNDECODED) as movie:
            track = movie.streams.video[0]
            name, (fingerprint, frames) = track.codec_context.name, marked(_comment(movie))
            promised = track.frames or _promised(movie, track)
            context = track.codec_context
            tags = _spelled(context.color_primaries, context.color_trc, context.colorspace, context.color_range)
            rate, start = str(track.average_rate), _timecode(movie)
            count = sum(1 for packet in movie.demux(video=0) if packet.size)
    except (OSError, ValueError, IndexError) as fault:
        raise damaged(path, "cannot be read as a movie") from fault
    if count != promised:
        raise damaged(path, f"is cut short: {count} of {promised} frames")
    return Seen(fingerprint, frames, count, name, rate, start, tags)


def _spelled(primaries: int, transfer: int, matrix: int, scope: int) -> str:
    """Tags as a manifest has them: ``1-1-1 limited``, by H.273's numbers."""
    return f"{primaries}-{transfer}-{matrix} {'full' if scope == FULL else 'limited' if scope == LIMITED else 'of no said range'}"


def _timecode(movie: Any) -> str:
    """Where a movie's tracks say that it begins; empty where none does."""
    found = [text for stream in movie.streams for key, text in stream.metadata.items() if key.lower() == "timecode"]
    return str(found[0]) if found else ""


def _comment(movie: Any) -> str:
    """Matroska's readers give keys in capitals."""
    found = {key.lower(): text for key, text in movie.metadata.items()}
    return str(found.get("comment", ""))


def _promised(movie: Any, track: Any) -> int:
    """How many frames there should be in a container that does not count them: as many as the duration in its header has room for."""
    rate: Fraction = track.guessed_rate or Fraction(0)
    return round(Fraction(movie.duration or 0, av.time_base) * rate)


def lacks(encoder: str) -> str | None:
    """Whether FFmpeg came without an encoder."""
    return None if encoder in av.codecs_available else f"this PyAV was built without the encoder {encoder}"
