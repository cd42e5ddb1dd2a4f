"""Spoken: what a cue says, by whom: a recording where the production gives one, else the synthetic voice, else nobody.

Where nobody says it, its words are timed by an estimate all the same, so that subtitles run and a waveform moves.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np

from generator.problems import BriefError
from generator.shelf import voice
from generator.shelf.recordings import SUFFIXES, read_recording, sidecar
from generator.sound import speech
from generator.sound.cues import RATE, Cue, Samples
from generator.sound.recording import Recording
from generator.sound.speech import Word
from generator.sound.voicing import levelled


@dataclass(frozen=True, slots=True)
class Stage:
    """Where recordings are: the template's folder, and by name those that whoever asks for the plate gave."""

    base: str
    given: tuple[tuple[str, Path], ...] = ()

    def find(self, name: str) -> Path:
        """A recording or a list of words by the name that a template calls it. Raises BriefError."""
        known = dict(self.given)
        if name in known:
            return known[name]
        root = Path(self.base).resolve()
        path = (root / name).resolve()
        if not path.is_relative_to(root) or not path.is_file():
            raise BriefError(f"there is no file {name} in the template's folder")
        return path


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """What is said: how long it takes, its words, what is heard of it (``None``: nothing), what moves a waveform where nothing is, and
    who says it."""

    length: Fraction
    words: tuple[Word, ...]
    samples: Samples | None
    stand_in: Samples
    by: str
    notes: tuple[str, ...] = ()


def said(cue: Cue, stage: Stage, words: str = "") -> Said:
    """What a cue says. ``words`` names a list of words for its recording, where it is not beside that.

    Raises BriefError for a recording that cannot be used, RenderError for a voice that fails.
    """
    if cue.file:
        return _recorded(cue, stage, words)
    lack = voice.lacks(cue.language)
    if lack is None:
        spoken = voice.speak(voice.Line(cue.text, cue.say, cue.language, cue.pace))
        return _of(spoken, f"the synthetic voice, {voice.engine()}")
    return _estimated(cue, f"{lack}: nothing is said, and subtitles are timed by an estimate")


def _of(recording: Recording, by: str) -> Said:
    samples = recording.samples
    return Said(Fraction(samples.size, RATE), recording.words, samples, np.zeros(0), by, recording.notes)


def _recorded(cue: Cue, stage: Stage, words: str) -> Said:
    path = stage.find(cue.file)
    beside = stage.find(words) if words else sidecar(path)
    if words and not words.endswith((".json", ".csv")):
        raise BriefError(f"words are a .json or .csv file, not {words}; beside a recording they are found as NAME{SUFFIXES[0]}")
    read = read_recording(path, path.name, beside)
    tokens = speech.tokens(cue.text, cue.language)
    if read.words and len(read.words) == len(tokens):
        timed = tuple(Word(token.text, word.begin, word.end) for token, word in zip(tokens, read.words, strict=True))
    else:
        timed = read.words or (speech.heard(tokens, read.samples) if tokens else ())
    return _of(Recording(levelled(read.samples), timed, read.notes), f"a recording, {cue.file}")


def _estimated(cue: Cue, note: str) -> Said:
    tokens = speech.tokens(cue.text, cue.language)
    if not tokens:
        return Said(Fraction(1, 5), (), None, np.zeros(0), "nobody", (note,))
    length = speech.natural(cue.text, cue.language, cue.pace)
    words = speech.shared(tokens, float(length))
    return Said(length, words, None, speech.stand_in(words, tokens, float(length)), "nobody: estimated", (note,))
