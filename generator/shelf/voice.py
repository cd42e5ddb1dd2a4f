"""Voice: lines said by the synthetic voice, where it is installed (``pip install ministerio[voice]``).

    lacks()                   -> a sentence where there is no voice, else None
    engine()                  -> what the voice is, for manifests
    speak(Line(...))          -> Recording, with the moment of every word

The engine runs in a process of its own, one for each line: see speaker.py. The same line gives the same samples.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata
from itertools import groupby
from pathlib import Path

import numpy as np

from generator.problems import RenderError
from generator.sound.cues import RATE, Samples
from generator.sound.filters import resampled
from generator.sound.recording import Recording
from generator.sound.speech import Token, Word, is_han, tokens
from generator.sound.voicing import voiced

REMEDY = "pip install 'ministerio[voice]'"
_LOADER, _PINYIN = "espeakng_loader", "pypinyin"
_PATIENCE = 30.0  # seconds that a line may take; the longest text takes two
# What pypinyin takes for other words where it stands between words: a taxi, and a goal.
_READ = {"打的": [["dǎ"], ["de"]], "的用": [["de"], ["yòng"]]}
_MARKS: Mapping[str, str] = {"，": ",", "、": ",", "。": ".", "！": "!", "？": "?", "：": ":", "；": ";"}
_SPEAKER = Path(__file__).with_name("speaker.py")


@dataclass(frozen=True, slots=True)
class Manner:
    """How a language is spoken: the engine's voice, words a minute, pitch and its range (0 to 99)."""

    voice: str
    rate: int
    pitch: int
    range: int


MANNERS: Mapping[str, Manner] = {
    "es": Manner("es+f1", 148, 38, 44),
    "en": Manner("en-GB-x-rp+f1", 146, 38, 48),
    "zh": Manner("cmn-latn-pinyin+f1", 150, 44, 78),
    "ar": Manner("ar+f1", 142, 38, 44),
}


@dataclass(frozen=True, slots=True)
class Line:
    """Something to be said: the text that is shown, what is read in its place if anything, in a language, so much faster."""

    text: str
    say: str
    language: str
    pace: float = 1.0


def lacks(language: str = "") -> str | None:
    """What is missing for a language to be spoken (any, where none is named), in a sentence."""
    if importlib.util.find_spec(_LOADER) is None:
        return f"the synthetic voice is not installed ({REMEDY})"
    if language and language not in MANNERS:
        return f"the synthetic voice does not speak {language}"
    if language == "zh" and importlib.util.find_spec(_PINYIN) is None:
        return f"the synthetic voice needs pypinyin for Chinese ({REMEDY})"
    return None


def engine() -> str:
    """The voice and its version."""
    return f"espeak-ng (espeakng-loader {metadata.version('espeakng-loader')})"


@lru_cache(maxsize=32)
def speak(line: Line) -> Recording:
    """Say a line. Raises RenderError where the engine fails."""
    manner = MANNERS[line.language]
    shown = tokens(line.text, line.language)
    said = tokens(line.say, line.language) if line.say else shown
    pieces = read_as(said, line.language)
    samples, events = _run(" ".join(pieces), manner, line.pace)
    begins = _begins(pieces, events, samples.size / RATE)
    times = _words(said, begins, samples)
    if len(said) != len(shown):
        times = _spread(shown, times)
    return Recording(samples, tuple(Word(token.text, word.begin, word.end) for token, word in zip(shown, times, strict=True)))


def read_as(words: Sequence[Token], language: str) -> list[str]:
    """What the engine reads for each word: Chinese characters as syllables of pinyin with their tones, else the word."""
    if language != "zh":
        return [word.text for word in words]
    pinyin = importlib.import_module(_PINYIN)
    pinyin.load_phrases_dict(_READ)
    found: list[str] = []
    for han, run in groupby(words, lambda word: is_han(word.text)):
        texts = [word.text for word in run]
        if not han:
            found += [text.rstrip("".join(_MARKS)) + _mark(text) for text in texts]
            continue
        read = pinyin.lazy_pinyin(
            "".join(text[0] for text in texts), style=pinyin.Style.TONE3, neutral_tone_with_five=True, tone_sandhi=True, v_to_u=False
        )
        found += [syllable + _mark(text) for syllable, text in zip(read, texts, strict=True)]
    return found


def _mark(text: str) -> str:
    """The punctuation after a Chinese character, or a name among them, as the engine knows it."""
    return next((" " + _MARKS[char] for char in text[1:] if char in _MARKS), "")


def _run(text: str, manner: Manner, pace: float) -> tuple[Samples, list[tuple[int, float]]]:
    """The engine's samples at our rate, made bearable, and its words: characters' positions and seconds."""
    loader = importlib.import_module(_LOADER)
    asked = {
        "library": loader.get_library_path(),
        "data": loader.get_data_path(),
        "voice": manner.voice,
        "text": text,
        "rate": round(manner.rate * pace),
        "pitch": manner.pitch,
        "range": manner.range,
    }
    command = [sys.executable, "-I", "-S", str(_SPEAKER)]
    try:
        done = subprocess.run(command, input=json.dumps(asked).encode(), capture_output=True, timeout=_PATIENCE, check=True)
        head, _, body = done.stdout.partition(b"\n")
        told = json.loads(head)
    except (OSError, ValueError, subprocess.SubprocessError) as fault:
        raise RenderError(f"the synthetic voice failed: {_why(fault)}") from None
    raw = np.frombuffer(body[: len(body) // 2 * 2], "<i2") / 32768.0
    samples = voiced(resampled(np.asarray(raw, np.float64), told["rate"]))
    return samples, [(position, sample / told["rate"]) for position, sample in told["words"]]


def _why(fault: Exception) -> str:
    said = getattr(fault, "stderr", None) or b""
    last = said.decode(errors="replace").strip().splitlines()[-1:]
    return last[0] if last else str(fault)


def _begins(pieces: Sequence[str], events: Sequence[tuple[int, float]], seconds: float) -> list[float]:
    """When each piece begins: at the first event in it; where the engine ran words together, between its neighbours by length."""
    starts = np.cumsum([0, *(len(piece) + 1 for piece in pieces)]).tolist()
    known: dict[int, float] = {}
    for position, moment in events:
        index = int(np.searchsorted(starts, position, side="right")) - 1
        known.setdefault(min(max(index, 0), len(pieces) - 1), moment)
    known.setdefault(0, 0.0)
    at = sorted(known)
    places = [starts[i] for i in at] + [starts[-1]]
    moments = np.interp(starts[:-1], places, np.maximum.accumulate([*(known[i] for i in at), seconds]))
    return [float(moment) for moment in moments]


def _words(said: Sequence[Token], begins: Sequence[float], samples: Samples) -> list[Word]:
    """Words from their begins to where they are no longer heard, or to the next."""
    ends = [*begins[1:], samples.size / RATE]
    return [Word(word.text, begin, _heard_until(samples, begin, end)) for word, begin, end in zip(said, begins, ends, strict=True)]


def _heard_until(samples: Samples, begin: float, end: float) -> float:
    """Where a word ends: with its last sample over -40 dB of its loudest."""
    piece = np.abs(samples[round(begin * RATE) : round(end * RATE)])
    over = np.flatnonzero(piece > 0.01 * piece.max(initial=0.0))
    return min(end, begin + (int(over[-1]) + 1) / RATE) if over.size else end


def _spread(shown: Sequence[Token], times: Sequence[Word]) -> list[Word]:
    """The words that are shown, laid over the words that were said where those are others: by syllables."""
    edges = np.cumsum([0.0, *(token.syllables for token in shown)])
    edges = edges / edges[-1] * len(times)
    grid = [*(word.begin for word in times), times[-1].end]
    moments = np.interp(edges, np.arange(len(grid)), grid)
    return [Word(token.text, float(a), float(b)) for token, a, b in zip(shown, moments[:-1], moments[1:], strict=True)]
