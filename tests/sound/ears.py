"""What listens in these tests: levels, spectra, and where something begins."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from generator.sound.cues import RATE

Samples = NDArray[np.float64]


def level(samples: Samples) -> float:
    """Root mean square, in dB of full scale."""
    return 10 * float(np.log10(np.mean(samples**2) + 1e-20))


def on_and_off(samples: Samples, threshold: float = -60.0) -> list[tuple[float, float]]:
    """The stretches, in seconds, in which blocks of 5 ms are over a level."""
    step = RATE // 200
    blocks = samples[: samples.size // step * step].reshape(-1, step)
    loud = 10 * np.log10(np.mean(blocks**2, axis=1) + 1e-20) > threshold
    edges = np.flatnonzero(np.diff(np.concatenate([[0], loud.astype(int), [0]])))
    return [(float(a) / 200, float(b) / 200) for a, b in edges.reshape(-1, 2)]


def tones(samples: Samples, count: int) -> list[float]:
    """The ``count`` strongest frequencies, ascending, to about a hertz."""
    size = RATE * 4
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(samples.size), size))
    found: list[float] = []
    while len(found) < count:
        top = int(np.argmax(spectrum))
        found.append(top * RATE / size)
        spectrum[max(0, top - 120) : top + 120] = 0
    return sorted(found)


def band(samples: Samples, low: float, high: float) -> float:
    """Mean power between two frequencies, in dB."""
    power = np.abs(np.fft.rfft(samples * np.hanning(samples.size))) ** 2
    frequencies = np.fft.rfftfreq(samples.size, 1 / RATE)
    return 10 * float(np.log10(power[(frequencies >= low) & (frequencies < high)].mean() + 1e-20))


def read(path: Path) -> Samples:
    """A WAV file of 24 bits, by Python's own reader."""
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 3, RATE)
        raw = np.frombuffer(file.readframes(file.getnframes()), np.uint8).reshape(-1, 3)
    words = np.concatenate([np.zeros((len(raw), 1), np.uint8), raw], axis=1).copy().view("<i4")[:, 0]
    return np.asarray(words / 2.0**31, np.float64)


def write(path: Path, samples: Samples, rate: int = RATE, channels: int = 1) -> Path:
    """A WAV file of 16 bits."""
    words = np.repeat(np.clip(np.round(samples * 32767), -32767, 32767).astype("<i2"), channels)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(words.tobytes())
    return path


def sentence(seconds: float = 2.0, rate: int = RATE) -> Samples:
    """Something like speech: syllables of 160 ms, and a pause in the middle."""
    t = np.arange(round(seconds * rate)) / rate
    voice = 0.3 * np.sin(2 * np.pi * 180 * t) + 0.1 * np.sin(2 * np.pi * 900 * t) + 0.05 * np.sin(2 * np.pi * 2100 * t)
    return np.asarray(voice * np.sin(np.pi * t / 0.16) ** 2 * (np.abs(t - seconds / 2) > 0.2))
