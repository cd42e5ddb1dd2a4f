"""Scene in, pictures by frame number out; and what every plate says of the program that made it."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

from generator import __version__
from generator.brief import FIRST_FRAME
from generator.paint.painter import Painter
from generator.plan import nursery
from generator.scene.sample import Sampler
from generator.scene.scene import Scene
from generator.shelf import Shelf, Worlds
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
    """Paints frames of a scene, of which ``start`` is the moment 0; frames before it and after the end are as SVG says of such moments."""

    def __init__(self, scene: Scene, rate: Rate, layers: bool | tuple[str, ...] = False, start: int = FIRST_FRAME) -> None:
        self._sampler, self._painter, self._rate, self._start = Sampler(scene), Painter(scene, layers), rate, start

    @property
    def layers(self) -> tuple[str, ...]:
        """The layers that its pictures have."""
        return self._painter.layer_names

    def warm(self, frame: int) -> None:
        """Have ready what a frame takes (compiled loops, outlines, what stands still), but none of its pixels."""
        self.paint(frame)
        self._painter.rest()

    def paint(self, frame: int) -> Picture:
        """Valid until the next one is painted."""
        return self._painter.paint(self._sampler.frame(self._rate.seconds(frame - self._start)))


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
