"""Whether memory stays flat: ``python -m bench.memory TEMPLATES_DIR TEMPLATE [--canvas 480x270] [--frames 2000] [--to png]``.

Samples, paints and writes frames in this process, round after round of the template's duration, and prints its resident memory every 200
frames; files go to a folder that is removed. Exit code 1 where the second half of the run grew by more than ``--most`` megabytes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from bench.paint import RATE, scene
from generator.deliver.formats import FORMATS
from generator.deliver.sink import Stamp
from generator.paint.painter import Painter
from generator.plan.tasks import CHUNK
from generator.scene.sample import Sampler
from generator.shelf.shelf import Shelf

EVERY = 200


def resident() -> float:
    """Megabytes of this process."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser()
    parser.add_argument("templates", type=Path)
    parser.add_argument("template")
    parser.add_argument("--canvas", default="480x270")
    parser.add_argument("--frames", type=int, default=2000)
    parser.add_argument("--to", choices=sorted(FORMATS), default="png")
    parser.add_argument("--blend", choices=("linear", "srgb"), default="linear")
    parser.add_argument("--most", type=float, default=8.0)
    given = parser.parse_args()
    form = FORMATS[given.to]
    found = scene(Shelf([given.templates]), given.template, given.canvas, given.blend)
    sampler, painter = Sampler(found), Painter(found, form.layered)
    stamp = Stamp("memory", "0" * 64, found.width, found.height, RATE, f"1-{given.frames}")
    seen: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for first in range(0, given.frames, CHUNK):
            target = Path(folder) / f"chunk{form.suffix}" if form.movie else Path(folder)
            with form.open(target, stamp) as sink:
                for n in range(first, min(first + CHUNK, given.frames)):
                    sink.write(painter.paint(sampler.frame(RATE.seconds(n % 240))), n)
                    if (n + 1) % EVERY == 0:
                        seen.append(resident())
                        sys.stdout.write(f"{n + 1:6} frames {seen[-1]:8.1f} MB\n")
            for path in Path(folder).iterdir():
                path.unlink()
    grown = seen[-1] - seen[len(seen) // 2]
    sys.stdout.write(f"the second half grew by {grown:.1f} MB\n")
    sys.exit(grown > given.most)


if __name__ == "__main__":
    main()
