"""OpenEXR: half floats, premultiplied, scene-linear Rec. 709, in one part or in one for each layer.

The beauty is the plain R, G, B, A; a layer is ``name.R`` and so on, in one part and in many. The header (``header.py``) carries the
rate as a fraction, the timecode, the primaries, what the plate is, and the order of the layers. Data windows are the whole picture, which
some readers count on, unless they are to be cropped.

The file is put together here, by the specification, because a HUD's many layers are mostly empty, and ``scanlines.py``
compresses that ten times faster than the library does. The tests read it with the library, and with others.
"""

from __future__ import annotations

import importlib.util
import struct
import subprocess
import sys
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from pathlib import Path
from typing import Any

import numpy as np
from isal import igzip_lib, isal_zlib

from generator.colour.tags import LINEAR
from generator.deliver import pixels
from generator.deliver.files import Written, write_soon
from generator.deliver.naming import BELONGS
from generator.deliver.openexr.file import CODES, MAGIC, Channel, Opened, Part, opened, put_together
from generator.deliver.openexr.header import FINGERPRINT, FRAME, SPACE, said, text
from generator.deliver.openexr.pack import packed
from generator.deliver.sink import Format, Seen, Stamp, damaged, sequence
from generator.deliver.timecode import note_of_headers
from generator.values.compiled import kernel
from generator.values.picture import BEAUTY, Bounds, Picture, Plane

FIRST_PART = "rgba"
"""What the part of the beauty is called: the name under which readers know the plain channels."""
_DEFLATED = (CODES["zips"], CODES["zip"])
_BROKEN: Any = igzip_lib.IsalError  # what a stream that does not inflate raises
_DECODE = "import sys, OpenEXR; sys.exit(len(OpenEXR.File(sys.argv[1], num_threads=0).parts) != int(sys.argv[2]))"
LAYERS = "ministerio/layers"
_DOT: Bounds = (0, 0, 1, 1)  # a data window has a pixel at least


@dataclass(frozen=True, slots=True)
class _Layer:
    """A plane on its way into a file: linear, with the box outside of which it is empty."""

    name: str
    plane: Plane
    bounds: Bounds

    @property
    def channels(self) -> list[str]:
        """In the order red, green, blue, alpha."""
        return [f"{self.name}.{c}" if self.name else c for c in "RGBA"]

    def within(self, window: Bounds) -> _Layer:
        """What of it lies in a window, in the window's own pixels."""
        left, top, right, bottom = window
        if (left, top, right, bottom) == (0, 0, self.plane.shape[1], self.plane.shape[0]):
            return self
        x, y, x2, y2 = self.bounds
        bounds = (max(x - left, 0), max(y - top, 0), min(x2, right) - left, min(y2, bottom) - top)
        return _Layer(self.name, np.ascontiguousarray(self.plane[top:bottom, left:right]), bounds)


@kernel
def _extent(plane: Plane, bounds: Bounds) -> Bounds:
    """The smallest box within ``bounds`` outside of which every number is 0; empty where all are."""
    left, top, right, bottom = bounds
    x, y, x2, y2 = right, bottom, left, top
    for j in range(top, bottom):
        for i in range(left, right):
            p = plane[j, i]
            if p[0] != np.float32(0) or p[1] != np.float32(0) or p[2] != np.float32(0) or p[3] != np.float32(0):
                x, y, x2, y2 = min(x, i), min(y, j), max(x2, i + 1), j + 1
    return x, y, x2, y2


def _around(one: Bounds, two: Bounds) -> Bounds:
    return min(one[0], two[0]), min(one[1], two[1]), max(one[2], two[2]), max(one[3], two[3])


def _window(layers: list[_Layer], size: tuple[int, int], crop: bool) -> Bounds:
    """The pixels of the planes that a part holds."""
    if not crop:
        return (0, 0, *size)
    found = [box for box in (_extent(layer.plane, layer.bounds) for layer in layers) if box[0] < box[2]]
    return reduce(_around, found) if found else _DOT


def _part(name: str, layers: list[_Layer], picture: Picture, stamp: Stamp) -> Part:
    """A part of some layers; its window counts from the plate's own corner."""
    window = _window(layers, picture.size, stamp.exr.crop)
    seen = [layer.within(window) for layer in layers]
    names = [layer.channels for layer in seen]
    chunks = packed(stamp.exr.compression, names, [layer.plane for layer in seen], [layer.bounds for layer in seen])
    x, y = picture.margin
    channels = [Channel(each) for each in sorted(each for four in names for each in four)]
    return Part(name, channels, (window[0] - x, window[1] - y, window[2] - x, window[3] - y), stamp.exr.compression, chunks)


def save(path: Path, picture: Picture, frame: int, stamp: Stamp) -> Written:
    """Write one picture; raises :class:`WriteError`."""
    planes = {BEAUTY: picture.beauty, **picture.layers}
    layers = [_Layer(name, pixels.linear_light(p, picture.light == "linear"), picture.within(name)) for name, p in planes.items()]
    if stamp.exr.parts == "multi":
        parts = [_part(layer.name or FIRST_PART, [layer], picture, stamp) for layer in layers]
    else:
        parts = [_part(FIRST_PART, layers, picture, stamp)]
    return write_soon(path, put_together(parts, [*said(frame, stamp), text(LAYERS, ",".join(picture.layers))]))


def look(path: Path) -> Seen:
    """Unpack every chunk, which proves a checksum where it was deflated, and read the stamp; raises :class:`DamagedError`."""
    content = path.read_bytes()
    if not content.startswith(MAGIC):
        raise damaged(path, "is no OpenEXR file")
    try:
        parts = opened(content)
        whole = all(_whole(part, content) for part in parts) and _decodes(path, parts)
        says = parts[0].says
        (frame,) = struct.unpack("<i", says.get(FRAME, bytes(4)))
    except (struct.error, _BROKEN, IndexError, KeyError, ValueError, MemoryError) as fault:
        raise damaged(path, "is cut short or damaged") from fault
    if not whole:
        raise damaged(path, "is cut short or damaged")
    names = [part.says.get("name", b"").decode(errors="replace") for part in parts]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise damaged(path, f"has two parts called {twice}, which readers refuse")
    mark, space = (says.get(name, b"").decode(errors="replace") for name in (FINGERPRINT, SPACE))
    stored = next((name for name, code in CODES.items() if code == says["compression"][0]), "")
    belongs = tuple(says.get(f"ministerio/{name}", b"").decode(errors="replace") for name in BELONGS)
    return Seen(mark, str(frame), codec="exr", space=space, rate=_rate(says), layers=_layers(parts), compression=stored, belongs=belongs)


def _rate(says: dict[str, bytes]) -> str:
    """As manifests write it: ``24000/1001``, ``24``."""
    return str(Fraction(*struct.unpack("<iI", says["framesPerSecond"]))) if "framesPerSecond" in says else ""


def _layers(parts: list[Opened]) -> str:
    """In the order that the header gives, where that names those that there are; else as the alphabet has them."""
    there = sorted({name.rpartition(".")[0] for part in parts for name, _ in part.channels} - {""})
    ordered = parts[0].says.get(LAYERS, b"").decode(errors="replace").split(",")
    return ",".join(ordered if sorted(ordered) == there else there)


def _whole(part: Opened, content: bytes) -> bool:
    """Whether all chunks are there, and those that are deflated inflate to their size."""
    deflated = part.says["compression"][0] in _DEFLATED
    for data, size in part.chunks(content):
        if len(data) > size or (len(data) < size and deflated and len(isal_zlib.decompress(data)) != size):
            return False
    return True


def _decodes(path: Path, parts: list[Opened]) -> bool:
    """Whether the library can read what only it can; without it, that the chunks are there has to do.

    It decodes in a process of its own: of what is damaged it tells on stdout, and leaves the part out.
    """
    if parts[0].says["compression"][0] in (*_DEFLATED, CODES["none"]) or not importlib.util.find_spec("OpenEXR"):
        return True
    child = subprocess.run([sys.executable, "-c", _DECODE, str(path), str(len(parts))], capture_output=True, check=False)
    return child.returncode == 0


EXR = Format(
    "exr", ".exr", "OpenEXR sequence, half float, all layers", "premultiplied", LINEAR.interop, sequence(".exr", save), look, 1.0,
    layered=True, says=lambda stamp: {"parts": stamp.exr.parts, "compression": stamp.exr.compression},
    scene=True, overscan=True, notes=note_of_headers,
)  # fmt: skip
