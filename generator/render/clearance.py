"""A template or a plate in, its clearance out: it is compiled again as it was made, and everything that it ever shows is read."""

from __future__ import annotations

import base64
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from generator.brief import Brief
from generator.clearance import known
from generator.clearance.marks import Kit, marks
from generator.clearance.report import MOST_SOURCES, Clerk, Report, Subject
from generator.clearance.sights import look
from generator.clearance.things import Thing, codes, things
from generator.clearance.trace import Source, Tracer
from generator.clearance.voices import Line, lost_voice, spoken, voices
from generator.deliver.manifest import Manifest, read
from generator.deliver.naming import manifest_of
from generator.documents.sheet import read as read_sheet
from generator.documents.template import KIT, Template
from generator.inspection.sketch import Sketch, light
from generator.languages import of as language_of
from generator.problems import NOWHERE, BriefError
from generator.render.asset import Asset
from generator.render.film import Places
from generator.scene.scene import Scene
from generator.shelf import Worlds
from generator.shelf.texts import as_shipped
from generator.shelf.worlds import CANON
from generator.sound.cues import SPOKEN
from generator.values.curve import encoded
from generator.world.keys import FACT

_WIDTH = 960
_PARAMETER = "parameter "
_GIVEN = re.compile(r"given/[0-9a-f]{24}\.\w+")
_PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg", ".svgz")
_STILL = re.compile(r"still/[0-9a-f]{24}\.\w+")
_OVERRIDDEN = "world.overridden"
_NOTHING = "data:image/png;name={};base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="


@dataclass(frozen=True, slots=True)
class Docket:
    """What is to be cleared: a brief, and what to call it. ``given``: the parameters that somebody typed. ``lost``: the names of pictures
    that a plate was given and that are not with it, by what stands in for them."""

    name: str
    brief: Brief
    given: frozenset[str]
    lost: Mapping[str, str] = field(default_factory=dict)
    recordings: tuple[str, ...] = ()
    """Recordings that a plate was given and that are not with it."""


def clear(docket: Docket, places: Places, canon: Path | None = None) -> Report:
    """Everything that a plate of this brief shows, held against a canon (the brief's, or the one that ships, unless said). Raises UserError
    where it does not compile, or the canon cannot be read."""
    brief, shelf = docket.brief, places.shelf()
    asset = Asset.of(brief, shelf, places.worlds())
    document = asset.document()
    scene = asset.built(document, shelf.book())
    frames = {number: brief.rate.seconds(number - brief.start) for number in brief.frames}
    seen = look(scene, frames)
    sources = list(_sources(asset, places.worlds(), docket, canon))
    files = {source.file: source.text for name, source in asset.template.sources.items() if name.endswith((".j2", ".svg"))}
    clerk = Clerk(Tracer(sources, files), known.vocabulary(sources), known.numbers(sources))
    subject = Subject(docket.name, tuple(_facts(brief)), _picture(scene, asset))
    stills = {name: placed.path for n, placed in asset.stills.items() for name in (f"citizen {n}", placed.name)}
    pictured = [(thing, _from(thing, sources)) for thing in _named(things(document, seen.drawn, stills), docket.lost)]
    pictured += marks(document, seen.drawn, _kit(asset.template))
    lines = tuple(_lines(asset))
    pictured += [*voices(lines), *((lost_voice(name), ()) for name in docket.recordings)]
    return clerk.report(subject, (*seen.texts, *spoken(lines)), codes(document, seen.drawn, frames), pictured)


def _lines(asset: Asset) -> Iterator[Line]:
    """Everything that is said with the frames."""
    sound = asset.sound
    by = dict(said.split(": ", 1) for said in (sound.voices if sound else ()))
    for placed in sound.placed if sound else ():
        cue = placed.cue
        if cue.kind in SPOKEN:
            frame = asset.brief.start + asset.brief.rate.frames(float(placed.begin))
            yield Line(cue.name, cue.text, by.get(cue.name, ""), cue.file, cue.origin or NOWHERE, frame)


def _kit(template: Template) -> Kit:
    """The kit as the template has it, and which of its files are those that ship."""
    found = {name: source for name, source in template.sources.items() if name.startswith(KIT)}
    own = frozenset(source.file for name, source in found.items() if as_shipped(name, source.text))
    return Kit({source.file: source.text for source in found.values()}, own)


def _sources(asset: Asset, worlds: Worlds, docket: Docket, canon: Path | None) -> Iterator[Source]:
    """Everything that could have been said."""
    brief, template = asset.brief, asset.template
    language = language_of(brief.language)
    manifest = template.sources["manifest.yaml"]
    for source in known.parameters(template.manifest, read_sheet(manifest.text, manifest.file), asset.values, docket.given, language):
        yield replace(source, text=docket.lost.get(source.text, source.text))
    own = [read_sheet(source.text, source.file) for source in template.find(f"words/{language.code}.yaml")]
    yield from known.words(own)
    yield from known.words(worlds.sheets(language.code))
    yield from known.canon(worlds.world(canon or (Path(brief.canon) if brief.canon else None)))
    if asset.story:
        shown = asset.story.made_from(template).items()
        record = {name.removeprefix(FACT): text for name, text in shown if name.startswith(FACT)}
        yield from known.facts(record, asset.story.facts.who)


def _named(found: Iterable[Thing], lost: Mapping[str, str]) -> Iterator[Thing]:
    """Things in which a picture that stands in for a lost one has the name of that."""
    for thing in found:
        name = lost.get(thing.name)
        yield replace(thing, name=name, finding=replace(thing.finding, text=name)) if name else thing


def _from(thing: Thing, sources: list[Source]) -> tuple[Source, ...]:
    """Who says that a picture or a face is shown."""
    said = tuple(source for source in sources if source.text and source.text == thing.name)[:MOST_SOURCES]
    return said or ((Source(thing.name, "generated", thing.name),) if thing.finding.kind == "face" else ())


def _facts(brief: Brief) -> Iterator[tuple[str, str]]:
    yield "template", brief.template
    yield "look", brief.look
    yield "language", brief.language
    yield "canvas", f"{brief.canvas.width} x {brief.canvas.height}"
    yield "frames", f"{brief.frames} at {brief.rate}"
    if brief.citizen:
        yield "citizen", f"{brief.citizen}, {brief.at or 'at the template’s own moment'}"


def _picture(scene: Scene, asset: Asset) -> str:
    """One frame, when most is to be seen: at the last beat, else in the middle."""
    manifest, brief = asset.template.manifest, asset.brief
    beats = [beat.seconds for beat in manifest.beats.values()]
    last = brief.rate.seconds(len(brief.frames) - 1)
    t = min(max(beats) + 1, last) if beats else last / 2
    out = io.BytesIO()
    Image.fromarray(np.round(encoded(light(Sketch(scene, _WIDTH).at(t))) * 255).astype(np.uint8)).save(out, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()


def docket_of(folder: Path, places: Places, canon: Path | None = None) -> Docket:
    """The brief that a plate was made from, out of its manifest. Raises BriefError where that is not enough."""
    path = manifest_of(folder)
    manifest = read(path) if path else None
    if manifest is None:
        raise BriefError(f"{folder} is no plate: it has no manifest")
    facts = manifest.made_from
    if "template" not in facts:
        raise BriefError(f"{folder} was not made from a template")
    template = places.shelf().manifest(facts["template"])
    given = {name.removeprefix(_PARAMETER): text for name, text in facts.items() if name.startswith(_PARAMETER)}
    kinds = {name: spec.type for name, spec in template.parameters.items() if spec.type != "track"}  # a track moves people, it says nothing
    texts = {name: _typed(kinds[name], text) for name, text in given.items() if name in kinds and not _STILL.fullmatch(text)}
    lost: dict[str, str] = {}
    heard = {name: text for name, text in given.items() if kinds.get(name) == "sound" and _GIVEN.fullmatch(text)}
    texts = {name: text for name, text in texts.items() if name not in heard}
    parameters = {name: _standing_in(value, lost) for name, value in texts.items()}
    asked = _asked(manifest) | {"canon": str(canon) if canon else _film(manifest)}
    asked["parameters"] = parameters
    typed = facts[_OVERRIDDEN].split(", ") if _OVERRIDDEN in facts else []
    free = [name for name in texts if _OVERRIDDEN not in facts or not template.parameters[name].fact]
    return Docket(manifest.plate, Brief.of(template, asked), frozenset((*typed, *free)), lost, tuple(heard.values()))


def _film(manifest: Manifest) -> str | None:
    """The canon that a plate was made with, where one was given and still is there."""
    name = manifest.read_from.get(CANON, "")
    return name if name and Path(name).is_file() else None


def _asked(manifest: Manifest) -> dict[str, Any]:
    """What a brief would be asked for to make a plate of this manifest."""
    facts = manifest.made_from
    names = {"citizen": "world.citizen", "at": "world.at"} | {n: n for n in ("template", "look", "language", "rate", "treatments")}
    asked: dict[str, Any] = {name: facts[fact] for name, fact in names.items() if fact in facts}
    return asked | {"canvas": facts.get("canvas"), "frames": manifest.frames, "seed": int(facts.get("seed", "0"))}


def _standing_in(value: Any, lost: dict[str, str]) -> Any:
    """A parameter in which every picture that was given is an empty one, and no recording is given; ``lost`` takes note of pictures."""
    if isinstance(value, dict):
        return {name: _standing_in(inner, lost) for name, inner in value.items()}
    if isinstance(value, list):
        return [_standing_in(inner, lost) for inner in value]
    if not isinstance(value, str) or not _GIVEN.fullmatch(value):
        return value
    if not value.endswith(_PICTURES):
        return ""
    lost[_NOTHING.format(value)] = value
    return _NOTHING.format(value)


def _typed(kind: str, text: str) -> Any:
    """A parameter as the manifest of a plate tells it; texts stand as they are, anything else as JSON."""
    if kind in ("text", "choice", "image", "sound"):
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text
