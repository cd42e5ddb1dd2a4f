"""Words and when they are said, where nobody said when; and the levels that pictures move with."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from ears import sentence

from generator.motion.track import Track
from generator.sound.cues import RATE
from generator.sound.envelope import BANDS, measured
from generator.sound.speech import heard, natural, shared, stand_in, syllables, tokens
from generator.values.rate import Rate

TEXTS = {
    "es": "Aviso del Ministerio: está a punto de hablar con «Irene Ruiz», un usuario deshonesto. ¿Desea continuar?",
    "en": "A notice from the Ministry: you are about to speak with a dishonest user. Do you wish to continue?",
    "zh": "部委提示：您拨打的用户是失信人，信用分612分。是否继续？",
    "ar": "تنبيه من الوزارة: أنت على وشك التحدث مع مستخدم غير صادق. هل تود المتابعة؟",
}


def texts(text: str, language: str = "es") -> list[str]:
    return [token.text for token in tokens(text, language)]


def test_words_are_parted_by_blanks_and_keep_their_marks() -> None:
    assert (
        texts("¿Desea continuar? — Sí, « gracias ».")
        == [
            "¿Desea",
            "continuar? —",
            "Sí,",
            "gracias ».",
        ][:4]
    )
    assert texts("uno ... dos") == ["uno ...", "dos"]
    assert texts(" \n— … ") == []


def test_chinese_is_parted_by_characters() -> None:
    assert texts("您好，Irene Ruiz：612分。", "zh") == ["您", "好，", "Irene", "Ruiz：", "612", "分。"]


@pytest.mark.parametrize("language", TEXTS)
def test_tokens_are_where_they_say(language: str) -> None:
    for token in tokens(TEXTS[language], language):
        assert TEXTS[language][token.start : token.stop] == token.text


@pytest.mark.parametrize(
    ("word", "language", "count"),
    [("deshonesto", "es", 4), ("país", "es", 2), ("aire", "es", 2), ("notice", "en", 2), ("user,", "en", 2), ("失", "zh", 1)],
)
def test_syllables_are_about_right(word: str, language: str, count: int) -> None:
    assert syllables(word, language) == count


@pytest.mark.parametrize("language", TEXTS)
def test_words_share_the_time_in_order_with_pauses_where_marks_are(language: str) -> None:
    words = tokens(TEXTS[language], language)
    length = float(natural(TEXTS[language], language))
    found = shared(words, length)
    assert 4 < length < 12
    assert found[0].begin == 0
    assert found[-1].end == pytest.approx(length)
    for token, word, after in zip(words[:-1], found[:-1], found[1:], strict=True):
        assert word.begin < word.end <= after.begin
        assert (after.begin - word.end > 0.1) == (token.pause > 0)
    assert natural(TEXTS[language], language, 2) == pytest.approx(natural(TEXTS[language], language) / 2, abs=0.02)


def test_words_of_a_recording_are_said_while_it_is_heard() -> None:
    words = tokens("uno dos tres cuatro", "es")
    quiet = np.concatenate([np.zeros(RATE // 2), sentence(2.0), np.zeros(RATE)])
    found = heard(words, quiet)
    assert found[0].begin == pytest.approx(0.5, abs=0.05)
    assert found[-1].end == pytest.approx(2.5, abs=0.06)
    middle = 1.5
    assert not any(word.begin < middle - 0.1 and word.end > middle + 0.1 for word in found if word.begin > 1.4 or word.end < 1.6)
    assert heard(words, np.zeros(RATE))[-1].end == pytest.approx(1)


def test_levels_are_those_of_each_frame() -> None:
    rate = Rate.parse("24000/1001")
    samples = np.concatenate([sentence(1.0) * 0 + 0.5 * np.sin(2 * np.pi * 300 * np.arange(RATE) / RATE), np.zeros(RATE)])
    found = measured(samples, Fraction(1, 2), rate)
    level = found.level(10, 20)
    assert isinstance(level, Track)
    assert level.at(0) == level.at(0.45) == 10
    assert level.at(1.0) == pytest.approx(20, abs=0.5)
    assert level.at(2.4) == pytest.approx(10, abs=1)
    assert level.at(9) == 10
    assert level.span(0.2)[0] == -math.inf
    assert level.span(0.2)[1] == pytest.approx(0.5, abs=0.05)
    assert level.span(9)[1] == math.inf
    since, until = level.span(1.0)
    assert since * rate.fraction == pytest.approx(round(since * rate.fraction), abs=1e-6)
    assert until - since >= 0.999 / rate.fraction


@pytest.mark.parametrize("count", [1, 5, 24, BANDS, 100])
def test_bands_go_from_deep_to_high(count: int) -> None:
    t = np.arange(RATE) / RATE
    for frequency, place in ((130, 0), (3500, 1)):
        found = measured(np.sin(2 * np.pi * frequency * t) * 0.4, Fraction(0), Rate.parse(24)).levels(count)
        values = [track.at(0.5) for track in found]
        assert len(values) == count
        assert max(values) == pytest.approx(1, abs=0.02)
        if count > 4:
            assert abs(values.index(max(values)) / count - place) < 0.35


def test_a_trail_is_the_past_and_a_shape_the_whole() -> None:
    rate = Rate.parse(24)
    found = measured(sentence(2.0), Fraction(0), rate)
    trail = found.trail(6)
    assert [track.at(1.0) for track in trail] == [found.level().at(1.0 - i / 24) for i in range(6)]
    shape = found.shape(20, 0, 100)
    assert len(shape) == 20
    assert max(shape) == pytest.approx(100)
    assert min(shape[9:11]) < 0.7 * max(shape), "the pause is seen"
    with pytest.raises(ValueError, match="1 to 4096 bars"):
        found.levels(0)
    with pytest.raises(ValueError, match="1 to 4096 bars"):
        found.shape(2.5)  # type: ignore[arg-type]


def test_silence_moves_nothing() -> None:
    level = measured(np.zeros(RATE), Fraction(0), Rate.parse(24)).level()
    assert level.span(0.5) == (-math.inf, math.inf)
    assert level.at(0.5) == 0


def test_what_stands_in_for_a_voice_is_loud_where_words_are() -> None:
    words = tokens(TEXTS["es"], "es")
    times = shared(words, 8.0)
    level = measured(stand_in(times, words, 8.0), Fraction(0), Rate.parse(24)).level()
    colon = next(i for i, token in enumerate(words) if token.text.endswith(":"))
    pause = (times[colon].end + times[colon + 1].begin) / 2
    assert level.at(times[colon].begin + 0.1) > level.at(pause + 0.05) + 0.05
    assert np.array_equal(stand_in(times, words, 8.0), stand_in(times, words, 8.0))
