"""ICC profiles of displays, for formats that say their colour in no other way (TIFF, WebP).

ICC.1:2010 (version 4.3): three primaries and a curve. Primaries are told under the D50 of the standard's connection space, to which the
display's white is adapted by Bradford's matrix. The date is fixed, so that the same colour is the same bytes.
"""

from __future__ import annotations

import struct
from functools import cache

import numpy as np

from generator.colour.tags import SRGB, Chromaticities, Tags

_D50 = (0.9642, 1.0, 0.8249)
_BRADFORD = np.array(((0.8951, 0.2664, -0.1614), (-0.7502, 1.7135, 0.0367), (0.0389, -0.0685, 1.0296)))
_SRGB_CURVE = (3, (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045))  # a kind of the standard, and its parameters
_RED_GREEN_BLUE = "rgb"


@cache
def profile(tags: Tags) -> bytes:
    """The profile of a display; empty where primaries and curve do not tell it (PQ, HLG, what a config made up)."""
    if tags.transfer == SRGB.transfer:
        curve = _curve(*_SRGB_CURVE)
    elif tags.gamma:
        curve = _curve(0, (tags.gamma,))
    else:
        return b""
    if tags.chromaticities is None:
        return b""
    adapting, primaries = _adapted(tags.chromaticities)
    parts = {
        b"desc": _words(tags.interop),
        b"cprt": _words("No copyright, use freely"),
        b"wtpt": b"XYZ \0\0\0\0" + _fixed(*_D50),
        b"chad": b"sf32\0\0\0\0" + _fixed(*adapting.ravel()),
        **{f"{c}XYZ".encode(): b"XYZ \0\0\0\0" + _fixed(*primaries[:, i]) for i, c in enumerate(_RED_GREEN_BLUE)},
        **{f"{c}TRC".encode(): curve for c in _RED_GREEN_BLUE},
    }
    return _file(parts)


def _adapted(colours: Chromaticities) -> tuple[np.ndarray, np.ndarray]:
    """From the display's white to D50; and its primaries there, a column each."""
    points = np.array(colours, np.float64).reshape(4, 2).T
    xyz = np.vstack((points[0], points[1], 1 - points.sum(axis=0))) / points[1, 3]
    white = xyz[:, 3]
    primaries = xyz[:, :3] * np.linalg.solve(xyz[:, :3], white)
    cones = np.diag((_BRADFORD @ np.array(_D50)) / (_BRADFORD @ white))
    adapting = np.linalg.solve(_BRADFORD, cones @ _BRADFORD)
    return adapting, adapting @ primaries


def _fixed(*numbers: float) -> bytes:
    """Numbers of 16 bits before the point and 16 after."""
    return struct.pack(f">{len(numbers)}i", *(round(65_536 * number) for number in numbers))


def _curve(kind: int, parameters: tuple[float, ...]) -> bytes:
    return b"para\0\0\0\0" + struct.pack(">HH", kind, 0) + _fixed(*parameters)


def _words(text: str) -> bytes:
    coded = text.encode("utf-16-be")
    return b"mluc\0\0\0\0" + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(coded), 28) + coded


def _file(parts: dict[bytes, bytes]) -> bytes:
    """Header, table, and each content once, on boundaries of four bytes."""
    places: dict[bytes, int] = {}
    at, body = 128 + 4 + 12 * len(parts), b""
    for content in parts.values():
        if content not in places:
            places[content] = at + len(body)
            body += content + bytes(-len(content) % 4)
    table = b"".join(struct.pack(">4sII", name, places[content], len(content)) for name, content in parts.items())
    header = struct.pack(">I4sI4s4s4s6H4s", at + len(body), b"", 0x04300000, b"mntr", b"RGB ", b"XYZ ", 2000, 1, 1, 0, 0, 0, b"acsp")
    illuminant = bytes(24) + struct.pack(">I", 1) + _fixed(*_D50)  # no platform, flags or device; relative colorimetric
    return (header + illuminant).ljust(128, b"\0") + struct.pack(">I", len(parts)) + table + body
