"""What painting alone costs: ``python bench/paint.py TEMPLATES_DIR TEMPLATE [--canvas hd] [--frames 60] [--layers] [--blend srgb]``.

Samples and paints frames of a template in this process, writes nothing, and prints one JSON line: the least and the median of processor
milliseconds a frame for sampling and for painting (the least is what an idle machine takes), and the peak memory of the process.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import time
from pathlib import Path

from generator.documents.canvas import parse_canvas
from generator.documents.compose import Request, compose
from generator.documents.parse import parse
from generator.elements.build import Port, build
from generator.paint.painter import Painter
from generator.scene.sample import Sampler
from generator.scene.scene import Scene
from generator.shelf.shelf import Shelf
from generator.typography.fonts import FontBook
from generator.values.picture import Light
from generator.values.rate import Rate

RATE = Rate.parse(24)


def scene(shelf: Shelf, name: str, canvas: str, light: Light) -> Scene:
    """A template with its defaults."""
    template = shelf.template(name)
    manifest = template.manifest
    language = manifest.languages[0]
    size = parse_canvas(canvas)
    wanted = Request(manifest.values({}, language), manifest.looks[0], language, size, RATE)
    made = compose(template, wanted, clock=time.monotonic)
    document = parse(made.text, made.file, tracks=made.tracks, base=made.base)
    port = Port(FontBook(shelf.fonts()), shelf.images(template), RATE, light, language, studio=shelf.studio)
    return build(document, port, size.width, size.height)


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser()
    parser.add_argument("templates", type=Path)
    parser.add_argument("template")
    parser.add_argument("--canvas", default="hd")
    parser.add_argument("--frames", type=int, default=60)
    parser.add_argument("--layers", action="store_true")
    parser.add_argument("--blend", choices=("linear", "srgb"), default="linear")
    given = parser.parse_args()
    found = scene(Shelf([given.templates]), given.template, given.canvas, given.blend)
    sampler, painter = Sampler(found), Painter(found, given.layers)
    times: list[tuple[float, float]] = []
    for n in range(given.frames):
        start = time.process_time()
        frame = sampler.frame(RATE.seconds(n))
        sampled = time.process_time()
        painter.paint(frame)
        times.append((1e3 * (sampled - start), 1e3 * (time.process_time() - sampled)))
    sampling, painting = zip(*times[3:], strict=True)
    print(
        json.dumps(
            {
                "sample": [round(min(sampling), 1), round(statistics.median(sampling), 1)],
                "paint": [round(min(painting), 1), round(statistics.median(painting), 1)],
                "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            }
        )
    )


if __name__ == "__main__":
    main()
