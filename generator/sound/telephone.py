"""Telephone: what a line does to what is said into it.

The band of speech on a line (300 to 3400 Hz, Butterworth of order 4), then a line's own way with numbers (8000 samples a second of 8 bits,
mu-law, ITU-T G.711), which makes the grain that one knows, and very little hum and hiss while the line is open.
"""

from __future__ import annotations

import numpy as np

from generator.sound.cues import RATE, Samples
from generator.sound.filters import bandpass, edges, filtered, noise, resampled

LOW, HIGH, ORDER = 300.0, 3400.0, 4
_LINE = 8_000
_MU = 255.0
_HISS = 10 ** (-62 / 20)
_BAND = bandpass(LOW, HIGH, ORDER)


def telephone(samples: Samples, name: str = "line") -> Samples:
    """A cue over a line, as long as it was. ``name`` chooses the hiss."""
    narrow = filtered(samples, _BAND)
    top = max(1e-9, float(np.max(np.abs(narrow), initial=0.0)))
    coded = resampled(companded(resampled(narrow, RATE, _LINE) / top), _LINE, RATE)[: samples.size] * top
    coded = np.append(coded, np.zeros(samples.size - coded.size))
    hiss = filtered(noise(f"telephone {name}", samples.size), _BAND) * _HISS * edges(samples.size, 0.02)
    return filtered(np.asarray(coded + hiss), _BAND)


def companded(samples: Samples) -> Samples:
    """Through 8 bits of mu-law and back; samples within [-1, 1]."""
    small = np.sign(samples) * np.log1p(_MU * np.minimum(np.abs(samples), 1)) / np.log1p(_MU)
    steps = np.round(small * 127) / 127
    return np.asarray(np.sign(steps) * np.expm1(np.abs(steps) * np.log1p(_MU)) / _MU)
