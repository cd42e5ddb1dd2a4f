"""Scene in, pictures by frame number out; and what every plate says of the program that made it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib import metadata
from pathlib import Path

from generator import __version__
from generator.deliver.formats import FORMATS
from generator.deliver.sink import MARKS, MATTES
from generator.paint.mattes import MattePainter
from generator.paint.painter import Painter
from generator.plan import nursery
from generator.problems import BriefError
from generator.scene.marks import KINDS, Census, names
from generator.scene.sample import Sampler
from generator.scene.scene import Scene
from generator.shelf import Shelf, Worlds
from generator.values.frames import FIRST_FRAME
from generator.values.picture import Picture
from generator.values.rate import Rate

_LIBRARIES = ("skia-python", "numba", "numpy", "uharfbuzz", "av", "isal")


@dataclass(frozen=True, slots=True)
class Places:
    """Where templates and fonts are looked for first. Pickles, so that a worker can open the same shelf."""

    templates: tuple[Path, ...] = ()
    fonts: tuple[Path, ...] = ()

    def shelf(self) -> Shelf:
        return Shelf(self.templates, self.fonts)

    def worlds(self) -> Worlds:
        return Worlds(self.templates)


class Film:
    """Paints frames of a scene, of which ``start`` is the moment 0; frames before it and after the end are as SVG says of such moments.
    ``extras`` are what its pictures have beside their planes: mattes, marks."""

    def __init__(
        self, scene: Scene, rate: Rate, layers: bool | tuple[str, ...] = False, start: int = FIRST_FRAME, extras: Collection[str] = ()
    ) -> None:
        self._sampler, self._painter, self._rate, self._start = Sampler(scene), Painter(scene, layers), rate, start
        self._mattes = MattePainter(scene) if MATTES in extras else None
        self._census = Census(scene) if MARKS in extras else None

    @property
    def layers(self) -> tuple[str, ...]:
        """The layers that its pictures have."""
        return self._painter.layer_names

    def warm(self, frame: int) -> None:
        """Have ready what a frame takes (compiled loops, outlines, what stands still), but none of its pixels."""
        self.paint(frame)
        self.rest()

    def rest(self) -> None:
        """Let go of the memory that frames are painted on; the next one takes it anew."""
        self._painter.rest()

    def paint(self, frame: int) -> Picture:
        """Valid until the next one is painted."""
        t = self._rate.seconds(frame - self._start)
        sampled = self._sampler.frame(t)
        picture = self._painter.paint(sampled)
        if self._mattes is None and self._census is None:
            return picture
        mattes = self._mattes.paint(t) if self._mattes else {}
        return replace(picture, mattes=mattes, marks=self._census.marks(sampled) if self._census else ())


def extras_of(formats: Iterable[str]) -> frozenset[str]:
    """What formats want of pictures beside their planes."""
    return frozenset(FORMATS[name].wants for name in formats if name in FORMATS) - {""}


def check_names(scene: Scene, formats: Iterable[str]) -> None:
    """Raise BriefError where mattes or boxes are asked for, which are by name, and nothing in the scene has one."""
    asked = [name for name in formats if name in FORMATS and FORMATS[name].wants]
    if asked and not any(names(scene, kind) for kind in KINDS):
        raise BriefError(f"nothing in this picture has a name for {' and '.join(asked)}: give elements an id, ui:layer or ui:citizen")


@cache
def versions() -> tuple[tuple[str, str], ...]:
    """The libraries that make pixels and files."""
    return tuple((name, metadata.version(name)) for name in _LIBRARIES)


@cache
def program() -> dict[str, str]:
    """The facts about the program itself: its version, its sources, its libraries."""
    total = hashlib.sha256()
    package = Path(__file__).parent.parent
    for path in sorted(package.rglob("*.py")):
        total.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return {
        "program": f"Ministerio {__version__}",
        "program's sources": total.hexdigest(),
        "libraries": ", ".join(f"{name} {version}" for name, version in versions()),
    }


def cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def one_thread_each() -> None:
    """Tell the libraries of workers that are still to start."""
    for name in nursery.ONE_THREAD:
        os.environ.setdefault(name, "1")
