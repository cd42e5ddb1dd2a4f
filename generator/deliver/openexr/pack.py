"""Planes to the chunks of one part. ``zips`` and ``none`` are our own; the others are the library's, which is loaded only for them."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generator.deliver.openexr.file import opened
from generator.deliver.openexr.scanlines import compressed
from generator.values.picture import Bounds, Plane

OURS = frozenset(("zips", "none"))
_NUMBERS = {"zip": "ZIP_COMPRESSION", "piz": "PIZ_COMPRESSION", "dwaa": "DWAA_COMPRESSION"}
_LARGEST = 65504.0  # of finite halves


def lack(compression: str) -> str | None:
    """What this machine lacks to write so, as a sentence; ``None`` where it can."""
    if compression in OURS or importlib.util.find_spec("OpenEXR"):
        return None
    return f"{compression} needs the library OpenEXR: pip install 'ministerio[openexr]'"


def packed(compression: str, names: Sequence[Sequence[str]], planes: Sequence[Plane], bounds: Sequence[Bounds]) -> list[bytes]:
    """The chunks of a part; ``names[i]`` are those of plane i's channels: red, green, blue, alpha. Outside of ``bounds[i]`` it is empty."""
    if compression not in OURS:
        return list(_borrowed(compression, names, planes))
    place = {name: i for i, name in enumerate(sorted(name for four in names for name in four))}
    places = [[place[name] for name in four] for four in names]
    return list(compressed(planes, places, bounds, squeeze=compression == "zips"))


def _borrowed(compression: str, names: Sequence[Sequence[str]], planes: Sequence[Plane]) -> Iterator[bytes]:
    """Have the library write a file with nothing but the pixels, and take its chunks."""
    import OpenEXR

    channels = {name: halves(plane[..., i]) for four, plane in zip(names, planes, strict=True) for i, name in enumerate(four)}
    header: dict[str, Any] = {"compression": getattr(OpenEXR, _NUMBERS[compression]), "type": OpenEXR.scanlineimage}
    file = BytesIO()
    with OpenEXR.File(header, channels, num_threads=0) as made:
        made.write(file)
    content = file.getvalue()
    (part,) = opened(content)
    yield from (data for data, _ in part.chunks(content))


def halves(samples: NDArray[np.float32]) -> NDArray[np.float16]:
    """As our own writer rounds them: clamped to what is finite, not-a-number is 0. In one piece, as the library wants channels."""
    return np.clip(np.nan_to_num(samples), -_LARGEST, _LARGEST).astype(np.float16, order="C")
