"""Asset: a brief, opened: its template and its typed parameters, what they compose and compile to, and what that depends on.

Asset.of(brief, shelf, worlds)     all that is wrong with the brief is told here
 .scene()                          composed, parsed and built
 .sound, .facts                    what is heard; everything that the frames depend on: each made when it is first asked for
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.brief import Brief
from generator.deliver.formats import SOUNDS
from generator.documents.compose import Request, compose
from generator.documents.element import Document
from generator.documents.helpers import css
from generator.documents.parse import parse
from generator.documents.template import SOUND, Template
from generator.documents.view import View
from generator.elements.build import Port, attempt
from generator.elements.context import StandIn
from generator.elements.portraits import PORTRAIT, drawn_faces
from generator.languages import of as language_of
from generator.problems import BriefError, DocumentError, Problems
from generator.render.film import extras_of, program
from generator.render.story import Story
from generator.scene.scene import Scene
from generator.shelf import Placed, Shelf, Worlds, clock
from generator.typography.fonts import FontBook
from generator.values.colour import Colour
from generator.world.keys import STILL

if TYPE_CHECKING:
    from generator.faces.studio import Studio
    from generator.render.soundtrack import Score, Sound


@dataclass(frozen=True)
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
        settled, given = shelf.settle(template, values, stills.values(), brief.start)
        return cls(brief, shelf, template, settled, given, story, stills, score)

    def scene(self) -> Scene:
        """Compose, parse and build. Raises TemplateError or DocumentError with all that is wrong."""
        return self.built(self.document(), self.shelf.book())

    def document(self) -> Document:
        """Composed and parsed."""
        brief, sound = self.brief, self.sound
        score = sound.score if sound else self.score
        composed = compose(self.template, self._request({"sound": score.view} if score else {}), clock)
        document = parse(composed.text, composed.file, tracks=composed.tracks, base=composed.base)
        return document.spoken(brief.language, language_of(brief.language).direction)

    @cached_property
    def sound(self) -> Sound | None:
        """What is heard with the frames; ``None`` where the template has no sound, or where its score is known already. Made once, and
        once for equal cues. Raises TemplateError or BriefError."""
        if self.score is not None or SOUND not in self.template.sources:
            return None
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
        sound = self.sound
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

    def built(
        self, document: Document, fonts: FontBook, size: tuple[int, int] | None = None, studio: Callable[[], Studio] | None = None
    ) -> Scene:
        """A document of this asset's, compiled with some fonts: for its canvas, or for as many pixels as are asked for. ``studio``: whoever
        keeps portraits from one scene to the next."""
        scene, problems = self.attempted(document, fonts, size, studio)
        problems.raise_if_any(DocumentError)
        return scene

    def attempted(
        self, document: Document, fonts: FontBook, size: tuple[int, int] | None = None, studio: Callable[[], Studio] | None = None
    ) -> tuple[Scene, Problems]:
        """The same with all that is wrong beside what could be compiled."""
        brief = self.brief
        width, height = size or (brief.canvas.width, brief.canvas.height)
        port = Port(
            fonts,
            self.shelf.images(self.template, {**self.given, **{placed.name: placed.file for placed in self.stills.values()}}),
            brief.rate,
            brief.blend,
            language=brief.language,
            named=bool(extras_of(brief.formats)),
            studio=studio or self.shelf.studio,
            stills={n: StandIn(placed.name, placed.crop, f"the still of {placed.origin}") for n, placed in self.stills.items()},
        )
        return attempt(document, port, width, height)

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

    @cached_property
    def facts(self) -> Mapping[str, str]:
        """Everything that the frames depend on, by name. Raises TemplateError or BriefError."""
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


def _plain(value: object) -> str:
    """A typed value as text, the same for equal values; it can be given as a parameter again."""

    def bare(inner: Any) -> object:
        if isinstance(inner, View):
            return {name: inner[name] for name in inner}
        return css(inner) if isinstance(inner, Colour) else str(inner)

    return value if isinstance(value, str) else json.dumps(value, default=bare, sort_keys=True, ensure_ascii=False)
