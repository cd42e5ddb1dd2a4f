"""What every format is: a way to put pictures into files, and to read back what a file says of itself.

    Stamp      what every file of a plate says of itself
    Seen       what a file was found to say
    Format     one line of the table in formats.py; SoundFormat: one of its sounds
    Sink       write(picture, frame), close, abort; a context manager, so that close always runs

A sequence writes one whole file for each picture. A movie is written in chunks: closed runs of frames, each encoded by itself, so that any
number of workers gives the same bytes; ``join`` copies their packets into one file without encoding again.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Literal, Protocol, Self

from generator import __version__
from generator.colour import PLAIN, Colouring
from generator.deliver.files import Written, folder
from generator.deliver.naming import PADDING, frame_name
from generator.deliver.openexr.wish import AS_USUAL, ExrWish
from generator.problems import Problem, RenderError
from generator.sound.cues import Samples
from generator.values.colour import BLACK, Colour
from generator.values.picture import Picture
from generator.values.rate import Rate

PROGRAM = f"Ministerio {__version__}"
Alpha = Literal["straight", "premultiplied", "none"]
MATTES, MARKS = "mattes", "marks"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What every file of a plate says of itself.

    ``alpha`` is what formats that leave the choice are given; ``ground`` is what lies under those without alpha; ``frames`` is the range as
    text, for movies; ``quality`` is which of a format's encoders is taken, where it has two. ``show`` to
    ``seed`` say where it belongs and what it was made of; ``reel`` is the plate's name as camera rolls have one; ``exr`` is what is asked
    of OpenEXR files; ``colour`` what light files hold; ``padding`` is how many digits a frame's number has in names.
    """

    plate: str
    fingerprint: str
    width: int
    height: int
    rate: Rate
    frames: str = ""
    alpha: Literal["straight", "premultiplied"] = "straight"
    ground: Colour = BLACK
    owner: str = ""
    comments: str = ""
    program: str = PROGRAM
    show: str = ""
    shot: str = ""
    version: str = ""
    template: str = ""
    seed: int = 0
    reel: str = ""
    padding: int = PADDING
    quality: Literal["fast", "quality"] = "quality"
    exr: ExrWish = AS_USUAL
    colour: Colouring = PLAIN

    @property
    def belongs(self) -> tuple[str, ...]:
        """Where the plate belongs: its show, its shot, its version."""
        return self.show, self.shot, self.version


@dataclass(frozen=True, slots=True)
class Seen:
    """What a file says: its fingerprint, which frames (a number, or a movie's range), how many, and its codec.

    ``rate``, ``timecode`` and ``tags`` (H.273's numbers and the range) are a movie's; ``alpha`` is a still's, ``space``, ``layers``
    (with commas, bottom to top), ``compression`` and ``belongs`` (show, shot, version) a float file's, where they say. What is empty is
    not said.
    """

    fingerprint: str
    frames: str
    count: int = 1
    codec: str = ""
    rate: str = ""
    timecode: str = ""
    tags: str = ""
    alpha: str = ""
    space: str = ""
    layers: str = ""
    compression: str = ""
    belongs: tuple[str, ...] = ()


_MARK = "ministerio "


def mark(stamp: Stamp, frames: str) -> str:
    """What a file was made from and which frames it holds, for formats that have room for words alone."""
    return f"{_MARK}{stamp.fingerprint} {frames}"


def marked(words: str) -> tuple[str, str]:
    """The fingerprint and the frames in such words; both empty where they are others."""
    fingerprint, _, frames = words.removeprefix(_MARK).partition(" ") if words.startswith(_MARK) else ("", "", "")
    return fingerprint, frames


class DamagedError(RenderError):
    """A file that cannot be read to its end."""


class Sink(ABC):
    """Takes pictures. ``with sink:`` closes it at the end, and aborts it where something was raised.

    ``written`` are the files that stand under their final names so far.
    """

    def __init__(self) -> None:
        self.written: list[Written] = []

    @abstractmethod
    def write(self, picture: Picture, frame: int) -> None:
        """Take one picture; its planes are not kept. Raises :class:`WriteError`."""

    @abstractmethod
    def close(self) -> None:
        """Finish; every file stands under its final name. Raises :class:`WriteError`."""

    @abstractmethod
    def abort(self) -> None:
        """Give up; nothing unfinished stays behind. Never raises."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None) -> None:
        if kind is None:
            self.close()
        else:
            self.abort()


class Open(Protocol):
    """Opens a sink: ``target`` is a sequence's folder, or the file of a movie's chunk."""

    def __call__(self, target: Path, stamp: Stamp) -> Sink: ...


@dataclass(frozen=True, slots=True)
class Fit:
    """The sizes that a format takes: multiples of so many pixels across and down, from the least to the most of either."""

    across: int = 1
    down: int = 1
    least: tuple[int, int] = (1, 1)
    most: tuple[int, int] = (65_535, 65_535)

    def refuses(self, width: int, height: int) -> str | None:
        """Why it does not take a size, and the nearest that it does; ``None`` where it takes it."""
        wide, tall = _fitting(width, self.across, self.least[0], self.most[0]), _fitting(height, self.down, self.least[1], self.most[1])
        if (wide, tall) == (width, height):
            return None
        even = " and ".join(name for name, step in (("width", self.across), ("height", self.down)) if step == 2)
        if width % self.across or height % self.down:
            return f"wants an even {even}, and {width}x{height} is odd; ask for {wide}x{tall}"
        return f"takes no picture of {width}x{height}; ask for {wide}x{tall}"


def _fitting(length: int, step: int, least: int, most: int) -> int:
    """The nearest length that is a multiple and within bounds; up where there are two."""
    return min(max(-(-length // step) * step, -(-least // step) * step), most // step * step)


def nothing_lacks() -> str | None:
    """For formats that every machine can write once the program is installed."""
    return None


@dataclass(frozen=True, slots=True)
class Format:
    """One format that plates are delivered in.

    ``join(chunks, final, stamp, sound)`` makes a movie of chunks; a format without it is a sequence. ``look(path)`` opens a file,
    reads it to its end and says what it found, or raises :class:`DamagedError`. ``lacks()`` is a sentence when this machine cannot write
    it, else ``None``. ``bytes_per_pixel`` is a rough size of a frame (of each of its planes where it is ``layered``) for dry runs.
    ``alpha_on_request``: straight or premultiplied as the stamp says, and ``alpha`` is only the default. ``fit``: the sizes that it takes.
    ``says``: what the manifest says of it more, and files are held against; ``alpha_of(path)`` decodes a movie to say what its alpha is.
    ``notes``: what whoever asks for it with such a stamp should know.
    ``paced``: it has an encoder for speed beside that for quality.
    ``scene``: it holds the scene's light in the plate's colour space; all others hold what a screen shows. ``overscan``: it takes what lies
    beyond the plate; all others are given the plate alone. ``wants``: :data:`MATTES` or :data:`MARKS`, which pictures have where asked.
    """

    name: str
    suffix: str
    sentence: str
    alpha: Alpha
    colour: str
    open: Open
    look: Callable[[Path], Seen]
    bytes_per_pixel: float
    join: Callable[[Sequence[Path], Path, Stamp, Samples | None], Written] | None = None
    lacks: Callable[[], str | None] = nothing_lacks
    layered: bool = False
    alpha_on_request: bool = False
    fit: Fit = Fit()
    says: Callable[[Stamp], dict[str, str]] = lambda stamp: {}
    alpha_of: Callable[[Path], str] | None = None
    notes: Callable[[Stamp], str] = lambda stamp: ""
    paced: bool = False
    scene: bool = False
    overscan: bool = False
    wants: str = ""

    @property
    def movie(self) -> bool:
        """Whether all frames are one file, made of chunks."""
        return self.join is not None


@dataclass(frozen=True, slots=True)
class SoundFormat:
    """A format of what is heard: ``save(path, samples, stamp, label)`` writes one file; the others as in :class:`Format`."""

    name: str
    suffix: str
    sentence: str
    look: Callable[[Path], Seen]
    save: Callable[..., Written]
    lacks: Callable[[], str | None] = nothing_lacks


Save = Callable[[Path, Picture, int, Stamp], Written]
"""Writes one picture, a frame by its number, to a file."""


def sequence(suffix: str, save: Save) -> Open:
    """Opens sequences whose files ``save`` writes."""

    def opened(target: Path, stamp: Stamp) -> Sink:
        return _FrameSink(target, stamp, suffix, save)

    return opened


class _FrameSink(Sink):
    """A sequence: each picture is a file ``PLATE.1001.suffix`` in a folder, whole as soon as it is written."""

    def __init__(self, target: Path, stamp: Stamp, suffix: str, save: Save) -> None:
        super().__init__()
        self._target, self._stamp, self._suffix, self._save = folder(target), stamp, suffix, save

    def write(self, picture: Picture, frame: int) -> None:
        name = frame_name(self._stamp.plate, frame, self._suffix, self._stamp.padding)
        self.written.append(self._save(self._target / name, picture, frame, self._stamp))

    def close(self) -> None:
        return None

    def abort(self) -> None:
        return None


def damaged(path: Path, what: str) -> DamagedError:
    """A :class:`DamagedError` about one file."""
    return DamagedError(Problem(f"{path.name} {what}"))
