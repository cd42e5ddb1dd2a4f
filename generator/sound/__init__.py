"""What is heard: cues in, samples out. Pure: recordings and voices are handed in, files are written elsewhere.

cues.py        Cue, and what a cue may be
timeline.py    where each cue begins and ends
tones.py       ringback, busy, special information, DTMF, clicks
motif.py       the state's courteous notes
speech.py      words of a text and when they are said
envelope.py    how loud it is from frame to frame, as tracks
filters.py     frequency responses, resampling
telephone.py   what a line does to a voice
voicing.py     what makes a synthetic voice bearable
loudness.py    EBU R128, true peak, limiting
mix.py         stems and the mix

Samples are float64 in [-1, 1], mono, at :data:`generator.sound.cues.RATE`.
"""

from __future__ import annotations
