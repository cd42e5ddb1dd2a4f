"""A brief in, a plate out: the data path of templates."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.brief import BEAUTY, Brief
from generator.deliver.formats import FORMATS, remarks
from generator.deliver.manifest import Layer
from generator.deliver.naming import Plate, reel
from generator.deliver.sink import Stamp
from generator.paint.layers import GLOW
from generator.plan.fingerprint import fingerprint
from generator.plan.job import Job, Outlook, Paint, Receipt, Told, nobody
from generator.plan.make import foresee, make
from generator.render.asset import Asset
from generator.render.beside import Beside
from generator.render.film import Film, Places, check_names, cores, extras_of, one_thread_each, versions

if TYPE_CHECKING:
    from generator.plan.heard import Heard
    from generator.render.soundtrack import Score, Sound


class BriefSource:
    """A brief as a source of frames; pickles as the brief, its places, and what is known of its sound."""

    def __init__(self, brief: Brief, places: Places, score: Score | None = None) -> None:
        self.brief, self.places, self._score = brief, places, score

    def __reduce__(self) -> tuple[type[BriefSource], tuple[Brief, Places, Score | None]]:
        sound = self.sound
        return BriefSource, (self.brief, self.places, sound.score if sound else self._score)

    @property
    def key(self) -> str:
        return repr((self.brief, self.places))

    @cached_property
    def asset(self) -> Asset:
        """Opened once. Raises BriefError, TemplateError or CanonError."""
        return Asset.of(self.brief, self.places.shelf(), self.places.worlds(), self._score)

    @property
    def sound(self) -> Sound | None:
        """Made once, in the process that asks for the plate. Raises TemplateError or BriefError."""
        return self.asset.sound

    @property
    def heard(self) -> Heard | None:
        """The sound as what makes plates wants it."""
        sound, asset = self.sound, self.asset
        if sound is None:
            return None
        from generator.render.heard import heard

        return heard(sound, self.brief, asset.template.manifest, asset.values, asset.facts)

    @cached_property
    def film(self) -> Film:
        """Compiled once. Raises TemplateError or DocumentError."""
        scene = self.asset.scene().widened(*self.brief.margin)
        check_names(scene, self.brief.formats)
        return Film(scene, self.brief.rate, _layers(self.brief), self.brief.start, extras_of(self.brief.formats))

    @cached_property
    def beside(self) -> Beside:
        """What stands beside the plate's own frames."""
        return Beside(self)

    def open(self) -> Paint:
        return self.beside.paint(self.film.paint)

    def warm(self) -> None:
        self.film.warm(self.brief.frames.first)
        self.beside.warm()

    def rest(self) -> None:
        self.film.rest()


def render(
    brief: Brief, places: Places, out: Path, *, jobs: int | None = None, overwrite: bool = False, told: Told = nobody, owner: str = ""
) -> Receipt:
    """Make a plate of a brief in ``out``, with so many worker processes (the cores, unless said).

    Raises UserError for what the user can mend and RenderError for what could not be made. On KeyboardInterrupt nothing is left
    half-written, and the same call goes on.
    """
    one_thread_each()
    source = BriefSource(brief, places)
    return make(job_of(source, out, owner), jobs or cores(), overwrite, told, source.heard)


def describe(brief: Brief, places: Places, out: Path, *, overwrite: bool = False) -> Outlook:
    """What :func:`render` would make; writes nothing, and raises what it would raise before the first frame."""
    source = BriefSource(brief, places)
    return foresee(job_of(source, out), overwrite, source.heard)


def job_of(source: BriefSource, out: Path, owner: str = "") -> Job:
    """Compile a brief and plan its plate. Raises UserError."""
    brief, asset = source.brief, source.asset
    facts = asset.facts
    plate = Plate.named(out, brief.tokens, brief.names, brief.padding)
    notes = asset.template.manifest.layers
    layers = tuple(_layer(name, notes.get(name)) for name in source.film.layers)
    stamp = Stamp(
        plate.name,
        fingerprint(facts),
        brief.canvas.width,
        brief.canvas.height,
        brief.rate,
        str(brief.rendered),
        brief.alpha,
        brief.ground,
        owner,
        show=brief.show,
        shot=brief.shot,
        version=brief.version,
        template=brief.template,
        seed=brief.seed,
        quality=brief.quality,
        colour=brief.colouring,
        padding=brief.padding,
        exr=brief.exr,
        reel=reel(f"{brief.show}_{brief.shot}_{brief.template}", brief.version),
    )
    read_from = asset.read_from(source.places.worlds())
    told, said = _told(source)
    return Job(
        source, plate, stamp, facts, brief.rendered, brief.formats, layers, brief.blend, versions(), read_from, sound=told,
        notes=(*said, *remarks(brief.formats, stamp)),
        handles=brief.handles, start=brief.start, beats=brief.beats(asset.template.manifest), tokens=_tokens(brief),
        slate=source.beside.slate(stamp.fingerprint), marks=source.beside.marks(stamp.fingerprint),
    )  # fmt: skip


def _tokens(brief: Brief) -> dict[str, str]:
    """What the plate is called by; the citizen as they were asked for."""
    return {name: text for name, text in (brief.tokens | {"citizen": brief.citizen or ""}).items() if text}


def _told(source: BriefSource) -> tuple[dict[str, str], tuple[str, ...]]:
    """What the manifest says of the sound, and what whoever asked for it should read. Raises BriefError where there is none to deliver."""
    source.asset.check_heard()
    sound, brief = source.sound, source.brief
    if sound is None:
        return {}, ()
    from generator.render.heard import notes, says

    return says(sound, brief), notes(sound, source.asset.template.manifest)


def _layers(brief: Brief) -> bool | tuple[str, ...]:
    """The planes that the painter must keep apart: none where no format takes them."""
    if not any(name in FORMATS and FORMATS[name].layered for name in brief.formats) or brief.beauty_only:
        return False
    return True if "all" in brief.layers else tuple(name for name in brief.layers if name != BEAUTY)


def _layer(name: str, note: Any) -> Layer:
    """A layer as the manifest tells it; the glow that the painter makes is light, and is added."""
    if note is None:
        return Layer(name, "plus", "glow of what emits light") if name == GLOW else Layer(name)
    return Layer(name, note.operation, note.help)
