"""WAV: Broadcast Wave, 48 kHz and 24 bits, mono: the mix, and a file for each stem.

``bext`` (EBU Tech 3285, version 2) has the originator, the plate's timecode as samples since midnight, and the mix's loudness and true
peak; ``iXML`` (2.10) has the rate, the track's name, and the plate's fingerprint and frames. Nothing in a file comes from a clock: the hour
is the timecode's, the day is the story's.
"""

from __future__ import annotations

import html
import math
import re
import struct
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np

from generator.deliver.files import Written, write_bytes
from generator.deliver.riff import chunk, chunks_of, file_of, is_file_of
from generator.deliver.sink import PROGRAM, Seen, SoundFormat, Stamp, damaged, mark, marked
from generator.sound.cues import RATE, Samples, samples_of
from generator.values.frames import FrameRange

BITS = 24
NO_DAY = "1970-01-01"
"""The day of a plate that shows none."""
_UNKNOWN = 0x7FFF  # bext's word for a loudness that nobody measured
_FULL = 2 ** (BITS - 1) - 1
_USER = re.compile("<USER>([^<]*)</USER>")


@dataclass(frozen=True, slots=True)
class Label:
    """What one file says of itself beside its stamp: its track's name, the day of the story, and the mix's loudness and peak in dB."""

    track: str
    day: str = NO_DAY
    loudness: float = math.nan
    peak: float = math.nan


def save(path: Path, samples: Samples, stamp: Stamp, label: Label) -> Written:
    """Write one file; raises :class:`WriteError`."""
    layout = struct.pack("<HHIIHH", 1, 1, RATE, RATE * BITS // 8, BITS // 8, BITS)
    words = _ixml(stamp, label).encode()
    chunks = chunk(b"bext", _bext(stamp, label)), chunk(b"fmt ", layout), chunk(b"iXML", words), chunk(b"data", packed(samples))
    return write_bytes(path, file_of(b"WAVE", chunks))


def packed(samples: Samples) -> bytes:
    """Samples as little-endian words of 24 bits; what is over full scale is cut off."""
    words = np.clip(np.round(samples * _FULL), -_FULL, _FULL).astype("<i4")
    return bytes(words.view(np.uint8).reshape(-1, 4)[:, :3].tobytes())


def start(stamp: Stamp) -> int:
    """Samples between midnight and the plate's first frame: timecode counts frames, and each lasts as long as it lasts."""
    return samples_of(Fraction(FrameRange.parse(stamp.frames).first) / stamp.rate.fraction)


def _bext(stamp: Stamp, label: Label) -> bytes:
    first = start(stamp)
    hour = stamp.rate.timecode(FrameRange.parse(stamp.frames).first)[:8]
    texts = ((f"{stamp.plate} {label.track}", 256), (PROGRAM, 32), (stamp.fingerprint[:32], 32), (label.day, 10), (hour, 8))
    head = b"".join(text.encode("ascii", "replace")[:size].ljust(size, b"\0") for text, size in texts)
    levels = [_UNKNOWN if not math.isfinite(value) else round(value * 100) for value in (label.loudness, math.nan, label.peak)]
    numbers = struct.pack("<IIH64s5h180x", first & 0xFFFFFFFF, first >> 32, 2, b"", *levels, _UNKNOWN, _UNKNOWN)
    return head + numbers + f"A=PCM,F={RATE},W={BITS},M=mono,T={PROGRAM}\r\n".encode()


def _ixml(stamp: Stamp, label: Label) -> str:
    first = start(stamp)
    rate = stamp.rate.fraction
    speed = {
        "MASTER_SPEED": f"{rate.numerator}/{rate.denominator}",
        "CURRENT_SPEED": f"{rate.numerator}/{rate.denominator}",
        "TIMECODE_RATE": f"{rate.numerator}/{rate.denominator}",
        "TIMECODE_FLAG": "NDF",
        "FILE_SAMPLE_RATE": RATE,
        "AUDIO_BIT_DEPTH": BITS,
        "DIGITIZER_SAMPLE_RATE": RATE,
        "TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI": first >> 32,
        "TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO": first & 0xFFFFFFFF,
        "TIMESTAMP_SAMPLE_RATE": RATE,
    }
    lines = (f"<{name}>{value}</{name}>" for name, value in speed.items())
    track = f"<CHANNEL_INDEX>1</CHANNEL_INDEX><INTERLEAVE_INDEX>1</INTERLEAVE_INDEX><NAME>{_text(label.track)}</NAME>"
    return (
        '<?xml version="1.0" encoding="UTF-8"?><BWFXML><IXML_VERSION>2.10</IXML_VERSION>'
        f"<PROJECT>{_text(stamp.plate)}</PROJECT><TAPE>{_text(stamp.plate)}</TAPE><NOTE>{_text(stamp.comments)}</NOTE>"
        f"<SPEED>{''.join(lines)}</SPEED>"
        f"<TRACK_LIST><TRACK_COUNT>1</TRACK_COUNT><TRACK>{track}</TRACK></TRACK_LIST>"
        f"<USER>{_text(mark(stamp, stamp.frames))}</USER></BWFXML>"
    )


def _text(words: str) -> str:
    return html.escape(words, quote=False)


def look(path: Path) -> Seen:
    """Walk through the chunks to the last sample and read the stamp; raises :class:`DamagedError`."""
    content = path.read_bytes()
    if not is_file_of(b"WAVE", content):
        raise damaged(path, "is no WAV file")
    try:
        found = dict(chunks_of(content))
        data = found[b"data"]
    except (ValueError, KeyError) as fault:
        raise damaged(path, "is cut short") from fault
    words = _USER.search(found.get(b"iXML", b"").decode(errors="replace"))
    return Seen(*marked(html.unescape(words[1]) if words else ""), len(data) * 8 // BITS, "pcm_s24le")


WAV = SoundFormat("wav", ".wav", "Broadcast Wave, 48 kHz, 24 bits, mono: mix and stems", look, save)
