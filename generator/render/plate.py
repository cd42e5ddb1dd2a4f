"""A brief in, a plate out: the data path of templates."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from generator.brief import BEAUTY, Brief
from generator.deliver.formats import FORMATS, SOUNDS, remarks
from generator.deliver.manifest import Layer
from generator.deliver.naming import Plate, reel
from generator.deliver.sink import Stamp
from generator.documents.compose import Request, compose
from generator.documents.element import Document
from generator.documents.helpers import css
from generator.documents.manifest import Manifest
from generator.documents.parse import parse
from generator.documents.template import SOUND, Template
from generator.documents.view import View
from generator.elements.build import Port, build
from generator.elements.context import StandIn
from generator.elements.ui_portrait import PORTRAIT, drawn_faces
from generator.faces.studio import Studio
from generator.languages import of as language_of
from generator.paint.layers import GLOW
from generator.plan.fingerprint import fingerprint
from generator.plan.job import Job, Outlook, Paint, Receipt, Told, nobody
from generator.plan.make import foresee, make
from generator.problems import BriefError
from generator.render.beside import Beside
from generator.render.film import Film, Places, check_names, cores, extras_of, one_thread_each, program, versions
from generator.render.story import Story
from generator.scene.scene import Scene
from generator.shelf import Placed, Shelf, Worlds, clock
from generator.typography.fonts import FontBook
from generator.values.colour import Colour
from generator.world.check import STILL

if TYPE_CHECKING:
    from generator.plan.heard import Heard
    from generator.render.soundtrack import Score, Sound


@dataclass(frozen=True, slots=True)
class Asset:
    """A brief, opened: its template, its typed parameters, and where the pictures among them are."""

    brief: Brief
    shelf: Shelf
    template: Template
    values: Mapping[str, Any]
    given: Mapping[str, Path]
    story: Story | None = None
    stills: Mapping[int, Placed] = field(default_factory=dict)
    """The production's own pictures of citizens, by number."""
    score: Score | None = None
    """What the scene may know of the sound, where that was made already."""
    _known: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was worked out when it was first asked for: the sound, the facts."""

    @classmethod
    def of(cls, brief: Brief, shelf: Shelf, worlds: Worlds | None = None, score: Score | None = None) -> Asset:
        """Raises BriefError, TemplateError or CanonError."""
        template = shelf.template(brief.template)
        manifest = template.manifest
        worlds = worlds or Worlds()
        story = Story.of(brief, manifest, worlds)
        values = manifest.values(story.parameters() if story else brief.parameters, brief.language)
        draws = any(f"<{PORTRAIT}" in source.text for source in template.sources.values())
        if brief.canon and not (story or draws):
            raise BriefError("canon is for a plate that shows a citizen: give citizen too")
        stills = worlds.stills(Path(brief.canon) if brief.canon else None) if story or draws else {}
        settled, given = shelf.settle(template, values, stills.values())
        return cls(brief, shelf, template, settled, given, story, stills, score)

    def scene(self) -> Scene:
        """Compose, parse and build. Raises TemplateError or DocumentError with all that is wrong."""
        return self.built(self.document(), self.shelf.book())

    def document(self) -> Document:
        """Composed and parsed."""
        brief, sound = self.brief, self.sound()
        score = sound.score if sound else self.score
        composed = compose(self.template, self._request({"sound": score.view} if score else {}), clock)
        document = parse(composed.text, composed.file, tracks=composed.tracks, base=composed.base)
        return document.spoken(brief.language, language_of(brief.language).direction)

    def sound(self) -> Sound | None:
        """What is heard with the frames; ``None`` where the template has no sound, or where its score is known already. Made once, and
        once for equal cues. Raises TemplateError or BriefError."""
        if self.score is not None or SOUND not in self.template.sources:
            return None
        if "sound" not in self._known:
            self._known["sound"] = self._heard()
        return cast("Sound | None", self._known["sound"])

    def _heard(self) -> Sound | None:
        from generator.render.soundtrack import sound_of  # what it needs is nothing to templates without sound
        from generator.render.spoken import Stage

        return sound_of(self.template, self._request({}), Stage(self.template.base, tuple(sorted(self.given.items()))))

    def check_heard(self) -> None:
        """Raises BriefError where a format of sound is asked for, and the template has none."""
        silent = [name for name in self.brief.formats if name in SOUNDS] if SOUND not in self.template.sources else []
        if silent:
            raise BriefError(f"{self.brief.template} has no sound: {', '.join(silent)} is for templates that are heard")

    def _sounding(self) -> dict[str, str]:
        """What is a fact of the sound alone."""
        sound = self.sound()
        if sound is None:
            return {}
        from generator.render.heard import facts

        return facts(sound, self.brief)

    def _request(self, more: Mapping[str, Any]) -> Request:
        """What the template is asked for, with more names for it."""
        brief = self.brief
        facts = {"world": self.story.world, **more} if self.story else dict(more)
        treatments = frozenset(brief.treatments)
        return Request(self.values, brief.look, brief.language, brief.canvas, brief.rate, brief.seed, treatments, facts)

    def built(self, document: Document, fonts: FontBook, size: tuple[int, int] | None = None, studio: Studio | None = None) -> Scene:
        """A document of this asset's, compiled with some fonts: for its canvas, or for as many pixels as are asked for. ``studio``: whoever
        keeps portraits from one scene to the next."""
        brief = self.brief
        width, height = size or (brief.canvas.width, brief.canvas.height)
        port = Port(
            fonts,
            self.shelf.images(self.template, {**self.given, **{placed.name: placed.file for placed in self.stills.values()}}),
            brief.rate,
            brief.blend,
            language=brief.language,
            named=bool(extras_of(brief.formats)),
            studio=studio or self.shelf.studio(),
            stills={n: StandIn(placed.name, placed.crop, f"the still of {placed.origin}") for n, placed in self.stills.items()},
        )
        return build(document, port, width, height)

    def shown_stills(self) -> tuple[Placed, ...]:
        """The production's own pictures that the plate has in place of citizens."""
        if not self.stills:
            return ()
        citizens, names = drawn_faces(self.document())
        return tuple(placed for n, placed in self.stills.items() if n in citizens or placed.name in names)

    def read_from(self, worlds: Worlds) -> dict[str, str]:
        """The canon and the rules that the plate's facts are from; nothing where it has none of the world."""
        canon = self.brief.canon
        return worlds.read_from(Path(canon) if canon else None) if self.story or self.stills else {}

    def facts(self) -> dict[str, str]:
        """Everything that the frames depend on, by name. Raises TemplateError or BriefError."""
        if "facts" not in self._known:
            self._known["facts"] = self._facts()
        return dict(self._known["facts"])

    def _facts(self) -> dict[str, str]:
        brief = self.brief
        return {
            "template": brief.template,
            "template, words, pictures and fonts": self.shelf.digest(self.template, brief.look, brief.language, self.given),
            **{f"parameter {name}": _plain(value) for name, value in self.values.items()},
            "look": brief.look,
            "language": brief.language,
            "canvas": f"{brief.canvas.width}x{brief.canvas.height}",
            "rate": str(brief.rate),
            "first frame": str(brief.start),
            "layers": ",".join(brief.layers),
            **brief.colouring.facts(),
            "OpenEXR": str(brief.exr),
            "overscan": f"{brief.overscan:g} %",
            "blend": brief.blend,
            "alpha": brief.alpha,
            "quality": brief.quality,
            "ground": _plain(brief.ground),
            "treatments": ",".join(sorted(brief.treatments)),
            "seed": str(brief.seed),
            **self._sounding(),
            **(self.story.made_from(self.template) if self.story else {}),
            **{f"{STILL}{placed.who}": placed.told for placed in self.shown_stills()},
            **program(),
        }


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

    @cached_property
    def sound(self) -> Sound | None:
        """Made once, in the process that asks for the plate. Raises TemplateError or BriefError."""
        return self.asset.sound()

    @property
    def heard(self) -> Heard | None:
        """The sound as what makes plates wants it."""
        sound, asset = self.sound, self.asset
        if sound is None:
            return None
        from generator.render.heard import heard

        return heard(sound, self.brief, asset.template.manifest, asset.values, asset.facts())

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
    facts = asset.facts()
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
        handles=brief.handles, start=brief.start, beats=_beats(brief, asset.template.manifest), tokens=_tokens(brief),
        slate=source.beside.slate(stamp.fingerprint), marks=source.beside.marks(stamp.fingerprint),
    )  # fmt: skip


def _beats(brief: Brief, manifest: Manifest) -> dict[str, int]:
    """The template's beats as frames."""
    return {name: brief.start + brief.rate.frames(beat.seconds) for name, beat in manifest.beats.items()}


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


def _plain(value: object) -> str:
    """A typed value as text, the same for equal values; it can be given as a parameter again."""

    def bare(inner: Any) -> object:
        if isinstance(inner, View):
            return {name: inner[name] for name in inner}
        return css(inner) if isinstance(inner, Colour) else str(inner)

    return value if isinstance(value, str) else json.dumps(value, default=bare, sort_keys=True, ensure_ascii=False)
