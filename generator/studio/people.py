"""People: who can be shown, their faces, and the story that they are in. Runs in a renderer process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from generator.deliver import pixels
from generator.deliver.stills.png import file_of
from generator.documents.parse import parse
from generator.elements.build import Port, build
from generator.elements.context import StandIn
from generator.faces.studio import Studio
from generator.problems import BriefError
from generator.render.film import Film
from generator.render.story import said
from generator.shelf import Placed, Shelf, Worlds
from generator.studio.wish import Search, Telling
from generator.typography.fonts import FontBook
from generator.values.rate import Rate
from generator.world.citizens import Citizen
from generator.world.wall import wall
from generator.world.world import World

SIDE = 160
_FACE = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:ui="https://ministerio.example/ui" viewBox="0 0 96 96">
<rect width="96" height="96" fill="#14181C"/>
<ui:portrait width="96" height="96" citizen="{number}" looks="{looks}" yaw="-16" style="halftone" cells="56" ink="#F3EFE6"/>
</svg>"""


class People:
    """See the module."""

    def __init__(self, canon: Path | None, worlds: Worlds, shelf: Shelf, fonts: FontBook, studio: Studio) -> None:
        self._shelf, self._fonts, self._studio = shelf, fonts, studio
        self.world: World = worlds.world(canon)
        self._stills: Mapping[int, Placed] = worlds.stills(canon)
        self._words = lru_cache(maxsize=4)(worlds.words)

    def search(self, asked: Search) -> dict[str, Any]:
        """Those of the cast who are meant, anyone by number or telephone, and some of the crowd, others for each ``seed``."""
        text, language = asked.text.strip(), asked.language
        found = {one.number: one for one in self._meant(text)}
        crowd = () if text else wall(self.world.citizen, asked.seed, asked.count)
        return {
            "cast": [self._told(one, language) for one in found.values()],
            "crowd": [self._told(one, language) for one in crowd if one.number not in found],
        }

    def _meant(self, text: str) -> Iterator[Citizen]:
        world = self.world
        if not text:
            yield from (world.citizen(number) for number in world.numbers.values())
            return
        yield from world.named(text)
        yield from (world.citizen(name) for name in world.numbers if text.lower() in name.lower())
        try:
            yield world.citizen(text)
        except BriefError:  # nobody, or several: those are above
            return

    def _told(self, one: Citizen, language: str) -> dict[str, Any]:
        world, begins = self.world, self.world.canon.begins
        work = one.work.occupation
        words = self._words(language)
        return {
            "number": one.number,
            "id": world.names.get(one.number, ""),
            "name": one.name,
            "age": one.age(begins.date()),
            "district": one.district.name,
            "work": said(words, "occupation", work, str(one.sex)),
        }

    def face(self, who: str) -> bytes:
        """A citizen's face as a small PNG, as the machines see it, or as the production's own still has it."""
        one = self.world.citizen(who)
        text = _FACE.format(number=one.number, looks=one.portrait.looks(one.age(self.world.canon.begins.date())))
        stills = {n: StandIn(placed.name, placed.crop, str(placed.origin)) for n, placed in self._stills.items()}
        images = self._shelf.images(self._shelf.template(self._shelf.names()[0]), {p.name: p.file for p in self._stills.values()})
        scene = build(parse(text, "face"), Port(self._fonts, images, studio=lambda: self._studio, stills=stills), SIDE, SIDE)
        picture = Film(scene, Rate.parse(24)).paint(0)
        return file_of(pixels.straight8(picture.beauty, picture.light == "linear"), SIDE, 8, {})

    def story(self, asked: Telling) -> dict[str, Any]:
        """The film's days: its scenes, and, of one citizen, what happened to them and how their score stood."""
        canon = self.world.canon
        begins, ends = canon.begins, canon.ends
        scenes = [{"id": scene.id, "title": scene.title, "at": _text(scene.at)} for scene in canon.scenes.values()]
        found: dict[str, Any] = {"begins": _text(begins), "ends": _text(ends), "scenes": sorted(scenes, key=lambda scene: str(scene["at"]))}
        if asked.who:
            one = self.world.citizen(asked.who)
            chronicle = self.world.chronicle(one.number, ends)
            words = self._words(asked.language)
            events = [
                {"at": _text(e.when), "points": e.points, "balance": e.balance, "what": said(words, "behaviour", e.what)}
                for e in chronicle.between(begins, ends)
            ]
            found |= {"who": self._told(one, asked.language), "opening": chronicle.balance(begins), "events": events[-400:]}
        return found


def _text(when: datetime) -> str:
    return when.isoformat(" ", "seconds")
