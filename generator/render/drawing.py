"""Drawings from outside in: any SVG, still or animated. A still becomes one PNG; with frames asked for, each becomes a plate.

A drawing is read leniently, as browsers read it. One that fails is told of, and the others are still made.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from generator.deliver.files import folder
from generator.deliver.formats import FORMATS, chosen, heard, remarks
from generator.deliver.manifest import Layer
from generator.deliver.movies.review import NAME as REVIEW
from generator.deliver.naming import Plate
from generator.deliver.sink import Stamp
from generator.deliver.stills.png import still
from generator.documents.parse import parse
from generator.elements.build import Port, build
from generator.plan.crew import Crew
from generator.plan.fingerprint import fingerprint
from generator.plan.job import Job, Paint, Progress, Told, nobody
from generator.plan.make import make
from generator.problems import BriefError, MinisterioError, Origin, Problem
from generator.render.film import Film, Places, check_names, cores, extras_of, one_thread_each, program, versions
from generator.scene.scene import Scene
from generator.shelf import Images, Shelf, read_drawing
from generator.values.frames import FIRST_FRAME, FrameRange
from generator.values.picture import Light
from generator.values.rate import Rate

SUFFIXES = (".svg", ".svgz")
_FILM = Rate.parse(24)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of drawings: their width in pixels (their own unless said), and, for plates, frames and formats."""

    width: int | None = None
    frames: FrameRange | None = None
    formats: tuple[str, ...] = ("png",)
    rate: Rate = _FILM
    light: Light = "srgb"


@dataclass(frozen=True, slots=True)
class Drawn:
    """What came of one drawing: the files or the plate's folder that were made and what they were made without, or what is wrong with it
    and the exit code for that."""

    source: Path
    made: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()
    exit_code: int = 0


@dataclass(frozen=True, slots=True)
class DrawingSource:
    """A drawing as a source of frames; pickles."""

    path: Path
    wish: Wish
    places: Places

    @property
    def key(self) -> str:
        return repr(self)

    def scene(self, left_out: Callable[[tuple[Problem, ...]], None] | None = None) -> Scene:
        """Raises BriefError for a file that cannot be read, DocumentError for what is wrong with it; ``left_out`` hears what it draws
        without."""
        document = parse(read_drawing(self.path), str(self.path), base=str(self.path.resolve().parent))
        wish, shelf = self.wish, _shelf(self.places)
        named = bool(extras_of(wish.formats))
        port = Port(
            shelf.book(), Images(None, {}), wish.rate, wish.light, lenient=True, studio=shelf.studio, named=named, left_out=left_out
        )
        return build(document, port, wish.width)

    def film(self, left_out: Callable[[tuple[Problem, ...]], None] | None = None) -> Film:
        scene = self.scene(left_out)
        check_names(scene, self.wish.formats)
        layered = any(FORMATS[name].layered for name in self.wish.formats)
        return Film(scene, self.wish.rate, layered, extras=extras_of(self.wish.formats))

    def open(self) -> Paint:
        return self.film().paint

    def warm(self) -> None:
        """A drawing is opened before workers start, and that is all."""

    def rest(self) -> None:
        """Nobody keeps what it is painted on."""


@dataclass(frozen=True, slots=True)
class _Errand:
    """One drawing to be made at one place."""

    source: DrawingSource
    target: Path


def render_svg(
    sources: Sequence[Path], places: Places, out: Path, wish: Wish, *, jobs: int | None = None, overwrite: bool = False, told: Told = nobody
) -> list[Drawn]:
    """Make every drawing among ``sources`` (files, and folders whose inner paths are kept) below ``out``, in their order.

    Raises BriefError for options that do not fit; what is wrong with one drawing is in its :class:`Drawn`.
    """
    chosen(wish.formats)
    if heard(wish.formats):
        raise BriefError(f"a drawing has no sound: {', '.join(form.name for form in heard(wish.formats))} is for templates")
    if REVIEW in wish.formats:
        raise BriefError(f"a drawing has no shot to tell of: {REVIEW} is for templates")
    if wish.frames is None and wish.formats != ("png",):
        raise BriefError(f"a still drawing gives PNG; say --frames, 1001-1048 for instance, to get {', '.join(wish.formats)}")
    one_thread_each()
    errands = [_Errand(DrawingSource(path, wish, places), out / name) for path, name in _found(sources)]
    if wish.frames is None:
        return _stills(errands, jobs or cores(), told)
    return [_plate(errand, wish.frames, jobs or cores(), overwrite, told) for errand in errands]


def _found(sources: Sequence[Path]) -> Iterator[tuple[Path, Path]]:
    """Drawings and their paths below the output folder, without a suffix."""
    for source in sources:
        if not source.is_dir():
            yield source, Path(source.stem)
            continue
        inside = sorted(path for path in source.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
        if not inside:
            raise BriefError(f"there is no SVG in {source}")
        for path in inside:
            yield path, path.relative_to(source).with_suffix("")


def _stills(errands: Sequence[_Errand], jobs: int, told: Told) -> list[Drawn]:
    done: dict[Path, Drawn] = {}

    def tell(drawn: Drawn) -> None:
        done[drawn.source] = drawn
        told(Progress("rendering", str(drawn.source), len(done), len(errands)))

    if jobs <= 1 or len(errands) <= jobs:
        for errand in errands:
            tell(draw(errand))
    else:
        with Crew(draw, jobs, lambda _: None) as crew:
            for drawn in crew.run(errands, lambda errand: str(errand.source.path), _lost):
                tell(drawn)
    return [done[errand.source.path] for errand in errands]


def draw(errand: _Errand) -> Drawn:
    """One still, in any process. Never raises for what is wrong with it."""
    source = errand.source
    target = errand.target.with_name(errand.target.name + ".png")
    found: list[Problem] = []
    try:
        film = source.film(found.extend)
        folder(target.parent)
        still(target, film.paint(FIRST_FRAME))
    except MinisterioError as error:
        return _failed(source.path, error)
    except MemoryError:
        return Drawn(source.path, problems=(Problem("too large for this machine's memory", Origin(str(source.path))),), exit_code=1)
    return Drawn(source.path, (target,), tuple(found))


def _lost(errand: _Errand) -> Drawn:
    path = errand.source.path
    return Drawn(path, problems=(Problem("the process that drew it died", Origin(str(path))),), exit_code=1)


def _plate(errand: _Errand, frames: FrameRange, jobs: int, overwrite: bool, told: Told) -> Drawn:
    found: list[Problem] = []
    try:
        receipt = make(_job(errand, frames, found.extend), jobs, overwrite, told)
    except MinisterioError as error:
        return _failed(errand.source.path, error)
    return Drawn(errand.source.path, (receipt.folder,), tuple(found))


def _failed(path: Path, error: MinisterioError) -> Drawn:
    problems = tuple(problem if problem.origin else Problem(problem.message, Origin(str(path))) for problem in error.problems)
    return Drawn(path, problems=problems, exit_code=error.exit_code)


def _job(errand: _Errand, frames: FrameRange, left_out: Callable[[tuple[Problem, ...]], None]) -> Job:
    source, wish = errand.source, errand.source.wish
    scene = source.scene(left_out)
    name = re.sub(r"[^A-Za-z0-9._-]+", "_", errand.target.name).strip(".") or "drawing"
    facts = {
        "drawing": hashlib.sha256(read_drawing(source.path)).hexdigest(),
        "fonts": _font_digest(source.places),
        "canvas": f"{scene.width}x{scene.height}",
        "rate": str(wish.rate),
        "blend": wish.light,
        **program(),
    }
    stamp = Stamp(name, fingerprint(facts), scene.width, scene.height, wish.rate, str(frames))
    layers = tuple(Layer(layer) for layer in Film(scene, wish.rate, True).layers)
    notes = remarks(wish.formats, stamp)
    plate = Plate(name, errand.target.with_name(name))
    return Job(source, plate, stamp, facts, frames, wish.formats, layers, wish.light, versions(), notes=notes)


@lru_cache(maxsize=1)
def _shelf(places: Places) -> Shelf:
    """One for all drawings: of it they have fonts and faces, which are opened once."""
    return places.shelf()


@lru_cache(maxsize=1)
def _font_digest(places: Places) -> str:
    total = hashlib.sha256()
    for name, data in _shelf(places).fonts():
        total.update(f"{name}\0{len(data)}\0".encode())
        total.update(data)
    return total.hexdigest()
