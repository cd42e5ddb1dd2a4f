"""Something to paint that needs no template: a bar that moves a pixel a frame, with a layer of light. It pickles."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from generator.deliver.manifest import Layer
from generator.deliver.naming import Plate
from generator.deliver.sink import Stamp
from generator.plan.fingerprint import fingerprint
from generator.plan.job import Job, Paint
from generator.problems import DocumentError, Origin
from generator.values.frames import FrameRange
from generator.values.picture import Picture
from generator.values.rate import Rate

WIDTH, HEIGHT = 36, 20


def picture(frame: int, value: float = 0.5) -> Picture:
    base = np.zeros((HEIGHT, WIDTH, 4), np.float32)
    x = frame % (WIDTH - 4)
    base[4:12, x : x + 4] = (value, value / 2, 0.1, 1.0)
    glow = np.zeros_like(base)
    glow[2:14, max(0, x - 2) : x + 6, :3] = 0.05
    return Picture(base + glow, {"base": base, "glow": glow}, "linear")


@dataclass(frozen=True)
class Bars:
    """``dies`` kills the process at a frame, as often as there are tokens in a folder; ``breaks`` raises there; ``slow`` waits.
    ``opened`` is a folder in which every process that opens it leaves its number."""

    value: float = 0.5
    dies: int = 0
    tokens: Path | None = None
    breaks: int = 0
    slow: float = 0.0
    opened: Path | None = None
    painted: list[int] = field(default_factory=list, compare=False, repr=False)

    @property
    def key(self) -> str:
        return repr(self)

    def open(self) -> Paint:
        if self.opened is not None:
            (self.opened / str(os.getpid())).touch()
        return self.paint

    def warm(self) -> None:
        return None

    def rest(self) -> None:
        return None

    def paint(self, frame: int) -> Picture:
        self.painted.append(frame)
        time.sleep(self.slow)
        if frame == self.dies and self.tokens is not None:
            for token in sorted(self.tokens.iterdir()):
                token.unlink()
                os.kill(os.getpid(), signal.SIGKILL)
        if frame == self.breaks:
            raise DocumentError("it broke", Origin("bars.svg", 7))
        return picture(frame, self.value)


def job(out: Path, frames: str = "1001-1030", formats: str = "exr,png", source: Bars | None = None, rate: str = "24", **stamp: str) -> Job:
    source = source or Bars()
    facts = {"value": str(source.value), "rate": rate, **stamp}
    mark = fingerprint(facts)
    name = "sp_000_000_bars_v001"
    return Job(
        source=source,
        plate=Plate(name, out / name),
        stamp=Stamp(name, mark, WIDTH, HEIGHT, Rate.parse(rate), frames=str(FrameRange.parse(frames)), **stamp),
        facts=facts,
        frames=FrameRange.parse(frames),
        formats=tuple(formats.split(",")),
        layers=(Layer("base"), Layer("glow", "plus")),
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
