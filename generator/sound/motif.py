"""Motifs: the notes that the state asks for attention with. Struck metal, softly: courteous, and a little too calm.

Each note is a bar of a vibraphone: partials near 1 : 4 : 10, the higher the sooner gone, a felt mallet's thud below the first
milliseconds, and a slow tremolo; then a small room.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import numpy as np

from generator.problems import Problem, TemplateError, did_you_mean
from generator.sound.cues import RATE, Cue, Samples, samples_of
from generator.sound.filters import edges, room

A4 = 440.0
# Seconds and semitones from A4. The warning falls by two major thirds: an augmented triad, which never comes home.
MOTIFS: Mapping[str, tuple[tuple[float, int], ...]] = {
    "warning": ((0.0, 7), (0.34, 3), (0.68, -1)),
    "chime": ((0.0, 7), (0.42, 3)),
    "release": ((0.0, -1), (0.3, 3)),
}
# Ratio, amplitude, seconds until it has fallen to a third.
_PARTIALS = ((1.0, 1.0, 0.62), (1.0035, 0.35, 0.5), (3.984, 0.22, 0.16), (10.1, 0.05, 0.04))
_RING = 1.5
_LEVEL = 0.16


def check(cue: Cue) -> None:
    """Raise TemplateError for a motif that is not there."""
    if cue.motif not in MOTIFS:
        raise TemplateError(Problem(f"{cue.name}: there is no motif {cue.motif}{did_you_mean(cue.motif, MOTIFS)}", cue.origin))


def length(cue: Cue) -> Fraction:
    """Until the last note has rung out."""
    return Fraction(str(MOTIFS[cue.motif][-1][0])) + Fraction(str(_RING))


def render(cue: Cue, seconds: Fraction) -> Samples:
    """So many seconds of a motif, the end faded."""
    count = samples_of(seconds)
    out = np.zeros(count)
    for at, semitones in MOTIFS[cue.motif]:
        begin = samples_of(Fraction(str(at)))
        if begin < count:
            out[begin:] += _note(A4 * 2 ** (semitones / 12), count - begin)
    fade = edges(2 * count, 0.12)[count:] if count else out
    return np.asarray(room(out, 0.16)[:count] * fade * _LEVEL)


def _note(frequency: float, count: int) -> Samples:
    t = np.arange(count) / RATE
    bar = sum(level * np.exp(-t / decay) * np.sin(2 * np.pi * frequency * ratio * t) for ratio, level, decay in _PARTIALS)
    thud = 0.3 * np.exp(-t / 0.012) * np.sin(2 * np.pi * 180 * t)
    return np.asarray((bar * (1 - 0.12 * (0.5 - 0.5 * np.cos(2 * np.pi * 4.6 * t))) + thud) * np.minimum(1, t / 0.005))
