"""Loudness as EBU R128 has it (ITU-R BS.1770-5): how loud a mono signal is in LUFS, its true peak, and a limiter.

Mono is measured as one channel of weight 1. The tests hold this against pyloudnorm and against FFmpeg's ebur128.
"""

from __future__ import annotations

import numpy as np

from generator.sound.cues import RATE, Samples
from generator.sound.filters import biquad, chain, fast_length, filtered

CEILING = -1.0
"""The highest true peak, in dB of full scale (R128's limit for programmes)."""
# BS.1770's two stages at 48 kHz: the head, and what is under hearing.
_K = chain(
    biquad((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585)),
    biquad((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621)),
)
_BLOCK, _STEP = round(0.4 * RATE), round(0.1 * RATE)
_ABSOLUTE, _RELATIVE, _OFFSET = -70.0, -10.0, -0.691
_AHEAD = round(0.004 * RATE)
_OVERSAMPLED = 4


def integrated(samples: Samples) -> float:
    """LUFS of the whole, gated twice; minus infinity for what is never louder than -70. Less than 400 ms count as 400."""
    weighted = filtered(np.append(samples, np.zeros(max(0, _BLOCK - samples.size))), _K, tail=1.0)
    sums = np.concatenate([[0.0], np.cumsum(weighted**2)])
    starts = np.arange(0, weighted.size - _BLOCK + 1, _STEP)
    power = np.maximum((sums[starts + _BLOCK] - sums[starts]) / _BLOCK, 0)
    power = power[_lufs(power) > _ABSOLUTE]
    if not power.size:
        return -np.inf
    return float(_lufs(np.mean(power[_lufs(power) > _lufs(np.mean(power)) + _RELATIVE], keepdims=True))[0])


def _lufs(power: Samples) -> Samples:
    return np.asarray(_OFFSET + 10 * np.log10(np.maximum(power, 1e-20)))


def true_peak(samples: Samples) -> float:
    """The highest level between the samples too, in dB of full scale (dBTP): four times oversampled."""
    top = float(np.max(_between(samples), initial=0.0))
    return 20 * float(np.log10(top)) if top > 0 else -np.inf


def _between(samples: Samples) -> Samples:
    """For each sample the highest magnitude from it to the next."""
    if not samples.size:
        return samples
    size = fast_length(samples.size + RATE // 100)
    spectrum = np.zeros(size * _OVERSAMPLED // 2 + 1, np.complex128)
    spectrum[: size // 2 + 1] = np.fft.rfft(samples, size)
    fine = np.fft.irfft(spectrum, size * _OVERSAMPLED)[: samples.size * _OVERSAMPLED] * _OVERSAMPLED
    return np.asarray(np.abs(fine).reshape(-1, _OVERSAMPLED).max(axis=1))


def limiting(samples: Samples, ceiling: float = CEILING) -> Samples:
    """The gain, sample by sample, that keeps the true peak under a ceiling; 1 where nothing is near it. It looks 4 ms ahead and moves
    slowly enough not to be heard as a click."""
    top = _between(samples)
    limit = 10 ** ((ceiling - 0.1) / 20)  # a tenth for what the changing gain itself adds between the samples
    if not top.size or top.max() <= limit:
        return np.ones(samples.size)
    wanted = np.minimum(1.0, limit / np.maximum(top, 1e-12))
    padded = np.pad(wanted, 2 * _AHEAD, constant_values=1.0)
    lowest = np.lib.stride_tricks.sliding_window_view(padded, 2 * _AHEAD + 1).min(axis=1)
    sums = np.concatenate([[0.0], np.cumsum(lowest)])
    return np.asarray((sums[2 * _AHEAD + 1 :] - sums[: -2 * _AHEAD - 1]) / (2 * _AHEAD + 1))
