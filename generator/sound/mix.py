"""Mix: cues that lie where they lie, to stems and to what a cinema hears.

For each bus in use there is a dry stem (as it was made or recorded) and a treated one (as it sounds in the film). The mix is the sum of
the treated ones; one gain for all brings it to the loudness that is asked for, and one limiter keeps its true peak: the stems still add up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from generator.sound.cues import BUSES, Samples, samples_of
from generator.sound.loudness import integrated, limiting, true_peak
from generator.sound.telephone import telephone
from generator.sound.timeline import Placed
from generator.values.frames import FrameRange
from generator.values.rate import Rate

DRY = "_dry"
MOST_GAIN = 40.0
"""dB by which a quiet mix is made louder at most: noise is not a programme."""
_NEAR, _ROUNDS = 0.05, 6  # LU by which a mix may miss its loudness, and how often the limiter is asked again
_CUT = 96  # samples over which a cut between frames that are no neighbours comes and goes: 2 ms


@dataclass(frozen=True, slots=True, eq=False)
class Soundtrack:
    """A plate's sound from its first frame on: the mix, its stems by name (``call``, ``call_dry``, ...), how loud the mix is in LUFS, and
    its true peak in dB."""

    mix: Samples
    stems: Mapping[str, Samples]
    loudness: float
    peak: float

    def cut(self, frames: FrameRange, first: int, rate: Rate) -> Soundtrack:
        """The part that belongs to some frames, of which ``first`` is where the sound begins; exactly as long as they are together."""
        runs = _runs(frames)

        def part(samples: Samples) -> Samples:
            return _cut(samples, runs, first, rate)

        return Soundtrack(part(self.mix), {name: part(stem) for name, stem in self.stems.items()}, self.loudness, self.peak)


def _runs(frames: FrameRange) -> list[tuple[int, int]]:
    """Frames as runs of neighbours: the first of each and the one after its last."""
    runs: list[tuple[int, int]] = []
    for frame in frames:
        if runs and runs[-1][1] == frame:
            runs[-1] = (runs[-1][0], frame + 1)
        else:
            runs.append((frame, frame + 1))
    return runs


def _cut(samples: Samples, runs: Sequence[tuple[int, int]], first: int, rate: Rate) -> Samples:
    out = np.zeros(samples_of(Fraction(sum(end - begin for begin, end in runs)) / rate.fraction))
    at = 0
    for begin, end in runs:
        start, stop = samples_of(Fraction(at) / rate.fraction), samples_of(Fraction(at + end - begin) / rate.fraction)
        source = samples_of(Fraction(begin - first) / rate.fraction)
        piece = samples[max(0, source) : max(0, source + stop - start)]
        lead = min(max(0, -source), stop - start)
        out[start + lead : start + lead + piece.size] = piece
        if len(runs) > 1:
            _soften(out[start:stop], at > 0, stop < out.size)
        at += end - begin
    return out


def _soften(piece: Samples, head: bool, tail: bool) -> None:
    """Fade a piece in place where it meets one that is not its neighbour."""
    size = min(_CUT, piece.size // 2)
    ramp = (np.arange(size) + 0.5) / size if size else np.zeros(0)
    if head:
        piece[:size] *= ramp
    if tail:
        piece[piece.size - size :] *= ramp[::-1]


def mixed(placed: Sequence[Placed], parts: Mapping[str, Samples], seconds: Fraction, target: float) -> Soundtrack:
    """Stems and mix of a plate that is so long, at ``target`` LUFS; what lies after its end is not heard."""
    count = samples_of(seconds)
    stems: dict[str, Samples] = {}
    for bus in BUSES:
        cues = [p for p in placed if p.cue.bus == bus and p.cue.kind != "silence"]
        if cues:
            stems[bus], stems[bus + DRY] = np.zeros(count), np.zeros(count)
        for p in cues:
            part = parts[p.cue.name] * 10 ** (p.cue.gain / 20)
            _lay(stems[bus + DRY], part, p.begin)
            _lay(stems[bus], telephone(part, p.cue.name) if p.cue.treatment == "telephone" else part, p.begin)
    total = np.sum([stems[bus] for bus in BUSES if bus in stems], axis=0) if stems else np.zeros(count)
    gain = _gain(total, target)
    mix = total * gain
    return Soundtrack(mix, {name: stem * gain for name, stem in stems.items()}, integrated(mix), true_peak(mix))


def _lay(stem: Samples, part: Samples, begin: Fraction) -> None:
    """Add a part to a stem in place, as far as the stem goes."""
    at = samples_of(begin)
    room = max(0, min(part.size, stem.size - at))
    stem[at : at + room] += part[:room]


def _gain(total: Samples, target: float) -> Samples:
    """The gain, sample by sample, that brings a mix to a loudness and keeps its peaks; 1 for silence.

    What the limiter takes is given back, as far as it goes: a mix whose peaks are all there is to it stays under the loudness.
    """
    loudness = integrated(total)
    if not np.isfinite(loudness):
        return np.ones(total.size)
    level = min(MOST_GAIN, target - loudness)
    gain = _limited(total, level)
    for _ in range(_ROUNDS):
        short = target - integrated(total * gain)
        if level >= MOST_GAIN or abs(short) < _NEAR:
            break
        level = min(MOST_GAIN, level + short)
        gain = _limited(total, level)
    return gain


def _limited(total: Samples, level: float) -> Samples:
    factor = 10 ** (level / 20)
    return np.asarray(factor * limiting(total * factor))
