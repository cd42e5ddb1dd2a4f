"""What ``demo`` and ``reel`` make their plates with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.cli.console import Advance
from generator.cli.verbs.render import brief_of
from generator.cli.verbs.words import told_by
from generator.render import Places, Receipt, render

NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Press:
    """Where plates go, with how many worker processes, and who hears of it."""

    out: Path
    jobs: int | None
    advance: Advance
    places: Places = field(default_factory=Places)

    def make(self, asked: Mapping[str, Any], parameters: Mapping[str, Any] = NOTHING) -> Receipt:
        """One plate. A change of the program or of a template since the last run is no reason to stop, so it takes the old one's place."""
        brief = brief_of(self.places, asked, parameters, self.out)
        return render(brief, self.places, self.out, jobs=self.jobs, overwrite=True, told=told_by(self.advance))

    def street(self, hour: str, citizen: str | None = None, at: str | None = None) -> Path:
        """A picture of the street that stands in for the camera's, at dusk, by day or by night, with a citizen in focus."""
        asked = {"template": "stand_in", "shot": f"{hour}_{citizen}" if citizen else hour, "formats": "png", "layers": "beauty"}
        receipt = self.make({**asked, "citizen": citizen, "at": at}, {"hour": hour})
        return receipt.folder / receipt.files[0].path
