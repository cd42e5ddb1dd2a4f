"""Filters as frequency responses: a signal's spectrum times what a filter does to each frequency.

That is a recursive filter's own output (its impulse response is given room to die away), without a loop over samples. Resampling by whole
ratios is the same thought: a spectrum cut or padded.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from generator.sound.cues import RATE, Samples
from generator.values.seeds import fork

Spectrum: TypeAlias = npt.NDArray[np.complexfloating]
Response: TypeAlias = Callable[[Samples], Spectrum]
"""Frequencies in Hz to complex gains."""


def filtered(samples: Samples, response: Response, tail: float = 0.25) -> Samples:
    """A signal through a filter, as long as it was. ``tail`` is how many seconds the filter rings."""
    count = samples.size
    size = fast_length(count + round(tail * RATE))
    return np.fft.irfft(np.fft.rfft(samples, size) * response(lines(size)), size)[:count]


def lines(size: int) -> Samples:
    """The frequencies of a spectrum of so many samples, in Hz."""
    return np.asarray(np.fft.rfftfreq(size, 1 / RATE), np.float64)


def fast_length(least: int) -> int:
    """The smallest 2^a 3^b 5^c that is not smaller."""
    found = 1 << max(0, least - 1).bit_length()
    for five in (5**i for i in range(12)):
        for three in (3**i * five for i in range(12)):
            power = 1 << max(0, -(-least // three) - 1).bit_length()
            found = min(found, three * power)
    return found


def bandpass(low: float, high: float, order: int) -> Response:
    """A digital Butterworth band-pass: the analogue one by the bilinear transform, its edges warped, as every textbook has it."""
    low_w, high_w = (np.tan(np.pi * edge / RATE) for edge in (low, high))
    poles = np.exp(1j * np.pi * (2 * np.arange(order) + order + 1) / (2 * order))

    def response(frequencies: Samples) -> Spectrum:
        s = 1j * np.tan(np.pi * np.minimum(frequencies, RATE / 2 * (1 - 1e-9)) / RATE)
        band = np.maximum(np.abs(s), 1e-12)
        prototype = 1j * (band**2 - low_w * high_w) / ((high_w - low_w) * band)
        found: Spectrum = 1 / np.prod([prototype - pole for pole in poles], axis=0)
        return found

    return response


def biquad(b: tuple[float, float, float], a: tuple[float, float, float]) -> Response:
    """A second-order section by its coefficients at :data:`RATE`."""

    def response(frequencies: Samples) -> Spectrum:
        z = np.exp(-2j * np.pi * frequencies / RATE)
        found: Spectrum = (b[0] + b[1] * z + b[2] * z * z) / (a[0] + a[1] * z + a[2] * z * z)
        return found

    return response


def shelf(frequency: float, gain: float, high: bool = True) -> Response:
    """More or less of what lies above (or below) a frequency, by ``gain`` dB; first order."""
    ratio = 10 ** (gain / 20)

    def response(frequencies: Samples) -> Spectrum:
        s = 1j * frequencies / frequency
        found: Spectrum = (1 + ratio * s) / (1 + s) if high else (ratio + s) / (1 + s)
        return found

    return response


def bell(frequency: float, gain: float, q: float) -> Response:
    """More or less of what lies around a frequency, by ``gain`` dB at its middle."""
    ratio = 10 ** (gain / 20)

    def response(frequencies: Samples) -> Spectrum:
        s = 1j * frequencies / frequency
        found: Spectrum = (s * s + s * ratio / q + 1) / (s * s + s / q + 1)
        return found

    return response


def chain(*responses: Response) -> Response:
    """One filter after another."""

    def response(frequencies: Samples) -> Spectrum:
        found = responses[0](frequencies)
        for each in responses[1:]:
            np.multiply(found, each(frequencies), out=found)
        return found

    return response


def resampled(samples: Samples, rate: int, to: int = RATE) -> Samples:
    """A signal at another whole rate; nothing above the lower of the two Nyquist frequencies stays. Its length is rounded."""
    if rate == to or not samples.size:
        return samples
    divisor = int(np.gcd(rate, to))
    step, made = rate // divisor, to // divisor
    blocks = -(-(samples.size + rate // 20) // step)  # with a little silence after it: the transform takes it for a circle
    blocks = fast_length(blocks)
    spectrum = np.fft.rfft(samples, blocks * step)
    kept = min(spectrum.size, blocks * made // 2 + 1)
    out = np.zeros(blocks * made // 2 + 1, np.complex128)
    out[:kept] = spectrum[:kept]
    return np.fft.irfft(out, blocks * made)[: round(samples.size * made / step)] * (made / step)


def room(samples: Samples, wet: float, seconds: float = 0.35) -> Samples:
    """The same in a small, soft room: early reflections and a tail of noise that has lost ``60 dB`` after ``seconds``."""
    count = round(seconds * RATE)
    t = np.arange(count) / RATE
    tail = noise("room", count) * 10 ** (-3 * t / seconds) * np.minimum(1, t / 0.012) * 0.05
    for delay, level in ((0.0071, 0.5), (0.0113, -0.38), (0.0167, 0.3), (0.0229, -0.22)):
        tail[round(delay * RATE)] += level
    size = fast_length(samples.size + count)
    heard = np.fft.irfft(np.fft.rfft(samples, size) * np.fft.rfft(tail, size) * shelf(2500, -9)(lines(size)), size)
    return np.asarray(samples + wet * heard[: samples.size])


def noise(name: str, count: int) -> Samples:
    """White noise in [-1, 1), the same for a name on every machine and version: raw bits of PCG64, which numpy promises to keep."""
    raw = np.random.PCG64(fork(0, "sound", name)).random_raw(count)
    return np.asarray(np.asarray(raw, np.uint64) / 2.0**63 - 1.0, np.float64)


def edges(count: int, seconds: float) -> Samples:
    """An envelope that is 1 but for its first and last ``seconds``, where it rises and falls as a raised cosine."""
    ramp = min(round(seconds * RATE), count // 2)
    shape = np.ones(count)
    if ramp:
        rise = 0.5 - 0.5 * np.cos(np.pi * (np.arange(ramp) + 0.5) / ramp)
        shape[:ramp], shape[count - ramp :] = rise, rise[::-1]
    return shape
