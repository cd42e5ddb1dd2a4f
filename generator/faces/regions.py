"""Where on the neutral head things grow and lie: functions of neutral places (n, 3), 0 outside to 1 well inside."""

from __future__ import annotations

import numpy as np

from generator.faces.arrays import Floats
from generator.faces.hull import AXIS

EDGE = 0.07
_LINES = {
    "full": ((0, 25, 45, 57, 65, 73, 84, 92, 112, 125, 145, 180), (8.13, 8.15, 8.07, 7.93, 7.62, 7.25, 7.3, 7.58, 7.55, 7.12, 6.86, 6.82)),
    "high": (
        (0, 15, 30, 45, 60, 67, 75, 85, 92, 112, 125, 145, 180),
        (8.2, 8.25, 8.34, 8.3, 8.0, 7.62, 7.3, 7.35, 7.58, 7.55, 7.12, 6.86, 6.82),
    ),
    "receding": (
        (0, 12, 24, 40, 58, 68, 76, 85, 92, 112, 125, 145, 180),
        (8.33, 8.38, 8.47, 8.47, 8.25, 7.75, 7.3, 7.35, 7.58, 7.55, 7.12, 6.86, 6.82),
    ),
    "crown": ((0, 56, 66, 78, 92, 112, 125, 145, 180), (9.0, 9.0, 7.5, 7.35, 7.58, 7.55, 7.12, 6.86, 6.82)),
}  # fmt: skip
"""Hairlines: degrees from the front and the heights there."""


def scalp(rest: Floats, line: str) -> Floats:
    """Where hair grows."""
    angle = np.degrees(abs(np.arctan2(rest[:, 0], rest[:, 2] - AXIS)))
    inside = beyond(rest, line, 0.13)
    if line == "crown":
        inside = inside * _ramp(8.02 + 0.1 * (angle > 130) - rest[:, 1], 0.3)
    return inside * (1 - ears(rest))


def beyond(rest: Floats, line: str, far: float) -> Floats:
    """0 at a hairline to 1 so far above it: hair begins short there."""
    angle = np.degrees(abs(np.arctan2(rest[:, 0], rest[:, 2] - AXIS)))
    return _ramp(rest[:, 1] - np.interp(angle, *_LINES[line]), far)


def ears(rest: Floats) -> Floats:
    """1 on the ears."""
    made = (abs(rest[:, 0]) > 0.665) & (rest[:, 1] < 7.58) & (rest[:, 1] > 6.85) & (rest[:, 2] > -0.05) & (rest[:, 2] < 0.75)
    return made.astype(np.float32)


def _ramp(value: Floats, width: float = EDGE) -> Floats:
    made: Floats = np.clip(value / width, 0, 1)
    return made


def moustache(rest: Floats) -> Floats:
    """Between nose and upper lip, a little beyond the corners of the mouth."""
    x, y, z = abs(rest[:, 0]), rest[:, 1], rest[:, 2]
    return _ramp(7.035 - 0.45 * x - y, 0.04) * _ramp(y - (6.925 - 0.55 * np.maximum(0, x - 0.1)), 0.03) * _ramp(0.3 - x, 0.06) * (z > 1.1)


def chin(rest: Floats) -> Floats:
    """Chin and the sides of the mouth: a goatee."""
    x, y, z = abs(rest[:, 0]), rest[:, 1], rest[:, 2]
    inside = _ramp(0.3 - x, 0.06) * _ramp(6.96 - y, 0.05) * _ramp(y - 6.28, 0.1) * (z > 0.85)
    return inside * _off_lips(rest)


def jaw(rest: Floats) -> Floats:
    """Cheeks, jaw and chin up to the sideburns."""
    x, y, z = abs(rest[:, 0]), rest[:, 1], rest[:, 2]
    line = np.interp(z, (0.55, 0.75, 0.95, 1.15, 1.3), (7.4, 7.18, 6.86, 6.8, 6.86))
    low = np.interp(z, (0.3, 0.6, 1.0), (6.72, 6.45, 6.22))
    inside = _ramp(line - y, 0.1) * _ramp(y - low, 0.14) * _ramp(z - 0.5, 0.08)
    return inside * _off_lips(rest) * (1 - ears(rest)) * _ramp(np.hypot(x / 1.5, y - 7.02) - 0.1, 0.04)


def _off_lips(rest: Floats) -> Floats:
    return _ramp(np.hypot(rest[:, 0] / 0.255, (rest[:, 1] - 6.835) / 0.115) - 1, 0.25)


def brow_line(rest: Floats) -> Floats:
    """The height of the eyebrows' middle beside each place: rising to the peak over the outer edge of the iris, then falling."""
    u = np.clip((abs(rest[:, 0]) - 0.11) / 0.4, 0, 1)
    made: Floats = 7.612 + 0.08 * np.interp(u, (0, 0.3, 0.62, 0.82, 1), (0.05, 0.55, 1.0, 0.72, 0.1)) - 0.02 * u
    return made


def brow(rest: Floats, fullness: float) -> Floats:
    """Both eyebrows: an arch over each eye, soft at the inner end, tapering outwards."""
    x, y = abs(rest[:, 0]), rest[:, 1]
    u = np.clip((x - 0.11) / 0.4, 0, 1)
    half = (0.02 + 0.028 * fullness) * np.interp(u, (0, 0.15, 0.55, 1), (0.75, 1, 0.85, 0.25))
    return _ramp(half - abs(y - brow_line(rest)), 0.02) * _ramp(x - 0.09, 0.08) * _ramp(0.5 - x, 0.08) * (rest[:, 2] > 0.85)
