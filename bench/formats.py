"""What each format costs: ``python bench/formats.py [--canvas hd,uhd] [--frames 72] [--reps 3] [FORMAT ...]``.

For each canvas and format, processor milliseconds a frame of ``score_hud``, on one core:

* ``draw``: painting it for the first time, after the frames before it, as a command does: what stands still is there, what comes is not;
* ``deliver``: from float pixels to bytes on the disk (conversion, encoding, writing, having it made durable);
* ``floor``: what the library takes for encoding alone, on the same frames, already converted and in memory;

and of the whole command on ``--jobs`` workers: processor and wall milliseconds a frame, and how the latter compares with the larger of
drawing and delivering on one core, above 1.25 times of which it should not be. What the command takes to start is taken off: a frame is
what more frames cost over a chunk for each worker, and of those ``draw`` paints each. Medians. Prints one JSON line each.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import numpy as np
from isal import isal_zlib

sys.path.insert(0, str(Path(__file__).resolve().parent))
from speed import run

from generator.brief import Brief
from generator.cli.verbs.render import brief_of
from generator.deliver import pixels
from generator.deliver.files import settle
from generator.deliver.formats import FORMATS
from generator.deliver.light import Held
from generator.deliver.movies import dnxhr, ffv1, gif, h264, h265, prores, vp9, webp
from generator.deliver.movies.animation import Animated
from generator.deliver.movies.movie import Codec
from generator.deliver.sink import Stamp
from generator.deliver.stills import tiff
from generator.plan.tasks import CHUNK
from generator.render.film import Places
from generator.render.plate import BriefSource, job_of
from generator.values.picture import Picture

FIRST = 1060
CODECS: dict[str, Codec] = {
    "prores4444": prores.QUALITY, "prores4444 fast": prores.FAST, "prores422hq": prores.HQ, "dnxhr444": dnxhr.CODEC, "ffv1": ffv1.CODEC,
    "vp9": vp9.CODEC, "h264": h264.CODEC, "h265": h265.CODEC,
}  # fmt: skip
ANIMATED: dict[str, Animated] = {"gif": gif.CODER, "webp": webp.CODER}
KINDS = ("exr", "png", "png16", "tiff", "dpx", *CODECS, *ANIMATED)


def spent(work: Callable[[], object]) -> float:
    """Processor seconds of this process."""
    began = time.process_time()
    work()
    return time.process_time() - began


def copied(picture: Picture) -> Picture:
    """A picture whose planes outlive the painter's next frame."""
    planes = {name: plane.copy() for name, plane in picture.layers.items()}
    return replace(picture, beauty=picture.beauty.copy(), layers=planes)


def encode(codec: Codec, stamp: Stamp, pictures: list[Picture]) -> Callable[[], object]:
    """FFmpeg's encoder on frames that are filled already."""
    images = []
    for i, picture in enumerate(pictures):
        image: Any = av.VideoFrame(stamp.width, stamp.height, codec.pixels)
        codec.fill(image, picture, stamp)
        image.pts = i
        images.append(image)

    def work() -> None:
        context: Any = av.CodecContext.create(codec.encoder, "w")
        context.width, context.height, context.pix_fmt = stamp.width, stamp.height, codec.pixels
        context.time_base, context.framerate = 1 / stamp.rate.fraction, stamp.rate.fraction
        context.thread_count, context.options = 1, dict(codec.options)
        for image in images:
            context.encode(image)
        context.encode(None)

    return work


def floor(kind: str, stamp: Stamp, pictures: list[Picture]) -> Callable[[], object] | None:
    """The library's own work on frames that are converted already; ``None`` where no library does any."""
    if kind in CODECS:
        return encode(CODECS[kind], stamp, pictures)
    if kind in ANIMATED:
        form = ANIMATED[kind]
        seen = [form.pixels(picture, stamp) for picture in pictures]
        return lambda: [form.coded(part) for part in seen]
    if kind in {"png", "png16"}:
        rows = [(pixels.straight8 if kind == "png" else pixels.straight16)(p.beauty, p.light == "linear") for p in pictures]
        return lambda: [isal_zlib.compress(each, 1) for each in rows]
    if kind == "tiff":
        codes = [tiff.codes_of(picture, stamp) for picture in pictures]
        return lambda: [list(tiff.strips(each)) for each in codes]
    if kind == "exr":
        halves = [[plane.astype(np.float16) for plane in (p.beauty, *p.layers.values())] for p in pictures]
        return lambda: [isal_zlib.compress(plane, 1) for frame in halves for plane in frame]
    return None


def deliver(kind: str, stamp: Stamp, pictures: list[Picture], folder: Path) -> Callable[[], object]:
    form = FORMATS[kind.split(maxsplit=1)[0]]

    def work() -> None:
        with form.open(folder / f"chunk{form.suffix}" if form.movie else folder, stamp) as sink:
            for i, picture in enumerate(pictures):
                sink.write(Held(picture, stamp).by(form), FIRST + i)
        for path in () if form.movie else folder.glob(f"*{form.suffix}"):  # a movie is settled as soon as it is closed
            settle(path)

    return work


def measured(canvas: str, kind: str, options: argparse.Namespace, folder: Path) -> dict[str, object]:
    """One line."""
    name, _, quality = kind.partition(" ")
    frames = f"{FIRST}-{FIRST + options.frames - 1}"
    asked = {"template": "score_hud", "canvas": canvas, "formats": name, "quality": quality or None, "frames": frames}
    brief = brief_of(Places(), asked, {}, folder)
    source = BriefSource(brief, Places())
    stamp, paint = job_of(source, folder).stamp, source.open()
    timed = range(FIRST + options.jobs * CHUNK, FIRST + options.frames)  # as of the whole command
    kept = timed[:: max(1, len(timed) // options.kept)]
    pictures = [copied(paint(frame)) for frame in kept]
    works: dict[str, tuple[Callable[[], object] | None, int]] = {
        "deliver": (deliver(kind, stamp, pictures, folder / "out"), len(kept)),
        "floor": (floor(kind, stamp, pictures), len(kept)),
    }
    row = {"draw": round(1000 * statistics.median(drawn(brief, timed) for _ in range(options.reps)) / len(timed), 1)}
    for what, (work, count) in works.items():
        if work:
            work()  # what is compiled, is compiled now
            row[what] = round(1000 * statistics.median(spent(work) for _ in range(options.reps)) / count, 1)
    more = list(whole(canvas, kind, options, folder))
    row |= {what: round(statistics.median(each[what] for each in more), 1) for what in ("cpu", "wall")}
    return {"canvas": canvas, "format": kind, **row, "of_larger": round(row["wall"] / max(row["draw"], row["deliver"]), 2)}


def drawn(brief: Brief, frames: range) -> float:
    """Processor seconds to paint frames that nobody has painted yet, after those from the first one on."""
    paint = BriefSource(brief, Places()).film.paint
    for frame in range(FIRST, frames.start):
        paint(frame)
    return spent(lambda: [paint(frame) for frame in frames])


def whole(canvas: str, kind: str, options: argparse.Namespace, folder: Path) -> Iterator[dict[str, float]]:
    """Milliseconds a frame of the whole command."""
    name, _, quality = kind.partition(" ")
    more = f" --quality {quality}" if quality else ""
    for _ in range(options.reps):
        few, many = options.jobs * CHUNK, options.frames
        times = []
        for count in (few, many):
            command = f"ministerio render score_hud --canvas {canvas} --to {name}{more} --frames {FIRST}-{FIRST + count - 1}"
            times.append(run(f"{command} --jobs {options.jobs} --overwrite --out {folder / str(count)}"))
            shutil.rmtree(folder / str(count))
        yield {what: 1000 * (times[1][what] - times[0][what]) / (many - few) for what in ("cpu", "wall")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--canvas", default="hd,uhd")
    parser.add_argument("--frames", type=int, default=72)
    parser.add_argument("--kept", type=int, default=6, help="frames that are held in memory for what is timed apart")
    parser.add_argument("--reps", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("formats", nargs="*", metavar="FORMAT", default=list(KINDS))
    options = parser.parse_args()
    for canvas in options.canvas.split(","):
        for kind in options.formats or KINDS:
            with tempfile.TemporaryDirectory() as folder:
                print(json.dumps(measured(canvas, kind, options, Path(folder))), flush=True)


if __name__ == "__main__":
    main()
