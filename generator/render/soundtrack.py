"""Sound: a brief's cues made into samples, once for a plate. Here cue sheets, recordings, voices and synthesis meet.

sound_of(template, request, shelf, given)  -> Sound: what the scene may know (``score``), and the samples
Score.view                                 -> the name ``sound`` in a scene
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

import numpy as np

from generator.documents.compose import Request
from generator.documents.cue_sheet import CueSheet, compose_sound
from generator.documents.seconds import Seconds
from generator.documents.template import Template
from generator.documents.view import View
from generator.problems import BriefError, Problem, Problems, TemplateError
from generator.render.spoken import Said, Stage, said
from generator.shelf import clock
from generator.sound import motif, timeline, tones
from generator.sound.cues import DEFAULTS, RATE, SPOKEN, At, Cue, Samples, samples_of
from generator.sound.envelope import Loudness, measured
from generator.sound.filters import edges
from generator.sound.mix import Soundtrack, mixed
from generator.sound.speech import Word
from generator.values.rate import Rate


@dataclass(frozen=True, slots=True, eq=False)
class ScoredCue:
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
    times = (Seconds(begin + Fraction(samples_of(moment), RATE)) for moment in (word.begin, word.end))
    return View("property of a word", dict(zip(("text", "begin", "end"), (word.text, *times), strict=True)))


@dataclass(frozen=True, slots=True, eq=False)
class Score:
    """Everything that a scene may know of a plate's sound; small, and pickles."""

    cues: tuple[ScoredCue, ...]

    @property
    def view(self) -> View:
        """The name ``sound`` in a template."""
        return View("cue", {cue.name: cue.view for cue in self.cues})


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """A plate's sound. ``parts`` are each cue's own samples, before any treatment; ``voices`` says who says what; ``notes`` are sentences
    that whoever asked for the plate should read."""

    score: Score
    placed: tuple[timeline.Placed, ...]
    parts: Mapping[str, Samples]
    loudness: float
    voices: tuple[str, ...]
    notes: tuple[str, ...]

    @classmethod
    def of(cls, sheet: CueSheet, language: str, rate: Rate, stage: Stage) -> Sound:
        """Raises TemplateError with all that is wrong with the cues, BriefError for recordings, RenderError for a voice that fails."""
        cues = cues_of(sheet, language)
        timeline.check(cues)
        lines = _lines(cues, stage, {model.name: model.words for model in sheet.cues})
        placed = timeline.place(cues, _lengths(cues, lines))
        parts = {p.cue.name: _part(p, lines) for p in placed}
        heard = tuple(_scored(p, lines.get(p.cue.name), parts[p.cue.name], rate) for p in placed)
        voices = tuple(f"{name}: {line.by}" for name, line in lines.items())
        notes = tuple(dict.fromkeys(note for line in lines.values() for note in line.notes))
        return cls(Score(heard), placed, parts, sheet.loudness, voices, notes)

    def late(self, seconds: Fraction) -> tuple[str, ...]:
        """Notes on cues that are not over when the plate is."""
        return tuple(
            f"{p.cue.name} ends {float(p.end - seconds):.2f} s after the plate does"
            for p in self.placed
            if p.end > seconds and p.cue.kind != "silence"
        )

    def track(self, seconds: Fraction, loudness: float | None = None) -> Soundtrack:
        """Stems and mix of a plate that is so long, as loud as is asked for, else as the template says."""
        return mixed(self.placed, self.parts, seconds, self.loudness if loudness is None else loudness)


_made: dict[object, Sound] = {}


def sound_of(template: Template, request: Request, stage: Stage) -> Sound | None:
    """A template's sound; the one that was made last where the cues are the same. Raises what :meth:`Sound.of` raises."""
    sheet = compose_sound(template, request, clock)
    if sheet is None:
        return None
    key = (sheet.text, sheet.origins, request.language, request.rate, stage)
    if key not in _made:
        made = Sound.of(sheet, request.language, request.rate, stage)
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


def _lines(cues: tuple[Cue, ...], stage: Stage, lists: Mapping[str, str]) -> dict[str, Said]:
    """What is said, by cue. Raises BriefError with all that is wrong with recordings."""
    found: dict[str, Said] = {}
    problems: list[Problem] = []
    for cue in cues:
        if cue.kind not in SPOKEN:
            continue
        try:
            found[cue.name] = said(cue, stage, lists[cue.name])
        except BriefError as error:
            problems += [
                Problem(f"{cue.name}: {p.message}" if p.origin is None else p.message, p.origin or cue.origin) for p in error.problems
            ]
    if problems:
        raise BriefError(problems)
    return found


def _lengths(cues: tuple[Cue, ...], lines: Mapping[str, Said]) -> dict[str, Fraction]:
    """How long each cue is: as it says, or by itself. Raises TemplateError with all that is wrong."""
    found: dict[str, Fraction] = {}
    problems = Problems()
    for cue in cues:
        try:
            own = _own_length(cue, lines)
            found[cue.name] = cue.length or own
        except TemplateError as error:
            for problem in error.problems:
                problems.add(problem.message, problem.origin)
    problems.raise_if_any(TemplateError)
    return found


def _own_length(cue: Cue, lines: Mapping[str, Said]) -> Fraction:
    if cue.kind in SPOKEN:
        return lines[cue.name].length
    if cue.kind == "silence":
        return Fraction(0)
    if cue.kind == "motif":
        motif.check(cue)
        return motif.length(cue)
    return tones.length(cue)


_PLAYED = 64  # tones and motifs that are kept in one process
_FADE = 0.03  # seconds in which something that is said and cut short goes


def _part(placed: timeline.Placed, lines: Mapping[str, Said]) -> Samples:
    """A cue's own samples, as many as it has time for."""
    cue, count = placed.cue, samples_of(placed.end - placed.begin)
    if cue.kind not in SPOKEN and cue.kind != "silence":
        return _played(cue, placed.end - placed.begin)
    out = np.zeros(count)
    line = lines.get(cue.name)
    if line is not None and line.samples is not None:
        whole = line.samples[:count]
        out[: whole.size] = whole if whole.size == line.samples.size else whole * edges(2 * count, _FADE)[count:]
    return out


@lru_cache(maxsize=_PLAYED)
def _played(cue: Cue, length: Fraction) -> Samples:
    """A tone or a motif; the same one for whoever asks, so nobody may write into it."""
    found = motif.render(cue, length) if cue.kind == "motif" else tones.render(cue, length)
    found.flags.writeable = False
    return found


@lru_cache(maxsize=_PLAYED)
def _levels(cue: Cue, length: Fraction, begin: Fraction, rate: Rate) -> Loudness:
    """The levels of a tone or a motif: what is said beside it does not change them."""
    return measured(_played(cue, length), begin, rate)


def _scored(placed: timeline.Placed, line: Said | None, part: Samples, rate: Rate) -> ScoredCue:
    """What the scene may know: words that are said while the cue lasts, and levels of what is heard or would be."""
    cue = placed.cue
    seconds = float(placed.end - placed.begin)
    words = tuple(word for word in line.words if word.begin < seconds) if line else ()
    if cue.kind in SPOKEN or cue.kind == "silence":
        shown = line.stand_in[: part.size] if line and line.samples is None else part
        levels = measured(shown, placed.begin, rate)
    else:
        levels = _levels(cue, placed.end - placed.begin, placed.begin, rate)
    return ScoredCue(cue.name, cue.kind, placed.begin, placed.end, cue.text, words, levels)
