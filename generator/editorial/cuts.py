"""What a reel is made of: parts of movies and sequences, one after another, each in its place of the picture."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cut:
    """A part of a movie, or of the sequence that a folder of pictures is.

    ``frames`` of the reel from the movie's frame ``start`` on (0 is its first). One with alpha is seen over ``ground``, a picture that
    fills the frame. ``height`` is what the movie takes of the reel's, as a share; it keeps its shape and never gets wider than the reel.
    ``fade`` frames come up from black.
    """

    movie: Path
    frames: int
    start: int = 0
    ground: Path | None = None
    height: float = 1.0
    fade: int = 0

    def __post_init__(self) -> None:
        if self.frames < 1 or self.start < 0 or not 0 <= self.fade <= self.frames:
            raise ValueError(f"{self.movie.name}: {self.frames} frames from {self.start}, of which {self.fade} fade")
        if not 0 < self.height <= 1:
            raise ValueError(f"{self.movie.name}: its height is a share of the reel's, not {self.height}")


def starts(cuts: tuple[Cut, ...]) -> tuple[int, ...]:
    """The frame of the reel at which each cut begins, and after the last the reel's length."""
    return tuple(accumulate((cut.frames for cut in cuts), initial=0))


def fitted(size: tuple[int, int], frame: tuple[int, int], height: float) -> tuple[int, int]:
    """The size of a movie in a frame, both in pixels and even, as encoders want them."""
    scale = min(frame[1] * height / size[1], frame[0] / size[0])
    return _even(size[0] * scale), _even(size[1] * scale)


def _even(length: float) -> int:
    return max(2, 2 * round(length / 2))
