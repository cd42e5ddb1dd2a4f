"""The sound of a movie: one mono track that is encoded while packets of pictures are copied, and laid between them as players read.

It begins with the first frame and ends with the last, to the sample. AAC begins with samples of its own (priming), which the file's edit
list takes off again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from generator.sound.cues import RATE, Samples
from generator.values.libraries import lazily

if TYPE_CHECKING:
    import av
    from av.container import OutputContainer
else:
    av = lazily("av")

TICKS = "240000"
"""Parts of a second in which a file with sound counts: frames of every usual rate and samples are whole numbers of them."""
_AHEAD = Fraction(1, 2)  # seconds by which sound lies before its pictures


@dataclass(frozen=True, slots=True)
class Voice:
    """How a movie's sound is encoded: FFmpeg's names, and the scale of its samples."""

    encoder: str
    layout: str
    dtype: str
    full: float = 1.0
    bits_per_second: int = 0
    options: Mapping[str, str] = field(default_factory=dict)
    block: int = 1_024
    """Samples in a packet: AAC and Opus take no other number."""


PCM24 = Voice("pcm_s24le", "s32", "<i4", (2**23 - 1) * 256.0)
AAC = Voice("aac", "fltp", "<f4", 1.0, 192_000, {"aac_coder": "twoloop", "flags": "+bitexact"})
OPUS = Voice("libopus", "flt", "<f4", 1.0, 160_000, block=960)


class SoundTrack:
    """A movie's sound; ``until`` muxes what belongs before a moment, ``close`` the rest."""

    def __init__(self, movie: OutputContainer, samples: Samples, voice: Voice) -> None:
        self._movie, self._voice, self._samples, self._at = movie, voice, samples, 0
        stream: Any = movie.add_stream(voice.encoder, rate=RATE, layout="mono", options=dict(voice.options))
        stream.time_base = Fraction(1, RATE)
        if voice.bits_per_second:
            stream.bit_rate = voice.bits_per_second
        self._stream = stream

    def until(self, seconds: Fraction) -> None:
        """Mux the sound of everything before a moment, and a little more."""
        while self._at < self._samples.size and Fraction(self._at, RATE) < seconds + _AHEAD:
            block = self._samples[self._at : self._at + self._voice.block]
            self._movie.mux(self._stream.encode(self._frame(block)))
            self._at += block.size

    def close(self) -> None:
        self.until(Fraction(self._samples.size, RATE))
        self._movie.mux(self._stream.encode(None))

    def _frame(self, block: Samples) -> Any:
        voice = self._voice
        words = np.clip(block, -1, 1) * voice.full
        values = np.round(words / 256) * 256 if voice.full > 1 else words
        frame: Any = av.AudioFrame.from_ndarray(values.astype(voice.dtype)[None, :], format=voice.layout, layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = RATE, self._at, Fraction(1, RATE)
        return frame
