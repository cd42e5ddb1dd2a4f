"""Filters against scipy's, loudness against pyloudnorm's and FFmpeg's, the telephone by its spectrum."""

from __future__ import annotations

import re
from fractions import Fraction

import av
import numpy as np
import pyloudnorm
import pytest
from ears import Samples, band, level, sentence
from scipy import signal

from generator.sound.cues import RATE
from generator.sound.filters import bandpass, biquad, fast_length, filtered, noise, resampled, room
from generator.sound.loudness import integrated, limiting, true_peak
from generator.sound.telephone import companded, telephone


def test_the_band_of_a_telephone_is_what_scipy_makes_of_butterworth() -> None:
    samples = noise("filter", 9_000)
    sections = signal.butter(4, [300, 3400], "bandpass", fs=RATE, output="sos")
    assert filtered(samples, bandpass(300, 3400, 4)) == pytest.approx(signal.sosfilt(sections, samples), abs=1e-9)


def test_a_section_is_what_scipy_makes_of_its_coefficients() -> None:
    samples, b, a = noise("filter", 9_000), (1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621)
    assert filtered(samples, biquad(b, a), tail=1) == pytest.approx(signal.lfilter(b, a, samples), abs=1e-7)


@pytest.mark.parametrize("rate", [8_000, 22_050, 44_100, 96_000])
def test_resampling_keeps_what_both_rates_can_hold(rate: int) -> None:
    there = np.sin(2 * np.pi * 1000 * np.arange(rate) / rate)
    here = resampled(there, rate)
    assert here.size == RATE
    inside = slice(2_000, -2_000)
    assert here[inside] == pytest.approx(np.sin(2 * np.pi * 1000 * np.arange(RATE) / RATE)[inside], abs=1e-3)


def test_lengths_of_transforms_are_short_and_long_enough() -> None:
    for least in (1, 7, 1001, 48_001, 1_000_003):
        found = fast_length(least)
        assert least <= found <= least * 1.15 + 1
        for prime in (2, 3, 5):
            while found % prime == 0:
                found //= prime
        assert found == 1


def test_a_line_has_its_band_and_nothing_else() -> None:
    heard = telephone(noise("speech", RATE) * 0.3)
    inside = band(heard, 500, 3000)
    assert band(noise("speech", RATE) * 0.3, 20, 150) > inside - 6, "it was there before"
    for low, high in ((20, 110), (4_400, 8_000), (8_000, 20_000)):
        assert band(heard, low, high) < inside - 30
    assert heard.size == RATE


def test_a_line_hisses_softly_while_it_is_open() -> None:
    heard = telephone(np.zeros(RATE), "one")
    assert -85 < level(heard) < -65
    assert not np.array_equal(heard, telephone(np.zeros(RATE), "two"))
    assert np.array_equal(heard, telephone(np.zeros(RATE), "one"))


def test_eight_bits_of_mu_law_have_their_grain() -> None:
    ramp = np.linspace(-1, 1, 20_001)
    there_and_back = companded(ramp)
    assert len(np.unique(np.round(there_and_back, 9))) == 255
    assert there_and_back == pytest.approx(ramp, abs=0.025)
    assert np.abs(there_and_back - ramp)[np.abs(ramp) < 0.01].max() < 0.0005


def programme() -> Samples:
    """Loud and soft parts, and silence, which the gates must leave out."""
    parts = [sentence(2.5) * 0.9, np.zeros(RATE), sentence(2.0) * 0.2, noise("programme", RATE) * 0.05]
    return np.concatenate(parts)


def ebur128(samples: Samples) -> float:
    """FFmpeg's opinion, in LUFS."""
    graph = av.filter.Graph()
    source = graph.add_abuffer(format="flt", sample_rate=RATE, layout="mono", time_base=Fraction(1, RATE))
    meter, sink = graph.add("ebur128", "metadata=1"), graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    found = ""
    frame = av.AudioFrame.from_ndarray(samples.astype("<f4")[None, :], format="flt", layout="mono")
    frame.sample_rate, frame.pts, frame.time_base = RATE, 0, Fraction(1, RATE)
    source.push(frame)
    source.push(None)
    while True:
        try:
            found = sink.pull().metadata.get("lavfi.r128.I", found)
        except (av.error.EOFError, av.error.BlockingIOError):
            return float(re.sub("[^-0-9.]", "", found))


def test_loudness_is_what_two_others_measure() -> None:
    samples = programme()
    found = integrated(samples)
    assert found == pytest.approx(pyloudnorm.Meter(RATE).integrated_loudness(samples), abs=0.1)
    assert found == pytest.approx(ebur128(samples), abs=0.1)
    assert integrated(samples * 0.5) == pytest.approx(found - 6.02, abs=0.1)


def test_silence_has_no_loudness_and_little_counts_as_four_tenths() -> None:
    assert integrated(np.zeros(RATE)) == -np.inf
    assert integrated(np.zeros(0)) == -np.inf
    short = 0.3 * np.sin(2 * np.pi * 1000 * np.arange(RATE // 10) / RATE)
    assert -30 < integrated(short) < -15


def test_a_true_peak_lies_between_the_samples() -> None:
    between = np.sin(2 * np.pi * RATE / 4 * np.arange(4_800) / RATE + np.pi / 4)
    assert np.abs(between).max() == pytest.approx(0.7071, abs=1e-3)
    assert true_peak(between[400:-400]) == pytest.approx(0.0, abs=0.3)
    assert true_peak(np.zeros(10)) == -np.inf


def test_a_limiter_keeps_the_ceiling_and_leaves_the_rest() -> None:
    quiet = 0.2 * np.sin(2 * np.pi * 997 * np.arange(RATE) / RATE)
    assert np.all(limiting(quiet) == 1)
    loud = quiet.copy()
    loud[20_000:24_000] *= 9
    gain = limiting(loud)
    assert true_peak(loud * gain) <= -1.0
    assert true_peak(loud * gain) > -1.6
    assert np.all(gain[:19_000] == 1)
    assert np.abs(np.diff(gain)).max() < 0.01


def test_a_room_comes_after_what_is_said_in_it() -> None:
    dry = np.zeros(RATE)
    dry[1_000] = 1
    wet = room(dry, 0.2)
    assert wet[1_000] == pytest.approx(1, abs=0.01)
    assert np.abs(wet[:1_000]).max() < 1e-5
    assert level(wet[1_100:9_000]) > level(wet[12_000:18_000]) > -200
