"""Seam: a plate that is held repeats from ``loop.start`` on, so frames a period apart are the same picture."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from generator.documents.manifest import Loop
from generator.inspection.finding import Finding
from generator.inspection.sketch import Sketch
from generator.problems import Origin
from generator.scene.scene import Scene

SAME = 2**-9
"""Light by which pixels may differ: less than a step of eight bits."""
_WIDTH, _PLACES = 480, 6


def seam(scene: Scene, loop: Loop, file: str) -> Iterator[Finding]:
    """One finding at most, about the first pair of moments that differ."""
    sketch = Sketch(scene, _WIDTH)
    frames = round(loop.period.frames)
    for n in sorted({frames * i // _PLACES for i in range(_PLACES)} | {frames - 1}):
        t = loop.start.seconds + n / 24
        here = sketch.at(t).copy()
        off = float(np.abs(sketch.at(t + loop.period.seconds) - here).max())
        if off > SAME:
            first = loop.start.frames + n
            message = f"the loop has a seam: frame {first:g} and the one {frames} frames later differ by {off:.3f}"
            yield Finding("loop", message, Origin(file), degree=off)
            return
