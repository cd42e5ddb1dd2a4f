"""Tones: cadences by their energy, frequencies by their spectrum."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from ears import level, on_and_off
from ears import tones as heard

from generator.problems import Origin, TemplateError
from generator.sound import motif, tones
from generator.sound.cues import RATE, Cue, samples_of
from generator.sound.filters import noise

# The ITU's list of national tones: frequencies, and seconds on, off, on, off.
RINGBACK = {
    "us": ((440, 480), (2, 4)),
    "gb": ((400, 450), (0.4, 0.2, 0.4, 2)),
    "es": ((425,), (1.5, 3)),
    "mx": ((425,), (1, 4)),
    "de": ((425,), (1, 4)),
    "cn": ((450,), (1, 4)),
    "fr": ((440,), (1.5, 3.5)),
}
BUSY = {
    "es": ((425,), 0.2),
    "gb": ((400,), 0.375),
    "us": ((480, 620), 0.5),
    "cn": ((450,), 0.35),
    "de": ((425,), 0.48),
    "fr": ((440,), 0.5),
    "mx": ((425,), 0.25),
}


def made(kind: str, seconds: float | None = None, **more: Any) -> Any:
    cue = Cue("tone", kind, origin=Origin("sound.yaml.j2", 3), **more)
    return tones.render(cue, Fraction(str(seconds)) if seconds else tones.length(cue))


@pytest.mark.parametrize("country", RINGBACK)
def test_ringback_has_its_countrys_cadence_and_frequencies(country: str) -> None:
    frequencies, pattern = RINGBACK[country]
    period = sum(pattern)
    found = on_and_off(made("ringback", 2 * period + pattern[0], country=country))
    begins = [sum(pattern[:i]) + n * period for n in range(2) for i in range(0, len(pattern), 2)] + [2 * period]
    lengths = [pattern[i] for _ in range(2) for i in range(0, len(pattern), 2)] + [pattern[0]]
    assert [a for a, _ in found] == pytest.approx(begins, abs=0.006)
    assert [b - a for a, b in found] == pytest.approx(lengths, abs=0.011)
    assert heard(made("ringback", pattern[0], country=country), len(frequencies)) == pytest.approx(frequencies, abs=1)


@pytest.mark.parametrize("country", BUSY)
def test_busy_has_its_countrys_cadence_and_frequencies(country: str) -> None:
    frequencies, half = BUSY[country]
    samples = made("busy", country=country)
    assert samples.size == samples_of(8 * half)
    edges = [edge for stretch in on_and_off(samples) for edge in stretch]
    assert edges == pytest.approx([n * half for n in range(8)], abs=0.008)
    assert heard(samples[: samples_of(half)], len(frequencies)) == pytest.approx(frequencies, abs=2)


def test_a_network_is_a_code_or_a_name_and_the_nearest_is_told() -> None:
    assert np.array_equal(made("ringback", country="Spain"), made("ringback", country="es"))
    with pytest.raises(TemplateError, match=r"sound.yaml.j2:3: tone: there are no tones of 'spian'; did you mean spain\?"):
        made("ringback", country="spian")


def test_special_information_is_three_tones_of_a_third_of_a_second() -> None:
    samples = made("sit")
    third = samples.size // 3
    assert third == samples_of(0.33)
    assert [heard(samples[i * third : (i + 1) * third], 1)[0] for i in range(3)] == pytest.approx([950, 1400, 1800], abs=2)


def test_keys_are_pairs_of_tones() -> None:
    samples = made("dtmf", text="5-0 #d")
    key = samples_of(0.16)
    pairs = [heard(samples[i * key : i * key + samples_of(0.09)], 2) for i in range(4)]
    assert pairs == [pytest.approx(pair, abs=4) for pair in ((770, 1336), (941, 1336), (941, 1477), (941, 1633))]
    with pytest.raises(TemplateError, match="no telephone has a key 'E'"):
        made("dtmf", text="5E")
    with pytest.raises(TemplateError, match="the keys that are pressed"):
        made("dtmf", text=" - ")


def test_a_click_begins_at_once_and_is_over_soon() -> None:
    samples = made("click", 0.5)
    assert samples.size == RATE // 2
    assert np.abs(samples[:24]).max() > 0.1
    assert not np.any(samples[samples_of(0.07) :])


@pytest.mark.parametrize(("name", "notes"), [("warning", (659.3, 523.3, 415.3)), ("chime", (659.3, 523.3)), ("release", (415.3, 523.3))])
def test_motifs_are_their_notes_and_ring_out(name: str, notes: tuple[float, ...]) -> None:
    cue = Cue("motif", "motif", motif=name)
    samples = motif.render(cue, motif.length(cue))
    begins = [samples_of(at) for at, _ in motif.MOTIFS[name]]
    for i, (begin, note) in enumerate(zip(begins, notes, strict=True)):
        end = begins[i + 1] if i + 1 < len(begins) else begin + samples_of(0.4)
        spectrum = np.abs(np.fft.rfft(samples[begin:end] * np.hanning(end - begin), RATE))
        before = np.abs(np.fft.rfft(samples[max(0, begin - 12_000) : begin], RATE)) if begin else np.zeros_like(spectrum)
        assert spectrum[round(note) - 6 : round(note) + 7].max() > 4 * before[round(note) - 6 : round(note) + 7].max()
    assert level(samples[-480:]) < -75 < level(samples[: RATE // 2]) < -12
    assert np.abs(samples[:10]).max() < 0.01, "it does not click"


def test_an_unknown_motif_is_told_with_the_nearest() -> None:
    with pytest.raises(TemplateError, match=r"there is no motif warnin; did you mean warning\?"):
        motif.check(Cue("m", "motif", motif="warnin"))


def test_noise_is_the_same_for_a_name() -> None:
    assert np.array_equal(noise("a", 100), noise("a", 100))
    assert not np.array_equal(noise("a", 100), noise("b", 100))
    assert abs(noise("a", 20_000).mean()) < 0.02
    assert np.abs(noise("a", 20_000)).max() <= 1
