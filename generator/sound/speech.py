"""Speech: the words of a text as subtitles show them, and when each is said.

Where nobody says when (no voice, or a recording without a list of words) it is estimated: a text weighs what its syllables and the
pauses of its punctuation weigh, and its words share the time by weight.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from generator.sound.cues import RATE, Samples
from generator.sound.filters import filtered, noise, shelf


@dataclass(frozen=True, slots=True)
class Word:
    """A word with the punctuation that belongs to it, and when it is said: seconds from the begin of its cue."""

    text: str
    begin: float
    end: float


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: its place among the characters, how many syllables it has, and how long the pause after it is, in syllables."""

    text: str
    start: int
    syllables: float
    pause: float

    @property
    def stop(self) -> int:
        return self.start + len(self.text)


RATES: Mapping[str, float] = {"es": 5.4, "en": 4.3, "zh": 4.0, "ar": 4.4}
"""Syllables a second of a courteous announcement, by language."""
_OTHER_RATE = 4.5
_PAUSES: Mapping[str, float] = {
    **dict.fromkeys(".!?…。！？؟", 2.4),
    **dict.fromkeys(";:；：؛", 1.8),
    **dict.fromkeys(",，、،—–", 1.3),
}
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_WIDE = "，。！？：；、…”』」》）"  # marks of a script without blanks: a word ends there
_PIECES = re.compile(rf"[\u3400-\u9fff\uf900-\ufaff][^\s\w]*|[^\s\u3400-\u9fff\uf900-\ufaff{_WIDE}]+[{_WIDE}]*|[{_WIDE}]+")
_VOWELS = re.compile(r"[aeiouyáéíóúüàèìòùâêîôûäëïö]+", re.IGNORECASE)
_HIATUS = re.compile(r"[íú][aeo]|[aeo][íú]|[aeoáéó](?=[aeoáéó])", re.IGNORECASE)


def tokens(text: str, language: str) -> tuple[Token, ...]:
    """The words of a text in reading order: parted by blanks, in Chinese character by character. Marks that stand alone belong to the
    word before them (``¿`` and other openings, to the word after)."""
    found: list[tuple[str, int]] = []
    opening: tuple[str, int] | None = None
    for match in _PIECES.finditer(text):
        piece, start = match[0], match.start()
        if not any(char.isalnum() for char in piece):
            if all(unicodedata.category(char) in ("Ps", "Pi") or char in "¿¡" for char in piece):
                opening = (piece, start)
                continue
            if found:
                before, at = found[-1]
                found[-1] = (text[at : start + len(piece)] if at + len(before) <= start else before, at)
            continue
        if opening is not None and opening[1] + len(opening[0]) == start:
            piece, start = opening[0] + piece, opening[1]
        opening = None
        found.append((piece, start))
    return tuple(Token(piece, start, syllables(piece, language), _pause(piece)) for piece, start in found)


def is_han(word: str) -> bool:
    """Whether a word is a Chinese character."""
    return bool(_HAN.match(word))


def syllables(word: str, language: str) -> float:
    """About how many syllables a word has; figures count as they are read."""
    digits = sum(char.isdigit() for char in word)
    if _HAN.search(word):
        return max(1.0, len(_HAN.findall(word)) + digits)
    if language == "ar":
        letters = sum(unicodedata.category(char) == "Lo" for char in word)
        return max(1.0, letters / 1.9) + 2.2 * digits
    groups = len(_VOWELS.findall(word))
    if language == "es":
        groups += len(_HIATUS.findall(word))
    elif language == "en" and groups > 1 and re.search(r"[^aeiouyl]e[^\w]*$", word, re.IGNORECASE):
        groups -= 1
    return max(1.0, float(groups)) + 2.0 * digits if digits == 0 or groups else 2.2 * digits


def _pause(word: str) -> float:
    return max((_PAUSES.get(char, 0.0) for char in word[-2:]), default=0.0)


def weight(words: Sequence[Token], last: bool = False) -> float:
    """Syllables and pauses of some words; the pause after the last counts only where asked."""
    return sum(word.syllables + word.pause for word in words) - (0 if last or not words else words[-1].pause)


def natural(text: str, language: str, pace: float = 1.0) -> Fraction:
    """About how many seconds a text takes to be said, to the hundredth."""
    seconds = weight(tokens(text, language)) / (RATES.get(language, _OTHER_RATE) * pace)
    return Fraction(max(20, round(seconds * 100)), 100)


def shared(words: Sequence[Token], seconds: float) -> tuple[Word, ...]:
    """Words that share some seconds by weight."""
    total = weight(words)
    found, at = [], 0.0
    for word in words:
        end = at + word.syllables
        found.append(Word(word.text, seconds * at / total, seconds * end / total))
        at = end + word.pause
    return tuple(found)


def heard(words: Sequence[Token], recording: Samples) -> tuple[Word, ...]:
    """Words that share the loud parts of a recording by weight, so that none is said while it is silent.

    Its syllables are laid out over the time in which something is heard; pauses of the punctuation fall where the recording pauses.
    """
    loud = _loud(recording)
    if not loud:
        return shared(words, recording.size / RATE)
    sounding = sum(end - begin for begin, end in loud)
    per = sounding / sum(word.syllables for word in words)
    found, at = [], 0.0
    for word in words:
        begin, end = _at(loud, at, False), _at(loud, at + word.syllables * per, True)
        found.append(Word(word.text, begin, max(begin, end)))
        at += word.syllables * per
    return tuple(found)


_STEP = 0.02
_SILENCE = 0.12


def _loud(recording: Samples) -> list[tuple[float, float]]:
    """The stretches of a recording in which something is said: within 34 dB of its loud parts, gaps under 120 ms bridged."""
    step = round(_STEP * RATE)
    blocks = recording[: recording.size // step * step].reshape(-1, step)
    level = np.sqrt(np.mean(blocks**2, axis=1))
    if not level.size or level.max() <= 0:
        return []
    over = np.flatnonzero(level > max(np.percentile(level, 95) * 10 ** (-34 / 20), 1e-6))
    found: list[tuple[float, float]] = []
    for i in over.tolist():
        begin, end = i * _STEP, (i + 1) * _STEP
        if found and begin - found[-1][1] < _SILENCE:
            found[-1] = (found[-1][0], end)
        else:
            found.append((begin, end))
    return found


def _at(loud: Sequence[tuple[float, float]], sounded: float, ends: bool) -> float:
    """The moment at which so many seconds have sounded; at the edge of a pause the side where a word ends, or where one begins."""
    for begin, end in loud:
        long = end - begin
        if sounded < long - 1e-9 or (ends and sounded <= long + 1e-9):
            return begin + sounded
        sounded = max(0.0, sounded - long)
    return loud[-1][1]


def stand_in(words: Sequence[Word], weights: Sequence[Token], seconds: float) -> Samples:
    """Something with the loudness and the spectrum of speech where there is none: it moves a waveform on screen and is never heard."""
    t = np.arange(round(seconds * RATE)) / RATE
    out, hiss = np.zeros_like(t), filtered(noise("speech", t.size), shelf(700, -14))
    for i, (word, token) in enumerate(zip(words, weights, strict=True)):
        count = max(1, round(token.syllables))
        for k in range(count):
            begin = word.begin + (word.end - word.begin) * k / count
            piece = slice(round(begin * RATE), round((begin + (word.end - word.begin) / count) * RATE))
            inside = t[piece] - begin
            phase = np.linspace(0, np.pi, inside.size)
            formants = ((130, 1.0), (420 + 90 * ((i + k) % 4), 0.7), (1250 + 310 * ((2 * i + k) % 4), 0.4), (2600, 0.15 + 0.1 * (k % 2)))
            voice = sum(level * np.sin(2 * np.pi * frequency * inside) for frequency, level in formants) + 0.9 * hiss[piece]
            out[piece] += voice * np.sin(phase) ** 0.6 * (1.0 - 0.25 * ((i * 5 + k * 3) % 4) / 3)
    return out
