"""The reference chart: its patches from its one file, rendered small, read by libraries that did not write it, and measured."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np
import OpenEXR
from numpy.typing import NDArray
from PIL import Image

from generator.brief import Brief
from generator.render import Places, render
from generator.shelf import Shelf

Array = NDArray[np.float64]
CANVAS = (480, 270)
SCALE = CANVAS[1] / 135


@dataclass(frozen=True)
class Patch:
    """Linear, straight, Rec. 709; the box is in pixels of :data:`CANVAS`."""

    name: str
    colour: Array
    alpha: float
    box: tuple[int, int, int, int]

    @property
    def lit(self) -> Array:
        """Premultiplied linear light and alpha."""
        return np.array([*(self.colour * self.alpha), self.alpha])

    @property
    def shown(self) -> Array:
        """Straight codes and alpha as stills hold them: light over 1.0 is divided by its largest component."""
        return np.array([*encoded(self.colour / max(1.0, float(self.colour.max()))), self.alpha])

    def seen(self, ground: Array) -> Array:
        """Codes over a ground of linear light."""
        over = self.colour * self.alpha + ground * (1 - self.alpha)
        return np.array([*encoded(over / max(1.0, float(over.max()))), 1.0])

    def of(self, image: Array) -> Array:
        """What an image has there: the middle of the patch, three pixels from its edges, where codecs and half-sized chroma reach."""
        x, y, x2, y2 = self.box
        part = image[y + 3 : y2 - 3, x + 3 : x2 - 3]
        return np.asarray(part.reshape(-1, part.shape[2]).mean(axis=0))


def encoded(light: Array) -> Array:
    v = np.clip(light, 0, 1)
    return np.where(v <= 0.0031308, v * 12.92, 1.055 * v ** (1 / 2.4) - 0.055)


def patches() -> list[Patch]:
    manifest = Shelf().template("chart").manifest
    found = []
    for one in manifest.values({}, "en")["patches"]:
        c = one["colour"]
        box = tuple(round(v * SCALE) for v in (one["x"], one["y"], one["x"] + one["width"], one["y"] + one["height"]))
        found.append(Patch(one["id"], np.array([c.r, c.g, c.b]) * one["light"], one["alpha"], box))  # type: ignore[arg-type]
    return found


def rendered(out: Path, **asked: Any) -> Path:
    """A plate of the chart; its folder."""
    manifest = Shelf().template("chart").manifest
    brief = Brief.of(manifest, {"template": "chart", "canvas": "x".join(map(str, CANVAS)), "language": "en", **asked})
    return render(brief, Places(), out, jobs=1, overwrite=True).folder


def exr(path: Path) -> tuple[dict[str, Any], Array]:
    """Header and beauty."""
    file = OpenEXR.File(str(path))
    return dict(file.header()), file.channels()["RGBA"].pixels.astype(np.float64)


def image(path: Path) -> Array:
    """The first picture of any file: red, green, blue and alpha as codes of 0..1, by OpenEXR, Pillow or FFmpeg."""
    if path.suffix == ".exr":
        return exr(path)[1]
    if path.suffix in {".webp", ".gif"}:
        with Image.open(path) as file:
            return np.asarray(file.convert("RGBA"), np.float64) / 255
    with av.open(str(path)) as movie:
        track = movie.streams.video[0]
        # FFmpeg's own decoder leaves VP9's alpha in its packet
        decoder: Any = av.CodecContext.create("libvpx-vp9", "r") if track.codec_context.name == "vp9" else track.codec_context
        frame = next(frame for packet in movie.demux(track) for frame in decoder.decode(packet))
        return _rgba(frame)


def _rgba(frame: Any) -> Array:
    """RGB as it is; Y'CbCr of BT.709 by its definition, each chroma sample for all the pixels that it stands for."""
    name = frame.format.name
    if "yuv" not in name:
        depth = "rgba64le" if frame.format.components[0].bits > 8 else "rgba"
        return np.asarray(frame.to_ndarray(format=depth), np.float64) / (65535 if depth == "rgba64le" else 255)
    bits = frame.format.components[0].bits
    planes = []
    for plane in frame.planes:
        kind = np.uint16 if bits > 8 else np.uint8
        samples = np.frombuffer(plane, kind).reshape(plane.height, -1)[:, : plane.width].astype(np.float64)
        planes.append(samples.repeat(frame.height // plane.height, 0).repeat(frame.width // plane.width, 1))
    unit = 2 ** (bits - 8)
    luma, blue, red = (planes[0] / unit - 16) / 219, (planes[1] / unit - 128) / 224, (planes[2] / unit - 128) / 224
    r, b = luma + 1.5748 * red, luma + 1.8556 * blue
    g = (luma - 0.2126 * r - 0.0722 * b) / 0.7152
    alpha = planes[3] / (2**bits - 1) if len(planes) > 3 else np.ones_like(luma)
    return np.stack([r, g, b, alpha], axis=2)
