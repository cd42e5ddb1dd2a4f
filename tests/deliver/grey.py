"""A small HUD of hard cases, movies of it, and what a comp over 18 % grey makes of them. Plain numpy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray
from pictures import decoded, encoded, stamp

from generator.deliver.formats import FORMATS
from generator.values.picture import Picture

FIRST, SIZE, GREY = 1001, (320, 180), 0.18
Planes = list[NDArray[np.float64]]


def hud(frame: int = FIRST) -> Picture:
    """A soft-edged panel, thin rings in saturated colours that cross it and move, and hatching: nothing that adds light, nothing over 1."""
    width, height = SIZE
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    plane = np.zeros((height, width, 4), np.float32)

    def lay(colour: tuple[float, float, float], alpha: NDArray[Any]) -> None:
        plane[:] = np.array((*colour, 1), np.float32) * alpha[..., None] + plane * (1 - alpha[..., None])

    lay((0.02, 0.05, 0.08), 0.55 * np.clip(np.minimum.reduce([x - 20, 200 - x, y - 20, 120 - y]) / 1.5, 0, 1))
    for k in range(6):
        away = np.abs(np.hypot(x - 150 - frame % 12, y - 90) - 20 - 8 * k)
        lay(((1, 0.25, 0.05), (0.05, 0.8, 1), (1, 1, 1))[k % 3], np.clip(1.2 - away, 0, 1) * 0.9)
    lay((0.9, 0.9, 0.85), np.clip(1 - np.abs((x + 2 * y) % 17 - 8) / 1.5, 0, 1) * ((x > 220) & (y < 90)))
    return Picture(plane, {}, "linear")


def movie(kind: str, folder: Path, chunks: tuple[int, ...] = (12, 2), **more: object) -> Path:
    """A joined movie of so many frames in so many chunks."""
    form, mark = FORMATS[kind], stamp(*SIZE, **more)
    parts, frame = [], FIRST
    for i, count in enumerate(chunks):
        parts.append(folder / f"{kind}.{i}.part{form.suffix}")
        with form.open(parts[-1], mark) as sink:
            for _ in range(count):
                sink.write(hud(frame), frame)
                frame += 1
    assert form.join is not None
    return form.join(parts, folder / f"{kind}{form.suffix}", mark, None).path


def frames(path: Path, decoder: str = "") -> list[Any]:
    """Every frame of a movie, by FFmpeg's choice of decoder or another."""
    with av.open(str(path)) as file:
        if not decoder:
            return list(file.decode(video=0))
        context: Any = av.CodecContext.create(decoder, "r")
        found = [frame for packet in file.demux(video=0) if packet.size for frame in context.decode(packet)]
        return found + list(context.decode(None))


def straight_of(frame: Any) -> NDArray[np.float64]:
    """Red, green, blue and alpha, 0..1, of a frame as it was decoded: the formulas of BT.709, not the library's."""
    depth = frame.format.components[0].bits
    kind = np.uint8 if depth == 8 else np.uint16
    planes = [np.frombuffer(p, kind).reshape(p.height, -1)[:, : p.width].astype(np.float64) for p in frame.planes]
    if frame.format.name.startswith("gbrap"):
        green, blue, red, alpha = (plane / (2**depth - 1) for plane in planes)
        return np.stack([red, green, blue, alpha], axis=2)
    scale = 2.0 ** (depth - 8)
    luma, u, v = (plane / scale for plane in planes[:3])
    if u.shape != luma.shape:
        u, v = (np.repeat(np.repeat(plane, 2, 0), 2, 1) for plane in (u, v))
    luma, u, v = (luma - 16) / 219, (u - 128) / 224, (v - 128) / 224
    red, blue = luma + 1.5748 * v, luma + 1.8556 * u
    return np.stack([red, (luma - 0.2126 * red - 0.0722 * blue) / 0.7152, blue, planes[3] / (2**depth - 1)], axis=2)


def error(found: NDArray[np.float64], premultiplied: bool = False) -> NDArray[np.float64]:
    """How far each component of a comp over grey is from the float one, in 255ths of what a screen is sent."""
    alpha = found[..., 3:]
    colour = found[..., :3]
    if premultiplied:
        colour = np.divide(colour, alpha, out=np.zeros_like(colour), where=alpha > 0)
    comp = decoded(np.clip(colour, 0, 1)) * alpha + GREY * (1 - alpha)
    plane = hud().beauty.astype(np.float64)
    return 255 * np.abs(encoded(comp) - encoded(plane[..., :3] + GREY * (1 - plane[..., 3:])))
