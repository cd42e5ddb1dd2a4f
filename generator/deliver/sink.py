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
from generator.deliver.exr_wish import AS_USUAL, ExrWish
from generator.deliver.files import Written, folder
from generator.deliver.naming import frame_name
from generator.problems import Problem, RenderError
from generator.sound.cues import Samples
from generator.values.colour import BLACK, Colour
from generator.values.picture import Picture
from generator.values.rate import Rate

PROGRAM = f"Ministerio {__version__}"
Alpha = Literal["straight", "premultiplied", "none"]


@dataclass(frozen=True, slots=True)
class Stamp:
    """What every file of a plate says of itself.

    ``alpha`` is what ProRes is given; ``ground`` is what review movies lie on; ``frames`` is the range as text, for movies. ``show`` to
    ``seed`` say where it belongs and what it was made of; ``reel`` is the plate's name as camera rolls have one; ``exr`` is what is asked
    of OpenEXR files.
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
    exr: ExrWish = AS_USUAL


@dataclass(frozen=True, slots=True)
class Seen:
    """What a file says: its fingerprint, which frames (a number, or a movie's range), how many, and its codec."""

    fingerprint: str
    frames: str
    count: int = 1
    codec: str = ""


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
class Format:
    """One format that plates are delivered in.

    ``movie`` says that a chunk is one file and that ``join(chunks, final, stamp, sound)`` makes the movie. ``look(path)`` opens a file,
    reads it to its end and says what it found, or raises :class:`DamagedError`. ``lacks()`` is a sentence when this machine cannot write
    it, else ``None``. ``bytes_per_pixel`` is a rough size of a frame (of each of its planes where it is ``layered``) for dry runs.
    ``alpha_on_request``: straight or premultiplied as the stamp says, and ``alpha`` is only the default.
    """

    name: str
    suffix: str
    sentence: str
    alpha: Alpha
    colour: str
    movie: bool
    open: Open
    look: Callable[[Path], Seen]
    lacks: Callable[[], str | None]
    bytes_per_pixel: float
    join: Callable[[Sequence[Path], Path, Stamp, Samples | None], Written] | None = None
    layered: bool = False
    alpha_on_request: bool = False


@dataclass(frozen=True, slots=True)
class SoundFormat:
    """A format of what is heard: ``save(path, samples, stamp, label)`` writes one file; the others as in :class:`Format`."""

    name: str
    suffix: str
    sentence: str
    look: Callable[[Path], Seen]
    lacks: Callable[[], str | None]
    save: Callable[..., Written]


class FrameSink(Sink):
    """A sequence: each picture is a file ``PLATE.1001.suffix`` in a folder, whole as soon as it is written."""

    def __init__(self, target: Path, stamp: Stamp, suffix: str, save: Callable[[Path, Picture, int, Stamp], Written]) -> None:
        super().__init__()
        self._target, self._stamp, self._suffix, self._save = folder(target), stamp, suffix, save

    def write(self, picture: Picture, frame: int) -> None:
        self.written.append(self._save(self._target / frame_name(self._stamp.plate, frame, self._suffix), picture, frame, self._stamp))

    def close(self) -> None:
        return None

    def abort(self) -> None:
        return None


def damaged(path: Path, what: str) -> DamagedError:
    """A :class:`DamagedError` about one file."""
    return DamagedError(Problem(f"{path.name} {what}"))


def nothing_lacks() -> str | None:
    """For formats that every machine can write once the program is installed."""
    return None
