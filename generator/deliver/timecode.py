"""What a movie's track says of time: where its first frame stands, and on which reel.

Timecode counts whole frames, at 24 for 24000/1001 as slates do. It is made for whole rates and for theirs over 1.001; at any other (12.5,
24.5) no count of frames agrees with a clock, so such files carry none, and whoever asked for them is told. OpenEXR's headers count as
SMPTE ST 12-1 does, to 30 frames a second.
"""

from __future__ import annotations

from fractions import Fraction

from generator.deliver.sink import Stamp
from generator.values.frames import FrameRange
from generator.values.rate import Rate

_NTSC = Fraction(1000, 1001)
_MOST = 30


def counts(rate: Rate) -> bool:
    """Whether timecode is made for a rate."""
    return rate.exact or rate.fraction == rate.nominal * _NTSC


def in_headers(rate: Rate) -> bool:
    """Whether an OpenEXR header can say timecode of a rate."""
    return counts(rate) and rate.nominal <= _MOST


def start(stamp: Stamp) -> str | None:
    """The timecode of a plate's first frame, ``None`` where its rate has none."""
    return stamp.rate.timecode(FrameRange.parse(stamp.frames).first) if counts(stamp.rate) else None


def track_tags(stamp: Stamp) -> dict[str, str]:
    """FFmpeg's names for it, from which QuickTime gets a timecode track."""
    first = start(stamp)
    return {"timecode": first, "reel_name": stamp.reel or stamp.plate} if first else {}


def note(stamp: Stamp) -> str:
    """For whoever asked for a file with timecode at a rate that has none."""
    return "" if counts(stamp.rate) else f"timecode has no count for {stamp.rate} frames a second: the files carry none"


def note_of_headers(stamp: Stamp) -> str:
    """The same for OpenEXR files."""
    if in_headers(stamp.rate) or not counts(stamp.rate):
        return note(stamp)
    return f"OpenEXR's timecode counts {_MOST} frames a second at most: at {stamp.rate} its files carry none"
