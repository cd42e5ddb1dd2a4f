"""Sound: a brief's cues made into samples, once for a plate. Here cue sheets, recordings, voices and synthesis meet.

sound_of(template, request, shelf, given)  -> Sound: what the scene may know (``score``), and the samples
Score.view                                 -> the name ``sound`` in a scene
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np

from generator.documents.compose import Request
from generator.documents.cue_sheet import CueSheet, compose_sound
from generator.documents.seconds import Seconds
from generator.documents.template import Template
from generator.documents.view import View
from generator.problems import Problems, TemplateError
from generator.shelf import Shelf, clock
from generator.sound import motif, speech, timeline, tones
from generator.sound.cues import DEFAULTS, RATE, SPOKEN, At, Cue, Samples, samples_of
from generator.sound.envelope import Loudness, measured
from generator.sound.speech import Word
from generator.values.rate import Rate


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """A cue as a scene may know it. Times are seconds from the plate's first frame."""

    name: str
    kind: str
    begin: Fraction
    end: Fraction
    text: str
    words: tuple[Word, ...]
    loudness: Loudness

    @property
    def view(self) -> View:
        levels = self.loudness
        begin = Seconds(self.begin)
        return View(
            "property of a cue",
            {
                "kind": self.kind,
                "begin": begin,
                "end": Seconds(self.end),
                "length": Seconds(self.end - self.begin),
                "text": self.text,
                "words": tuple(_word(word, self.begin) for word in self.words),
                "level": levels.level,
                "levels": levels.levels,
                "trail": levels.trail,
                "shape": levels.shape,
            },
        )


def _word(word: Word, begin: Fraction) -> View:
    times = (Seconds(begin + _exact(moment)) for moment in (word.begin, word.end))
    return View("property of a word", dict(zip(("text", "begin", "end"), (word.text, *times), strict=True)))


def _exact(seconds: float) -> Fraction:
    """A measured moment to the sample."""
    return Fraction(samples_of(seconds), RATE)


@dataclass(frozen=True, slots=True, eq=False)
class Score:
    """Everything that a scene may know of a plate's sound; small, and pickles."""

    cues: tuple[Heard, ...]

    @property
    def view(self) -> View:
        """The name ``sound`` in a template."""
        return View("cue", {cue.name: cue.view for cue in self.cues})


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """A plate's sound. ``parts`` are each cue's own samples, before any treatment; ``notes`` are sentences that whoever asked for the
    plate should read."""

    score: Score
    placed: tuple[timeline.Placed, ...]
    parts: Mapping[str, Samples]
    loudness: float
    notes: tuple[str, ...] = ()

    @classmethod
    def of(cls, sheet: CueSheet, language: str, rate: Rate) -> Sound:
        """Raises TemplateError with all that is wrong with the cues."""
        cues = cues_of(sheet, language)
        timeline.check(cues)
        said = {cue.name: _said(cue) for cue in cues if cue.kind in SPOKEN}
        lengths = _lengths(cues, said)
        placed = timeline.place(cues, lengths)
        parts = {p.cue.name: _part(p) for p in placed}
        heard = tuple(_heard(p, said, parts[p.cue.name], rate) for p in placed)
        return cls(Score(heard), placed, parts, sheet.loudness)


_made: dict[object, Sound] = {}


def sound_of(template: Template, request: Request, shelf: Shelf, given: Mapping[str, Path]) -> Sound | None:
    """A template's sound; the one that was made last where the cues are the same. Raises TemplateError."""
    sheet = compose_sound(template, request, clock)
    if sheet is None:
        return None
    key = (sheet.text, sheet.origins, request.language, request.rate)
    if key not in _made:
        made = Sound.of(sheet, request.language, request.rate)
        _made.clear()
        _made[key] = made
    return _made[key]


def cues_of(sheet: CueSheet, language: str) -> tuple[Cue, ...]:
    """Cues as the room of sound knows them, with the defaults of their kinds."""
    return tuple(
        Cue(
            name=model.name,
            kind=model.kind,
            at=At(model.at.edge or "begin", model.at.cue, model.at.shift.exact),
            length=model.length.exact if model.length else None,
            gain=model.gain,
            country=model.country,
            text=model.text,
            say=model.say,
            language=model.language or language,
            file=model.file,
            motif=model.motif,
            pace=model.pace,
            treatment=model.treatment or DEFAULTS[model.kind][1],
            bus=model.bus or DEFAULTS[model.kind][0],
            origin=origin,
        )
        for model, origin in zip(sheet.cues, sheet.origins, strict=True)
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Said:
    """What is said: how long, its words, what is heard of it, and what moves a waveform where nothing is."""

    length: Fraction
    words: tuple[Word, ...]
    samples: Samples | None
    stand_in: Samples


def _said(cue: Cue) -> _Said:
    tokens = speech.tokens(cue.text, cue.language)
    length = speech.natural(cue.text, cue.language, cue.pace)
    words = speech.shared(tokens, float(length))
    return _Said(length, words, None, speech.stand_in(words, tokens, float(length)))


def _lengths(cues: tuple[Cue, ...], said: Mapping[str, _Said]) -> dict[str, Fraction]:
    """How long each cue is: as it says, or by itself."""
    found: dict[str, Fraction] = {}
    problems = Problems()
    for cue in cues:
        try:
            found[cue.name] = cue.length or _own_length(cue, said)
        except TemplateError as error:
            for problem in error.problems:
                problems.add(problem.message, problem.origin)
    problems.raise_if_any(TemplateError)
    return found


def _own_length(cue: Cue, said: Mapping[str, _Said]) -> Fraction:
    if cue.kind in SPOKEN:
        return said[cue.name].length
    if cue.kind == "motif":
        motif.check(cue)
        return motif.length(cue)
    return tones.length(cue)


def _part(placed: timeline.Placed) -> Samples:
    cue, length = placed.cue, placed.end - placed.begin
    if cue.kind in SPOKEN or cue.kind == "silence":
        return np.zeros(samples_of(length))
    return motif.render(cue, length) if cue.kind == "motif" else tones.render(cue, length)


def _heard(placed: timeline.Placed, said: Mapping[str, _Said], part: Samples, rate: Rate) -> Heard:
    cue = placed.cue
    spoken = said.get(cue.name)
    samples = spoken.stand_in if spoken and spoken.samples is None else part
    return Heard(
        cue.name, cue.kind, placed.begin, placed.end, cue.text, spoken.words if spoken else (), measured(samples, placed.begin, rate)
    )
