"""What the heroes cost: ``python bench/heroes.py [NAME...]``.

Each hero is rendered by whole commands, 96 frames around its judgement on two workers, to EXR with all layers, ProRes 4444 and H.264; then
a line in JSON for each: frames a second with start-up, and without it (from a second run of half the frames), processor seconds, peak
memory of the largest process. ``kept`` is the share of the frame's drawn nodes that are the same object as in the frame before, which is
what painting takes from memory instead of drawing; ``still`` is the share of pixels that do not change from a frame to the next.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from speed import run

from generator.brief import Brief
from generator.paint.painter import Painter
from generator.render import Places
from generator.render.plate import BriefSource
from generator.scene.nodes import Group, Node
from generator.scene.sample import Sampler

FRAMES = 96
HEROES = {"score_hud": ("hd", 1061), "dishonest_caller": ("phone", 1140), "shaming_billboard": ("hd", 1021)}
FORMATS = {"exr": "all", "prores4444": "beauty", "h264": "beauty"}
COMMAND = Path(sys.executable).parent / "ministerio"


def leaves(node: Node) -> Iterator[Node]:
    """What is drawn, below a node."""
    if isinstance(node, Group):
        for child in node.children:
            yield from leaves(child)
    else:
        yield node


def standing(name: str) -> dict[str, float]:
    """How much of a hero stands still: medians over 24 frames."""
    canvas, first = HEROES[name]
    places = Places()
    source = BriefSource(Brief.of(places.shelf().manifest(name), {"template": name, "canvas": canvas}), places)
    scene = source.asset.scene()
    sampler, painter = Sampler(scene), Painter(scene)
    kept: list[float] = []
    still: list[float] = []
    before: set[int] = set()
    held: list[object] = []
    picture: np.ndarray | None = None
    for frame in range(first - 1001, first - 1001 + 24):
        sampled = sampler.frame(source.brief.rate.seconds(frame))
        drawn = list(leaves(sampled.root))
        now = painter.paint(sampled).beauty.copy()
        if picture is not None:
            kept.append(sum(id(node) in before for node in drawn) / len(drawn))
            still.append(float((now == picture).all(axis=-1).mean()))
        before, picture = {id(node) for node in drawn}, now
        held.append(sampled)  # while they live, an address is one object's
    return {"kept": round(statistics.median(kept), 3), "still": round(statistics.median(still), 3)}


def cost(name: str, form: str) -> dict[str, float]:
    """What whole commands take: of all frames, of half of them, and in a third run how much memory."""
    canvas, first = HEROES[name]
    with tempfile.TemporaryDirectory() as out:
        found = []
        for frames, memory in ((FRAMES, False), (FRAMES // 2, False), (FRAMES // 2, True)):
            shutil.rmtree(out, ignore_errors=True)
            words = f"--canvas {canvas} --frames {first}-{first + frames - 1} --to {form} --layers {FORMATS[form]} --jobs 2 --out {out}"
            found.append(run(f"{COMMAND} render {name} {words}", memory))
    whole, half, held = found
    return {
        "fps": round(FRAMES / whole["wall"], 2),
        "steady_fps": round((FRAMES - FRAMES // 2) / max(whole["wall"] - half["wall"], 1e-3), 2),
        "cpu": round(whole["cpu"], 2),
        "largest_mb": round(held["largest_mb"]),
    }


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME")
    for name in parser.parse_args().names or HEROES:
        print(json.dumps({"name": name, **standing(name), **{form: cost(name, form) for form in FORMATS}}), flush=True)


if __name__ == "__main__":
    main()
