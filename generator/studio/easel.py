"""Easel: plates as they are wished for, compiled once and kept; frames of them. Runs in a renderer process.

Easel(desk).plate(wish)            what the form shows: values, frames, layers; or everything that is wrong
           .frame(wish, sight)     one frame as PNG
           .remarks(wish, frame)   what is weak in it, and where
           .sound(wish)            the mix as WAV
           .people                 citizens, their faces and their story
"""

from __future__ import annotations

import json
import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from generator.brief import Brief
from generator.documents.element import Document
from generator.documents.help import Help, read_help, told
from generator.documents.manifest import Manifest
from generator.documents.template import SOUND
from generator.problems import DocumentError, Problem, TemplateError
from generator.render.asset import Asset
from generator.render.film import Film
from generator.render.lint import missing_letters
from generator.scene.scene import Scene
from generator.shelf import Shelf
from generator.studio.confine import brief_of
from generator.studio.desk import Desk
from generator.studio.faults import fields
from generator.studio.form import form, plain
from generator.studio.music import wav
from generator.studio.people import People
from generator.studio.places import Tried, places
from generator.studio.remarks import remarks
from generator.studio.sight import shown
from generator.studio.stills import Stills
from generator.studio.watch import Edition
from generator.studio.wish import Sight, Wish

T = TypeVar("T")
_KEPT = 6
"""So many plates and scenes are kept: two that are compared, at two sizes, and what was undone."""
_PAINTED = 2
"""So many films are kept: two that are compared. One holds planes of its whole canvas, which the next one uses again."""
Check = Callable[[], None]
"""Raises where nobody waits for the answer any more."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A wish, composed: everything but its pixels."""

    brief: Brief
    asset: Asset
    document: Document


Key = tuple[Hashable, ...]
"""What something was made from: its template's name first."""


class Kept(OrderedDict[Key, T]):
    """The latest things made, by what they were made from."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def of(self, key: Key, make: Callable[[], T]) -> T:
        """The thing of a key, made where it is not there."""
        if key not in self:
            self[key] = make()
            while len(self) > self._most:
                self.popitem(last=False)
        self.move_to_end(key)
        return self[key]

    def forget(self, templates: Collection[str]) -> None:
        """Let go of what was made from some templates."""
        for key in [key for key in self if key[0] in templates]:
            del self[key]


class Easel:
    """See the module. ``check`` is called between the steps of the work."""

    def __init__(self, desk: Desk, check: Check = lambda: None) -> None:
        self._desk, self._check = desk, check
        self._stills = Stills(desk)
        self._good: dict[str, Tried] = {}
        self._bad: Tried | None = None
        self._edition = Edition()
        self._renew()
        self._fonts, self._studio = self._shelf.book(), self._shelf.studio()

    def _renew(self) -> None:
        """Everything that is made from texts, none of it made yet."""
        self._shelf: Shelf = self._desk.places.shelf()
        self._worlds = self._desk.places.worlds()
        self._opened: Kept[Opened] = Kept(_KEPT)
        self._scenes: Kept[Scene] = Kept(_KEPT)
        self._films: Kept[Film] = Kept(_PAINTED)
        self._sounds: Kept[bytes] = Kept(_KEPT)
        self._people: People | None = None

    def forget(self, edition: Edition) -> None:
        """Read anew what the files are not the same of as in the last ``edition``. Plates stay where only files of other templates changed;
        fonts where they are the same; and faces, which are made from numbers."""
        last, self._edition = self._edition, edition
        if edition == last:
            return
        if (edition.shared, edition.fonts) != (last.shared, last.fonts):
            self._renew()
        else:
            self._shelf = self._desk.places.shelf()
            for kept in (self._opened, self._scenes, self._films, self._sounds):
                kept.forget(edition.others(last))
        if edition.fonts != last.fonts:
            self._fonts = self._shelf.book()

    def opened(self, wish: Wish) -> Opened:
        """Raises UserError with all that is wrong with the wish or its template."""
        return self._opened.of(_key(wish), lambda: self._open(wish))

    def brief(self, wish: Wish) -> Brief:
        """The wish as a brief; raises BriefError."""
        return brief_of(self._desk, self._shelf, wish.asked(self._desk.canon))

    def check(self, wish: Wish, options: Mapping[str, str]) -> None:
        """Raises BriefError for what can be known to be wrong with a render before it begins."""
        brief_of(self._desk, self._shelf, wish.asked(self._desk.canon) | dict(options))

    def _open(self, wish: Wish) -> Opened:
        brief = self.brief(wish)
        self._check()
        asset = Asset.of(brief, self._shelf, self._worlds)
        self._check()
        document = asset.document()
        self._check()
        return Opened(brief, asset, document)

    def manifest(self, name: str, speak: str) -> tuple[Manifest, Help]:
        """A template's manifest in the desk's language, where the template has help in that, and that help. Raises TemplateError."""
        template = self._shelf.template(name)
        said = read_help(template, speak)
        return told(template.manifest, said), said or Help()

    def templates(self, speak: str) -> dict[str, Any]:
        """What templates there are, in the desk's language; a faulty one with what is wrong with it."""
        found: list[dict[str, Any]] = []
        for name in self._shelf.names():
            try:
                manifest, _ = self.manifest(name, speak)
                found.append({"name": name, "title": manifest.title, "description": manifest.description})
            except TemplateError as error:
                found.append({"name": name, "title": name, "description": str(error), "faulty": True})
        return {"templates": found}

    def stills(self) -> list[str]:
        """The stills that plates may be looked at over."""
        return self._stills.names()

    def plate(self, wish: Wish, speak: str = "en") -> dict[str, Any]:
        """Everything that the page says of a plate but its pictures, in the desk's language."""
        brief = self.brief(wish)
        manifest, said = self.manifest(wish.template, speak)
        asset = Asset.of(brief, self._shelf, self._worlds)
        values = manifest.values(asset.story.parameters() if asset.story else brief.parameters, brief.language)
        heard = SOUND in self._shelf.template(wish.template).sources
        return form(wish.template, manifest, brief, heard, said.names) | {"values": {name: plain(value) for name, value in values.items()}}

    @property
    def people(self) -> People:
        """Raises CanonError."""
        if self._people is None:
            self._people = People(self._desk.canon, self._worlds, self._shelf, self._fonts, self._studio)
        return self._people

    def scene(self, wish: Wish, part: int) -> Scene:
        """A plate, compiled for so many pixels."""

        def made() -> Scene:
            opened = self.opened(wish)
            canvas = opened.brief.canvas
            size = tuple(max(1, -(-side // part)) for side in (canvas.width, canvas.height))
            scene, problems = opened.asset.attempted(opened.document, self._fonts, (size[0], size[1]), lambda: self._studio)
            self._check()
            tried = Tried(opened.asset, scene)
            if problems:
                self._bad = tried
                problems.raise_if_any(DocumentError)
            self._good[wish.template] = tried
            return scene

        return self._scenes.of((*_key(wish), part), made)

    def film(self, wish: Wish, part: int, layers: bool) -> Film:
        """What paints a plate with so many pixels."""

        def made() -> Film:
            scene, brief = self.scene(wish, part), self.opened(wish).brief
            return Film(scene, brief.rate, layers, brief.start)

        return self._films.of((*_key(wish), part, layers), made)

    def frame(self, wish: Wish, sight: Sight) -> tuple[dict[str, Any], bytes]:
        """A frame as PNG, and how it was made: milliseconds of each step, those of the processor, and its size."""
        self._bad = None
        began, busy = time.perf_counter(), time.process_time()
        film = self.film(wish, sight.part, sight.layers is not None)
        compiled = time.perf_counter()
        self._check()
        picture = film.paint(sight.frame)
        painted = time.perf_counter()
        self._check()
        data = shown(picture, sight, self.opened(wish).asset.template.manifest, self._stills.plane)
        spent = (("compile", compiled - began), ("paint", painted - compiled), ("encode", time.perf_counter() - painted))
        cpu = ("cpu", time.process_time() - busy)
        return {"size": picture.size, "ms": {name: round(1000 * seconds, 1) for name, seconds in (*spent, cpu)}}, data

    def placed(self, template: str, problem: Problem, frame: int) -> dict[str, Any]:
        """Where a problem of the frame that was asked for last is: at which fields, and where over the last good picture."""
        bad = self._bad
        paths = fields(problem, bad.asset if bad else None)
        return {"fields": paths, **places(bad, self._good.get(template), problem, paths, frame)}

    def remarks(self, wish: Wish, frame: int) -> dict[str, Any]:
        """What is weak in a plate, with boxes for one of its frames."""
        opened = self.opened(wish)
        scene = self.scene(wish, 1)
        self._check()
        words = missing_letters(opened.asset, self._fonts)
        return {"remarks": remarks(scene, opened.brief, opened.asset.template.manifest, words, frame)}

    def sound(self, wish: Wish) -> tuple[dict[str, Any], bytes]:
        """The mix; no bytes where the template is silent."""
        data = self._sounds.of(_key(wish), lambda: wav(self.opened(wish).asset))
        return {"media": "audio/wav"}, data


def _key(wish: Wish) -> Key:
    return wish.template, json.dumps(wish.model_dump(mode="json"), sort_keys=True)
