"""Recordings: sound files of a production, read within bounds, and the lists of words that lie beside them.

Any format that FFmpeg reads, in any number of channels and at any rate: what comes out is mono at our rate, with notes on what had to be
done. A list of words is ``NAME.words.json`` or ``NAME.words.csv`` beside ``NAME.wav``; docs/sound.md has its form.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from generator.problems import BriefError, Origin, Problem, Problems
from generator.shelf.texts import shown, text_of
from generator.sound.cues import RATE, Samples
from generator.sound.recording import Recording
from generator.sound.speech import Word
from generator.values.libraries import lazily

if TYPE_CHECKING:
    import av
else:
    av = lazily("av")

SUFFIXES = (".words.json", ".words.csv")
MAX_BYTES = 256 * 1024 * 1024
MAX_SECONDS = 600
MAX_WORDS = 5_000
_NARROW = 16_000
_TEXTS, _BEGINS = ("text", "word"), ("begin", "start")


def sidecar(path: Path) -> Path | None:
    """The list of words beside a recording."""
    beside = (path.with_name(path.stem + suffix) for suffix in SUFFIXES)
    return next((found for found in beside if found.is_file()), None)


def read_recording(path: Path, name: str, words: Path | None = None) -> Recording:
    """A recording that messages call ``name``, with its words where there is a list of them. Raises BriefError for what is no sound, is
    empty, broken, or far too long, and for a list of words that does not fit."""
    samples, notes = _decoded(path, name)
    if not samples.size:
        raise BriefError(f"{name} is empty: there is no sound in it")
    if not np.all(np.isfinite(samples)):
        raise BriefError(f"{name} has samples in it that are no numbers")
    if not np.any(np.abs(samples) > 1e-4):
        notes.append(f"{name} is silent from its begin to its end")
    return Recording(samples, read_words(words, samples.size / RATE) if words else (), tuple(notes))


def _decoded(path: Path, name: str) -> tuple[Samples, list[str]]:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BriefError(f"{name} has {path.stat().st_size:,} bytes; at most {MAX_BYTES:,} are read")
        with av.open(str(path)) as file:
            if not file.streams.audio:
                raise BriefError(f"{name} is no sound: it has no audio track")
            stream = file.streams.audio[0]
            notes = _notes(name, stream)
            parts: list[Samples] = []
            count = 0
            for part in _mono(file, stream):
                parts.append(part)
                count += part.size
                if count > MAX_SECONDS * RATE:
                    raise BriefError(f"{name} is longer than {MAX_SECONDS // 60} minutes")
    except (OSError, ValueError) as error:
        raise BriefError(f"{name} is no sound that can be read ({_why(error)})") from None
    return np.concatenate([np.zeros(0), *parts]), notes


def _mono(file: Any, stream: Any) -> Iterator[Samples]:
    """Samples of a track as they come, at our rate, its channels' mean."""
    resampler = av.AudioResampler(format="dblp", rate=RATE)
    for frame in chain(file.decode(stream), (None,)):
        for made in resampler.resample(frame):
            yield np.asarray(made.to_ndarray().mean(axis=0), np.float64)


def _notes(name: str, stream: Any) -> list[str]:
    """What had to be done to a track that is not mono at our rate."""
    found = []
    if stream.channels > 1:
        found.append(f"{name} has {stream.channels} channels: they were mixed down to one")
    if stream.rate < _NARROW:
        found.append(f"{name} was recorded at {stream.rate} Hz: nothing over {stream.rate // 2} Hz is heard")
    elif stream.rate != RATE:
        found.append(f"{name} was recorded at {stream.rate} Hz: it was resampled to {RATE}")
    return found


def _why(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error).splitlines()[0]


def read_words(path: Path, seconds: float) -> tuple[Word, ...]:
    """Words and when they are said. Raises BriefError with every fault and its line."""
    file = shown(path)
    text = text_of(path, MAX_BYTES, BriefError)
    rows = _from_csv(text, file) if path.suffix == ".csv" else _from_json(text, file)
    problems = Problems()
    if not 0 < len(rows) <= MAX_WORDS:
        problems.add(f"a list of words has 1 to {MAX_WORDS:,} of them, not {len(rows)}", Origin(file))
    found: list[Word] = []
    for line, row in rows:
        try:
            word = _word(row)
            _check(word, found[-1] if found else None, seconds)
            found.append(word)
        except ValueError as error:
            problems.add(str(error), Origin(file, line))
    problems.raise_if_any(BriefError)
    return tuple(found)


def _from_csv(text: str, file: str) -> list[tuple[int, Mapping[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    try:
        return [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise BriefError(Problem(f"not readable as CSV: {error}", Origin(file, reader.line_num))) from None


def _from_json(text: str, file: str) -> list[tuple[int, Mapping[str, Any]]]:
    try:
        found = json.loads(text)
    except ValueError as error:
        raise BriefError(Problem(f"not readable as JSON: {error}", Origin(file, getattr(error, "lineno", 0)))) from None
    rows = found.get("words") if isinstance(found, dict) else found
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise BriefError(Problem("words are a list of records with text, begin and end", Origin(file)))
    return [(0, row) for row in rows]


def _word(row: Mapping[str, Any]) -> Word:
    """One row. Raises ValueError with a sentence."""
    text = next((str(row[key]).strip() for key in _TEXTS if row.get(key)), "")
    begin = next((row[key] for key in _BEGINS if row.get(key) not in (None, "")), None)
    end = row.get("end")
    if not text or begin is None or end in (None, ""):
        raise ValueError(f"a word needs text, begin and end; there is {', '.join(map(str, row)) or 'nothing'}")
    try:
        return Word(text, float(begin), float(str(end)))
    except (TypeError, ValueError):
        raise ValueError(f"{text}: begin and end are seconds, not {begin!r} and {end!r}") from None


def _check(word: Word, before: Word | None, seconds: float) -> None:
    """Raise ValueError for a word that cannot be where it is said to be."""
    if not (math.isfinite(word.begin) and math.isfinite(word.end)):
        raise ValueError(f"{word.text}: begin and end are finite")
    if word.begin < 0 or word.end < word.begin:
        raise ValueError(f"{word.text} ends at {word.end:g} s, before it begins at {word.begin:g} s")
    if before and word.begin < before.begin:
        raise ValueError(f"{word.text} begins before the word that stands before it ({before.text})")
    if word.begin > seconds:
        raise ValueError(f"{word.text} begins at {word.begin:g} s, after the recording's end at {seconds:.2f} s")
