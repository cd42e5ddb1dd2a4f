"""Cuts to one review movie with its sound: H.264 and AAC in MP4, BT.709, at a whole rate.

The joining is MoviePy's, whose pictures have 8 bits and whose rates are whole: right for looking, not for plates. What it leaves out is
given to the encoder here: the matrix in which colours are encoded, and the tags that say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from generator.deliver.files import Written, folder, whole, why
from generator.deliver.movies.bare import bare
from generator.editorial.cuts import Cut, fitted, starts
from generator.problems import BriefError, RenderError

try:
    import moviepy
    from moviepy import afx, vfx
    from proglog import ProgressBarLogger
except ImportError:  # pragma: no cover - the extra is not installed
    moviepy = None
    ProgressBarLogger = object

AUDIO_RATE = 48_000
SEAM = 0.02
"""Seconds in which a cut's sound comes and goes, so that no cut clicks."""
BT709 = (
    "-vf", "scale=out_color_matrix=bt709:out_range=tv",
    "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv",
    "-crf", "16", "-movflags", "+faststart", "-f", "mp4",
)  # fmt: skip


class Told(Protocol):
    """Is told how many frames of how many are joined."""

    def __call__(self, done: int, total: int) -> None: ...


class _Logger(ProgressBarLogger):  # type: ignore[misc, valid-type, unused-ignore]
    """MoviePy's progress, passed on; its sound is quick and not told."""

    def __init__(self, told: Told) -> None:
        super().__init__()
        self._told = told

    def callback(self, **_: Any) -> None:
        """Messages in words are not passed on."""

    def bars_callback(self, bar: str, attr: str, value: Any, old_value: Any = None) -> None:
        if bar == "frame_index" and attr == "index":
            self._told(int(value), int(self.bars[bar]["total"]))


def join(cuts: tuple[Cut, ...], size: tuple[int, int], rate: int, target: Path, told: Told = lambda done, total: None) -> Written:
    """Write a reel of ``size`` pixels at ``rate`` frames a second to ``target``, whole or not at all.

    Raises BriefError where the library is not installed or a movie is shorter than its cut, RenderError where joining fails.
    """
    if moviepy is None:
        raise BriefError("a reel needs MoviePy: pip install 'ministerio[editorial]'")
    folder(target.parent)
    with whole(target) as part, _joined(cuts, size, rate) as reel:
        sound = part.part.with_suffix(".m4a")
        try:
            reel.write_videofile(
                str(part.part), fps=rate, codec="libx264", audio_codec="aac", audio_fps=AUDIO_RATE, audio_bitrate="256k", preset="medium",
                ffmpeg_params=list(BT709), temp_audiofile=str(sound), threads=2, logger=_Logger(told),
            )  # fmt: skip
        except OSError as fault:
            raise RenderError(f"{target} cannot be joined: {why(fault)}") from fault
        finally:
            sound.unlink(missing_ok=True)
    return part.written


@contextmanager
def _joined(cuts: tuple[Cut, ...], size: tuple[int, int], rate: int) -> Iterator[Any]:
    """All cuts as one clip; what they read is closed at the end."""
    with ExitStack() as open_ones:
        clips = [_clip(cut, size, rate, open_ones).with_start(start / rate) for cut, start in zip(cuts, starts(cuts), strict=False)]
        reel = moviepy.CompositeVideoClip(clips, size=size, bg_color=(0, 0, 0)).with_duration(starts(cuts)[-1] / rate)
        yield reel


def _opened(cut: Cut, rate: int, open_ones: ExitStack) -> Any:
    if cut.movie.is_dir():
        return moviepy.ImageSequenceClip(str(cut.movie), fps=rate, with_mask=cut.ground is not None)
    aside = Path(open_ones.enter_context(TemporaryDirectory(prefix="ministerio-reel-")))
    return moviepy.VideoFileClip(str(bare(cut.movie, aside)), has_mask=cut.ground is not None)


def _clip(cut: Cut, size: tuple[int, int], rate: int, open_ones: ExitStack) -> Any:
    """A cut in its place, with its sound."""
    movie = _opened(cut, rate, open_ones)
    open_ones.callback(movie.close)
    begin, end = cut.start / rate, (cut.start + cut.frames) / rate
    if end > movie.duration + 0.5 / rate:
        raise BriefError(f"{cut.movie} has {movie.duration * rate:.0f} frames; the reel asks for {cut.start + cut.frames}")
    part = movie.subclipped(begin, min(end, movie.duration)).with_duration(cut.frames / rate)
    inner = fitted(tuple(movie.size), size, cut.height)
    if inner != tuple(movie.size):
        part = part.resized(new_size=inner)
    layers = [part.with_position("center")]
    if cut.ground is not None:
        layers.insert(0, moviepy.ImageClip(str(cut.ground)).resized(new_size=size).with_duration(cut.frames / rate))
    placed = moviepy.CompositeVideoClip(layers, size=size, bg_color=(0, 0, 0)).with_duration(cut.frames / rate)
    if cut.fade:
        placed = placed.with_effects([vfx.FadeIn(cut.fade / rate)])
    if part.audio is not None:
        placed = placed.with_audio(part.audio.with_effects([afx.AudioFadeIn(SEAM), afx.AudioFadeOut(SEAM)]))
    return placed
