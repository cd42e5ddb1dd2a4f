"""How fast portraits are: ``python -m bench.faces``. Processor milliseconds on one core, medians, kernels compiled before.

``figure``: a citizen never seen before; ``still``: their portrait of 1024 pixels after that; the others are one frame of a head that
turns, 500 pixels high, in a head-up display of 1920 x 1080: sampling (the head is rendered there) and painting.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from generator.documents.element import Document
from generator.documents.parse import parse
from generator.elements.build import Port, build
from generator.faces import Studio, portrait_of
from generator.faces.figure import figure_of
from generator.faces.styles import Sitting, raster
from generator.paint.painter import Painter
from generator.scene.nodes import Raster
from generator.scene.sample import Sampler
from generator.typography.fonts import FontBook

HEADS = Path(__file__).resolve().parents[1] / "generator/faces/heads.npz"

STYLES = ("halftone", "scan", "points", "wire", "dither", "identikit", "plain", "evidence")
DOCUMENT = """\
<svg xmlns="http://www.w3.org/2000/svg" xmlns:ui="https://ministerio.example/ui" width="1920" height="1080">
  <ui:portrait x="700" y="300" width="500" height="500" citizen="{citizen}" style="{style}">
    <animate attributeName="yaw" values="-30;30" dur="4s"/>
  </ui:portrait>
</svg>"""


class _NoImages:
    """No example refers to a picture."""

    def raster(self, href: str, base: str) -> Raster:
        raise NotImplementedError(href)

    def document(self, href: str, base: str) -> Document:
        raise NotImplementedError(href)

    def is_vector(self, href: str, base: str) -> bool:
        raise NotImplementedError(href)


def median(work: Callable[[int], object], reps: int) -> float:
    """Of ``work(1)``, ``work(2)`` ...; ``work(0)`` warms up."""
    work(0)
    found = []
    for n in range(1, reps + 1):
        start = time.process_time()
        work(n)
        found.append((time.process_time() - start) * 1000)
    return statistics.median(found)


def main(reps: int = 9) -> None:
    studio = Studio(HEADS.read_bytes)
    figure = median(lambda n: figure_of(studio.heads, portrait_of(100 + n)), reps)
    for n in range(100, 100 + reps):
        studio.figure(portrait_of(n))
    still = median(lambda n: raster(studio, portrait_of(100 + n % reps), Sitting("plain", side=1024), (1, 1, 1)), reps - 1)
    print(f"figure {figure:6.0f}\nstill  {still:6.0f}\nboth   {figure + still:6.0f}")
    for style in STYLES:
        print(f"{style:10}{turning(studio, style, reps):6.0f}", flush=True)


def turning(studio: Studio, style: str, reps: int) -> float:
    """One frame of a head that turns."""
    scene = build(parse(DOCUMENT.format(citizen=113, style=style), "bench.svg"), Port(FontBook([]), _NoImages(), studio=studio))
    sampler, painter = Sampler(scene), Painter(scene)
    return median(lambda n: painter.paint(sampler.frame(n / 24)), reps)


if __name__ == "__main__":
    main()
