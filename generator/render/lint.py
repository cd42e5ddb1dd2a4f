"""A template in, findings out: every look, language and canvas is compiled, and inspected as far as it compiles."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from generator.brief import Brief
from generator.documents.checks import check_template
from generator.documents.looks import read_look
from generator.documents.sheet import read
from generator.inspection.contrast import contrast
from generator.inspection.families import families
from generator.inspection.finding import Finding, Gathered, Variant, gather
from generator.inspection.flashes import flashes
from generator.inspection.layers import idle, layers
from generator.inspection.letters import absent, letters, shown_by
from generator.inspection.marks import marks
from generator.inspection.seam import seam
from generator.inspection.seen import look, moments
from generator.inspection.sketch import Sketch
from generator.languages import of as language_of
from generator.paint.painter import Painter
from generator.plan.crew import Crew
from generator.plan.job import Progress, Told, nobody
from generator.problems import Problem, RenderError, UserError
from generator.render.asset import Asset
from generator.render.film import Places, cores, one_thread_each
from generator.scene.scene import Scene
from generator.shelf import Shelf
from generator.typography.fonts import FontBook

_ALONE = 3
"""So few variants are sooner inspected here than in processes that have to start."""
_FLASH_WIDTH = 64


@dataclass(frozen=True, slots=True)
class Report:
    """What was found, and in how many variants it was looked for."""

    variants: int
    findings: tuple[Gathered, ...]

    @property
    def faults(self) -> int:
        return sum(not gathered.finding.note for gathered in self.findings)


@dataclass(frozen=True, slots=True)
class Errand:
    """One variant of a template, to be inspected in any process. ``moving``: frame by frame as well."""

    template: str
    parameters: Mapping[str, Any]
    places: Places
    variant: Variant
    moving: bool

    def brief(self, shelf: Shelf) -> Brief:
        variant = self.variant
        wish = {"look": variant.look, "language": variant.language, "canvas": variant.canvas, "parameters": dict(self.parameters)}
        return Brief.of(shelf.manifest(self.template), {"template": self.template, **wish})


@dataclass(frozen=True, slots=True)
class Inspected:
    """``layers`` is ``None`` where the variant did not compile."""

    variant: Variant
    findings: tuple[Finding, ...]
    layers: tuple[str, ...] | None


def lint(template: str, places: Places, parameters: Mapping[str, Any], *, jobs: int | None = None, told: Told = nobody) -> Report:
    """Inspect a template with some parameters (the manifest's defaults for all others).

    Raises BriefError for a template or a parameter that is not there or does not fit, and TemplateError for a faulty manifest.
    """
    one_thread_each()
    shelf = places.shelf()
    whole = shelf.template(template)
    manifest = whole.manifest
    every = [Variant(*names) for names in itertools.product(manifest.looks, manifest.languages, manifest.canvases)]
    errands = [Errand(template, parameters, places, variant, variant.language == manifest.languages[0]) for variant in every]
    for language in manifest.languages:
        manifest.values(parameters, language)
    found = list(_all(errands, jobs or cores(), told))
    drawn = [inspected.layers for inspected in found if inspected.layers is not None]
    general = [*_documents(check_template(whole)), *(idle(drawn, manifest.layers, whole.file) if len(drawn) == len(every) else ())]
    each = [(variant, finding) for variant in every for finding in general]
    order = {variant: n for n, variant in enumerate(every)}
    for inspected in sorted(found, key=lambda inspected: order[inspected.variant]):
        each += [(inspected.variant, finding) for finding in inspected.findings]
    return Report(len(every), gather(each))


def _all(errands: Sequence[Errand], jobs: int, told: Told) -> Iterator[Inspected]:
    """Every errand's result, as they come."""
    for n, inspected in enumerate(_worked(errands, jobs), start=1):
        told(Progress("checking", errands[0].template, n, len(errands)))
        yield inspected


def _worked(errands: Sequence[Errand], jobs: int) -> Iterator[Inspected]:
    if jobs <= 1 or len(errands) <= _ALONE:
        yield from map(inspect, errands)
        return
    with Crew(inspect, min(jobs, len(errands)), lambda _: None) as crew:
        yield from crew.run(errands, lambda errand: f"{errand.template}, {errand.variant}")


def inspect(errand: Errand) -> Inspected:
    """One variant, in any process."""
    shelf = errand.places.shelf()
    asset, fonts = Asset.of(errand.brief(shelf), shelf), _fonts(errand.places)
    try:
        words = list(missing_letters(asset, fonts))
        document = asset.document()
        scene = asset.built(document, fonts)
    except UserError as error:
        return Inspected(errand.variant, tuple(_documents(error.problems)), None)
    except MemoryError as error:
        raise RenderError(f"{errand.template} is too large for this machine's memory as {errand.variant}") from error
    drawn = Painter(scene, True).layer_names
    findings = [*words, *families(document, fonts), *_looked_at(asset, scene, drawn, errand.moving)]
    return Inspected(errand.variant, tuple(findings), drawn)


def _looked_at(asset: Asset, scene: Scene, drawn: tuple[str, ...], moving: bool) -> Iterator[Finding]:
    """Everything that a compiled scene is judged by."""
    brief, manifest, file = asset.brief, asset.template.manifest, asset.template.file
    seen = look(scene, moments(manifest, brief.rate.seconds(1)))
    yield from marks(seen, brief.canvas)
    yield from contrast(scene, seen, brief.canvas)
    yield from layers(scene, drawn, manifest.layers, file)
    if manifest.loop:
        yield from seam(scene, manifest.loop, file)
    if moving and len(brief.frames) > 1:
        sketch = Sketch(scene, _FLASH_WIDTH)
        pictures = (sketch.at(brief.rate.seconds(n)) for n in range(len(brief.frames)))
        yield from flashes(pictures, brief.rate.nominal, brief.start)


def missing_letters(asset: Asset, fonts: FontBook) -> Iterator[Finding]:
    """What the fonts of the variant's look cannot show of the template's words, and of the kit's."""
    brief, template = asset.brief, asset.template
    for source in template.find(f"looks/{brief.look}.yaml")[:1]:
        voices = shown_by(read_look(source.text, source.file), brief.look, language_of(brief.language), fonts)
        yield from absent(voices, source.file)
        for words in template.find(f"words/{brief.language}.yaml"):
            yield from letters(read(words.text, words.file), voices)


def _documents(problems: Iterable[Problem]) -> Iterator[Finding]:
    """What compiling says is wrong."""
    for problem in problems:
        yield Finding("document", problem.message, problem.origin)


@lru_cache(maxsize=1)
def _fonts(places: Places) -> FontBook:
    return places.shelf().book()
