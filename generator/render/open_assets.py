"""What a process keeps of a batch from one item to the next: what its assets share (templates, the world, fonts, what Jinja has compiled),
and the asset that it had open last. It is bounded by what there is on the shelf.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import cached_property

from generator.batch.items import Piece, Settings
from generator.brief import Brief
from generator.deliver.formats import chosen
from generator.deliver.manifest import labels, read
from generator.deliver.naming import NEXT, Plate
from generator.documents.manifest import Manifest
from generator.plan.fingerprint import fingerprint
from generator.plan.job import Job
from generator.problems import BriefError, RenderError, VerifyError
from generator.render.asset import Asset
from generator.render.film import Places, one_thread_each
from generator.render.plate import BriefSource, job_of
from generator.shelf import Shelf, Worlds


class Shared(Places):
    """Places whose shelf and worlds are opened once, for all assets of a process."""

    @cached_property
    def _shelf(self) -> Shelf:
        return Places.shelf(self)

    @cached_property
    def _worlds(self) -> Worlds:
        return Places.worlds(self)

    @cached_property
    def _manifests(self) -> dict[str, Manifest]:
        return {}

    def shelf(self) -> Shelf:
        return self._shelf

    def worlds(self) -> Worlds:
        return self._worlds

    def manifest(self, name: str) -> Manifest:
        """A template's manifest, read once. Raises UserError."""
        if name not in self._manifests:
            self._manifests[name] = self._shelf.manifest(name)
        return self._manifests[name]


def also(places: Shared) -> Callable[[Brief], None]:
    """What a sheet's check looks at beside the brief: its citizen and moment, its pictures, its formats on this machine."""

    def looked(brief: Brief) -> None:
        asset = Asset.of(brief, places.shelf(), places.worlds())
        try:
            chosen(brief.formats, (brief.canvas.width, brief.canvas.height))
        except RenderError as error:  # a format that this machine lacks something for: told like what else is wrong with a row
            raise BriefError(error.problems) from None
        asset.check_heard()

    return looked


class OpenAssets:
    """One batch's assets, opened in this process; the last stays open, because the next item is often its next part."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        one_thread_each()
        self.places = Shared(settings.templates, settings.fonts)
        self._open: tuple[Piece, BriefSource] | None = None

    def source(self, piece: Piece) -> BriefSource:
        """Raises UserError."""
        if self._open is None or self._open[0].asked != piece.asked:
            self._open = None
            asked = dict(piece.asked)
            brief = Brief.of(self.places.manifest(str(asked.get("template", ""))), asked)
            self._open = (piece, self._versioned(BriefSource(brief, self.places)))
        return self._open[1]

    def _versioned(self, source: BriefSource) -> BriefSource:
        """With ``next`` settled: the latest version that there is where it is of the same content, so that a rerun goes on with it; else
        the one after. Raises UserError."""
        if source.brief.version != NEXT:
            return source
        brief = source.brief.numbered(self._settings.out)
        before = int(brief.version[1:]) - 1
        there = None
        if before:
            latest = brief.model_copy(update={"version": f"v{before:03d}"})
            with contextlib.suppress(VerifyError):  # what cannot be read is not the same
                there = read(self.plate(latest).manifest)
            own = labels(latest.tokens, latest.padding)
            if there is not None and (there.fingerprint, there.labels) == (fingerprint(source.asset.facts), own):
                return BriefSource(latest, self.places)
        return BriefSource(brief, self.places)

    def close(self) -> None:
        """Forget the asset that was open last."""
        self._open = None

    def plate(self, brief: Brief) -> Plate:
        """Where a brief's plate stands. Raises BriefError."""
        return Plate.named(self._settings.out, brief.tokens, brief.names, brief.padding)

    def job(self, piece: Piece) -> Job:
        """Compiled and planned. Raises UserError, also where this is not what a plan was made from."""
        job = job_of(self.source(piece), self._settings.out, self._settings.owner)
        if piece.fingerprint and piece.fingerprint != job.stamp.fingerprint:
            raise BriefError(f"{job.plate.name} was planned from other things than are here (template, canon, fonts, program): plan again")
        return job


_open: dict[Settings, OpenAssets] = {}


def open_assets(settings: Settings) -> OpenAssets:
    """What this process has open of a batch; that of the one before is given up."""
    if settings not in _open:
        _open.clear()
        _open[settings] = OpenAssets(settings)
    return _open[settings]
