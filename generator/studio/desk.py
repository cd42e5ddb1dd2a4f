"""Desk: what one studio is set up with."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from generator.render.film import Places

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Bounds:
    """``seconds``: how long one errand may take before its renderer is ended. ``memory``: bytes that a renderer may hold, 0 for half of
    the machine's. ``body``: bytes of a question; ``upload``: bytes of a picture or recording."""

    seconds: float = 30.0
    memory: int = 0
    body: int = 4 * MIB
    upload: int = 64 * MIB


@dataclass(frozen=True, slots=True)
class Desk:
    """Where things are read (``places``, ``canon``, ``stills``), and written: presets and uploads below ``project``, plates in ``out``."""

    places: Places = field(default_factory=Places)
    project: Path = Path()
    out: Path = Path("output")
    canon: Path | None = None
    stills: tuple[Path, ...] = ()
    template: str = ""
    bounds: Bounds = field(default_factory=Bounds)

    @property
    def sign(self) -> str:
        """What a page tells this project from another by, which was open at the same address."""
        return hashlib.sha256(str(self.project.resolve()).encode()).hexdigest()[:12]

    @property
    def presets(self) -> Path:
        """Where presets are saved: a folder for each template."""
        return self.project / "presets"

    @property
    def uploads(self) -> Path:
        """Where pictures and recordings go that the page is given."""
        return self.project / "uploads"
