"""Speaker: says one line with eSpeak NG, and ends. A program of its own, which knows nothing of the rest.

It reads one JSON object from stdin: ``library`` and ``data`` (paths of the engine), ``voice``, ``text``, ``rate`` (words a minute),
``pitch`` and ``range`` (0 to 99). It writes one line of JSON (``rate`` in samples a second, ``words``: pairs of a character's position
and a sample) and then the samples, 16 bits, little-endian. Every line has a process of its own, because the engine's own state goes from
one line into the next; and because the engine is under the GPL, of which this process is where it ends.
"""

from __future__ import annotations

import ctypes
import json
import sys
from typing import Any

_SYNCHRONOUS, _UTF8, _END_PAUSE = 2, 1, 0x1000
_RATE, _PITCH, _RANGE = 1, 3, 4
_LAST, _WORD = 0, 1


class _Value(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8))


class _Event(ctypes.Structure):
    """``espeak_EVENT`` of ``speak_lib.h``."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("identifier", ctypes.c_uint),
        ("position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("milliseconds", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user", ctypes.c_void_p),
        ("value", _Value),
    )


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


def speak(line: dict[str, Any]) -> tuple[int, list[tuple[int, int]], bytes]:
    """Samples a second, the words (a character's position counted from 0, and a sample), and the samples."""
    engine = ctypes.CDLL(line["library"])
    rate: int = engine.espeak_Initialize(_SYNCHRONOUS, 0, line["data"].encode(), 0)
    if rate <= 0:
        raise RuntimeError("the engine does not start")
    words: list[tuple[int, int]] = []
    samples = bytearray()

    def heard(wave: Any, count: int, events: Any) -> int:
        if wave and count > 0:
            samples.extend(ctypes.string_at(wave, count * 2))
        at = 0
        while events[at].type != _LAST:
            if events[at].type == _WORD:
                words.append((events[at].position - 1, events[at].sample))
            at += 1
        return 0

    callback = _Callback(heard)
    engine.espeak_SetSynthCallback(callback)
    if engine.espeak_SetVoiceByName(line["voice"].encode()) != 0:
        raise RuntimeError(f"the engine has no voice {line['voice']}")
    for parameter, value in ((_RATE, line["rate"]), (_PITCH, line["pitch"]), (_RANGE, line["range"])):
        engine.espeak_SetParameter(parameter, int(value), 0)
    text = line["text"].encode()
    engine.espeak_Synth(text, len(text) + 1, 0, 1, 0, _UTF8 | _END_PAUSE, None, None)
    engine.espeak_Synchronize()
    return rate, words, bytes(samples)


def main() -> None:
    """One line from stdin to stdout."""
    rate, words, samples = speak(json.load(sys.stdin))
    sys.stdout.buffer.write(json.dumps({"rate": rate, "words": words}).encode() + b"\n" + samples)


if __name__ == "__main__":
    main()
