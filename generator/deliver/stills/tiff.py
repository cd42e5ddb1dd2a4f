"""TIFF, 16 bits: straight alpha, or premultiplied as asked, sRGB-encoded, the beauty alone. For paint systems and print.

The file's structure is tifffile's; strips are compressed here (deflate, each pixel less the one before it: TIFF's predictor 2), with ISA-L
at its first level. Readers are told by ``ExtraSamples`` which alpha it is, 2 unassociated, 1 associated, and by an ICC profile what the
codes are.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from isal import isal_zlib
from numpy.typing import NDArray

from generator.deliver import components
from generator.deliver.files import Written, write_soon
from generator.deliver.icc import profile
from generator.deliver.sink import Format, Seen, Stamp, damaged, mark, marked, sequence
from generator.values.picture import Picture

_ROWS = 64  # of a strip
_EXTRA = {"straight": "unassalpha", "premultiplied": "assocalpha"}


def codes_of(picture: Picture, stamp: Stamp) -> NDArray[np.uint16]:
    """``(height, width, 4)`` codes."""
    return components.interleaved(picture.beauty, picture.light == "linear", stamp.alpha, (0, 0, 0), np.uint16)


def strips(codes: NDArray[np.uint16]) -> Iterator[bytes]:
    """Rows, each pixel less its neighbour on the left, compressed."""
    for top in range(0, len(codes), _ROWS):
        rows = codes[top : top + _ROWS]
        less = rows.copy()
        less[:, 1:] -= rows[:, :-1]
        yield isal_zlib.compress(less, 1)


def save(path: Path, picture: Picture, frame: int, stamp: Stamp) -> Written:
    """Write one picture; raises :class:`WriteError`."""
    import tifffile  # half a second, for those who ask for TIFF

    codes, file = codes_of(picture, stamp), io.BytesIO()
    words = [stamp.plate, mark(stamp, str(frame)), *filter(None, (stamp.owner, stamp.comments))]
    tifffile.imwrite(
        file, strips(codes), shape=codes.shape, dtype="<u2", byteorder="<", photometric="rgb", extrasamples=[_EXTRA[stamp.alpha]],
        compression="adobe_deflate", predictor=2, rowsperstrip=_ROWS, software=stamp.program, metadata=None,
        iccprofile=profile(stamp.colour.screen) or None,
        description="\n".join(words).encode("ascii", "replace").decode(),
    )  # fmt: skip
    return write_soon(path, file.getvalue())


def look(path: Path) -> Seen:
    """Decompress every strip and read what the file says of itself; raises :class:`DamagedError`."""
    import tifffile

    try:
        with tifffile.TiffFile(path) as file:
            page: Any = file.pages[0]
            words, extra = str(page.description), tuple(int(sample) for sample in page.extrasamples)
            places = list(zip(page.dataoffsets, page.databytecounts, strict=True))
        content = path.read_bytes()
        size = sum(len(zlib.decompress(content[start : start + count])) for start, count in places)
        height, width, planes = page.shape
    except (tifffile.TiffFileError, zlib.error, ValueError, IndexError, KeyError, TypeError, RuntimeError) as fault:
        raise damaged(path, "cannot be read as TIFF") from fault
    if size != height * width * planes * 2:
        raise damaged(path, "is cut short")
    fingerprint, frame = next(filter(any, map(marked, words.splitlines())), ("", ""))
    alpha = {1: "premultiplied", 2: "straight"}.get(extra[0] if extra else 0, "none")
    return Seen(fingerprint, frame, codec="tiff", alpha=alpha)


TIFF = Format(
    "tiff", ".tif", "16-bit TIFF sequence", "straight", "sRGB", sequence(".tif", save), look, 1.6, alpha_on_request=True
)  # fmt: skip
