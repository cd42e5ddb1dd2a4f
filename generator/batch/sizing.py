"""Assets to items of a few seconds each, from what their frames cost.

Cheap assets share an item; an asset that takes longer than an item may is cut where movies begin a new chunk, so that whoever makes a part
writes the same bytes. What a cut asset still needs (its movies joined, its sound, its manifest) is its assembling, once all parts are
there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.batch.check import Ready
from generator.batch.items import Kind
from generator.plan.tasks import CHUNK
from generator.values.frames import FrameRange, spell

LEAST, MOST = 2.0, 60.0
AIM = 20.0
_PAYS = 8.0  # times as long as opening its asset costs, a part should take
WHOLE = ""


@dataclass(frozen=True, slots=True)
class Cost:
    """Measured seconds: to open an asset, and of each of its frames, painted and written."""

    opening: float
    frame: float

    def of(self, frames: int) -> float:
        return self.opening + frames * self.frame


@dataclass(frozen=True, slots=True)
class Share:
    """An asset's part of an item: its number, and which frames; :data:`WHOLE` says that it is made and finished here."""

    asset: int
    frames: str = WHOLE


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """What one process does in one go: ``seconds`` are foreseen; ``key`` is the fingerprint of all that it depends on, if known."""

    number: int
    shares: tuple[Share, ...]
    seconds: float
    key: str = ""

    @property
    def kind(self) -> Kind:
        """What a worker does: parts of one asset, or assets from beginning to end."""
        return "part" if self.shares[0].frames != WHOLE else "make"


@dataclass(frozen=True, slots=True)
class Size:
    """How long items should be, in seconds: cheap assets are put together up to ``aim``, dearer ones than ``most`` are cut."""

    aim: float = AIM
    most: float = MOST

    @classmethod
    def local(cls, total: float, workers: int) -> Size:
        """For processes that are there anyway: small, so that all end at about the same time."""
        return cls(LEAST, min(MOST, max(5.0, total / (8 * workers))))


def items(assets: Iterable[Ready], costs: Mapping[tuple[str, ...], Cost], size: Size, movies: Iterable[str]) -> Iterator[PlannedItem]:
    """The items of a sheet, in its order."""
    moving = frozenset(movies)
    for number, (shares, seconds) in enumerate(_packed(assets, costs, size, moving)):
        yield PlannedItem(number, tuple(shares), round(seconds, 3))


def _packed(
    assets: Iterable[Ready], costs: Mapping[tuple[str, ...], Cost], size: Size, moving: frozenset[str]
) -> Iterator[tuple[list[Share], float]]:
    """Shares that make one item together, and their seconds."""
    waiting: list[Share] = []
    waited = 0.0
    for asset in assets:
        cost = costs[asset.kind]
        seconds = cost.of(asset.count)
        if seconds <= size.most:
            if waiting and waited + seconds > size.aim and waited >= LEAST:
                yield waiting, waited
                waiting, waited = [], 0.0
            waiting.append(Share(asset.asked.number))
            waited += seconds
            continue
        if waiting:
            yield waiting, waited
            waiting, waited = [], 0.0
        for frames in _cut(asset, cost, size, bool(moving & set(asset.formats))):
            yield [Share(asset.asked.number, spell(frames))], cost.of(len(frames))
    if waiting:
        yield waiting, waited


def _cut(asset: Ready, cost: Cost, size: Size, movie: bool) -> list[tuple[int, ...]]:
    """A long asset's frames in parts; where movies are made, each is of whole chunks."""
    wanted = min(size.most, max(size.aim, _PAYS * cost.opening)) - cost.opening
    frames = max(1, int(wanted / max(cost.frame, 1e-6)))
    count = max(1, frames // CHUNK) * CHUNK if movie or frames >= CHUNK else frames
    return FrameRange.parse(asset.frames).chunks(count)


def key(parts: Sequence[tuple[str, Sequence[str], str]]) -> str:
    """One number for an item: over each asset's fingerprint, formats and frames."""
    text = json.dumps([[fingerprint, sorted(formats), frames] for fingerprint, formats, frames in parts])
    return hashlib.sha256(text.encode()).hexdigest()
