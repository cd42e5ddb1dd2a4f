"""Panels: what a template says of somebody, on a dock that keeps clear of them; as values over time for the template.

crowd.panel -> .at[i], the transform of its part i; .sides[j], how much of dock j is seen; .seen, of the panel; .moves, whether it leaves
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from generator.documents.layout import plain
from generator.documents.view import View
from generator.motion.track import Value, combine, moves
from generator.staging.docks import Docked
from generator.staging.moves import over_time
from generator.staging.paths import Floats
from generator.staging.sightings import Box
from generator.values.geometry import Affine
from generator.values.rate import Rate


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """The docks that a panel has, one at least, each the boxes of its parts; and which it takes when."""

    docks: Sequence[Sequence[Box]]
    found: Docked

    @property
    def walls(self) -> tuple[Floats, ...]:
        """What it covers: a wall for every part on every dock, without a width while it is elsewhere."""
        return tuple(
            np.where((self.found.which == i)[:, None], np.array([box]), 0.0)
            for i, boxes in enumerate(self.docks)
            if (self.found.which == i).any()
            for box in boxes
        )

    def view(self, rate: Rate) -> View:
        """As templates have it."""

        def over(values: Floats) -> Value[float]:
            return over_time(values.tolist(), rate.fraction)

        found, parts = self.found, len(self.docks[0])
        places = np.array([[box[:2] for box in boxes] for boxes in self.docks], np.float64).reshape(len(self.docks), parts, 2)
        offsets = places[found.which] - places[0]
        return View("part of a panel", {
            "seen": over(found.seen),
            "at": tuple(moved(over(offsets[:, i, 0]), over(offsets[:, i, 1])) for i in range(parts)),
            "sides": tuple(over(found.seen * (found.which == i)) for i in range(len(self.docks))),
            "moves": bool(offsets.any()),
        })  # fmt: skip


def moved(x: Value[float], y: Value[float]) -> Value[Affine] | str:
    """As a ``transform``."""
    return combine(Affine.translation, x, y) if moves(x) or moves(y) else f"translate({plain(x)} {plain(y)})"  # type: ignore[arg-type]
