"""Take: what scripts that open a plate say of it, read from its manifest."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from generator.colour.colouring import ADDING_UP
from generator.deliver.manifest import Layer, Manifest
from generator.deliver.openexr.wish import LOSSY
from generator.values.frames import FrameRange

EXR, MATTES = "exr", "crypto"


@dataclass(frozen=True, slots=True)
class Take:
    """A plate's OpenEXR sequence: the frames that there are, the ``cut`` among them (first and last), its layers bottom to top.

    ``exact``: the layers put together again are the beauty; they are not where they were composited in another light than the files hold.
    ``lossy`` is the compression that changed the files' pixels, so that they are nearly the beauty; empty where none did.
    ``lead`` are frames of the sequence before its first: a slate. ``space`` is the colour's name as the Color Interop Forum has it.
    ``mattes`` are the first and the last frame of the Cryptomattes, where there are any.
    """

    plate: str
    frames: tuple[int, int]
    cut: tuple[int, int]
    rate: Fraction
    size: tuple[int, int]
    layers: tuple[Layer, ...]
    padding: int
    lead: int
    exact: bool
    lossy: str
    space: str
    mattes: tuple[int, int] | None

    @classmethod
    def of(cls, manifest: Manifest) -> Take | None:
        """``None`` where there is no such sequence, or nothing but its slate."""
        numbers = [int(entry.frames) for entry in manifest.files if entry.format == EXR and not manifest.is_slate(entry)]
        if not numbers:
            return None
        there = min(numbers), max(numbers)
        mattes = [int(entry.frames) for entry in manifest.files if entry.format == MATTES]
        cut = FrameRange.parse(manifest.cut or manifest.frames)
        first, last = max(there[0], cut.first), min(there[1], cut.last)
        slate = any(entry.format == EXR and manifest.is_slate(entry) for entry in manifest.files)
        return cls(
            manifest.plate,
            there,
            (first, last) if first <= last else there,
            Fraction(manifest.rate),
            (manifest.width, manifest.height),
            manifest.layers,
            manifest.padding,
            int(slate),
            manifest.compositing == "linear" and manifest.colour.get("layers", ADDING_UP).startswith(ADDING_UP),
            stored if (stored := manifest.formats.get(EXR, {}).get("compression", "")) in LOSSY else "",
            manifest.colour.get("space", "lin_rec709_scene"),
            (min(mattes), max(mattes)) if mattes else None,
        )

    def file(self, number: str, kind: str = EXR) -> str:
        """The path of a frame from the plate's folder; ``number`` as an application writes it."""
        return f"{kind}/{self.plate}.{number}.exr"

    @property
    def first_file(self) -> str:
        return self.file(f"{self.frames[0]:0{self.padding}d}")

    @property
    def proof(self) -> str:
        """What putting the layers together again comes to, in words."""
        if self.lossy:
            return f"Rebuild is near the beauty and Proof nearly black: {self.lossy} loses a little of each layer."
        return "Rebuild is the beauty; Proof is black."

    @property
    def handles(self) -> str:
        """In words, for notes."""
        head, tail = self.cut[0] - self.frames[0], self.frames[1] - self.cut[1]
        return f"cut {self.cut[0]}-{self.cut[1]}, handles {head} and {tail} frames"


INEXACT = (
    "these layers were composited in another light than the files hold: put together in linear light they are near the beauty, not equal"
)
