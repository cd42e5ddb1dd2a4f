"""Beside a plate's own frames: the slate before them, and the strip under its review. A production may bring templates of its own for them.

Their words come from the brief. They are no part of the plate's fingerprint, because the plate's frames do not depend on them: each has one
of its own, made of the plate's and of what it shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from generator.brief import Brief
from generator.deliver.movies.review import NAME as REVIEW
from generator.deliver.movies.review import strip_height
from generator.deliver.naming import spelt
from generator.plan.fingerprint import fingerprint
from generator.plan.job import Slate
from generator.render.asset import Asset
from generator.render.film import Film
from generator.values.frames import FrameRange, runs
from generator.values.picture import Picture

if TYPE_CHECKING:
    from generator.plan.job import Paint
    from generator.render.plate import BriefSource

SLATE, STRIP = "slate", "review_strip"
TITLE = "citizen.name"


@dataclass(frozen=True, slots=True)
class _Opened:
    """A template that stands beside a plate, compiled; its film begins at frame 0."""

    asset: Asset
    film: Film


class Beside:
    """The slate and the strip of one source, each made when it is first wanted."""

    def __init__(self, source: BriefSource) -> None:
        self._source = source

    @property
    def wanted(self) -> bool:
        """Whether there is anything beside the frames."""
        return self._source.brief.slate or REVIEW in self._source.brief.formats

    def paint(self, frames: Paint) -> Paint:
        """Paints the slate where its frame is asked for, and the strip with every frame, where they are wanted."""
        brief = self._source.brief
        if not self.wanted:
            return frames
        places = {number: i for i, number in enumerate(self._shown)}

        def painted(frame: int) -> Picture:
            picture = self._slate() if frame == brief.slate_frame else frames(frame)
            return replace(picture, strip=self._stripped.film.paint(places[frame])) if REVIEW in brief.formats else picture

        return painted

    def warm(self) -> None:
        """Have the strip compiled before workers are forked; the slate is one frame, for one of them."""
        if REVIEW in self._source.brief.formats:
            self._stripped.film.paint(0)

    def slate(self, plate: str) -> Slate | None:
        """The slate's frame and fingerprint, once it compiles; ``plate`` is the plate's. Raises UserError."""
        frame = self._source.brief.slate_frame
        if frame is None:
            return None
        return Slate(frame, fingerprint({**self._slated.asset.facts, "plate": plate}))

    def marks(self, plate: str) -> dict[str, str]:
        """Fingerprints of formats that show more than the plate, once what they show compiles. Raises UserError."""
        if REVIEW not in self._source.brief.formats:
            return {}
        slate = self.slate(plate)
        return {REVIEW: fingerprint({**self._stripped.asset.facts, "plate": plate, "slate": slate.mark if slate else ""})}

    @property
    def _shown(self) -> FrameRange:
        brief = self._source.brief
        return brief.rendered if brief.slate_frame is None else FrameRange((brief.slate_frame, *brief.rendered))

    def _opened(self, name: str, parameters: Mapping[str, Any], **asked: Any) -> _Opened:
        brief, places = self._source.brief, self._source.places
        shelf = places.shelf()
        manifest = shelf.manifest(name)
        wish = {
            "template": name,
            "rate": brief.rate,
            "language": brief.language,
            "parameters": dict(parameters),
            "blend": brief.blend,
            **asked,
        }
        asset = Asset.of(Brief.of(manifest, wish), shelf, places.worlds())
        return _Opened(asset, Film(asset.scene(), brief.rate, start=0))

    @cached_property
    def _slated(self) -> _Opened:
        """One frame: the moment 0."""
        brief = self._source.brief
        return self._opened(SLATE, self._words(), canvas=f"{brief.canvas.width}x{brief.canvas.height}")

    @cached_property
    def _stripped(self) -> _Opened:
        """A frame for each that is shown, counted from 0."""
        brief = self._source.brief
        width, height = brief.canvas.width, brief.canvas.height
        looks = self._source.places.shelf().manifest(STRIP).looks
        words = self._words()
        shown = [{"first": run[0], "last": run[-1], "step": run.step} for run in runs(self._shown.numbers)]
        parameters = {"runs": shown, "module": min(width, height) / 135, **{name: words[name] for name in _ON_STRIP}}
        look = brief.look if brief.look in looks else looks[0]
        return self._opened(STRIP, parameters, canvas=f"{width}x{strip_height(width, height)}", look=look)

    def _slate(self) -> Picture:
        """The slate, with the plate's layers empty: readers expect the same of every frame of a sequence."""
        picture = self._slated.film.paint(0)
        names = self._source.film.layers
        return replace(picture, layers=dict.fromkeys(names, np.zeros_like(picture.beauty)), bounds=dict.fromkeys(names, (0, 0, 0, 0)))

    def _words(self) -> dict[str, Any]:
        """What slate and strip may say of the plate."""
        brief, asset = self._source.brief, self._source.asset
        says = brief.colouring.says()
        return {
            "show": brief.show, "shot": brief.shot, "version": brief.version, "template": brief.template,
            "title": asset.template.manifest.title, "plate": spelt(brief.names, brief.tokens, Path())[0],
            "citizen": _citizen(asset), "at": brief.at or "", "handles": brief.handles,
            "first": brief.frames.first, "last": brief.frames.last, "frames": len(brief.frames), "fps": str(brief.rate),
            "size": f"{brief.canvas.width} × {brief.canvas.height}", "look": brief.look, "spoken": brief.language, "seed": brief.seed,
            "colour": f"{says['space']}, {says['interpretation']}",
        }  # fmt: skip


_ON_STRIP = ("shot", "version", "citizen", "show")


def _citizen(asset: Asset) -> str:
    """Who of the world the plate shows, by name: the one that was asked for, else whom the template's own parameter names."""
    if asset.story is not None:
        return str(asset.story.facts.citizen.name)
    named = (asset.values[name] for name, spec in asset.template.manifest.parameters.items() if spec.fact == TITLE)
    return str(next(named, ""))
