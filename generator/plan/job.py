"""Job: one plate to be made, as data that pickles. Receipt: what came of it. Progress: what is happening meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, Protocol, TypeAlias

from generator.colour.colouring import ADDING_UP
from generator.deliver.formats import FORMATS, SOUNDS, is_sequence
from generator.deliver.manifest import Entry, Layer, Manifest, labels
from generator.deliver.naming import Plate
from generator.deliver.openexr.wish import LOSSY
from generator.deliver.sink import Stamp
from generator.values.frames import FIRST_FRAME, FrameRange, spell
from generator.values.picture import Light, Picture

Paint: TypeAlias = Callable[[int], Picture]
"""Paints one frame, by its number."""


class Source(Protocol):
    """What frames come from; pickles. Every process opens it once; ``key`` tells it from others."""

    @property
    def key(self) -> str: ...

    def open(self) -> Paint:
        """Compile it. Raises what is wrong with it."""

    def warm(self) -> None:
        """Have ready what every worker that is about to be forked would else make for itself."""

    def rest(self) -> None:
        """Let go of the memory that frames are painted on, which workers take for themselves."""


@dataclass(frozen=True, slots=True)
class Slate:
    """The frame before the first, and a fingerprint of what it says."""

    frame: int
    mark: str


@dataclass(frozen=True, slots=True)
class Job:
    """A plate: where its frames come from, what they depend on (``facts``), which frames, and in which formats.

    ``frames`` are the cut with its ``handles``; the slate is none of them. ``marks`` are fingerprints of formats that show more than the
    plate does.
    """

    source: Source
    plate: Plate
    stamp: Stamp
    facts: Mapping[str, str]
    frames: FrameRange
    formats: tuple[str, ...]
    layers: tuple[Layer, ...] = ()
    compositing: Light = "linear"
    versions: tuple[tuple[str, str], ...] = ()
    read_from: Mapping[str, str] = field(default_factory=dict)
    sound: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    handles: int = 0
    slate: Slate | None = None
    marks: Mapping[str, str] = field(default_factory=dict)
    start: int = FIRST_FRAME
    beats: Mapping[str, int] = field(default_factory=dict)
    tokens: Mapping[str, str] = field(default_factory=dict)

    @property
    def labels(self) -> dict[str, str]:
        """What its files say or are called by, beside their content."""
        return labels(self.tokens, self.plate.padding)

    def stamp_of(self, kind: str) -> Stamp:
        """What a movie says of itself."""
        return replace(self.stamp, fingerprint=self.marks[kind], frames=str(self.shown(kind))) if kind in self.marks else self.stamp

    def made_of(self, frames: Sequence[int]) -> tuple[Stamp, Mapping[str, str]]:
        """What the files of some frames say of themselves, and the marks of formats that say otherwise: the slate's, or the plate's."""
        if self.slate and self.slate.frame in frames:
            return replace(self.stamp, fingerprint=self.slate.mark), {}
        return self.stamp, self.marks

    def shown(self, kind: str) -> FrameRange:
        """The frames that a format has: a review begins with the slate."""
        slate = (self.slate.frame,) if self.slate and kind in self.marks else ()
        return FrameRange((*slate, *self.frames)) if slate else self.frames

    def manifest(self, files: tuple[Entry, ...], complete: bool) -> Manifest:
        slate = str(self.slate.frame) if self.slate else ""
        pictures = {int(entry.frames) for entry in files if is_sequence(entry.format) and entry.frames != slate}
        numbers = sorted({*self.frames, *pictures})
        kinds = sorted({entry.format for entry in files} | set(self.formats))
        return Manifest(
            plate=self.plate.name,
            fingerprint=self.stamp.fingerprint,
            made_from=self.facts,
            program=self.stamp.program,
            width=self.stamp.width,
            height=self.stamp.height,
            rate=str(self.stamp.rate),
            frames=spell(numbers),
            handles=self.handles,
            compositing=self.compositing,
            layers=self.layers,
            colour=self._colour(kinds),
            formats={kind: self._says(kind, next((entry.frames for entry in files if entry.format == kind), "")) for kind in kinds},
            files=files,
            complete=complete,
            versions=dict(self.versions),
            read_from=dict(self.read_from),
            sound=dict(self.sound),
            notes=self.notes,
            cut=spell(self.frames.numbers[self.handles : len(self.frames) - self.handles] if self.handles else numbers),
            slate={"frame": slate, "fingerprint": self.slate.mark} if self.slate else {},
            start=self.start,
            beats=dict(self.beats),
            tokens=dict(self.tokens),
            padding=self.plate.padding,
        )

    def _colour(self, kinds: Sequence[str]) -> dict[str, str]:
        """What light the files hold, and whether layers still add up where their pixels are stored with loss."""
        says, stored = self.stamp.colour.says(), self.stamp.exr.compression
        if "exr" in kinds and stored in LOSSY and says["layers"] == ADDING_UP:
            says["layers"] += f", but for what {stored} loses of each"
        return says

    def _says(self, kind: str, frames: str) -> dict[str, str]:
        """What is said of a format, whose movie may hold other ``frames`` than are asked for now."""
        if kind in SOUNDS:
            return {"is": SOUNDS[kind].sentence}
        form = FORMATS[kind]
        alpha = self.stamp.alpha if form.alpha_on_request else form.alpha
        own = {"fingerprint": self.marks[kind]} if kind in self.marks else {}
        colour = self.stamp.colour.stated(form.scene, form.colour)
        stamp = replace(self.stamp, frames=frames or str(self.shown(kind)))
        return {"is": form.sentence, "colour": colour, "alpha": alpha, **form.says(stamp), **own}


@dataclass(frozen=True, slots=True)
class Progress:
    """``done`` of ``total`` frames of a stage; ``what`` names the plate or the file."""

    stage: Literal["checking", "rendering", "joining"]
    what: str
    done: int
    total: int


Told: TypeAlias = Callable[[Progress], None]


def nobody(progress: Progress) -> None:
    """Hears progress and keeps it to itself."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was made: frames painted and files kept, the manifest, every file of the plate, and notes for whoever asked."""

    plate: str
    folder: Path
    manifest: Path
    fingerprint: str
    painted: int
    kept: int
    files: tuple[Entry, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Estimate:
    """What one format would write: a name (``####`` for a frame's number), how many files, how many of them are right already, about how
    many bytes."""

    format: str
    name: str
    files: int
    kept: int
    size: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a job would do."""

    plate: str
    folder: Path
    fingerprint: str
    frames: str
    painted: int
    formats: tuple[Estimate, ...]
