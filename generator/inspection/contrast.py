"""Contrast: text against what lies behind it, by WCAG 2's ratio, each text at the moment when it is strongest.

What lies behind is painted without any text and averaged over the text's box. Where a plate is transparent there, a mid grey stands in
for the camera's picture: that is a guess, so it only gives notes.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from generator.documents.canvas import Canvas
from generator.inspection.finding import Finding
from generator.inspection.marks import text_size
from generator.inspection.seen import Seen, at_most, drawn, ink, says
from generator.inspection.sketch import Sketch, light, luminance, textless
from generator.motion.track import at
from generator.scene.nodes import Glyphs
from generator.scene.scene import Scene
from generator.values.colour import Colour
from generator.values.geometry import Affine
from generator.values.picture import Plane

LEAST = 3.0
"""For text of any size (WCAG 2, 1.4.3, large text)."""
READABLE = 4.5
"""For text under :data:`LARGE` pixels of 1080p."""
LARGE = 24.0
TEXTURE = 14.0
"""Smaller text is never read, only seen."""
ON_GREY = 2.0
"""Over a camera's picture, which is not known."""
_WIDTH = 640
_OPAQUE = 0.99
_SLACK = 0.01


@dataclass(frozen=True, slots=True)
class _Read:
    """A text with its contrast, and what would be enough."""

    text: Seen
    found: float
    wanted: float
    opaque: bool


def contrast(scene: Scene, seen: Sequence[Seen], canvas: Canvas) -> Iterator[Finding]:
    """Texts of one colour that are hard to read, told of together: it is the colour that has to be mended."""
    weak: dict[tuple[object, ...], list[_Read]] = {}
    for read in _read(scene, seen, canvas):
        if read.found < read.wanted:
            weak.setdefault((read.text.leaf.origin, read.opaque, read.wanted, round(read.found, 1)), []).append(read)
    for group in weak.values():
        worst = min(group, key=lambda read: read.found)
        where = "what lies behind" if worst.opaque else "a mid grey where the plate is transparent"
        subject = f"the text {says(worst.text)} has" if len(group) == 1 else f"{len(group)} texts, {says(worst.text)} for one, have"
        message = f"{subject} a contrast of {worst.found:.1f} against {where}; {worst.wanted:g} is wanted"
        note = not worst.opaque or worst.found >= LEAST
        key, said = f"{worst.wanted} {worst.opaque}", f"contrast{'s' if group[1:] else ''}{'' if worst.opaque else '_grey'}"
        values: dict[str, str | float] = {"text": says(worst.text), "count": len(group), "found": round(worst.found, 1)}
        values["wanted"] = worst.wanted
        texts = tuple(sorted({drawn(read.text) for read in group}))
        yield Finding("contrast", message, worst.text.leaf.origin, note, -worst.found, key, texts, said, values)


def _read(scene: Scene, seen: Sequence[Seen], canvas: Canvas) -> Iterator[_Read]:
    """Every text of one colour, at its strongest."""
    texts = sorted((one for _, one in at_most(seen, lambda one: _strength(one, canvas))), key=lambda one: one.t)
    sketch = Sketch(textless(scene), _WIDTH)
    for t, group in itertools.groupby(texts, key=lambda one: one.t):
        plane = sketch.at(t)
        for one in group:
            behind, colour = _behind(one, plane, sketch.scale), ink(one)
            if behind is not None and colour is not None:
                opaque = float(behind[..., 3].mean()) >= _OPAQUE
                large = (text_size(one, canvas) or 0.0) >= LARGE - _SLACK
                yield _Read(one, _against(colour, behind), ON_GREY if not opaque else LEAST if large else READABLE, opaque)


def _strength(one: Seen, canvas: Canvas) -> float | None:
    """How opaque a text is that is there to be read."""
    size = text_size(one, canvas)
    colour = ink(one)
    return colour.a if size is not None and size >= TEXTURE - _SLACK and colour is not None else None


def _against(colour: Colour, behind: Plane) -> float:
    ground = light(behind).mean(axis=(0, 1))
    text = np.clip(np.array([colour.r, colour.g, colour.b], np.float32), 0, 1) * colour.a + ground * (1 - colour.a)
    return ratio(float(luminance(text)), float(luminance(ground)))


def ratio(one: float, two: float) -> float:
    """WCAG 2's contrast ratio of two relative luminances."""
    return (max(one, two) + 0.05) / (min(one, two) + 0.05)


def _behind(one: Seen, plane: Plane, scale: float) -> Plane | None:
    """The pixels of a small picture under a text's box; ``None`` outside of it."""
    assert isinstance(one.leaf, Glyphs)
    run = at(one.leaf.run, one.t)
    box = (Affine.scaling(scale) @ one.by).box(run.box.outset(0.0, -run.box.height / 4))
    height, width = plane.shape[:2]
    left, top = max(0, math.floor(box.x)), max(0, math.floor(box.y))
    right, bottom = min(width, math.ceil(box.right)), min(height, math.ceil(box.bottom))
    return plane[top:bottom, left:right] if right > left and bottom > top else None
