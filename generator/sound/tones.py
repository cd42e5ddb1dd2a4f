"""Tones of telephone networks, synthesised.

Frequencies in Hz and cadences in seconds are those that administrations have told the ITU: "Various tones used in national networks
(according to ITU-T Recommendation E.180)", annex to Operational Bulletin 781 of 1 February 2003, which follows E.180's supplement 2.
Germany's busy tone is the first of its two (the other is 0.5 s on and off); the United Kingdom's are those of BT's SIN 350 too. The special
information tone is E.180's own, DTMF is Q.23's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from generator.problems import Problem, TemplateError, did_you_mean
from generator.sound.cues import RATE, Cue, Samples, samples_of
from generator.sound.filters import edges, noise

LEVEL = 0.1
"""The amplitude of a network's tone: -20 dB of full scale."""
_EDGE = 0.004  # seconds in which a tone comes and goes, so that switching does not click


@dataclass(frozen=True, slots=True)
class Cadence:
    """Frequencies that sound together, and seconds on, off, on, off, over and over."""

    tones: tuple[float, ...]
    pattern: tuple[float, ...]

    @property
    def period(self) -> Fraction:
        return sum((Fraction(str(part)) for part in self.pattern), Fraction(0))


@dataclass(frozen=True, slots=True)
class Network:
    """What a country's telephones sound like to somebody who calls."""

    ringback: Cadence
    busy: Cadence


NETWORKS: Mapping[str, Network] = {
    "cn": Network(Cadence((450,), (1, 4)), Cadence((450,), (0.35, 0.35))),
    "de": Network(Cadence((425,), (1, 4)), Cadence((425,), (0.48, 0.48))),
    "es": Network(Cadence((425,), (1.5, 3)), Cadence((425,), (0.2, 0.2))),
    "fr": Network(Cadence((440,), (1.5, 3.5)), Cadence((440,), (0.5, 0.5))),
    "gb": Network(Cadence((400, 450), (0.4, 0.2, 0.4, 2)), Cadence((400,), (0.375, 0.375))),
    "mx": Network(Cadence((425,), (1, 4)), Cadence((425,), (0.25, 0.25))),
    "us": Network(Cadence((440, 480), (2, 4)), Cadence((480, 620), (0.5, 0.5))),
}
NAMES: Mapping[str, str] = {
    "china": "cn",
    "germany": "de",
    "spain": "es",
    "france": "fr",
    "uk": "gb",
    "united_kingdom": "gb",
    "mexico": "mx",
    "usa": "us",
    "united_states": "us",
}
SIT = (950.0, 1400.0, 1800.0)
_SIT_LONG = Fraction(33, 100)
_ROWS, _COLUMNS = (697, 770, 852, 941), (1209, 1336, 1477, 1633)
KEYS: Mapping[str, tuple[int, int]] = {
    key: (_ROWS[row], _COLUMNS[column]) for row, keys in enumerate(("123A", "456B", "789C", "*0#D")) for column, key in enumerate(keys)
}
_KEY_ON, _KEY_OFF = Fraction(9, 100), Fraction(7, 100)
_IGNORED = " -()."
BUSY_PERIODS = 4
CLICK = Fraction(6, 100)


def network(cue: Cue) -> Network:
    """The network of a cue's country: a code or an English name. Raises TemplateError for one that is not there."""
    code = NAMES.get(cue.country.lower(), cue.country.lower())
    if code not in NETWORKS:
        known = did_you_mean(cue.country, (*NETWORKS, *NAMES))
        raise TemplateError(Problem(f"{cue.name}: there are no tones of {cue.country!r}{known}", cue.origin))
    return NETWORKS[code]


def keys(cue: Cue) -> str:
    """The keys that a cue presses. Raises TemplateError for what no telephone has."""
    pressed = "".join(char for char in cue.text.upper() if char not in _IGNORED)
    wrong = next((char for char in pressed if char not in KEYS), "")
    if wrong or not pressed:
        what = f"no telephone has a key {wrong!r}" if wrong else "dtmf needs text: the keys that are pressed"
        raise TemplateError(Problem(f"{cue.name}: {what}", cue.origin))
    return pressed


def length(cue: Cue) -> Fraction:
    """How long a tone is where its cue does not say. Raises TemplateError like :func:`network` and :func:`keys`."""
    if cue.kind == "ringback":
        return network(cue).ringback.period
    if cue.kind == "busy":
        return network(cue).busy.period * BUSY_PERIODS
    if cue.kind == "dtmf":
        return len(keys(cue)) * (_KEY_ON + _KEY_OFF)
    return {"sit": _SIT_LONG * len(SIT), "click": CLICK}[cue.kind]


def render(cue: Cue, seconds: Fraction) -> Samples:
    """So many seconds of a cue's tone."""
    count = samples_of(seconds)
    if cue.kind == "ringback":
        return cadence(network(cue).ringback, count)
    if cue.kind == "busy":
        return cadence(network(cue).busy, count)
    made = {"sit": _sit, "dtmf": lambda: _dtmf(keys(cue)), "click": click}[cue.kind]()
    return np.resize(np.append(made, np.zeros(max(0, count - made.size))), count)


def cadence(what: Cadence, count: int) -> Samples:
    """``count`` samples of a cadence, which begins with its tone."""
    out = np.zeros(count)
    at = Fraction(0)
    while (start := samples_of(at)) < count:
        for i, part in enumerate(what.pattern):
            end = at + Fraction(str(part))
            if i % 2 == 0:
                piece = slice(samples_of(at), min(samples_of(end), count))
                out[piece] = _tone(what.tones, max(0, piece.stop - piece.start))
            at = end
        assert samples_of(at) > start
    return out


def _tone(frequencies: tuple[float, ...], count: int) -> Samples:
    """Sines together at :data:`LEVEL`, with soft edges."""
    t = np.arange(count) / RATE
    total = np.sum([np.sin(2 * np.pi * frequency * t) for frequency in frequencies], axis=0) if count else np.zeros(0)
    return np.asarray(total * edges(count, _EDGE) * (LEVEL / np.sqrt(len(frequencies))))


def _sit() -> Samples:
    return np.concatenate([_tone((frequency,), samples_of(_SIT_LONG)) for frequency in SIT])


def _dtmf(pressed: str) -> Samples:
    rest = np.zeros(samples_of(_KEY_OFF))
    return np.concatenate([part for key in pressed for part in (_tone(KEYS[key], samples_of(_KEY_ON)), rest)])


def click() -> Samples:
    """A line that is connected: a contact that closes, its ringing, and a smaller one 21 ms later. It begins on its first sample."""
    t = np.arange(samples_of(CLICK)) / RATE
    struck = np.exp(-t / 0.0022) * (0.75 * np.sin(2 * np.pi * 1750 * t + 1.2) + 0.5 * noise("click", t.size) * np.exp(-t / 0.0008))
    again = np.zeros_like(struck)
    later = samples_of(0.021)
    again[later:] = 0.35 * struck[: t.size - later]
    return np.asarray(0.5 * (struck + again) * np.append(np.ones(t.size - 480), edges(960, 0.01)[480:]))
